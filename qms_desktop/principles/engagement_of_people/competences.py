"""Competences: what somebody must be able to do here, and who was found able to do it, when and by whom."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.engagement_of_people.levels import Level, Method
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, flag, several, text, whole
from qms_desktop.records.fields import person as somebody
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """Whether it is still asked for."""

    IN_USE = "in_use", "In use", Tone.GREEN
    RETIRED = "retired", "Retired", Tone.GREY


class Competence(Record, kind="competence"):
    """One thing that somebody can, or cannot, do."""

    family: Mapped[str | None] = text("Group", length=100)
    critical: Mapped[bool | None] = flag(
        "Critical", hint="Without it something goes wrong for customers, people or the law."
    )
    validity_months: Mapped[int | None] = whole("Valid for (months)", low=1, high=120, hint="Empty means for good.")
    accepted: Mapped[str | None] = several("Evidence accepted", Method)
    means_0: Mapped[str | None] = text("Level 0 means", hint="Nothing of it yet.")
    means_1: Mapped[str | None] = text("Level 1 means", hint="Knows what it is about.")
    means_2: Mapped[str | None] = text("Level 2 means", hint="Does it under supervision.")
    means_3: Mapped[str | None] = text("Level 3 means", hint="Does it alone.")
    means_4: Mapped[str | None] = text("Level 4 means", hint="Can teach it.")


class Assessment(Line, table="assessment", of=Competence):
    """The level that a person was found to have on a day. Certificates and licences are such rows too."""

    person: Mapped[UUID | None] = somebody("Person", required=True)
    level: Mapped[str | None] = choice("Level", Level, required=True)
    assessed_on: Mapped[date | None] = day("Date", required=True, when=When.PAST)
    method: Mapped[str | None] = choice("Method", Method, required=True)
    assessor: Mapped[UUID | None] = somebody(
        "Assessor", required=True, hint="Who saw it, or who checked the certificate."
    )
    valid_until: Mapped[date | None] = day("Valid until")
    issuer: Mapped[str | None] = text("Issued by")
    certificate_no: Mapped[str | None] = text("Certificate number", length=100)
    evidence: Mapped[str | None] = text("Evidence", length=300)
    note: Mapped[str | None] = text("Note", length=500)


def later(start: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def derive(competence: Competence, context: Context) -> None:
    """An assessment without an end of its own lasts as long as the competence says."""
    if competence.validity_months:
        for line in context.lines(competence, Assessment.__tablename__):
            if line.valid_until is None and line.assessed_on is not None:
                line.valid_until = later(line.assessed_on, competence.validity_months)


def assessments_end_later(competence: Competence, context: Context) -> Iterator[Unmet]:
    """No assessment ends before it was made."""
    for line in context.lines(competence, Assessment.__tablename__):
        if line.valid_until is not None and line.valid_until < line.assessed_on:
            yield Unmet(f"An assessment of {line.assessed_on} cannot end on {line.valid_until}.")


WORKFLOW = Workflow(
    states=State,
    initial=State.IN_USE,
    closed=frozenset({State.RETIRED}),
    aside=frozenset({State.RETIRED}),
    transitions=(
        Transition("retire", "Retire", (State.IN_USE,), State.RETIRED, asks_reason=True, minor=True),
        Transition("restore", "Use again", (State.RETIRED,), State.IN_USE, asks_reason=True),
    ),
)

REGISTER = Register(
    model=Competence,
    prefix="CPT",
    title="Competences",
    one="competence",
    purpose="What has to be mastered here, and the evidence of who masters it.",
    clause="7.2",
    icon="award",
    workflow=WORKFLOW,
    columns=(
        Competence.number, Competence.title, Competence.family, Competence.critical, Competence.validity_months,
        Competence.state,
    ),
    form=(
        Section(
            "Competence",
            (
                Competence.title, Competence.family, Competence.critical, Competence.validity_months,
                Competence.accepted, Competence.owner, Competence.description,
            ),
        ),
        Section(
            "What the levels mean here",
            (Competence.means_0, Competence.means_1, Competence.means_2, Competence.means_3, Competence.means_4),
        ),
        Section("Notes", (Competence.notes,)),
    ),
    inherited=(
        Inherited(Record.title, label="Name"),
    ),
    lines=(
        Lines(
            Assessment, "Assessments", "assessment",
            key=(Assessment.person, Assessment.assessed_on, Assessment.method),
            order=(Assessment.assessed_on,),
        ),
    ),
    example={
        "title": "TIG welding of stainless tube",
        "family": "Welding",
        "critical": True,
        "validity_months": 24,
        "accepted": "test;certificate",
        "means_3": "Welds alone; the last three test pieces passed.",
    },
    derive=derive,
    checks=(assessments_end_later,),
)  # fmt: skip
