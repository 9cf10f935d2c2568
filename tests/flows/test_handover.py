"""Whoever leaves hands over; nothing is left without somebody who looks after it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.flows.handover import DUTIES, NAMED, duties, hand_over
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.workspace import Workspace


@pytest.fixture
def people(workspace: Workspace) -> tuple[UUID, UUID]:
    """Jan, who leaves, and Kim, who stays."""
    with workspace.change("Add people") as work:
        jan, kim = work.add("person", {"title": "Jan Probe"}), work.add("person", {"title": "Kim Probe"})
        risk = work.add("risk", {"title": "One supplier", "owner": jan.id})
        work.session.flush()
        action = work.add("action", {"title": "Second supplier", "owner": kim.id, "source": risk.id})
        work.amend(action, {"verifier": jan.id})
        work.amend(kim, {"deputy": jan.id})
        done = work.add("action", {"title": "Old", "owner": jan.id, "source": risk.id, "evidence": "Photo"})
        work.move(done, "done")
        work.amend(done, {"verifier": kim.id})
        work.move(done, "verify")
        work.add("risk", {"title": "A mistake", "owner": jan.id})
        work.void(work.get("RSK-2026-0002"), "Entered twice")
        return jan.id, kim.id


def test_the_fields_of_duties_belong_to_registers() -> None:
    for attribute in DUTIES:
        assert any(attribute.key in register.fields for register in REGISTERS)


def test_what_is_open_is_listed_and_what_is_finished_or_void_is_not(
    workspace: Workspace, people: tuple[UUID, UUID]
) -> None:
    with workspace.read() as look:
        found = duties(look.session, people[0])
    assert [(duty.number, duty.label) for duty in found] == [
        ("ACT-2026-0001", "Verifier"),
        ("PER-2026-0003", "Deputy"),
        ("RSK-2026-0001", "Owner"),
    ]


def test_leaving_with_open_records_is_refused_and_names_them(workspace: Workspace, people: tuple[UUID, UUID]) -> None:
    with pytest.raises(RuleBroken) as refused, workspace.change("Leave") as work:
        work.move(people[0], "leave", waive=True)
    for word in ("ACT-2026-0001", "PER-2026-0003", "RSK-2026-0001", "One supplier", "Hand over"):
        assert word in str(refused.value)
    assert {u.record for u in refused.value.unmet if u.record} == {
        workspace.view(n).id for n in ("ACT-2026-0001", "PER-2026-0003", "RSK-2026-0001")
    }


def test_hundreds_of_records_are_counted_not_listed(workspace: Workspace, people: tuple[UUID, UUID]) -> None:
    with workspace.change("Add many") as work:
        for n in range(20):
            work.add("risk", {"title": f"Risk {n}", "owner": people[0]})
    with pytest.raises(RuleBroken, match="13 more records wait") as refused, workspace.change("Leave") as work:
        work.move(people[0], "leave", waive=True)
    assert len(refused.value.unmet) == NAMED + 1


def test_all_is_handed_over_and_the_person_leaves_in_one_change(
    workspace: Workspace, people: tuple[UUID, UUID]
) -> None:
    jan, kim = people
    with workspace.change("Hand over") as work:
        assert len(hand_over(work, jan, kim, leave=True, waive=True)) == 3
    assert workspace.history(1)[0].label == "Hand over 3 records from Jan Probe to Kim Probe; Jan Probe leaves"
    assert workspace.view(jan).state == "left"
    owner = workspace.view("RSK-2026-0001").owner
    assert owner is not None
    assert owner.id == kim
    assert workspace.view("PER-2026-0003").value("deputy") is None, "nobody stands in for themselves"
    finished = workspace.view("ACT-2026-0002").owner
    assert finished is not None
    assert finished.id == jan, "what is finished keeps its name"
    workspace.undo()
    assert workspace.view(jan).state == "active"
    with workspace.read() as look:
        assert len(duties(look.session, jan)) == 3
    assert workspace.verify().ok


def test_a_part_goes_to_one_and_the_rest_to_another(workspace: Workspace, people: tuple[UUID, UUID]) -> None:
    jan, kim = people
    with workspace.read() as look:
        found = duties(look.session, jan)
    with workspace.change("Hand over") as work:
        hand_over(work, jan, kim, only={duty.place for duty in found if duty.field == "owner"})
    with workspace.change("Hand over") as work:
        assert hand_over(work, jan, "PER-2026-0001") == ["ACT-2026-0001", "PER-2026-0003"]
    with workspace.change("Leave") as work:
        work.move(jan, "leave", waive=True)
    assert workspace.view(jan).state == "left"


@pytest.mark.parametrize("taker", ["PER-2026-0002", "RSK-2026-0001", "PER-2026-0004"])
def test_only_somebody_else_who_works_here_takes_over(
    workspace: Workspace, people: tuple[UUID, UUID], taker: str
) -> None:
    with workspace.change("Add") as work:
        gone = work.add("person", {"title": "Max Probe"})
        work.move(gone, "leave", waive=True)
    with pytest.raises(RuleBroken), workspace.change("Hand over") as work:
        hand_over(work, people[0], taker)


def test_an_old_date_of_leaving_is_kept(workspace: Workspace, people: tuple[UUID, UUID]) -> None:
    with workspace.change("Hand over") as work:
        work.amend(people[0], {"left_on": date(2026, 1, 31)})
        hand_over(work, *people, leave=True, waive=True)
    assert workspace.view(people[0]).value("left_on") == date(2026, 1, 31)


def test_nobody_who_left_is_made_an_owner_by_any_door(workspace: Workspace, people: tuple[UUID, UUID]) -> None:
    jan, kim = people
    with workspace.change("Leave") as work:
        hand_over(work, jan, kim, leave=True, waive=True)
    with pytest.raises(RuleBroken, match="Jan Probe has left"), workspace.change("Add") as work:
        work.add("risk", {"title": "Flood", "owner": jan})
    with pytest.raises(RuleBroken, match="Jan Probe has left"), workspace.change("Give") as work:
        work.amend("RSK-2026-0001", {"owner": jan})
    with workspace.change("Take over") as work:
        work.add("risk", {"title": "Old flood", "owner": jan}, taken_over_from="old.csv, row 3")
    with workspace.change("Come back") as work:
        work.move(jan, "come_back", reason="He is back")
        work.amend("RSK-2026-0001", {"owner": jan})


def test_whoever_leaves_in_this_change_owns_nothing_after_it(workspace: Workspace, people: tuple[UUID, UUID]) -> None:
    with pytest.raises(RuleBroken, match="has left"):
        leave_and_get_back(workspace, *people)


def leave_and_get_back(workspace: Workspace, jan: UUID, kim: UUID) -> None:
    with workspace.change("Leave") as work:
        hand_over(work, jan, kim, leave=True, waive=True)
        work.amend("RSK-2026-0001", {"owner": jan})
