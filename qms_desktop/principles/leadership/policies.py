"""Policy: what top management stands for, in commitments that objectives serve. One is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from qms_desktop.errors import Unmet
from qms_desktop.principles.dates import month_later
from qms_desktop.principles.leadership.commitments import Commitment, Policy, State
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access
from qms_desktop.records.lines import Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow

YEARLY = 12
"""After how many months it is looked at again, where nothing else was said."""


def commitments_named(policy: Policy, context: Context) -> Iterator[Unmet]:
    """A policy promises something."""
    if not context.lines(policy, Commitment.__tablename__):
        yield Unmet("Enter at least one commitment.")


def others_in_force(policy: Policy, context: Context) -> Sequence[Policy]:
    """Every other one that the database takes for the one in force, voided ones included."""
    with context.session.no_autoflush:
        return context.session.scalars(select(Policy).where(Policy.in_force.is_(True), Policy.id != policy.id)).all()


def derive(policy: Policy, context: Context) -> None:
    """Keep the mark by which the database lets only one in; a voided policy gives its place up."""
    in_force = policy.state == State.IN_FORCE
    if in_force:
        _step_aside([other for other in others_in_force(policy, context) if other.voided], context)
    policy.in_force = in_force


def _step_aside(others: Sequence[Policy], context: Context) -> None:
    for other in others:
        other.in_force, other.state, other.closed_on = False, str(State.REPLACED), context.today
    if others:
        context.session.flush()  # before another takes the place, of which the database has one


def only_one(policy: Policy, context: Context) -> Iterator[Unmet]:
    """In words, before the database says it in its own: an old list does not bring a second one in."""
    if policy.in_force:
        for other in others_in_force(policy, context):
            yield Unmet(
                f"{other.number} is in force. Put this one in force instead, or withdraw that.", record=other.id
            )


def replace(policy: Policy, context: Context) -> None:
    """What was in force is replaced, before this one takes its place."""
    _step_aside(others_in_force(policy, context), context)


def enter_force(policy: Policy, context: Context) -> None:
    """Who stands for it, since when, and when it is looked at again."""
    policy.approved_by = context.actor.id if context.actor else None
    policy.approved_on = context.today
    plan_review(policy, context)


def plan_review(policy: Policy, context: Context) -> None:
    """In a year, unless a later day was set."""
    policy.due_on = max(month_later(context.today, YEARLY), policy.due_on or context.today)


def forget_approval(policy: Policy, _context: Context) -> None:
    """It is a draft again; the trail keeps the approval."""
    policy.approved_by = policy.approved_on = None


MANAGEMENT = (Access.TOP_MANAGEMENT,)

WORKFLOW = Workflow(
    states=State,
    initial=State.DRAFT,
    closed=frozenset({State.REPLACED}),
    aside=frozenset({State.REPLACED}),
    transitions=(
        Transition(
            "approve", "Put in force", (State.DRAFT,), State.IN_FORCE,
            needs=(Record.description,), asks=(Policy.communicated,), guards=(commitments_named,), roles=MANAGEMENT,
            signs=True, effects=(replace, enter_force),
        ),
        Transition(
            "review", "Reviewed, still suitable", (State.IN_FORCE,), State.IN_FORCE,
            roles=MANAGEMENT, effects=(plan_review,), minor=True,
        ),
        Transition(
            "revoke_approval", "Revoke approval", (State.IN_FORCE,), State.DRAFT,
            roles=MANAGEMENT, asks_reason=True, effects=(forget_approval,), minor=True,
        ),
        Transition(
            "withdraw", "Withdraw", (State.DRAFT, State.IN_FORCE), State.REPLACED,
            roles=MANAGEMENT, asks_reason=True, minor=True,
        ),
        Transition(
            "reopen", "Take up again", (State.REPLACED,), State.DRAFT,
            asks_reason=True, effects=(forget_approval,), minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Policy,
    prefix="POL",
    title="Policy",
    one="policy",
    purpose="What top management stands for, signed and in force, and the objectives that carry it out.",
    clause="5.2",
    icon="flag",
    workflow=WORKFLOW,
    columns=(
        Policy.number, Policy.title, Policy.state, Policy.approved_on, Policy.owner, Policy.due_on,
    ),
    form=(
        Section(
            "Policy", (Policy.title, Policy.description, Policy.owner, Policy.document), editable_in=(State.DRAFT,)
        ),
        Section("Known to people", (Policy.communicated, Policy.due_on)),
        Section(
            "Record",
            (
                Policy.approved_on, Policy.approved_by, Policy.external_ref, Policy.notes, Policy.closed_on,
            ),
        ),
    ),
    inherited=(
        Inherited(Record.description, label="Statement"),
        Inherited(Record.due_on, label="Review due"),
    ),
    lines=(Lines(Commitment, "Commitments", "commitment", editable_in=(State.DRAFT,)),),
    chips=(State.IN_FORCE, State.DRAFT),
    example={
        "title": "Quality policy",
        "description": "We deliver the right parts, first time and on the day we named. We say what went wrong before "
        "we are asked, and we take the cause away.",
        "communicated": "Hangs at both entrances; read at the beginning of every apprenticeship",
    },
    derive=derive,
    checks=(only_one,),
)  # fmt: skip
