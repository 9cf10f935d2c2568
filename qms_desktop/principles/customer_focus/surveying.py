"""The rules of a survey: which answers a question takes, when questions are fixed, and what the answers say.

Decision: a wave has questions of its own, copied from a template, and they change in the draft only, to which no way
leads back once an answer is there. Rejected: versioned templates as records, which a small organisation would have to
keep, while a wave must show for good what was asked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from typing import Any, cast

from sqlalchemy import select

from qms_desktop.errors import Unmet
from qms_desktop.paths import bundled
from qms_desktop.principles.customer_focus import scores
from qms_desktop.principles.customer_focus.survey_rows import (
    Answer,
    Invitation,
    Language,
    Question,
    QuestionKind,
    State,
    Survey,
    Template,
)
from qms_desktop.records.base import Record
from qms_desktop.records.workflow import Context


def rows(survey: Survey, context: Context, of: type[Question | Invitation | Answer]) -> Sequence[Any]:
    """The lines of one kind. Nothing is saved by asking: the rules still see what was changed."""
    with context.session.no_autoflush:
        return context.lines(survey, str(of.__tablename__))


def options(question: Question) -> list[str]:
    """The answers among which one is chosen."""
    if question.question_kind == QuestionKind.YES_NO:
        return ["yes", "no"]
    return [part.strip() for part in (question.options or "").split(";") if part.strip()]


def settled(question: Question, answer: str) -> str:
    """An answer as it is kept.

    Raises:
        ValueError: it is none that this question takes, with what it takes.
    """
    words, kind = answer.strip(), QuestionKind(question.question_kind or QuestionKind.TEXT)
    if kind in scores.SCALES:
        low, high = scores.SCALES[kind]
        figure = words.removesuffix(".0").removesuffix(",0")
        if not figure.isascii() or not figure.isdigit() or not low <= int(figure) <= high:
            raise ValueError(f"“{words}” is no answer to {question.code}: a whole number from {low} to {high} is.")
        return str(int(figure))
    if kind == QuestionKind.TEXT:
        return words
    for option in options(question):
        if option.casefold() == words.casefold():
            return option
    raise ValueError(f"“{words}” is no answer to {question.code}: one of {', '.join(options(question))} is.")


def answers_right(survey: Survey, context: Context) -> Iterator[Unmet]:
    """Each answer is one that its question takes, and given by somebody who was asked."""
    asked = {line.code for line in rows(survey, context, Invitation)}
    questions = {line.code: line for line in rows(survey, context, Question)}
    for line in cast("Sequence[Answer]", rows(survey, context, Answer)):
        if line.invitation not in asked:
            yield Unmet(f"There is no invitation {line.invitation} in this survey. Add it first.", field="invitation")
        if line.question not in questions:
            yield Unmet(f"There is no question {line.question} in this survey.", field="question")
            continue
        try:
            settled(questions[line.question], line.answer or "")
        except ValueError as error:
            yield Unmet(f"Invitation {line.invitation}: {error}", field="answer")


def sensible(survey: Survey, context: Context) -> Iterator[Unmet]:
    """Days in their order, no more asked than there are, no names where nobody is named, something to choose from."""
    if survey.opens_on and survey.closes_on and survey.closes_on < survey.opens_on:
        yield Unmet(
            f"The answers end on {survey.closes_on}, before they begin on {survey.opens_on}.", field="closes_on"
        )
    invited = cast("Sequence[Invitation]", rows(survey, context, Invitation))
    if survey.population is not None and len(invited) > survey.population:
        yield Unmet(
            f"{len(invited)} are asked, but the population is {survey.population}. Correct one of both.",
            field="population",
        )
    if survey.anonymous and any(line.customer or line.contact for line in invited):
        yield Unmet("The survey is anonymous, so its invitations name nobody. Take the names away.", field="anonymous")
    for line in cast("Sequence[Question]", rows(survey, context, Question)):
        if line.question_kind == QuestionKind.CHOICE and len(options(line)) < 2:  # noqa: PLR2004  a choice has two
            yield Unmet(f"{line.code}: name at least two answers, separated by ;.", field="options")


def something_to_ask(survey: Survey, context: Context) -> Iterator[Unmet]:
    """A wave has questions and somebody to answer them."""
    if not rows(survey, context, Question):
        yield Unmet("There are no questions. Use “Take the template's questions”, or add your own.")
    if not rows(survey, context, Invitation):
        yield Unmet("Nobody is asked. Add the invitations.")


def no_questions_yet(survey: Survey, context: Context) -> Iterator[Unmet]:
    """A template is taken once, into an empty survey, and own questions are written by hand."""
    if survey.template == Template.OWN:
        yield Unmet(
            "Own questions are written by hand. To take prepared ones, choose another template.", field="template"
        )
    if rows(survey, context, Question):
        yield Unmet("There are questions already. Take them away first, or change them by hand.")


def unanswered(survey: Survey, context: Context) -> Iterator[Unmet]:
    """What was answered is no longer asked otherwise."""
    if count := len(rows(survey, context, Answer)):
        yield Unmet(f"There are {count} answers, so the questions are fixed. Make a new wave for other questions.")


def something_answered(survey: Survey, context: Context) -> Iterator[Unmet]:
    """A wave without an answer is cancelled rather than closed."""
    if not rows(survey, context, Answer):
        yield Unmet("Nobody has answered yet. Enter the answers, or cancel the survey.")


def called_back(survey: Survey, context: Context) -> Iterator[Unmet]:
    """Whoever asked to be called was called."""
    for line in cast("Sequence[Invitation]", rows(survey, context, Invitation)):
        if line.follow_up and not line.followed_up:
            yield Unmet(f"Invitation {line.code} wants to be called. Say what was made of it.", field="followed_up")


def take_template(survey: Survey, context: Context) -> None:
    """Copy the questions of the template in the survey's language."""
    found = tomllib.loads(bundled("resources", "catalogues", "surveys.toml").read_text(encoding="utf-8"))
    language = survey.language or Language.ENGLISH
    for place, one in enumerate(found[str(survey.template)], 1):
        context.session.add(
            Question(
                record=survey.id,
                position=place,
                code=f"Q{place}",
                wording=one[str(language)],
                question_kind=one["kind"],
                weight=one.get("weight"),
                driver=one.get("driver"),
            )
        )
    context.session.flush()


def derive(survey: Survey, context: Context) -> None:
    """Settle the answers, and work out what they say: by question, as a whole, and beside the wave before."""
    questions = {line.code: line for line in cast("Sequence[Question]", rows(survey, context, Question))}
    answers = cast("Sequence[Answer]", rows(survey, context, Answer))
    given: dict[str, list[str]] = {code: [] for code in questions}
    for line in answers:
        if line.question in questions and line.answer:
            try:
                line.answer = settled(questions[line.question], line.answer)
            except ValueError:
                continue  # `answers_right` refuses it in words
            given[line.question].append(line.answer)
    survey.asked = len(rows(survey, context, Invitation))
    survey.answered = len({line.invitation for line in answers})
    survey.response_rate = round(100 * survey.answered / survey.asked, 1) if survey.asked else None
    for code, question in questions.items():
        question.result = scores.said(question, given[code], survey.population)
    survey.satisfaction_index = scores.weighted(questions.values(), given)
    leading = scores.leading(questions.values())
    survey.result = scores.said(leading, given[leading.code], survey.population) if leading else None
    survey.change = _change(survey, leading, given, context)


def _change(survey: Survey, leading: Question | None, given: dict[str, list[str]], context: Context) -> str | None:
    """What has changed since the wave before with the same template."""
    now = scores.interval(leading, given[leading.code], survey.population) if leading else None
    before = previous(survey, context) if now else None
    if leading is None or now is None or before is None:
        return None
    asked = cast("Sequence[Question]", rows(before, context, Question))
    same = next((line for line in asked if line.code == leading.code), None)
    if same is None or same.question_kind != leading.question_kind:
        return None
    told = [line.answer for line in rows(before, context, Answer) if line.question == same.code]
    return scores.compared(same.question_kind, before.number, scores.interval(same, told, before.population), now)


def previous(survey: Survey, context: Context) -> Survey | None:
    """The last wave with the same template whose answers ended before this one's."""
    if survey.template == Template.OWN or survey.closes_on is None:
        return None
    query = select(Survey).where(
        Survey.template == survey.template,
        Survey.closes_on < survey.closes_on,
        Record.state.in_([str(State.CLOSED), str(State.EVALUATED)]),
        Record.voided.is_(False),
    )
    with context.session.no_autoflush:
        return context.session.scalars(query.order_by(Survey.closes_on.desc(), Survey.id.desc()).limit(1)).first()
