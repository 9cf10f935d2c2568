from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from qms_desktop.insight.process_page import FIRST, SHOWN, ProcessSheet, read
from qms_desktop.workspace.workspace import Workspace


def add(workspace: Workspace, kind: str, **values: object) -> UUID:
    with workspace.change("Add") as work:
        return work.add(kind, {"title": f"A {kind}", **values}).id


@pytest.fixture
def making(workspace: Workspace) -> UUID:
    with workspace.change("Add") as work:
        sales = work.add("process", {"title": "Sales", "code": "C1", "process_type": "core"})
        made = work.add("process", {"title": "Making", "code": "C2", "process_type": "core", "purpose": "Good parts"})
        work.session.flush()
        work.add_lines(made, "process_input", [{"what": "Order", "supplier": sales.id, "requirement": "Reviewed"}])
        work.add_lines(made, "process_output", [{"what": "Parts", "party": "Customers"}])
        work.add_lines(made, "process_step", [{"what": "Cut", "responsible": "Cutter", "document": "WI-1"}])
        return made.id


def shown(workspace: Workspace, key: UUID) -> ProcessSheet:
    found = read(workspace, key)
    assert found is not None
    return found


def test_neighbours_and_steps(workspace: Workspace, making: UUID) -> None:
    found = shown(workspace, making)
    assert [(t.what, t.name, t.party, t.note) for t in found.inputs] == [("Order", "C1 Sales", "", "Reviewed")]
    assert [(t.what, t.other, t.party) for t in found.outputs] == [("Parts", None, "Customers")]
    assert found.steps == (("Cut", "Cutter", "WI-1", ""),)
    assert (found.band, found.purpose) == ("Core", "Good parts")
    assert found.owner is not None
    assert found.owner.title == "Ana Probe"


def test_what_only_the_neighbour_has_written_down_is_shown_too(workspace: Workspace, making: UUID) -> None:
    people = add(workspace, "process", title="People", code="S1")
    with workspace.change("Add lines") as work:
        work.add_lines(people, "process_output", [{"what": "Skilled people", "receiver": making}])
        work.add_lines(people, "process_input", [{"what": "Needs", "supplier": making}])
    found = shown(workspace, making)
    assert [(t.what, t.name) for t in found.inputs] == [("Order", "C1 Sales"), ("Skilled people", "S1 People")]
    assert [(t.what, t.name, t.party) for t in found.outputs] == [
        ("Parts", "", "Customers"),
        ("Needs", "S1 People", ""),
    ]
    assert [tie.other for tie in found.outputs] == [None, people]


def test_records_of_the_process_stand_by_kind_and_the_late_ones_first(workspace: Workspace, making: UUID) -> None:
    today = workspace.today
    for days in (9, -4, 2, -1, 30, 12):
        add(workspace, "action", process=making, title=f"in {days}", due_on=today + timedelta(days=days))
    add(workspace, "action", title="elsewhere")
    add(workspace, "equipment", process=making, title="Saw", measuring="no")
    found = shown(workspace, making)
    groups = {group.kind: group for group in found.groups}
    assert [group.kind for group in found.groups][: len(FIRST)] == list(FIRST)
    actions = groups["action"]
    assert (actions.total, actions.late, len(actions.items)) == (6, 2, SHOWN)
    assert [item.ref.title for item in actions.items] == ["in -4", "in -1", "in 2", "in 9", "in 12"]
    assert workspace.count(actions.behind) == 6
    assert groups["equipment"].total == 1
    assert "complaint" not in groups
    assert groups["risk"].items == ()


def test_what_is_only_kept_comes_after_what_is_due_and_is_never_late(workspace: Workspace, making: UUID) -> None:
    late = workspace.today - timedelta(days=9)
    with workspace.change("Add") as work:
        for title, state in (("Done", "done"), ("Closed", "verified")):
            work.add("action", {"title": title, "process": making, "due_on": late}, taken_over_from="old", state=state)
        work.add("action", {"title": "Open", "process": making, "due_on": late})
    (actions,) = [group for group in shown(workspace, making).groups if group.kind == "action"]
    assert [(item.ref.title, item.due_on) for item in actions.items] == [("Open", late), ("Done", None)]
    assert (actions.total, actions.late) == (2, 1)


def test_people_are_those_who_hold_its_roles(workspace: Workspace, making: UUID) -> None:
    role = add(workspace, "role", title="Welder", process=making)
    add(workspace, "role", title="Buyer")
    for name in ("Tom Reed", "Ida Kern"):
        key = add(workspace, "person", title=name)
        with workspace.change("Role") as work:
            work.add_lines(key, "person_role", [{"role": role}])
    (holder,) = shown(workspace, making).holders
    assert (holder.role.title, [person.title for person in holder.people]) == ("Welder", ["Ida Kern", "Tom Reed"])


def test_a_process_that_is_not_in_use_has_no_page(workspace: Workspace, making: UUID) -> None:
    assert read(workspace, uuid4()) is None
    with workspace.change("Retire") as work:
        work.move(making, "retire", reason="Outsourced")
    assert read(workspace, making) is None
