from __future__ import annotations

from datetime import date

import pytest

from qms_desktop.principles.customer_focus import PRINCIPLE, feedback
from qms_desktop.records.base import Record
from tests.principles.world import World

JUDGED = {"description": "They left for another plater", "feedback_kind": "visit", "sentiment": "neutral"}


def told(world: World, **values: object) -> Record:
    return world.add("feedback", {**JUDGED, "customer": world.add("customer", {}).id, **values})


def test_feedback_stays_out_of_sight_until_there_is_some() -> None:
    assert feedback.REGISTER in PRINCIPLE.until_used


def test_feedback_closes_when_it_was_judged(world: World) -> None:
    bare = world.add("feedback", {})
    assert world.musts(bare, "close") == {"description", "feedback_kind", "sentiment"}
    assert world.shoulds(bare, "close") == {"customer"}
    found = told(world)
    world.move(found, "close")
    world.move(found, "reopen")
    assert found.state == "follow_up"
    world.move(found, "close")


@pytest.mark.parametrize("unhappy", [{"sentiment": "negative"}, {"feedback_kind": "lost_order"}])
def test_whoever_is_not_content_hears_from_us(world: World, unhappy: dict[str, str]) -> None:
    found = told(world, **unhappy)
    assert world.musts(found, "close") == {"response"}
    world.amend(found, response="Visited them; a second offer is out")
    world.move(found, "close")


def test_a_follow_up_has_an_owner_and_a_day(world: World) -> None:
    found = told(world)
    assert world.musts(found, "follow_up") == {"owner", "due_on"}
    world.amend(found, owner=world.person("Ana").id, due_on=date(2026, 12, 1))
    world.move(found, "follow_up")
    world.move(found, "close")
    assert found.state == "closed"
