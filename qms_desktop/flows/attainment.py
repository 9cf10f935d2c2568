"""How far an objective is: its measurements, or those of its indicator, judged on the day on which somebody asks.

Decision: nothing of this is stored. The values may belong to another register, and the planned line moves with every
day; a stored figure would be wrong by tomorrow. Rejected: columns that a value of an indicator would have to keep up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from qms_desktop.principles import series
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator
from qms_desktop.principles.evidence_based_decision_making.measuring import values_of
from qms_desktop.principles.leadership.aiming import measurements_of
from qms_desktop.principles.leadership.aims import Aim, Objective, State
from qms_desktop.principles.periods import Frequency, end_of, next_start, start_of
from qms_desktop.records.workflow import Context
from qms_desktop.statistics.attainment import Band, Track, Way, attained, kept, track_of_band, track_of_way
from qms_desktop.statistics.intervals import Interval
from qms_desktop.statistics.trend import Trend, trend

SILENT = 2
"""After so many periods without a measurement an objective is spoken of."""


@dataclass(frozen=True, slots=True)
class Attainment:
    """How far it is. `share` is None where nobody can say: nothing measured, or no baseline."""

    measured: tuple[tuple[date, float], ...]
    frequency: Frequency | None
    share: float | None
    track: Track
    plan: Way | Band | None
    missing: int
    """How many finished periods have gone by without a measurement."""
    forecast: Interval | None
    """What is to be expected on the due day, from six measurements on."""
    indicator: Indicator | None = None
    """Whose values these are, where they are not its own."""

    @property
    def silent(self) -> bool:
        """Whether two periods or more went by without a measurement."""
        return self.missing >= SILENT

    @property
    def reached(self) -> bool | None:
        """Whether the last measurement is at the target; None where there is none, or no target."""
        if not self.measured or self.plan is None:
            return None
        last = self.measured[-1][1]
        if isinstance(self.plan, Way):
            return attained(self.plan.baseline, self.plan.target, last) >= 1
        return self.plan.holds(last)


def attainment_of(objective: Objective, context: Context) -> Attainment:
    """How far an objective is today."""
    indicator = context.session.get(Indicator, objective.indicator) if objective.indicator else None
    frequency, points = _points(objective, indicator, context)
    # a period counts from its last day; the running one from today
    measured = tuple((min(end_of(begin, frequency), context.today), v) for begin, v in points) if frequency else ()
    plan = plan_of(objective)
    values = [value for _, value in measured]
    share, track = None, Track.TOO_FEW
    if isinstance(plan, Way) and values:
        share, track = attained(plan.baseline, plan.target, values[-1]), track_of_way(plan, measured)
    elif isinstance(plan, Band):
        # without a baseline there is no way of which a part could be done
        share = kept(plan, values) if objective.direction not in (Aim.UP, Aim.DOWN) or _kept(objective) else None
        track = track_of_band(plan, measured)
    missing = _missing(objective, frequency, points, context.today)
    return Attainment(measured, frequency, share, track, plan, missing, _forecast(objective, measured), indicator)


def plan_of(objective: Objective) -> Way | Band | None:
    """The way from the baseline to the target, or the limits within which it is to stay."""
    target = objective.target
    if objective.direction == Aim.RANGE:
        low, high = objective.target_low, objective.target_high
        return Band(low, high) if low is not None and high is not None else None
    if target is None or objective.direction is None:
        return None
    begin = objective.baseline_on or objective.activated_on or objective.created_at.astimezone().date()
    improves = objective.direction in (Aim.UP, Aim.DOWN)
    if improves and objective.baseline is not None and objective.baseline != target:
        return Way(objective.baseline, target, begin, objective.due_on or begin)
    return Band(target, None) if objective.direction in (Aim.UP, Aim.KEEP) else Band(None, target)


def silent_objectives(context: Context) -> list[tuple[Objective, Attainment]]:
    """The active objectives that nobody has measured for two periods."""
    active = select(Objective).where(Objective.state == State.ACTIVE, Objective.voided.is_(False))
    found = [(objective, attainment_of(objective, context)) for objective in context.session.scalars(active)]
    return [(objective, attainment) for objective, attainment in found if attainment.silent]


def _kept(objective: Objective) -> bool:
    return objective.baseline is not None and objective.baseline == objective.target


def _points(
    objective: Objective, indicator: Indicator | None, context: Context
) -> tuple[Frequency | None, list[tuple[date, float]]]:
    """How often it is measured, and the periods with their values."""
    said = indicator.frequency if indicator else objective.frequency
    lines = values_of(indicator, context) if indicator else measurements_of(objective, context)
    return (Frequency(said) if said else None), series.settled(lines, said)


def _missing(
    objective: Objective, frequency: Frequency | None, points: Sequence[tuple[date, float]], today: date
) -> int:
    """The finished periods since the last measurement, or since it became active."""
    if frequency is None or objective.state != State.ACTIVE:
        return 0
    begun = objective.activated_on or objective.created_at.astimezone().date()
    first = next_start(points[-1][0], frequency) if points else start_of(begun, frequency)
    count = 0
    while end_of(first, frequency) < today:
        first, count = next_start(first, frequency), count + 1
    return count


def _forecast(objective: Objective, measured: Sequence[tuple[date, float]]) -> Interval | None:
    found: Trend | None = trend([(float(day.toordinal()), value) for day, value in measured])
    if found is None or objective.due_on is None or objective.due_on <= measured[-1][0]:
        return None
    return found.at(float(objective.due_on.toordinal()))
