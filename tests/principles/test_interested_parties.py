from __future__ import annotations

from datetime import date

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.principles.relationship_management.interested_parties import InterestedParty, Requirement
from qms_desktop.records.base import Record
from qms_desktop.workspace.workspace import Workspace
from tests.principles.world import World


def party(world: World, **values: object) -> Record:
    return world.add("interested_party", {"owner": world.person("Ana").id, "party_kind": "authority"} | values)


def require(world: World, found: Record, **values: object) -> None:
    world.session.add(Requirement(record=found.id, position=1, **values))
    world.session.flush()


def test_a_party_without_a_requirement_is_a_name(world: World) -> None:
    assert world.musts(world.add("interested_party", {}), "review") == {
        "owner", "party_kind", "Enter at least one need or expectation.",
    }  # fmt: skip
    found = party(world)
    require(world, found, what="Emissions below the limit")
    assert world.unmet(found, "review") == []


def test_what_binds_us_should_be_watched(world: World) -> None:
    found = party(world)
    require(world, found, what="Emissions below the limit", obligation=True)
    (told,) = world.unmet(found, "review")
    assert (told.message, told.must) == ("Say how “Emissions below the limit” is watched; it binds us.", False)
    world.session.query(Requirement).one().monitored = "Measured every quarter"
    assert world.unmet(found, "review") == []


@pytest.mark.parametrize(("months", "wanted"), [(None, date(2027, 11, 20)), (6, date(2027, 5, 20))])
def test_a_review_plans_the_next(world: World, months: int | None, wanted: date) -> None:
    found = party(world, review_months=months)
    require(world, found, what="Emissions below the limit")
    world.move(found, "review")
    assert isinstance(found, InterestedParty)
    assert (found.reviewed_on, found.due_on, found.state) == (world.today, wanted, "relevant")


def test_a_party_can_lose_its_relevance_and_win_it_back(world: World) -> None:
    found = party(world)
    world.move(found, "drop")
    world.move(found, "restore")
    assert found.state == "relevant"


def test_a_requirement_stands_once(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        number = work.add("interested_party", {"title": "Trade supervision"}).number
        work.add_lines(number, "party_requirement", [{"what": "Quiet nights", "climate": False, "obligation": True}])
    with pytest.raises(RuleBroken, match="same need or expectation already"), workspace.change("Again") as work:
        work.add_lines(number, "party_requirement", [{"what": "Quiet nights"}])
    shown = next(lines for lines in workspace.view(number).lines if lines.name == "party_requirement")
    assert [row.cells for row in shown.rows] == [("Quiet nights", True, None, False)]
