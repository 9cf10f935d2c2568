"""A register out, with the lines its records own, or such lines alone: a workbook of our standard, CSV or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange import line_exporting, targets
from qms_desktop.exchange.field_cells import column_of, in_cell, in_json
from qms_desktop.exchange.targets import Into, RowsOf, in_full
from qms_desktop.exchange.writing import ColumnSpec, Written, write_csv, write_json, write_register
from qms_desktop.records.register import Register
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.reader import Reader
from qms_desktop.workspace.rows import Row
from qms_desktop.workspace.schema import VERSION

TEMPLATE_VERSION = "1"
PAGE = 2000
ENDINGS = (".xlsx", ".csv", ".json")
OF_RECORDS = (
    "To change records: edit the cells and import the file again; every change is shown before it is written.",
    "To add records: write below the last row and leave the first column empty.",
    "States change in the program only, because each step has its conditions.",
)
OF_LINES = (
    "To change rows: edit the cells and import the file again; every change is shown before it is written.",
    "To add rows: write below the last row, with the number of the record they belong to in the first column.",
)


def export(
    reader: Reader,
    kind: str,
    path: Path,
    *,
    listing: Listing | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Written:
    """Write a register, the part of it that a listing shows, or lines to .xlsx, .csv or .json by the file's ending.

    Raises:
        RuleBroken: another ending, or too many rows. Unavailable: the file cannot be written. Stopped: cancelled.
    """
    if path.suffix.lower() not in ENDINGS:
        raise RuleBroken(f"“{path.name}” must end in .xlsx, .csv or .json.")
    into = targets.named(reader.registers.values(), kind) or reader.register(kind)
    shown = listing or Listing(into.register.kind if isinstance(into, RowsOf) else kind, sort="number")
    if path.suffix.lower() == ".xlsx":
        return _workbook(reader, into, shown, path, progress, cancelled)
    if path.suffix.lower() == ".csv":
        fields = list(into.fields.values())
        header = ["No.", *(f.label for f in fields), *([] if isinstance(into, RowsOf) else ["State"])]
        rows = _cells(reader, into, shown)
        return Written(write_csv(path, header, rows, progress=progress, cancelled=cancelled))
    found = list(
        line_exporting.objects(reader, into, shown) if isinstance(into, RowsOf) else _objects(reader, into, shown)
    )
    write_json(path, {"kind": kind, "title": into.title, "rows": found})
    return Written(len(found))


def _workbook(
    reader: Reader,
    into: Into,
    listing: Listing,
    path: Path,
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Written:
    now = datetime.now(UTC)
    organisation = reader.organisation()
    alone = isinstance(into, RowsOf)
    purpose = f"{in_full(into)}." if isinstance(into, RowsOf) else into.purpose
    more = [] if isinstance(into, RowsOf) else [RowsOf(into, lines) for lines in into.lines]
    return write_register(
        path,
        sheet_title=into.title,
        columns=line_exporting.columns(into) if isinstance(into, RowsOf) else _columns(into),
        rows=_cells(reader, into, listing),
        properties={
            "template": "register",
            "version": TEMPLATE_VERSION,
            "schema": str(VERSION),
            "export_id": uuid4().hex,
            "exported_at": now.isoformat(timespec="seconds"),
            "kind": into.kind,
            "organisation": organisation.name,
        },
        read_me=[
            f"{in_full(into)}: {organisation.name}",
            purpose,
            f"Exported: {now.astimezone():%Y-%m-%d %H:%M}",
            *(OF_LINES if alone else OF_RECORDS),
            *(f"Sheet ‘{rows.title}’: the {rows.title.lower()} of each {into.one}, by its number." for rows in more),
        ],
        qms_rows=line_exporting.marks(reader, into, listing)
        if isinstance(into, RowsOf)
        else _marks(reader, into, listing),
        lines=[line_exporting.table(reader, rows, listing) for rows in more],
        progress=progress,
        cancelled=cancelled,
    )


def _cells(reader: Reader, into: Into, listing: Listing) -> Iterator[tuple[object, ...]]:
    return line_exporting.rows(reader, into, listing) if isinstance(into, RowsOf) else _rows(reader, into, listing)


def _columns(register: Register) -> list[ColumnSpec]:
    return [*(column_of(f) for f in register.fields.values()), _state_column(register)]


def _state_column(register: Register) -> ColumnSpec:
    labels = tuple(s.label for s in register.workflow.states)
    return ColumnSpec(
        "state", "State", "choice", choices=labels, prompt="For reading; records move in the program only."
    )


def _pages(reader: Reader, register: Register, listing: Listing) -> Iterator[list[Row]]:
    names = ["number", *register.fields, "state", "version"]
    offset = 0
    while rows := reader.page(listing, names, offset, PAGE):
        offset += len(rows)
        yield rows


def _raw(reader: Reader, register: Register, listing: Listing) -> Iterator[tuple[Any, ...]]:
    return ((row.id, *row.cells) for rows in _pages(reader, register, listing) for row in rows)


def _rows(reader: Reader, register: Register, listing: Listing) -> Iterator[tuple[object, ...]]:
    fields = list(register.fields.values())
    for _key, number, *cells, state, _version in _raw(reader, register, listing):
        values = [in_cell(f, v) for f, v in zip(fields, cells, strict=True)]
        yield (number, *values, register.workflow.states(state).label)


def _marks(reader: Reader, into: Into, listing: Listing) -> Iterator[tuple[str, int, str]]:
    if isinstance(into, RowsOf):
        yield from line_exporting.marks(reader, into, listing)
        return
    for key, *_values, version in _raw(reader, into, listing):
        short = key.hex[-12:]
        yield short, version, sha256(f"{key.hex}:{version}".encode()).hexdigest()[:4]


def _objects(reader: Reader, register: Register, listing: Listing) -> Iterator[dict[str, object]]:
    """Records as scripts read them, each with its lines."""
    for rows in _pages(reader, register, listing):
        keys = [row.id for row in rows]
        owned = {lines.name: line_exporting.by_record(reader, lines, keys) for lines in register.lines}
        for row in rows:
            number, *cells, state, _version = row.cells
            values = [in_json(f, v) for f, v in zip(register.fields.values(), cells, strict=True)]
            found = {"number": number, "state": state, **dict(zip(register.fields, values, strict=True))}
            if owned:
                found["lines"] = {name: of_all[row.id] for name, of_all in owned.items()}
            yield found
