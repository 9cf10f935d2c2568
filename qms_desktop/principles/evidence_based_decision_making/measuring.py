"""The rules of an indicator: periods, shares, where it stands, when the next value is due, and what is reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, cast

from qms_desktop.errors import Unmet
from qms_desktop.principles import series
from qms_desktop.principles.evidence_based_decision_making.figures import (
    Standing,
    agrees,
    is_alarm,
    rounded,
    share,
    standing_of,
)
from qms_desktop.principles.periods import Frequency, end_of, next_start, said, start_of
from qms_desktop.principles.targets import Direction
from qms_desktop.records.workflow import Context

if TYPE_CHECKING:
    from qms_desktop.principles.evidence_based_decision_making.measures import Indicator, Value

GRACE_DAYS = 10
"""How many days after the end of a period its value may be entered, unless the indicator says otherwise."""


def values_of(indicator: Indicator, context: Context) -> Sequence[Value]:
    """The values, the oldest period first. Nothing is saved by asking: the rules still see what was changed."""
    with context.session.no_autoflush:
        return cast("Sequence[Value]", context.lines(indicator, "indicator_value"))


def derive(indicator: Indicator, context: Context) -> None:
    """Settle the periods, work out the shares, and say where it stands and when the next value is due."""
    values = values_of(indicator, context)
    series.settle(values, indicator.frequency)
    for line in values:
        _count(indicator, line)
    points = series.settled(values, indicator.frequency)
    indicator.last_period, last = points[-1] if points else (None, None)
    indicator.last_value = rounded(indicator, last)
    indicator.standing = str(standing_of(indicator, last))
    indicator.due_on = next_due(indicator)
    _explain(indicator, [begin for begin, value in points if is_alarm(indicator, value)])


def _explain(indicator: Indicator, alarms: Sequence[date]) -> None:
    """A reason holds for the alarms that were known when it was given."""
    newest = alarms[-1] if alarms else indicator.last_period
    if indicator.alarm_because and indicator.explained_until is None:
        indicator.explained_until = newest
    elif alarms and indicator.explained_until is not None and alarms[-1] > indicator.explained_until:
        indicator.alarm_because = None
    if not indicator.alarm_because:
        indicator.explained_until = None


def _count(indicator: Indicator, line: Value) -> None:
    """Numerator and denominator give the value, unless somebody has entered another since."""
    untouched = line.value is None or line.value == line.counted
    if line.numerator is None or not line.denominator:
        line.counted = None
        return
    exact = share(indicator, line.numerator, line.denominator)
    if untouched or agrees(cast("float", line.value), exact):
        line.value = line.counted = exact


def next_due(indicator: Indicator) -> date | None:
    """The end of the first period without a value after the last one, and the days for entering it."""
    if not indicator.frequency:
        return None
    frequency = Frequency(indicator.frequency)
    if indicator.last_period:
        begin = next_start(indicator.last_period, frequency)
    else:
        begin = start_of(indicator.created_at.astimezone().date(), frequency)
    grace = GRACE_DAYS if indicator.grace_days is None else indicator.grace_days
    return end_of(begin, frequency) + timedelta(days=grace)


def is_stale(indicator: Indicator, today: date) -> bool:
    """Whether the next value should have been there by now."""
    return indicator.due_on is not None and indicator.due_on < today


def values_right(indicator: Indicator, context: Context) -> Iterator[Unmet]:
    """Each value in a period of its own that has begun, and as its two counts say."""
    values = values_of(indicator, context)
    yield from series.problems(values, indicator.frequency, context.today)
    for line in values:
        if line.denominator == 0:
            yield Unmet(f"{line.period}: nothing can be divided by 0. Correct the denominator.", field="denominator")
        elif line.value is None:
            yield Unmet(f"{line.period}: give the value, or numerator and denominator.", field="value")
        elif line.numerator is not None and line.denominator and line.value != line.counted:
            exact = share(indicator, line.numerator, line.denominator)
            yield Unmet(
                f"{line.period}: {line.numerator:g} of {line.denominator:g} is {exact:g}, not {line.value:g}.",
                field="value",
            )


def same_periods(indicator: Indicator, context: Context) -> Iterator[Unmet]:
    """Where there are values, how often it is measured is decided."""
    yield from series.same_frequency(indicator, values_of(indicator, context))


def limits_right(indicator: Indicator, _context: Context) -> Iterator[Unmet]:
    """A range has two ends, and an alarm lies beyond the target, not before it."""
    for low, high in (("target_low", "target_high"), ("alarm_low", "alarm_high")):
        least, most = getattr(indicator, low), getattr(indicator, high)
        if least is not None and most is not None and least >= most:
            yield Unmet(f"The lower limit ({least:g}) is not below the upper one ({most:g}).", field=low)
    if indicator.direction == Direction.RANGE:
        least, most = indicator.target_low, indicator.target_high
    else:
        least = most = indicator.target
    if least is not None and indicator.alarm_low is not None and indicator.alarm_low > least:
        yield Unmet(f"The alarm below {indicator.alarm_low:g} would sound on target.", field="alarm_low")
    if most is not None and indicator.alarm_high is not None and indicator.alarm_high < most:
        yield Unmet(f"The alarm above {indicator.alarm_high:g} would sound on target.", field="alarm_high")


def reviewed_untouched(indicator: Indicator, context: Context) -> Iterator[Unmet]:
    """What was reviewed stays as it was, until somebody opens it again with a reason."""
    if indicator.seal and indicator.seal != _digest(values_of(indicator, context), indicator.reviewed_until):
        yield Unmet(f"The values up to the period of {indicator.reviewed_until} are reviewed. Open them again first.")


def _digest(values: Sequence[Value], until: date | None) -> str:
    kept = [v for v in values if until is not None and v.period <= until.isoformat()]
    rows = [(v.period, *_plain(v.value, v.numerator, v.denominator, v.n), v.comment) for v in kept]
    return sha256(repr(sorted(rows)).encode()).hexdigest()


def _plain(*figures: float | None) -> list[float | None]:
    """A figure is the same before and after it was stored."""
    return [None if figure is None else float(figure) for figure in figures]


def _last_over(indicator: Indicator, context: Context) -> date | None:
    points = series.settled(values_of(indicator, context), indicator.frequency)
    over = [begin for begin, _ in points if end_of(begin, Frequency(str(indicator.frequency))) < context.today]
    return over[-1] if over else None


def something_new(indicator: Indicator, context: Context) -> Iterator[Unmet]:
    """There is a value of a finished period that nobody has reviewed."""
    last = _last_over(indicator, context)
    if last is None:
        yield Unmet("There is no value of a period that is over.")
    elif indicator.reviewed_until is not None and last <= indicator.reviewed_until:
        period = said(last, Frequency(str(indicator.frequency)))
        yield Unmet(f"Every value up to {period} is reviewed already.")


def target_known(indicator: Indicator, _context: Context) -> Iterator[Unmet]:
    """Values are judged against something."""
    if standing_of(indicator, indicator.last_value) == Standing.NO_TARGET:
        field = "target_low" if indicator.direction == Direction.RANGE else "target"
        yield Unmet("There is no target to compare with.", field=field, must=False)


def close_periods(indicator: Indicator, context: Context) -> None:
    """Values of finished periods can no longer be changed."""
    indicator.reviewed_until = _last_over(indicator, context)
    indicator.seal = _digest(values_of(indicator, context), indicator.reviewed_until)


def open_periods(indicator: Indicator, _context: Context) -> None:
    """Every value can be changed again."""
    indicator.reviewed_until = indicator.seal = None
