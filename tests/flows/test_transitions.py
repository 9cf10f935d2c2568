from __future__ import annotations

from datetime import date

import pytest

from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.records.base import Record
from qms_desktop.records.links import Relation
from tests.principles.world import World

KINDS = {register.kind: register for register in REGISTERS}


def assessed(world: World, severity: str = "major") -> Record:
    return world.add("complaint", {"state": "assessed", "owner": world.person("Ana").id, "severity": severity})


def replied(world: World) -> Record:
    return world.add("complaint", {"state": "replied", "customer_verdict": "accepted"})


def high_risk(world: World, **values: object) -> Record:
    return world.add("risk", {"state": "treatment", "likelihood": "4", "impact": "3", "treatment": "reduce"} | values)


@pytest.mark.parametrize(("kind", "name"), RULES)
def test_rules_name_moves_that_exist(kind: str, name: str) -> None:
    assert name in {transition.name for transition in KINDS[kind].workflow.transitions}


def test_a_complaint_is_investigated_as_a_nonconformity_or_with_a_reason(world: World) -> None:
    complaint = assessed(world)
    assert world.musts(complaint, "investigate") == {"no_nc_reason"}
    world.amend(complaint, no_nc_reason="The customer had ordered the other colour")
    assert world.musts(complaint, "investigate") == set()
    other = assessed(world)
    world.link(other, Relation.LED_TO, world.add("nonconformity", {}))
    world.move(other, "investigate")


def test_safety_leaves_no_choice(world: World) -> None:
    complaint = assessed(world, "critical")
    world.amend(complaint, no_nc_reason="We think it is fine")
    assert world.musts(complaint, "investigate") == {
        "A safety or legal complaint needs a nonconformity. Raise it from here."
    }
    world.link(complaint, Relation.LED_TO, world.add("nonconformity", {}))
    world.move(complaint, "investigate")


def test_a_voided_nonconformity_does_not_count(world: World) -> None:
    complaint = assessed(world)
    world.link(complaint, Relation.LED_TO, world.add("nonconformity", {"voided": True}))
    assert world.musts(complaint, "investigate") == {"no_nc_reason"}


def test_a_complaint_closes_after_the_correction(world: World) -> None:
    complaint = replied(world)
    nonconformity = world.add("nonconformity", {"state": "correction_only"})
    world.link(complaint, Relation.LED_TO, nonconformity)
    assert world.musts(complaint, "close") == {f"The correction of {nonconformity.number} is not verified yet."}
    world.amend(nonconformity, correction_verified_on=date(2026, 11, 19))
    world.move(complaint, "close")


@pytest.mark.parametrize("raised_from", ["complaint", "nonconformity"])
def test_a_corrective_action_exists_and_may_still_run(world: World, raised_from: str) -> None:
    complaint = replied(world)
    nonconformity = world.add(
        "nonconformity", {"state": "cause_analysis", "correction_verified_on": date(2026, 11, 19)}
    )
    world.link(complaint, Relation.LED_TO, nonconformity)
    missing = {f"{nonconformity.number} has no corrective action yet."}
    assert world.musts(complaint, "close") == missing
    corrective_action = world.add("corrective_action", {"state": "cancelled"})
    world.link(
        {"complaint": complaint, "nonconformity": nonconformity}[raised_from], Relation.LED_TO, corrective_action
    )
    assert world.musts(complaint, "close") == missing
    corrective_action.state = "draft"
    world.move(complaint, "close")


def test_above_the_appetite_nothing_is_only_watched(world: World) -> None:
    risk = high_risk(world)
    (found,) = world.musts(risk, "monitor")
    assert found.startswith("It is above the appetite")
    owner = world.person("Ana").id
    action = world.add("action", {"source": risk.id, "title": "Second plater", "owner": owner})
    assert world.musts(risk, "monitor") == {f"{action.number} “Second plater” needs an owner and a due date."}
    world.amend(action, due_on=date(2026, 12, 1))
    assert world.musts(risk, "monitor") == set()
    action.state = "cancelled"
    assert world.musts(risk, "monitor") == {found}


def test_an_action_may_be_tied_instead(world: World) -> None:
    risk = high_risk(world, treatment=None)
    action = world.add("action", {"owner": world.person("Ana").id, "due_on": date(2026, 12, 1)})
    world.link(action, Relation.TREATS, risk)
    assert world.musts(risk, "monitor") == {"treatment"}
    world.amend(risk, treatment="share")
    world.move(risk, "monitor")


def test_an_acceptance_counts_until_it_ends(world: World) -> None:
    accepted = {"state": "accepted", "accepted_by": world.person("Max").id, "accepted_until": date(2026, 12, 1)}
    risk = high_risk(world, **accepted)
    assert world.musts(risk, "monitor") == set()
    world.today = date(2026, 12, 1)
    assert len(world.musts(risk, "monitor")) == 1


def test_within_the_appetite_nothing_more_is_asked(world: World) -> None:
    world.move(high_risk(world, likelihood="2", impact="2"), "monitor")


def test_the_residual_risk_becomes_current_when_all_is_verified(world: World) -> None:
    risk = high_risk(world, residual_likelihood="2", residual_impact="3")
    assert world.musts(risk, "promote") == {"No action has treated it yet, so nothing has changed."}
    strict = world.add("action", {"source": risk.id, "title": "Plater", "state": "done"})
    easy = world.add("action", {"source": risk.id, "title": "Stock", "requires_verification": False})
    assert world.musts(risk, "promote") == {
        f"{strict.number} “Plater” is not verified.",
        f"{easy.number} “Stock” is not done.",
    }
    strict.state, easy.state = "verified", "done"
    world.move(risk, "promote")


def test_a_suggestion_is_implemented_when_its_actions_are_done(world: World) -> None:
    suggestion = world.add("suggestion", {"state": "accepted"})
    action = world.add("action", {"source": suggestion.id, "title": "Buy the boards"})
    world.add("action", {"source": suggestion.id, "state": "cancelled"})
    world.add("action", {"source": suggestion.id, "voided": True})
    assert world.musts(suggestion, "implement") == {f"{action.number} “Buy the boards” is not done."}
    action.state = "done"
    world.move(suggestion, "implement")


NOTHING_PURSUES = "links"


def test_an_opportunity_is_pursued_by_an_action(world: World) -> None:
    opportunity = world.add("opportunity", {"state": "evaluated", "owner": world.person("Ana").id})
    assert world.musts(opportunity, "pursue") == {NOTHING_PURSUES}
    world.add("action", {"source": opportunity.id, "state": "cancelled"})
    world.link(opportunity, Relation.CONCERNS, world.add("customer", {}))
    assert world.musts(opportunity, "pursue") == {NOTHING_PURSUES}
    action = world.add("action", {"source": opportunity.id, "title": "Build the trays"})
    world.move(opportunity, "pursue")
    world.amend(opportunity, benefit_measured="An hour a week")
    assert world.musts(opportunity, "realise") == {f"{action.number} “Build the trays” is not done."}
    action.state = "verified"
    world.move(opportunity, "realise")


def test_an_action_that_is_only_tied_pursues_an_opportunity_too(world: World) -> None:
    opportunity = world.add("opportunity", {"state": "evaluated", "owner": world.person("Ana").id})
    tied = world.add("action", {"voided": True})
    world.link(tied, Relation.CONCERNS, opportunity)
    assert world.musts(opportunity, "pursue") == {NOTHING_PURSUES}
    tied.voided = False
    world.move(opportunity, "pursue")


@pytest.mark.parametrize("kind", ["risk", "opportunity", "objective"])
def test_something_should_follow_from_what_matters(world: World, kind: str) -> None:
    values = {"issue_kind": "external", "effect": "x", "issue_class": "legal", "owner": world.person("Ana").id}
    assert world.unmet(world.add("context_issue", values | {"relevance": 3}), "confirm") == []
    issue = world.add("context_issue", values | {"relevance": 4})
    assert (world.musts(issue, "confirm"), world.shoulds(issue, "confirm")) == (set(), {"links"})
    world.link(issue, Relation.LED_TO, world.add(kind, {}))
    world.move(issue, "confirm")


@pytest.mark.parametrize(("answer", "asked"), [("yes", {"links"}), ("no", set())])
def test_a_climate_that_is_relevant_leads_to_something(world: World, answer: str, asked: set[str]) -> None:
    decided = {"relevant": answer, "reasoning": "Floods", "decided_by": world.person("Max").id}
    issue = world.add("context_issue", decided | {"issue_kind": "climate", "owner": world.person("Ana").id})
    assert world.shoulds(issue, "confirm") == asked
    world.move(issue, "confirm")
