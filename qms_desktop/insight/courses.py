"""Courses: the values of one indicator or one objective over time, beside what was wanted of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from qms_desktop.flows.attainment import Attainment, attainment_of
from qms_desktop.insight.chart import Chart, Label, Point, Series, Shape, Target
from qms_desktop.insight.period import MONTHS, month_name
from qms_desktop.principles.evidence_based_decision_making.figures import TIMES, Standing, standing_of
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator
from qms_desktop.principles.evidence_based_decision_making.measuring import values_of
from qms_desktop.principles.leadership.aims import FormerTarget, Objective
from qms_desktop.principles.periods import Frequency, said, start_of
from qms_desktop.principles.targets import Direction
from qms_desktop.records.base import Record
from qms_desktop.records.workflow import Context
from qms_desktop.statistics import intervals
from qms_desktop.statistics.attainment import Band, Way
from qms_desktop.workspace.queries import Listing

MOST = 60
"""Values of a course; of a daily indicator the newest."""
PERCENT = 100.0


def course_of(record: Record, context: Context) -> Chart | None:
    """The course of a record, where its register has one and something was measured."""
    find = COURSES.get(record.kind)
    return find(record, context) if find else None


def _course_of_indicator(indicator: Indicator, context: Context) -> Chart | None:
    found = [line for line in values_of(indicator, context) if line.value is not None][-MOST:]
    if not found or not indicator.frequency:
        return None
    return of_indicator(indicator, found, source=_source(indicator, len(found), context.today))


def of_indicator(row: Any, found: Sequence[Any], *, source: str, name: str = "course") -> Chart:
    """The course of an indicator, given as a record or as a row of its columns, and its values."""
    frequency = Frequency(row.frequency)
    behind = Listing("indicator", where={"number": row.number})
    ranged = row.direction == Direction.RANGE
    low, high = (row.target_low, row.target_high) if ranged else (row.alarm_low, row.alarm_high)
    limits = low is not None or high is not None
    unit = row.unit or ""
    goal = None if ranged or row.target is None else Target(row.target, f"target {row.target:g} {unit}".strip())
    return Chart(
        name,
        f"{row.title}, {unit}" if unit else row.title,
        Shape.LINE,
        tuple(label_of(date.fromisoformat(one.period), frequency) for one in found),
        (Series("Value", tuple(_point(row, one, behind) for one in found)),),
        note=_said(row, found),
        source=source,
        unit=unit if unit in TIMES else "",
        target=goal,
        lower=(low,) * len(found) if limits else (),
        upper=(high,) * len(found) if limits else (),
        places=row.decimals if row.decimals is not None else _places([one.value for one in found]),
        columns="Period",
    )


def _course_of_objective(objective: Objective, context: Context) -> Chart | None:
    found = attainment_of(objective, context)
    if not found.measured or found.frequency is None:
        return None
    measured, frequency = found.measured[-MOST:], found.frequency
    behind = Listing("objective", where={"number": objective.number})
    values = Series("Measured", tuple(Point(value, behind, 1) for _, value in measured))
    planned = (
        [Series("Planned", tuple(Point(found.plan.planned(day), behind, 1) for day, _ in measured))]
        if isinstance(found.plan, Way)
        else []
    )
    unit = found.indicator.unit if found.indicator else objective.unit
    band = found.plan if isinstance(found.plan, Band) else None
    return Chart(
        "course",
        f"{objective.title}, {unit}" if unit else objective.title,
        Shape.LINE,
        tuple(label_of(start_of(day, frequency), frequency) for day, _ in measured),
        (values, *planned),
        note=_changed(objective, context),
        source=_source(objective, len(measured), context.today),
        unit=unit if unit in TIMES else "",
        target=_target(objective, found, unit or ""),
        lower=(band.low,) * len(measured) if band else (),
        upper=(band.high,) * len(measured) if band else (),
        places=_places([value for _, value in measured]),
        columns="Period",
    )


def _target(objective: Objective, found: Attainment, unit: str) -> Target | None:
    if not isinstance(found.plan, Way):
        return None
    return Target(found.plan.target, f"target {found.plan.target:g} {unit}".strip() + f" until {objective.due_on}")


def _changed(objective: Objective, context: Context) -> str:
    """What was aimed at before stays visible."""
    former: Sequence[FormerTarget] = context.lines(objective, FormerTarget.__tablename__)
    words = [f"{_aimed(line)} by {line.due} until {line.until}" for line in former]
    return f"Aimed at before: {'; '.join(words)}." if words else ""


def _aimed(line: FormerTarget) -> str:
    if line.target_low is not None and line.target_high is not None:
        return f"{line.target_low:g} to {line.target_high:g}"
    return "nothing" if line.target is None else f"{line.target:g}"


def label_of(start: date, frequency: Frequency) -> Label:
    """A period on the axis, and in full."""
    full = said(start, frequency)
    if frequency is not Frequency.MONTHLY:
        return Label(full.replace(" ", "\n"), full)
    year = f"\n{start.year}" if start.month == 1 else ""
    return Label(f"{MONTHS[start.month - 1]}{year}", month_name(start))


def _source(record: Record, n: int, today: date) -> str:
    return f"{record.number} · n = {n:,} · {today.day} {MONTHS[today.month - 1]} {today.year}"


def _places(values: Sequence[float]) -> int:
    """As many decimal places as the values have, two at most."""
    return max((min(2, len(f"{value:g}".partition(".")[2])) for value in values), default=0)


def _point(row: Any, one: Any, behind: Listing) -> Point:
    """A value; a share that was counted has the interval in which it lies."""
    beyond = standing_of(row, one.value) is Standing.ALARM
    bounds = _bounds(row, one)
    low, high = (bounds.low * PERCENT, bounds.high * PERCENT) if bounds else (None, None)
    return Point(one.value, behind, 1, low=low, high=high, signal=beyond)


def _bounds(row: Any, one: Any) -> intervals.Interval | None:
    hits, n = one.numerator, one.denominator
    whole = hits is not None and n is not None and float(hits).is_integer() and float(n).is_integer()
    if (row.unit or "").strip() != "%" or not whole or not 0 <= hits <= n or n < intervals.ENOUGH:
        return None
    return intervals.share(int(hits), int(n))


def _said(row: Any, found: Sequence[Any]) -> str:
    """How often the target was met, and whether the last value differs from it by more than chance explains."""
    judged = [standing_of(row, one.value) for one in found]
    met = sum(standing is Standing.ON_TARGET for standing in judged)
    known = [standing for standing in judged if standing is not Standing.NO_TARGET]
    if not known:
        return "No target is set."
    words = f"Target met in {met} of {len(known)} periods."
    last = _bounds(row, found[-1]) if found else None
    if last is None or row.target is None or judged[-1] is Standing.ON_TARGET:
        return words
    inside = last.low * PERCENT <= row.target <= last.high * PERCENT
    more = "The last value may be chance." if inside else "The last value misses it by more than chance explains."
    return f"{words} {more}"


COURSES: Mapping[str, Callable[[Any, Context], Chart | None]] = {
    "indicator": _course_of_indicator,
    "objective": _course_of_objective,
}
"""By kind."""
