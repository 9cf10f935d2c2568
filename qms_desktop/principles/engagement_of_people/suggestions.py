"""Suggestions: what people would do better, and the answer they get in time, because silence ends all suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.dates import after_working_days, in_order, note_day
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, day, flag, long_text, money, person, text
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow

REPLY_DAYS = 10
"""Working days in which everybody gets an answer."""


class State(Choice):
    """The way of a suggestion."""

    NEW = "new", "New", Tone.BLUE
    UNDER_REVIEW = "under_review", "Under review", Tone.AMBER
    ACCEPTED = "accepted", "Accepted", Tone.VIOLET
    IMPLEMENTED = "implemented", "Implemented", Tone.GREEN
    VERIFIED = "verified", "Verified", Tone.GREEN
    REJECTED = "rejected", "Rejected", Tone.GREY


class Suggestion(Record, kind="suggestion"):
    """One idea of one person, or of somebody who does not want to be named."""

    author: Mapped[UUID | None] = person("Author")
    anonymous: Mapped[bool | None] = flag("Anonymous", hint="The history of the file still knows who typed it")
    idea: Mapped[str | None] = long_text("Idea")
    expected_benefit: Mapped[str | None] = long_text("Expected benefit")
    reply: Mapped[str | None] = long_text("Reply")
    replied_on: Mapped[date | None] = day("Replied on", when=When.PAST)
    reward: Mapped[str | None] = text("Reward")
    implemented_on: Mapped[date | None] = day("Implemented on", when=When.PAST)
    outcome: Mapped[str | None] = long_text("What it brought")
    realised_saving: Mapped[int | None] = money("Realised saving", hint="In a year")
    currency: Mapped[str | None] = text("Currency", length=3)


def derive(suggestion: Suggestion, _context: Context) -> None:
    """Promise an answer, and take whoever enters a suggestion for its author unless told otherwise."""
    if suggestion.due_on is None and suggestion.occurred_on and not WORKFLOW.is_settled(suggestion.state):
        suggestion.due_on = after_working_days(suggestion.occurred_on, REPLY_DAYS)
    if suggestion.author is None and not suggestion.anonymous and not suggestion.taken_over_from:
        suggestion.author = suggestion.created_by


def unnamed(suggestion: Suggestion, _context: Context) -> Iterator[Unmet]:
    """What is anonymous names nobody."""
    if suggestion.anonymous and suggestion.author:
        yield Unmet("An anonymous suggestion names no author.", field=Suggestion.author.key)


def other_reviewer(suggestion: Suggestion, _context: Context) -> Iterator[Unmet]:
    """Nobody is the judge of an own idea."""
    if suggestion.owner is not None and suggestion.owner == suggestion.author:
        yield Unmet("Somebody else than the author should review it.", field=Record.owner.key, must=False)


def worth_known(suggestion: Suggestion, _context: Context) -> Iterator[Unmet]:
    """What it brought, in words or in money."""
    if not suggestion.outcome and suggestion.realised_saving is None:
        yield Unmet("Say what it brought, or enter the saving.", field=Suggestion.outcome.key)


def look_again(suggestion: Suggestion, context: Context) -> None:
    """A new look brings a new answer, which is promised anew."""
    suggestion.replied_on = suggestion.implemented_on = None
    suggestion.due_on = after_working_days(context.today, REPLY_DAYS)


def not_yet(suggestion: Suggestion, _context: Context) -> None:
    """What is not implemented has no day on which it was."""
    suggestion.implemented_on = None


ANSWERED = (note_day(Suggestion.replied_on),)

WORKFLOW = Workflow(
    states=State,
    initial=State.NEW,
    closed=frozenset({State.VERIFIED, State.REJECTED}),
    settled=frozenset({State.ACCEPTED, State.IMPLEMENTED}),
    aside=frozenset({State.REJECTED}),
    transitions=(
        Transition(
            "review", "Review", (State.NEW,), State.UNDER_REVIEW,
            needs=(Suggestion.idea, Suggestion.owner), guards=(other_reviewer,),
        ),
        Transition(
            "accept", "Accept", (State.UNDER_REVIEW,), State.ACCEPTED,
            needs=(Suggestion.owner,), asks=(Suggestion.reply,), effects=ANSWERED,
        ),
        Transition(
            "reject", "Reject", (State.UNDER_REVIEW,), State.REJECTED,
            needs=(Suggestion.owner, Suggestion.reply), effects=ANSWERED, minor=True,
        ),
        Transition(
            "implement", "Implemented", (State.ACCEPTED,), State.IMPLEMENTED,
            effects=(note_day(Suggestion.implemented_on),),
        ),
        Transition("verify", "Verify", (State.IMPLEMENTED,), State.VERIFIED, guards=(worth_known,)),
        Transition(
            "return", "Not implemented yet", (State.IMPLEMENTED,), State.ACCEPTED,
            asks_reason=True, effects=(not_yet,), minor=True,
        ),
        Transition(
            "reopen", "Review again", (State.REJECTED, State.VERIFIED), State.UNDER_REVIEW,
            asks_reason=True, effects=(look_again,), minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Suggestion,
    prefix="SUG",
    title="Suggestions",
    one="suggestion",
    purpose="Everybody's ideas, each answered within ten working days, and what came of them.",
    clause="7.3, 10.3",
    icon="lightbulb",
    workflow=WORKFLOW,
    columns=(
        Suggestion.number, Suggestion.title, Suggestion.author, Suggestion.process, Suggestion.state, Suggestion.owner,
        Suggestion.occurred_on, Suggestion.due_on, Suggestion.realised_saving,
    ),
    form=(
        Section(
            "The suggestion",
            (
                Suggestion.title, Suggestion.description, Suggestion.idea, Suggestion.expected_benefit,
                Suggestion.author, Suggestion.anonymous, Suggestion.process, Suggestion.occurred_on,
                Suggestion.external_ref,
            ),
        ),
        Section("The answer", (Suggestion.owner, Suggestion.due_on, Suggestion.reply, Suggestion.replied_on)),
        Section(
            "What came of it",
            (
                Suggestion.implemented_on, Suggestion.outcome, Suggestion.realised_saving, Suggestion.currency,
                Suggestion.reward, Suggestion.notes, Suggestion.closed_on,
            ),
        ),
    ),
    inherited=(
        Inherited(Record.description, label="Problem"),
        Inherited(Record.occurred_on, label="Suggested on"),
        Inherited(Record.owner, label="Reviewer"),
        Inherited(Record.due_on, label="Reply due"),
    ),
    chips=(State.NEW, State.UNDER_REVIEW, State.ACCEPTED),
    example={
        "title": "Hang the torque wrenches at the line",
        "description": "Everybody walks to the tool crib and back for each order.",
        "idea": "A shadow board with the three wrenches at each of the two lines.",
        "expected_benefit": "Ten minutes an order, and a missing wrench is seen at once.",
    },
    derive=derive,
    checks=(unnamed, in_order(Suggestion.occurred_on, Suggestion.replied_on, Suggestion.implemented_on)),
)  # fmt: skip
