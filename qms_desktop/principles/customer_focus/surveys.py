"""Surveys: the way of a wave from its questions to what is concluded, and how the register is shown."""

from __future__ import annotations

from qms_desktop.principles.customer_focus import surveying
from qms_desktop.principles.customer_focus.survey_rows import Answer, Invitation, Question, State, Survey
from qms_desktop.records.base import Record
from qms_desktop.records.lines import Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Transition, Workflow

WORKFLOW = Workflow(
    states=State,
    initial=State.DRAFT,
    closed=frozenset({State.EVALUATED, State.CANCELLED}),
    aside=frozenset({State.CANCELLED}),
    transitions=(
        Transition(
            "open", "Open", (State.DRAFT,), State.OPEN,
            needs=(Survey.owner, Survey.population, Survey.closes_on), asks=(Survey.medium, Survey.opens_on),
            guards=(surveying.something_to_ask,),
        ),
        Transition(
            "take_template", "Take the template's questions", (State.DRAFT,), State.DRAFT,
            guards=(surveying.no_questions_yet,), effects=(surveying.take_template,), minor=True,
        ),
        Transition(
            "redraft", "Back to draft", (State.OPEN,), State.DRAFT, guards=(surveying.unanswered,), minor=True
        ),
        Transition("close", "End the answers", (State.OPEN,), State.CLOSED, guards=(surveying.something_answered,)),
        Transition("resume", "Take more answers", (State.CLOSED,), State.OPEN, asks_reason=True, minor=True),
        Transition(
            "evaluate", "Evaluated", (State.CLOSED,), State.EVALUATED,
            needs=(Survey.conclusion,), guards=(surveying.called_back,),
        ),
        Transition("cancel", "Cancel", (State.DRAFT, State.OPEN), State.CANCELLED, asks_reason=True, minor=True),
        Transition("reopen", "Reopen", (State.EVALUATED,), State.CLOSED, asks_reason=True, minor=True),
        Transition("reopen", "Reopen", (State.CANCELLED,), State.DRAFT,
            guards=(surveying.unanswered,), asks_reason=True, minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Survey,
    prefix="SUR",
    title="Surveys",
    one="survey",
    purpose="What customers say when you ask them, with how sure you can be of it.",
    clause="9.1.2",
    icon="clipboard-check",
    workflow=WORKFLOW,
    columns=(
        Survey.number, Survey.title, Survey.template, Survey.state, Survey.answered, Survey.response_rate,
        Survey.owner, Survey.closes_on,
    ),
    form=(
        Section(
            "Who is asked what",
            (
                Survey.title, Survey.description, Survey.template, Survey.language, Survey.medium, Survey.anonymous,
            ),
            editable_in=(State.DRAFT,),
        ),
        Section(
            "Of how many, and when",
            (
                Survey.population, Survey.opens_on, Survey.closes_on, Survey.owner, Survey.due_on, Survey.process,
            ),
        ),
        Section(
            "What they say",
            (
                Survey.result, Survey.change, Survey.satisfaction_index, Survey.asked, Survey.answered,
                Survey.response_rate, Survey.conclusion,
            ),
        ),
        Section("Record", (Survey.notes, Survey.closed_on)),
    ),
    inherited=(
        Inherited(Record.description, label="Purpose"),
        Inherited(Record.due_on, label="Evaluate by"),
    ),
    lines=(
        Lines(Question, "Questions", "question", key=(Question.code,), editable_in=(State.DRAFT,)),
        Lines(
            Invitation, "Invitations", "invitation", key=(Invitation.code,),
            editable_in=(State.DRAFT, State.OPEN, State.CLOSED),
        ),
        Lines(Answer, "Answers", "answer", key=(Answer.invitation, Answer.question), editable_in=(State.OPEN,)),
    ),
    chips=(State.OPEN,),
    example={
        "title": "Customers in autumn",
        "description": "Would they recommend us, and what drives it?",
        "template": "relationship",
        "language": "en",
        "population": 60,
        "medium": "workbook",
    },
    derive=surveying.derive,
    checks=(surveying.sensible, surveying.answers_right),
)  # fmt: skip
