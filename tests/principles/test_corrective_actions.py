from __future__ import annotations

from datetime import date, timedelta

import pytest

from qms_desktop.principles.continuous_improvement.corrective_actions import REGISTER, CorrectiveAction
from qms_desktop.records.links import Relation
from tests.principles.world import World

CHECK = date(2027, 2, 20)
PLAN: dict[str, object] = {
    "description": "Mixed parts",
    "occurrence_cause": "One colour",
    "cause_verified": True,
    "criterion": "None in 90 days",
    "data_source": "Complaints",
}
PROOF: dict[str, object] = {
    "result": "effective",
    "result_evidence": "No complaint since",
    "read_across": "The other line has colours already",
    "risk_update": "done",
    "document_update": "done",
    "training_update": "not_needed",
}


def drafted(world: World, **values: object) -> CorrectiveAction:
    made = world.add("corrective_action", PLAN | {"owner": world.person("Ana").id} | values)
    assert isinstance(made, CorrectiveAction)
    return made


def works_on(world: World, corrective_action: CorrectiveAction, cause: str, **values: object) -> None:
    basics = {"source": corrective_action.id, "action_kind": "corrective", "addresses": cause, "title": f"On {cause}"}
    world.add("action", basics | values)


def test_the_first_cycle_is_one(world: World) -> None:
    assert drafted(world).cycle == 1


def test_a_plan_has_cause_criterion_source_and_day(world: World) -> None:
    bare = world.add("corrective_action", {})
    wanted = {"owner", "description", "occurrence_cause", "cause_verified", "criterion", "data_source", "check_on"}
    assert world.musts(bare, "plan") == wanted
    assert world.shoulds(bare, "plan") == {"escape_cause"}


def test_each_cause_has_its_action(world: World) -> None:
    corrective_action = drafted(world, escape_cause="No count", systemic_cause="No rule", check_on=CHECK)
    assert world.musts(corrective_action, "plan") == {"occurrence_cause", "escape_cause", "systemic_cause"}
    works_on(world, corrective_action, "occurrence")
    works_on(world, corrective_action, "escape", state="cancelled")
    works_on(world, corrective_action, "systemic", voided=True)
    assert world.musts(corrective_action, "plan") == {"escape_cause", "systemic_cause"}
    works_on(world, corrective_action, "escape")
    works_on(world, corrective_action, "systemic")
    world.move(corrective_action, "plan")
    assert corrective_action.check_on == CHECK


def test_the_day_of_the_check_follows_the_last_action(world: World) -> None:
    corrective_action = drafted(world, escape_cause=None)
    works_on(world, corrective_action, "occurrence", due_on=date(2026, 12, 1))
    works_on(world, corrective_action, "occurrence", due_on=date(2026, 12, 24))
    world.move(corrective_action, "plan")
    assert corrective_action.check_on == date(2026, 12, 24) + timedelta(days=90)


def test_approval_is_signed_by_the_quality_manager_and_can_be_revoked(world: World) -> None:
    corrective_action = drafted(world, state="planned")
    assert world.shoulds(corrective_action, "approve") == {"resources"}
    world.actor = world.person("Jo", "process_owner")
    assert world.musts(corrective_action, "approve") == {"Quality manager must do this; Jo does not hold that role."}
    world.actor = world.person("Kim", "quality_manager")
    world.move(corrective_action, "approve")
    assert (corrective_action.approved_by, corrective_action.approved_on) == (world.actor.id, world.today)
    world.move(corrective_action, "revoke_approval")
    assert (corrective_action.state, corrective_action.approved_by) == ("planned", None)
    world.move(corrective_action, "revise")
    assert corrective_action.state == "draft"


@pytest.mark.parametrize(
    ("states", "refused"),
    [
        ((), True),
        (("cancelled",), True),
        (("open",), True),
        (("done", "in_progress"), True),
        (("done", "cancelled"), False),
        (("verified", "done"), False),
    ],
)
def test_implemented_means_every_action_is_done(world: World, states: tuple[str, ...], *, refused: bool) -> None:
    corrective_action = drafted(world, state="in_progress", check_on=CHECK)
    for state in states:
        works_on(world, corrective_action, "occurrence", state=state)
    assert bool(world.musts(corrective_action, "implement")) is refused


def test_after_implementation_the_check_is_what_is_due(world: World) -> None:
    corrective_action = drafted(world, state="in_progress", check_on=CHECK, due_on=date(2026, 11, 30))
    works_on(world, corrective_action, "occurrence", state="done")
    world.move(corrective_action, "implement")
    assert (corrective_action.implemented_on, corrective_action.due_on) == (world.today, CHECK)


def test_the_check_may_begin_early_with_a_click(world: World) -> None:
    corrective_action = drafted(world, state="implemented", check_on=CHECK)
    assert world.shoulds(corrective_action, "check") == {"check_on"}
    world.today = CHECK
    assert world.unmet(corrective_action, "check") == []


def test_it_closes_on_proof_by_somebody_else_and_not_before_the_day(world: World) -> None:
    corrective_action = drafted(world, state="effectiveness_check", check_on=CHECK)
    fields = {"verifier", "read_across", "risk_update", "document_update", "training_update"}
    assert world.musts(corrective_action, "effective") == fields | {"result", "result_evidence", "check_on"}
    world.amend(corrective_action, **PROOF, verifier=corrective_action.owner)
    world.today = CHECK
    assert world.musts(corrective_action, "effective") == {"verifier"}
    world.waived = True
    assert world.musts(corrective_action, "effective") == set()
    world.waived = False
    world.amend(corrective_action, verifier=world.person("Kim").id)
    world.today = CHECK - timedelta(days=1)
    assert world.musts(corrective_action, "effective") == {"check_on"}
    world.today = CHECK
    world.move(corrective_action, "effective")


def test_a_file_is_proof_too(world: World) -> None:
    corrective_action = drafted(world, state="effectiveness_check", check_on=world.today, result="effective")
    world.files[corrective_action.id] = 1
    assert "result_evidence" not in world.musts(corrective_action, "effective")


def test_no_criterion_no_close_but_for_lists_of_the_past(world: World) -> None:
    ready = PROOF | {"state": "effectiveness_check", "criterion": None, "verifier": world.person("Kim").id}
    assert world.musts(drafted(world, **ready), "effective") == {"criterion", "check_on"}
    world.move(drafted(world, **ready, taken_over_from="capa.csv, row 2"), "effective")


@pytest.mark.parametrize("result", ["partly", "not_effective"])
def test_without_effect_it_begins_again(world: World, result: str) -> None:
    corrective_action = drafted(world, state="effectiveness_check", check_on=CHECK, implemented_on=world.today)
    assert world.musts(corrective_action, "not_effective") == {"result"}
    world.amend(corrective_action, result=result)
    assert world.musts(corrective_action, "effective") >= {"result"}
    world.move(corrective_action, "not_effective")
    assert (corrective_action.state, corrective_action.cycle) == ("draft", 2)
    assert (corrective_action.result, corrective_action.check_on, corrective_action.approved_by) == (None, None, None)


def test_what_came_from_a_major_nonconformity_is_cancelled_by_top_management(world: World) -> None:
    corrective_action = drafted(world)
    nonconformity = world.add("nonconformity", {"severity": "major"})
    world.link(nonconformity, Relation.LED_TO, corrective_action)
    world.actor = world.person("Kim", "quality_manager")
    assert world.unmet(corrective_action, "cancel")[0].record == nonconformity.id
    world.actor = world.person("Max", "top_management")
    world.move(corrective_action, "cancel")
    world.actor = world.person("Kim", "quality_manager")
    world.move(corrective_action, "reopen")
    assert (corrective_action.state, corrective_action.cycle) == ("draft", 2)


def test_implemented_before_it_was_raised_is_refused(world: World) -> None:
    corrective_action = drafted(world, occurred_on=date(2026, 11, 10), implemented_on=date(2026, 11, 9))
    assert world.problems(corrective_action) == {"implemented_on"}


def test_the_criterion_is_fixed_once_approved() -> None:
    assert REGISTER.editable("criterion", "planned")
    assert not REGISTER.editable("criterion", "in_progress")
    assert not REGISTER.editable("result", "closed")
