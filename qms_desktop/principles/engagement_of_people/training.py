"""Training: the way from the need to the proof, and how the register is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from qms_desktop.errors import Unmet
from qms_desktop.principles.dates import in_order, note_day
from qms_desktop.principles.engagement_of_people.competences import Assessment, Competence
from qms_desktop.principles.engagement_of_people.courses import Participant, State, Training
from qms_desktop.principles.engagement_of_people.learning import Evaluation, Outcome, Passed, Source
from qms_desktop.principles.engagement_of_people.levels import Level
from qms_desktop.records.base import Record
from qms_desktop.records.choices import YesNo
from qms_desktop.records.lines import Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow, differ

FOLLOW_UP = timedelta(days=60)
"""After so many days the effect is looked at, where no other day is planned."""


def competence_of(training: Training, context: Context) -> Competence | None:
    """The competence that it is for."""
    return context.session.get(Competence, training.competence) if training.competence else None


def learners(training: Training, context: Context) -> list[UUID]:
    """Who was there and did not fail."""
    found = context.lines(training, Participant.__tablename__)
    return [p.person for p in found if p.present == YesNo.YES and p.result != Passed.FAILED]


def without_level(training: Training, context: Context) -> list[UUID]:
    """Who learned it, and has no assessment of the competence since."""
    if training.outcome != Outcome.EFFECTIVE or not (training.competence and training.target_level):
        return []
    since = select(Assessment.person).where(
        Assessment.record == training.competence, Assessment.assessed_on >= (training.held_on or date.min)
    )
    known = set(context.session.scalars(since))
    return [person for person in learners(training, context) if person not in known]


def somebody_to_train(training: Training, context: Context) -> Iterator[Unmet]:
    """A training is for somebody."""
    if not context.lines(training, Participant.__tablename__):
        yield Unmet("Nobody is to be trained yet. Add the participants.")


def somebody_to_teach(training: Training, _context: Context) -> Iterator[Unmet]:
    """And by somebody."""
    if training.taught_by is None and not training.provider:
        yield Unmet("Say who teaches.", field="taught_by", must=False)


def attendance_shown(training: Training, context: Context) -> Iterator[Unmet]:
    """Who was there is known of everybody, and something shows it."""
    invited = context.lines(training, Participant.__tablename__)
    if any(p.present is None for p in invited):
        yield Unmet("Say of every participant whether they were present.")
    elif not any(p.present == YesNo.YES for p in invited):
        yield Unmet("Nobody was present, so it was not delivered. Plan it again.")
    if not training.attendance and not context.attached(training):
        yield Unmet("Attach the attendance sheet, or say where it is.", field="attendance")


def observed_where_critical(training: Training, context: Context) -> Iterator[Unmet]:
    """What a critical competence asks: seen at work or in results, by somebody who did not teach it."""
    competence = competence_of(training, context)
    if competence is None or not competence.critical:
        return
    if training.evaluation not in (Evaluation.OBSERVED, Evaluation.RESULT):
        yield Unmet(f"“{competence.title}” is critical: evaluate it on the job.", field="evaluation", must=False)
    yield from differ(
        Training.evaluator, Training.taught_by, "Somebody else than the trainer must evaluate a critical competence."
    )(training, context)


def worked(training: Training, _context: Context) -> Iterator[Unmet]:
    """What was not effective does not close; what was partly, says how it goes on."""
    if training.outcome == Outcome.NOT:
        yield Unmet("It was not effective. Use “Plan again”.", field="outcome")
    elif training.outcome == Outcome.PARTLY and not training.next_step:
        yield Unmet("It was partly effective: say what the next step is.", field="next_step")


def levels_written(training: Training, context: Context) -> Iterator[Unmet]:
    """What they can do now stands in the matrix, which nobody fills behind their backs."""
    missing = without_level(training, context)
    if missing and training.target_level:
        names = ", ".join(context.session.scalars(select(Record.title).where(Record.id.in_(missing))))
        level = Level(training.target_level).label
        yield Unmet(f"Level {level} is not written down for {names} yet.", must=False)


def short_of_effect(training: Training, _context: Context) -> Iterator[Unmet]:
    """An effective training is not planned again; a new need is a new record."""
    if training.outcome == Outcome.EFFECTIVE:
        yield Unmet("It was effective. For a refresher add a new training.", field="outcome")


def await_evaluation(training: Training, context: Context) -> None:
    """From now on the evaluation is what is due."""
    training.evaluate_on = training.evaluate_on or (training.held_on or context.today) + FOLLOW_UP
    training.due_on = training.evaluate_on


def begin_again(training: Training, context: Context) -> None:
    """The next round has days, attendance and an evaluation of its own; the history keeps the first."""
    training.planned_on = training.held_on = training.evaluate_on = training.evaluated_on = training.due_on = None
    training.evaluation = training.outcome = training.attendance = None
    for line in context.lines(training, Participant.__tablename__):
        line.present = line.result = line.score = None


WORKFLOW = Workflow(
    states=State,
    initial=State.IDENTIFIED,
    closed=frozenset({State.CLOSED, State.CANCELLED}),
    aside=frozenset({State.CANCELLED}),
    transitions=(
        Transition(
            "plan", "Plan", (State.IDENTIFIED,), State.PLANNED,
            needs=(Training.owner, Training.planned_on), asks=(Training.competence, Training.target_level),
            guards=(somebody_to_train, somebody_to_teach),
        ),
        Transition(
            "deliver", "Delivered", (State.PLANNED,), State.DELIVERED,
            guards=(attendance_shown,), effects=(note_day(Training.held_on), await_evaluation),
        ),
        Transition(
            "evaluate", "Evaluated", (State.DELIVERED,), State.EVALUATED,
            needs=(Training.evaluation, Training.outcome, Training.evaluator), asks=(Training.findings,),
            guards=(observed_where_critical,), effects=(note_day(Training.evaluated_on),),
        ),
        Transition("close", "Close", (State.EVALUATED,), State.CLOSED, guards=(worked, levels_written)),
        Transition(
            "repeat", "Plan again", (State.EVALUATED,), State.PLANNED,
            guards=(short_of_effect,), effects=(begin_again,), minor=True,
        ),
        Transition(
            "cancel", "Cancel", (State.IDENTIFIED, State.PLANNED), State.CANCELLED, asks_reason=True, minor=True
        ),
        Transition("reopen", "Reopen", (State.CLOSED,), State.EVALUATED, asks_reason=True, minor=True),
        Transition("reopen", "Reopen", (State.CANCELLED,), State.IDENTIFIED, asks_reason=True, minor=True),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Training,
    prefix="TRN",
    title="Training",
    one="training",
    purpose="What has to be learned, who was taught, and whether it worked.",
    clause="7.2",
    icon="graduation-cap",
    workflow=WORKFLOW,
    columns=(
        Training.number, Training.title, Training.competence, Training.source, Training.held_on, Training.outcome,
        Training.state, Training.owner, Training.due_on,
    ),
    form=(
        Section(
            "Need",
            (
                Training.title, Training.description, Training.source, Training.competence, Training.target_level,
                Training.owner, Training.due_on, Training.process, Training.external_ref,
            ),
        ),
        Section(
            "Event",
            (
                Training.form, Training.taught_by, Training.provider, Training.planned_on, Training.held_on,
                Training.hours, Training.cost, Training.currency, Training.attendance,
            ),
        ),
        Section(
            "Effect",
            (
                Training.evaluate_on, Training.evaluated_on, Training.evaluation, Training.evaluator, Training.outcome,
                Training.findings, Training.next_step, Training.notes, Training.closed_on,
            ),
        ),
    ),
    inherited=(
        Inherited(Record.description, label="Reason"),
    ),
    lines=(Lines(Participant, "Participants", "participant", key=(Participant.person,)),),
    chips=(State.DELIVERED, Source.NEW_HIRE, Outcome.NOT),
    example={
        "title": "TIG welding of thin stainless tube",
        "description": "Two of the five welders have never welded tube below 1.5 mm.",
        "source": "gap",
        "target_level": "3",
        "form": "on_the_job",
        "hours": 16.0,
    },
    checks=(in_order(Training.held_on, Training.evaluated_on),),
)  # fmt: skip
