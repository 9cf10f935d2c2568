"""Actions: one list of everything that somebody has promised to do, whatever it came from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.dates import in_order, note_day
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, flag, long_text, money, person, reference, text, whole
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow, differ, missing


class State(Choice):
    """The way of an action."""

    OPEN = "open", "Open", Tone.BLUE
    IN_PROGRESS = "in_progress", "In progress", Tone.AMBER
    DONE = "done", "Done", Tone.VIOLET
    VERIFIED = "verified", "Verified", Tone.GREEN
    CANCELLED = "cancelled", "Cancelled", Tone.GREY


class ActionKind(Choice):
    """What the action is meant to do."""

    CONTAINMENT = "containment", "Containment", Tone.AMBER
    CORRECTION = "correction", "Correction", Tone.AMBER
    CORRECTIVE = "corrective", "Corrective", Tone.BLUE
    PREVENTIVE = "preventive", "Treatment of a risk", Tone.BLUE
    IMPROVEMENT = "improvement", "Improvement", Tone.GREEN
    OPPORTUNITY = "opportunity", "Opportunity", Tone.GREEN
    DECISION = "decision", "Decision", Tone.VIOLET
    AUDIT = "audit_follow_up", "Audit follow-up", Tone.VIOLET
    OBJECTIVE = "objective_step", "Step of an objective", Tone.VIOLET


class Priority(Choice):
    """What comes first."""

    HIGH = "high", "High", Tone.RED
    MEDIUM = "medium", "Medium", Tone.AMBER
    LOW = "low", "Low", Tone.GREY


class Addresses(Choice):
    """Which of the three causes a corrective action works on."""

    OCCURRENCE = "occurrence", "Why it happened", Tone.BLUE
    ESCAPE = "escape", "Why it was not noticed", Tone.AMBER
    SYSTEMIC = "systemic", "Why the system let it", Tone.VIOLET


class Action(Record, kind="action"):
    """One thing to do, by one person, until one day."""

    action_kind: Mapped[str | None] = choice("Kind", ActionKind)
    priority: Mapped[str | None] = choice("Priority", Priority)
    source: Mapped[UUID | None] = reference("Source", None)
    addresses: Mapped[str | None] = choice("Works on", Addresses)
    original_due: Mapped[date | None] = day("First due date", computed=True)
    reschedule_count: Mapped[int | None] = whole("Times rescheduled", computed=True)
    reschedule_reasons: Mapped[str | None] = long_text("Why rescheduled")
    requires_verification: Mapped[bool | None] = flag("Needs verification")
    verifier: Mapped[UUID | None] = person("Verifier")
    evidence: Mapped[str | None] = long_text("Evidence")
    outcome: Mapped[str | None] = long_text("Outcome")
    done_on: Mapped[date | None] = day("Done on", when=When.PAST)
    cost_planned: Mapped[int | None] = money("Planned cost")
    cost_actual: Mapped[int | None] = money("Actual cost")
    currency: Mapped[str | None] = text("Currency", length=3)


def derive(action: Action, _context: Context) -> None:
    """Keep the first due day, count its changes, and ask for verification unless told otherwise."""
    if action.requires_verification is None:
        action.requires_verification = True
    attributes = inspect(action).attrs
    before = [day for day in attributes.due_on.history.deleted if day is not None]
    if before and action.due_on != before[0]:
        # counted from the stored number, so that deriving twice before saving does not count twice
        counted = attributes.reschedule_count.history
        stored = (counted.deleted or counted.unchanged or (0,))[0]
        action.reschedule_count = (stored or 0) + 1
    if action.original_due is None:
        action.original_due = before[0] if before else action.due_on


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
            needs=(Action.owner,), guards=(sourced, shown), effects=(note_day(Action.done_on),),
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
                Action.original_due, Action.reschedule_count, Action.reschedule_reasons, Action.cost_planned,
                Action.cost_actual, Action.currency, Action.notes, Action.closed_on,
            ),
        ),
    ),
    inherited=(
        Inherited(Record.occurred_on, label="Raised on"),
    ),
    chips=(Priority.HIGH, State.DONE, ActionKind.CORRECTIVE),
    example={
        "title": "Colour-code the bins of left and right brackets",
        "action_kind": "corrective",
        "addresses": "occurrence",
        "priority": "high",
        "description": "Blue bins for left-hand, yellow bins for right-hand brackets, at both packing places.",
    },
    derive=derive,
    checks=(in_order(Action.occurred_on, Action.done_on),),
)  # fmt: skip
