"""External documents: standards, laws and drawings of others, and whether we work by the present edition."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from qms_desktop.principles.dates import month_later
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, text, whole
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """Whether the edition that we use is the present one."""

    CURRENT = "current", "Current", Tone.GREEN
    OUTDATED = "outdated", "Newer edition exists", Tone.AMBER
    WITHDRAWN = "withdrawn", "No longer used", Tone.GREY


class Source(Choice):
    """What kind of outside document it is."""

    STANDARD = "standard", "Standard", Tone.BLUE
    LAW = "law", "Law or rule", Tone.VIOLET
    CUSTOMER = "customer", "Of a customer", Tone.AMBER
    SUPPLIER = "supplier", "Of a supplier", Tone.GREY
    OTHER = "other", "Other", Tone.GREY


class ExternalDocument(Record, kind="external_document"):
    """One document that somebody else writes and we work by."""

    source: Mapped[str | None] = choice("Kind", Source)
    issuer: Mapped[str | None] = text("Issued by")
    edition: Mapped[str | None] = text("Edition", length=60)
    where_used: Mapped[str | None] = text(
        "Used in", length=500, hint="Processes, products or documents that follow it."
    )
    kept_at: Mapped[str | None] = text("Kept at", length=500)
    check_months: Mapped[int | None] = whole("Check every (months)", low=1, high=84)
    checked_on: Mapped[date | None] = day("Checked on", when=When.PAST)


def derive(document: ExternalDocument, _context: Context) -> None:
    """The next look follows from the last one, where nobody chose another day."""
    if document.due_on is None and document.checked_on and document.check_months and document.state == State.CURRENT:
        document.due_on = month_later(document.checked_on, document.check_months)


def note_check(document: ExternalDocument, context: Context) -> None:
    """An effect: checked today, and again after the interval."""
    document.checked_on = context.today
    document.due_on = month_later(context.today, document.check_months) if document.check_months else None


WORKFLOW = Workflow(
    states=State,
    initial=State.CURRENT,
    closed=frozenset({State.WITHDRAWN}),
    aside=frozenset({State.OUTDATED, State.WITHDRAWN}),
    transitions=(
        Transition(
            "check", "Still the present edition", (State.CURRENT,), State.CURRENT,
            needs=(ExternalDocument.edition,), effects=(note_check,),
        ),
        Transition("outdate", "A newer edition exists", (State.CURRENT,), State.OUTDATED, asks_reason=True, minor=True),
        Transition(
            "update", "We use the present edition", (State.OUTDATED,), State.CURRENT,
            needs=(ExternalDocument.edition,), asks_reason=True, effects=(note_check,),
        ),
        Transition(
            "withdraw", "No longer used", (State.CURRENT, State.OUTDATED), State.WITHDRAWN,
            asks_reason=True, minor=True,
        ),
        Transition("restore", "Use again", (State.WITHDRAWN,), State.OUTDATED, asks_reason=True),
    ),
)  # fmt: skip

REGISTER = Register(
    model=ExternalDocument,
    prefix="EXT",
    title="External documents",
    one="external document",
    purpose="What others write and we work by, in which edition, and when somebody checks that it is the present one.",
    clause="7.5.3.2",
    icon="book-open",
    workflow=WORKFLOW,
    columns=(
        ExternalDocument.number, ExternalDocument.external_ref, ExternalDocument.title, ExternalDocument.issuer,
        ExternalDocument.edition, ExternalDocument.state, ExternalDocument.owner, ExternalDocument.due_on,
    ),
    form=(
        Section(
            "Document",
            (
                ExternalDocument.title, ExternalDocument.external_ref, ExternalDocument.source, ExternalDocument.issuer,
                ExternalDocument.edition, ExternalDocument.owner, ExternalDocument.process, ExternalDocument.where_used,
                ExternalDocument.kept_at,
            ),
        ),
        Section(
            "Is it current", (ExternalDocument.checked_on, ExternalDocument.due_on, ExternalDocument.check_months)
        ),
        Section("Record", (ExternalDocument.notes, ExternalDocument.closed_on)),
    ),
    inherited=(
        Inherited(Record.external_ref, label="Document number"),
        Inherited(Record.due_on, label="Next check"),
    ),
    chips=(State.OUTDATED, Source.STANDARD, Source.CUSTOMER),
    example={
        "title": "Geometrical tolerancing of welded frames",
        "external_ref": "NWS 204",
        "source": "customer",
        "issuer": "Brandt Apparatebau",
        "edition": "2025-04",
        "where_used": "Welding, final inspection",
        "check_months": 12,
    },
    derive=derive,
)  # fmt: skip
