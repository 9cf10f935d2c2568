"""Corrective actions: the causes removed, and the proof that it worked, by a criterion written down beforehand."""

from __future__ import annotations

from qms_desktop.principles.continuous_improvement import criteria, proving
from qms_desktop.principles.continuous_improvement.corrective import (
    APPROVED,
    JUDGING,
    PLANNING,
    CorrectiveAction,
    FormerCycle,
    Measured,
    Result,
    State,
)
from qms_desktop.principles.continuous_improvement.excuses import more_than_teaching, no_excuse
from qms_desktop.principles.dates import in_order, note_day
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access
from qms_desktop.records.lines import Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Transition, Workflow

__all__ = ["APPROVED", "REGISTER", "WORKFLOW", "CorrectiveAction", "Result", "State"]

MANAGER = (Access.QUALITY_MANAGER,)
RUNNING = (State.DRAFT, State.PLANNED, State.IN_PROGRESS, State.IMPLEMENTED, State.EFFECTIVENESS_CHECK)

WORKFLOW = Workflow(
    states=State,
    initial=State.DRAFT,
    closed=frozenset({State.CLOSED, State.CANCELLED}),
    aside=frozenset({State.CANCELLED}),
    transitions=(
        Transition(
            "plan", "Plan", (State.DRAFT,), State.PLANNED,
            needs=(
                CorrectiveAction.owner, CorrectiveAction.description, CorrectiveAction.occurrence_cause,
                CorrectiveAction.cause_verified, CorrectiveAction.criterion, CorrectiveAction.data_source,
            ),
            asks=(CorrectiveAction.escape_cause,),
            guards=(
                no_excuse(CorrectiveAction.occurrence_cause), criteria.criterion_complete, proving.each_cause_addressed,
                more_than_teaching, proving.check_day_known,
            ),
            effects=(proving.set_check_day,),
        ),
        Transition(
            "approve", "Approve", (State.PLANNED,), State.IN_PROGRESS,
            asks=(CorrectiveAction.resources,), roles=MANAGER, signs=True, effects=(proving.approve,),
        ),
        Transition("revise", "Change the plan", (State.PLANNED,), State.DRAFT, minor=True),
        Transition(
            "revoke_approval", "Revoke approval", (State.IN_PROGRESS,), State.PLANNED,
            roles=MANAGER, asks_reason=True, effects=(proving.revoke,), minor=True,
        ),
        Transition(
            "implement", "Implemented", (State.IN_PROGRESS,), State.IMPLEMENTED,
            guards=(proving.actions_finished, proving.not_implemented_before_done),
            effects=(note_day(CorrectiveAction.implemented_on), proving.await_check),
        ),
        Transition(
            "check", "Check effect", (State.IMPLEMENTED,), State.EFFECTIVENESS_CHECK,
            guards=(proving.early_only_with_data,),
        ),
        Transition(
            "measure", "Look at the data again", (State.EFFECTIVENESS_CHECK,), State.EFFECTIVENESS_CHECK,
            guards=(proving.measured_by_the_program,), minor=True,
        ),
        Transition(
            "effective", "Effective, close", (State.EFFECTIVENESS_CHECK,), State.CLOSED, roles=MANAGER,
            needs=(
                CorrectiveAction.verifier, CorrectiveAction.read_across, CorrectiveAction.risk_update,
                CorrectiveAction.document_update, CorrectiveAction.training_update,
            ),
            guards=(
                proving.found_effective, proving.criterion_first, proving.check_day_reached, proving.proof_given,
                proving.other_verifier, proving.verifier_is_no_doer,
            ),
        ),
        Transition(
            "not_effective", "Not effective, again", (State.EFFECTIVENESS_CHECK,), State.DRAFT,
            guards=(proving.found_wanting,), roles=MANAGER, asks_reason=True, effects=(proving.begin_again,),
            minor=True,
        ),
        Transition(
            "cancel", "Cancel", RUNNING, State.CANCELLED,
            guards=(proving.management_for_major,), roles=(Access.QUALITY_MANAGER, Access.TOP_MANAGEMENT),
            asks_reason=True, minor=True,
        ),
        Transition(
            "reopen", "Reopen", (State.CLOSED, State.CANCELLED), State.DRAFT,
            roles=MANAGER, asks_reason=True, effects=(proving.begin_again,), minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=CorrectiveAction,
    prefix="CA",
    title="Corrective actions",
    one="corrective action",
    purpose="The causes of a problem removed, by a criterion written down before the result is known.",
    clause="10.2",
    icon="check-check",
    workflow=WORKFLOW,
    columns=(
        CorrectiveAction.number, CorrectiveAction.title, CorrectiveAction.state, CorrectiveAction.owner,
        CorrectiveAction.check_on, CorrectiveAction.due_on, CorrectiveAction.result,
    ),
    form=(
        Section(
            "Problem",
            (
                CorrectiveAction.title, CorrectiveAction.description, CorrectiveAction.owner, CorrectiveAction.due_on,
                CorrectiveAction.team, CorrectiveAction.process, CorrectiveAction.occurred_on,
                CorrectiveAction.external_ref,
            ),
        ),
        Section(
            "Causes",
            (
                CorrectiveAction.occurrence_cause, CorrectiveAction.escape_cause, CorrectiveAction.systemic_cause,
                CorrectiveAction.cause_verified,
            ),
            editable_in=PLANNING,
        ),
        Section(
            "How we will know",
            (
                CorrectiveAction.criterion, CorrectiveAction.data_source, CorrectiveAction.sample_size,
                CorrectiveAction.baseline, CorrectiveAction.check_on, CorrectiveAction.resources,
            ),
            editable_in=PLANNING,
        ),
        Section(
            "Judged from data",
            (
                CorrectiveAction.judged_by, CorrectiveAction.indicator, CorrectiveAction.counted,
                CorrectiveAction.counted_category, CorrectiveAction.counted_product, CorrectiveAction.window_days,
                CorrectiveAction.periods, CorrectiveAction.comparison, CorrectiveAction.threshold,
            ),
            editable_in=PLANNING,
        ),
        Section("Implementation", (CorrectiveAction.implemented_on,), editable_in=(State.IN_PROGRESS,)),
        Section(
            "Result",
            (CorrectiveAction.result, CorrectiveAction.result_evidence, CorrectiveAction.verifier),
            editable_in=JUDGING,
        ),
        Section(
            "What follows",
            (
                CorrectiveAction.risk_update, CorrectiveAction.document_update, CorrectiveAction.training_update,
                CorrectiveAction.not_needed_reason, CorrectiveAction.read_across,
            ),
        ),
        Section(
            "Record",
            (
                CorrectiveAction.approved_by, CorrectiveAction.approved_on,
                CorrectiveAction.cycle, CorrectiveAction.notes, CorrectiveAction.closed_on,
            ),
        ),
    ),
    inherited=(
        Inherited(Record.description, label="Problem"),
        Inherited(Record.occurred_on, label="Raised on"),
    ),
    chips=(State.PLANNED, State.IMPLEMENTED, State.EFFECTIVENESS_CHECK),
    example={
        "title": "Left and right brackets mixed in packing",
        "description": "In three months, three customers found left-hand brackets among right-hand ones.",
        "occurrence_cause": "Both variants lie in bins of the same colour beside each other.",
        "escape_cause": "The final count does not look at the variant.",
        "cause_verified": True,
        "criterion": "No complaint about mixed parts, and at most one find in packing, in 90 days",
        "data_source": "Complaints and the packing sheet",
        "baseline": "Three complaints in three months",
    },
    lines=(
        Lines(Measured, "Measured", "measurement", order=(Measured.position,), editable_in=()),
        Lines(FormerCycle, "Earlier cycles", "earlier cycle", order=(FormerCycle.position,), editable_in=()),
    ),
    derive=proving.derive,
    checks=(
        in_order(CorrectiveAction.occurred_on, CorrectiveAction.implemented_on),
        proving.not_before_its_day, proving.nothing_to_judge_yet,
    ),
)  # fmt: skip
