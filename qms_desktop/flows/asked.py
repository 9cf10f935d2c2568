"""What follows from asking customers; of a survey, the words of who wants to be called, or is least content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from qms_desktop.flows.measured import Values, common
from qms_desktop.principles.customer_focus.complaints import Channel
from qms_desktop.principles.customer_focus.customers import Customer
from qms_desktop.principles.customer_focus.feedback import Sentiment
from qms_desktop.principles.customer_focus.scores import SCALES, leading
from qms_desktop.principles.customer_focus.survey_rows import Answer, Invitation, Question, QuestionKind, Survey
from qms_desktop.principles.customer_focus.surveying import rows
from qms_desktop.records.workflow import Context
from qms_desktop.statistics.satisfaction import DETRACTOR


def feedback_of_customer(customer: Customer, context: Context) -> Values:
    """What this customer lets us know."""
    return {
        "title": f"Feedback of {customer.title}"[:250],
        "customer": customer.id,
        "contact": customer.contact,
        "occurred_on": context.today,
    }


def complaint_of_survey(survey: Survey, context: Context) -> Values:
    """A complaint in the words of the answers."""
    return common(survey) | _told(survey, context) | {"channel": str(Channel.SURVEY)}


def feedback_of_survey(survey: Survey, context: Context) -> Values:
    """Feedback to be followed up."""
    return common(survey) | _told(survey, context) | {"sentiment": str(Sentiment.NEGATIVE)}


def _told(survey: Survey, context: Context) -> Values:
    one = to_call(survey, context)
    day = {"occurred_on": context.today, "description": survey.result or survey.title}
    if one is None:
        return day
    questions = {line.code: line for line in cast("Sequence[Question]", rows(survey, context, Question))}
    said = [line for line in cast("Sequence[Answer]", rows(survey, context, Answer)) if line.invitation == one.code]
    words = [
        f"{questions[line.question].wording} {line.answer}{f' ({line.comment})' if line.comment else ''}"
        for line in said
        if line.question in questions
    ]
    title = f"{survey.title}: invitation {one.code}"[:250]
    return day | {
        "title": title,
        "customer": one.customer,
        "contact": one.contact,
        "description": "\n".join(words) or title,
    }


def to_call(survey: Survey, context: Context) -> Invitation | None:
    """Who is to be called first: who asked for it and was not called, else the least content who was not."""
    open_ones = {
        line.code: line
        for line in cast("Sequence[Invitation]", rows(survey, context, Invitation))
        if not line.followed_up
    }
    if asked := next((line for line in open_ones.values() if line.follow_up), None):
        return asked
    question = leading(cast("Sequence[Question]", rows(survey, context, Question)))
    if question is None:
        return None
    low, high = SCALES[QuestionKind(str(question.question_kind))]
    bound = low + (high - low) * DETRACTOR / 10
    figures = [
        (int(line.answer), line.invitation)
        for line in cast("Sequence[Answer]", rows(survey, context, Answer))
        if line.question == question.code and line.invitation in open_ones and int(line.answer) <= bound
    ]
    return open_ones[min(figures)[1]] if figures else None
