"""`Period`: the stretch of time a dashboard looks at, cut into months or quarters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from qms_desktop.insight.chart import Label
from qms_desktop.workspace.queries import Span

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FULL = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
A_YEAR, QUARTER = 12, 3


class Length(StrEnum):
    """How far back a dashboard looks."""

    YEAR = "1"
    TWO = "2"
    FIVE = "5"

    @property
    def words(self) -> str:
        """As the menu names it."""
        return {"1": "Last 12 months", "2": "Last 2 years", "5": "Last 5 years"}[self.value]


@dataclass(frozen=True, slots=True)
class Step:
    """A month or a quarter; `running` while it is not over."""

    first: date
    last: date
    label: Label
    running: bool = False

    @property
    def span(self) -> Span:
        """Its days as a filter."""
        return Span(self.first, self.last)


@dataclass(frozen=True)
class Period:
    """So many years up to the end of the running month, in steps: months up to two years, quarters beyond."""

    today: date
    length: Length = Length.YEAR

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps from the oldest to the running one."""
        years = int(self.length)
        size = 1 if self.length is not Length.FIVE else QUARTER
        month = self.today.year * A_YEAR + self.today.month - 1
        end = month - month % size
        starts = range(end - years * A_YEAR + size, end + 1, size)
        return tuple(_step(start, size, self.today) for start in starts)

    @property
    def first(self) -> date:
        """The first day."""
        return self.steps[0].first

    @property
    def last(self) -> date:
        """The last day, which may be still to come."""
        return self.steps[-1].last

    @property
    def span(self) -> Span:
        """All its days as a filter."""
        return Span(self.first, self.last)

    @property
    def word(self) -> str:
        """What a step is."""
        return "quarter" if self.length is Length.FIVE else "month"

    @property
    def said(self) -> str:
        """The stretch in words."""
        return f"{month_name(self.first)} to {month_name(self.last)}"

    @property
    def labels(self) -> tuple[Label, ...]:
        """The steps as the axis names them."""
        return tuple(step.label for step in self.steps)

    def fold(self, days: Iterable[tuple[object, float]]) -> list[float]:
        """Sum what was counted by day into the steps."""
        places = {(s.first + timedelta(n)).isoformat()[:7]: i for i, s in enumerate(self.steps) for n in (0, 31, 62)
                  if s.first + timedelta(n) <= s.last}  # fmt: skip
        found = [0.0] * len(self.steps)
        for day, number in days:
            place = places.get(str(day)[:7])
            if place is not None:
                found[place] += number
        return found


def month_name(day: date) -> str:
    """A month with its year."""
    return f"{FULL[day.month - 1]} {day.year}"


def _step(start: int, size: int, today: date) -> Step:
    first, after = _month(start), _month(start + size)
    last = after - timedelta(1)
    running = first <= today <= last
    so_far = " so far" if running else ""
    if size == 1:
        year = f"\n{first.year}" if first.month == 1 else ""
        return Step(first, last, Label(f"{MONTHS[first.month - 1]}{year}", f"{month_name(first)}{so_far}"), running)
    quarter = f"Q{(first.month - 1) // QUARTER + 1}"
    label = Label(f"{quarter}\n{first.year}" if first.month == 1 else quarter, f"{quarter} {first.year}{so_far}")
    return Step(first, last, label, running)


def _month(number: int) -> date:
    year, month = divmod(number, A_YEAR)
    return date(year, month + 1, 1)
