"""Workbook 04 comes back: every answer judged by what its question takes; then one change set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast
from uuid import UUID

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange.check import Problem, Verdict
from qms_desktop.exchange.forms.answers import Answer, AnswerCheck, label
from qms_desktop.exchange.forms.form import Returned, ReturnedRow, plain
from qms_desktop.exchange.forms.identity import refuse_stranger
from qms_desktop.exchange.forms.survey import KIND
from qms_desktop.exchange.values import to_date
from qms_desktop.principles.customer_focus import survey_rows
from qms_desktop.principles.customer_focus.survey_rows import Invitation, Question, State, Survey
from qms_desktop.principles.customer_focus.surveying import rows, settled
from qms_desktop.principles.customer_focus.surveys import REGISTER
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.validation import checked
from qms_desktop.workspace.work import Work

LINES = str(survey_rows.Answer.__tablename__)
FIELDS = next(lines for lines in REGISTER.lines if lines.name == LINES).fields
HEX = 32
"""The length of a key: a row carries that of its invitation, then that of its question."""


def check(look: Look, returned: Returned) -> AnswerCheck:
    """Judge every row; nothing is written.

    Raises:
        RuleBroken: the workbook is of another kind or organisation, or the survey takes no answers.
    """
    refuse_stranger(look, returned, KIND)
    survey = cast("Survey", look.get(UUID(returned.subject)))
    if survey.voided or survey.state != State.OPEN:
        state = "void" if survey.voided else State(survey.state).label.lower()
        raise RuleBroken(f"{survey.number} is {state}, so it takes no answers. Open it again first.")
    found = AnswerCheck(returned, survey.number, fields=FIELDS)
    invited = {line.id: line for line in rows(survey, look, Invitation)}
    questions = {line.id: line for line in rows(survey, look, Question)}
    known = {(line.invitation, line.question): line for line in rows(survey, look, survey_rows.Answer)}
    for row in returned.rows:
        one, question = invited.get(UUID(row.key[:HEX])), questions.get(UUID(row.key[HEX:]))
        if one is None or question is None:
            found.others.append(Problem(row.row, "", row.number, f"{row.number} is not asked any more."))
            continue
        answer = Answer(row, survey.id)
        answer.problems += [Problem(row.row, *told) for told in _judged(look, found, answer, question)]
        if answer.problems:
            answer.verdict = Verdict.ATTENTION
        else:
            _settle(answer, known.get((one.code, question.code)))
        found.answers.append(answer)
    sentence = "This row did not go out with the workbook. Add the invitation in the program."
    found.others += [Problem(number, "", "", sentence) for number in returned.strangers]
    return found


def _judged(look: Look, found: AnswerCheck, answer: Answer, question: Question) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a row: header, cell and sentence; what is right is set on the answer."""
    row, labels = answer.row, found.returned.labels
    for name, place in row.altered.items():
        yield labels[name], "", f"{place} is ours and was altered. Nothing is taken from this row; correct it by hand."
    if row.altered or not row.filled:
        return
    text = plain(row.values["answer"])
    if not text:
        yield labels["answer"], "", f"{row.number} has no answer. To take one away, do so in the program."
        return
    for name in ("answer", "comment", "answered_on"):
        try:
            answer.values[name] = checked(FIELDS[name], _value(row, name, question), look.today)
        except ValueError as error:
            yield labels[name], plain(row.values[name]), str(error)


def _value(row: ReturnedRow, name: str, question: Question) -> object:
    if name == "answered_on":
        return to_date(row.values[name])
    text = plain(row.values[name])
    return settled(question, text) if name == "answer" else text or None


def _settle(answer: Answer, known: survey_rows.Answer | None) -> None:
    """What is not so already; so the same workbook a second time changes nothing."""
    answer.before = {name: getattr(known, name, None) for name in answer.values}
    answer.values = {name: value for name, value in answer.values.items() if value != answer.before[name]}
    if answer.values:
        answer.verdict = Verdict.CHANGED


def apply(work: Work, found: AnswerCheck) -> int:
    """Write the answers that need no attention; returns how many.

    Raises:
        RuleBroken: a rule refuses one after all; then nothing is written.
    """
    survey = cast("Survey", work.get(UUID(found.returned.subject)))
    invited = {line.id: line.code for line in rows(survey, work, Invitation)}
    questions = {line.id: line.code for line in rows(survey, work, Question)}
    known = {(line.invitation, line.question): line.id for line in rows(survey, work, survey_rows.Answer)}
    new: list[dict[str, object]] = []
    for answer in found.written:
        key = answer.row.key
        code, question = invited[UUID(key[:HEX])], questions[UUID(key[HEX:])]
        if (code, question) in known:
            work.amend_line(survey, LINES, known[code, question], answer.values, answer.before)
        else:
            new.append({"invitation": code, "question": question, **answer.values})
    if new:
        work.add_lines(survey, LINES, new)
    work.says = label(found)
    return len(found.written)
