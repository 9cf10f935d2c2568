"""Suppliers: who may deliver what, on what grounds, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.dates import month_later
from qms_desktop.principles.relationship_management.certificates import expired_of, of_supplier
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access, Choice, Tone, YesNo
from qms_desktop.records.fields import When, choice, day, long_text, person, several, text, whole
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """Whether purchasing may use them."""

    NEW = "new", "New", Tone.BLUE
    UNDER_EVALUATION = "under_evaluation", "Under evaluation", Tone.AMBER
    APPROVED = "approved", "Approved", Tone.GREEN
    CONDITIONAL = "conditional", "Conditional", Tone.AMBER
    DISQUALIFIED = "disqualified", "Disqualified", Tone.RED
    INACTIVE = "inactive", "Inactive", Tone.GREY


class Criticality(Choice):
    """What a failure of this supplier would do to our customers."""

    CRITICAL = "1", "Critical", Tone.RED
    IMPORTANT = "2", "Important", Tone.AMBER
    STANDARD = "3", "Standard", Tone.GREY


class Basis(Choice):
    """On what an approval rests."""

    CERTIFICATE = "certificate", "Certificate", Tone.GREY
    AUDIT = "audit", "Audit", Tone.GREY
    QUESTIONNAIRE = "questionnaire", "Questionnaire", Tone.GREY
    HISTORY = "history", "Past deliveries", Tone.GREY
    SAMPLE = "sample", "Samples", Tone.GREY


class Rating(Choice):
    """How likely trouble is."""

    HIGH = "high", "High", Tone.RED
    MEDIUM = "medium", "Medium", Tone.AMBER
    LOW = "low", "Low", Tone.GREEN


class Supplier(Record, kind="supplier"):
    """One organisation that delivers to us."""

    scope: Mapped[str | None] = long_text("May deliver")
    criticality: Mapped[str | None] = choice("Criticality", Criticality)
    contact: Mapped[str | None] = text("Contact")
    email: Mapped[str | None] = text("E-mail")
    phone: Mapped[str | None] = text("Phone", length=60)
    address: Mapped[str | None] = long_text("Address")
    language: Mapped[str | None] = text("Language", length=40)
    approval_basis: Mapped[str | None] = several("Approved by", Basis)
    reevaluation_months: Mapped[int | None] = whole("Re-evaluate every (months)", low=1, high=120)
    controls: Mapped[str | None] = long_text("Controls")
    agreements: Mapped[str | None] = long_text("Agreements")
    certificates: Mapped[str | None] = long_text("Certificates")
    risk_rating: Mapped[str | None] = choice("Risk", Rating)
    second_source: Mapped[str | None] = choice("Second source", YesNo)
    approved_on: Mapped[date | None] = day("Approved on", when=When.PAST)
    reviewer: Mapped[UUID | None] = person("Reviewer")
    conditions: Mapped[str | None] = long_text("Conditions")
    stop_buy_note: Mapped[str | None] = long_text("Stop-buy note")


def evidence_given(supplier: Supplier, context: Context) -> Iterator[Unmet]:
    """What the approval rests on can be shown."""
    if not supplier.certificates and not context.attached(supplier) and not of_supplier(supplier, context):
        yield Unmet("Attach what the approval rests on, or name the certificates.", field="certificates")


def certificates_hold(supplier: Supplier, context: Context) -> Iterator[Unmet]:
    """An expired certificate is told here; for a critical supplier the way on is a condition until it is renewed."""
    critical = supplier.criticality == Criticality.CRITICAL
    way = " Ask for the new one, or make the supplier conditional until it is there." if critical else ""
    for found in expired_of(supplier, context):
        yield Unmet(f"{found.number} “{found.title}” expired on {found.due_on}.{way}", record=found.id, must=critical)


def looked_at_closely(supplier: Supplier, _context: Context) -> Iterator[Unmet]:
    """A critical supplier is not approved on paper alone."""
    basis = set((supplier.approval_basis or "").split(";"))
    if supplier.criticality == Criticality.CRITICAL and not basis & {Basis.QUESTIONNAIRE, Basis.AUDIT}:
        yield Unmet("A critical supplier needs a questionnaire or an audit.", field="approval_basis")


def approve(supplier: Supplier, context: Context) -> None:
    """The day of the approval, and the day of the next look."""
    supplier.approved_on = context.today
    if supplier.reevaluation_months:
        supplier.due_on = month_later(context.today, supplier.reevaluation_months)


APPROVAL = (Supplier.scope, Supplier.criticality, Supplier.approval_basis, Supplier.reviewer)
ON_CONDITION = (evidence_given, looked_at_closely)
GUARDS = (*ON_CONDITION, certificates_hold)
DECIDERS = (Access.QUALITY_MANAGER, Access.TOP_MANAGEMENT)
APPROVERS = (*DECIDERS, Access.PROCESS_OWNER)

WORKFLOW = Workflow(
    states=State,
    initial=State.NEW,
    closed=frozenset({State.DISQUALIFIED, State.INACTIVE}),
    aside=frozenset({State.CONDITIONAL, State.DISQUALIFIED, State.INACTIVE}),
    transitions=(
        Transition("evaluate", "Evaluate", (State.NEW,), State.UNDER_EVALUATION, needs=(Supplier.owner,)),
        Transition(
            "approve", "Approve", (State.UNDER_EVALUATION,), State.APPROVED,
            needs=APPROVAL, guards=GUARDS, roles=APPROVERS, effects=(approve,),
        ),
        Transition(
            "approve_with_conditions", "Approve with conditions", (State.UNDER_EVALUATION,), State.CONDITIONAL,
            needs=(*APPROVAL, Supplier.conditions), guards=ON_CONDITION, roles=APPROVERS,
            effects=(approve,), minor=True,
        ),
        Transition(
            "keep", "Re-evaluated, keep", (State.APPROVED,), State.APPROVED,
            needs=APPROVAL, guards=GUARDS, roles=APPROVERS, effects=(approve,),
        ),
        Transition(
            "restrict", "Make conditional", (State.APPROVED,), State.CONDITIONAL,
            needs=(Supplier.conditions,), roles=APPROVERS, asks_reason=True, minor=True,
        ),
        Transition(
            "clear", "Condition cleared", (State.CONDITIONAL,), State.APPROVED,
            needs=APPROVAL, guards=GUARDS, roles=APPROVERS, asks_reason=True, effects=(approve,),
        ),
        Transition(
            "disqualify", "Disqualify", (State.UNDER_EVALUATION, State.APPROVED, State.CONDITIONAL), State.DISQUALIFIED,
            needs=(Supplier.stop_buy_note,), roles=DECIDERS, asks_reason=True, minor=True,
        ),
        Transition(
            "deactivate", "Deactivate",
            (State.NEW, State.UNDER_EVALUATION, State.APPROVED, State.CONDITIONAL), State.INACTIVE,
            asks_reason=True, minor=True,
        ),
        Transition(
            "readmit", "Evaluate again", (State.DISQUALIFIED, State.INACTIVE), State.UNDER_EVALUATION,
            roles=DECIDERS, asks_reason=True, minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Supplier,
    prefix="SUP",
    title="Suppliers",
    one="supplier",
    purpose="Who may deliver what, on what grounds they were approved, and when they are looked at again.",
    clause="8.4",
    icon="handshake",
    workflow=WORKFLOW,
    columns=(
        Supplier.number, Supplier.title, Supplier.scope, Supplier.criticality, Supplier.state, Supplier.owner,
        Supplier.approved_on, Supplier.due_on,
    ),
    form=(
        Section(
            "Supplier",
            (
                Supplier.title, Supplier.external_ref, Supplier.scope, Supplier.criticality, Supplier.owner,
                Supplier.risk_rating, Supplier.second_source,
            ),
        ),
        Section(
            "Approval",
            (
                Supplier.approval_basis, Supplier.certificates, Supplier.reviewer, Supplier.approved_on,
                Supplier.reevaluation_months, Supplier.due_on, Supplier.conditions, Supplier.controls,
                Supplier.agreements,
            ),
        ),
        Section("Contact", (Supplier.contact, Supplier.email, Supplier.phone, Supplier.address, Supplier.language)),
        Section("Record", (Supplier.stop_buy_note, Supplier.notes, Supplier.closed_on)),
    ),
    inherited=(
        Inherited(Record.title, label="Name"),
        Inherited(Record.external_ref, label="Supplier code"),
        Inherited(Record.due_on, label="Re-evaluate by"),
    ),
    chips=(Criticality.CRITICAL, State.CONDITIONAL, State.UNDER_EVALUATION),
    example={
        "title": "Tallbacken Coatings",
        "external_ref": "V-1017",
        "scope": "Zinc plating and passivation of steel parts",
        "criticality": "1",
        "contact": "Maja Lindqvist",
        "email": "quality@tallbacken.example",
        "approval_basis": "certificate;audit",
        "certificates": "ISO 9001, valid until 2028",
        "reevaluation_months": 12,
        "controls": "Layer thickness of every lot",
    },
)  # fmt: skip
