"""Training: what has to be learned, by whom, how it was taught, and whether it worked."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.principles.engagement_of_people.learning import Evaluation, Form, Outcome, Passed, Source
from qms_desktop.principles.engagement_of_people.levels import Level
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone, YesNo
from qms_desktop.records.fields import When, choice, day, long_text, money, number, reference, text, whole
from qms_desktop.records.fields import person as somebody
from qms_desktop.records.lines import Line


class State(Choice):
    """The way of a training, from the need to the proof."""

    IDENTIFIED = "identified", "Identified", Tone.BLUE
    PLANNED = "planned", "Planned", Tone.AMBER
    DELIVERED = "delivered", "Delivered", Tone.VIOLET
    EVALUATED = "evaluated", "Evaluated", Tone.VIOLET
    CLOSED = "closed", "Closed", Tone.GREEN
    CANCELLED = "cancelled", "Cancelled", Tone.GREY


class Training(Record, kind="training"):
    """One need and the event that answers it."""

    source: Mapped[str | None] = choice("Came from", Source)
    competence: Mapped[UUID | None] = reference("Competence", "competence")
    target_level: Mapped[str | None] = choice("Target level", Level)
    form: Mapped[str | None] = choice("Form", Form)
    taught_by: Mapped[UUID | None] = somebody("Internal trainer")
    provider: Mapped[str | None] = text("Provider")
    planned_on: Mapped[date | None] = day("Planned for")
    held_on: Mapped[date | None] = day("Held on", when=When.PAST)
    hours: Mapped[float | None] = number("Hours", low=0)
    cost: Mapped[int | None] = money("Cost")
    currency: Mapped[str | None] = text("Currency", length=3)
    attendance: Mapped[str | None] = long_text("Attendance shown by", hint="Where the signed sheet is, or attach it.")
    evaluation: Mapped[str | None] = choice("Evaluated by", Evaluation)
    evaluate_on: Mapped[date | None] = day("Evaluate on")
    evaluated_on: Mapped[date | None] = day("Evaluated on", when=When.PAST)
    evaluator: Mapped[UUID | None] = somebody("Evaluator")
    outcome: Mapped[str | None] = choice("Outcome", Outcome)
    findings: Mapped[str | None] = long_text("What was seen")
    next_step: Mapped[str | None] = text("Next step", length=500)


class Participant(Line, table="participant", of=Training):
    """Somebody who is to learn it, and who was there."""

    person: Mapped[UUID | None] = somebody("Person", required=True)
    present: Mapped[str | None] = choice("Present", YesNo)
    result: Mapped[str | None] = choice("Result", Passed)
    score: Mapped[int | None] = whole("Score %", low=0, high=100)
    certificate_no: Mapped[str | None] = text("Certificate number", length=100)
    valid_until: Mapped[date | None] = day("Valid until")
