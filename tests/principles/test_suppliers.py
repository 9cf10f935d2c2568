from __future__ import annotations

from datetime import date

import pytest

from qms_desktop.principles.dates import month_later
from qms_desktop.principles.relationship_management.suppliers import Supplier
from tests.principles.world import World

APPROVABLE: dict[str, object] = {
    "scope": "Plating",
    "criticality": "2",
    "approval_basis": "certificate",
    "certificates": "ISO 9001 until 2028",
    "reevaluation_months": 12,
    "state": "under_evaluation",
}


def known(world: World, **values: object) -> Supplier:
    reviewer = world.person("Ana").id
    made = world.add("supplier", APPROVABLE | {"owner": reviewer, "reviewer": reviewer} | values)
    assert isinstance(made, Supplier)
    return made


def test_evaluation_needs_an_owner(world: World) -> None:
    assert world.musts(world.add("supplier", {}), "evaluate") == {"owner"}
    world.move(known(world, state="new"), "evaluate")


def test_approval_needs_scope_criticality_basis_reviewer_and_evidence(world: World) -> None:
    bare = world.add("supplier", {"state": "under_evaluation"})
    wanted = {"scope", "criticality", "approval_basis", "reviewer", "certificates"}
    assert world.musts(bare, "approve") == wanted
    world.files[bare.id] = 1
    assert world.musts(bare, "approve") == wanted - {"certificates"}


def test_approval_sets_the_next_look(world: World) -> None:
    supplier = known(world)
    world.move(supplier, "approve")
    assert (supplier.approved_on, supplier.due_on) == (world.today, date(2027, 11, 20))
    world.today = date(2027, 11, 15)
    world.move(supplier, "keep")
    assert (supplier.state, supplier.due_on) == ("approved", date(2028, 11, 15))


@pytest.mark.parametrize(
    ("basis", "refused"),
    [("certificate", True), ("certificate;history", True), ("audit", False), ("certificate;questionnaire", False)],
)
def test_a_critical_supplier_is_looked_at_closely(world: World, basis: str, *, refused: bool) -> None:
    supplier = known(world, criticality="1", approval_basis=basis)
    assert world.musts(supplier, "approve") == ({"approval_basis"} if refused else set())


def test_not_everybody_approves(world: World) -> None:
    world.actor = world.person("Jo", "employee")
    assert len(world.musts(known(world), "approve")) == 1
    world.actor = world.person("Kim", "process_owner")
    assert world.musts(known(world), "approve") == set()


def test_conditions_are_named_and_cleared(world: World) -> None:
    supplier = known(world)
    assert world.musts(supplier, "approve_with_conditions") == {"conditions"}
    supplier.state = "approved"
    assert world.musts(supplier, "restrict") == {"conditions"}
    world.amend(supplier, conditions="Every lot inspected")
    world.move(supplier, "restrict")
    world.move(supplier, "clear")
    assert supplier.state == "approved"
    direct = known(world, conditions="Every lot inspected")
    world.move(direct, "approve_with_conditions")
    assert direct.state == "conditional"


def test_disqualification_needs_authority_and_a_note_for_purchasing(world: World) -> None:
    supplier = known(world, state="approved")
    world.actor = world.person("Jo", "process_owner")
    found = world.musts(supplier, "disqualify")
    assert found == {"stop_buy_note", "Quality manager or Top management must do this; Jo does not hold that role."}
    world.actor = world.person("Max", "top_management")
    world.amend(supplier, stop_buy_note="No new orders from today")
    world.move(supplier, "disqualify")
    world.move(supplier, "readmit")
    assert supplier.state == "under_evaluation"


def test_deactivate_and_evaluate_again(world: World) -> None:
    supplier = known(world, state="conditional")
    world.move(supplier, "deactivate")
    world.move(supplier, "readmit")


@pytest.mark.parametrize(
    ("start", "months", "wanted"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_later(start: date, months: int, wanted: date) -> None:
    assert month_later(start, months) == wanted
