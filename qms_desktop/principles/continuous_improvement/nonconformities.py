"""Nonconformities: a requirement that was not fulfilled, from the first note to the removed cause.

Longer than other registers: facts, containment, cause and closing each bring fields and rules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.containment import Held, answered
from qms_desktop.principles.continuous_improvement import actions, corrective_actions
from qms_desktop.principles.continuous_improvement.grades import Severity
from qms_desktop.principles.dates import in_order, note_day
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access, Answered, Choice, Tone, YesNo
from qms_desktop.records.fields import When, choice, day, flag, long_text, money, number, person, text
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.types import fold
from qms_desktop.records.workflow import Context, Transition, Workflow, missing


class State(Choice):
    """The way of a nonconformity. Correction only is the short way beside it."""

    OPEN = "open", "Open", Tone.BLUE
    CONTAINED = "contained", "Contained", Tone.AMBER
    CAUSE_ANALYSIS = "cause_analysis", "Cause analysis", Tone.VIOLET
    ACTION_DECIDED = "action_decided", "Action decided", Tone.AMBER
    CORRECTION_ONLY = "correction_only", "Correction only", Tone.AMBER
    CLOSED = "closed", "Closed", Tone.GREEN


class Source(Choice):
    """Where it came to light."""

    COMPLAINT = "complaint", "Complaint", Tone.RED
    AUDIT = "audit", "Audit", Tone.VIOLET
    INSPECTION = "inspection", "Inspection", Tone.BLUE
    PROCESS = "process", "Process", Tone.BLUE
    SUPPLIER = "supplier", "Supplier", Tone.AMBER
    IDEA = "idea", "Idea or remark", Tone.GREY
    RISK = "risk_event", "Event of a risk", Tone.RED


class CauseCode(Choice):
    """The family of the cause."""

    PEOPLE = "people", "People", Tone.GREY
    MACHINE = "machine", "Machine", Tone.GREY
    MATERIAL = "material", "Material", Tone.GREY
    METHOD = "method", "Method", Tone.GREY
    MEASUREMENT = "measurement", "Measurement", Tone.GREY
    ENVIRONMENT = "environment", "Surroundings", Tone.GREY
    MANAGEMENT = "management", "Management", Tone.GREY


class Nonconformity(Record, kind="nonconformity"):
    """One requirement not fulfilled."""

    detected_where: Mapped[str | None] = text("Where", required=True)
    source: Mapped[str | None] = choice("Source", Source)
    reported_by: Mapped[str | None] = text("Reported by")
    category: Mapped[str | None] = text("Category", length=100, hint="For example: Surface / Scratch")
    severity: Mapped[str | None] = choice("Severity", Severity)
    product: Mapped[str | None] = text("Product")
    lot: Mapped[str | None] = text("Lot, order or serial", length=100)
    quantity: Mapped[float | None] = number("Quantity", low=0)
    contained_on: Mapped[date | None] = day("Contained on", when=When.PAST)
    containment: Mapped[str | None] = long_text("Containment")
    containment_own: Mapped[str | None] = choice("Held in our stock", Held)
    containment_transit: Mapped[str | None] = choice("Held in transit", Held)
    containment_customer: Mapped[str | None] = choice("Held at the customer", Held)
    containment_supplier: Mapped[str | None] = choice("Held at the supplier", Held)
    correction: Mapped[str | None] = long_text("Correction")
    requirement: Mapped[str | None] = text("Requirement", length=300)
    evidence: Mapped[str | None] = long_text("Objective evidence")
    statement: Mapped[str | None] = long_text("Statement")
    no_cause_reason: Mapped[str | None] = text("No cause analysis, because", length=500)
    occurrence_cause: Mapped[str | None] = long_text("Why it happened")
    escape_cause: Mapped[str | None] = long_text("Why it was not noticed")
    cause_verified: Mapped[bool | None] = flag("Cause verified")
    cause_code: Mapped[str | None] = choice("Cause family", CauseCode)
    similar_elsewhere: Mapped[str | None] = choice("Similar cases elsewhere", YesNo)
    correction_verified_on: Mapped[date | None] = day("Correction verified on", when=When.PAST)
    correction_verified_by: Mapped[UUID | None] = person("Correction verified by")
    risk_review: Mapped[str | None] = choice("Risks looked at again", Answered)
    qms_change: Mapped[str | None] = choice("Change of the QMS", Answered)
    not_needed_reason: Mapped[str | None] = long_text("Not needed, because", hint="Why a proposal was declined.")
    cost: Mapped[int | None] = money("Cost")
    currency: Mapped[str | None] = text("Currency", length=3)


EXCUSES = {fold(text) for text in (
    "human error", "human failure", "operator error", "operator mistake", "error of operator", "carelessness",
    "inattention", "lack of attention", "menschliches versagen", "menschlicher fehler", "bedienfehler",
    "unachtsamkeit", "erreur humaine", "erreur de l'opérateur", "inattention de l'opérateur", "error humano",
    "descuido", "erro humano", "falha humana", "errore umano", "человеческий фактор",
)}  # fmt: skip
"""Answers that name somebody to blame, and no cause that could be removed."""


def no_excuse(nonconformity: Nonconformity, _context: Context) -> Iterator[Unmet]:
    """A bare "human error" is where the question begins."""
    if fold(nonconformity.occurrence_cause or "").strip(" .!") in EXCUSES:
        yield Unmet("That somebody erred is not yet a cause. What allowed it?", field="occurrence_cause")


def escape_known(nonconformity: Nonconformity, context: Context) -> Iterator[Unmet]:
    """Why nobody noticed: asked for, and demanded once a quantity of a product is involved."""
    if not nonconformity.escape_cause:
        yield missing(nonconformity, Nonconformity.escape_cause, context, must=nonconformity.quantity is not None)


def corrections_done(nonconformity: Nonconformity, context: Context) -> Iterator[Unmet]:
    """Containment and correction that became actions of their own are done."""
    query = select(actions.Action).where(
        actions.Action.source == nonconformity.id,
        actions.Action.action_kind.in_((actions.ActionKind.CONTAINMENT, actions.ActionKind.CORRECTION)),
        actions.Action.state.in_((actions.State.OPEN, actions.State.IN_PROGRESS)),
        actions.Action.voided.is_(False),
    )
    for action in context.session.scalars(query):
        yield Unmet(f"{action.number} “{action.title}” is not done.", record=action.id)


def corrective_action_approved(nonconformity: Nonconformity, context: Context) -> Iterator[Unmet]:
    """After a cause analysis there is a corrective action, and it is approved. Whether it works is asked there."""
    if nonconformity.state != State.ACTION_DECIDED:
        return
    linked = context.linked(nonconformity, "corrective_action")
    counted = [other for other in linked if other.state != corrective_actions.State.CANCELLED]
    if not counted:
        yield Unmet("A corrective action is missing. Raise one, or decide on correction only.")
    for other in counted:
        if other.state not in corrective_actions.APPROVED:
            yield Unmet(f"{other.number} is not approved yet.", record=other.id)


MANAGER = (Access.QUALITY_MANAGER,)
FACTS = (Nonconformity.requirement, Nonconformity.evidence, Nonconformity.statement)
PLACES = (
    Nonconformity.containment_own,
    Nonconformity.containment_transit,
    Nonconformity.containment_customer,
    Nonconformity.containment_supplier,
)

WORKFLOW = Workflow(
    states=State,
    initial=State.OPEN,
    closed=frozenset({State.CLOSED}),
    aside=frozenset({State.CORRECTION_ONLY}),
    transitions=(
        Transition(
            "contain", "Contain", (State.OPEN,), State.CONTAINED,
            needs=(
                Nonconformity.occurred_on, Nonconformity.detected_where, Nonconformity.owner, Nonconformity.correction,
            ),
            guards=(answered(Nonconformity.quantity, *PLACES),),
            effects=(note_day(Nonconformity.contained_on),),
        ),
        Transition(
            "decide", "Find the cause", (State.CONTAINED,), State.CAUSE_ANALYSIS,
            needs=(*FACTS, Nonconformity.severity), roles=MANAGER,
        ),
        Transition(
            "correct_only", "Correction only", (State.CONTAINED,), State.CORRECTION_ONLY,
            needs=(*FACTS, Nonconformity.severity, Nonconformity.no_cause_reason), roles=MANAGER, minor=True,
        ),
        Transition(
            "analyse", "Decide on action", (State.CAUSE_ANALYSIS,), State.ACTION_DECIDED,
            needs=(Nonconformity.occurrence_cause, Nonconformity.cause_verified, Nonconformity.similar_elsewhere),
            guards=(no_excuse, escape_known),
        ),
        Transition(
            "close", "Close", (State.ACTION_DECIDED, State.CORRECTION_ONLY), State.CLOSED, roles=MANAGER,
            needs=(
                Nonconformity.correction_verified_on, Nonconformity.correction_verified_by,
                Nonconformity.risk_review, Nonconformity.qms_change,
            ),
            guards=(corrections_done, corrective_action_approved),
        ),
        Transition(
            "reconsider", "Decide again", (State.CAUSE_ANALYSIS, State.ACTION_DECIDED, State.CORRECTION_ONLY),
            State.CONTAINED, roles=MANAGER, asks_reason=True, minor=True,
        ),
        Transition(
            "reopen", "Reopen", (State.CLOSED,), State.CONTAINED, roles=MANAGER, asks_reason=True, minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Nonconformity,
    prefix="NC",
    title="Nonconformities",
    one="nonconformity",
    purpose="What did not meet a requirement: held back, corrected, its cause found, and what was learned from it.",
    clause="8.7, 10.2",
    icon="triangle-alert",
    workflow=WORKFLOW,
    columns=(
        Nonconformity.number, Nonconformity.title, Nonconformity.severity, Nonconformity.source, Nonconformity.state,
        Nonconformity.owner, Nonconformity.occurred_on, Nonconformity.due_on,
    ),
    form=(
        Section(
            "What happened",
            (
                Nonconformity.title, Nonconformity.description, Nonconformity.detected_where, Nonconformity.occurred_on,
                Nonconformity.source, Nonconformity.reported_by, Nonconformity.severity, Nonconformity.category,
                Nonconformity.owner, Nonconformity.due_on, Nonconformity.process, Nonconformity.product,
                Nonconformity.lot, Nonconformity.quantity, Nonconformity.external_ref,
            ),
        ),
        Section(
            "Containment and correction",
            (Nonconformity.containment, *PLACES, Nonconformity.contained_on, Nonconformity.correction),
        ),
        Section("Requirement and evidence", (*FACTS, Nonconformity.no_cause_reason)),
        Section(
            "Cause",
            (
                Nonconformity.occurrence_cause, Nonconformity.escape_cause, Nonconformity.cause_verified,
                Nonconformity.cause_code, Nonconformity.similar_elsewhere,
            ),
        ),
        Section(
            "Closing",
            (
                Nonconformity.correction_verified_on, Nonconformity.correction_verified_by, Nonconformity.risk_review,
                Nonconformity.qms_change, Nonconformity.not_needed_reason, Nonconformity.cost, Nonconformity.currency,
                Nonconformity.notes, Nonconformity.closed_on,
            ),
        ),
    ),
    inherited=(
        Inherited(Record.occurred_on, label="Detected on", required=True),
    ),
    chips=(Severity.MAJOR, State.OPEN, State.CAUSE_ANALYSIS),
    example={
        "title": "Torque wrench TW-12 overdue for calibration",
        "description": "The wrench at cell 3 was last calibrated fourteen months ago; its interval is twelve.",
        "detected_where": "Assembly, cell 3",
        "source": "process",
        "severity": "major",
        "containment": "Wrench taken out of use and marked. Joints of the last two months listed for a check.",
        "requirement": "7.1.5.2",
        "evidence": "Label of TW-12; calibration list, line 12",
    },
    checks=(
        in_order(Nonconformity.occurred_on, Nonconformity.contained_on, Nonconformity.correction_verified_on),
    ),
)  # fmt: skip
