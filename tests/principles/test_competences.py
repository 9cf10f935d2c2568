from __future__ import annotations

from datetime import date

import pytest

from qms_desktop.principles.engagement_of_people.competences import Assessment, later
from qms_desktop.principles.engagement_of_people.levels import Level
from qms_desktop.records.base import Record
from tests.principles.world import World

DAY = date(2026, 11, 10)


def assess(world: World, competence: Record, **values: object) -> Assessment:
    basics = {"person": world.person("Ana").id, "level": "3", "assessed_on": DAY, "method": "observation"}
    line = Assessment(record=competence.id, position=1, **(basics | values))
    world.session.add(line)
    world.session.flush()
    return line


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 10), 24, date(2028, 11, 10)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_later(start: date, months: int, end: date) -> None:
    assert later(start, months) == end


def test_an_assessment_lasts_as_long_as_its_competence_says(world: World) -> None:
    welding = world.add("competence", {"validity_months": 24})
    line = assess(world, welding, assessor=world.person("Kim").id)
    other = assess(world, welding, valid_until=date(2027, 1, 1), method="certificate")
    world.amend(welding)
    assert (line.valid_until, other.valid_until) == (date(2028, 11, 10), date(2027, 1, 1))
    world.amend(welding, validity_months=12)
    assert line.valid_until == date(2028, 11, 10), "what was found stays as it was found"


def test_without_validity_an_assessment_is_for_good(world: World) -> None:
    reading = world.add("competence", {})
    line = assess(world, reading, method="experience")
    world.amend(reading)
    assert line.valid_until is None


def test_an_assessment_does_not_end_before_it_was_made(world: World) -> None:
    welding = world.add("competence", {})
    assess(world, welding, method="test", assessor=world.person("Kim").id, valid_until=date(2026, 11, 9))
    assert world.problems(welding) == {"An assessment of 2026-11-10 cannot end on 2026-11-09."}


def test_the_levels_are_five() -> None:
    assert [level.value for level in Level] == ["0", "1", "2", "3", "4"]


def test_retire_and_use_again(world: World) -> None:
    welding = world.add("competence", {})
    world.move(welding, "retire")
    world.move(welding, "restore")
    assert welding.state == "in_use"
