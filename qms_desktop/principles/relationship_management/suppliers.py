"""Suppliers: who may deliver what, on what grounds, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles import headers, words
from qms_desktop.principles.dates import month_later
from qms_desktop.principles.headers import also
from qms_desktop.principles.relationship_management.certificates import expired_of, of_supplier
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access, Choice, Tone, YesNo
from qms_desktop.records.fields import When, choice, day, long_text, person, several, text, whole
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """Whether purchasing may use them."""

    NEW = "new", "New", Tone.BLUE, *also("candidate, potential, prospect"), *words.OPEN
    UNDER_EVALUATION = "under_evaluation", "Under evaluation", Tone.AMBER, *also(
        "evaluation, in evaluation, assessment, in qualification, in bewertung, en évaluation, en evaluación"
    ), *words.IN_PROGRESS, *words.ON_HOLD  # fmt: skip
    APPROVED = "approved", "Approved", Tone.GREEN, *also(
        "qualified, released, preferred, freigegeben, zugelassen, approuvé, agréé, aprobado, aprovado, approvato, "
        "одобрен"
    ), *words.ACTIVE  # fmt: skip
    CONDITIONAL = "conditional", "Conditional", Tone.AMBER, *also(
        "conditionally approved, approved with conditions, restricted, probation, bedingt, bedingt freigegeben, "
        "sous conditions, condicional, limited"
    )  # fmt: skip
    DISQUALIFIED = "disqualified", "Disqualified", Tone.RED, *also(
        "blacklisted, not approved, do not use, gesperrt, exclu, descalificado, desqualificado"
    ), *words.CANCELLED  # fmt: skip
    INACTIVE = "inactive", "Inactive", Tone.GREY, *words.INACTIVE, *words.CLOSED


class Criticality(Choice):
    """What a failure of this supplier would do to our customers."""

    CRITICAL = "1", "Critical", Tone.RED, *also("a, yes"), *words.CRITICAL, *words.HIGH, *words.MAJOR
    IMPORTANT = "2", "Important", Tone.AMBER, *also("b, semi critical"), *words.MEDIUM
    STANDARD = (
        "3",
        "Standard",
        Tone.GREY,
        *also("c, non critical, not critical, standard, unkritisch"),
        *words.MINOR,
        *words.LOW,
    )


class Basis(Choice):
    """On what an approval rests."""

    CERTIFICATE = (
        "certificate",
        "Certificate",
        Tone.GREY,
        *also("certified, iso 9001, zertifikat, certificat, certificado"),
    )
    AUDIT = "audit", "Audit", Tone.GREY, *also("supplier audit, auditoría, аудит")
    QUESTIONNAIRE = "questionnaire", "Questionnaire", Tone.GREY, *also("self assessment, fragebogen, cuestionario")
    HISTORY = (
        "history",
        "Past deliveries",
        Tone.GREY,
        *also("track record, performance, experience, erfahrung, historique"),
    )
    SAMPLE = "sample", "Samples", Tone.GREY, *also("ppap, first article, fai, muster, erstmuster, échantillon, muestra")


class Rating(Choice):
    """How likely trouble is."""

    HIGH = "high", "High", Tone.RED, *words.HIGH, *words.CRITICAL
    MEDIUM = "medium", "Medium", Tone.AMBER, *words.MEDIUM
    LOW = "low", "Low", Tone.GREEN, *words.LOW


class Supplier(Record, kind="supplier"):
    """One organisation that delivers to us."""

    scope: Mapped[str | None] = long_text(
        "May deliver",
        aliases=also(
            "scope, scope of approval, approved scope, products services, products, services, product, service, "
            "material, commodity, goods, supplies, lieferumfang, produkte, leistungen, warengruppe, produits, "
            "prestations, productos, servicios, alcance, produtos, serviços, escopo, prodotti, forniture, продукция, "
            "услуги"
        ),
    )
    criticality: Mapped[str | None] = choice(
        "Criticality", Criticality,
        aliases=also(
            "critical status, critical, criticality level, class, category, supplier class, type, tier, kritikalität"
        )
        + also("kritisch, klasse, criticité, criticidad, criticidade, критичность, категория"),
    )  # fmt: skip
    contact: Mapped[str | None] = text("Contact", aliases=headers.CONTACT)
    email: Mapped[str | None] = text("E-mail", aliases=headers.EMAIL)
    phone: Mapped[str | None] = text("Phone", length=60, aliases=headers.PHONE)
    address: Mapped[str | None] = long_text("Address", aliases=headers.ADDRESS)
    language: Mapped[str | None] = text("Language", length=40, aliases=headers.LANGUAGE)
    approval_basis: Mapped[str | None] = several(
        "Approved by", Basis, aliases=also("approval basis, basis of approval, qualification method, freigabegrundlage")
    )
    reevaluation_months: Mapped[int | None] = whole(
        "Re-evaluate every (months)",
        low=1,
        high=120,
        aliases=also("reevaluation months, evaluation interval, intervall"),
    )
    controls: Mapped[str | None] = long_text(
        "Controls", aliases=also("control, incoming controls, inspection level, kontrollen, contrôles, controles")
    )
    agreements: Mapped[str | None] = long_text(
        "Agreements", aliases=also("contracts, contract, verträge, contrats, qaa")
    )
    certificates: Mapped[str | None] = long_text(
        "Certificates",
        aliases=also("certificate, certification, certifications, zertifikate, certificats, certificaciones"),
    )
    risk_rating: Mapped[str | None] = choice(
        "Risk",
        Rating,
        aliases=also("risk rating, risk level, supplier risk, risiko, risque, riesgo, risco, rischio, риск"),
    )
    second_source: Mapped[str | None] = choice(
        "Second source", YesNo, aliases=also("second source available, alternative source, zweitlieferant")
    )
    approved_on: Mapped[date | None] = day(
        "Approved on", when=When.PAST,
        aliases=also(
            "approval date, date approved, approved date, qualification date, assessment date, evaluation date"
        )
        + also(
            "freigabedatum, freigegeben am, date d'agrément, fecha de aprobación, data de aprovação, дата одобрения"
        ),
    )  # fmt: skip
    reviewer: Mapped[UUID | None] = person(
        "Reviewer",
        aliases=also("assessed by, evaluated by, reviewed by, evaluator, bewertet von, évalué par, evaluado por"),
    )
    conditions: Mapped[str | None] = long_text(
        "Conditions",
        aliases=also("restrictions, restriction, limitations, auflagen, einschränkungen, conditions d'agrément"),
    )
    stop_buy_note: Mapped[str | None] = long_text("Stop-buy note", aliases=also("stop buy"))


def evidence_given(supplier: Supplier, context: Context) -> Iterator[Unmet]:
    """What the approval rests on can be shown."""
    if not supplier.certificates and not context.attached(supplier) and not of_supplier(supplier, context):
        yield Unmet("Attach what the approval rests on, or name the certificates.", field="certificates")


def certificates_hold(supplier: Supplier, context: Context) -> Iterator[Unmet]:
    """An expired certificate is told here; for a critical supplier the way on is a condition until it is renewed."""
    critical = supplier.criticality == Criticality.CRITICAL
    way = " Ask for the new one, or make the supplier conditional until it is there." if critical else ""
    for found in expired_of(supplier, context):
        yield Unmet(f"{found.number} “{found.title}” expired on {found.due_on}.{way}", record=found.id, must=critical)


def looked_at_closely(supplier: Supplier, _context: Context) -> Iterator[Unmet]:
    """A critical supplier is not approved on paper alone."""
    basis = set((supplier.approval_basis or "").split(";"))
    if supplier.criticality == Criticality.CRITICAL and not basis & {Basis.QUESTIONNAIRE, Basis.AUDIT}:
        yield Unmet("A critical supplier needs a questionnaire or an audit.", field="approval_basis")


def approve(supplier: Supplier, context: Context) -> None:
    """The day of the approval, and the day of the next look."""
    supplier.approved_on = context.today
    if supplier.reevaluation_months:
        supplier.due_on = month_later(context.today, supplier.reevaluation_months)


APPROVAL = (Supplier.scope, Supplier.criticality, Supplier.approval_basis, Supplier.reviewer)
ON_CONDITION = (evidence_given, looked_at_closely)
GUARDS = (*ON_CONDITION, certificates_hold)
DECIDERS = (Access.QUALITY_MANAGER, Access.TOP_MANAGEMENT)
APPROVERS = (*DECIDERS, Access.PROCESS_OWNER)

WORKFLOW = Workflow(
    states=State,
    initial=State.NEW,
    closed=frozenset({State.DISQUALIFIED, State.INACTIVE}),
    aside=frozenset({State.CONDITIONAL, State.DISQUALIFIED, State.INACTIVE}),
    transitions=(
        Transition("evaluate", "Evaluate", (State.NEW,), State.UNDER_EVALUATION, needs=(Supplier.owner,)),
        Transition(
            "approve", "Approve", (State.UNDER_EVALUATION,), State.APPROVED,
            needs=APPROVAL, guards=GUARDS, roles=APPROVERS, effects=(approve,),
        ),
        Transition(
            "approve_with_conditions", "Approve with conditions", (State.UNDER_EVALUATION,), State.CONDITIONAL,
            needs=(*APPROVAL, Supplier.conditions), guards=ON_CONDITION, roles=APPROVERS,
            effects=(approve,), minor=True,
        ),
        Transition(
            "keep", "Re-evaluated, keep", (State.APPROVED,), State.APPROVED,
            needs=APPROVAL, guards=GUARDS, roles=APPROVERS, effects=(approve,),
        ),
        Transition(
            "restrict", "Make conditional", (State.APPROVED,), State.CONDITIONAL,
            needs=(Supplier.conditions,), roles=APPROVERS, asks_reason=True, minor=True,
        ),
        Transition(
            "clear", "Condition cleared", (State.CONDITIONAL,), State.APPROVED,
            needs=APPROVAL, guards=GUARDS, roles=APPROVERS, asks_reason=True, effects=(approve,),
        ),
        Transition(
            "disqualify", "Disqualify", (State.UNDER_EVALUATION, State.APPROVED, State.CONDITIONAL), State.DISQUALIFIED,
            needs=(Supplier.stop_buy_note,), roles=DECIDERS, asks_reason=True, minor=True,
        ),
        Transition(
            "deactivate", "Deactivate",
            (State.NEW, State.UNDER_EVALUATION, State.APPROVED, State.CONDITIONAL), State.INACTIVE,
            asks_reason=True, minor=True,
        ),
        Transition(
            "readmit", "Evaluate again", (State.DISQUALIFIED, State.INACTIVE), State.UNDER_EVALUATION,
            roles=DECIDERS, asks_reason=True, minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Supplier,
    prefix="SUP",
    title="Suppliers",
    one="supplier",
    purpose="Who may deliver what, on what grounds they were approved, and when they are looked at again.",
    clause="8.4",
    icon="handshake",
    workflow=WORKFLOW,
    columns=(
        Supplier.number, Supplier.title, Supplier.scope, Supplier.criticality, Supplier.state, Supplier.owner,
        Supplier.approved_on, Supplier.due_on,
    ),
    form=(
        Section(
            "Supplier",
            (
                Supplier.title, Supplier.external_ref, Supplier.scope, Supplier.criticality, Supplier.owner,
                Supplier.risk_rating, Supplier.second_source,
            ),
        ),
        Section(
            "Approval",
            (
                Supplier.approval_basis, Supplier.certificates, Supplier.reviewer, Supplier.approved_on,
                Supplier.reevaluation_months, Supplier.due_on, Supplier.conditions, Supplier.controls,
                Supplier.agreements,
            ),
        ),
        Section("Contact", (Supplier.contact, Supplier.email, Supplier.phone, Supplier.address, Supplier.language)),
        Section("Record", (Supplier.stop_buy_note, Supplier.notes, Supplier.closed_on)),
    ),
    inherited=(
        Inherited(
            Record.title,
            label="Name",
            aliases=also(
                "supplier, supplier name, vendor, vendor name, manufacturer, company, company name, lieferant, "
                "lieferantenname, firma, fournisseur, nom, nom du fournisseur, proveedor, nombre, "
                "nombre del proveedor, fornecedor, nome, nome do fornecedor, fornitore, ragione sociale, поставщик, "
                "наименование поставщика"
            ),
        ),
        Inherited(
            Record.external_ref,
            label="Supplier code",
            aliases=also(
                "supplier id, supplier no, supplier number, vendor id, vendor code, vendor no, vendor number, code, "
                "lieferantennummer, kreditor, code fournisseur, código de proveedor, código do fornecedor, "
                "codice fornitore, код поставщика"
            ),
        ),
        Inherited(
            Record.due_on,
            label="Re-evaluate by",
            aliases=headers.DATES_DUE + also(
                "next review, next review date, review date, next evaluation, next audit, reevaluation date, "
                "reevaluation due, expiry, approval expiry, nächste bewertung, prochaine évaluation, "
                "próxima evaluación"
            ),
        ),
        Inherited(Record.owner, aliases=headers.OWNER.aliases + also(
            "buyer, purchaser, einkäufer, acheteur, comprador"
        )),
        headers.CLOSED_ON, headers.NOTES,
    ),
    chips=(Criticality.CRITICAL, State.CONDITIONAL, State.UNDER_EVALUATION),
    example={
        "title": "Tallbacken Coatings",
        "external_ref": "V-1017",
        "scope": "Zinc plating and passivation of steel parts",
        "criticality": "1",
        "contact": "Maja Lindqvist",
        "email": "quality@tallbacken.example",
        "approval_basis": "certificate;audit",
        "certificates": "ISO 9001, valid until 2028",
        "reevaluation_months": 12,
        "controls": "Layer thickness of every lot",
    },
    sheet_words=also(
        "supplier, suppliers, approved supplier list, approved suppliers, asl, avl, approved vendor list, vendors, "
        "vendor list, lieferanten, lieferantenliste, fournisseurs, proveedores, fornecedores, fornitori, поставщики"
    ),
)  # fmt: skip
