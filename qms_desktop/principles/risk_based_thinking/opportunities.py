"""Opportunities: what could go better than planned, what it is worth, and what became of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from qms_desktop.principles import headers, words
from qms_desktop.principles.dates import in_order, note_day
from qms_desktop.principles.headers import also
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, day, long_text, money, number, text, whole
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """The way of an opportunity."""

    IDEA = "idea", "Idea", Tone.BLUE, *also("identified, idee, idée, identificada"), *words.OPEN
    EVALUATED = "evaluated", "Evaluated", Tone.AMBER, *also(
        "assessed, analysed, under evaluation, bewertet, évaluée, evaluada, avaliada, valutata"
    ), *words.ON_HOLD  # fmt: skip
    PURSUE = "pursue", "Pursued", Tone.VIOLET, *also(
        "approved, accepted, planned, verfolgt, poursuivie, aprobada, perseguida"
    ), *words.IN_PROGRESS, *words.ACTIVE  # fmt: skip
    REALISED = "realised", "Realised", Tone.GREEN, *also("realized, achieved, genutzt"), *words.DONE, *words.CLOSED
    DROPPED = "dropped", "Dropped", Tone.GREY, *also("not pursued, declined, verworfen"), *(
        word for word in words.CANCELLED if word != "dropped"
    )  # fmt: skip


class Opportunity(Record, kind="opportunity"):
    """One chance, judged from 1 to 5 in three ways."""

    benefit: Mapped[str | None] = long_text(
        "Expected benefit",
        aliases=also(
            "benefits, advantage, potential, nutzen, vorteil, bénéfice, beneficio, benefício, vantaggio, выгода"
        ),
    )
    value: Mapped[int | None] = whole(
        "Value", low=1, high=5, hint="1 little, 5 very much",
        aliases=also("value 1 5, impact, gain, benefit 1 5, wert, valeur, valor, valore, ценность"),
    )  # fmt: skip
    feasibility: Mapped[int | None] = whole(
        "Feasibility", low=1, high=5, hint="1 hardly, 5 certainly",
        aliases=also("feasibility 1 5, likelihood, probability, machbarkeit, faisabilité, viabilidad, viabilidade")
        + also("fattibilità, осуществимость"),
    )  # fmt: skip
    effort: Mapped[int | None] = whole(
        "Effort", low=1, high=5, hint="1 little, 5 very much",
        aliases=also("effort 1 5, cost 1 5, aufwand, esfuerzo, esforço, sforzo, impegno, трудозатраты, усилия"),
    )  # fmt: skip
    score: Mapped[float | None] = number(
        "Value × feasibility / effort", computed=True,
        aliases=also("score, priority, rating, opportunity score, punkte, priorität, priorité, prioridad, priorità"),
    )  # fmt: skip
    benefit_measured: Mapped[str | None] = long_text(
        "Benefit measured", hint="What was measured, and how",
        aliases=also("actual benefit, result, results, outcome, ergebnis, résultat, resultado, risultato, результат"),
    )  # fmt: skip
    benefit_amount: Mapped[int | None] = money(
        "Benefit in money", hint="In a year",
        aliases=also("saving, savings, gain in money, einsparung, économie, ahorro, economia, risparmio, экономия"),
    )  # fmt: skip
    currency: Mapped[str | None] = text("Currency", length=3, aliases=headers.CURRENCY)
    realised_on: Mapped[date | None] = day(
        "Realised on",
        when=When.PAST,
        aliases=also("realized on, date realised, completed on, umgesetzt am, réalisé le"),
    )


def derive(opportunity: Opportunity, _context: Context) -> None:
    """Work the score out, where all three judgements are there."""
    judged = (opportunity.value, opportunity.feasibility, opportunity.effort)
    value, feasibility, effort = judged
    opportunity.score = round(value * feasibility / effort, 2) if value and feasibility and effort else None


def begin_anew(opportunity: Opportunity, _context: Context) -> None:
    """What is taken up again is not realised."""
    opportunity.realised_on = None


OPEN = (State.IDEA, State.EVALUATED, State.PURSUE)

WORKFLOW = Workflow(
    states=State,
    initial=State.IDEA,
    closed=frozenset({State.REALISED, State.DROPPED}),
    aside=frozenset({State.DROPPED}),
    transitions=(
        Transition(
            "evaluate", "Evaluate", (State.IDEA,), State.EVALUATED,
            needs=(Opportunity.owner, Opportunity.value, Opportunity.feasibility, Opportunity.effort),
            asks=(Opportunity.benefit,),
        ),
        Transition("pursue", "Pursue", (State.EVALUATED,), State.PURSUE, needs=(Opportunity.owner,)),
        Transition(
            "realise", "Realised", (State.PURSUE,), State.REALISED,
            needs=(Opportunity.benefit_measured,), effects=(note_day(Opportunity.realised_on),),
        ),
        Transition("return", "Evaluate again", (State.PURSUE,), State.EVALUATED, asks_reason=True, minor=True),
        Transition("drop", "Drop", OPEN, State.DROPPED, asks_reason=True, minor=True),
        Transition(
            "reopen", "Take up again", (State.DROPPED, State.REALISED), State.EVALUATED,
            asks_reason=True, effects=(begin_anew,), minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Opportunity,
    prefix="OPP",
    title="Opportunities",
    one="opportunity",
    purpose="What could go better than planned, what it is worth, and what was gained by those that were pursued.",
    clause="6.1",
    icon="trending-up",
    workflow=WORKFLOW,
    columns=(
        Opportunity.number, Opportunity.title, Opportunity.process, Opportunity.value, Opportunity.feasibility,
        Opportunity.effort, Opportunity.score, Opportunity.state, Opportunity.owner, Opportunity.due_on,
    ),
    form=(
        Section(
            "The opportunity",
            (
                Opportunity.title, Opportunity.description, Opportunity.benefit, Opportunity.process,
                Opportunity.occurred_on, Opportunity.external_ref,
            ),
        ),
        Section(
            "Evaluation",
            (
                Opportunity.value, Opportunity.feasibility, Opportunity.effort, Opportunity.score, Opportunity.owner,
                Opportunity.due_on,
            ),
        ),
        Section(
            "What was gained",
            (
                Opportunity.benefit_measured, Opportunity.benefit_amount, Opportunity.currency, Opportunity.realised_on,
                Opportunity.notes, Opportunity.closed_on,
            ),
        ),
    ),
    inherited=(
        Inherited(
            Record.title,
            aliases=headers.TITLE + also("opportunity, chance, opportunité, oportunidad, oportunidade, возможность"),
        ),
        Inherited(
            Record.description, label="Idea",
            aliases=headers.DESCRIPTION + also("idea description, opportunity description, idee, idée, ideia, идея"),
        ),
        Inherited(
            Record.occurred_on, label="Identified on",
            aliases=headers.DATE + also("date identified, identified date, created, erkannt am, identifiée le"),
        ),
        Inherited(
            Record.due_on, label="Look again by",
            aliases=headers.DATES_DUE + also("review date, next review, überprüfung am, fecha de revisión"),
        ),
        Inherited(Record.external_ref, aliases=also("opportunity id, opportunity no, opportunity number")),
        headers.OWNER, headers.PROCESS, headers.CLOSED_ON, headers.NOTES,
    ),
    chips=(State.EVALUATED, State.PURSUE),
    example={
        "title": "Deliver sorted in trays",
        "description": "Customers unpack and sort our brackets by hand. We could deliver them as the line needs them.",
        "benefit": "A price that others cannot compare, and fewer mixed parts",
        "value": 4,
        "feasibility": 4,
        "effort": 2,
    },
    sheet_words=also(
        "opportunity, opportunities, opportunity register, opportunity log, chancen, chancenregister, opportunités, "
        "oportunidades, opportunità, возможности"
    ),
    derive=derive,
    checks=(in_order(Opportunity.occurred_on, Opportunity.realised_on),),
)  # fmt: skip
