"""Opportunities: what could go better than planned, what it is worth, and what became of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from qms_desktop.principles.dates import in_order, note_day
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, day, long_text, money, number, text, whole
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """The way of an opportunity."""

    IDEA = "idea", "Idea", Tone.BLUE
    EVALUATED = "evaluated", "Evaluated", Tone.AMBER
    PURSUE = "pursue", "Pursued", Tone.VIOLET
    REALISED = "realised", "Realised", Tone.GREEN
    DROPPED = "dropped", "Dropped", Tone.GREY


class Opportunity(Record, kind="opportunity"):
    """One chance, judged from 1 to 5 in three ways."""

    benefit: Mapped[str | None] = long_text("Expected benefit")
    value: Mapped[int | None] = whole("Value", low=1, high=5, hint="1 little, 5 very much")
    feasibility: Mapped[int | None] = whole("Feasibility", low=1, high=5, hint="1 hardly, 5 certainly")
    effort: Mapped[int | None] = whole("Effort", low=1, high=5, hint="1 little, 5 very much")
    score: Mapped[float | None] = number("Value × feasibility / effort", computed=True)
    benefit_measured: Mapped[str | None] = long_text("Benefit measured", hint="What was measured, and how")
    benefit_amount: Mapped[int | None] = money("Benefit in money", hint="In a year")
    currency: Mapped[str | None] = text("Currency", length=3)
    realised_on: Mapped[date | None] = day("Realised on", when=When.PAST)


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
        Inherited(Record.description, label="Idea"),
        Inherited(Record.occurred_on, label="Identified on"),
        Inherited(Record.due_on, label="Look again by"),
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
    derive=derive,
    checks=(in_order(Opportunity.occurred_on, Opportunity.realised_on),),
)  # fmt: skip
