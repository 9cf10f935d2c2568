from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qms_desktop.principles.process_approach.equipment import Calibration
from tests.principles.world import World

GAUGE: dict[str, object] = {"measuring": "yes", "control": "calibrated", "interval_months": 12}
DAY = date(2026, 3, 31)


def gauge(world: World, **values: object) -> Any:
    return world.add("equipment", GAUGE | values)


def calibrate(world: World, equipment: Any, day: date, result: str | None = "in", **values: object) -> Calibration:
    line = Calibration(record=equipment.id, position=99, done_on=day, result=result, **values)
    world.session.add(line)
    world.session.flush()
    world.amend(equipment)
    return line


def days(world: World, equipment: Any) -> list[date | None]:
    return [line.done_on for line in world.lines(equipment, "calibration")]


def test_a_measuring_device_is_due_until_it_was_calibrated(world: World) -> None:
    made = gauge(world)
    assert made.due_on == world.today
    calibrate(world, made, DAY)
    assert (made.calibrated_on, made.last_result, made.due_on) == (DAY, "in", date(2027, 3, 31))


def test_what_does_not_measure_is_never_due(world: World) -> None:
    made: Any = world.add("equipment", {"measuring": "no"})
    assert made.due_on is None
    assert world.add("equipment", {}).due_on is None


def test_a_day_that_is_said_becomes_a_calibration(world: World) -> None:
    made = gauge(world, calibrated_on=DAY, laboratory="Own room", basis="Blocks", due_on=date(2026, 9, 30))
    (line,) = world.lines(made, "calibration")
    assert (line.done_on, line.done_by, line.basis, line.next_due) == (DAY, "Own room", "Blocks", date(2026, 9, 30))
    assert made.due_on == date(2026, 9, 30)
    world.amend(made, calibrated_on=date(2026, 9, 15))
    assert days(world, made) == [DAY, date(2026, 9, 15)]
    assert made.due_on == date(2027, 9, 15)


def test_an_older_day_is_kept_and_changes_nothing(world: World) -> None:
    made = gauge(world, calibrated_on=DAY)
    world.amend(made, calibrated_on=date(2025, 3, 31))
    assert days(world, made) == [date(2025, 3, 31), DAY]
    assert made.calibrated_on == DAY


def test_the_next_day_can_be_moved(world: World) -> None:
    made = gauge(world, calibrated_on=DAY)
    world.amend(made, due_on=date(2026, 12, 1))
    assert world.lines(made, "calibration")[0].next_due == made.due_on == date(2026, 12, 1)


def test_a_shorter_interval_brings_the_day_nearer(world: World) -> None:
    made = gauge(world, calibrated_on=DAY)
    world.amend(made, interval_months=6)
    assert made.due_on == date(2026, 9, 30)


def test_the_worst_point_of_the_newest_day_counts(world: World) -> None:
    made = gauge(world)
    calibrate(world, made, date(2025, 3, 31), "out", point="25")
    calibrate(world, made, DAY, "in", point="25", next_due=date(2027, 1, 1))
    calibrate(world, made, DAY, "adjusted", point="150", next_due=date(2026, 12, 31))
    assert (made.last_result, made.due_on) == ("adjusted", date(2026, 12, 31))
    calibrate(world, made, DAY, "out", point="75")
    assert made.last_result == "out"


def test_no_interval_means_no_day(world: World) -> None:
    assert gauge(world, calibrated_on=DAY, interval_months=None).due_on is None


def test_whoever_needs_no_calibration_says_why(world: World) -> None:
    made = gauge(world, control="not_needed", calibrated_on=DAY)
    assert world.problems(made) == {"not_needed_reason"}
    assert made.due_on is None
    world.amend(made, not_needed_reason="Only shows whether power is on")
    assert world.problems(made) == set()
    old = gauge(world, control="not_needed", taken_over_from="list.csv")
    assert world.problems(old) == set()


def test_it_goes_back_into_use_with_a_valid_calibration(world: World) -> None:
    made = gauge(world)
    world.move(made, "take_out")
    assert world.musts(made, "put_back") == {"calibrated_on"}
    calibrate(world, made, date(2025, 3, 31))
    assert world.musts(made, "put_back") == {"due_on"}
    calibrate(world, made, DAY, "out")
    assert world.musts(made, "put_back") == {"last_result"}
    calibrate(world, made, date(2026, 4, 2), "adjusted")
    world.actor = world.person("Tim")
    assert len(world.musts(made, "put_back")) == 1
    world.actor = world.person("Ana", "quality_manager")
    world.move(made, "put_back")


def test_a_machine_goes_back_without(world: World) -> None:
    made = world.add("equipment", {"measuring": "no", "state": "out_of_use"})
    assert world.musts(made, "put_back") == set()


@pytest.mark.parametrize("state", ["in_use", "out_of_use"])
def test_what_is_lost_can_be_found(world: World, state: str) -> None:
    made = gauge(world, state=state)
    world.move(made, "lose")
    assert made.state == "lost"
    world.move(made, "find")
    assert made.state == "out_of_use"
