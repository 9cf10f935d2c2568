"""Interested parties: who else has a stake in what we do, what they require, and which of it binds us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles import headers, words
from qms_desktop.principles.dates import month_later
from qms_desktop.principles.headers import also
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

    RELEVANT = (
        "relevant",
        "Relevant",
        Tone.GREEN,
        *also("yes, relevante, pertinente, rilevante"),
        *words.ACTIVE,
        *words.OPEN,
    )
    NOT_RELEVANT = (
        "not_relevant",
        "Not relevant",
        Tone.GREY,
        *also("no, nicht relevant"),
        *words.INACTIVE,
        *words.CLOSED,
    )


class PartyKind(Choice):
    """What they are to us."""

    CUSTOMER = "customer", "Customers", Tone.BLUE, *also("customer, client, end user, kunde, kunden, clients, clientes")
    SUPPLIER = "supplier", "Suppliers", Tone.AMBER, *also("supplier, vendor, partner, lieferanten, fournisseurs")
    PEOPLE = (
        "people",
        "Our people",
        Tone.GREEN,
        *also("employee, employees, staff, works council, mitarbeiter, salariés"),
    )
    OWNER = "owner", "Owners", Tone.VIOLET, *also("shareholder, shareholders, investor, bank, eigentümer, actionnaires")
    AUTHORITY = "authority", "Authorities", Tone.RED, *also("regulator, government, behörde, behörden, autorités, law")
    NEIGHBOUR = "neighbour", "Neighbours and public", Tone.GREY, *also("community, society, public, nachbarn, voisins")
    BODY = "body", "Bodies and insurers", Tone.GREY, *also("certification body, insurer, association, verband, verein")
    OTHER = "other", "Other", Tone.GREY, *also("sonstige, autre, otro, outro, altro, прочее")


class InterestedParty(Record, kind="interested_party"):
    """One party, or one group of them."""

    party_kind: Mapped[str | None] = choice(
        "Kind", PartyKind,
        aliases=also("party type, type, category, group, art, gruppe, kategorie, catégorie, tipo, категория"),
    )  # fmt: skip
    contact: Mapped[str | None] = text("Contact", aliases=headers.CONTACT)
    influence: Mapped[str | None] = text(
        "Influence", length=300, hint="What they can do for us or to us",
        aliases=also("power, importance, impact, einfluss, bedeutung, influencia, influência, influenza, влияние"),
    )  # fmt: skip
    review_months: Mapped[int | None] = whole(
        "Look again every (months)", low=1, high=60,
        aliases=also("review interval, interval, review frequency, intervall, fréquence, frecuencia"),
    )  # fmt: skip
    reviewed_on: Mapped[date | None] = day(
        "Looked at on", when=When.PAST, aliases=also("last review, reviewed on, last reviewed, überprüft am, revu le")
    )


class Requirement(Line, table="party_requirement", of=InterestedParty):
    """One thing that they need or expect."""

    what: Mapped[str] = text(
        "Need or expectation", length=1000, required=True,
        aliases=also(
            "requirement, requirements, needs, expectations, needs and expectations, anforderung, anforderungen, "
            "erwartungen, exigences, attentes, requisitos, necesidades, expectativas, requisiti, требования"
        ),
    )  # fmt: skip
    obligation: Mapped[bool | None] = flag(
        "We must meet it",
        aliases=also("obligation, binding, compliance obligation, mandatory, verpflichtung, bindend, obligación"),
    )
    monitored: Mapped[str | None] = text(
        "How we watch it", length=500,
        aliases=also("monitoring, how monitored, monitored by, überwachung, suivi, surveillance, seguimiento"),
    )  # fmt: skip
    climate: Mapped[bool | None] = flag(
        "About climate", aliases=also("climate, climate related, climate change, klima, climat, clima, климат")
    )


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
        Inherited(
            Record.title, label="Name",
            aliases=headers.TITLE + also(
                "interested party, party, stakeholder, stakeholder name, interessierte partei, anspruchsgruppe, "
                "partie intéressée, nom, parte interesada, nombre, parte interessada, nome, parte interessata, "
                "заинтересованная сторона"
            ),
        ),
        Inherited(
            Record.due_on, label="Look again by",
            aliases=headers.DATES_DUE + also(
                "review_on, review date, next review, next review date, überprüfung am, date de revue, "
                "fecha de revisión, data de revisão, data di revisione, дата пересмотра"
            ),
        ),
        headers.OWNER, headers.CLOSED_ON, headers.NOTES,
    ),
    lines=(Lines(Requirement, "Needs and expectations", "requirement", key=(Requirement.what,)),),
    chips=(PartyKind.CUSTOMER, PartyKind.AUTHORITY),
    example={
        "title": "Trade supervision of the district",
        "party_kind": "authority",
        "influence": "Can stop the plating line",
        "review_months": 12,
    },
    sheet_words=also(
        "interested parties, stakeholders, stakeholder list, stakeholder register, interessierte parteien, "
        "parties intéressées, partes interesadas, partes interessadas, parti interessate, заинтересованные стороны"
    ),
)  # fmt: skip
