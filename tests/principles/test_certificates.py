from __future__ import annotations

from datetime import date, timedelta

import pytest

from qms_desktop.principles.relationship_management import PRINCIPLE, certificates
from qms_desktop.principles.relationship_management.certificates import Certificate, Validity, validity
from qms_desktop.records.base import Record
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace
from tests.principles.world import World

TODAY = date(2026, 11, 20)
APPROVABLE: dict[str, object] = {
    "scope": "Plating", "approval_basis": "certificate;audit", "state": "under_evaluation", "certificates": "ISO 9001",
}  # fmt: skip


def held(world: World, supplier: Record, until: date, **values: object) -> Record:
    return world.add("certificate", {"supplier": supplier.id, "standard": "iso_9001", "due_on": until} | values)


def known(world: World, criticality: str) -> Record:
    reviewer = world.person("Ana").id
    return world.add("supplier", APPROVABLE | {"criticality": criticality, "reviewer": reviewer, "owner": reviewer})


@pytest.mark.parametrize(
    ("until", "wanted"),
    [
        (TODAY - timedelta(days=1), Validity.EXPIRED),
        (TODAY, Validity.EXPIRING),
        (TODAY + timedelta(days=60), Validity.EXPIRING),
        (TODAY + timedelta(days=61), Validity.VALID),
        (date(1996, 5, 1), Validity.EXPIRED),
        (None, None),
    ],
)
def test_the_calendar_says_whether_it_is_valid(until: date | None, wanted: Validity | None) -> None:
    assert validity(until, TODAY) is wanted


def test_what_expired_overnight_is_shown_without_a_job(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        work.add("certificate", {"title": "ISO 9001", "due_on": workspace.today})
    assert workspace.facets("certificate").overdue == 0
    before = workspace.clock.now()
    workspace.clock.fixed = before + timedelta(days=1)
    assert workspace.facets("certificate").overdue == 1
    assert workspace.count(Listing("certificate", overdue_on=workspace.today)) == 1


def test_looking_it_up_is_dated(world: World) -> None:
    made = world.add("certificate", {})
    assert world.musts(made, "verify") == {"due_on"}
    assert world.shoulds(made, "verify") == {"certificate_no", "body"}
    world.amend(made, due_on=date(2028, 1, 1), certificate_no="1", body="Norrcert")
    assert world.unmet(made, "verify") == []
    world.move(made, "verify")
    assert isinstance(made, Certificate)
    assert (made.state, made.verified_on) == ("on_file", TODAY)


def test_what_is_replaced_has_something_in_its_place(world: World) -> None:
    supplier = world.add("supplier", {})
    old = held(world, supplier, date(2026, 12, 1))
    held(world, supplier, date(2029, 1, 1), standard="iso_14001")
    held(world, world.add("supplier", {}), date(2029, 1, 1))
    assert [u.must for u in world.unmet(old, "replace")] == [False]
    held(world, supplier, date(2029, 1, 1))
    assert world.unmet(old, "replace") == []
    world.move(old, "replace")
    world.move(old, "restore")
    world.move(old, "withdraw")
    world.move(old, "restore")
    assert old.state == "on_file"


def test_it_does_not_end_before_it_begins(world: World) -> None:
    made = world.add("certificate", {"issued_on": date(2026, 1, 2), "due_on": date(2026, 1, 1)})
    assert world.problems(made) == {"due_on"}


@pytest.mark.parametrize(("criticality", "must"), [("1", True), ("2", False)])
def test_an_expired_certificate_is_told_at_the_supplier(world: World, criticality: str, *, must: bool) -> None:
    supplier = known(world, criticality)
    expired = held(world, supplier, date(2026, 11, 19))
    (found,) = world.unmet(supplier, "approve")
    assert (found.record, found.must) == (expired.id, must)
    assert found.message.startswith(f"{expired.number} “A certificate” expired on 2026-11-19.")
    supplier.state = "approved"
    assert [u.record for u in world.unmet(supplier, "keep")] == [expired.id]
    held(world, supplier, date(2029, 1, 1))
    assert world.unmet(supplier, "keep") == []


def test_a_condition_is_the_way_on_until_it_is_renewed(world: World) -> None:
    supplier = known(world, "1")
    held(world, supplier, date(2026, 11, 19))
    world.amend(supplier, conditions="Every lot inspected until the new certificate is there")
    world.move(supplier, "approve_with_conditions")
    assert len(world.musts(supplier, "clear")) == 1


@pytest.mark.parametrize("aside", [{"state": "replaced"}, {"voided": True}, {"due_on": date(2026, 11, 20)}])
def test_what_no_longer_counts_is_not_told(world: World, aside: dict[str, object]) -> None:
    supplier = known(world, "1")
    held(world, supplier, date(2026, 1, 1), **aside)
    assert world.unmet(supplier, "approve") == []


def test_a_certificate_on_file_is_evidence(world: World) -> None:
    supplier = known(world, "2")
    world.amend(supplier, certificates=None)
    assert world.musts(supplier, "approve") == {"certificates"}
    held(world, supplier, date(2028, 1, 1))
    assert world.musts(supplier, "approve") == set()


def test_certificates_stay_out_of_sight_until_there_is_one() -> None:
    assert certificates.REGISTER in PRINCIPLE.until_used
