"""Customers: whom we work for, and what they need beyond the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.customer_focus import complaints
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, long_text, text, whole
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """Whether we work for them."""

    ACTIVE = "active", "Active", Tone.GREEN
    INACTIVE = "inactive", "Inactive", Tone.GREY


class Segment(Choice):
    """How much depends on them."""

    A = "a", "A", Tone.VIOLET
    B = "b", "B", Tone.BLUE
    C = "c", "C", Tone.GREY


class Customer(Record, kind="customer"):
    """One organisation or person that buys from us."""

    segment: Mapped[str | None] = choice("Segment", Segment)
    contact: Mapped[str | None] = text("Contact")
    email: Mapped[str | None] = text("E-mail")
    phone: Mapped[str | None] = text("Phone", length=60)
    address: Mapped[str | None] = long_text("Address")
    language: Mapped[str | None] = text("Language", length=40)
    requirements: Mapped[str | None] = long_text("Standing requirements")


class Volume(Line, table="customer_volume", of=Customer):
    """How much went to them in a month, so that complaints can be counted per delivery."""

    period: Mapped[date | None] = day("Month", required=True, when=When.PAST, hint="Any day of it")
    deliveries: Mapped[int | None] = whole("Deliveries", required=True, low=0)


class ContactPerson(Line, table="customer_contact", of=Customer):
    """Somebody else to speak with there."""

    name: Mapped[str] = text("Name", required=True)
    job: Mapped[str | None] = text("Function")
    email: Mapped[str | None] = text("E-mail")
    phone: Mapped[str | None] = text("Phone", length=60)


def one_line_a_month(customer: Customer, context: Context) -> Iterator[Unmet]:
    """A month is counted once."""
    days = (line.period for line in context.lines(customer, Volume.__tablename__))
    months = Counter(day.replace(day=1) for day in days if day)
    for month in sorted(month for month, count in months.items() if count > 1):
        yield Unmet(f"The deliveries of {month:%Y-%m} are entered twice.", field=Volume.period.key)


def nothing_open(customer: Customer, context: Context) -> Iterator[Unmet]:
    """Whom we owe an answer is not put aside."""
    still = [str(state) for state in complaints.State if not complaints.WORKFLOW.is_closed(state)]
    query = select(complaints.Complaint).where(
        complaints.Complaint.customer == customer.id, Record.state.in_(still), Record.voided.is_(False)
    )
    for found in context.session.scalars(query.order_by(Record.id)):
        yield Unmet(f"The complaint {found.number} is not closed yet.", record=found.id, must=False)


WORKFLOW = Workflow(
    states=State,
    initial=State.ACTIVE,
    closed=frozenset({State.INACTIVE}),
    aside=frozenset({State.INACTIVE}),
    transitions=(
        Transition(
            "deactivate", "Deactivate", (State.ACTIVE,), State.INACTIVE,
            guards=(nothing_open,), asks_reason=True, minor=True,
        ),
        Transition("reactivate", "Reactivate", (State.INACTIVE,), State.ACTIVE),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Customer,
    prefix="CUS",
    title="Customers",
    one="customer",
    purpose="Who your customers are, what they require beyond the order, and all that concerns them in one place.",
    clause="5.1.2, 8.2",
    icon="building-2",
    workflow=WORKFLOW,
    columns=(Customer.number, Customer.title, Customer.segment, Customer.contact, Customer.state, Customer.owner),
    form=(
        Section(
            "Customer",
            (Customer.title, Customer.external_ref, Customer.segment, Customer.owner, Customer.language),
        ),
        Section("Contact", (Customer.contact, Customer.email, Customer.phone, Customer.address)),
        Section("Requirements", (Customer.requirements, Customer.notes)),
    ),
    inherited=(
        Inherited(Record.title, label="Name"),
        Inherited(Record.external_ref, label="Customer code"),
        Inherited(Record.owner, label="Account owner"),
    ),
    lines=(
        Lines(Volume, "Deliveries", "month", key=(Volume.period,), order=(Volume.period,)),
        Lines(ContactPerson, "More contacts", "contact"),
    ),
    chips=(Segment.A,),
    example={
        "title": "Brandt Apparatebau",
        "segment": "a",
        "contact": "Ilse Brandt",
        "email": "ilse.brandt@brandt.example",
        "language": "German",
        "requirements": "Every box labelled with lot and drawing revision. Changes of material only after approval.",
    },
    checks=(one_line_a_month,),
)
