"""Risks: what may happen, how bad it would be, and what was decided about it.

Longer than other registers: three assessments, treatment and acceptance each bring fields and moves of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.risk_based_thinking.matrix import (
    APPETITE,
    AUTHORITY,
    RANK,
    REVIEW_DAYS,
    Impact,
    Level,
    Likelihood,
    above_appetite,
    level_of,
)
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, long_text, person, text, whole
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Effect, Transition, Workflow, held_by


class State(Choice):
    """The way of a risk. Accepted and within appetite are the two ways without treatment."""

    IDENTIFIED = "identified", "Identified", Tone.BLUE
    ASSESSED = "assessed", "Assessed", Tone.AMBER
    TREATMENT = "treatment", "Treatment", Tone.VIOLET
    ACCEPTED = "accepted", "Accepted", Tone.AMBER
    WITHIN_APPETITE = "within_appetite", "Within appetite", Tone.GREEN
    MONITORED = "monitored", "Monitored", Tone.GREEN
    CLOSED = "closed", "Closed", Tone.GREY


class Treatment(Choice):
    """What is done about it."""

    AVOID = "avoid", "Avoid", Tone.BLUE
    REDUCE = "reduce", "Reduce", Tone.BLUE
    SHARE = "share", "Share", Tone.BLUE
    RETAIN = "retain", "Retain", Tone.GREY


class Risk(Record, kind="risk"):
    """One thing that may happen: cause, event, consequence."""

    cause: Mapped[str | None] = long_text("Cause")
    event: Mapped[str | None] = long_text("Event")
    consequence: Mapped[str | None] = long_text("Consequence")
    category: Mapped[str | None] = text("Category", length=100)
    identified_by: Mapped[str | None] = text("Identified by")
    existing_controls: Mapped[str | None] = long_text("Existing controls")
    inherent_likelihood: Mapped[str | None] = choice("Inherent likelihood", Likelihood)
    inherent_impact: Mapped[str | None] = choice("Inherent impact", Impact)
    likelihood: Mapped[str | None] = choice("Likelihood", Likelihood)
    impact: Mapped[str | None] = choice("Impact", Impact)
    score: Mapped[int | None] = whole("Likelihood × impact", computed=True)
    level: Mapped[str | None] = choice("Level", Level, computed=True)
    treatment: Mapped[str | None] = choice("Treatment", Treatment)
    treatment_plan: Mapped[str | None] = long_text("Treatment plan")
    treatment_due: Mapped[date | None] = day("Treatment due", when=When.FUTURE)
    residual_likelihood: Mapped[str | None] = choice("Residual likelihood", Likelihood)
    residual_impact: Mapped[str | None] = choice("Residual impact", Impact)
    residual_level: Mapped[str | None] = choice(
        "Residual level", Level, hint="Follows from likelihood and impact, where both are given"
    )
    accepted_by: Mapped[UUID | None] = person("Accepted by")
    accepted_reason: Mapped[str | None] = text("Accepted because", length=500)
    accepted_until: Mapped[date | None] = day("Accepted until", when=When.FUTURE)


def derive(risk: Risk, context: Context) -> None:
    """Look the levels up, and set the day of the next review where there is none."""
    level = level_of(risk.likelihood, risk.impact)
    risk.level = str(level) if level else None
    risk.score = int(risk.likelihood) * int(risk.impact) if risk.likelihood and risk.impact else None
    residual = level_of(risk.residual_likelihood, risk.residual_impact)
    if residual and (risk.residual_level is None or not _told_by_list(risk)):
        risk.residual_level = str(residual)
    if level and risk.due_on is None and not WORKFLOW.is_closed(risk.state):
        risk.due_on = context.today + timedelta(days=REVIEW_DAYS[level])


def _told_by_list(risk: Risk) -> bool:
    """Whether the residual level came from an old list, whose matrix may be another, and no figure changed since."""
    fields = inspect(risk).attrs
    refigured = fields.residual_likelihood.history.has_changes() or fields.residual_impact.history.has_changes()
    return bool(risk.taken_over_from) and (not refigured or bool(fields.residual_level.history.has_changes()))


def not_worse(risk: Risk, _context: Context) -> Iterator[Unmet]:
    """What remains after a treatment cannot be worse than what is."""
    pairs = (
        ("likelihood", risk.residual_likelihood, risk.likelihood),
        ("impact", risk.residual_impact, risk.impact),
    )
    for name, residual, current in pairs:
        if residual and current and int(residual) > int(current):
            yield Unmet(
                f"The residual {name} ({residual}) is above the current one ({current}).", field=f"residual_{name}"
            )
    if risk.residual_level and risk.level and RANK[Level(risk.residual_level)] > RANK[Level(risk.level)]:
        yield Unmet("The residual level is above the current one.", field="residual_level")


def within(risk: Risk, _context: Context) -> Iterator[Unmet]:
    """Only what the organisation is ready to live with."""
    if above_appetite(risk.level):
        label = Level(str(risk.level)).label
        yield Unmet(f"{label} is above the appetite ({APPETITE.label}). Treat or accept it.", field="level")


def may_accept(risk: Risk, context: Context) -> Iterator[Unmet]:
    """The higher the risk, the higher the hand that accepts it."""
    if context.actor is None or not risk.level:
        return
    allowed = AUTHORITY[Level(risk.level)]
    if not held_by(context.actor) & set(allowed):
        names = " or ".join(role.label for role in allowed)
        yield Unmet(f"{names} must accept a risk of this level; {context.actor.title} does not hold that role.")


def not_expired(risk: Risk, context: Context) -> Iterator[Unmet]:
    """An acceptance ends in the future."""
    if risk.accepted_until is not None and risk.accepted_until <= context.today:
        yield Unmet("The acceptance must end after today.", field="accepted_until")


def treated_when_lower(risk: Risk, _context: Context) -> Iterator[Unmet]:
    """A risk does not shrink by itself."""
    if risk.residual_level and risk.level and risk.residual_level != risk.level and risk.treatment is None:
        yield Unmet("The residual level is lower, so a treatment must be named.", field="treatment")


def sign_acceptance(risk: Risk, context: Context) -> None:
    """Who accepted it."""
    risk.accepted_by = context.actor.id if context.actor else risk.accepted_by


def end_acceptance(risk: Risk, _context: Context) -> None:
    """The acceptance is gone; the trail keeps it."""
    risk.accepted_by = risk.accepted_reason = risk.accepted_until = None


def plan_review(risk: Risk, context: Context) -> None:
    """A day for the next look, where the old one has passed."""
    if risk.level and (risk.due_on is None or risk.due_on <= context.today):
        risk.due_on = context.today + timedelta(days=REVIEW_DAYS[Level(risk.level)])


def promote(risk: Risk, _context: Context) -> None:
    """What was planned to remain is what there is now; the day of the review follows the new level."""
    risk.likelihood, risk.impact = risk.residual_likelihood, risk.residual_impact
    risk.due_on = None


ASSESSMENT = (Risk.owner, Risk.cause, Risk.event, Risk.consequence, Risk.likelihood, Risk.impact)
DECIDED = (State.TREATMENT, State.WITHIN_APPETITE, State.ACCEPTED)
REVIEWED: tuple[Effect, ...] = (plan_review,)

WORKFLOW = Workflow(
    states=State,
    initial=State.IDENTIFIED,
    closed=frozenset({State.CLOSED}),
    aside=frozenset({State.ACCEPTED, State.WITHIN_APPETITE}),
    transitions=(
        Transition(
            "assess", "Assess", (State.IDENTIFIED,), State.ASSESSED,
            needs=ASSESSMENT, asks=(Risk.inherent_likelihood, Risk.inherent_impact),
        ),
        Transition(
            "treat", "Treat", (State.ASSESSED,), State.TREATMENT, needs=(Risk.treatment, Risk.treatment_plan),
        ),
        Transition(
            "within_appetite", "Within appetite", (State.ASSESSED,), State.WITHIN_APPETITE, guards=(within,),
        ),
        Transition(
            "accept", "Accept", (State.ASSESSED, State.TREATMENT), State.ACCEPTED,
            needs=(Risk.accepted_reason, Risk.accepted_until), guards=(may_accept, not_expired),
            signs=True, effects=(sign_acceptance,), minor=True,
        ),
        Transition(
            "revoke_acceptance", "Revoke acceptance", (State.ACCEPTED, State.MONITORED), State.ASSESSED,
            needs=(Risk.accepted_until,), asks_reason=True, effects=(end_acceptance,), minor=True,
        ),
        Transition("monitor", "Monitor", DECIDED, State.MONITORED, guards=(treated_when_lower,), effects=REVIEWED),
        Transition(
            "promote", "Make residual the current risk", (State.TREATMENT, State.MONITORED), State.ASSESSED,
            needs=(Risk.residual_likelihood, Risk.residual_impact), effects=(promote,), minor=True,
        ),
        Transition(
            "review", "Review", (State.MONITORED, State.TREATMENT, State.WITHIN_APPETITE), State.ASSESSED,
            effects=REVIEWED, minor=True,
        ),
        Transition("close", "Close, no longer exists", (State.MONITORED,), State.CLOSED, asks_reason=True, minor=True),
        Transition("reopen", "Reopen", (State.CLOSED,), State.ASSESSED, asks_reason=True, effects=REVIEWED, minor=True),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Risk,
    prefix="RSK",
    title="Risks",
    one="risk",
    purpose="What may go wrong, how bad it would be, what is done about it, and when it is looked at again.",
    clause="6.1",
    icon="shield-alert",
    workflow=WORKFLOW,
    columns=(
        Risk.number, Risk.title, Risk.category, Risk.level, Risk.residual_level, Risk.state, Risk.owner, Risk.due_on,
    ),
    form=(
        Section(
            "The risk",
            (
                Risk.title, Risk.cause, Risk.event, Risk.consequence, Risk.category, Risk.owner, Risk.process,
                Risk.due_on, Risk.occurred_on, Risk.identified_by, Risk.external_ref,
            ),
        ),
        Section(
            "Assessment",
            (
                Risk.existing_controls, Risk.inherent_likelihood, Risk.inherent_impact, Risk.likelihood, Risk.impact,
                Risk.level, Risk.score,
            ),
        ),
        Section(
            "Treatment",
            (
                Risk.treatment, Risk.treatment_due, Risk.treatment_plan, Risk.residual_likelihood,
                Risk.residual_impact, Risk.residual_level,
            ),
        ),
        Section("Acceptance", (Risk.accepted_reason, Risk.accepted_until, Risk.accepted_by)),
        Section("Record", (Risk.notes, Risk.closed_on)),
    ),
    inherited=(
        Inherited(Record.occurred_on, label="Identified on"),
        Inherited(Record.due_on, label="Review on"),
    ),
    chips=(Level.CRITICAL, Level.HIGH, State.TREATMENT, State.ACCEPTED),
    example={
        "title": "The only plater fails",
        "cause": "All zinc plating is done by one supplier.",
        "event": "The supplier stops delivering for weeks.",
        "consequence": "Half of the orders are late; customers buy elsewhere.",
        "category": "Supply",
        "existing_controls": "Two weeks of plated stock",
        "inherent_likelihood": "3",
        "inherent_impact": "5",
        "likelihood": "3",
        "impact": "4",
        "treatment": "reduce",
        "treatment_plan": "Approve a second plater and give it every tenth order.",
        "residual_likelihood": "3",
        "residual_impact": "2",
    },
    derive=derive,
    checks=(not_worse,),
)  # fmt: skip
