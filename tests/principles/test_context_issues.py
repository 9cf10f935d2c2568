"""Context and scope: what each kind has to say, and the climate decision as a genuine question."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.principles.world import World


def issue(world: World, kind: str, **values: object) -> Any:
    return world.add("context_issue", {"issue_kind": kind, "owner": world.person("Ana").id} | values)


@pytest.mark.parametrize(
    ("kind", "musts", "shoulds"),
    [
        ("internal", set(), {"effect", "relevance", "issue_class"}),
        ("external", set(), {"effect", "relevance", "issue_class"}),
        ("climate", {"relevant", "reasoning", "decided_by"}, set()),
        ("scope", {"description", "products"}, {"sites"}),
        ("not_applicable", {"clause", "reasoning"}, {"effect"}),
    ],
)
def test_each_kind_has_its_own_to_say(world: World, kind: str, musts: set[str], shoulds: set[str]) -> None:
    bare = issue(world, kind)
    assert world.musts(bare, "confirm") == musts
    assert world.shoulds(bare, "confirm") == shoulds
    assert world.musts(issue(world, kind, owner=None), "confirm") == musts | {"owner"}


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_reasoned_no_answers_the_climate_question_as_well_as_a_yes(world: World, answer: str) -> None:
    decided = {"reasoning": "The river road floods", "decided_by": world.person("Max", "top_management").id}
    found = issue(world, "climate", relevant=answer, **decided)
    world.move(found, "confirm")
    assert (found.state, found.decided_on, found.due_on) == ("current", world.today, date(2027, 11, 20))


def test_no_answer_is_no_decision(world: World) -> None:
    found = issue(world, "climate", reasoning="We will see", decided_by=world.person("Max").id)
    assert world.musts(found, "confirm") == {"relevant"}
    found = issue(world, "climate", relevant="no", decided_by=world.person("Max").id)
    assert world.musts(found, "confirm") == {"reasoning"}


@pytest.mark.parametrize("kind", ["climate", "scope"])
def test_there_is_one_climate_decision_and_one_scope(world: World, kind: str) -> None:
    said: dict[str, object] = {
        "relevant": "no", "reasoning": "Office only", "decided_by": world.person("Max").id, "description": "All we do",
        "products": "Advice",
    }  # fmt: skip
    first, second = issue(world, kind, **said), issue(world, kind, **said)
    world.move(first, "confirm")
    (refusal,) = [unmet for unmet in world.unmet(second, "confirm") if unmet.must]
    assert (refusal.record, first.number in refusal.message) == (first.id, True)
    world.move(first, "end")
    world.move(second, "confirm")
    other = issue(world, "internal", effect="x", relevance=2, issue_class="weakness")
    world.move(other, "confirm")
    world.move(issue(world, "internal"), "confirm")


def test_a_review_asks_again_and_sets_the_next_day(world: World) -> None:
    found = issue(world, "not_applicable", clause="8.3", reasoning="Made to the customers' drawings")
    world.move(found, "confirm")
    world.today = date(2027, 11, 25)
    world.move(found, "review")
    assert found.due_on == date(2028, 11, 25)
    world.amend(found, reasoning=None)
    assert world.musts(found, "review") == {"reasoning"}
    later = issue(world, "internal", due_on=date(2030, 1, 1))
    world.move(later, "confirm")
    assert later.due_on == date(2030, 1, 1)


def test_what_is_revised_is_decided_again(world: World) -> None:
    decided = {"relevant": "no", "reasoning": "Office only", "decided_by": world.person("Max").id}
    found = issue(world, "climate", **decided)
    world.move(found, "confirm")
    world.move(found, "revise")
    assert (found.state, found.decided_on) == ("noted", None)
    world.today = date(2027, 2, 1)
    world.amend(found, relevant="yes")
    world.move(found, "confirm")
    assert found.decided_on == date(2027, 2, 1)
    world.move(found, "end")
    world.move(found, "reopen")
