"""Nonconforming outputs: goods or services that must not be used as they are, until somebody decides and shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.dates import in_order, note_day
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access, Choice, Tone, YesNo
from qms_desktop.records.fields import When, choice, day, long_text, money, number, person, text
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow, missing


class State(Choice):
    """From the hold to the release or the scrap."""

    HELD = "held", "Held", Tone.RED
    DISPOSITIONED = "dispositioned", "Dispositioned", Tone.AMBER
    REVERIFIED = "reverified", "Re-verified", Tone.BLUE
    CLOSED = "closed", "Closed", Tone.GREEN


class Disposition(Choice):
    """What becomes of it."""

    SCRAP = "scrap", "Scrap", Tone.RED
    REWORK = "rework", "Rework", Tone.BLUE
    REPAIR = "repair", "Repair", Tone.AMBER
    REGRADE = "regrade", "Regrade", Tone.AMBER
    RETURN = "return", "Return to the supplier", Tone.VIOLET
    USE_AS_IS = "use_as_is", "Use as it is", Tone.AMBER


class Authority(Choice):
    """Who agreed that it is used although it does not conform."""

    INTERNAL = "internal", "We ourselves", Tone.GREY
    CUSTOMER = "customer", "The customer", Tone.BLUE


class Informed(Choice):
    """Whether the customer knows."""

    YES = "yes", "Yes", Tone.GREEN
    NOT_CONCERNED = "not_concerned", "No customer concerned", Tone.GREY


class Verified(Choice):
    """What the check after rework or repair found."""

    CONFORMS = "conforms", "Conforms", Tone.GREEN
    AS_AGREED = "as_agreed", "As the concession allows", Tone.AMBER
    FAILED = "failed", "Does not conform", Tone.RED


CONCEDED = (Disposition.USE_AS_IS, Disposition.REPAIR)
"""What leaves a requirement unfulfilled, so that somebody has to agree."""
CORRECTED = (Disposition.REWORK, Disposition.REPAIR)
"""What is verified again."""
USED = (*CONCEDED, Disposition.REWORK, Disposition.REGRADE)
"""What is released by somebody."""


class NonconformingOutput(Record, kind="nonconforming_output"):
    """One lot, delivery or service that is held."""

    detected_where: Mapped[str | None] = text("Found at", required=True)
    product: Mapped[str | None] = text("Product or service")
    lot: Mapped[str | None] = text("Lot, order or serial", length=100)
    quantity: Mapped[float | None] = number("Quantity", low=0)
    hold_tag: Mapped[str | None] = text("Hold tag", length=60)
    hold_place: Mapped[str | None] = text("Held where")
    disposition: Mapped[str | None] = choice("Disposition", Disposition)
    instruction: Mapped[str | None] = long_text("What is to be done with it")
    customer_requirement: Mapped[str | None] = choice("Touches a customer's requirement", YesNo)
    concession_by: Mapped[str | None] = choice("Concession by", Authority)
    concession_ref: Mapped[str | None] = text("Concession", length=300, hint="Number, date and who signed it.")
    concession_until: Mapped[str | None] = text("Valid for", hint="A quantity, a lot or a day.")
    customer_informed: Mapped[str | None] = choice("Customer informed", Informed)
    informed_on: Mapped[date | None] = day("Informed on", when=When.PAST)
    decided_by: Mapped[UUID | None] = person("Decided by", computed=True)
    decided_on: Mapped[date | None] = day("Decided on", computed=True)
    outcome: Mapped[str | None] = long_text("What was done")
    reverified_on: Mapped[date | None] = day("Re-verified on", when=When.PAST)
    reverified_by: Mapped[UUID | None] = person("Re-verified by")
    reverified_result: Mapped[str | None] = choice("Result", Verified)
    released_by: Mapped[UUID | None] = person("Released by")
    released_on: Mapped[date | None] = day("Released on", when=When.PAST)
    cost: Mapped[int | None] = money("Cost")
    currency: Mapped[str | None] = text("Currency", length=3)


def conceded(output: NonconformingOutput, context: Context) -> Iterator[Unmet]:
    """Used or repaired, it still does not conform: somebody agrees, the customer where it is their requirement."""
    if output.disposition not in CONCEDED:
        return
    if output.customer_requirement is None:
        yield missing(output, NonconformingOutput.customer_requirement, context)
    if output.concession_by is None:
        yield missing(output, NonconformingOutput.concession_by, context)
    elif output.customer_requirement == YesNo.YES and output.concession_by != Authority.CUSTOMER:
        yield Unmet("A customer's requirement is touched, so the customer has to agree.", field="concession_by")
    if output.concession_by == Authority.CUSTOMER:
        if not output.concession_ref:
            yield missing(output, NonconformingOutput.concession_ref, context)
        if not context.attached(output):
            yield Unmet("Attach the concession of the customer.", field="attachments")


def informed(output: NonconformingOutput, context: Context) -> Iterator[Unmet]:
    """Whether the customer was told (8.7.1 c)."""
    if output.customer_informed is None:
        yield missing(output, NonconformingOutput.customer_informed, context)
    elif output.customer_informed == Informed.YES and output.informed_on is None:
        yield missing(output, NonconformingOutput.informed_on, context, must=False)
    elif output.customer_informed != Informed.YES and output.customer_requirement == YesNo.YES:
        yield Unmet("A customer's requirement is touched, so a customer is concerned.", field="customer_informed")


def passed(output: NonconformingOutput, _context: Context) -> Iterator[Unmet]:
    """Only what conforms, or is as the concession allows, goes on."""
    if output.reverified_result == Verified.FAILED:
        yield Unmet("It still does not conform. Decide again what becomes of it.", field="reverified_result")
    elif output.reverified_result == Verified.AS_AGREED and output.disposition not in CONCEDED:
        yield Unmet("There is no concession: reworked, it has to conform.", field="reverified_result")


def verified_again(output: NonconformingOutput, _context: Context) -> Iterator[Unmet]:
    """What was corrected is verified before it is closed."""
    if output.disposition in CORRECTED and output.state != State.REVERIFIED:
        yield Unmet("What was reworked or repaired is verified again first. Take “Re-verify”.")


def released(output: NonconformingOutput, context: Context) -> Iterator[Unmet]:
    """What is used after all was released by somebody, on a day."""
    if output.disposition in USED:
        for attribute in (NonconformingOutput.released_by, NonconformingOutput.released_on):
            if getattr(output, attribute.key) is None:
                yield missing(output, attribute, context)


def decide(output: NonconformingOutput, context: Context) -> None:
    """Who decided, and when."""
    output.decided_by = context.actor.id if context.actor else None
    output.decided_on = context.today


def revoke(output: NonconformingOutput, _context: Context) -> None:
    """It is held again, and what came after the decision is gone; the trail keeps it."""
    output.decided_by = output.decided_on = None
    output.reverified_on = output.reverified_by = output.reverified_result = None
    output.released_by = output.released_on = None


AUTHORITY = (Access.QUALITY_MANAGER, Access.TOP_MANAGEMENT)
N = NonconformingOutput

WORKFLOW = Workflow(
    states=State,
    initial=State.HELD,
    closed=frozenset({State.CLOSED}),
    transitions=(
        Transition(
            "dispose", "Decide", (State.HELD,), State.DISPOSITIONED, roles=AUTHORITY, signs=True,
            needs=(N.description, N.disposition), asks=(N.quantity, N.hold_place),
            guards=(conceded, informed), effects=(decide,),
        ),
        Transition(
            "reverify", "Re-verify", (State.DISPOSITIONED,), State.REVERIFIED,
            needs=(N.outcome, N.reverified_by, N.reverified_result), guards=(passed,),
            effects=(note_day(N.reverified_on),),
        ),
        Transition(
            "close", "Close", (State.REVERIFIED, State.DISPOSITIONED), State.CLOSED,
            needs=(N.outcome,), guards=(verified_again, released),
        ),
        Transition(
            "revoke_decision", "Decide again", (State.DISPOSITIONED, State.REVERIFIED), State.HELD,
            roles=AUTHORITY, asks_reason=True, effects=(revoke,), minor=True,
        ),
        Transition(
            "reopen", "Hold again", (State.CLOSED,), State.HELD,
            roles=AUTHORITY, asks_reason=True, effects=(revoke,), minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=NonconformingOutput,
    prefix="NCO",
    title="Nonconforming outputs",
    one="nonconforming output",
    purpose="What must not be used as it is: where it is held, what becomes of it, who agreed, and who released it.",
    clause="8.7",
    icon="ban",
    workflow=WORKFLOW,
    columns=(N.number, N.title, N.product, N.lot, N.quantity, N.disposition, N.state, N.owner, N.occurred_on),
    form=(
        Section(
            "What is held",
            (
                N.title, N.description, N.detected_where, N.occurred_on, N.product, N.lot, N.quantity, N.hold_tag,
                N.hold_place, N.owner, N.due_on, N.process, N.external_ref,
            ),
        ),
        Section(
            "Decision",
            (
                N.disposition, N.instruction, N.customer_requirement, N.customer_informed, N.informed_on,
                N.concession_by, N.concession_ref, N.concession_until, N.decided_by, N.decided_on,
            ),
            editable_in=(State.HELD,),
        ),
        Section(
            "Afterwards",
            (
                N.outcome, N.reverified_on, N.reverified_by, N.reverified_result, N.released_by, N.released_on, N.cost,
                N.currency, N.notes, N.closed_on,
            ),
        ),
    ),
    inherited=(
        Inherited(Record.description, label="What does not conform"),
        Inherited(Record.occurred_on, label="Held since", required=True),
    ),
    chips=(State.HELD, State.DISPOSITIONED, Disposition.USE_AS_IS),
    example={
        "title": "40 brackets with pores in the seam",
        "description": "Open pores in the corner seam, seen at visual inspection.",
        "detected_where": "Welding, place 2",
        "product": "Frame FR-7",
        "lot": "7712-04",
        "quantity": 40,
        "hold_tag": "H-118",
        "hold_place": "Hold area, shelf 2",
    },
    checks=(in_order(N.occurred_on, N.reverified_on, N.released_on),),
)  # fmt: skip
