"""A value beyond its alarm limit proposes a nonconformity or an action, and makes none by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qms_desktop.flows.alarms import open_alarms, standing_in_words
from qms_desktop.flows.proposals import open_on
from qms_desktop.flows.stories import stories_of, tell
from qms_desktop.principles.evidence_based_decision_making.measures import Value
from tests.principles.world import World


def on_time(world: World, *rows: tuple[str, float], **values: object) -> Any:
    made = world.add(
        "indicator",
        {"title": "On time", "unit": "%", "direction": "up", "target": 95.0, "alarm_low": 90.0, "decimals": 1}
        | {"frequency": "monthly", "definition": "All lines"}
        | values,
    )
    for place, (period, value) in enumerate(rows):
        world.session.add(Value(record=made.id, position=place, period=period, value=value))
    world.session.flush()
    world.amend(made)
    return made


def test_an_alarm_is_open_until_something_is_raised(world: World) -> None:
    indicator = on_time(world, ("2026-09", 96.0), ("2026-10", 88.0))
    assert open_alarms(indicator, world) == [(date(2026, 10, 1), 88.0)]
    assert world.shoulds(indicator, "review") == {"links"}
    assert world.musts(indicator, "review") == set()
    raised = tell(world, indicator, next(s for s in stories_of("indicator") if s.makes == "nonconformity"))
    assert open_alarms(indicator, world) == []
    assert world.unmet(indicator, "review") == []
    raised.voided = True
    world.session.flush()
    assert len(open_alarms(indicator, world)) == 1


@pytest.mark.parametrize("makes", ["nonconformity", "corrective_action", "action"])
def test_each_way_answers_the_alarm_and_knows_the_figure(world: World, makes: str) -> None:
    indicator = on_time(world, ("2026-10", 88.0))
    raised: Any = tell(world, indicator, next(s for s in stories_of("indicator") if s.makes == makes))
    assert raised.title == "On time: 88.0 % in 2026-10, target 95.0 %"
    assert raised.due_on is None
    assert open_alarms(indicator, world) == []


def test_what_was_raised_before_the_period_answers_nothing(world: World) -> None:
    indicator = on_time(world, ("2026-10", 88.0))
    earlier: Any = world.add("action", {"source": indicator.id})
    earlier.created_at = earlier.created_at.replace(month=9)
    world.session.flush()
    assert len(open_alarms(indicator, world)) == 1


def test_a_missed_target_alone_and_a_running_period_ask_for_nothing(world: World) -> None:
    assert world.unmet(on_time(world, ("2026-10", 93.0)), "review") == []
    running = on_time(world, ("2026-10", 96.0), ("2026-11", 40.0))
    assert world.unmet(running, "review") == []
    assert open_alarms(running, world) == [(date(2026, 11, 1), 40.0)]


def test_a_review_settles_the_alarms_before_it(world: World) -> None:
    indicator = on_time(world, ("2026-10", 88.0))
    world.move(indicator, "review")
    assert open_alarms(indicator, world) == []


def test_the_figure_is_said_as_the_indicator_shows_it(world: World) -> None:
    ranged = {"direction": "range", "target_low": 18.0, "target_high": 22.0, "alarm_low": None, "unit": "°C"}
    assert standing_in_words(on_time(world)) == "On time"
    assert standing_in_words(on_time(world, ("2026-10", 25.04), **ranged)) == (
        "On time: 25.0 °C in 2026-10, wanted 18.0 °C to 22.0 °C"
    )
    plain = {"target": None, "unit": None, "decimals": None, "alarm_low": None}
    assert standing_in_words(on_time(world, ("2026-10", 25.04), **plain)) == "On time: 25.04 in 2026-10"


def test_a_proposal_is_declined_with_a_reason_until_the_next_alarm(world: World) -> None:
    indicator = on_time(world, ("2026-09", 88.0))
    (waiting,) = open_on(indicator, world)
    assert (waiting.target, waiting.sentence, waiting.declinable) == (
        "nonconformity", "88.0 % in 2026-09 is beyond the alarm limit.", True,
    )  # fmt: skip
    world.amend(indicator, alarm_because="The works holiday")
    assert open_on(indicator, world) == []
    assert world.unmet(indicator, "review") == []
    world.session.add(Value(record=indicator.id, position=5, period="2026-10", value=92.0))
    world.session.flush()
    world.amend(indicator)
    assert indicator.alarm_because == "The works holiday"
    world.session.add(Value(record=indicator.id, position=6, period="2026-11", value=80.0))
    world.session.flush()
    world.amend(indicator)
    assert indicator.alarm_because is None
    assert [one.sentence for one in open_on(indicator, world)] == ["80.0 % in 2026-11 is beyond the alarm limit."]
