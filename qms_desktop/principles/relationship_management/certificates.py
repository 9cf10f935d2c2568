"""Certificates: what suppliers, and we ourselves, can show from an independent body, and until when.

Decision: whether a certificate is valid, expiring or expired is a question to the calendar, so it is never stored: its
due day is its last day, and what is shown of it (days left, overdue, `validity`) is worked out when it is shown. The
states are only what somebody has decided. Rejected: states "expiring" and "expired", which are wrong on every day on
which no job has run.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.dates import in_order
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, long_text, reference, text
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow

EXPIRING_DAYS = 60
"""From so many days before its end on, a certificate is expiring."""


class State(Choice):
    """What was decided about a certificate; whether it is valid, the calendar says."""

    ON_FILE = "on_file", "On file", Tone.BLUE
    REPLACED = "replaced", "Replaced", Tone.GREY
    WITHDRAWN = "withdrawn", "Withdrawn", Tone.GREY


class Validity(Choice):
    """What the calendar says."""

    VALID = "valid", "Valid", Tone.GREEN
    EXPIRING = "expiring", "Expiring", Tone.AMBER
    EXPIRED = "expired", "Expired", Tone.RED


class Standard(Choice):
    """What was certified."""

    ISO_9001 = "iso_9001", "ISO 9001", Tone.GREY
    ISO_14001 = "iso_14001", "ISO 14001", Tone.GREY
    ISO_45001 = "iso_45001", "ISO 45001", Tone.GREY
    IATF_16949 = "iatf_16949", "IATF 16949", Tone.GREY
    AS_9100 = "as_9100", "EN/AS 9100", Tone.GREY
    ISO_13485 = "iso_13485", "ISO 13485", Tone.GREY
    ISO_17025 = "iso_17025", "ISO/IEC 17025", Tone.GREY
    PROCESS = "special_process", "Special process", Tone.GREY
    PRODUCT = "product", "Product or material", Tone.GREY
    OTHER = "other", "Other", Tone.GREY


class Certificate(Record, kind="certificate"):
    """One certificate of one supplier, or of our own where none is named."""

    supplier: Mapped[UUID | None] = reference("Supplier", "supplier", hint="Empty for a certificate of our own")
    standard: Mapped[str | None] = choice("Kind", Standard)
    certificate_no: Mapped[str | None] = text("Certificate number", length=100)
    body: Mapped[str | None] = text("Issued by")
    scope: Mapped[str | None] = long_text("Scope")
    issued_on: Mapped[date | None] = day("Issued on", when=When.PAST)
    verified_on: Mapped[date | None] = day(
        "Looked up on", when=When.PAST, hint="When the issuer's public register was asked"
    )


def validity(valid_until: date | None, today: date) -> Validity | None:
    """What the calendar says today of a certificate with this last day; nothing where the day is not known."""
    if valid_until is None:
        return None
    if valid_until < today:
        return Validity.EXPIRED
    return Validity.EXPIRING if valid_until <= today + timedelta(days=EXPIRING_DAYS) else Validity.VALID


def of_supplier(supplier: Record, context: Context) -> list[Certificate]:
    """The certificates of a supplier that are on file."""
    query = select(Certificate).where(
        Certificate.supplier == supplier.id, Certificate.state == State.ON_FILE, Certificate.voided.is_(False)
    )
    return list(context.session.scalars(query.order_by(Certificate.due_on, Certificate.id)))


def expired_of(supplier: Record, context: Context) -> list[Certificate]:
    """Those of its certificates that have expired, where no other of the same kind is valid."""
    held = of_supplier(supplier, context)
    covered = {c.standard for c in held if c.standard and validity(c.due_on, context.today) is not Validity.EXPIRED}
    return [c for c in held if validity(c.due_on, context.today) is Validity.EXPIRED and c.standard not in covered]


def successor_known(certificate: Certificate, context: Context) -> Iterator[Unmet]:
    """What is replaced has something in its place."""
    query = select(Certificate.id).where(
        Certificate.supplier.is_(None) if certificate.supplier is None
        else Certificate.supplier == certificate.supplier,
        Certificate.standard == certificate.standard,
        Certificate.state == State.ON_FILE, Certificate.voided.is_(False), Certificate.id != certificate.id,
        Certificate.due_on > (certificate.due_on or date.min),
    )  # fmt: skip
    if context.session.scalars(query.limit(1)).first() is None:
        yield Unmet("There is no later certificate of this kind. Add the new one first.", must=False)


def look_up(certificate: Certificate, context: Context) -> None:
    """The day on which somebody looked."""
    certificate.verified_on = context.today


WORKFLOW = Workflow(
    states=State,
    initial=State.ON_FILE,
    closed=frozenset({State.REPLACED, State.WITHDRAWN}),
    aside=frozenset({State.WITHDRAWN}),
    transitions=(
        Transition(
            "verify", "Looked up today", (State.ON_FILE,), State.ON_FILE,
            needs=(Certificate.due_on,), asks=(Certificate.certificate_no, Certificate.body), effects=(look_up,),
        ),
        Transition(
            "replace", "Replaced by a new one", (State.ON_FILE,), State.REPLACED, guards=(successor_known,), minor=True,
        ),
        Transition("withdraw", "Withdrawn", (State.ON_FILE,), State.WITHDRAWN, asks_reason=True, minor=True),
        Transition(
            "restore", "Back on file", (State.REPLACED, State.WITHDRAWN), State.ON_FILE, asks_reason=True, minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Certificate,
    prefix="CRT",
    title="Certificates",
    one="certificate",
    purpose="What suppliers can show from an independent body, when it ends, and when somebody looked it up.",
    clause="8.4.1",
    icon="badge-check",
    workflow=WORKFLOW,
    columns=(
        Certificate.number, Certificate.title, Certificate.supplier, Certificate.standard, Certificate.state,
        Certificate.owner, Certificate.verified_on, Certificate.due_on,
    ),
    form=(
        Section(
            "Certificate",
            (
                Certificate.title, Certificate.supplier, Certificate.standard, Certificate.certificate_no,
                Certificate.body, Certificate.scope, Certificate.issued_on, Certificate.due_on,
                Certificate.verified_on, Certificate.owner,
            ),
        ),
        Section("Record", (Certificate.external_ref, Certificate.notes, Certificate.closed_on)),
    ),
    inherited=(
        Inherited(Record.due_on, label="Valid until", required=True, when=When.ANY),
    ),
    chips=(Standard.ISO_9001,),
    example={
        "title": "ISO 9001 of Tallbacken Coatings",
        "standard": "iso_9001",
        "certificate_no": "SE-4711-Q",
        "body": "Norrcert",
        "scope": "Zinc plating and passivation of steel parts",
        "due_on": date(2028, 5, 31),
    },
    checks=(in_order(Certificate.issued_on, Certificate.due_on),),
)  # fmt: skip
