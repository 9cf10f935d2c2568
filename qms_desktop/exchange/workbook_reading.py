"""Reading any spreadsheet file into a `Book`: workbooks through the child process, text files directly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from qms_desktop.exchange import child
from qms_desktop.exchange.csv_reading import read_text_table
from qms_desktop.exchange.guard import Refused, look_at
from qms_desktop.exchange.long_texts import rejoin
from qms_desktop.exchange.table import (
    NO_VALUE,
    Book,
    ErrorCell,
    NoValue,
    Sheet,
    Value,
    Visibility,
    address,
    counted,
)

MARKS_SHEET = "_qms"
_TEXT_KINDS = {".csv", ".tsv", ".txt"}
_MOST_EXACT = 10**15
_WORDS = {
    "error": ("error cell is read as empty", "error cells are read as empty"),
    "formula": ("formula has no saved result and is read as empty", "formulas without saved result are read as empty"),
    "digits": ("number has over 15 digits, of which 15 are kept", "numbers have over 15 digits, of which 15 are kept"),
    "nul": ("text lost a NUL character, which no text may hold", "texts lost NUL characters, which no text may hold"),
}
_VISIBILITY = {"Hidden": Visibility.HIDDEN, "VeryHidden": Visibility.VERY_HIDDEN}


def read_book(
    path: Path | str,
    *,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Book:
    """Read .xlsx .xlsm .xls .xlsb .ods .csv .tsv .txt.

    Args:
        path: the file; it is only read.
        cancelled: asked often; when it says yes, reading ends within a tenth of a second.
        progress: told the number of rows read so far.

    Raises:
        Refused: the file is not read; the sentence says why and what to do.
        Stopped: cancelled.
    """
    path = Path(path)
    kind = look_at(path)
    before = _state(path)
    if kind in _TEXT_KINDS:
        book = read_text_table(path, cancelled=cancelled, progress=progress)
    else:
        book = _read_workbook(path, kind, cancelled, progress)
    if _state(path) != before:
        raise Refused(f"‘{path.name}’ was changed by another program while it was read. Close it there and try again.")
    return book


def _state(path: Path) -> tuple[int, int] | None:
    """What changes when a file is written to."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _read_workbook(
    path: Path, kind: str, cancelled: Callable[[], bool] | None, progress: Callable[[int], None] | None
) -> Book:
    """The book that the child's messages describe."""
    book = Book(path, kind)
    counts = _Counts()
    try:
        for message in child.answers(path, cancelled=cancelled):
            if message[0] == "book":
                book.remarks += [str(remark) for remark in message[1]["remarks"]]
                book.properties = {str(key): str(value) for key, value in message[1]["properties"].items()}
            elif message[0] == "sheet":
                book.sheets.append(_sheet(message[1]))
            elif message[0] == "remarks":
                book.remarks += [str(remark) for remark in message[1]]
            else:
                counts.add(book.sheets[-1], message[1])
                if progress:
                    progress(sum(len(sheet.rows) for sheet in book.sheets))
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise Refused(
            f"The reader gave an answer about ‘{path.name}’ that makes no sense; save it once more."
        ) from error
    _take_marks(book)
    rejoin(book)
    book.remarks += counts.remarks() + _sheet_remarks(book.sheets)
    return book


def _sheet(said: dict[str, Any]) -> Sheet:
    """An empty sheet with what the child says of it."""
    return Sheet(
        name=str(said["name"]),
        visibility=_VISIBILITY.get(said["visible"], Visibility.VISIBLE),
        merged=[(int(a), int(b), int(c), int(d)) for a, b, c, d in said["merged"]],
        formulas={(int(row), int(column)) for row, column in said["formulas"]},
        shown={(int(row), int(column)): str(text) for row, column, text in said["shown"]},
        hidden_rows={int(row) for row in said["hidden_rows"]},
        hidden_columns={int(column) for column in said["hidden_columns"]},
    )


class _Counts:
    """What was met in the cells, for the remarks; the first address of each kind is named."""

    def __init__(self) -> None:
        self.met: dict[str, tuple[int, str]] = {}

    def add(self, sheet: Sheet, rows: list[list[Any]]) -> None:
        """Append decoded rows to a sheet."""
        for row in rows:
            number = sheet.first_row + len(sheet.rows)
            for index, cell in enumerate(row):
                if type(cell) is str:
                    if "\0" in cell:
                        row[index] = cell.replace("\0", "") or None
                        self.note("nul", sheet, number, index)
                elif type(cell) is dict:
                    row[index] = self.decoded(cell, sheet, number, index)
                elif type(cell) is float and abs(cell) >= _MOST_EXACT:
                    self.note("digits", sheet, number, index)
            sheet.rows.append(row)

    def decoded(self, cell: dict[str, Any], sheet: Sheet, number: int, index: int) -> Value:
        """A cell that JSON has no type for."""
        value = _value(cell)
        if isinstance(value, ErrorCell):
            self.note("error", sheet, number, index)
        elif isinstance(value, NoValue):
            self.note("formula", sheet, number, index)
        return value

    def note(self, kind: str, sheet: Sheet, number: int, index: int) -> None:
        """Count one more of a kind."""
        count, first = self.met.get(kind, (0, f"{sheet.name}!{address(number, index + 1)}"))
        self.met[kind] = (count + 1, first)

    def remarks(self) -> list[str]:
        """The sentences for what was met."""
        return [
            f"{counted(count, *_WORDS[kind])} (first: {first})." for kind, (count, first) in sorted(self.met.items())
        ]


def _value(cell: dict[str, Any]) -> Value:
    """The value of a tagged cell; see the list in `child`."""
    ((tag, content),) = cell.items()
    if tag == "d":
        return date.fromisoformat(content)
    if tag == "t":
        return datetime.fromisoformat(content)
    if tag == "c":
        return time.fromisoformat(content)
    if tag == "s":
        return timedelta(seconds=float(content))
    return ErrorCell(str(content)) if tag == "e" else NO_VALUE


def _take_marks(book: Book) -> None:
    """Move the sheet with our marks, which no user sees, out of the sheets."""
    for sheet in book.sheets:
        if sheet.name == MARKS_SHEET and sheet.hidden:
            book.marks = [["" if cell is None else str(cell) for cell in row] for row in sheet.rows]
    book.sheets = [sheet for sheet in book.sheets if not (sheet.name == MARKS_SHEET and sheet.hidden)]


def _sheet_remarks(sheets: Iterable[Sheet]) -> list[str]:
    """The sentences about what a user does not see at once."""
    found = []
    for sheet in sheets:
        if sheet.hidden:
            found.append(f"The sheet ‘{sheet.name}’ is {sheet.visibility}.")
        if sheet.hidden_rows:
            found.append(
                f"The sheet ‘{sheet.name}’ has {counted(len(sheet.hidden_rows), 'hidden row', 'hidden rows')}."
            )
        columns = {column for column in sheet.hidden_columns if column <= sheet.width}
        if columns:
            found.append(f"The sheet ‘{sheet.name}’ has {counted(len(columns), 'hidden column', 'hidden columns')}.")
        if sheet.merged:
            found.append(f"The sheet ‘{sheet.name}’ has {counted(len(sheet.merged), 'merged area', 'merged areas')}.")
        if sheet.shown:
            (row, column), text = next(iter(sheet.shown.items()))
            found.append(
                f"The sheet ‘{sheet.name}’ shows {counted(len(sheet.shown), 'number', 'numbers')} with leading zeros "
                f"(first: {address(row, column)} as {text}); as a code it is taken as shown."
            )
    return found
