from __future__ import annotations

from typing import Any

from tests.principles.world import World


def test_a_period_says_from_when_it_runs(world: World) -> None:
    assert world.problems(world.add("record_type", {"years": 10})) == {"trigger"}
    assert world.problems(world.add("record_type", {"years": 10, "trigger": "delivered"})) == set()
    assert world.problems(world.add("record_type", {"years": 0})) == set()
    assert world.problems(world.add("record_type", {"years": 10, "taken_over_from": "list.csv"})) == set()


def test_a_record_type_ends_and_begins_again(world: World) -> None:
    made: Any = world.add("record_type", {})
    world.move(made, "retire")
    assert made.state == "ended"
    world.move(made, "restore")
    assert made.state == "in_force"
