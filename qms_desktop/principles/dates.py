"""Working days, months, and the rule that a chain of dates may not run backwards."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from qms_desktop.errors import Unmet
from qms_desktop.records.base import Record
from qms_desktop.records.workflow import Attribute, Context, Effect

WEEK = 5
"""Working days of a week, Monday to Friday. Public holidays differ by place and are not counted."""


def after_working_days(start: date, count: int) -> date:
    """The day that lies `count` working days after `start`; a weekend counts as the Friday before it."""
    start -= timedelta(days=max(0, start.weekday() - WEEK + 1))
    weeks, days = divmod(start.weekday() + count, WEEK)
    return start + timedelta(days=7 * weeks + days - start.weekday())


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and with `end`; 0 where `end` is not later."""
    return max(0, _working_days_up_to(end) - _working_days_up_to(start))


def _working_days_up_to(day: date) -> int:
    weeks, days = divmod(day.toordinal(), 7)  # day 1 of the calendar is a Monday
    return WEEK * weeks + min(days, WEEK)


def month_later(start: date, months: int) -> date:
    """The same day some months later, or the last of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def in_order(*chain: Attribute) -> Callable[[Record, Context], Iterator[Unmet]]:
    """A check: each of these days is on or after those before it, as far as they are filled."""

    def check(record: Record, context: Context) -> Iterator[Unmet]:
        filled = [(a.key, getattr(record, a.key)) for a in chain if getattr(record, a.key) is not None]
        for (before, early), (after, late) in pairwise(filled):
            if late < early:
                later, earlier = context.label(record, after), context.label(record, before)
                yield Unmet(f"{later} ({late}) lies before {earlier} ({early}).", field=after)

    return check


def note_day(attribute: Attribute) -> Effect:
    """An effect: the day of the click, unless another was entered."""

    def effect(record: Record, context: Context) -> None:
        if getattr(record, attribute.key) is None:
            setattr(record, attribute.key, context.today)

    return effect
