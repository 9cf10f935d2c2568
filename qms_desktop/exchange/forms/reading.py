"""Reading a form that came back: recognised by its mark, its rows by their keys, its columns by header or place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange.forms.form import HEADER_ROW, KEY_HEADER, Returned, ReturnedRow, mark, plain
from qms_desktop.exchange.table import Book, Sheet, address
from qms_desktop.exchange.values import folded, to_text
from qms_desktop.exchange.workbook_reading import read_book

LOOKED_THROUGH = 40
"""So many rows are searched for the header, for somebody may have put rows above it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What went out, as `_qms` has it."""

    names: list[str]
    labels: dict[str, str]
    locked: set[str]
    rows: dict[str, list[str]]
    """By key: the number, and a mark for each column."""


def read_form(path: Path, *, cancelled: Callable[[], bool] | None = None) -> Returned:
    """Read a form of ours.

    Raises:
        Refused: the file is not read. RuleBroken: it is no form that went out from here, or its columns are gone.
    """
    return returned(read_book(path, cancelled=cancelled))


def returned(book: Book) -> Returned:
    """The form in a file that was read.

    Raises:
        RuleBroken: it is no form that went out from here, or its columns are gone.
    """
    path, known = book.path, _known(book)
    if not known.rows:
        raise RuleBroken(
            f"‘{path.name}’ is no workbook that was sent out from this program, or its hidden sheet was lost. "
            "Ask for the file itself, not a copy of its cells."
        )
    kind = book.properties.get("qms.kind", "")
    names = [name for name, what in book.kinds.items() if what == kind]
    sheet = next((s for s in book.sheets if s.name in names), None) or next(iter(book.visible_sheets), None)
    if sheet is None:
        raise RuleBroken(f"‘{path.name}’ has no sheet that can be read. Ask for it again.")
    header, places = _places(path.name, sheet, known)
    found = Returned(path.name, book.properties.get("qms.template", ""), book.properties, known.labels, [])
    for number in range(header + 1, sheet.first_row + len(sheet.rows)):
        _take_row(sheet, number, places, known, found)
    if any(row > header for row, _column in sheet.formulas):
        found.remarks.append("Some cells hold formulas; the values saved last are taken.")
    return found


def _known(book: Book) -> _Known:
    names, labels, locked, rows = [], {}, set(), {}
    for line in book.marks:
        if line[:1] == ["column"] and len(line) > 3:  # noqa: PLR2004  name, label, locked or open
            names.append(line[1])
            labels[line[1]] = line[2]
            if line[3] == "locked":
                locked.add(line[1])
        elif line[:1] == ["row"] and len(line) > 2:  # noqa: PLR2004  key, number, then the marks
            rows[line[1]] = line[2:]
    return _Known(names, labels, locked, rows)


def _places(file: str, sheet: Sheet, known: _Known) -> tuple[int, dict[str, int]]:
    """The header's row, and the column of each name: by its label, else where it stood when it went out.

    Raises:
        RuleBroken: a column is gone.
    """
    wanted = {folded(label): name for name, label in known.labels.items()}
    best, header = 0, HEADER_ROW
    last = min(sheet.first_row + len(sheet.rows), LOOKED_THROUGH)
    for row in range(sheet.first_row, last):
        hits = sum(folded(to_text(sheet.cell(row, c))) in wanted for c in range(1, sheet.width + 1))
        if hits > best:
            best, header = hits, row
    places: dict[str, int] = {}
    for column in range(1, sheet.width + 1):
        text = to_text(sheet.cell(header, column))
        name = KEY_HEADER if text == KEY_HEADER else wanted.get(folded(text))
        if name and name not in places:
            places[name] = column
    for index, name in enumerate((KEY_HEADER, *known.names), 1):  # a header that was renamed or translated
        if name not in places and index not in places.values() and index <= sheet.width:
            places[name] = index
    gone = [known.labels[name] for name in known.names if name not in places]
    if gone or not best:
        lost = f"the column {gone[0]}" if gone else "its header row"
        raise RuleBroken(f"‘{file}’ came back without {lost}. Send the workbook again and ask to keep its columns.")
    return header, places


def _take_row(sheet: Sheet, number: int, places: dict[str, int], known: _Known, found: Returned) -> None:
    values = {name: sheet.cell(number, places[name]) for name in known.names}
    key = plain(sheet.cell(number, places[KEY_HEADER])) if KEY_HEADER in places else ""
    if key not in known.rows:  # the hidden column may be lost: the number says which row it is, too
        said = {plain(value) for value in values.values()} - {""}
        key = next((k for k, marks in known.rows.items() if marks[0] in said), "")
    if not key:
        if any(plain(value) for value in values.values()):
            found.strangers.append(number)
        return
    named, *marks = known.rows[key]
    row = ReturnedRow(number, key, named, {n: v for n, v in values.items() if n not in known.locked})
    for name, before in zip(known.names, marks, strict=False):
        if name in known.locked and mark(key, name, values[name]) != before:
            row.altered[name] = address(number, places[name])
        elif name not in known.locked and f"={plain(values[name])}" != before:
            row.filled.add(name)
    found.rows.append(row)
