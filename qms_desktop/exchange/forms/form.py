"""`Form`: what goes out. `Returned`: what came back, each cell compared with what went out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Literal

from qms_desktop.exchange.table import Value, is_empty
from qms_desktop.exchange.values import to_text

HEADER_ROW, FIRST_ROW = 5, 6
"""Counted from 1, as the spreadsheet shows them."""
KEY_HEADER = "qms_row"
MARK_LENGTH = 16
Type = Literal["text", "long_text", "day", "whole", "choice"]


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form. `locked` ones are ours; the others are filled in."""

    name: str
    label: str
    type: Type = "text"
    locked: bool = False
    required: bool = False
    choices: Sequence[str | int] = ()
    hint: str = ""
    width: float = 14
    most: int = 0
    """The longest text, in characters; 0 where it does not matter."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form: the key of what it is about, its number, and a value for each column."""

    key: str
    number: str
    cells: Sequence[object]
    takes: tuple[int, int] | tuple[str, ...] = ()
    """What the required cell takes in this row: the lowest and the highest whole number, or one of several words."""


@dataclass(frozen=True)
class Form:
    """A form as it goes out."""

    template: str
    """Number and name of the workbook in `spec/workbooks.md`, e.g. "01 Actions"."""
    version: str
    kind: str
    title: str
    about: str
    """The second row: whom or what it is about."""
    period: str
    instructions: str
    columns: Sequence[FormColumn]
    rows: Sequence[FormRow]
    subject: str = ""
    """The key of the person or record that it was made for."""


@dataclass(slots=True)
class ReturnedRow:
    """A row that came back. `values` are the open cells, `filled` the names of those that differ from what went out."""

    row: int
    key: str
    number: str
    values: dict[str, Value]
    filled: set[str] = field(default_factory=set)
    altered: dict[str, str] = field(default_factory=dict)
    """By name of a locked column whose cell was altered: its address."""


@dataclass(slots=True)
class Returned:
    """A form that came back."""

    file: str
    template: str
    properties: Mapping[str, str]
    labels: Mapping[str, str]
    rows: list[ReturnedRow]
    strangers: list[int] = field(default_factory=list)
    """Rows that were filled in, but did not go out."""
    remarks: list[str] = field(default_factory=list)

    @property
    def sent_on(self) -> str:
        """The day on which it went out, ISO."""
        return self.properties.get("qms.exported_at", "")[:10]

    @property
    def subject(self) -> str:
        """The key of the person or record that it was made for."""
        return self.properties.get("qms.subject", "")


def plain(value: object) -> str:
    """A value as text that a spreadsheet program does not alter by saving: ISO days, whole numbers without a point."""
    if isinstance(value, datetime):
        value = value.date() if not (value.hour or value.minute or value.second) else value
    if isinstance(value, date):
        return value.isoformat()
    if value is None or is_empty(value):  # type: ignore[arg-type]  # what goes out is less than what may come back
        return ""
    return to_text(value).strip()  # type: ignore[arg-type]  # the same


def mark(key: str, name: str, value: object) -> str:
    """The mark of a locked cell, by which an altered one is known."""
    return sha256(f"{key}\n{name}\n{plain(value)}".encode()).hexdigest()[:MARK_LENGTH]
