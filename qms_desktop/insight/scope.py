"""`Scope`: what the questions of a dashboard are asked of, which is one moment of the file and a period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from qms_desktop.insight.period import MONTHS, Period
from qms_desktop.records.choices import Choice
from qms_desktop.records.register import Register
from qms_desktop.workspace import queries
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.queries import Listing, Span


@dataclass(frozen=True)
class Scope:
    """Counts listings. A count and what opens behind it are the same `Listing`, so they cannot disagree."""

    look: Look
    period: Period
    _asked: dict[Any, Any] = field(default_factory=dict)
    """What was counted already at this moment, for questions that share it."""

    @property
    def today(self) -> date:
        """The local day."""
        return self.period.today

    @property
    def connection(self) -> Connection:
        """For what is counted in lines rather than records."""
        return self.look.session.connection()

    def has(self, kind: str) -> bool:
        """Whether there is such a register."""
        return kind in self.look.registers

    def register(self, kind: str) -> Register:
        """The register of a kind."""
        return self.look.registers[kind]

    def tally(self, listing: Listing, *columns: str) -> dict[tuple[Any, ...], int]:
        """How many records of the listing have which values in these columns."""
        key = (repr(listing), columns)
        if key not in self._asked:
            register = self.register(listing.kind)
            self._asked[key] = queries.tally(self.connection, register, listing, columns)
        return dict(self._asked[key])

    def sums(self, listing: Listing, column: str, summed: str) -> dict[Any, int]:
        """The sum of a field over the records of the listing, by the values in one column."""
        register = self.register(listing.kind)
        found = queries.tally(self.connection, register, listing, [column], summed=summed)
        return {values[0]: number for values, number in found.items()}

    def by(self, listing: Listing, column: str) -> dict[Any, int]:
        """How many records of the listing have which value in one column."""
        return {values[0]: number for values, number in self.tally(listing, column).items()}

    def count(self, listing: Listing) -> int:
        """How many records the listing has."""
        key = (repr(listing), None)
        if key not in self._asked:
            self._asked[key] = queries.count(self.connection, self.register(listing.kind), listing)
        return int(self._asked[key])

    def standing(self, kind: str, **where: object) -> Listing:
        """The records of a kind that are not closed."""
        workflow = self.register(kind).workflow
        return Listing(
            kind, where={"state": tuple(str(s) for s in workflow.states if not workflow.is_closed(s)), **where}
        )

    def due(self, kind: str, **where: object) -> Listing:
        """The records of a kind in which something can still be due."""
        return Listing(kind, where={"state": queries.open_states(self.register(kind)), **where})

    def overdue(self, kind: str, **where: object) -> Listing:
        """The records of a kind that are late."""
        return Listing(kind, overdue_on=self.today, where=where)

    def within(self, kind: str, day: str = "occurred_on", /, **where: object) -> Listing:
        """The records of a kind of which a day lies in the period."""
        return Listing(kind, where={day: self.period.span, **where})

    def choices(self, kind: str, column: str) -> Iterator[Choice]:
        """The choices of a field, or the states, in their order."""
        register = self.register(kind)
        yield from register.workflow.states if column == "state" else register.fields[column].info.members

    def source(self, what: str, n: int) -> str:
        """Where the figures of a chart come from."""
        day = self.today
        return f"{what} · n = {n:,} · {day.day} {MONTHS[day.month - 1]} {day.year}"


def narrowed(listing: Listing, **where: object) -> Listing:
    """The listing with more conditions."""
    return replace(listing, where={**listing.where, **where})


def until(day: date | None) -> Span:
    """Up to a day."""
    return Span(None, day)
