from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qms_desktop.flows.stories import stories_of, tell
from qms_desktop.flows.transitions import RULES
from qms_desktop.records.base import Record
from tests.principles.world import World

DAY = date(2026, 11, 10)
HELD: dict[str, Any] = {"description": "Pores", "detected_where": "Welding", "occurred_on": DAY, "quantity": 4}
DECIDED: dict[str, Any] = {"hold_place": "Shelf 2", "customer_informed": "not_concerned", "customer_requirement": "no"}


def held(world: World, **values: object) -> Record:
    return world.add("nonconforming_output", HELD | values)


def test_the_decision_asks_what_becomes_of_it_and_whether_the_customer_knows(world: World) -> None:
    bare = world.add("nonconforming_output", {})
    assert world.musts(bare, "dispose") == {"description", "disposition", "customer_informed"}
    assert world.shoulds(bare, "dispose") == {"quantity", "hold_place"}
    world.actor = world.person("Jo", "employee")
    assert any("Jo does not hold that role" in sentence for sentence in world.musts(bare, "dispose"))


@pytest.mark.parametrize("disposition", ["use_as_is", "repair"])
def test_what_stays_nonconforming_needs_a_concession(world: World, disposition: str) -> None:
    output = held(world, disposition=disposition, customer_informed="yes", informed_on=DAY)
    assert world.musts(output, "dispose") == {"customer_requirement", "concession_by"}
    world.amend(output, customer_requirement="yes", concession_by="internal")
    assert world.musts(output, "dispose") == {"concession_by"}
    world.amend(output, concession_by="customer")
    assert world.musts(output, "dispose") == {"concession_ref", "attachments"}
    world.amend(output, concession_ref="C-7 of 2 November")
    world.files[output.id] = 1
    world.move(output, "dispose")
    assert output.state == "dispositioned"


def test_a_touched_requirement_concerns_a_customer(world: World) -> None:
    output = held(world, disposition="scrap", customer_informed="not_concerned", customer_requirement="yes")
    assert world.musts(output, "dispose") == {"customer_informed"}
    world.amend(output, customer_informed="yes")
    assert "informed_on" in world.shoulds(output, "dispose")
    world.move(output, "dispose")


def test_scrap_closes_without_a_release_and_rework_does_not(world: World) -> None:
    scrap = held(world, disposition="scrap", state="dispositioned")
    assert world.musts(scrap, "close") == {"outcome"}
    world.amend(scrap, outcome="In the bin")
    world.move(scrap, "close")
    rework = held(world, disposition="rework", state="dispositioned", outcome="Welded again")
    assert world.musts(rework, "close") >= {"released_by", "released_on"}
    assert any("verified again" in sentence for sentence in world.musts(rework, "close"))
    ana = world.person("Ana").id
    assert world.musts(rework, "reverify") == {"reverified_by", "reverified_result"}
    world.amend(rework, reverified_by=ana, reverified_result="failed")
    assert world.musts(rework, "reverify") == {"reverified_result"}
    world.amend(rework, reverified_result="as_agreed")
    assert world.musts(rework, "reverify") == {"reverified_result"}
    world.amend(rework, reverified_result="conforms")
    world.move(rework, "reverify")
    assert world.musts(rework, "close") == {"released_by", "released_on"}
    world.amend(rework, released_by=ana, released_on=world.today)
    world.move(rework, "close")


def test_deciding_again_takes_the_decision_and_the_release_back(world: World) -> None:
    world.actor = world.person("Ana", "quality_manager")
    output = held(world, disposition="rework", **DECIDED)
    world.move(output, "dispose")
    assert (getattr(output, "decided_by"), getattr(output, "decided_on")) == (world.actor.id, world.today)  # noqa: B009
    world.amend(output, outcome="Welded", reverified_by=world.actor.id, reverified_result="conforms")
    world.move(output, "reverify")
    world.move(output, "revoke_decision")
    taken = ("decided_by", "decided_on", "reverified_on", "reverified_by", "reverified_result")
    assert [getattr(output, name) for name in taken] == [None] * len(taken)
    output.state = "closed"
    world.move(output, "reopen")
    assert output.state == "held"


def test_dates_run_forwards(world: World) -> None:
    assert world.problems(held(world, reverified_on=date(2026, 11, 2))) == {"reverified_on"}
    assert world.problems(held(world, reverified_on=world.today)) == set()


def test_it_is_opened_from_the_nonconformity_which_waits_for_the_decision(world: World) -> None:
    facts = {"detected_where": "Cell 3", "occurred_on": DAY, "product": "B-204", "lot": "L-1", "quantity": 12}
    source = world.add("nonconformity", facts | {"state": "correction_only", "title": "Pores", "description": "Open"})
    (story,) = [s for s in stories_of("nonconformity") if s.makes == "nonconforming_output"]
    output = tell(world, source, story)
    carried = {name: getattr(output, name) for name in (*facts, "title", "description")}
    assert carried == facts | {"title": "Pores", "description": "Open"}
    world.rules = RULES
    assert any(f"{output.number} “Pores” is still held" in sentence for sentence in world.musts(source, "close"))
    output.state = "dispositioned"
    assert not any("still held" in sentence for sentence in world.musts(source, "close"))
