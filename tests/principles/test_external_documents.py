from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.principles.world import World


def test_the_next_check_follows_the_last(world: World) -> None:
    made: Any = world.add("external_document", {"checked_on": date(2026, 1, 31), "check_months": 1})
    assert made.due_on == date(2026, 2, 28)


def test_a_day_that_was_chosen_stays(world: World) -> None:
    values = {"checked_on": date(2026, 1, 31), "check_months": 12, "due_on": date(2026, 6, 1)}
    assert world.add("external_document", values).due_on == date(2026, 6, 1)


@pytest.mark.parametrize(("months", "due"), [(12, date(2027, 11, 20)), (None, None)])
def test_a_check_needs_the_edition_and_plans_the_next(world: World, months: int | None, due: date | None) -> None:
    made: Any = world.add("external_document", {"check_months": months, "due_on": date(2026, 1, 1)})
    assert world.musts(made, "check") == {"edition"}
    world.amend(made, edition="2025-04")
    world.move(made, "check")
    assert (made.checked_on, made.due_on) == (world.today, due)


def test_a_newer_edition_is_found_and_brought_in(world: World) -> None:
    made: Any = world.add("external_document", {"check_months": 12})
    world.move(made, "outdate")
    assert world.musts(made, "update") == {"edition"}
    world.amend(made, edition="2026-10")
    world.move(made, "update")
    assert (made.state, made.due_on) == ("current", date(2027, 11, 20))


@pytest.mark.parametrize("state", ["current", "outdated"])
def test_what_is_no_longer_used_comes_back_unchecked(world: World, state: str) -> None:
    made: Any = world.add("external_document", {"state": state})
    world.move(made, "withdraw")
    assert made.state == "withdrawn"
    world.move(made, "restore")
    assert made.state == "outdated"
