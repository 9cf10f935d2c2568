"""The model of an action, and of the changes of its due date."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, flag, long_text, money, person, reference, text, whole
from qms_desktop.records.lines import Line

REASON = 300
"""The longest reason for a new date, in characters; workbook 01 has the same."""


class State(Choice):
    """The way of an action."""

    OPEN = "open", "Open", Tone.BLUE
    IN_PROGRESS = "in_progress", "In progress", Tone.AMBER
    DONE = "done", "Done", Tone.VIOLET
    VERIFIED = "verified", "Verified", Tone.GREEN
    CANCELLED = "cancelled", "Cancelled", Tone.GREY


class ActionKind(Choice):
    """What the action is meant to do."""

    CONTAINMENT = "containment", "Containment", Tone.AMBER
    CORRECTION = "correction", "Correction", Tone.AMBER
    CORRECTIVE = "corrective", "Corrective", Tone.BLUE
    PREVENTIVE = "preventive", "Treatment of a risk", Tone.BLUE
    IMPROVEMENT = "improvement", "Improvement", Tone.GREEN
    OPPORTUNITY = "opportunity", "Opportunity", Tone.GREEN
    DECISION = "decision", "Decision", Tone.VIOLET
    AUDIT = "audit_follow_up", "Audit follow-up", Tone.VIOLET
    OBJECTIVE = "objective_step", "Step of an objective", Tone.VIOLET


class Priority(Choice):
    """What comes first."""

    HIGH = "high", "High", Tone.RED
    MEDIUM = "medium", "Medium", Tone.AMBER
    LOW = "low", "Low", Tone.GREY


class Addresses(Choice):
    """Which of the three causes a corrective action works on."""

    OCCURRENCE = "occurrence", "Why it happened", Tone.BLUE
    ESCAPE = "escape", "Why it was not noticed", Tone.AMBER
    SYSTEMIC = "systemic", "Why the system let it", Tone.VIOLET


class Action(Record, kind="action"):
    """One thing to do, by one person, until one day."""

    action_kind: Mapped[str | None] = choice("Kind", ActionKind)
    priority: Mapped[str | None] = choice("Priority", Priority)
    source: Mapped[UUID | None] = reference("Source", None)
    addresses: Mapped[str | None] = choice("Works on", Addresses)
    original_due: Mapped[date | None] = day("First due date", computed=True)
    reschedule_count: Mapped[int | None] = whole("Times rescheduled", computed=True)
    due_requested: Mapped[date | None] = day("Asked-for date", when=When.FUTURE)
    reschedule_reason: Mapped[str | None] = text("Reason for a new date", length=REASON)
    reschedule_reasons: Mapped[str | None] = long_text("Earlier reasons for delay")
    delay_confirmed_by: Mapped[UUID | None] = person("Delay confirmed by")
    for_review: Mapped[bool | None] = flag("For the management review", computed=True)
    requires_verification: Mapped[bool | None] = flag("Needs verification")
    verifier: Mapped[UUID | None] = person("Verifier")
    evidence: Mapped[str | None] = long_text("Evidence")
    outcome: Mapped[str | None] = long_text("Outcome")
    done_on: Mapped[date | None] = day("Done on", when=When.PAST)
    cost_planned: Mapped[int | None] = money("Planned cost")
    cost_actual: Mapped[int | None] = money("Actual cost")
    currency: Mapped[str | None] = text("Currency", length=3)


class Rescheduling(Line, table="action_rescheduling", of=Action):
    """One change of the due date. The program writes it when the date moves; nobody changes it by hand."""

    was_due: Mapped[date | None] = day("Was due")
    now_due: Mapped[date | None] = day("New date")
    reason: Mapped[str] = text("Reason", length=REASON, required=True)
    changed_on: Mapped[date | None] = day("Changed on", when=When.PAST)
    changed_by: Mapped[UUID | None] = person("Changed by")
