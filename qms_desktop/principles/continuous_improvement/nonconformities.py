"""Nonconformities: a requirement that was not fulfilled, from the first note to the removed cause.

Longer than other registers: facts, containment, cause and closing each bring fields and rules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from qms_desktop.errors import Unmet
from qms_desktop.principles.containment import answered
from qms_desktop.principles.continuous_improvement import actions, causes, corrective_actions
from qms_desktop.principles.continuous_improvement.excuses import no_excuse
from qms_desktop.principles.continuous_improvement.faults import CauseCode, Nonconformity, Source, State
from qms_desktop.principles.continuous_improvement.grades import Severity
from qms_desktop.principles.dates import in_order, note_day
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access
from qms_desktop.records.lines import Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow, missing

__all__ = ["REGISTER", "WORKFLOW", "CauseCode", "Nonconformity", "Source", "State"]


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
            guards=(causes.traced, no_excuse(Nonconformity.occurrence_cause), escape_known),
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
                Nonconformity.occurrence_cause, Nonconformity.escape_cause, Nonconformity.systemic_cause,
                Nonconformity.cause_verified, Nonconformity.cause_code, Nonconformity.cause_detail,
                Nonconformity.similar_elsewhere,
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
    lines=(
        Lines(causes.Cause, "Causes", "cause", key=(causes.Cause.cause_no,), order=(causes.Cause.cause_no,)),
        Lines(causes.Distinction, "Is and is not", "comparison", key=(causes.Distinction.question,)),
    ),
    derive=causes.follow,
    checks=(
        in_order(Nonconformity.occurred_on, Nonconformity.contained_on, Nonconformity.correction_verified_on),
        causes.no_circle,
    ),
)  # fmt: skip
