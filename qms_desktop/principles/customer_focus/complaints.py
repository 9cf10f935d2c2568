"""Complaints: what a customer is not content with, from the first call to the accepted answer.

Longer than other registers: a complaint has the most fields and the most ways to end.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.containment import Held, answered
from qms_desktop.principles.dates import after_working_days, in_order, note_day, working_days_between
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access, Choice, Tone
from qms_desktop.records.fields import When, choice, day, flag, long_text, money, number, reference, text, whole
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow, held_by

SILENCE = 15
"""Working days after which a customer who says nothing counts as "no answer"."""


class State(Choice):
    """The way of a complaint."""

    RECEIVED = "received", "Received", Tone.BLUE
    ACKNOWLEDGED = "acknowledged", "Acknowledged", Tone.BLUE
    ASSESSED = "assessed", "Assessed", Tone.AMBER
    INVESTIGATING = "investigating", "Investigating", Tone.AMBER
    WAITING = "waiting", "Waiting for customer", Tone.VIOLET
    REPLY_READY = "reply_ready", "Reply ready", Tone.VIOLET
    REPLIED = "replied", "Replied", Tone.GREEN
    CLOSED = "closed", "Closed", Tone.GREEN
    WITHDRAWN = "withdrawn", "Not a complaint", Tone.GREY


class Severity(Choice):
    """How much is at stake."""

    CRITICAL = "critical", "Safety or legal", Tone.RED
    MAJOR = "major", "Major", Tone.AMBER
    MINOR = "minor", "Minor", Tone.GREY


class Channel(Choice):
    """How something reached us, or how we answered."""

    PHONE = "phone", "Phone", Tone.GREY
    MAIL = "mail", "E-mail", Tone.GREY
    LETTER = "letter", "Letter", Tone.GREY
    VISIT = "visit", "Visit", Tone.GREY
    PORTAL = "portal", "Portal", Tone.GREY
    SURVEY = "survey", "Survey", Tone.GREY


class Validity(Choice):
    """Whether the customer is right."""

    JUSTIFIED = "justified", "Justified", Tone.RED
    PARTLY = "partly", "Partly justified", Tone.AMBER
    NOT_JUSTIFIED = "not_justified", "Not justified", Tone.GREEN
    UNKNOWN = "not_determinable", "Not determinable", Tone.GREY


class Remedy(Choice):
    """What the customer gets."""

    REPLACE = "replace", "Replacement", Tone.BLUE
    REWORK = "rework", "Rework or repair", Tone.BLUE
    CREDIT = "credit", "Credit or refund", Tone.BLUE
    NONE = "none", "No remedy", Tone.GREY


class Verdict(Choice):
    """What the customer says to the answer."""

    ACCEPTED = "accepted", "Accepted", Tone.GREEN
    NOT_ACCEPTED = "not_accepted", "Not accepted", Tone.RED
    NO_ANSWER = "no_answer", "No answer", Tone.GREY


class Complaint(Record, kind="complaint"):
    """One complaint of one customer."""

    channel: Mapped[str | None] = choice("Channel", Channel, required=True)
    customer: Mapped[UUID | None] = reference("Customer", "customer")
    contact: Mapped[str | None] = text("Contact")
    product: Mapped[str | None] = text("Product")
    lot: Mapped[str | None] = text("Order, lot or serial", length=100)
    qty_delivered: Mapped[float | None] = number("Quantity delivered", low=0)
    qty_affected: Mapped[float | None] = number("Quantity affected", low=0)
    category: Mapped[str | None] = text("Category", length=100, hint="For example: Product / Surface")
    severity: Mapped[str | None] = choice("Severity", Severity)
    requested_remedy: Mapped[str | None] = text("Requested remedy", length=300)
    ack_due: Mapped[date | None] = day("Acknowledge by", when=When.FUTURE)
    acknowledged_on: Mapped[date | None] = day("Acknowledged on", when=When.PAST)
    medium: Mapped[str | None] = choice("Acknowledged through", Channel)
    interim_due: Mapped[date | None] = day("Interim reply by", when=When.FUTURE)
    validity: Mapped[str | None] = choice("Validity", Validity)
    containment_own: Mapped[str | None] = choice("Held in our stock", Held)
    containment_transit: Mapped[str | None] = choice("Held in transit", Held)
    containment_customer: Mapped[str | None] = choice("Held at the customer", Held)
    no_nc_reason: Mapped[str | None] = text("No nonconformity, because", length=500)
    cause_summary: Mapped[str | None] = long_text("Cause in short")
    remedy: Mapped[str | None] = choice("Remedy", Remedy)
    cost: Mapped[int | None] = money("Cost")
    currency: Mapped[str | None] = text("Currency", length=3)
    no_cost: Mapped[bool | None] = flag("No cost")
    replied_on: Mapped[date | None] = day("Replied on", when=When.PAST)
    customer_verdict: Mapped[str | None] = choice("Customer's verdict", Verdict)
    lessons: Mapped[str | None] = long_text("Lessons")
    waiting_for: Mapped[str | None] = text("Waiting for", length=300, hint="What the customer owes us")
    waiting_since: Mapped[date | None] = day("Waiting since", when=When.PAST)
    waited_days: Mapped[int | None] = whole("Working days waited", computed=True)
    reopen_count: Mapped[int | None] = whole("Times reopened", computed=True)


DEADLINES = {
    # working days: acknowledge, interim reply, final reply
    True: (1, 5, 10),
    False: (2, 5, 20),
}
"""The promises to a customer, for safety or legal matters and for all others."""


def promised(start: date | None, severity: str | None) -> dict[str, date]:
    """What is promised to a customer who complains on that day; nothing where the day is not known."""
    days = zip(("ack_due", "interim_due", "due_on"), DEADLINES[severity == Severity.CRITICAL], strict=True)
    return {name: after_working_days(start, count) for name, count in days} if start is not None else {}


def derive(complaint: Complaint, _context: Context) -> None:
    """Set what was promised to the customer, where nobody has chosen another day.

    A day follows the severity and the day of receipt only while it is what those two promised before.
    """
    if WORKFLOW.is_closed(complaint.state):
        return
    attributes = inspect(complaint).attrs

    def was(name: str) -> Any:
        history = attributes[name].history
        return next(iter(history.deleted or ()), None) if history.has_changes() else getattr(complaint, name)

    before = promised(was("occurred_on"), was("severity"))
    for name, wanted in promised(complaint.occurred_on, complaint.severity).items():
        chosen = attributes[name].history.has_changes()
        if getattr(complaint, name) is None or (getattr(complaint, name) == before.get(name) and not chosen):
            setattr(complaint, name, wanted)


def quantities(complaint: Complaint, _context: Context) -> Iterator[Unmet]:
    """No more can be affected than was delivered."""
    affected, delivered = complaint.qty_affected, complaint.qty_delivered
    if affected is not None and delivered is not None and affected > delivered:
        yield Unmet(f"{affected:g} affected are more than the {delivered:g} delivered.", field="qty_affected")


def no_safety(complaint: Complaint, _context: Context) -> Iterator[Unmet]:
    """A matter of safety or law is never settled on the spot."""
    if complaint.severity == Severity.CRITICAL:
        yield Unmet("A safety or legal complaint is investigated before it is answered.", field="severity")


def cost_known(complaint: Complaint, _context: Context) -> Iterator[Unmet]:
    """Either an amount, or the word that there was none."""
    if complaint.cost is None and not complaint.no_cost:
        yield Unmet("Enter the cost, or tick “No cost”.", field="cost")


def manager_when_major(complaint: Complaint, context: Context) -> Iterator[Unmet]:
    """Answers to serious complaints leave the house with the quality manager's approval."""
    if complaint.severity == Severity.MINOR or context.actor is None:
        return
    if Access.QUALITY_MANAGER not in held_by(context.actor):
        yield Unmet("Replies to serious complaints need the quality manager.", field="severity")


def verdict_or_silence(complaint: Complaint, context: Context) -> Iterator[Unmet]:
    """The customer has spoken, or has had time to."""
    if complaint.customer_verdict is not None:
        return
    replied = complaint.replied_on
    if replied is None or working_days_between(replied, context.today) < SILENCE:
        sentence = f"The customer's verdict is missing; {SILENCE} working days of silence count too."
        yield Unmet(sentence, field="customer_verdict")


def stop_waiting(complaint: Complaint, context: Context) -> None:
    """The clock runs again: open promises move by the working days that were waited."""
    waited = working_days_between(complaint.waiting_since or context.today, context.today)
    for name in ("interim_due", "due_on"):
        promised = getattr(complaint, name)
        if promised is not None and waited:
            setattr(complaint, name, after_working_days(promised, waited))
    complaint.waited_days = (complaint.waited_days or 0) + waited
    complaint.waiting_since = complaint.waiting_for = None


def take_silence(complaint: Complaint, _context: Context) -> None:
    """Silence is an answer too."""
    complaint.customer_verdict = complaint.customer_verdict or str(Verdict.NO_ANSWER)


def count_reopening(complaint: Complaint, _context: Context) -> None:
    """A new answer will need a new verdict."""
    complaint.reopen_count = (complaint.reopen_count or 0) + 1
    complaint.customer_verdict = complaint.replied_on = None


REGISTERED = (Complaint.description, Complaint.customer, Complaint.channel, Complaint.owner)
JUDGED = (*REGISTERED, Complaint.severity, Complaint.category, Complaint.validity)

WORKFLOW = Workflow(
    states=State,
    initial=State.RECEIVED,
    closed=frozenset({State.CLOSED, State.WITHDRAWN}),
    settled=frozenset({State.REPLIED, State.WAITING}),
    aside=frozenset({State.WAITING, State.WITHDRAWN}),
    transitions=(
        Transition(
            "acknowledge", "Acknowledge", (State.RECEIVED,), State.ACKNOWLEDGED,
            needs=(*REGISTERED, Complaint.medium), effects=(note_day(Complaint.acknowledged_on),),
        ),
        Transition(
            "assess", "Assess", (State.ACKNOWLEDGED, State.RECEIVED), State.ASSESSED,
            needs=JUDGED, asks=(Complaint.acknowledged_on,),
            guards=(
                answered(
                    Complaint.qty_affected,
                    Complaint.containment_own, Complaint.containment_transit, Complaint.containment_customer,
                ),
            ),
        ),
        Transition(
            "answer", "Answered on the spot", (State.RECEIVED, State.ACKNOWLEDGED), State.REPLIED, minor=True,
            needs=(*REGISTERED, Complaint.severity, Complaint.category, Complaint.remedy),
            asks=(Complaint.acknowledged_on,), guards=(no_safety, manager_when_major),
            effects=(note_day(Complaint.replied_on),),
        ),
        Transition("investigate", "Investigate", (State.ASSESSED,), State.INVESTIGATING, needs=(Complaint.owner,)),
        Transition(
            "propose_reply", "Prepare reply", (State.INVESTIGATING,), State.REPLY_READY,
            needs=(Complaint.cause_summary, Complaint.remedy), guards=(cost_known,),
        ),
        Transition(
            "wait", "Wait for customer", (State.INVESTIGATING,), State.WAITING, minor=True,
            needs=(Complaint.waiting_for,), effects=(note_day(Complaint.waiting_since),),
        ),
        Transition("resume", "Resume", (State.WAITING,), State.INVESTIGATING, effects=(stop_waiting,)),
        Transition(
            "send", "Send reply", (State.REPLY_READY,), State.REPLIED,
            guards=(manager_when_major,), effects=(note_day(Complaint.replied_on),),
        ),
        Transition(
            "revise", "Back to investigation", (State.REPLY_READY,), State.INVESTIGATING, asks_reason=True, minor=True,
        ),
        Transition(
            "close", "Close", (State.REPLIED,), State.CLOSED,
            guards=(verdict_or_silence,), roles=(Access.QUALITY_MANAGER,), effects=(take_silence,),
        ),
        Transition(
            "reopen", "Reopen", (State.CLOSED, State.WITHDRAWN, State.REPLIED), State.ASSESSED,
            roles=(Access.QUALITY_MANAGER,), asks_reason=True, effects=(count_reopening,), minor=True,
        ),
        Transition(
            "withdraw", "Not a complaint", (State.RECEIVED, State.ACKNOWLEDGED, State.ASSESSED), State.WITHDRAWN,
            needs=(Complaint.replied_on,), roles=(Access.QUALITY_MANAGER,), asks_reason=True, minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Complaint,
    prefix="CMP",
    title="Complaints",
    one="complaint",
    purpose="Every complaint answered in time, its cause found, and the customer asked whether the answer will do.",
    clause="8.2.1, 9.1.2",
    icon="message-square-warning",
    workflow=WORKFLOW,
    columns=(
        Complaint.number, Complaint.title, Complaint.customer, Complaint.severity, Complaint.state, Complaint.owner,
        Complaint.occurred_on, Complaint.due_on,
    ),
    form=(
        Section(
            "What happened",
            (
                Complaint.title, Complaint.description, Complaint.customer, Complaint.contact, Complaint.channel,
                Complaint.occurred_on, Complaint.product, Complaint.lot, Complaint.qty_delivered,
                Complaint.qty_affected, Complaint.requested_remedy, Complaint.external_ref,
            ),
        ),
        Section(
            "Assessment",
            (
                Complaint.severity, Complaint.category, Complaint.validity, Complaint.owner, Complaint.process,
                Complaint.due_on, Complaint.ack_due, Complaint.interim_due, Complaint.acknowledged_on, Complaint.medium,
            ),
        ),
        Section(
            "Containment",
            (Complaint.containment_own, Complaint.containment_transit, Complaint.containment_customer),
        ),
        Section(
            "Cause and answer",
            (
                Complaint.no_nc_reason, Complaint.cause_summary, Complaint.remedy, Complaint.cost, Complaint.currency,
                Complaint.no_cost, Complaint.waiting_for, Complaint.waiting_since, Complaint.waited_days,
                Complaint.replied_on, Complaint.customer_verdict, Complaint.lessons,
            ),
        ),
        Section("Record", (Complaint.notes, Complaint.reopen_count, Complaint.closed_on)),
    ),
    inherited=(
        Inherited(Record.description, label="Customer's words", required=True),
        Inherited(Record.occurred_on, label="Received on", required=True),
        Inherited(Record.due_on, label="Final reply due"),
    ),
    chips=(Severity.CRITICAL, State.WAITING, State.REPLY_READY),
    example={
        "title": "Mixed parts in one box",
        "description": "Two boxes hold left-hand brackets between the right-hand ones. Our line stood for an hour.",
        "channel": "phone",
        "contact": "Ilse Brandt",
        "product": "Bracket B-204",
        "lot": "L-2231",
        "qty_delivered": 500,
        "qty_affected": 30,
        "category": "Product / Mixed parts",
        "severity": "major",
        "requested_remedy": "Replacement by the end of the week",
    },
    derive=derive,
    checks=(quantities, in_order(Complaint.occurred_on, Complaint.acknowledged_on, Complaint.replied_on)),
)  # fmt: skip
