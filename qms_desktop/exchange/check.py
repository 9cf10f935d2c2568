"""What a check of an import found: plain results, shown by the window, printed by scripts, followed by applying."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal
from uuid import UUID

from qms_desktop.exchange.conversion import Unknown
from qms_desktop.exchange.mapping import Mapped
from qms_desktop.exchange.table import Value
from qms_desktop.exchange.targets import Into


class Verdict(StrEnum):
    """What an import would do with a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that needs attention: row number of the file, header, text of the cell, and what to do."""

    row: int
    column: str
    value: str
    problem: str


@dataclass(slots=True)
class Row:
    """One row of the file after the check. `values` are typed; `before` holds what changes in an existing record."""

    row: int
    cells: list[Value]
    verdict: Verdict = Verdict.NEW
    record: UUID | None = None
    same_as: int | None = None
    """The earlier row of this file that made the record."""
    values: dict[str, object] = field(default_factory=dict)
    before: dict[str, object] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    ties: list[UUID] = field(default_factory=list)
    """Records to link with, as far as they are not linked yet."""
    state: str | None = None
    closed_on: date | None = None
    mark: str = ""
    """What our own export wrote behind a line, by which it is known again."""
    line: UUID | None = None
    """The line that a row is, where rows become lines; `record` then is the record that owns it."""
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        """Whether applying writes this row; what a second row of one record adds is written with the first."""
        return self.verdict in (Verdict.NEW, Verdict.CHANGED) and self.same_as is None


@dataclass(frozen=True, slots=True)
class Reading:
    """A word of the file that is stored as another one: column, word, what it becomes, in how many rows."""

    column: str
    value: str
    becomes: str
    rows: int


@dataclass(slots=True)
class Plan:
    """What the user has decided: mapping, key, date order, repaired cells by (row, column), skipped rows.

    A column is mapped by its header (`given`) or by its place counted from 0 (`columns`), which also reaches columns
    of the same name and without one.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[int, str] = field(default_factory=dict)
    key: str = ""
    order: Literal["dmy", "mdy"] | None = None
    fixes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    skip: Collection[int] = ()


@dataclass(slots=True)
class Check:
    """The result of a check. `makes` names what the rows mention and is not here yet, by kind."""

    into: Into
    file: str
    sheet: str
    header_row: int
    headers: list[str]
    mapping: list[Mapped]
    rows: list[Row]
    left_out: list[tuple[int, str]]
    makes: dict[str, list[Unknown]]
    remarks: list[str]
    key: str
    readings: list[Reading]
    unclear_dates: list[str] = field(default_factory=list)
    """The headers of columns whose dates do not tell whether the day or the month comes first."""

    def count(self, verdict: Verdict) -> int:
        """How many rows have this verdict."""
        return sum(row.verdict is verdict for row in self.rows)

    @property
    def attention(self) -> list[Problem]:
        """Every cell that needs attention."""
        return [problem for row in self.rows for problem in row.problems]
