"""Interested parties: who else has a stake in what we do, what they require, and which of it binds us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.dates import month_later
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, flag, text, whole
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow

YEARLY = 12
"""After how many months the parties are looked at again, where nothing else was said."""


class State(Choice):
    """Whether they count."""

    RELEVANT = "relevant", "Relevant", Tone.GREEN
    NOT_RELEVANT = "not_relevant", "Not relevant", Tone.GREY


class PartyKind(Choice):
    """What they are to us."""

    CUSTOMER = "customer", "Customers", Tone.BLUE
    SUPPLIER = "supplier", "Suppliers", Tone.AMBER
    PEOPLE = "people", "Our people", Tone.GREEN
    OWNER = "owner", "Owners", Tone.VIOLET
    AUTHORITY = "authority", "Authorities", Tone.RED
    NEIGHBOUR = "neighbour", "Neighbours and public", Tone.GREY
    BODY = "body", "Bodies and insurers", Tone.GREY
    OTHER = "other", "Other", Tone.GREY


class InterestedParty(Record, kind="interested_party"):
    """One party, or one group of them."""

    party_kind: Mapped[str | None] = choice("Kind", PartyKind)
    contact: Mapped[str | None] = text("Contact")
    influence: Mapped[str | None] = text("Influence", length=300, hint="What they can do for us or to us")
    review_months: Mapped[int | None] = whole("Look again every (months)", low=1, high=60)
    reviewed_on: Mapped[date | None] = day("Looked at on", when=When.PAST)


class Requirement(Line, table="party_requirement", of=InterestedParty):
    """One thing that they need or expect."""

    what: Mapped[str] = text("Need or expectation", length=1000, required=True)
    obligation: Mapped[bool | None] = flag("We must meet it")
    monitored: Mapped[str | None] = text("How we watch it", length=500)
    climate: Mapped[bool | None] = flag("About climate")


def requirement_named(party: InterestedParty, context: Context) -> Iterator[Unmet]:
    """A party without a requirement is a name."""
    if not context.lines(party, Requirement.__tablename__):
        yield Unmet("Enter at least one need or expectation.")


def obligations_watched(party: InterestedParty, context: Context) -> Iterator[Unmet]:
    """What binds us is watched by somebody in some way."""
    for line in context.lines(party, Requirement.__tablename__):
        if line.obligation and not line.monitored:
            yield Unmet(f"Say how “{line.what[:60]}” is watched; it binds us.", must=False)


def plan_next(party: InterestedParty, context: Context) -> None:
    """Looked at today, and again after the interval."""
    party.reviewed_on = context.today
    party.due_on = month_later(context.today, party.review_months or YEARLY)


WORKFLOW = Workflow(
    states=State,
    initial=State.RELEVANT,
    closed=frozenset({State.NOT_RELEVANT}),
    aside=frozenset({State.NOT_RELEVANT}),
    transitions=(
        Transition(
            "review", "Reviewed, still right", (State.RELEVANT,), State.RELEVANT,
            needs=(InterestedParty.owner, InterestedParty.party_kind),
            guards=(requirement_named, obligations_watched), effects=(plan_next,),
        ),
        Transition("drop", "No longer relevant", (State.RELEVANT,), State.NOT_RELEVANT, asks_reason=True, minor=True),
        Transition("restore", "Relevant again", (State.NOT_RELEVANT,), State.RELEVANT, asks_reason=True),
    ),
)  # fmt: skip

REGISTER = Register(
    model=InterestedParty,
    prefix="IPA",
    title="Interested parties",
    one="interested party",
    purpose="Who has a stake in what you do, what they need and expect, and which of it binds you.",
    clause="4.2",
    icon="users",
    workflow=WORKFLOW,
    columns=(
        InterestedParty.number, InterestedParty.title, InterestedParty.party_kind, InterestedParty.influence,
        InterestedParty.state, InterestedParty.owner, InterestedParty.due_on,
    ),
    form=(
        Section(
            "Party",
            (
                InterestedParty.title, InterestedParty.party_kind, InterestedParty.influence, InterestedParty.contact,
                InterestedParty.owner,
            ),
        ),
        Section("Review", (InterestedParty.due_on, InterestedParty.reviewed_on, InterestedParty.review_months)),
        Section("Record", (InterestedParty.notes, InterestedParty.closed_on)),
    ),
    inherited=(
        Inherited(Record.title, label="Name"),
        Inherited(Record.due_on, label="Look again by"),
    ),
    lines=(Lines(Requirement, "Needs and expectations", "requirement", key=(Requirement.what,)),),
    chips=(PartyKind.CUSTOMER, PartyKind.AUTHORITY),
    example={
        "title": "Trade supervision of the district",
        "party_kind": "authority",
        "influence": "Can stop the plating line",
        "review_months": 12,
    },
)  # fmt: skip
