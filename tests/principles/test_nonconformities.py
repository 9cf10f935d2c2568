from __future__ import annotations

from datetime import date

import pytest

from qms_desktop.principles.continuous_improvement.nonconformities import Nonconformity
from qms_desktop.records.links import Relation
from tests.principles.world import World

DAY = date(2026, 11, 10)
PLACES = {"containment_own", "containment_transit", "containment_customer", "containment_supplier"}
FACTS = {"requirement": "7.1.5.2", "evidence": "Label", "statement": "It is overdue"}
CAUSE = {"occurrence_cause": "No list", "cause_verified": True, "similar_elsewhere": "no", "escape_cause": "No check"}
ENDING = {"risk_review": "done", "qms_change": "not_needed", "correction_verified_on": DAY}


def raised(world: World, **values: object) -> Nonconformity:
    basics = {"detected_where": "Cell 3", "occurred_on": DAY, "owner": world.person("Ana").id}
    made = world.add("nonconformity", basics | values)
    assert isinstance(made, Nonconformity)
    return made


def test_contain_asks_for_places_and_demands_them_with_a_quantity(world: World) -> None:
    bare = world.add("nonconformity", {})
    assert world.musts(bare, "contain") == {"occurred_on", "detected_where", "owner", "correction"}
    nonconformity = raised(world, correction="Sorted")
    assert world.shoulds(nonconformity, "contain") == PLACES
    world.amend(nonconformity, quantity=12)
    assert world.musts(nonconformity, "contain") == PLACES
    world.amend(nonconformity, **dict.fromkeys(PLACES, "not_applicable"))
    world.move(nonconformity, "contain")
    assert nonconformity.contained_on == world.today


def test_requirement_and_evidence_are_asked_for_at_the_decision(world: World) -> None:
    nonconformity = raised(world, state="contained")
    assert world.musts(nonconformity, "decide") == {"requirement", "evidence", "statement", "severity"}
    world.amend(nonconformity, **FACTS, severity="minor")
    world.move(nonconformity, "decide")
    assert nonconformity.state == "cause_analysis"


@pytest.mark.parametrize("severity", ["minor", "major"])
def test_correction_only_is_open_to_any_grade_with_a_reason(world: World, severity: str) -> None:
    nonconformity = raised(world, state="contained", severity=severity, **FACTS)
    assert world.musts(nonconformity, "correct_only") == {"no_cause_reason"}
    world.amend(nonconformity, no_cause_reason="A single slip of a printer")
    world.move(nonconformity, "correct_only")


def test_the_decision_is_the_quality_managers(world: World) -> None:
    nonconformity = raised(world, state="contained", severity="minor", no_cause_reason="Slip", **FACTS)
    world.actor = world.person("Jo", "employee")
    for name in ("decide", "correct_only"):
        assert world.musts(nonconformity, name) == {"Quality manager must do this; Jo does not hold that role."}


def test_the_cause_is_verified_and_similar_cases_are_looked_for(world: World) -> None:
    nonconformity = raised(world, state="cause_analysis")
    assert world.musts(nonconformity, "analyse") == {"occurrence_cause", "cause_verified", "similar_elsewhere"}
    assert world.shoulds(nonconformity, "analyse") == {"escape_cause"}
    world.amend(nonconformity, quantity=3)
    assert "escape_cause" in world.musts(nonconformity, "analyse")
    world.amend(nonconformity, **CAUSE)
    world.move(nonconformity, "analyse")


@pytest.mark.parametrize("cause", ["Human error", "human error.", "Menschliches Versagen", "ERREUR HUMAINE"])
def test_a_bare_human_error_is_no_cause(world: World, cause: str) -> None:
    nonconformity = raised(world, state="cause_analysis", **CAUSE | {"occurrence_cause": cause})
    assert world.musts(nonconformity, "analyse") == {"occurrence_cause"}
    assert "What allowed it?" in world.unmet(nonconformity, "analyse")[0].message
    world.amend(nonconformity, occurrence_cause="Human error, because the labels have one colour")
    assert world.musts(nonconformity, "analyse") == set()


def test_close_needs_an_approved_corrective_action(world: World) -> None:
    nonconformity = raised(world, state="action_decided")
    missing = "A corrective action is missing. Raise one, or decide on correction only."
    fields = {"correction_verified_on", "correction_verified_by", "risk_review", "qms_change"}
    assert world.musts(nonconformity, "close") == {*fields, missing}
    world.amend(nonconformity, **ENDING, correction_verified_by=world.person("Kim").id)
    corrective_action = world.add("corrective_action", {"state": "planned"})
    world.link(nonconformity, Relation.LED_TO, corrective_action)
    assert world.musts(nonconformity, "close") == {f"{corrective_action.number} is not approved yet."}
    corrective_action.state = "cancelled"
    assert world.musts(nonconformity, "close") == {missing}
    corrective_action.state = "in_progress"
    world.move(nonconformity, "close")


def test_correction_only_closes_without_one(world: World) -> None:
    nonconformity = raised(world, state="correction_only", **ENDING, correction_verified_by=world.person("Kim").id)
    world.move(nonconformity, "close")


def test_corrections_that_became_actions_are_done_before(world: World) -> None:
    nonconformity = raised(world, state="correction_only", **ENDING, correction_verified_by=world.person("Kim").id)
    action = world.add("action", {"source": nonconformity.id, "action_kind": "correction", "title": "Sort"})
    world.add("action", {"source": nonconformity.id, "action_kind": "improvement"})
    assert world.musts(nonconformity, "close") == {f"{action.number} “Sort” is not done."}
    assert world.unmet(nonconformity, "close")[0].record == action.id
    action.state = "done"
    world.move(nonconformity, "close")


def test_decide_again_and_reopen(world: World) -> None:
    for state in ("cause_analysis", "action_decided", "correction_only"):
        nonconformity = raised(world, state=state)
        world.move(nonconformity, "reconsider")
        assert nonconformity.state == "contained"
    closed = raised(world, state="closed")
    world.move(closed, "reopen")
    assert closed.state == "contained"


def test_days_stand_in_order(world: World) -> None:
    nonconformity = raised(world, contained_on=date(2026, 11, 9))
    assert world.problems(nonconformity) == {"contained_on"}
    world.amend(nonconformity, contained_on=DAY, correction_verified_on=date(2026, 11, 9))
    assert world.problems(nonconformity) == {"correction_verified_on"}
    world.amend(nonconformity, correction_verified_on=DAY)
    assert world.problems(nonconformity) == set()
