from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.principles.risk_based_thinking.opportunities import Opportunity
from qms_desktop.workspace.workspace import Workspace
from tests.principles.world import World

JUDGED = {"value": 4, "feasibility": 3, "effort": 5}


@pytest.mark.parametrize(
    ("judged", "score"), [(JUDGED, 2.4), ({"value": 4, "feasibility": 3}, None), ({"effort": 1}, None), ({}, None)]
)
def test_the_score_needs_all_three_judgements(world: World, judged: dict[str, int], score: float | None) -> None:
    made: Any = world.add("opportunity", judged)
    assert made.score == score
    world.amend(made, effort=None)
    assert made.score is None


@pytest.mark.parametrize("wrong", [{"value": 0}, {"feasibility": 6}, {"effort": 0}])
def test_judgements_go_from_one_to_five(workspace: Workspace, wrong: dict[str, int]) -> None:
    with pytest.raises(RuleBroken, match=r"is too (small|large)"), workspace.change("Add") as work:
        work.add("opportunity", {"title": "Trays", **wrong})


def test_an_idea_is_evaluated_in_three_ways(world: World) -> None:
    made = world.add("opportunity", {})
    assert world.musts(made, "evaluate") == {"owner", "value", "feasibility", "effort"}
    assert world.shoulds(made, "evaluate") == {"benefit"}
    world.amend(made, owner=world.person("Ana").id, **JUDGED)
    world.move(made, "evaluate")
    assert made.state == "evaluated"


def test_it_is_realised_when_the_benefit_was_measured(world: World) -> None:
    made = world.add("opportunity", {"state": "pursue"})
    assert world.musts(made, "realise") == {"benefit_measured"}
    world.amend(made, benefit_measured="An hour a week at Brandt, by their own count")
    world.move(made, "realise")
    assert isinstance(made, Opportunity)
    assert (made.state, made.realised_on) == ("realised", world.today)
    world.move(made, "reopen")
    assert (made.state, made.realised_on) == ("evaluated", None)


@pytest.mark.parametrize("state", ["idea", "evaluated", "pursue"])
def test_it_can_be_dropped_with_a_reason_and_taken_up_again(world: World, state: str) -> None:
    made = world.add("opportunity", {"state": state})
    assert world.transition(made, "drop").asks_reason
    world.move(made, "drop")
    world.move(made, "reopen")
    assert made.state == "evaluated"


def test_what_is_pursued_can_be_evaluated_again(world: World) -> None:
    made = world.add("opportunity", {"state": "pursue"})
    assert world.transition(made, "return").asks_reason
    world.move(made, "return")


def test_nothing_is_realised_before_it_was_seen(world: World) -> None:
    made = world.add("opportunity", {"occurred_on": date(2026, 11, 2), "realised_on": date(2026, 11, 1)})
    assert world.problems(made) == {"realised_on"}
