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
from qms_desktop.principles import headers, words
from qms_desktop.principles.headers import also
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

    IDENTIFIED = "identified", "Identified", Tone.BLUE, *words.OPEN
    ASSESSED = "assessed", "Assessed", Tone.AMBER, *also(
        "evaluated, open analysis, open evaluation, open research, bewertet, évalué, evaluado, avaliado"
    )  # fmt: skip
    TREATMENT = "treatment", "Treatment", Tone.VIOLET, *also(
        "mitigation, mitigating, active mitigation required, open planning, open design, open implementation, "
        "open mitigation, open pilot, in behandlung, en traitement, en tratamiento"
    ), *words.IN_PROGRESS  # fmt: skip
    ACCEPTED = "accepted", "Accepted", Tone.AMBER, *also("akzeptiert, accepté, aceptado, aceito, принят")
    WITHIN_APPETITE = (
        "within_appetite",
        "Within appetite",
        Tone.GREEN,
        *also("acceptable, tolerated, tolerable, akzeptabel"),
    )
    MONITORED = "monitored", "Monitored", Tone.GREEN, *also(
        "monitoring, open monitoring, under monitoring, mitigated, controlled, überwacht, surveillé"
    ), *words.ACTIVE, *words.DONE  # fmt: skip
    CLOSED = "closed", "Closed", Tone.GREY, *words.CLOSED, *words.CANCELLED


class Treatment(Choice):
    """What is done about it."""

    AVOID = "avoid", "Avoid", Tone.BLUE, *also("eliminate, avoidance, vermeiden, éviter, evitar, избежать")
    REDUCE = (
        "reduce",
        "Reduce",
        Tone.BLUE,
        *also("mitigate, mitigation, control, vermindern, réduire, reducir, reduzir, mitigar"),
    )
    SHARE = "share", "Share", Tone.BLUE, *also("transfer, insure, übertragen, teilen, transférer, transferir, передать")
    RETAIN = (
        "retain",
        "Retain",
        Tone.GREY,
        *also("accept, acceptance, tolerate, akzeptieren, accepter, aceptar, aceitar"),
    )


class Risk(Record, kind="risk"):
    """One thing that may happen: cause, event, consequence."""

    cause: Mapped[str | None] = long_text(
        "Cause", aliases=also("risk cause, root cause, vulnerability, risk source, reason, ursache, causa, причина")
    )
    event: Mapped[str | None] = long_text(
        "Event",
        aliases=also(
            "risk event, risk description, description, description of risk, scenario, risk scenario, risk statement, "
            "hazard description, beschreibung, risikobeschreibung, description du risque, descripción, "
            "descripción del riesgo, descrição, descrição do risco, descrizione, описание, описание риска"
        ),
    )
    consequence: Mapped[str | None] = long_text(
        "Consequence",
        aliases=also(
            "consequences, effect, effects, impact description, auswirkung, folge, conséquence, consecuencia, efecto"
        )
        + also("consequência, conseguenza, последствия"),
    )
    category: Mapped[str | None] = text(
        "Category", length=100,
        aliases=also(
            "risk category, risk type, type, area of risk, kategorie, risikoart, catégorie, categoría, categoria, "
            "категория"
        ),
    )  # fmt: skip
    identified_by: Mapped[str | None] = text(
        "Identified by", aliases=also("raised by, reported by, found by, erkannt von, identifié par, identificado por")
    )
    existing_controls: Mapped[str | None] = long_text(
        "Existing controls",
        aliases=also("controls, control s, current controls, control, control measures, bestehende maßnahmen, maîtrise")
        + also("controles existentes, controles, controlli, существующие меры"),
    )
    inherent_likelihood: Mapped[str | None] = choice(
        "Inherent likelihood", Likelihood, aliases=also("inherent l, gross likelihood, inherent probability")
    )
    inherent_impact: Mapped[str | None] = choice(
        "Inherent impact", Impact, aliases=also("inherent i, gross impact, inherent severity")
    )
    likelihood: Mapped[str | None] = choice(
        "Likelihood", Likelihood,
        aliases=also(
            "l, l 1to5, l 1 to 5, l 1 5, l current, likelihood 1 5, current likelihood, probability, probability 1 5, "
            "occurrence, p, frequency, wahrscheinlichkeit, eintrittswahrscheinlichkeit, probabilité, probabilidad, "
            "probabilidade, probabilità, вероятность"
        ),
    )  # fmt: skip
    impact: Mapped[str | None] = choice(
        "Impact", Impact,
        aliases=also(
            "i, i 1to5, i 1 to 5, i 1 5, i current, impact 1 5, current impact, severity, severity 1 5, "
            "schadensausmaß, ausmaß, schwere, impacto, gravité, gravedad, gravidade, impatto, gravità, воздействие, "
            "тяжесть"
        ),
    )  # fmt: skip
    score: Mapped[int | None] = whole(
        "Likelihood × impact", computed=True,
        aliases=also("score, risk score, risk level l×i, risk level l i, rating, risk rating, rpn, risikozahl, punkte"),
    )  # fmt: skip
    level: Mapped[str | None] = choice(
        "Level", Level, computed=True,
        aliases=also(
            "risk level, risk level description, risk class, current level, risikostufe, niveau, nivel, livello, "
            "уровень риска"
        ),
    )  # fmt: skip
    treatment: Mapped[str | None] = choice(
        "Treatment", Treatment,
        aliases=also(
            "response, risk response, treatment option, strategy, behandlung, traitement, tratamiento, tratamento"
        ),
    )  # fmt: skip
    treatment_plan: Mapped[str | None] = long_text(
        "Treatment plan",
        aliases=also(
            "action, actions, mitigation, mitigation strategy, mitigation plan, mitigation measures, "
            "mitigation actions, planned actions, treatment actions, risk treatment, measures, maßnahmen, mesures, "
            "plan d'action, medidas, acciones, ações, azioni, misure, меры, мероприятия"
        ),
    )
    treatment_due: Mapped[date | None] = day(
        "Treatment due", when=When.FUTURE,
        aliases=headers.DATES_DUE + also(
            "mitigation due date, mitigation due, action due, action due date, treatment due date"
        ),
    )  # fmt: skip
    residual_likelihood: Mapped[str | None] = choice(
        "Residual likelihood", Likelihood,
        aliases=also(
            "residual l, residual l 1to5, residual l 1 to 5, l residual, residual probability, target likelihood"
        ),
    )  # fmt: skip
    residual_impact: Mapped[str | None] = choice(
        "Residual impact", Impact,
        aliases=also("residual i, residual i 1to5, residual i 1 to 5, i residual, residual severity, target impact"),
    )  # fmt: skip
    residual_level: Mapped[str | None] = choice(
        "Residual level", Level, hint="Follows from likelihood and impact, where both are given",
        aliases=also("residual risk, residual risk level, target level, restrisiko, risque résiduel, riesgo residual"),
    )  # fmt: skip
    accepted_by: Mapped[UUID | None] = person(
        "Accepted by", aliases=also("risk accepted by, akzeptiert von, accepté par")
    )
    accepted_reason: Mapped[str | None] = text("Accepted because", length=500, aliases=also("acceptance reason"))
    accepted_until: Mapped[date | None] = day("Accepted until", when=When.FUTURE, aliases=also("acceptance expiry"))


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
        Inherited(
            Record.title,
            aliases=headers.TITLE + also(
                "risk, risk title, risk name, hazard, risiko, risque, riesgo, risco, rischio, риск"
            ),
        ),
        Inherited(
            Record.occurred_on,
            label="Identified on",
            aliases=headers.DATE + also(
                "identified date, date identified, identification date, date raised, date opened, created, "
                "created on, erkannt am, date d'identification, fecha de identificación, data de identificação, "
                "дата выявления"
            ),
        ),
        Inherited(
            Record.due_on,
            label="Review on",
            aliases=also(
                "review date, next review, next review date, reassessment date, überprüfung am, date de revue, "
                "fecha de revisión, data de revisão, data di revisione, дата пересмотра"
            ),
        ),
        Inherited(
            Record.external_ref,
            aliases=also(
                "risk id, risk no, risk number, risk ref, hazard id, risikonummer, numéro de risque, номер риска"
            ),
        ),
        Inherited(Record.owner, aliases=headers.OWNER.aliases + also("risk owner, mitigation owner, treatment owner")),
        headers.PROCESS, headers.CLOSED_ON, headers.NOTES,
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
    sheet_words=also(
        "risk, risks, risk register, risk log, risk assessment, hazard log, risiko, risiken, risikoregister, "
        "registre des risques, riesgos, matriz de riesgos, riscos, rischi, риски, реестр рисков"
    ),
    derive=derive,
    checks=(not_worse,),
)  # fmt: skip
