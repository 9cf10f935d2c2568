"""Customers: whom we work for, and what they need beyond the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles import headers, words
from qms_desktop.principles.customer_focus import complaints
from qms_desktop.principles.headers import also
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, long_text, text, whole
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """Whether we work for them."""

    ACTIVE = "active", "Active", Tone.GREEN, *words.ACTIVE, *words.OPEN
    INACTIVE = "inactive", "Inactive", Tone.GREY, *words.INACTIVE, *words.CLOSED


class Segment(Choice):
    """How much depends on them."""

    A = "a", "A", Tone.VIOLET, *also("key account, key, strategic, schlüsselkunde"), *words.HIGH
    B = "b", "B", Tone.BLUE, *also("standard, regular"), *words.MEDIUM
    C = "c", "C", Tone.GREY, *also("small, occasional"), *words.LOW


class Customer(Record, kind="customer"):
    """One organisation or person that buys from us."""

    segment: Mapped[str | None] = choice(
        "Segment", Segment, aliases=also("class, customer class, abc, category, kundengruppe, categoría, catégorie")
    )
    contact: Mapped[str | None] = text("Contact", aliases=headers.CONTACT)
    email: Mapped[str | None] = text("E-mail", aliases=headers.EMAIL)
    phone: Mapped[str | None] = text("Phone", length=60, aliases=headers.PHONE)
    address: Mapped[str | None] = long_text("Address", aliases=headers.ADDRESS)
    language: Mapped[str | None] = text("Language", length=40, aliases=headers.LANGUAGE)
    requirements: Mapped[str | None] = long_text(
        "Standing requirements", aliases=also("requirements, customer requirements, csr, kundenforderungen, exigences")
    )


class Volume(Line, table="customer_volume", of=Customer):
    """How much went to them in a month, so that complaints can be counted per delivery."""

    period: Mapped[date | None] = day(
        "Month", required=True, when=When.PAST, hint="Any day of it",
        aliases=also("period, month, date, monat, zeitraum, mois, période, mes, período, mese, periodo, месяц, период"),
    )  # fmt: skip
    deliveries: Mapped[int | None] = whole(
        "Deliveries", required=True, low=0,
        aliases=also("number of deliveries, shipments, orders, lieferungen, livraisons, entregas, consegne, поставки"),
    )  # fmt: skip


class ContactPerson(Line, table="customer_contact", of=Customer):
    """Somebody else to speak with there."""

    name: Mapped[str] = text("Name", required=True, aliases=headers.CONTACT)
    job: Mapped[str | None] = text("Function", aliases=also("role, position, job title, funktion, fonction, función"))
    email: Mapped[str | None] = text("E-mail", aliases=headers.EMAIL)
    phone: Mapped[str | None] = text("Phone", length=60, aliases=headers.PHONE)


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
        Inherited(
            Record.title,
            label="Name",
            aliases=also(
                "customer, customer name, client, client name, company, company name, kunde, kundenname, firma, nom, "
                "nom du client, cliente, nombre, nome, ragione sociale, клиент, заказчик, название"
            ),
        ),
        Inherited(
            Record.external_ref,
            label="Customer code",
            aliases=also(
                "customer id, customer no, customer number, client id, code, kundennummer, numéro de client, "
                "número de cliente, codice cliente, номер клиента"
            ),
        ),
        Inherited(Record.owner, label="Account owner", aliases=headers.OWNER.aliases + also("account manager, sales")),
        headers.NOTES,
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
    sheet_words=also("customer, customers, customer list, clients, kunden, kundenliste, clientes, clienti, клиенты"),
    checks=(one_line_a_month,),
)
