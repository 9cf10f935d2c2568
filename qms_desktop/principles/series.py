"""Series: lines that hold a value for a period each, as indicators and objectives have them.

Decision: a period is kept as text, the ISO day on which it begins. So every door takes 2026-05, Q2 2026 or a day, and
the rules here turn it into that day. Rejected: a field of days, whose doors refuse a month, and rightly so elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy import inspect
from sqlalchemy.orm import MappedColumn

from qms_desktop.errors import Unmet
from qms_desktop.principles.periods import Frequency, read, said, start_of
from qms_desktop.records.base import Record
from qms_desktop.records.fields import number, text


class Point(Protocol):
    """A line of a series."""

    period: Any
    value: Any


def period() -> MappedColumn[Any]:
    """The field of the period."""
    return text("Period", length=40, required=True, hint="2026-05, Q2 2026, 2026 or a day in it")


def value() -> MappedColumn[Any]:
    """The field of the value."""
    return number("Value")


def settle(points: Sequence[Point], frequency: str | None) -> None:
    """Write every period as the day on which it begins; what is no period, or one that is there twice, stays."""
    if not frequency:
        return
    taken = {point.period for point in points}
    for point in points:
        begin = _begin(point, Frequency(frequency))
        if begin is not None and begin.isoformat() not in taken:
            taken.add(begin.isoformat())
            point.period = begin.isoformat()


def settled(points: Sequence[Point], frequency: str | None) -> list[tuple[date, float]]:
    """The periods with a value, in their order."""
    found = {_begin(p, Frequency(frequency)): p.value for p in points if p.value is not None} if frequency else {}
    return sorted((begin, value) for begin, value in found.items() if begin is not None)


def problems(points: Sequence[Point], frequency: str | None, today: date) -> Iterator[Unmet]:
    """What is wrong with the periods: not one, there twice, or still to come."""
    if points and not frequency:
        yield Unmet("Say first how often it is measured.", field="frequency")
        return
    for point in points:
        try:
            begin = read(point.period, Frequency(frequency or ""))
        except ValueError as error:
            yield Unmet(str(error), field="period")
            continue
        name = said(begin, Frequency(frequency or ""))
        if begin.isoformat() != point.period:
            yield Unmet(f"There is a value for {name} already. Change that one instead.", field="period")
        elif begin > today:
            yield Unmet(f"{name} lies in the future; nothing can have been measured yet.", field="period")


def same_frequency(record: Record, points: Sequence[Point]) -> Iterator[Unmet]:
    """Where there are values, how often it is measured is decided."""
    before = [old for old in inspect(record).attrs.frequency.history.deleted if old]
    if before and before[0] != getattr(record, "frequency", None) and points:
        yield Unmet(
            f"There are {before[0]} values, so this cannot change. Begin a new {record.kind} that supersedes this one.",
            field="frequency",
        )


def last_finished(today: date, frequency: Frequency) -> date:
    """The first day of the last period that is over."""
    first = start_of(today, frequency)
    return start_of(date.fromordinal(first.toordinal() - 1), frequency)


def _begin(point: Point, frequency: Frequency) -> date | None:
    try:
        return read(point.period, frequency)
    except ValueError:
        return None
