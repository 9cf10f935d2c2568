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
from qms_desktop.principles import headers, words
from qms_desktop.principles.dates import in_order
from qms_desktop.principles.headers import also
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, long_text, reference, text
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow

EXPIRING_DAYS = 60
"""From so many days before its end on, a certificate is expiring."""


class State(Choice):
    """What was decided about a certificate; whether it is valid, the calendar says."""

    ON_FILE = "on_file", "On file", Tone.BLUE, *also(
        "valid, expiring, expired, certified, gültig, abgelaufen, valable, expiré, vigente, vencido, valido, scaduto"
    ), *words.ACTIVE, *words.OPEN  # fmt: skip
    REPLACED = "replaced", "Replaced", Tone.GREY, *also("superseded, renewed, old, ersetzt, remplacé, sustituido")
    WITHDRAWN = "withdrawn", "Withdrawn", Tone.GREY, *also("suspended, revoked, lost"), *words.INACTIVE, *(
        word for word in words.CANCELLED if word != "withdrawn"
    )  # fmt: skip


class Validity(Choice):
    """What the calendar says."""

    VALID = "valid", "Valid", Tone.GREEN
    EXPIRING = "expiring", "Expiring", Tone.AMBER
    EXPIRED = "expired", "Expired", Tone.RED


class Standard(Choice):
    """What was certified."""

    ISO_9001 = "iso_9001", "ISO 9001", Tone.GREY, *also("quality, qms, din en iso 9001, iso 9001:2015, 9001")
    ISO_14001 = "iso_14001", "ISO 14001", Tone.GREY, *also("environment, ems, iso 14001:2015, 14001, emas")
    ISO_45001 = "iso_45001", "ISO 45001", Tone.GREY, *also("safety, iso 45001:2018, 45001, ohsas 18001")
    IATF_16949 = "iatf_16949", "IATF 16949", Tone.GREY, *also("automotive, iatf 16949:2016, 16949, ts 16949")
    AS_9100 = "as_9100", "EN/AS 9100", Tone.GREY, *also("aerospace, as9100, as9100d, en 9100, 9100")
    ISO_13485 = "iso_13485", "ISO 13485", Tone.GREY, *also("medical, iso 13485:2016, 13485")
    ISO_17025 = "iso_17025", "ISO/IEC 17025", Tone.GREY, *also("laboratory, accreditation, iso 17025, 17025")
    PROCESS = "special_process", "Special process", Tone.GREY, *also("nadcap, welding, en 1090, iso 3834, schweißen")
    PRODUCT = "product", "Product or material", Tone.GREY, *also("ce, ul, material, produkt, produit, producto")
    OTHER = "other", "Other", Tone.GREY, *also("sonstige, autre, otro, outro, altro, прочее")


class Certificate(Record, kind="certificate"):
    """One certificate of one supplier, or of our own where none is named."""

    supplier: Mapped[UUID | None] = reference(
        "Supplier", "supplier", hint="Empty for a certificate of our own",
        aliases=also("supplier name, vendor, vendor name, company, holder, lieferant, fournisseur, proveedor")
        + also("fornecedor, fornitore, поставщик"),
    )  # fmt: skip
    standard: Mapped[str | None] = choice(
        "Kind", Standard, aliases=also("certificate type, type, standard, norm, norme, norma, art, tipo, стандарт")
    )
    certificate_no: Mapped[str | None] = text(
        "Certificate number", length=100,
        aliases=also(
            "certificate no, cert no, cert number, registration number, zertifikatsnummer, zertifikat nr, "
            "numéro de certificat, número de certificado, numero certificato, номер сертификата"
        ),
    )  # fmt: skip
    body: Mapped[str | None] = text(
        "Issued by",
        aliases=also(
            "certification body, body, registrar, issuer, zertifizierer, zertifizierungsstelle, aussteller, "
            "organisme, organisme certificateur, organismo, entidad, ente, орган"
        ),
    )
    scope: Mapped[str | None] = long_text(
        "Scope", aliases=also("certified scope, sites, geltungsbereich, domaine, alcance, escopo, campo, область")
    )
    issued_on: Mapped[date | None] = day(
        "Issued on", when=When.PAST,
        aliases=also("issue date, date of issue, valid from, ausgestellt am, gültig ab, délivré le, emitido el, выдан"),
    )  # fmt: skip
    verified_on: Mapped[date | None] = day(
        "Looked up on", when=When.PAST, hint="When the issuer's public register was asked",
        aliases=also("verified on, date verified, checked on, last verified, verifiziert am, geprüft am, vérifié le"),
    )  # fmt: skip


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
        Inherited(Record.title, aliases=headers.TITLE + also("certificate, certificate name, zertifikat, certificat")),
        Inherited(
            Record.due_on, label="Valid until", required=True, when=When.ANY,
            aliases=headers.DATES_DUE + also(
                "valid_until, valid to, validity, expiry, expiry date, expiration date, expires, expires on, "
                "gültig bis, ablaufdatum, valable jusqu'au, date d'expiration, válido hasta, fecha de expiración, "
                "válido até, data de validade, valido fino al, действителен до"
            ),
        ),
        headers.OWNER, headers.CLOSED_ON, headers.NOTES,
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
    sheet_words=also(
        "certificate, certificates, certificate list, supplier certificates, zertifikate, zertifikatsliste, "
        "certificats, certificados, certificati, сертификаты"
    ),
    checks=(in_order(Certificate.issued_on, Certificate.due_on),),
)  # fmt: skip
