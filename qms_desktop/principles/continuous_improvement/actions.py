"""Actions: one list of everything that somebody has promised to do, whatever it came from."""

from __future__ import annotations

from collections.abc import Iterator

from qms_desktop.errors import Unmet
from qms_desktop.principles.continuous_improvement import rescheduling
from qms_desktop.principles.continuous_improvement.promises import (
    Action,
    ActionKind,
    Addresses,
    Priority,
    Rescheduling,
    State,
)
from qms_desktop.principles.dates import in_order, note_day
from qms_desktop.records.base import Record
from qms_desktop.records.lines import Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow, differ, missing

__all__ = ["REGISTER", "WORKFLOW", "Action", "ActionKind", "Addresses", "Priority", "State"]


def derive(action: Action, context: Context) -> None:
    """Keep the first due day and the history of its changes, and ask for verification unless told otherwise."""
    if action.requires_verification is None:
        action.requires_verification = True
    rescheduling.derive(action, context)


def sourced(action: Action, context: Context) -> Iterator[Unmet]:
    """Every action says what it came from. Lists of the past often do not know."""
    if action.source is None and not action.taken_over_from:
        yield missing(action, Action.source, context)


def shown(action: Action, context: Context) -> Iterator[Unmet]:
    """Done means that somebody else can see it."""
    if not action.evidence and not context.attached(action):
        yield Unmet("Say what shows that it is done, or attach a file.", field="evidence")


other_verifier = differ(
    Action.verifier, Action.owner, "The verifier must be somebody else than the owner of the action."
)


def undo_completion(action: Action, _context: Context) -> None:
    """What is not done has no day on which it was."""
    action.done_on = None


WORKFLOW = Workflow(
    states=State,
    initial=State.OPEN,
    closed=frozenset({State.VERIFIED, State.CANCELLED}),
    settled=frozenset({State.DONE}),
    aside=frozenset({State.CANCELLED}),
    transitions=(
        Transition(
            "start", "Start", (State.OPEN,), State.IN_PROGRESS, needs=(Action.owner, Action.due_on), guards=(sourced,),
        ),
        Transition(
            "done", "Done", (State.IN_PROGRESS, State.OPEN), State.DONE,
            needs=(Action.owner,), guards=(sourced, shown, rescheduling.confirmed), effects=(note_day(Action.done_on),),
        ),
        Transition(
            "verify", "Verify", (State.DONE,), State.VERIFIED,
            needs=(Action.verifier,), guards=(shown, other_verifier),
        ),
        Transition(
            "return", "Not done yet", (State.DONE,), State.IN_PROGRESS,
            asks_reason=True, effects=(undo_completion,), minor=True,
        ),
        Transition("cancel", "Cancel", (State.OPEN, State.IN_PROGRESS), State.CANCELLED, asks_reason=True, minor=True),
        Transition(
            "reopen", "Reopen", (State.VERIFIED, State.CANCELLED), State.IN_PROGRESS,
            asks_reason=True, effects=(undo_completion,), minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Action,
    prefix="ACT",
    title="Actions",
    one="action",
    purpose="Everything that somebody has promised to do, from every source, in one list.",
    clause="6.1, 9.3.3, 10.2",
    icon="list-checks",
    workflow=WORKFLOW,
    columns=(
        Action.number, Action.title, Action.action_kind, Action.source, Action.priority, Action.state, Action.owner,
        Action.due_on,
    ),
    form=(
        Section(
            "What is to be done",
            (
                Action.title, Action.description, Action.source, Action.action_kind, Action.addresses, Action.priority,
                Action.owner, Action.due_on, Action.process, Action.occurred_on, Action.external_ref,
            ),
        ),
        Section(
            "What was done",
            (Action.done_on, Action.outcome, Action.evidence, Action.requires_verification, Action.verifier),
        ),
        Section(
            "Dates and cost",
            (
                Action.due_requested, Action.reschedule_reason, Action.original_due, Action.reschedule_count,
                Action.delay_confirmed_by,
                Action.for_review, Action.reschedule_reasons, Action.cost_planned, Action.cost_actual, Action.currency,
                Action.notes, Action.closed_on,
            ),
        ),
    ),
    inherited=(
        Inherited(Record.occurred_on, label="Raised on"),
    ),
    lines=(Lines(Rescheduling, "Changes of the due date", "change of the due date", editable_in=()),),
    chips=(Priority.HIGH, State.DONE, ActionKind.CORRECTIVE),
    example={
        "title": "Colour-code the bins of left and right brackets",
        "action_kind": "corrective",
        "addresses": "occurrence",
        "priority": "high",
        "description": "Blue bins for left-hand, yellow bins for right-hand brackets, at both packing places.",
    },
    derive=derive,
    checks=(in_order(Action.occurred_on, Action.done_on), rescheduling.reasoned, rescheduling.confirmed_by_source),
)  # fmt: skip
