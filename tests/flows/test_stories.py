from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qms_desktop.flows.links import relations
from qms_desktop.flows.stories import STORIES, Story, stories_of, tell
from qms_desktop.principles import REGISTERS
from qms_desktop.principles.leadership.commitments import Commitment
from qms_desktop.records.base import Record
from qms_desktop.workspace.validation import checked
from tests.principles.world import World

KINDS = {register.kind: register for register in REGISTERS}
DAY = date(2026, 11, 10)


def story(kind: str, name: str) -> Story:
    return next(found for found in stories_of(kind) if found.name == name)


def complaint(world: World) -> Record:
    return world.add(
        "complaint",
        {
            "title": "Mixed parts",
            "description": "Left among right",
            "customer": world.add("customer", {}).id,
            "owner": world.person("Ana").id,
            "process": world.add("process", {}).id,
            "occurred_on": DAY,
            "severity": "critical",
            "product": "B-204",
            "lot": "L-1",
            "qty_affected": 30,
            "containment_own": "held",
            "cause_summary": "One colour of bins",
        },
    )


@pytest.mark.parametrize("told", STORIES, ids=lambda told: f"{told.kind}-{told.name}")
def test_every_story_makes_a_valid_record(world: World, told: Story) -> None:
    fields = KINDS[told.makes].fields
    values = told.values(world.add(told.kind, {}), world)
    assert set(values) <= set(fields)
    assert not any(fields[name].info.computed for name in values)
    for name, value in values.items():
        if value is not None:
            assert checked(fields[name], value, world.today) == value
    required = {f.name for f in fields.values() if f.info.required}
    assert required <= {name for name, value in values.items() if value is not None} | {"occurred_on"}


@pytest.mark.parametrize("told", STORIES, ids=lambda told: f"{told.kind}-{told.name}")
def test_every_story_ties_by_the_map(told: Story) -> None:
    ends = (told.makes, told.kind) if told.turned else (told.kind, told.makes)
    assert told.relation is None or told.relation == relations(*ends)[0]


def test_names_are_unique_within_a_kind() -> None:
    names = [(found.kind, found.name) for found in STORIES]
    assert len(set(names)) == len(names)
    assert stories_of("person") == ()


def test_from_the_complaint_to_the_nonconformity_to_the_corrective_action(world: World) -> None:
    first: Any = complaint(world)
    second: Any = tell(world, first, story("complaint", "raise_nonconformity"))
    assert (second.title, second.severity, second.source, second.quantity) == ("Mixed parts", "major", "complaint", 30)
    assert (second.product, second.lot, second.containment_own) == ("B-204", "L-1", "held")
    assert (second.occurred_on, second.owner, second.process) == (DAY, first.owner, first.process)
    world.amend(second, statement="30 of 500 were mixed", escape_cause="No count", cause_verified=True)
    third: Any = tell(world, second, story("nonconformity", "raise_corrective_action"))
    assert (third.description, third.occurrence_cause) == ("30 of 500 were mixed", "One colour of bins")
    assert (third.escape_cause, third.cause_verified) == ("No count", True)
    assert world.linked(first, "nonconformity") == [second]
    assert world.linked(second, "complaint") == [first]
    assert world.linked(second, "corrective_action") == [third]
    assert world.linked(third, "nonconformity") == [second]


def test_an_action_names_its_source(world: World) -> None:
    source: Any = world.add("corrective_action", {"title": "Bins", "due_on": date(2026, 12, 24)})
    action: Any = tell(world, source, story("corrective_action", "raise_action"))
    assert (action.source, action.action_kind, action.addresses) == (source.id, "corrective", "occurrence")
    assert action.due_on == date(2026, 12, 24)
    late = world.add("nonconformity", {"due_on": DAY})
    assert tell(world, late, story("nonconformity", "raise_action")).due_on is None


def test_the_action_of_a_risk_takes_plan_and_day(world: World) -> None:
    values = {"treatment_plan": "A second plater", "treatment_due": date(2027, 1, 31), "due_on": date(2026, 12, 1)}
    action: Any = tell(world, world.add("risk", values), story("risk", "raise_action"))
    assert (action.description, action.due_on, action.action_kind) == (
        "A second plater",
        date(2027, 1, 31),
        "preventive",
    )


def test_a_nonconformity_concerns_its_supplier(world: World) -> None:
    supplier = world.add("supplier", {"title": "Tallbacken Coatings"})
    made: Any = tell(world, supplier, story("supplier", "raise_nonconformity"))
    assert (made.title, made.source) == ("Delivery of Tallbacken Coatings", "supplier")
    assert world.linked(made, "supplier") == [supplier]


def test_a_risk_knows_the_cause(world: World) -> None:
    made: Any = tell(world, complaint(world), story("complaint", "raise_risk"))
    assert (made.cause, made.event) == ("One colour of bins", "Left among right")


@pytest.mark.parametrize(
    ("said", "channel"), [("visit", "visit"), ("social", "portal"), ("warranty", "mail"), (None, "mail")]
)
def test_feedback_becomes_a_complaint_without_retyping(world: World, said: str | None, channel: str) -> None:
    customer = world.add("customer", {"title": "Brandt", "contact": "Ilse Brandt"})
    first: Any = tell(world, customer, story("customer", "add_feedback"))
    assert (first.title, first.customer, first.contact) == ("Feedback of Brandt", customer.id, "Ilse Brandt")
    world.amend(first, description="Always late", feedback_kind=said, occurred_on=DAY)
    second: Any = tell(world, first, story("feedback", "raise_complaint"))
    assert (second.description, second.channel, second.customer) == ("Always late", channel, customer.id)
    assert (second.contact, second.occurred_on) == ("Ilse Brandt", DAY)
    assert world.linked(first, "complaint") == [second]


def test_the_action_of_a_suggestion_is_the_idea(world: World) -> None:
    made: Any = tell(
        world, world.add("suggestion", {"idea": "A shadow board", "due_on": DAY}), story("suggestion", "raise_action")
    )
    assert (made.description, made.action_kind, made.due_on) == ("A shadow board", "improvement", None)


def test_a_certificate_that_ends_becomes_an_action_and_a_risk(world: World) -> None:
    certificate = world.add("certificate", {"title": "ISO 9001 of Tallbacken", "due_on": date(2026, 12, 24)})
    action: Any = tell(world, certificate, story("certificate", "raise_action"))
    assert (action.title, action.due_on) == ("Get the new certificate: ISO 9001 of Tallbacken", date(2026, 12, 24))
    risk: Any = tell(world, certificate, story("certificate", "raise_risk"))
    assert (risk.title, risk.cause) == ("ISO 9001 of Tallbacken is not renewed", "It is valid until 2026-12-24.")
    assert world.linked(certificate, "risk") == [risk]


def test_a_suggestion_becomes_an_opportunity_and_that_an_action(world: World) -> None:
    first = world.add("suggestion", {"title": "Trays", "idea": "Sorted trays", "expected_benefit": "No mixed parts"})
    second: Any = tell(world, first, story("suggestion", "raise_opportunity"))
    assert (second.title, second.description, second.benefit) == ("Trays", "Sorted trays", "No mixed parts")
    assert world.linked(first, "opportunity") == [second]
    third: Any = tell(world, second, story("opportunity", "raise_action"))
    assert (third.source, third.action_kind) == (second.id, "opportunity")


def test_an_objective_serves_the_first_commitment_that_names_none(world: World) -> None:
    policy = world.add("policy", {"title": "Quality policy"})
    assert tell(world, policy, story("policy", "raise_objective")).title == "Quality policy"
    first: Any = world.add("objective", {})
    for place, (what, objective) in enumerate((("Right", first.id), ("On time", None), ("Safe", None))):
        world.session.add(Commitment(record=policy.id, position=place, what=what, objective=objective))
    world.session.flush()
    made: Any = tell(world, policy, story("policy", "raise_objective"))
    assert (made.title, made.commitment) == ("On time", "On time")
    assert tell(world, policy, story("policy", "raise_objective")).title == "Safe"
    assert tell(world, policy, story("policy", "raise_objective")).title == "Quality policy"


def test_the_next_policy_supersedes_the_present_one(world: World) -> None:
    policy = world.add("policy", {"title": "Quality policy", "description": "Right parts", "state": "in_force"})
    made: Any = tell(world, policy, story("policy", "next_policy"))
    assert (made.description, made.state) == ("Right parts", "draft")
    assert world.linked(made, "policy") == [policy]


def test_an_issue_is_the_cause_of_its_risk(world: World) -> None:
    issue = world.add("context_issue", {"title": "Floods", "description": "The river road", "effect": "Late"})
    made: Any = tell(world, issue, story("context_issue", "raise_risk"))
    assert (made.cause, made.consequence) == ("The river road", "Late")
    assert tell(world, issue, story("context_issue", "raise_objective")).notes == "Late"
