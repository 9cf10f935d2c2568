"""Retention: which records are kept, where, for how long, and what happens to them then."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import choice, text, whole
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """Whether such records are still made or kept."""

    IN_FORCE = "in_force", "In force", Tone.GREEN
    ENDED = "ended", "Ended", Tone.GREY


class Medium(Choice):
    """In what the records lie."""

    HERE = "here", "In this program", Tone.GREEN
    PAPER = "paper", "On paper", Tone.GREY
    ELSEWHERE = "elsewhere", "In another system", Tone.BLUE


class Trigger(Choice):
    """From when the period is counted."""

    CREATED = "created", "Made", Tone.GREY
    CLOSED = "closed", "Case closed", Tone.GREY
    DELIVERED = "delivered", "Product delivered", Tone.GREY
    END_OF_LIFE = "end_of_life", "Product no longer made", Tone.GREY
    OBSOLETE = "obsolete", "Document obsolete", Tone.GREY
    LEFT = "left", "Person left", Tone.GREY


class Disposal(Choice):
    """What happens to them when the period is over."""

    SHRED = "shred", "Shredded", Tone.GREY
    DELETE = "delete", "Deleted", Tone.GREY
    ARCHIVE = "archive", "Archived for good", Tone.BLUE
    RETURN = "return", "Returned to the customer", Tone.GREY


class RecordType(Record, kind="record_type"):
    """One kind of record that shows conformity."""

    medium: Mapped[str | None] = choice("Kept", Medium)
    place: Mapped[str | None] = text("Where kept", length=300)
    years: Mapped[int | None] = whole("Kept for (years)", low=0, high=100, hint="0 where they are kept for good.")
    trigger: Mapped[str | None] = choice("Counted from", Trigger)
    protection: Mapped[str | None] = text("Protected by", length=300)
    disposal: Mapped[str | None] = choice("Then", Disposal)
    legal_basis: Mapped[str | None] = text("Legal basis", length=300)


def rule_whole(record_type: RecordType, context: Context) -> Iterator[Unmet]:
    """A period says from when it is counted."""
    if record_type.years and record_type.trigger is None and not record_type.taken_over_from:
        label = context.label(record_type, "trigger")
        yield Unmet(f"{label} is missing: say from when the {record_type.years} years run.", field="trigger")


WORKFLOW = Workflow(
    states=State,
    initial=State.IN_FORCE,
    closed=frozenset({State.ENDED}),
    aside=frozenset({State.ENDED}),
    transitions=(
        Transition("retire", "End", (State.IN_FORCE,), State.ENDED, asks_reason=True, minor=True),
        Transition("restore", "Use again", (State.ENDED,), State.IN_FORCE, asks_reason=True),
    ),
)

REGISTER = Register(
    model=RecordType,
    prefix="RET",
    title="Retention",
    one="record type",
    purpose="Which records are kept, where and for how long, who answers for them, and what happens then.",
    clause="7.5.3",
    icon="hourglass",
    workflow=WORKFLOW,
    columns=(
        RecordType.number, RecordType.title, RecordType.medium, RecordType.place, RecordType.years, RecordType.trigger,
        RecordType.disposal, RecordType.owner, RecordType.state,
    ),
    form=(
        Section(
            "Record type",
            (RecordType.title, RecordType.owner, RecordType.process, RecordType.medium, RecordType.place),
        ),
        Section("Retention", (RecordType.years, RecordType.trigger, RecordType.disposal, RecordType.legal_basis)),
        Section("Protection", (RecordType.protection, RecordType.notes, RecordType.closed_on)),
    ),
    inherited=(
        Inherited(Record.title, label="Name"),
    ),
    chips=(Medium.PAPER, Medium.ELSEWHERE),
    example={
        "title": "Certificates of incoming material",
        "medium": "paper",
        "place": "Binder at goods in, by order number",
        "years": 10,
        "trigger": "delivered",
        "disposal": "shred",
        "protection": "Locked cabinet; scanned every quarter",
        "legal_basis": "Product liability",
    },
    checks=(rule_whole,),
)  # fmt: skip
