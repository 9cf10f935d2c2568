"""What the answers to a question say, in words: a score with its interval, or the answers themselves where few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from qms_desktop.principles.customer_focus.survey_rows import Question, QuestionKind
from qms_desktop.statistics import satisfaction
from qms_desktop.statistics.intervals import ENOUGH, Interval

LONGEST = 400
SCALES = {QuestionKind.NPS: (0, 10), QuestionKind.CSAT: (1, 5), QuestionKind.CES: (1, 7)}
"""The lowest and the highest answer of each kind that is answered by a figure."""


NAMED = {QuestionKind.NPS: "NPS {}", QuestionKind.CSAT: "{} % content", QuestionKind.CES: "{} of 7"}


def leading(questions: Iterable[Question]) -> Question | None:
    """The question that stands for the whole: the first with a figure and without a driver."""
    scored = [q for q in questions if q.question_kind in SCALES]
    return next((q for q in scored if not q.driver), scored[0] if scored else None)


def interval(question: Question, answers: Sequence[str], population: int | None) -> Interval | None:
    """The score of a question; None where there are too few answers, or it has none."""
    if question.question_kind not in SCALES or len(answers) < ENOUGH:
        return None
    figures = [int(answer) for answer in answers]
    if question.question_kind == QuestionKind.NPS:
        return satisfaction.nps(figures, population=population)
    if question.question_kind == QuestionKind.CSAT:
        return satisfaction.csat(figures, population=population)
    return satisfaction.mean(figures, population=population, bounds=SCALES[QuestionKind.CES])


def said(question: Question, answers: Sequence[str], population: int | None) -> str | None:
    """The answers to a question in one sentence."""
    if not answers:
        return None
    kind, n = QuestionKind(question.question_kind or QuestionKind.TEXT), len(answers)
    if kind not in SCALES:
        counts = Counter(answers).most_common()
        counted = ", ".join(f"{answer}: {count} of {n}" for answer, count in counts)
        return f"{n} in their own words" if kind == QuestionKind.TEXT else counted[:LONGEST]
    found = interval(question, answers, population)
    if found is None:
        return f"Too few for a score: {', '.join(sorted(answers, key=int))}"
    whose = f"of your {population} customers' view" if population else "if those who did not answer think alike"
    value, low, high = (figure(kind, number) for number in (found.value, found.low, found.high))
    return f"{NAMED[kind].format(value)} (somewhere between {low} and {high} {whose}; n = {n})"


def figure(kind: str | None, number: float) -> str:
    """A score as it is printed: means with a decimal, the others whole."""
    return f"{number:.{1 if kind == QuestionKind.CES else 0}f}"


def weighted(questions: Iterable[Question], answers: Mapping[str, Sequence[str]]) -> float | None:
    """The satisfaction index from 0 to 100 over the weighted questions; None below ten answers to one of them."""
    pairs = []
    for question in questions:
        if question.question_kind in SCALES and question.weight:
            given = answers[question.code]
            if len(given) < ENOUGH:
                return None
            low, high = SCALES[QuestionKind(question.question_kind)]
            pairs.append((question.weight, 100 * (fmean(map(int, given)) - low) / (high - low)))
    found = satisfaction.index(pairs)
    return None if found is None else round(found, 1)


def compared(kind: str | None, number: str, before: Interval | None, now: Interval) -> str | None:
    """Two waves side by side: never better or worse while both may be the same."""
    if before is None:
        return None
    values = f"{figure(kind, before.value)} then, {figure(kind, now.value)} now"
    if not satisfaction.changed(before, now):
        return f"No detectable change since {number} ({values})."
    return f"{'Better' if now.value > before.value else 'Worse'} than {number} ({values})."
