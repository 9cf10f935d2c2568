from __future__ import annotations

from typing import Any

from qms_desktop.flows.remarks import remarks_on
from qms_desktop.flows.similar import similar_to
from qms_desktop.principles.continuous_improvement.nonconformities import Nonconformity
from qms_desktop.records.links import Relation
from tests.principles.world import World


def case(world: World, title: str, **values: Any) -> Nonconformity:
    made = world.add("nonconformity", {"title": title} | values)
    assert isinstance(made, Nonconformity)
    return made


def test_what_is_alike_is_found_and_said_in_what(world: World) -> None:
    both = case(world, "Wrong count", category="Mixed", product="B-204")
    one = case(world, "Other trouble", category="Mixed")
    words = case(world, "BRACKETS mixed at packing again")
    case(world, "Brackets too long")
    case(world, "Seam with pores", category="Welding", product="FR-7")
    void = case(world, "Mixed brackets at packing", category="Mixed", voided=True)
    mine = case(world, "Brackets mixed at packing", category="Mixed", product="B-204")
    found = similar_to(mine, world)
    assert [c.record for c in found] == [both, words, one]
    assert void not in [c.record for c in found]
    assert [c.alike for c in found] == [("category", "product"), ("words",), ("category",)]


def test_candidates_are_shown_until_the_cause_is_known_or_the_recurrence_is_linked(world: World) -> None:
    before = case(world, "Old one", category="Mixed")
    mine = case(world, "New one", category="Mixed")
    (remark,) = remarks_on(mine, world)
    assert f"{before.number} “Old one” (same category)" in remark.text
    world.link(mine, Relation.RECURRENCE_OF, before)
    assert remarks_on(mine, world) == []
    lonely = case(world, "Only this", category="Else", state="action_decided")
    case(world, "That", category="Else")
    assert not any("Similar" in r.text for r in remarks_on(lonely, world))
