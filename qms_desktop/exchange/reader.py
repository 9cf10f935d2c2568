"""The child's side of reading: limits first, then the guard, then the reader, answers as lines of JSON.

Only calamine is loaded beside the standard library, so that the child starts in about 50 ms.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qms_desktop.exchange.guard import AGAIN, MOST_CELLS, Refused, check_zip
from qms_desktop.exchange.xlsx_parts import Extras, Package

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_MEMORY = 2 << 30
MOST_CPU_SECONDS = 20
MOST_DIGITS = 10**15
_BATCH = 200_000
_BETWEEN = re.compile(rb">\s+<(/?(?:table|office|text):)")
_PLAIN = frozenset({int, bool})


def limit_resources() -> None:
    """Give this process 2 GB of address space, 20 s of processor time, and no right to write files or dumps.

    Windows has no such limits from inside; the parent puts the child into a job there. macOS ignores some of them.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  exists on Linux and macOS only

    for kind, soft, hard in (
        (resource.RLIMIT_AS, MOST_MEMORY, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_CPU_SECONDS, MOST_CPU_SECONDS + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))


def main(arguments: Sequence[str]) -> int:
    """Read the one workbook named in the arguments and say what it holds; the entry point of the child."""
    limit_resources()
    try:
        for message in _said(Path(arguments[0])):
            sys.stdout.buffer.write(message + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        return 1
    except Refused as refusal:
        _say("refused", str(refusal))
    except MemoryError:
        _say("refused", f"The file needs more memory than reading is given. {AGAIN}")
    except BaseException as error:  # noqa: BLE001  Rust's panics are no Exception; all end as a sentence
        _say("refused", _reason(error))
    return 0


def _say(kind: str, what: object) -> None:
    """Send one message."""
    sys.stdout.buffer.write(json.dumps([kind, what]).encode() + b"\n")
    sys.stdout.buffer.flush()


def _reason(error: BaseException) -> str:
    """The sentence for what the reader complains about."""
    text = " ".join(str(error).split())[:120] or type(error).__name__
    if type(error).__name__ == "PasswordError" or "password" in text.lower():
        return "The workbook is protected by a password. Open it, save an unprotected copy, and read that copy."
    return f"The workbook cannot be read, because it is damaged or unusual ({text}). {AGAIN}"


def _said(path: Path) -> Iterator[bytes]:
    """All messages about a workbook but a refusal."""
    kind = path.suffix.lower()
    remarks = check_zip(path) if kind != ".xls" else []
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  only after the guard has looked

    book = CalamineWorkbook.from_path(str(path)) if kind != ".ods" else _open_document(path)
    package = Package(str(path)) if kind in {".xlsx", ".xlsm"} else None
    properties = package.properties() if package else {}
    yield json.dumps(["book", {"remarks": remarks, "properties": properties}]).encode()
    cells = 0
    left_out: list[str] = []
    infos = [info for info in book.sheets_metadata if str(info.typ).endswith("WorkSheet")]
    for info in infos:
        try:
            sheet = book.get_sheet_by_name(info.name)
        except Exception as error:  # noqa: BLE001  one damaged sheet does not take the others with it
            left_out.append(f"The sheet ‘{info.name}’ is damaged and was left out ({str(error)[:80]}).")
            continue
        cells += sheet.total_height * sheet.total_width
        if cells > MOST_CELLS:
            raise Refused(
                f"The used area of the sheets spans {cells:,} cells; at most {MOST_CELLS:,} are read. Delete stray "
                "cells, or save the sheet you need as .csv."
            )
        extras = package.extras(info.name) if package else Extras()
        shown = str(info.visible).rpartition(".")[2]
        yield json.dumps(["sheet", {"name": info.name, "visible": shown, **_extra(sheet, extras)}]).encode()
        yield from _rows(sheet, extras)
    if not infos:
        raise Refused(f"‘{path.name}’ holds no sheet with cells; it is damaged, or no workbook. {AGAIN}")
    if len(left_out) == len(infos):
        raise Refused(f"No sheet of the workbook can be read. {left_out[0]} {AGAIN}")
    yield json.dumps(["remarks", left_out]).encode()
    yield b'["end"]'


def _open_document(path: Path) -> CalamineWorkbook:
    """An OpenDocument workbook; calamine stumbles over blanks between the tags, so they are taken out if it does."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  only after the guard has looked

    try:
        return CalamineWorkbook.from_path(str(path))
    except CalamineError as error:
        if "Expecting" not in str(error):
            raise
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(packed, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            target.writestr(part.filename, _BETWEEN.sub(rb"><\1", data) if part.filename == "content.xml" else data)
    packed.seek(0)
    return CalamineWorkbook.from_filelike(packed)


def _extra(sheet: CalamineSheet, extras: Extras) -> dict[str, Any]:
    """What is told of a sheet beside its cells."""
    merged = [[a + 1, b + 1, c + 1, d + 1] for (a, b), (c, d) in sheet.merged_cell_ranges or []]
    return {
        "merged": merged,
        "formulas": extras.formulas,
        "shown": extras.shown,
        "hidden_rows": extras.hidden_rows,
        "hidden_columns": extras.hidden_columns,
    }


def _rows(sheet: CalamineSheet, extras: Extras) -> Iterator[bytes]:
    """The rows in batches of about 200 kB, without the blank end of each row and of the sheet."""
    marks: dict[int, list[tuple[int, dict[str, str]]]] = {}
    for at, column, code in extras.errors:
        marks.setdefault(at, []).append((column, {"e": code}))
    for at, column in extras.without_value:
        marks.setdefault(at, []).append((column, {"n": ""}))
    batch: list[str] = []
    size = blank = 0
    number = 0
    for number, cells in enumerate(sheet.to_python(skip_empty_area=False), 1):
        row = _row(cells, marks.pop(number, ()))
        if not row:
            blank += 1
            continue
        text = json.dumps(row)
        batch += ["[]"] * blank
        batch.append(text)
        blank = 0
        size += len(text)
        if size > _BATCH:
            yield f'["rows",[{",".join(batch)}]]'.encode()
            batch, size = [], 0
    for left in sorted(marks):  # errors below the last value: the reader had no row for them
        batch += ["[]"] * (left - number - 1 + blank)
        batch.append(json.dumps(_row([], marks[left])))
        number, blank = left, 0
    if batch:
        yield f'["rows",[{",".join(batch)}]]'.encode()


def _row(cells: Sequence[object], marks: Sequence[tuple[int, dict[str, str]]]) -> list[object]:
    """One row for JSON, cut behind its last filled cell."""
    row = [cell if type(cell) in _PLAIN else _cell(cell) for cell in cells]
    for column, mark in marks:
        row += [None] * (column - len(row))
        row[column - 1] = mark
    while row and row[-1] is None:
        row.pop()
    return row


def _cell(cell: object) -> object:
    """One cell for JSON; see the list in `child`."""
    found: object = None
    if isinstance(cell, str):
        found = cell or None
    elif isinstance(cell, float):
        found = cell if math.isfinite(cell) else {"e": "#NUM!"}
    elif isinstance(cell, datetime):
        found = {"t": cell.isoformat()}
    elif isinstance(cell, date):
        found = {"d": cell.isoformat()}
    elif isinstance(cell, time):
        found = {"c": cell.isoformat()}
    elif isinstance(cell, timedelta):
        found = {"s": cell.total_seconds()}
    elif cell is not None:
        found = str(cell)
    return found
