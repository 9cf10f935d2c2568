"""Corrective actions: the causes removed, and the proof that it worked, by a criterion written down beforehand.

Longer than other registers: the plan, the approval and the proof each bring fields and rules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.continuous_improvement.actions import Action, ActionKind, Addresses
from qms_desktop.principles.continuous_improvement.actions import State as ActionState
from qms_desktop.principles.continuous_improvement.grades import Severity
from qms_desktop.principles.dates import in_order, note_day
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access, Answered, Choice, Tone
from qms_desktop.records.fields import When, choice, day, flag, long_text, person, text, whole
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow, differ, held_by

CHECK_AFTER = timedelta(days=90)
"""How long after its last action a corrective action is checked, unless another day is chosen."""


class State(Choice):
    """The way of a corrective action; without effect it begins again."""

    DRAFT = "draft", "Draft", Tone.GREY
    PLANNED = "planned", "Planned", Tone.BLUE
    IN_PROGRESS = "in_progress", "In progress", Tone.AMBER
    IMPLEMENTED = "implemented", "Implemented", Tone.VIOLET
    EFFECTIVENESS_CHECK = "effectiveness_check", "Effectiveness check", Tone.VIOLET
    CLOSED = "closed", "Closed", Tone.GREEN
    CANCELLED = "cancelled", "Cancelled", Tone.GREY


APPROVED = frozenset({State.IN_PROGRESS, State.IMPLEMENTED, State.EFFECTIVENESS_CHECK, State.CLOSED})
"""The states that come after the approval."""


class Result(Choice):
    """What the check of effectiveness found."""

    EFFECTIVE = "effective", "Effective", Tone.GREEN
    PARTLY = "partly", "Partly effective", Tone.AMBER
    NOT_EFFECTIVE = "not_effective", "Not effective", Tone.RED


class CorrectiveAction(Record, kind="corrective_action"):
    """One problem, its causes, and what removes them for good."""

    team: Mapped[str | None] = text("Team", length=500)
    occurrence_cause: Mapped[str | None] = long_text("Why it happened")
    escape_cause: Mapped[str | None] = long_text("Why it was not noticed")
    systemic_cause: Mapped[str | None] = long_text("Why the system let it")
    cause_verified: Mapped[bool | None] = flag("Causes verified")
    resources: Mapped[str | None] = text("Resources", length=500)
    criterion: Mapped[str | None] = long_text(
        "Effective when", hint="For example: no complaint about mixed parts in 90 days"
    )
    data_source: Mapped[str | None] = text("Shown by", length=300)
    sample_size: Mapped[str | None] = text("Sample", length=100)
    baseline: Mapped[str | None] = text("Before", length=300)
    check_on: Mapped[date | None] = day("Check on", when=When.FUTURE)
    approved_by: Mapped[UUID | None] = person("Approved by", computed=True)
    approved_on: Mapped[date | None] = day("Approved on", computed=True)
    implemented_on: Mapped[date | None] = day("Implemented on", when=When.PAST)
    result: Mapped[str | None] = choice("Result", Result)
    result_evidence: Mapped[str | None] = long_text("Evidence of the result")
    verifier: Mapped[UUID | None] = person("Verifier")
    risk_update: Mapped[str | None] = choice("Risks updated", Answered)
    document_update: Mapped[str | None] = choice("Documents updated", Answered)
    training_update: Mapped[str | None] = choice("Training updated", Answered)
    not_needed_reason: Mapped[str | None] = long_text("Not needed, because", hint="Why a proposal was declined.")
    read_across: Mapped[str | None] = long_text(
        "Read across", hint="Where else it could happen, and what was done there"
    )
    cycle: Mapped[int | None] = whole("Cycle", computed=True)


def derive(corrective_action: CorrectiveAction, _context: Context) -> None:
    """The first cycle is number one."""
    corrective_action.cycle = corrective_action.cycle or 1


def actions_of(corrective_action: CorrectiveAction, context: Context) -> Sequence[Action]:
    """Its actions, without those that were voided or cancelled."""
    query = select(Action).where(
        Action.source == corrective_action.id, Action.voided.is_(False), Action.state != ActionState.CANCELLED
    )
    return context.session.scalars(query.order_by(Action.id)).all()


def each_cause_addressed(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """At least one corrective action for each cause that was given."""
    planned = [a for a in actions_of(corrective_action, context) if a.action_kind == ActionKind.CORRECTIVE]
    addressed = {action.addresses for action in planned}
    for cause, name in (
        (Addresses.OCCURRENCE, "occurrence_cause"),
        (Addresses.ESCAPE, "escape_cause"),
        (Addresses.SYSTEMIC, "systemic_cause"),
    ):
        if getattr(corrective_action, name) and cause not in addressed:
            yield Unmet(f"No corrective action works on “{cause.label}” yet. Add one.", field=name)


def check_day_known(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """A day for the check, or actions with due days from which it follows."""
    if corrective_action.check_on is None and not any(a.due_on for a in actions_of(corrective_action, context)):
        yield Unmet(
            f"Check on is missing; it can follow {CHECK_AFTER.days} days after dated actions.", field="check_on"
        )


def actions_finished(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """Every action is done, verified or cancelled, and at least one of them done."""
    planned = actions_of(corrective_action, context)
    if not planned:
        yield Unmet("Nothing was done yet: there is no action.")
    for action in planned:
        if action.state not in (ActionState.DONE, ActionState.VERIFIED):
            yield Unmet(f"{action.number} “{action.title}” is not done.", record=action.id)


def early_only_with_data(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """The check begins on its day, or earlier where there are data enough."""
    day = corrective_action.check_on
    if day is not None and context.today < day:
        yield Unmet(
            f"The check is planned for {day}. Begin now only if there are enough data.", field="check_on", must=False
        )


def check_day_reached(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """No proof before its day, by whichever door; a check that begins early gathers data."""
    day = corrective_action.check_on
    if day is None and not corrective_action.taken_over_from:
        yield Unmet("Check on is missing.", field="check_on")
    if day is not None and context.today < day:
        yield Unmet(f"It can be closed from {day} on, the day of the check.", field="check_on")


def criterion_first(corrective_action: CorrectiveAction, _context: Context) -> Iterator[Unmet]:
    """Judged by what was written before. What an old list never recorded is not asked for."""
    if not corrective_action.criterion and not corrective_action.taken_over_from:
        yield Unmet("There is no criterion to judge by. Plan it again with one.", field="criterion")


def proof_given(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """The data behind the result, as words or as a file."""
    if not corrective_action.result_evidence and not context.attached(corrective_action):
        yield Unmet("Say what shows the result, or attach the data.", field="result_evidence")


def found_effective(corrective_action: CorrectiveAction, _context: Context) -> Iterator[Unmet]:
    """It closes with one result only."""
    if corrective_action.result != Result.EFFECTIVE:
        yield Unmet("It closes with the result “Effective”; otherwise begin a new cycle.", field="result")


def found_wanting(corrective_action: CorrectiveAction, _context: Context) -> Iterator[Unmet]:
    """A new cycle begins from one of the other results."""
    if corrective_action.result not in (Result.PARTLY, Result.NOT_EFFECTIVE):
        yield Unmet("Enter the result first: partly or not effective.", field="result")


def management_for_major(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """What came from a major nonconformity is given up by top management only."""
    found = context.linked(corrective_action, "nonconformity")
    major = [n for n in found if getattr(n, "severity", None) == Severity.MAJOR]
    if major and context.actor is not None and Access.TOP_MANAGEMENT not in held_by(context.actor):
        yield Unmet(f"Top management must cancel this, because {major[0].number} is major.", record=major[0].id)


other_verifier = differ(
    CorrectiveAction.verifier, CorrectiveAction.owner, "The verifier must be somebody else than the owner."
)


def set_check_day(corrective_action: CorrectiveAction, context: Context) -> None:
    """Without a chosen day, the check follows the last action."""
    due = [action.due_on for action in actions_of(corrective_action, context) if action.due_on]
    if corrective_action.check_on is None and due:
        corrective_action.check_on = max(due) + CHECK_AFTER


def approve(corrective_action: CorrectiveAction, context: Context) -> None:
    """Who approved, and when."""
    corrective_action.approved_by = context.actor.id if context.actor else None
    corrective_action.approved_on = context.today


def revoke(corrective_action: CorrectiveAction, _context: Context) -> None:
    """The approval is gone; the trail keeps it."""
    corrective_action.approved_by = corrective_action.approved_on = None


def await_check(corrective_action: CorrectiveAction, _context: Context) -> None:
    """From now on the day of the check is what is due."""
    corrective_action.due_on = corrective_action.check_on or corrective_action.due_on


def begin_again(corrective_action: CorrectiveAction, context: Context) -> None:
    """The next cycle has a plan, an approval and a result of its own."""
    revoke(corrective_action, context)
    corrective_action.cycle = (corrective_action.cycle or 1) + 1
    corrective_action.implemented_on = corrective_action.check_on = corrective_action.due_on = None
    corrective_action.result = corrective_action.result_evidence = corrective_action.verifier = None


MANAGER = (Access.QUALITY_MANAGER,)
PLANNING = (State.DRAFT, State.PLANNED)
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
            guards=(each_cause_addressed, check_day_known), effects=(set_check_day,),
        ),
        Transition(
            "approve", "Approve", (State.PLANNED,), State.IN_PROGRESS,
            asks=(CorrectiveAction.resources,), roles=MANAGER, signs=True, effects=(approve,),
        ),
        Transition("revise", "Change the plan", (State.PLANNED,), State.DRAFT, minor=True),
        Transition(
            "revoke_approval", "Revoke approval", (State.IN_PROGRESS,), State.PLANNED,
            roles=MANAGER, asks_reason=True, effects=(revoke,), minor=True,
        ),
        Transition(
            "implement", "Implemented", (State.IN_PROGRESS,), State.IMPLEMENTED,
            guards=(actions_finished,), effects=(note_day(CorrectiveAction.implemented_on), await_check),
        ),
        Transition(
            "check", "Check effect", (State.IMPLEMENTED,), State.EFFECTIVENESS_CHECK, guards=(early_only_with_data,),
        ),
        Transition(
            "effective", "Effective, close", (State.EFFECTIVENESS_CHECK,), State.CLOSED, roles=MANAGER,
            needs=(
                CorrectiveAction.verifier, CorrectiveAction.read_across, CorrectiveAction.risk_update,
                CorrectiveAction.document_update, CorrectiveAction.training_update,
            ),
            guards=(found_effective, criterion_first, check_day_reached, proof_given, other_verifier),
        ),
        Transition(
            "not_effective", "Not effective, again", (State.EFFECTIVENESS_CHECK,), State.DRAFT,
            guards=(found_wanting,), roles=MANAGER, asks_reason=True, effects=(begin_again,), minor=True,
        ),
        Transition(
            "cancel", "Cancel", RUNNING, State.CANCELLED,
            guards=(management_for_major,), roles=(Access.QUALITY_MANAGER, Access.TOP_MANAGEMENT),
            asks_reason=True, minor=True,
        ),
        Transition(
            "reopen", "Reopen", (State.CLOSED, State.CANCELLED), State.DRAFT,
            roles=MANAGER, asks_reason=True, effects=(begin_again,), minor=True,
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
            "Result",
            (
                CorrectiveAction.result, CorrectiveAction.result_evidence, CorrectiveAction.verifier,
                CorrectiveAction.risk_update, CorrectiveAction.document_update, CorrectiveAction.training_update,
                CorrectiveAction.not_needed_reason, CorrectiveAction.read_across,
            ),
        ),
        Section(
            "Record",
            (
                CorrectiveAction.approved_by, CorrectiveAction.approved_on, CorrectiveAction.implemented_on,
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
    derive=derive,
    checks=(in_order(CorrectiveAction.occurred_on, CorrectiveAction.implemented_on),),
)  # fmt: skip
