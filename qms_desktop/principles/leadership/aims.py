"""What an objective is: its fields, its milestones, its own measurements, and what was aimed at before."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.principles import series
from qms_desktop.principles.periods import Frequency
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, long_text, number, person, reference, text
from qms_desktop.records.lines import Line


class State(Choice):
    """The way of an objective."""

    DRAFT = "draft", "Draft", Tone.BLUE
    ACTIVE = "active", "Active", Tone.AMBER
    ACHIEVED = "achieved", "Achieved", Tone.GREEN
    NOT_ACHIEVED = "not_achieved", "Not achieved", Tone.RED
    CANCELLED = "cancelled", "Cancelled", Tone.GREY


class Aim(Choice):
    """What is wanted of the measure. What equals its baseline is kept, not reached."""

    UP = "up", "Raise", Tone.GREEN
    DOWN = "down", "Lower", Tone.BLUE
    RANGE = "range", "Stay within", Tone.VIOLET
    KEEP = "keep", "Keep at least", Tone.GREEN
    KEEP_BELOW = "keep_below", "Keep at most", Tone.BLUE


class Objective(Record, kind="objective"):
    """One thing to reach."""

    commitment: Mapped[str | None] = text("Policy commitment", length=300)
    parent: Mapped[UUID | None] = reference("Part of", "objective")
    indicator: Mapped[UUID | None] = reference(
        "Measured by", "indicator", hint="Its values count; without one, enter measurements below"
    )
    measure: Mapped[str | None] = text("Measure", length=300, hint="What is measured, where no indicator does")
    unit: Mapped[str | None] = text("Unit", length=40)
    direction: Mapped[str | None] = choice("Direction", Aim)
    baseline: Mapped[float | None] = number("Baseline")
    baseline_on: Mapped[date | None] = day("Baseline on", when=When.PAST)
    target: Mapped[float | None] = number("Target")
    target_low: Mapped[float | None] = number("Range from")
    target_high: Mapped[float | None] = number("Range to")
    frequency: Mapped[str | None] = choice("Measured every", Frequency)
    resources: Mapped[str | None] = long_text("Resources")
    evaluation: Mapped[str | None] = long_text("How the result is evaluated")
    missed_because: Mapped[str | None] = long_text("Why it was not reached")
    what_next: Mapped[str | None] = long_text("What next")
    activated_on: Mapped[date | None] = day("Active since", computed=True)
    approved_by: Mapped[UUID | None] = person("Approved by", computed=True)


class Milestone(Line, table="objective_milestone", of=Objective):
    """A step on the way."""

    what: Mapped[str] = text("Milestone", length=300, required=True)
    due: Mapped[date | None] = day("Due", when=When.FUTURE)
    done_on: Mapped[date | None] = day("Done on", when=When.PAST)
    note: Mapped[str | None] = text("Note", length=500)


class Measurement(Line, table="objective_value", of=Objective):
    """What was measured in one period, where no indicator does it."""

    period: Mapped[str] = series.period()
    value: Mapped[float | None] = series.value()
    comment: Mapped[str | None] = text("Comment", length=500)


class FormerTarget(Line, table="objective_target", of=Objective):
    """What was aimed at before the target or the due day changed."""

    until: Mapped[date | None] = day("Until", required=True)
    target: Mapped[float | None] = number("Target")
    target_low: Mapped[float | None] = number("Range from")
    target_high: Mapped[float | None] = number("Range to")
    due: Mapped[date | None] = day("Due")
