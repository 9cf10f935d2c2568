from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from qms_desktop.principles.engagement_of_people.competences import Assessment
from qms_desktop.principles.engagement_of_people.courses import Participant, Training
from qms_desktop.principles.engagement_of_people.training import FOLLOW_UP, without_level
from tests.principles.world import World

DAY = date(2026, 11, 10)


@pytest.fixture
def welding(world: World) -> Any:
    return world.add("competence", {"title": "TIG welding"})


def course(world: World, state: str = "planned", **values: object) -> Training:
    given = {"state": state, "owner": world.person("Ana").id, "planned_on": DAY}
    made = world.add("training", given | values)
    assert isinstance(made, Training)
    return made


def invite(world: World, training: Training, name: str, **values: object) -> Participant:
    line = Participant(record=training.id, position=1, person=world.person(name).id, **values)
    world.session.add(line)
    world.session.flush()
    return line


def evaluated(world: World, **values: object) -> Training:
    basics = {"held_on": DAY, "evaluation": "test", "outcome": "effective", "evaluator": world.person("Kim").id}
    return course(world, "evaluated", **(basics | values))


def test_a_plan_names_who_learns_and_when(world: World, welding: Any) -> None:
    need = course(world, "identified", planned_on=None)
    assert world.musts(need, "plan") == {"planned_on", "Nobody is to be trained yet. Add the participants."}
    assert world.shoulds(need, "plan") == {"competence", "target_level", "taught_by"}
    invite(world, need, "Ben")
    world.amend(need, planned_on=DAY, competence=welding.id, target_level="3", provider="Welding school")
    assert world.unmet(need, "plan") == []
    world.move(need, "plan")


def test_delivered_means_that_attendance_is_known_and_shown(world: World) -> None:
    training = course(world)
    ben, eva = invite(world, training, "Ben"), invite(world, training, "Eva")
    unanswered = "Say of every participant whether they were present."
    assert world.musts(training, "deliver") == {unanswered, "attendance"}
    ben.present = "no"
    assert unanswered in world.musts(training, "deliver")
    eva.present = "no"
    assert world.musts(training, "deliver") == {
        "Nobody was present, so it was not delivered. Plan it again.",
        "attendance",
    }
    eva.present = "yes"
    assert world.musts(training, "deliver") == {"attendance"}
    world.files[training.id] = 1
    assert world.musts(training, "deliver") == set()
    world.files.clear()
    world.amend(training, attendance="Folder 7, sheet of 10 November")
    world.move(training, "deliver")
    assert training.held_on == world.today
    assert training.due_on == training.evaluate_on == world.today + FOLLOW_UP


def test_the_day_of_the_evaluation_can_be_chosen(world: World) -> None:
    training = course(world, attendance="Sheet", held_on=DAY, evaluate_on=DAY + timedelta(days=7))
    invite(world, training, "Ben", present="yes")
    world.move(training, "deliver")
    assert (training.held_on, training.due_on) == (DAY, DAY + timedelta(days=7))


def test_an_evaluation_has_a_way_an_outcome_and_somebody_who_looked(world: World) -> None:
    training = course(world, "delivered", held_on=DAY)
    assert world.musts(training, "evaluate") == {"evaluation", "outcome", "evaluator"}
    assert world.shoulds(training, "evaluate") == {"findings"}
    world.amend(training, evaluation="reaction", outcome="effective", evaluator=world.person("Kim").id)
    world.move(training, "evaluate")
    assert training.evaluated_on == world.today


@pytest.mark.parametrize(
    ("evaluation", "asked"), [("reaction", True), ("test", True), ("observed", False), ("result", False)]
)
def test_a_critical_competence_is_observed_on_the_job(world: World, evaluation: str, *, asked: bool) -> None:
    critical = world.add("competence", {"title": "TIG welding", "critical": True})
    training = course(world, "delivered", competence=critical.id, evaluation=evaluation, outcome="effective")
    world.amend(training, evaluator=world.person("Kim").id, findings="Three seams seen")
    assert world.musts(training, "evaluate") == set()
    assert world.shoulds(training, "evaluate") == ({"evaluation"} if asked else set())
    world.amend(critical, critical=False)
    assert world.unmet(training, "evaluate") == []


def test_whoever_taught_it_does_not_judge_a_critical_competence(world: World) -> None:
    critical, kim = world.add("competence", {"critical": True}), world.person("Kim")
    training = course(world, "delivered", competence=critical.id, evaluation="observed", outcome="effective")
    world.amend(training, evaluator=kim.id, taught_by=kim.id)
    assert world.musts(training, "evaluate") == {"evaluator"}
    world.waived = True
    assert world.musts(training, "evaluate") == set()
    world.waived = False
    world.amend(training, taught_by=world.person("Max").id)
    world.move(training, "evaluate")


def test_what_was_not_effective_is_planned_again(world: World) -> None:
    training = evaluated(world, outcome="not_effective", attendance="Sheet", due_on=DAY)
    line = invite(world, training, "Ben", present="yes", result="failed", score=31)
    assert world.musts(training, "close") == {"outcome"}
    world.move(training, "repeat")
    assert training.state == "planned"
    assert (training.held_on, training.outcome, training.evaluated_on, training.attendance) == (None,) * 4
    assert (line.present, line.result, line.score) == (None, None, None)


def test_what_was_effective_is_not_planned_again(world: World) -> None:
    assert world.musts(evaluated(world), "repeat") == {"outcome"}
    world.move(evaluated(world, outcome="partly"), "repeat")


def test_partly_effective_says_how_it_goes_on(world: World) -> None:
    training = evaluated(world, outcome="partly")
    assert world.musts(training, "close") == {"next_step"}
    world.amend(training, next_step="Two more weeks beside Kim")
    world.move(training, "close")


def test_closing_asks_for_the_levels_of_those_who_learned_it(world: World, welding: Any) -> None:
    training = evaluated(world, competence=welding.id, target_level="3")
    ben = invite(world, training, "Ben", present="yes", result="passed")
    invite(world, training, "Eva", present="yes", result="failed")
    invite(world, training, "Tom", present="no")
    (found,) = world.unmet(training, "close")
    assert (found.message, found.must) == ("Level 3 Alone is not written down for Ben yet.", False)
    old = Assessment(
        record=welding.id, position=1, person=ben.person, level="1", assessed_on=date(2026, 1, 5), method="test"
    )
    world.session.add(old)
    assert without_level(training, world) == [ben.person], "what was found before the training does not count"
    old.assessed_on = DAY
    world.session.flush()
    assert world.unmet(training, "close") == []
    world.move(training, "close")
    world.move(training, "reopen")
    assert training.state == "evaluated"


def test_without_a_competence_no_level_is_asked_for(world: World) -> None:
    training = evaluated(world)
    invite(world, training, "Ben", present="yes")
    assert world.unmet(training, "close") == []


def test_cancel_and_reopen(world: World) -> None:
    for state in ("identified", "planned"):
        training = course(world, state)
        world.move(training, "cancel")
        world.move(training, "reopen")
        assert training.state == "identified"


def test_evaluated_before_it_was_held_is_refused(world: World) -> None:
    assert world.problems(evaluated(world, evaluated_on=date(2026, 11, 9))) == {"evaluated_on"}
