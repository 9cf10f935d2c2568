from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.flows.errands import ERRANDS, Errand, errands_of, run
from qms_desktop.flows.links import relations
from qms_desktop.flows.proposals import PROPOSALS, Proposal, decline, open_on
from qms_desktop.flows.stories import stories_of
from qms_desktop.principles import REGISTERS
from qms_desktop.principles.evidence_based_decision_making.measures import Value
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Answered
from qms_desktop.records.links import Relation
from qms_desktop.workspace.workspace import Workspace
from tests.principles.world import World

KINDS = {register.kind: register for register in REGISTERS}
each_proposal = pytest.mark.parametrize("proposal", PROPOSALS, ids=lambda p: f"{p.kind}-{p.target}")
STATES: dict[str, dict[str, object]] = {
    "complaint": {"state": "assessed"},
    "nonconformity": {"state": "action_decided"},
    "corrective_action": {"state": "implemented"},
    "document": {"state": "in_review", "training_impact": "major", "revision": "B"},
    "indicator": {"direction": "up", "target": 95.0, "alarm_low": 90.0, "frequency": "monthly"},
    "equipment": {"measuring": "yes", "calibrated_on": date(2026, 11, 1)},
}


def proposing(world: World, kind: str) -> Any:
    made = world.add(kind, STATES[kind])
    if kind == "equipment":
        (line,) = world.lines(made, "calibration")
        line.result = "out"
        world.amend(made)
    if kind == "indicator":
        world.session.add(Value(record=made.id, position=1, period="2026-10", value=80.0))
        world.session.flush()
        world.amend(made)
    return made


def targets(world: World, record: Record) -> set[str]:
    return {waiting.target for waiting in open_on(record, world)}


@each_proposal
def test_a_proposal_names_fields_and_a_way_to_take_it_up(proposal: Proposal) -> None:
    fields = KINDS[proposal.kind].fields
    assert not proposal.because or proposal.because in fields
    assert not proposal.answer or fields[proposal.answer].info.choices is Answered
    ways = {s.makes for s in stories_of(proposal.kind)} | {e.target for e in errands_of(proposal.kind)}
    assert proposal.target in ways


@each_proposal
def test_a_proposal_is_made_and_ends_with_a_tie(world: World, proposal: Proposal) -> None:
    record = proposing(world, proposal.kind)
    assert proposal.target in targets(world, record)
    assert all(waiting.sentence.endswith((".", "?")) for waiting in open_on(record, world))
    other = world.add(proposal.target, {})
    world.link(record, Relation.CONCERNS, other)
    assert proposal.target not in targets(world, record)


@each_proposal
def test_a_void_record_proposes_nothing(world: World, proposal: Proposal) -> None:
    record = proposing(world, proposal.kind)
    record.voided = True
    assert open_on(record, world) == []


@pytest.mark.parametrize("errand", ERRANDS, ids=lambda e: f"{e.kind}-{e.name}")
def test_an_errand_ties_by_the_map_and_moves_by_the_workflow(errand: Errand) -> None:
    assert errand.relation in relations(errand.kind, errand.target)
    assert errand.move in {t.name for t in KINDS[errand.target].workflow.transitions}


def test_a_safety_complaint_leaves_no_choice(world: World) -> None:
    record = world.add(
        "complaint", {"state": "assessed", "severity": "critical", "no_nc_reason": "We think it is fine"}
    )
    (waiting,) = open_on(record, world)
    assert not waiting.declinable
    other = world.add("complaint", {"state": "assessed", "severity": "major", "no_nc_reason": "Ordered so"})
    assert open_on(other, world) == []


def test_an_older_nonconformity_does_not_answer_a_newer_calibration(world: World) -> None:
    record = proposing(world, "equipment")
    older = world.add("nonconformity", {})
    older.created_at = older.created_at.replace(year=2025)
    world.link(record, Relation.LED_TO, older)
    assert targets(world, record) == {"nonconformity"}


def test_the_reason_of_one_calibration_does_not_hold_for_the_next(world: World) -> None:
    record = proposing(world, "equipment")
    world.amend(record, no_nc_reason="It hung in the show room")
    assert targets(world, record) == set()
    world.amend(record, calibrated_on=date(2026, 11, 10))
    assert record.no_nc_reason is None
    world.lines(record, "calibration")[-1].result = "out"
    world.amend(record)
    assert targets(world, record) == {"nonconformity"}


def _implemented(workspace: Workspace) -> str:
    with workspace.change("Take over") as work:
        made = work.add(
            "corrective_action", {"title": "Mixed parts"}, taken_over_from="list.csv, row 2", state="implemented"
        )
        return made.number


def test_declining_leaves_answer_and_reason_on_the_record_and_can_be_undone(workspace: Workspace) -> None:
    number = _implemented(workspace)
    for target, reason in (("risk", "It is the same risk"), ("training", "Nobody does it differently")):
        with workspace.change("Decline", reason) as work:
            decline(work, work.get(number), target, reason)
    view = workspace.view(number)
    assert (view.value("risk_update"), view.value("training_update")) == ("not_needed", "not_needed")
    said = "Risks updated: It is the same risk\nTraining updated: Nobody does it differently"
    assert view.value("not_needed_reason") == said
    entry = workspace.record_history(view.id)[0]
    assert (entry.label, entry.reason) == (f"Decline training for {number}", "Nobody does it differently")
    with workspace.read() as look:
        assert {waiting.target for waiting in open_on(look.get(number), look)} == {"document"}
    workspace.undo()
    assert workspace.view(number).value("training_update") is None


@pytest.mark.parametrize(
    ("target", "reason", "sentence"), [("supplier", "So", "does not propose"), ("risk", "  ", "needs a reason")]
)
def test_what_cannot_be_declined_is_refused(workspace: Workspace, target: str, reason: str, sentence: str) -> None:
    number = _implemented(workspace)
    with pytest.raises(RuleBroken, match=sentence), workspace.change("Decline") as work:
        decline(work, work.get(number), target, reason)


def test_what_must_be_taken_up_is_not_declined(workspace: Workspace) -> None:
    with workspace.change("Take over") as work:
        values = {"title": "Sharp edge", "severity": "critical"}
        number = work.add("complaint", values, taken_over_from="list.csv, row 2", state="assessed").number
    with pytest.raises(RuleBroken, match="cannot be declined"), workspace.change("Decline") as work:
        decline(work, work.get(number), "nonconformity", "We think it is fine")


def _effective(workspace: Workspace) -> str:
    with workspace.change("Take over") as work:
        values = {"title": "Incoming check", "revision": "A"}
        return work.add("document", values, taken_over_from="list.csv, row 2", state="effective").number


def test_changing_a_document_ties_it_and_begins_its_next_version(workspace: Workspace) -> None:
    number, document = _implemented(workspace), _effective(workspace)
    errand = next(e for e in errands_of("corrective_action") if e.target == "document")
    with workspace.change("Change") as work:
        run(work, work.get(number), errand, work.get(document))
    view = workspace.view(document)
    assert (view.state, view.value("revision"), view.value("in_effect")) == ("draft", "B", "A")
    assert [(link.relation, link.other.number) for link in view.links] == [("changed_by", number)]
    other = _implemented(workspace)
    with workspace.change("Change") as work:
        run(work, work.get(other), errand, work.get(document))
    assert workspace.view(document).value("revision") == "B"
    assert len(workspace.view(document).links) == 2


def test_an_errand_goes_to_its_own_kind_only(workspace: Workspace) -> None:
    number = _implemented(workspace)
    errand = next(e for e in errands_of("corrective_action") if e.target == "document")
    with pytest.raises(RuleBroken, match="is no document"), workspace.change("Change") as work:
        run(work, work.get(number), errand, work.get(workspace.actor or ""))
