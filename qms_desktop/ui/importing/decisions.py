"""What the user decides about one table of a file, as the check takes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from qms_desktop.exchange.check import Plan
from qms_desktop.exchange.mapping import LEAVE_OUT, NOTE
from qms_desktop.exchange.table import Value
from qms_desktop.exchange.values import to_text

Order = Literal["dmy", "mdy"]


@dataclass(slots=True)
class Decisions:
    """Columns by hand, the key, the order of dates, corrected cells by row number and column, rows left out."""

    columns: dict[int, str] = field(default_factory=dict)
    key: str = ""
    order: Order | None = None
    fixes: dict[tuple[int, int], str] = field(default_factory=dict)
    skip: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        """How much work would be lost."""
        return len(self.columns) + len(self.fixes) + len(self.skip)

    @property
    def plan(self) -> Plan:
        """A copy for the check, which runs in another thread."""
        return Plan(
            columns=dict(self.columns),
            key=self.key,
            order=self.order,
            fixes=dict(self.fixes),
            skip=frozenset(self.skip),
        )

    def map(self, column: int, name: str) -> None:
        """Give a column a field, `NOTE` or `LEAVE_OUT`; a field leaves the column it was given to before."""
        shared = {NOTE, LEAVE_OUT}
        self.columns = {c: n for c, n in self.columns.items() if n != name or n in shared}
        self.columns[column] = name
        self.key = ""

    def fix(self, cells: Mapping[tuple[int, int], str], rows: Mapping[int, list[Value]]) -> None:
        """Correct cells; what the file says itself takes a correction back."""
        for (number, column), text in cells.items():
            values = rows.get(number, [])
            original = to_text(values[column]) if column < len(values) else ""
            if text.strip() == original:
                self.fixes.pop((number, column), None)
            else:
                self.fixes[number, column] = text.strip()

    def toggle_skip(self, rows: Collection[int]) -> None:
        """Leave rows out, or take them back where all of them are left out already."""
        if self.skip.issuperset(rows):
            self.skip.difference_update(rows)
        else:
            self.skip.update(rows)
