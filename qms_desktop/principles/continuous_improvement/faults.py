"""`Nonconformity`: its states, its choices and its fields. The rules are in `nonconformities` and `causes`."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from qms_desktop.principles.containment import Held
from qms_desktop.principles.continuous_improvement.grades import Severity
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Answered, Choice, Tone, YesNo
from qms_desktop.records.fields import When, choice, day, flag, long_text, money, number, person, text


class State(Choice):
    """The way of a nonconformity. Correction only is the short way beside it."""

    OPEN = "open", "Open", Tone.BLUE
    CONTAINED = "contained", "Contained", Tone.AMBER
    CAUSE_ANALYSIS = "cause_analysis", "Cause analysis", Tone.VIOLET
    ACTION_DECIDED = "action_decided", "Action decided", Tone.AMBER
    CORRECTION_ONLY = "correction_only", "Correction only", Tone.AMBER
    CLOSED = "closed", "Closed", Tone.GREEN


class Source(Choice):
    """Where it came to light."""

    COMPLAINT = "complaint", "Complaint", Tone.RED
    AUDIT = "audit", "Audit", Tone.VIOLET
    INSPECTION = "inspection", "Inspection", Tone.BLUE
    PROCESS = "process", "Process", Tone.BLUE
    SUPPLIER = "supplier", "Supplier", Tone.AMBER
    IDEA = "idea", "Idea or remark", Tone.GREY
    RISK = "risk_event", "Event of a risk", Tone.RED


class CauseCode(Choice):
    """The family of the cause."""

    PEOPLE = "people", "People", Tone.GREY
    MACHINE = "machine", "Machine", Tone.GREY
    MATERIAL = "material", "Material", Tone.GREY
    METHOD = "method", "Method", Tone.GREY
    MEASUREMENT = "measurement", "Measurement", Tone.GREY
    ENVIRONMENT = "environment", "Surroundings", Tone.GREY
    MANAGEMENT = "management", "Management", Tone.GREY


class Nonconformity(Record, kind="nonconformity"):
    """One requirement not fulfilled."""

    detected_where: Mapped[str | None] = text("Where", required=True)
    source: Mapped[str | None] = choice("Source", Source)
    reported_by: Mapped[str | None] = text("Reported by")
    category: Mapped[str | None] = text("Category", length=100, hint="For example: Surface / Scratch")
    severity: Mapped[str | None] = choice("Severity", Severity)
    product: Mapped[str | None] = text("Product")
    lot: Mapped[str | None] = text("Lot, order or serial", length=100)
    quantity: Mapped[float | None] = number("Quantity", low=0)
    contained_on: Mapped[date | None] = day("Contained on", when=When.PAST)
    containment: Mapped[str | None] = long_text("Containment")
    containment_own: Mapped[str | None] = choice("Held in our stock", Held)
    containment_transit: Mapped[str | None] = choice("Held in transit", Held)
    containment_customer: Mapped[str | None] = choice("Held at the customer", Held)
    containment_supplier: Mapped[str | None] = choice("Held at the supplier", Held)
    correction: Mapped[str | None] = long_text("Correction")
    requirement: Mapped[str | None] = text("Requirement", length=300)
    evidence: Mapped[str | None] = long_text("Objective evidence")
    statement: Mapped[str | None] = long_text("Statement")
    no_cause_reason: Mapped[str | None] = text("No cause analysis, because", length=500)
    occurrence_cause: Mapped[str | None] = long_text("Why it happened")
    escape_cause: Mapped[str | None] = long_text("Why it was not noticed")
    systemic_cause: Mapped[str | None] = long_text("Why the system let it")
    cause_verified: Mapped[bool | None] = flag("Cause verified")
    cause_code: Mapped[str | None] = choice("Cause family", CauseCode)
    cause_detail: Mapped[str | None] = text("Cause in detail", length=100, hint="For example: Method / Step skipped")
    similar_elsewhere: Mapped[str | None] = choice("Similar cases elsewhere", YesNo)
    correction_verified_on: Mapped[date | None] = day("Correction verified on", when=When.PAST)
    correction_verified_by: Mapped[UUID | None] = person("Correction verified by")
    risk_review: Mapped[str | None] = choice("Risks looked at again", Answered)
    qms_change: Mapped[str | None] = choice("Change of the QMS", Answered)
    not_needed_reason: Mapped[str | None] = long_text("Not needed, because", hint="Why a proposal was declined.")
    cost: Mapped[int | None] = money("Cost")
    currency: Mapped[str | None] = text("Currency", length=3)
    causes_told: Mapped[str | None] = mapped_column(Text)
    """What the three texts of the causes said when they last followed from the analysis (`causes.follow`)."""
