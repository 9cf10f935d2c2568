from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from qms_desktop.principles.customer_focus.survey_rows import Answer, Invitation, Question, Survey
from qms_desktop.principles.customer_focus.surveys import REGISTER
from tests.principles.world import World

DETRACTORS, PASSIVES, PROMOTERS = [4] * 7, [7] * 9, [10] * 14


def wave(world: World, state: str = "open", **values: object) -> Survey:
    given = {"state": state, "template": "relationship", "population": 60, "closes_on": date(2026, 11, 10)}
    owner = world.person("Ana").id
    return cast("Survey", world.add("survey", given | {"owner": owner} | values))


def ask(world: World, survey: Survey, kind: str, code: str = "Q1", **more: object) -> Question:
    line = Question(record=survey.id, position=1, code=code, wording="How?", question_kind=kind, **more)
    world.session.add(line)
    world.session.flush()
    return line


def answer(world: World, survey: Survey, given: list[Any], code: str = "Q1") -> None:
    for place, value in enumerate(given, 1):
        if code == "Q1":
            world.session.add(Invitation(record=survey.id, position=place, code=str(place)))
        line = Answer(record=survey.id, position=place, invitation=str(place), question=code, answer=str(value))
        world.session.add(line)
    world.session.flush()
    assert REGISTER.derive
    REGISTER.derive(survey, world)
    world.session.flush()


def problems(world: World, survey: Survey) -> list[str]:
    return [unmet.message for check in REGISTER.checks for unmet in check(survey, world)]


def test_a_wave_opens_with_questions_and_somebody_to_ask(world: World) -> None:
    survey = wave(world, "draft", population=None)
    assert world.musts(survey, "open") == {
        "population",
        "There are no questions. Use “Take the template's questions”, or add your own.",
        "Nobody is asked. Add the invitations.",
    }
    assert world.shoulds(survey, "open") == {"medium", "opens_on"}
    ask(world, survey, "nps")
    world.session.add(Invitation(record=survey.id, position=1, code="1"))
    world.amend(survey, population=60)
    assert not world.musts(survey, "open")


def test_the_template_is_copied_once_in_the_language_of_the_survey(world: World) -> None:
    survey = wave(world, "draft", language="de")
    world.move(survey, "take_template")
    questions = world.lines(survey, "survey_question")
    assert [q.code for q in questions] == [f"Q{n}" for n in range(1, 8)]
    assert questions[0].wording.startswith("Wie wahrscheinlich")
    assert {q.driver for q in questions} - {None} == {"quality", "delivery", "communication", "price", "support"}
    assert world.musts(survey, "take_template")
    assert world.musts(wave(world, "draft", template="own"), "take_template") == {"template"}


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "said"),
    [
        ("nps", "10", "11", "a whole number from 0 to 10"),
        ("csat", "5", "0", "a whole number from 1 to 5"),
        ("ces", "7", "3.5", "a whole number from 1 to 7"),
        ("yes_no", "Yes", "perhaps", "one of yes, no"),
        ("choice", "blue", "green", "one of Red, Blue"),
    ],
)
def test_an_answer_is_one_that_its_question_takes(world: World, kind: str, right: str, wrong: str, said: str) -> None:
    survey = wave(world)
    ask(world, survey, kind, options="Red; Blue")
    answer(world, survey, [right])
    assert problems(world, survey) == []
    world.lines(survey, "survey_answer")[0].answer = wrong
    (problem,) = problems(world, survey)
    assert problem.startswith(f"Invitation 1: “{wrong}” is no answer to Q1")
    assert said in problem


def test_answers_are_settled_and_belong_to_an_invitation_and_a_question(world: World) -> None:
    survey = wave(world)
    ask(world, survey, "choice", options="Red; Blue")
    answer(world, survey, ["blue"])
    line = world.lines(survey, "survey_answer")[0]
    assert line.answer == "Blue"
    line.invitation, line.question = "9", "Q9"
    assert len(problems(world, survey)) == 2


def test_what_contradicts_itself_is_refused(world: World) -> None:
    survey = wave(world, population=1, anonymous=True, opens_on=date(2026, 11, 11))
    ask(world, survey, "choice", options="Only one")
    for place in (1, 2):
        world.session.add(Invitation(record=survey.id, position=place, code=str(place), contact="Ilse Brandt"))
    world.session.flush()
    assert len(problems(world, survey)) == 4


def test_the_score_is_said_with_what_it_may_be(world: World) -> None:
    survey = wave(world)
    ask(world, survey, "nps")
    answer(world, survey, DETRACTORS + PASSIVES + PROMOTERS)
    assert survey.result == "NPS 23 (somewhere between 3 and 44 of your 60 customers' view; n = 30)"
    assert (survey.asked, survey.answered, survey.response_rate) == (30, 30, 100)
    contented = wave(world, population=None)
    ask(world, contented, "csat", weight=1)
    answer(world, contented, [5] * 22 + [3] * 8)
    assert contented.result
    assert contented.result.startswith("73 % content (somewhere between 56 and 86 if those")
    assert contented.satisfaction_index == pytest.approx(86.7)


def test_nine_answers_are_listed_and_ten_are_a_score(world: World) -> None:
    survey = wave(world)
    ask(world, survey, "nps", weight=1)
    answer(world, survey, [10, 2, 9, 9, 9, 9, 9, 9, 9])
    assert survey.result == "Too few for a score: 2, 9, 9, 9, 9, 9, 9, 9, 10"
    assert survey.satisfaction_index is None
    ten = wave(world)
    ask(world, ten, "ces")
    answer(world, ten, [5, 6, 7, 5, 6, 7, 5, 6, 7, 6])
    assert ten.result
    assert ten.result.startswith("6.0 of 7 (somewhere between 5.5 and 6.5")


def test_two_waves_differ_only_beyond_chance(world: World) -> None:
    first = wave(world, "closed", closes_on=date(2026, 5, 1))
    ask(world, first, "nps")
    answer(world, first, DETRACTORS + PASSIVES + PROMOTERS)
    assert first.change is None
    second = wave(world)
    ask(world, second, "nps")
    answer(world, second, DETRACTORS + PASSIVES + [10] * 18)
    assert second.change == f"No detectable change since {first.number} (23 then, 32 now)."
    third = wave(world, closes_on=date(2026, 11, 12))
    ask(world, third, "nps")
    answer(world, third, [10] * 30)
    assert third.change == f"Better than {first.number} (23 then, 100 now)."


def test_questions_stay_as_they_were_answered(world: World) -> None:
    survey = wave(world)
    assert world.musts(survey, "close") == {"Nobody has answered yet. Enter the answers, or cancel the survey."}
    assert not world.musts(survey, "redraft")
    ask(world, survey, "nps")
    answer(world, survey, [3])
    assert len(world.musts(survey, "redraft")) == 1
    assert not world.musts(survey, "close")


def test_whoever_wants_to_be_called_is_called_before_it_is_evaluated(world: World) -> None:
    survey = wave(world, "closed")
    line = Invitation(record=survey.id, position=1, code="1", follow_up=True)
    world.session.add(line)
    world.session.flush()
    assert world.musts(survey, "evaluate") == {"conclusion", "followed_up"}
    line.followed_up = "Called on the same day"
    world.amend(survey, conclusion="Deliveries first.")
    assert not world.musts(survey, "evaluate")
