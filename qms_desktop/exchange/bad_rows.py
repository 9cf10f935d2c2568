"""A workbook of the rows that need attention, to send back to whoever wrote them.

It has the columns of their own file and one more that says what is wrong. Corrected, it is imported like the file it
came from: the last column is known and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from qms_desktop.errors import RuleBroken, Stopped
from qms_desktop.exchange.cell_writing import CellWriter, Formats, write_text
from qms_desktop.exchange.check import Check, Row
from qms_desktop.exchange.importing import Source
from qms_desktop.exchange.long_texts import SHEET as LONG_TEXTS
from qms_desktop.exchange.mapping import WRONG
from qms_desktop.exchange.sheet_dress import write_read_me
from qms_desktop.exchange.sink import Sink, finish
from qms_desktop.exchange.table import Value, column_letter, is_empty
from qms_desktop.exchange.values import to_text
from qms_desktop.exchange.writing import Written
from qms_desktop.workspace.saving import replacing

TITLE = "Rows to correct"
_NARROWEST, _WIDEST, _WRONG_WIDTH = 10, 45, 70
_TICK = 200


def write_bad_rows(
    path: Path,
    source: Source,
    checked: Check,
    *,
    numbers: Collection[int] | None = None,
    progress: Callable[[int, int], bool] | None = None,
) -> Written:
    """Write the rows that need attention, or those of certain numbers, as .xlsx.

    Args:
        path: the workbook to write; the old one stays where that fails.
        source: the file that was read, for its columns.
        checked: what the check found.
        numbers: row numbers of the file, where others than those that need attention are meant.
        progress: told rows done and in all; False stops.

    Raises:
        Unavailable: the file cannot be written. RuleBroken: another ending. Stopped: cancelled.
    """
    if path.suffix.lower() != ".xlsx":
        raise RuleBroken(f"“{path.name}” must end in .xlsx.")
    judged = {row.row: row for row in checked.rows}
    rows = list(_rows(source, judged, numbers))
    import xlsxwriter  # noqa: PLC0415  start-up budget

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(path) as part:
        book = xlsxwriter.Workbook(Sink(part), options)
        try:
            written = _fill(book, source, checked, rows, progress)
        except BaseException:
            book.fileclosed = 1  # XlsxWriter's own mark; without it the destructor complains
            book.filename.close()
            raise
        finish(book)
    return written


def _rows(
    source: Source, judged: dict[int, Row], numbers: Collection[int] | None
) -> Iterator[tuple[int, list[Value], Row | None]]:
    """The rows to write in the order of the file, as they stand after corrections."""
    for number, cells in source.found.data_rows:
        row = judged.get(number)
        if number in numbers if numbers is not None else row is not None and row.problems:
            yield number, row.cells if row else cells, row


def _fill(
    book: Any,
    source: Source,
    checked: Check,
    rows: Sequence[tuple[int, list[Value], Row | None]],
    progress: Callable[[int, int], bool] | None,
) -> Written:
    formats = Formats(book)
    sheet = book.add_worksheet(TITLE)
    headers = _headers(checked.headers, max((len(cells) for _, cells, _ in rows), default=0))
    for column, text in enumerate([*headers, WRONG]):
        write_text(sheet, 0, column, text, formats.header)
    writer = CellWriter(sheet, formats)
    marked = {"type": "formula", "criteria": "=TRUE", "format": formats.error}
    for at, (number, cells, row) in enumerate(rows, start=1):
        if progress is not None and not at % _TICK and not progress(at, len(rows)):
            raise Stopped
        for column, cell in enumerate(cells):
            writer.write(at, column, _cell(source, number, column, cell), "text")
        writer.write(at, len(headers), wrong(row) if row else "", "long_text")
        for column in problem_columns(checked, row) if row else ():
            sheet.conditional_format(at, column, at, column, marked)
    _dress(sheet, headers, rows)
    writer.write_long_texts(book, LONG_TEXTS)
    write_read_me(book.add_worksheet("Read me"), formats, TITLE, _read_me(checked, len(rows)))
    book.set_custom_property("qms.template", "rows to correct")
    book.set_custom_property("qms.for", checked.into.kind)
    return Written(len(rows), writer.remarks)


def _read_me(checked: Check, count: int) -> list[str]:
    return [
        f"{TITLE}: {checked.into.title}",
        f"From: {checked.file}{f', sheet {checked.sheet}' if checked.sheet else ''}",
        f"Rows: {count:,}",
        f"What to do: correct the red cells on the sheet ‘{TITLE}’; the last column says what is wrong with each row.",
        "Then: save the workbook and send it back. The last column need not be emptied.",
    ]


def _headers(headers: Sequence[str], width: int) -> list[str]:
    """The headers of the file; a column without one is called by its letter."""
    named = [" ".join(text.split()) or f"Column {column_letter(n)}" for n, text in enumerate(headers, start=1)]
    return named + [f"Column {column_letter(n)}" for n in range(len(named) + 1, width + 1)]


def _cell(source: Source, number: int, column: int, cell: Value) -> object:
    """What is written for a cell: codes as they were shown, errors as nothing, the rest as it was."""
    if is_empty(cell):
        return None
    shown = source.sheet.shown.get((number, source.found.first_column + column))
    return to_text(cell, shown) if shown is not None else cell


def wrong(row: Row) -> str:
    """What is wrong with a row, one line for each cell; the column is named where there are several."""
    if len(row.problems) == 1:
        return row.problems[0].problem
    return "\n".join(f"{' '.join(p.column.split())}: {p.problem}" for p in row.problems)


def problem_columns(checked: Check, row: Row) -> list[int]:
    """The columns, counted from 0, whose cells are wrong in a row; of columns of one name the one with a field."""
    found = []
    for problem in row.problems:
        named = [m.column for m in checked.mapping if m.header == problem.column]
        mapped = [n for n in named if checked.mapping[n].field not in ("+note", "-")]
        found += (mapped or named)[:1]
    return found


def _dress(sheet: Any, headers: Sequence[str], rows: Sequence[tuple[int, list[Value], Row | None]]) -> None:
    """Widths, frozen header, filter and print set-up."""
    for column, header in enumerate(headers):
        texts = [to_text(cells[column]) for _, cells, _ in rows[:_TICK] if column < len(cells)]
        longest = max([len(header) + 4, *(len(text) + 2 for text in texts)])
        sheet.set_column(column, column, min(max(longest, _NARROWEST), _WIDEST))
    sheet.set_column(len(headers), len(headers), _WRONG_WIDTH)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(headers))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
