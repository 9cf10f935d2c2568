"""What a document's release, equipment's way back and a closing ask of other registers."""

from __future__ import annotations

from datetime import date
from typing import Any

from qms_desktop.flows.stories import stories_of, tell
from qms_desktop.principles.engagement_of_people.courses import Participant
from qms_desktop.records.links import Relation
from tests.flows.test_proposals import proposing
from tests.principles.world import World


def approved(world: World, **values: object) -> Any:
    return world.add("document", {"state": "approved", "training_impact": "major", "review_months": 12} | values)


def planned(world: World, document: Any) -> Any:
    (story,) = (s for s in stories_of("document") if s.makes == "training")
    return tell(world, document, story)


def invite(world: World, training: Any, *present: str | None) -> None:
    for place, here in enumerate(present):
        person = world.person(f"P{place}").id
        world.session.add(Participant(record=training.id, position=place, person=person, present=here))
    world.session.flush()


def test_a_major_change_is_released_when_all_are_trained(world: World) -> None:
    made = approved(world)
    assert world.musts(made, "release") == {"untrained_reason"}
    training = planned(world, made)
    assert world.musts(made, "release") == {f"{training.number} “{training.title}”: 0 of 0 are trained."}
    invite(world, training, "yes", None)
    assert world.musts(made, "release") == {f"{training.number} “{training.title}”: 1 of 2 are trained."}
    for line in world.lines(training, "participant"):
        line.present = "yes"
    world.session.flush()
    assert world.musts(made, "release") == set()


def test_whoever_failed_is_not_trained(world: World) -> None:
    made = approved(world)
    training = planned(world, made)
    invite(world, training, "yes")
    world.lines(training, "participant")[0].result = "failed"
    world.session.flush()
    assert len(world.musts(made, "release")) == 1


def test_a_cancelled_training_does_not_count(world: World) -> None:
    made = approved(world)
    planned(world, made).state = "cancelled"
    world.session.flush()
    assert world.musts(made, "release") == {"untrained_reason"}


def test_it_is_released_before_with_a_reason(world: World) -> None:
    made = approved(world, untrained_reason="The old way is dangerous; the shift leaders were told by phone")
    assert world.musts(made, "release") == set()


def test_what_need_not_be_learned_needs_no_training(world: World) -> None:
    for impact in ("none", "info", None):
        assert world.musts(approved(world, training_impact=impact), "release") == set()


def test_the_training_of_an_earlier_version_does_not_count(world: World) -> None:
    training = world.add("training", {})
    made = approved(world)
    world.link(training, Relation.TRAINS, made)
    assert world.musts(made, "release") == {"untrained_reason"}


def test_a_device_out_of_tolerance_goes_back_after_its_measurements_were_looked_into(world: World) -> None:
    made = proposing(world, "equipment")
    world.move(made, "take_out")
    made.interval_months = 12
    assert world.musts(made, "put_back") == {"no_nc_reason", "last_result"}
    (story,) = (s for s in stories_of("equipment") if s.makes == "nonconformity")
    found: Any = tell(world, made, story)
    assert (found.occurred_on, found.source) == (date(2026, 11, 1), "process")
    assert world.musts(made, "put_back") == {"last_result"}


def test_what_is_not_needed_should_say_why(world: World) -> None:
    made = world.add("corrective_action", {"state": "effectiveness_check", "risk_update": "not_needed"})
    assert "not_needed_reason" in world.shoulds(made, "effective")
    world.amend(made, not_needed_reason="The same risk")
    assert "not_needed_reason" not in world.shoulds(made, "effective")
