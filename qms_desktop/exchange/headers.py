"""Finding the table on a sheet: where its header stands, and which rows below it are records.

Real sheets begin with letterheads and rating tables, repeat the header for each printed page, carry section titles,
totals and signature blocks, and number rows in advance. Every row below the header ends either as a data row or, with
the reason, among the rows left out; blank rows behind the last filled one are not told.

A header of several rows is a later step: `Found.header_rows` already says how many rows the header takes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from qms_desktop.exchange.row_kinds import BELOW, SECTION, RowJudge
from qms_desktop.exchange.table import Book, ErrorCell, NoValue, Sheet, Value, is_empty
from qms_desktop.exchange.words import folded

LAST_HEADER_ROW = 30
NOT_IN_OURS = frozenset({BELOW, SECTION})
_LONGEST_HEADER = 120
_LOOK_BELOW = 60
_NEAR = 8
_HALF = 0.5
_FEWEST_FILLED = 0.3
_LEAST_KNOWN = 2
_WEIGHT_TEXT, _WEIGHT_WIDTH, _WEIGHT_BELOW, _WEIGHT_KNOWN = 2.0, 3.0, 1.5, 6.0
_STEP_DOWN = 0.04
_CONTRAST = 1.0
_LONELY = 1.5


@dataclass(slots=True)
class Found:
    """A table on a sheet. Row numbers are those of the file; `first_column` counts from 1.

    `headers` are the texts of the header, "" where a column has none. The cells of a data row begin at
    `first_column` and are at least as many as the headers; more where the row was longer (`ragged`).
    """

    header_row: int
    first_column: int
    headers: list[str]
    data_rows: list[tuple[int, list[Value]]] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    ragged: list[int] = field(default_factory=list)
    header_rows: int = 1
    score: float = 0.0
    known: int = 0


def find_table(
    sheet: Sheet,
    known: Collection[str] = (),
    *,
    header_row: int | None = None,
    mend: Callable[[list[Value], int], list[Value] | None] | None = None,
    sparse: bool = False,
) -> Found | None:
    """The most likely table of a sheet, `None` where no row looks like a header.

    Args:
        sheet: what was read.
        known: header words of the register that is looked for, in any case.
        header_row: the row number the user has chosen; then nothing is guessed but the columns.
        sparse: the sheet is one of ours, in which a row of two words is no title or signature but a new record.
        mend: puts a row right that has more cells than the header (`csv_reading.mend_ragged` for text tables).
    """
    words = frozenset(folded(word) for word in known)
    best: Found | None = None
    for number, row in _candidates(sheet, header_row):
        for start, end in _blocks(sheet, number, row):
            first, last = _widened(sheet, number, start, end)
            cells = row[first - 1 : last]
            found = _judged(sheet, number, first, cells + [None] * (last - first + 1 - len(cells)), words)
            if found and (best is None or found.score > best.score):
                best = found
    if best is None:
        return None
    _sort_rows(sheet, best, mend, NOT_IN_OURS if sparse else frozenset())
    return best


def find_tables(book: Book, known: Collection[str] = (), *, also_hidden: bool = False) -> list[tuple[Sheet, Found]]:
    """The best table of each sheet, most likely first; hidden sheets only on request."""
    sheets = book.sheets if also_hidden else book.visible_sheets
    found = [(sheet, table) for sheet in sheets if (table := find_table(sheet, known))]
    return sorted(found, key=lambda pair: (-pair[1].known, -pair[1].score))


def _candidates(sheet: Sheet, header_row: int | None) -> Iterator[tuple[int, list[Value]]]:
    """The rows that may be the header, with their numbers."""
    for index, row in enumerate(sheet.rows):
        number = sheet.first_row + index
        if (header_row is None and number <= LAST_HEADER_ROW) or number == header_row:
            yield number, row


def _blocks(sheet: Sheet, number: int, row: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """First and last column of each group of header cells; a column blank all the way down separates two tables."""
    below = sheet.rows[number - sheet.first_row + 1 :][:_LOOK_BELOW]
    start = 0
    for column in range(1, len(row) + 2):
        is_filled = column <= len(row) and (
            _filled(row[column - 1])
            or (start and any(len(other) >= column and _filled(other[column - 1]) for other in below))
        )
        if is_filled and not start:
            start = column
        elif not is_filled and start:
            yield start, column - 1
            start = 0


def _widened(sheet: Sheet, number: int, first: int, last: int) -> tuple[int, int]:
    """A group of header cells with the columns beside it that have values below but no header."""
    start = number - sheet.first_row + 1
    below = [
        row for at, row in enumerate(sheet.rows[start : start + _LOOK_BELOW], number + 1) if at not in sheet.ragged
    ]
    used = {column for row in below for column, cell in enumerate(row, 1) if _filled(cell)}
    while first - 1 in used:
        first -= 1
    while last + 1 in used:
        last += 1
    return first, last


def _judged(sheet: Sheet, number: int, first: int, cells: Sequence[Value], known: frozenset[str]) -> Found | None:
    """How much a row of cells looks like a header; `None` where it cannot be one."""
    texts = [_header_text(cell) for cell in cells]
    filled = [text for text in texts if text]
    if not filled:
        return None
    hits = sum(1 for text in filled if _known(text, known))
    below = _rows_below(sheet, number, first, len(cells))
    widest = max([sum(map(_filled, row)) for row in below] + [len(filled)])
    good = sum(1 for cell, text in zip(cells, texts, strict=True) if text and _can_head(cell, text))
    distinct = len({folded(text) for text in filled}) / len(filled)
    if not good or (len(filled) == 1 and widest > 1 and hits == 0) or good / len(filled) < _HALF:
        return None
    score = (
        _WEIGHT_TEXT * good / len(filled) * distinct
        + _WEIGHT_WIDTH * len(filled) / widest
        + _WEIGHT_BELOW * _share_below(below[:_NEAR], len(filled))
        + _WEIGHT_KNOWN * (hits / len(filled)) * min(1.0, hits / _LEAST_KNOWN)
        + _CONTRAST * _contrast(cells, below)
        + min(len(filled), 20) / 20
        - _STEP_DOWN * (number - sheet.first_row)
        - (_LONELY if len(filled) == 1 else 0.0)
    )
    return Found(number, first, texts, score=score, known=hits)


def _rows_below(sheet: Sheet, number: int, first: int, width: int) -> list[list[Value]]:
    """The non-blank rows right below a header, cut to its columns."""
    index = number - sheet.first_row + 1
    rows = (row[first - 1 : first - 1 + width] for row in sheet.rows[index : index + _LOOK_BELOW])
    return [row for row in rows if any(map(_filled, row))]


def _share_below(rows: Sequence[Sequence[Value]], width: int) -> float:
    """The share of the next rows that fill a fair part of the header's columns."""
    if not rows:
        return 0.0
    return sum(1 for row in rows if sum(map(_filled, row)) >= max(1, _FEWEST_FILLED * width)) / len(rows)


def _contrast(cells: Sequence[Value], rows: Sequence[Sequence[Value]]) -> float:
    """The share of columns whose header is text and whose cells are mostly figures or dates."""
    columns = 0
    for index, cell in enumerate(cells):
        values = [row[index] for row in rows if len(row) > index and _filled(row[index])]
        figures = sum(1 for value in values if _is_figure(value))
        columns += bool(values) and not _is_figure(cell) and figures > _HALF * len(values)
    return columns / max(1, len(cells))


def _is_figure(value: Value) -> bool:
    """Whether a cell holds a number, a date or a time, typed or as text that begins with a digit."""
    if isinstance(value, str):
        return value.strip()[:1].isdigit()
    return isinstance(value, int | float | date | time | timedelta)


def _known(text: str, known: frozenset[str]) -> bool:
    """Whether a header is one of the words looked for, with or without the mark of required fields."""
    word = folded(text)
    return word in known or word.rstrip(" *:") in known or folded(text.partition("\n")[0]).rstrip(" *:") in known


def _can_head(cell: Value, text: str) -> bool:
    """Whether a cell can be a header: a short text that is no figure."""
    return isinstance(cell, str) and len(text) <= _LONGEST_HEADER and not _is_figure(cell)


def _header_text(cell: Value) -> str:
    """The text of a header cell."""
    if cell is None or isinstance(cell, ErrorCell | NoValue):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip().lstrip("\ufeff")


def _filled(value: Value) -> bool:
    """Whether a cell shows anything but an error or a formula without a result."""
    return not is_empty(value)


def _sort_rows(
    sheet: Sheet,
    found: Found,
    mend: Callable[[list[Value], int], list[Value] | None] | None,
    trusted: Collection[str] = (),
) -> None:
    """Put every row below the header among the data rows or, with the reason, among those left out."""
    width = len(found.headers)
    start = found.header_row + found.header_rows - sheet.first_row
    rows: list[tuple[int, list[Value]]] = []
    for index, whole in enumerate(sheet.rows[start:], start):
        number = sheet.first_row + index
        cells = whole[found.first_column - 1 :] if number in sheet.ragged else _own(whole, found.first_column, width)
        if number in sheet.ragged and len(cells) > width:
            mended = mend(cells, width) if mend else None
            found.ragged += [] if mended else [number]
            cells = mended or cells
        rows.append((number, cells + [None] * (width - len(cells))))
    while rows and all(cell is None or cell == "" for cell in rows[-1][1]):
        rows.pop()
    judge = RowJudge(sheet, found.first_column, found.headers, rows)
    for number, cells in rows:
        reason = judge.reason(number, cells)
        if reason and reason not in trusted:
            found.left_out.append((number, reason))
        else:
            found.data_rows.append((number, cells))


def _own(row: list[Value], first: int, width: int) -> list[Value]:
    """The cells of a row that lie in the table's columns."""
    return row[first - 1 : first - 1 + width]
