"""What a measured value leads to: a missed target proposes a nonconformity or an action, and never makes one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select

from qms_desktop.errors import Unmet
from qms_desktop.principles import series
from qms_desktop.principles.continuous_improvement.actions import Action
from qms_desktop.principles.evidence_based_decision_making.figures import is_alarm, shown
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator, State
from qms_desktop.principles.evidence_based_decision_making.measuring import values_of
from qms_desktop.principles.periods import Frequency, end_of, said
from qms_desktop.principles.targets import Direction
from qms_desktop.records.base import Record
from qms_desktop.records.workflow import Context

ANSWERS = ("nonconformity", "corrective_action")
"""What may be raised because of a value, beside an action that names the indicator as its source."""


def standing_in_words(indicator: Indicator) -> str:
    """The last value beside what was wanted: "Deliveries on time: 88.0 % in 2026-05, target 95.0 %"."""
    if indicator.last_value is None or indicator.last_period is None or not indicator.frequency:
        return indicator.title
    period = said(indicator.last_period, Frequency(indicator.frequency))
    words = f"{indicator.title}: {shown(indicator, indicator.last_value)} in {period}"
    low, high = indicator.target_low, indicator.target_high
    if indicator.direction == Direction.RANGE and low is not None and high is not None:
        return f"{words}, wanted {shown(indicator, low)} to {shown(indicator, high)}"
    return f"{words}, target {shown(indicator, indicator.target)}" if indicator.target is not None else words


def open_alarms(indicator: Indicator, context: Context) -> list[tuple[date, float]]:
    """The values beyond an alarm limit, neither reviewed nor explained, since which nothing was raised."""
    points = series.settled(values_of(indicator, context), indicator.frequency)
    known = max(indicator.reviewed_until or date.min, indicator.explained_until or date.min)
    alarms = [(begin, value) for begin, value in points if begin > known and is_alarm(indicator, value)]
    if not alarms:
        return []
    last = max((_raised_on(found) for found in answers_to(indicator, context)), default=date.min)
    return [(begin, value) for begin, value in alarms if begin > last]


def answers_to(indicator: Indicator, context: Context) -> Sequence[Record]:
    """What was raised because of an indicator."""
    actions = select(Action).where(Action.source == indicator.id, Action.voided.is_(False))
    tied = [found for kind in ANSWERS for found in context.linked(indicator, kind)]
    return [*tied, *context.session.scalars(actions)]


def alarm_answered(indicator: Indicator, context: Context) -> Iterator[Unmet]:
    """A proposal: passed with one click where nothing is needed, which the history tells."""
    frequency = Frequency(indicator.frequency or Frequency.MONTHLY)
    over = [
        (begin, value) for begin, value in open_alarms(indicator, context) if end_of(begin, frequency) < context.today
    ]
    for begin, value in over:
        yield Unmet(
            f"{shown(indicator, value)} in {said(begin, frequency)} is beyond the alarm limit, and nothing was raised. "
            "Raise a nonconformity or an action from here.",
            field="links",
            must=False,
        )


def alarm_in_words(indicator: Indicator, context: Context) -> str:
    """Why a nonconformity is proposed; nothing where no alarm waits for an answer."""
    alarms = open_alarms(indicator, context)
    if not alarms or indicator.state != State.IN_USE:
        return ""
    begin, value = alarms[-1]
    period = said(begin, Frequency(str(indicator.frequency)))
    return f"{shown(indicator, value)} in {period} is beyond the alarm limit."


def _raised_on(record: Record) -> date:
    return record.created_at.astimezone().date()
