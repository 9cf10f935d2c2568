"""What a survey is: the wave with its questions, whom it asks, and what they answer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, flag, long_text, number, reference, text, whole
from qms_desktop.records.lines import Line

COMMENT = 1000
"""The longest comment, in characters (spec/workbooks.md, 04)."""


class State(Choice):
    """The way of a wave."""

    DRAFT = "draft", "Draft", Tone.GREY
    OPEN = "open", "Open", Tone.BLUE
    CLOSED = "closed", "Closed", Tone.AMBER
    EVALUATED = "evaluated", "Evaluated", Tone.GREEN
    CANCELLED = "cancelled", "Cancelled", Tone.GREY


class Template(Choice):
    """The prepared sets of questions (resources/catalogues/surveys.toml)."""

    RELATIONSHIP = "relationship", "Recommendation and its drivers", Tone.BLUE
    SATISFACTION = "satisfaction", "Satisfaction with an order", Tone.GREEN
    EFFORT = "effort", "Effort of the customer", Tone.VIOLET
    OWN = "own", "Own questions", Tone.GREY


class Language(Choice):
    """The languages in which the prepared questions are there."""

    ENGLISH = "en", "English", Tone.GREY
    GERMAN = "de", "German", Tone.GREY
    FRENCH = "fr", "French", Tone.GREY
    SPANISH = "es", "Spanish", Tone.GREY


class Medium(Choice):
    """How the questions reach people."""

    WORKBOOK = "workbook", "Workbook", Tone.GREEN
    PRINT = "print", "Printed sheet", Tone.GREY
    PHONE = "phone", "Telephone", Tone.BLUE
    MAIL = "mail", "Text of a mail", Tone.GREY


class QuestionKind(Choice):
    """How a question is answered."""

    NPS = "nps", "Recommend, 0 to 10", Tone.BLUE
    CSAT = "csat", "Content, 1 to 5", Tone.GREEN
    CES = "ces", "Easy, 1 to 7", Tone.VIOLET
    YES_NO = "yes_no", "Yes or no", Tone.GREY
    CHOICE = "choice", "One of several", Tone.GREY
    TEXT = "text", "Own words", Tone.GREY


class Driver(Choice):
    """What drives satisfaction."""

    QUALITY = "quality", "Quality", Tone.GREEN
    DELIVERY = "delivery", "Delivery", Tone.BLUE
    COMMUNICATION = "communication", "Communication", Tone.VIOLET
    PRICE = "price", "Price", Tone.AMBER
    SUPPORT = "support", "Support", Tone.GREY


class Survey(Record, kind="survey"):
    """One wave: the same questions to a number of customers within a period."""

    template: Mapped[str | None] = choice("Template", Template, required=True)
    language: Mapped[str | None] = choice("Language of the questions", Language)
    population: Mapped[int | None] = whole(
        "Population", low=1, hint="How many customers there are, whether asked or not; the intervals follow from it"
    )
    opens_on: Mapped[date | None] = day("Answers from")
    closes_on: Mapped[date | None] = day("Answers until")
    medium: Mapped[str | None] = choice("Medium", Medium)
    anonymous: Mapped[bool | None] = flag("Anonymous")
    result: Mapped[str | None] = text("Result", length=400, computed=True)
    change: Mapped[str | None] = text("Since the wave before", length=300, computed=True)
    asked: Mapped[int | None] = whole("Asked", computed=True)
    answered: Mapped[int | None] = whole("Answered", computed=True)
    response_rate: Mapped[float | None] = number("Response rate in %", computed=True)
    satisfaction_index: Mapped[float | None] = number("Satisfaction index, 0 to 100", computed=True)
    conclusion: Mapped[str | None] = long_text("What we conclude")


class Question(Line, table="survey_question", of=Survey):
    """One question, as everybody gets it."""

    code: Mapped[str] = text("Code", length=20, required=True, hint="Q1, Q2 ...")
    wording: Mapped[str] = text("Question", length=500, required=True)
    question_kind: Mapped[str | None] = choice("Answered by", QuestionKind, required=True)
    options: Mapped[str | None] = text("Answers to choose from", length=500, hint="Separated by ;")
    weight: Mapped[float | None] = number("Weight", low=0, high=10)
    driver: Mapped[str | None] = choice("Driver", Driver)
    result: Mapped[str | None] = text("Result", length=400, computed=True)


class Invitation(Line, table="survey_invitation", of=Survey):
    """Somebody who is asked, or the number of a sheet that was handed out."""

    code: Mapped[str] = text("Code", length=20, required=True, hint="1, 2 ...")
    customer: Mapped[UUID | None] = reference("Customer", "customer")
    contact: Mapped[str | None] = text("Contact")
    sent_on: Mapped[date | None] = day("Sent on", when=When.PAST)
    follow_up: Mapped[bool | None] = flag("Wants to be called")
    followed_up: Mapped[str | None] = text("What was made of it", length=500)


class Answer(Line, table="survey_answer", of=Survey):
    """What one of them says to one question."""

    invitation: Mapped[str] = text("Invitation", length=20, required=True)
    question: Mapped[str] = text("Question", length=20, required=True)
    answer: Mapped[str] = text("Answer", length=COMMENT, required=True)
    comment: Mapped[str | None] = text("Comment", length=COMMENT)
    answered_on: Mapped[date | None] = day("Answered on", when=When.PAST)
