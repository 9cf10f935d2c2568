"""The one internal table type that leaves the readers; nothing behind them knows the file format."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell in which the spreadsheet program shows an error; it means "empty", never 0. `code` is e.g. "#DIV/0!"."""

    code: str


@dataclass(frozen=True, slots=True)
class NoValue:
    """A formula whose result the file does not hold, because no spreadsheet program has calculated it yet."""


NO_VALUE = NoValue()

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | ErrorCell | NoValue | None
"""What a cell holds. `None` is an empty cell; a text is never empty."""

FORM = "workbook_"
"""How the kinds of forms begin."""

Range: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column, all counted from 1 and inclusive."""


class Visibility(StrEnum):
    """How a sheet is shown in its workbook."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very hidden"


@dataclass(slots=True)
class Sheet:
    """One sheet: `rows[0]` is row `first_row` of the file, and the first cell of a row is column A.

    Rows may differ in length (a text file's own rows do); cells behind the end are empty.
    `formulas` holds (row, column) of cells whose value comes from a formula, `shown` the text that the
    spreadsheet program displays where it differs from the number (42 shown as "00042").
    `ragged` maps the row number to its count of cells, where a text file's row is longer than its header.
    """

    name: str
    rows: list[list[Value]] = field(default_factory=list)
    first_row: int = 1
    visibility: Visibility = Visibility.VISIBLE
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    ragged: dict[int, int] = field(default_factory=dict)

    @property
    def hidden(self) -> bool:
        """Whether the user does not see this sheet in the workbook."""
        return self.visibility is not Visibility.VISIBLE

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> Value:
        """The value at a row number of the file and a column counted from 1; `None` outside the sheet."""
        index = row - self.first_row
        if not (0 <= index < len(self.rows) and 0 < column <= len(self.rows[index])):
            return None
        return self.rows[index][column - 1]


@dataclass(slots=True)
class Book:
    """A file that was read: its sheets, and what the user should know about the reading, as sentences.

    `properties` are the custom document properties; `marks` the rows of a very hidden sheet `_qms`, which is not
    among the sheets. Both carry the identity of our own workbooks.
    """

    path: Path
    kind: str
    sheets: list[Sheet] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    marks: list[list[str]] = field(default_factory=list)

    @property
    def kinds(self) -> dict[str, str]:
        """In a workbook of ours, what the rows of each marked sheet are, by the name of the sheet."""
        told = (row[1:3] for row in self.marks if row[:1] == ["sheet"])
        return {row[0]: row[1] for row in told if len(row) > 1 and row[1]}

    @property
    def is_form(self) -> bool:
        """Whether it is a form of ours that was sent out to be filled in, and not a list."""
        return self.properties.get("qms.kind", "").startswith(FORM)

    @property
    def visible_sheets(self) -> list[Sheet]:
        """The sheets a user sees; hidden ones are off by default."""
        return [sheet for sheet in self.sheets if not sheet.hidden]


def is_empty(value: Value) -> bool:
    """Whether a cell says nothing: empty, blank text, an error, or a formula without a result."""
    return value is None or isinstance(value, ErrorCell | NoValue) or (isinstance(value, str) and not value.strip())


def column_letter(column: int) -> str:
    """The letter of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column's letters, counted from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    """The cell's address as the spreadsheet program writes it, e.g. C7."""
    return f"{column_letter(column)}{row}"


def counted(number: int, one: str, many: str) -> str:
    """The number with its noun: "1 error cell", "3 error cells"."""
    return f"{number:,} {one if number == 1 else many}"
