"""Feedback: what customers say unasked, the praise as well as the order that went elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import choice, long_text, reference, text
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """The way of a piece of feedback. Praise goes straight to its end."""

    NEW = "new", "New", Tone.BLUE
    FOLLOW_UP = "follow_up", "Follow-up", Tone.AMBER
    CLOSED = "closed", "Closed", Tone.GREEN


class FeedbackKind(Choice):
    """How the customer let us know."""

    COMPLIMENT = "compliment", "Compliment", Tone.GREEN
    SUGGESTION = "suggestion", "Suggestion", Tone.BLUE
    LOST_ORDER = "lost_order", "Lost order", Tone.RED
    WARRANTY = "warranty", "Warranty", Tone.AMBER
    SCORECARD = "scorecard", "Customer's scorecard", Tone.VIOLET
    VISIT = "visit", "Visit report", Tone.GREY
    SOCIAL = "social", "Public review", Tone.GREY


class Sentiment(Choice):
    """How it sounds."""

    POSITIVE = "positive", "Positive", Tone.GREEN
    NEUTRAL = "neutral", "Neutral", Tone.GREY
    NEGATIVE = "negative", "Negative", Tone.RED


class Feedback(Record, kind="feedback"):
    """One thing that one customer let us know."""

    customer: Mapped[UUID | None] = reference("Customer", "customer")
    contact: Mapped[str | None] = text("Contact")
    feedback_kind: Mapped[str | None] = choice("Kind", FeedbackKind)
    sentiment: Mapped[str | None] = choice("Sentiment", Sentiment)
    product: Mapped[str | None] = text("Product")
    response: Mapped[str | None] = long_text("What we made of it")


def answered_when_unhappy(feedback: Feedback, _context: Context) -> Iterator[Unmet]:
    """Whoever is not content, or was lost, hears from us again."""
    unhappy = feedback.sentiment == Sentiment.NEGATIVE or feedback.feedback_kind == FeedbackKind.LOST_ORDER
    if unhappy and not feedback.response:
        yield Unmet("Say what was made of it; it did not sound content.", field=Feedback.response.key)


JUDGED = (Feedback.description, Feedback.feedback_kind, Feedback.sentiment)

WORKFLOW = Workflow(
    states=State,
    initial=State.NEW,
    closed=frozenset({State.CLOSED}),
    transitions=(
        Transition(
            "follow_up", "Follow up", (State.NEW,), State.FOLLOW_UP,
            needs=(*JUDGED, Feedback.owner, Feedback.due_on), asks=(Feedback.customer,),
        ),
        Transition(
            "close", "Close", (State.FOLLOW_UP, State.NEW), State.CLOSED,
            needs=JUDGED, asks=(Feedback.customer,), guards=(answered_when_unhappy,),
        ),
        Transition("reopen", "Reopen", (State.CLOSED,), State.FOLLOW_UP, asks_reason=True, minor=True),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Feedback,
    prefix="FBK",
    title="Feedback",
    one="piece of feedback",
    purpose="What customers think of you beyond complaints and surveys, written down before it is forgotten.",
    clause="9.1.2",
    icon="message-square",
    workflow=WORKFLOW,
    columns=(
        Feedback.number, Feedback.title, Feedback.customer, Feedback.feedback_kind, Feedback.sentiment, Feedback.state,
        Feedback.owner, Feedback.occurred_on, Feedback.due_on,
    ),
    form=(
        Section(
            "What was said",
            (
                Feedback.title, Feedback.description, Feedback.customer, Feedback.contact, Feedback.occurred_on,
                Feedback.feedback_kind, Feedback.sentiment, Feedback.product, Feedback.external_ref,
            ),
        ),
        Section(
            "What follows",
            (Feedback.response, Feedback.owner, Feedback.due_on, Feedback.process),
        ),
        Section("Record", (Feedback.notes, Feedback.closed_on)),
    ),
    inherited=(
        Inherited(Record.description, label="Customer's words"),
        Inherited(Record.occurred_on, label="Received on", required=True),
        Inherited(Record.due_on, label="Follow up by"),
    ),
    chips=(Sentiment.NEGATIVE, FeedbackKind.LOST_ORDER),
    example={
        "title": "The new packing saves them an hour a week",
        "description": "Since the trays come sorted, our people reach the line an hour earlier. Keep it like that.",
        "contact": "Ilse Brandt",
        "feedback_kind": "compliment",
        "sentiment": "positive",
        "product": "Bracket B-204",
    },
)  # fmt: skip
