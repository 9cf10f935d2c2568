"""The rules of an objective: what it needs before it is active, and what its measurements and targets may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from sqlalchemy import inspect, select

from qms_desktop.errors import Unmet
from qms_desktop.principles import series
from qms_desktop.principles.leadership.aims import Aim, FormerTarget, Measurement, Objective, State
from qms_desktop.records.choices import Access
from qms_desktop.records.workflow import Context, held_by

AIMED = ("target", "target_low", "target_high", "due_on")
"""What, when it changes while the objective is active, is kept as it was before."""


def measurements_of(objective: Objective, context: Context) -> Sequence[Measurement]:
    """Its own measurements, the oldest period first. Nothing is saved by asking: rules still see what was changed."""
    with context.session.no_autoflush:
        return cast("Sequence[Measurement]", context.lines(objective, Measurement.__tablename__))


def derive(objective: Objective, context: Context) -> None:
    """Settle the periods, and keep what was aimed at before."""
    series.settle(measurements_of(objective, context), objective.frequency)
    if objective.state == State.ACTIVE and not _replaced(objective, "state"):
        replaced = {name: old for name in AIMED for old in _replaced(objective, name)}
        if any(getattr(objective, name) != old for name, old in replaced.items()):
            _keep(objective, {name: getattr(objective, name) for name in AIMED} | replaced, context)


def _replaced(objective: Objective, name: str) -> Sequence[Any]:
    """What a field held before this change, if it held something else."""
    return tuple(inspect(objective).attrs[name].history.deleted)


def _keep(objective: Objective, before: dict[str, Any], context: Context) -> None:
    with context.session.no_autoflush:
        place = len(context.lines(objective, FormerTarget.__tablename__)) + 1
    due = before.pop("due_on")
    context.session.add(FormerTarget(record=objective.id, position=place, until=context.today, due=due, **before))


def measured_right(objective: Objective, context: Context) -> Iterator[Unmet]:
    """Each measurement has a value, and a period of its own that has begun."""
    own = measurements_of(objective, context)
    yield from series.problems(own, objective.frequency, context.today)
    for line in own:
        if line.value is None:
            yield Unmet(f"{line.period}: the value is missing.", field="value")


def same_periods(objective: Objective, context: Context) -> Iterator[Unmet]:
    """Where there are measurements, how often it is measured is decided."""
    yield from series.same_frequency(objective, measurements_of(objective, context))


def targets_right(objective: Objective, _context: Context) -> Iterator[Unmet]:
    """A range has two ends, and what is to be raised lies above its baseline."""
    low, high = objective.target_low, objective.target_high
    if low is not None and high is not None and low >= high:
        yield Unmet(f"The range begins ({low:g}) above its end ({high:g}).", field="target_low")
    if objective.baseline is None or objective.target is None:
        return
    if objective.direction == Aim.UP and objective.target < objective.baseline:
        yield Unmet(f"The target ({objective.target:g}) lies below the baseline.", field="target")
    if objective.direction == Aim.DOWN and objective.target > objective.baseline:
        yield Unmet(f"The target ({objective.target:g}) lies above the baseline.", field="target")


def not_in_a_circle(objective: Objective, context: Context) -> Iterator[Unmet]:
    """No objective is part of its own parts."""
    above, seen = objective.parent, {objective.id}
    with context.session.no_autoflush:
        while above is not None:
            if above in seen:
                yield Unmet("It would be part of itself, by way of another objective.", field="parent")
                return
            seen.add(above)
            above = context.session.scalar(select(Objective.parent).where(Objective.id == above))


def measurable(objective: Objective, _context: Context) -> Iterator[Unmet]:
    """An indicator, or a measure in words with the periods in which somebody measures it."""
    if objective.indicator is not None:
        return
    if not objective.measure:
        yield Unmet("Choose the indicator that measures it, or say what is measured.", field="measure")
    if not objective.frequency:
        yield Unmet("Say how often it is measured.", field="frequency")


def target_given(objective: Objective, _context: Context) -> Iterator[Unmet]:
    """Something that can be seen to be reached."""
    names = ("target_low", "target_high") if objective.direction == Aim.RANGE else ("target",)
    for name in names:
        if getattr(objective, name) is None:
            yield Unmet(
                "A range needs both ends." if objective.direction == Aim.RANGE else "Target is missing.", field=name
            )


def baseline_given(objective: Objective, _context: Context) -> Iterator[Unmet]:
    """Without a baseline nobody can say how much of the way is done. What is only kept has none."""
    if objective.direction not in (Aim.UP, Aim.DOWN):
        return
    for name, words in (("baseline", "Baseline is missing."), ("baseline_on", "Baseline on is missing.")):
        if getattr(objective, name) is None:
            yield Unmet(words, field=name, must=False)


def signed_by_management(_objective: Objective, context: Context) -> Iterator[Unmet]:
    """Top management stands behind it."""
    if context.actor is not None and Access.TOP_MANAGEMENT not in held_by(context.actor):
        yield Unmet(f"Top management should sign this; {context.actor.title} does not hold that role.", must=False)


def approve(objective: Objective, context: Context) -> None:
    """Who stands behind it."""
    objective.approved_by = context.actor.id if context.actor else None


def revoke(objective: Objective, _context: Context) -> None:
    """It is a draft again; the trail keeps the approval."""
    objective.approved_by = objective.activated_on = None
