"""Workbook 04: the questions of a survey to everybody who is asked, or to one of them alone."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from sqlalchemy import select

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange.forms.form import Form, FormColumn, FormRow
from qms_desktop.exchange.forms.identity import identity
from qms_desktop.exchange.forms.writing import write_form
from qms_desktop.exchange.table import FORM
from qms_desktop.principles.customer_focus.scores import SCALES
from qms_desktop.principles.customer_focus.survey_rows import (
    COMMENT,
    Answer,
    Invitation,
    Question,
    QuestionKind,
    State,
    Survey,
)
from qms_desktop.principles.customer_focus.surveying import options, rows
from qms_desktop.records.base import Record
from qms_desktop.workspace.look import Look

KIND, TEMPLATE, VERSION = f"{FORM}survey", "04 Survey answers", "1"
COLUMNS = (
    FormColumn("invite", "No.", locked=True, width=10),
    FormColumn("customer", "Customer", locked=True, width=24),
    FormColumn("question", "Question", "long_text", locked=True, width=48),
    FormColumn("takes", "Answer with", "long_text", locked=True, width=24),
    FormColumn("answer", "Answer", "long_text", required=True, width=20),
    FormColumn("comment", "Comment", "long_text", width=36, most=COMMENT, hint="What else there is to say."),
    FormColumn("answered_on", "Answered on", "day", width=13, hint="The day of the answer."),
)
INSTRUCTIONS = (
    "Fill in the white cells and send the file back. The blue cells are ours. Leave empty what you cannot answer."
)


def survey_named(look: Look, words: str) -> tuple[Survey, str]:
    """The survey of a number, and the code of an invitation behind a stroke: `SUR-2026-0001/3`.

    Raises:
        RuleBroken: there is none.
    """
    number, _stroke, code = words.partition("/")
    found = look.resolve("survey", number.strip()) if number.strip() else None
    if found is None:
        raise RuleBroken(f"There is no survey “{words}”. Name one by its number, such as SUR-2026-0001.")
    return cast("Survey", look.get(found)), code.strip()


def write_survey(look: Look, path: Path, survey: Survey, code: str = "") -> int:
    """Write workbook 04 with all invitations, or with one of them; returns the number of rows in it.

    Raises:
        RuleBroken: another ending, the survey takes no answers, or nobody is asked. Unavailable: the file cannot be
            written.
    """
    if path.suffix.lower() != ".xlsx":
        raise RuleBroken(f"“{path.name}” must end in .xlsx.")
    if survey.state != State.OPEN:
        state = State(survey.state).label.lower()
        raise RuleBroken(f"{survey.number} is {state}, so it takes no answers. Open it before it is sent out.")
    asked = [line for line in rows(survey, look, Invitation) if code in ("", line.code)]
    if not asked:
        raise RuleBroken(f"{survey.number} has no invitation {code}." if code else f"{survey.number} asks nobody.")
    found = _rows(look, survey, asked)
    until = f", until {survey.closes_on.isoformat()}" if survey.closes_on else ""
    form = Form(
        template=TEMPLATE,
        version=VERSION,
        kind=KIND,
        title=survey.title,
        about=look.organisation.name,
        period=f"{survey.number}{until}",
        instructions=INSTRUCTIONS,
        columns=COLUMNS,
        rows=found,
        subject=survey.id.hex,
    )
    write_form(path, form, identity(look))
    return len(found)


def _rows(look: Look, survey: Survey, asked: list[Invitation]) -> list[FormRow]:
    keys = [line.customer for line in asked if line.customer]
    query = select(Record.id, Record.title).where(Record.id.in_(keys))
    names = {row.id: row.title for row in look.session.execute(query)}
    given = {(line.invitation, line.question): line for line in rows(survey, look, Answer)}
    made = []
    for one in asked:
        who = (names.get(one.customer, "") if one.customer else "") or one.contact or ""
        for question in cast("list[Question]", rows(survey, look, Question)):
            number, known = f"{one.code}/{question.code}", given.get((one.code, question.code))
            filled = (_typed(known.answer), known.comment, known.answered_on) if known else (None, None, None)
            cells = (number, who, question.wording, said(question), *filled)
            made.append(FormRow(f"{one.id.hex}{question.id.hex}", number, cells, _takes(question)))
    return made


def _typed(answer: str) -> object:
    return int(answer) if answer.isascii() and answer.isdigit() else answer


def said(question: Question) -> str:
    """What the question takes, in words."""
    kind = QuestionKind(question.question_kind or QuestionKind.TEXT)
    if kind in SCALES:
        low, high = SCALES[kind]
        return f"{low} to {high} ({high} is best)"
    return ", ".join(options(question)) or "your own words"


def _takes(question: Question) -> tuple[int, int] | tuple[str, ...]:
    kind = QuestionKind(question.question_kind or QuestionKind.TEXT)
    return SCALES[kind] if kind in SCALES else tuple(options(question))
