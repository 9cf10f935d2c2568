"""Complaints: what a customer is not content with, from the first call to the accepted answer.

Longer than other registers: a complaint has the most fields and the most ways to end.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles import headers, words
from qms_desktop.principles.containment import Held, answered
from qms_desktop.principles.dates import after_working_days, in_order, note_day, working_days_between
from qms_desktop.principles.headers import also
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access, Choice, Tone
from qms_desktop.records.fields import When, choice, day, flag, long_text, money, number, reference, text, whole
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow, held_by

SILENCE = 15
"""Working days after which a customer who says nothing counts as "no answer"."""


class State(Choice):
    """The way of a complaint."""

    RECEIVED = "received", "Received", Tone.BLUE, *words.OPEN
    ACKNOWLEDGED = "acknowledged", "Acknowledged", Tone.BLUE, *also("confirmed, bestätigt, accusé, confirmado")
    ASSESSED = (
        "assessed",
        "Assessed",
        Tone.AMBER,
        *also("evaluated, under review, bewertet, évalué, evaluado, avaliado"),
    )
    INVESTIGATING = (
        "investigating",
        "Investigating",
        Tone.AMBER,
        *also("under investigation, analysis"),
        *words.IN_PROGRESS,
    )
    WAITING = "waiting", "Waiting for customer", Tone.VIOLET, *also("pending customer"), *words.ON_HOLD
    REPLY_READY = "reply_ready", "Reply ready", Tone.VIOLET, *also("answer ready, antwort bereit")
    REPLIED = "replied", "Replied", Tone.GREEN, *also("answered, sent, responded, beantwortet, répondu, respondido")
    CLOSED = "closed", "Closed", Tone.GREEN, *words.CLOSED, *words.DONE
    WITHDRAWN = "withdrawn", "Not a complaint", Tone.GREY, *words.CANCELLED


class Severity(Choice):
    """How much is at stake."""

    CRITICAL = (
        "critical",
        "Safety or legal",
        Tone.RED,
        *also("safety, legal, sicherheit, sécurité, seguridad"),
        *words.CRITICAL,
    )
    MAJOR = "major", "Major", Tone.AMBER, *words.MAJOR, *words.HIGH
    MINOR = "minor", "Minor", Tone.GREY, *words.MINOR, *words.MEDIUM, *words.LOW


class Channel(Choice):
    """How something reached us, or how we answered."""

    PHONE = "phone", "Phone", Tone.GREY, *also("call, telephone, tel, telefon, anruf, téléphone, teléfono, телефон")
    MAIL = "mail", "E-mail", Tone.GREY, *also("email, courriel, correo, correo electrónico, почта")
    LETTER = "letter", "Letter", Tone.GREY, *also("post, brief, courrier, carta, lettera, письмо")
    VISIT = "visit", "Visit", Tone.GREY, *also("in person, personal, on site, besuch, visite, visita, визит")
    PORTAL = "portal", "Portal", Tone.GREY, *also("web, website, online, customer portal, web form")
    SURVEY = "survey", "Survey", Tone.GREY, *also("questionnaire, umfrage, enquête, encuesta, pesquisa, опрос")


class Validity(Choice):
    """Whether the customer is right."""

    JUSTIFIED = "justified", "Justified", Tone.RED, *also("valid, yes, confirmed, berechtigt, fondée, procedente")
    PARTLY = "partly", "Partly justified", Tone.AMBER, *also("partial, partially, teilweise, partiellement, parcial")
    NOT_JUSTIFIED = "not_justified", "Not justified", Tone.GREEN, *also("invalid, no, unjustified, unberechtigt")
    UNKNOWN = "not_determinable", "Not determinable", Tone.GREY, *also("unclear, nicht feststellbar")


class Remedy(Choice):
    """What the customer gets."""

    REPLACE = "replace", "Replacement", Tone.BLUE, *also("replaced, exchange, ersatz, remplacement, reemplazo")
    REWORK = "rework", "Rework or repair", Tone.BLUE, *also("repair, reworked, nacharbeit, reparatur, réparation")
    CREDIT = "credit", "Credit or refund", Tone.BLUE, *also("refund, credit note, discount, gutschrift, avoir, abono")
    NONE = "none", "No remedy", Tone.GREY, *also("nothing, keine, aucun, ninguno, nenhum")


class Verdict(Choice):
    """What the customer says to the answer."""

    ACCEPTED = "accepted", "Accepted", Tone.GREEN, *also("yes, satisfied, akzeptiert, accepté, aceptado, aceito")
    NOT_ACCEPTED = "not_accepted", "Not accepted", Tone.RED, *also("no, rejected, not satisfied, abgelehnt, refusé")
    NO_ANSWER = "no_answer", "No answer", Tone.GREY, *also("silence, keine antwort, sans réponse")


class Complaint(Record, kind="complaint"):
    """One complaint of one customer."""

    channel: Mapped[str | None] = choice(
        "Channel", Channel, required=True, aliases=also("received by, received via, source, kanal, eingangsweg, canal")
    )
    customer: Mapped[UUID | None] = reference(
        "Customer", "customer", aliases=also("customer name, client, client name, account, company, kunde, kundenname")
        + also("cliente, nom du client, nombre del cliente, nome do cliente, клиент, заказчик"),
    )  # fmt: skip
    contact: Mapped[str | None] = text("Contact", aliases=headers.CONTACT)
    product: Mapped[str | None] = text("Product", aliases=headers.PRODUCT)
    lot: Mapped[str | None] = text("Order, lot or serial", length=100, aliases=headers.LOT)
    qty_delivered: Mapped[float | None] = number(
        "Quantity delivered", low=0, aliases=also("delivered, delivered qty, liefermenge, quantité livrée")
    )
    qty_affected: Mapped[float | None] = number("Quantity affected", low=0, aliases=also("quantity") + headers.QUANTITY)
    category: Mapped[str | None] = text(
        "Category", length=100, hint="For example: Product / Surface",
        aliases=also("complaint category, complaint type, reason") + headers.CATEGORY,
    )  # fmt: skip
    severity: Mapped[str | None] = choice("Severity", Severity, aliases=also("priority") + headers.SEVERITY)
    requested_remedy: Mapped[str | None] = text(
        "Requested remedy", length=300,
        aliases=also("customer request, customer expectation, wunsch des kunden, forderung"),
    )  # fmt: skip
    ack_due: Mapped[date | None] = day("Acknowledge by", when=When.FUTURE, aliases=also("acknowledgement due"))
    acknowledged_on: Mapped[date | None] = day(
        "Acknowledged on", when=When.PAST,
        aliases=also("date acknowledged, acknowledgement date, bestätigt am, accusé le"),
    )  # fmt: skip
    medium: Mapped[str | None] = choice("Acknowledged through", Channel, aliases=also("acknowledgement medium"))
    interim_due: Mapped[date | None] = day("Interim reply by", when=When.FUTURE, aliases=also("interim reply due"))
    validity: Mapped[str | None] = choice("Validity", Validity, aliases=also("justified, valid, berechtigt, fondée"))
    containment_own: Mapped[str | None] = choice("Held in our stock", Held, aliases=also("own stock"))
    containment_transit: Mapped[str | None] = choice("Held in transit", Held, aliases=also("in transit"))
    containment_customer: Mapped[str | None] = choice("Held at the customer", Held, aliases=also("customer stock"))
    no_nc_reason: Mapped[str | None] = text("No nonconformity, because", length=500)
    cause_summary: Mapped[str | None] = long_text("Cause in short", aliases=headers.ROOT_CAUSE)
    remedy: Mapped[str | None] = choice(
        "Remedy", Remedy,
        aliases=also("resolution, solution, disposition, settlement, lösung, abhilfe, solución, solução"),
    )  # fmt: skip
    cost: Mapped[int | None] = money("Cost", aliases=also("complaint cost") + headers.COST)
    currency: Mapped[str | None] = text("Currency", length=3, aliases=headers.CURRENCY)
    no_cost: Mapped[bool | None] = flag("No cost")
    replied_on: Mapped[date | None] = day(
        "Replied on", when=When.PAST,
        aliases=also("reply date, response date, date of reply, answered on, beantwortet am"),
    )  # fmt: skip
    customer_verdict: Mapped[str | None] = choice(
        "Customer's verdict", Verdict, aliases=also("customer satisfied, accepted by customer, customer response")
    )
    lessons: Mapped[str | None] = long_text("Lessons", aliases=also("lessons learned, lesson learned, erkenntnisse"))
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


def derive(complaint: Complaint, _context: Context) -> None:
    """Set what was promised to the customer, where nobody has chosen another day."""
    if complaint.occurred_on is None or WORKFLOW.is_closed(complaint.state):
        return
    start = complaint.occurred_on
    promised = {safety: [after_working_days(start, n) for n in days] for safety, days in DEADLINES.items()}
    wanted = promised[complaint.severity == Severity.CRITICAL]
    for name, index in (("ack_due", 0), ("interim_due", 1), ("due_on", 2)):
        # a day that the other profile set follows the severity; a day that somebody chose stays
        if getattr(complaint, name) in (None, promised[True][index], promised[False][index]):
            setattr(complaint, name, wanted[index])


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
        Inherited(Record.title, aliases=headers.TITLE + also("complaint, complaint title, reklamation, réclamation")),
        Inherited(
            Record.description, label="Customer's words", required=True,
            aliases=headers.DESCRIPTION + also(
                "customer words, complaint text, complaint description, issue, problem, problem description, "
                "kundenaussage, reklamationsgrund, reklamationstext, motif, motivo de la reclamación, "
                "motivo da reclamação, жалоба"
            ),
        ),
        Inherited(
            Record.occurred_on, label="Received on", required=True,
            aliases=headers.DATE + also(
                "date received, received, receipt date, complaint date, date of complaint, reported on, eingang, "
                "eingangsdatum, eingegangen am, date de réception, reçu le, fecha de recepción, recibido el, "
                "data de recebimento, recebido em, data di ricezione, дата получения"
            ),
        ),
        Inherited(Record.due_on, label="Final reply due", aliases=headers.DATES_DUE + also("final due, reply due")),
        Inherited(
            Record.external_ref,
            aliases=also(
                "complaint id, complaint no, complaint number, complaint ref, case no, case id, ticket, "
                "reklamationsnummer, numéro de réclamation, número de reclamación, número da reclamação, номер жалобы"
            ),
        ),
        headers.OWNER, headers.PROCESS, headers.CLOSED_ON, headers.NOTES,
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
    sheet_words=also("complaint, complaints, customer complaints, reklamationen, réclamations, reclamaciones, жалобы"),
    derive=derive,
    checks=(quantities, in_order(Complaint.occurred_on, Complaint.acknowledged_on, Complaint.replied_on)),
)  # fmt: skip
