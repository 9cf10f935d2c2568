"""What a corrective action is: its causes, the criterion written beforehand, what was measured, the earlier cycles."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.records.base import Record
from qms_desktop.records.choices import Answered, Choice, Tone, YesNo
from qms_desktop.records.fields import When, choice, day, flag, long_text, number, person, reference, text, whole
from qms_desktop.records.lines import Line


class State(Choice):
    """The way of a corrective action; without effect it begins again."""

    DRAFT = "draft", "Draft", Tone.GREY
    PLANNED = "planned", "Planned", Tone.BLUE
    IN_PROGRESS = "in_progress", "In progress", Tone.AMBER
    IMPLEMENTED = "implemented", "Implemented", Tone.VIOLET
    EFFECTIVENESS_CHECK = "effectiveness_check", "Effectiveness check", Tone.VIOLET
    CLOSED = "closed", "Closed", Tone.GREEN
    CANCELLED = "cancelled", "Cancelled", Tone.GREY


PLANNING = (State.DRAFT, State.PLANNED)
"""The states in which the plan takes changes."""
JUDGING = (State.IMPLEMENTED, State.EFFECTIVENESS_CHECK)
"""The states in which the result is written down."""
APPROVED = frozenset({State.IN_PROGRESS, State.IMPLEMENTED, State.EFFECTIVENESS_CHECK, State.CLOSED})
"""The states that come after the approval."""


class Result(Choice):
    """What the check of effectiveness found."""

    EFFECTIVE = "effective", "Effective", Tone.GREEN
    PARTLY = "partly", "Partly effective", Tone.AMBER
    NOT_EFFECTIVE = "not_effective", "Not effective", Tone.RED


class Judged(Choice):
    """Who judges: the program from what is recorded, or a person from evidence."""

    INDICATOR = "indicator", "Values of an indicator", Tone.BLUE
    COUNT = "count", "Count of records", Tone.BLUE
    JUDGEMENT = "judgement", "Judgement on evidence", Tone.GREY


class Comparison(Choice):
    """On which side of the limit the figure has to be."""

    AT_MOST = "at_most", "At most", Tone.GREY
    AT_LEAST = "at_least", "At least", Tone.GREY


class Counted(Choice):
    """The records that can be counted."""

    COMPLAINT = "complaint", "Complaints", Tone.GREY
    NONCONFORMITY = "nonconformity", "Nonconformities", Tone.GREY


class CorrectiveAction(Record, kind="corrective_action"):
    """One problem, its causes, and what removes them for good."""

    team: Mapped[str | None] = text("Team", length=500)
    occurrence_cause: Mapped[str | None] = long_text("Why it happened")
    escape_cause: Mapped[str | None] = long_text("Why it was not noticed")
    systemic_cause: Mapped[str | None] = long_text("Why the system let it")
    cause_verified: Mapped[bool | None] = flag("Causes verified")
    resources: Mapped[str | None] = text("Resources", length=500)
    criterion: Mapped[str | None] = long_text(
        "Effective when", hint="For example: no complaint about mixed parts in 90 days"
    )
    data_source: Mapped[str | None] = text("Shown by", length=300)
    sample_size: Mapped[str | None] = text("Sample", length=100)
    baseline: Mapped[str | None] = text("Before", length=300)
    check_on: Mapped[date | None] = day("Check on", when=When.FUTURE)
    judged_by: Mapped[str | None] = choice("Judged by", Judged)
    indicator: Mapped[UUID | None] = reference("Indicator", "indicator")
    periods: Mapped[int | None] = whole("Periods in a row", low=1, high=60)
    counted: Mapped[str | None] = choice("What is counted", Counted)
    counted_category: Mapped[str | None] = text("Of the category", length=100)
    counted_product: Mapped[str | None] = text("Of the product")
    window_days: Mapped[int | None] = whole("Days counted", low=1, high=1100, hint="From the implementation on")
    comparison: Mapped[str | None] = choice("The figure is", Comparison)
    threshold: Mapped[float | None] = number("Limit")
    approved_by: Mapped[UUID | None] = person("Approved by", computed=True)
    approved_on: Mapped[date | None] = day("Approved on", computed=True)
    implemented_on: Mapped[date | None] = day("Implemented on", when=When.PAST)
    result: Mapped[str | None] = choice("Result", Result)
    result_evidence: Mapped[str | None] = long_text("Evidence of the result")
    verifier: Mapped[UUID | None] = person("Verifier")
    risk_update: Mapped[str | None] = choice("Risks updated", Answered)
    document_update: Mapped[str | None] = choice("Documents updated", Answered)
    training_update: Mapped[str | None] = choice("Training updated", Answered)
    not_needed_reason: Mapped[str | None] = long_text("Not needed, because", hint="Why a proposal was declined.")
    read_across: Mapped[str | None] = long_text(
        "Read across", hint="Where else it could happen, and what was done there"
    )
    cycle: Mapped[int | None] = whole("Cycle", computed=True)


class Measured(Line, table="corrective_action_measured", of=CorrectiveAction):
    """What the program found in the data when it looked: it stays as it was, whatever is recorded later."""

    cycle: Mapped[int | None] = whole("Cycle")
    measured_on: Mapped[date | None] = day("Looked on")
    met: Mapped[str | None] = choice("Met", YesNo)
    finding: Mapped[str | None] = long_text("What was found")
    value: Mapped[float | None] = number("Figure")
    n: Mapped[int | None] = whole("Records or values")
    since: Mapped[date | None] = day("From")
    until: Mapped[date | None] = day("Until")
    data: Mapped[str | None] = long_text("Data")
    digest: Mapped[str | None] = text("SHA-256 of the data", length=64)


class FormerCycle(Line, table="corrective_action_cycle", of=CorrectiveAction):
    """A cycle that did not remove the problem: its plan, its result, and what was learned."""

    cycle: Mapped[int | None] = whole("Cycle")
    ended_on: Mapped[date | None] = day("Ended on")
    result: Mapped[str | None] = choice("Result", Result)
    causes: Mapped[str | None] = long_text("Causes")
    plan: Mapped[str | None] = long_text("Actions")
    criterion: Mapped[str | None] = long_text("Effective when")
    approved_on: Mapped[date | None] = day("Approved on")
    implemented_on: Mapped[date | None] = day("Implemented on")
    check_on: Mapped[date | None] = day("Check on")
    evidence: Mapped[str | None] = long_text("Evidence of the result")
    verifier: Mapped[UUID | None] = person("Verifier")
