"""Rows that a record owns: written through the one door, kept by the trail, given back by undo."""

from __future__ import annotations

from uuid import UUID

import pytest

from qms_desktop.errors import Conflict, RuleBroken
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.views import LinesView
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace


@pytest.fixture
def purchasing(workspace: Workspace) -> str:
    with workspace.change("Add process") as work:
        made = work.add("process", {"title": "Purchasing"})
        work.add_lines(made, "process_step", [{"what": "Ask for offers"}, {"what": "Order"}])
        return made.number


def lines(workspace: Workspace, number: str, name: str = "process_step") -> LinesView:
    return next(found for found in workspace.view(number).lines if found.name == name)


def texts(workspace: Workspace, number: str) -> list[object]:
    return [row.cells[0] for row in lines(workspace, number).rows]


def first(workspace: Workspace, number: str) -> UUID:
    return lines(workspace, number).rows[0].id


def test_lines_stand_in_the_order_in_which_they_were_added(workspace: Workspace, purchasing: str) -> None:
    with workspace.change("Add a step") as work:
        work.add_lines(purchasing, "process_step", [{"what": "Accept the goods"}])
    assert texts(workspace, purchasing) == ["Ask for offers", "Order", "Accept the goods"]
    assert workspace.verify().ok


def test_a_changed_line_is_a_change_of_its_record_and_told_in_its_history(
    workspace: Workspace, purchasing: str
) -> None:
    before, key = workspace.view(purchasing).version, first(workspace, purchasing)
    with workspace.change("Name the responsible") as work:
        assert work.amend_line(purchasing, "process_step", key, {"responsible": "Buyer"})
    assert workspace.view(purchasing).version > before
    told = workspace.record_history(purchasing)
    assert [(v.label, v.old, v.new) for v in told[0].values] == [("Step: Responsible", "", "Buyer")]
    assert ("Step", "", "Order") in [(v.label, v.old, v.new) for v in told[-1].values]
    assert workspace.last is not None
    assert workspace.last.kinds == {"process"}


def test_a_line_that_is_taken_away_stays_in_the_history_and_comes_back_with_undo(
    workspace: Workspace, purchasing: str
) -> None:
    key = first(workspace, purchasing)
    with workspace.change("Take the first step away") as work:
        work.remove_line(purchasing, "process_step", key)
    assert texts(workspace, purchasing) == ["Order"]
    assert [(v.label, v.old, v.new) for v in workspace.record_history(purchasing)[0].values] == [
        ("Step", "Ask for offers", "")
    ]
    workspace.undo()
    assert texts(workspace, purchasing) == ["Ask for offers", "Order"]
    workspace.redo()
    assert texts(workspace, purchasing) == ["Order"]
    assert workspace.verify().ok


def test_undoing_the_record_takes_its_lines_with_it(workspace: Workspace, purchasing: str) -> None:
    workspace.undo()
    with pytest.raises(RuleBroken):
        workspace.view(purchasing)
    workspace.redo()
    assert texts(workspace, purchasing) == ["Ask for offers", "Order"]


def test_a_closed_record_takes_no_lines(workspace: Workspace, purchasing: str) -> None:
    key = first(workspace, purchasing)
    with workspace.change("Retire") as work:
        work.move(purchasing, "retire", reason="Outsourced")
    with pytest.raises(RuleBroken, match="retired"), workspace.change("Add") as work:
        work.add_lines(purchasing, "process_step", [{"what": "Pay"}])
    with pytest.raises(RuleBroken, match="retired"), workspace.change("Amend") as work:
        work.amend_line(purchasing, "process_step", key, {"what": "Pay"})
    with pytest.raises(RuleBroken, match="retired"), workspace.change("Remove") as work:
        work.remove_line(purchasing, "process_step", key)
    assert not lines(workspace, purchasing).editable
    assert texts(workspace, purchasing) == ["Ask for offers", "Order"]


def test_a_line_is_checked_field_by_field(workspace: Workspace, purchasing: str) -> None:
    with pytest.raises(RuleBroken, match="Step is missing"), workspace.change("Add") as work:
        work.add_lines(purchasing, "process_step", [{"responsible": "Buyer"}])
    with pytest.raises(RuleBroken, match="has no field “colour”"), workspace.change("Add") as work:
        work.add_lines(purchasing, "process_step", [{"what": "Pay", "colour": "red"}])
    with pytest.raises(RuleBroken, match="has no lines “wheels”"), workspace.change("Add") as work:
        work.add_lines(purchasing, "wheels", [{"what": "Pay"}])
    assert texts(workspace, purchasing) == ["Ask for offers", "Order"]


def test_a_process_is_not_its_own_supplier(workspace: Workspace, purchasing: str) -> None:
    own = workspace.view(purchasing).id
    with pytest.raises(RuleBroken, match="cannot point at itself"), workspace.change("Add") as work:
        work.add_lines(purchasing, "process_input", [{"what": "A need", "supplier": own}])
    with workspace.change("Add") as work:
        sales = work.add("process", {"title": "Sales"})
        work.session.flush()
        work.add_lines(purchasing, "process_input", [{"what": "A need", "supplier": sales.id}])
    (row,) = lines(workspace, purchasing, "process_input").rows
    assert isinstance(row.cells[1], Ref)
    assert row.cells[1].title == "Sales"


def test_two_who_change_the_same_field_are_told(workspace: Workspace, purchasing: str) -> None:
    key = first(workspace, purchasing)
    with workspace.change("First") as work:
        work.amend_line(purchasing, "process_step", key, {"what": "Ask three for offers"})
    with pytest.raises(Conflict, match="Step was changed"), workspace.change("Second") as work:
        work.amend_line(purchasing, "process_step", key, {"what": "Ask two"}, seen={"what": "Ask for offers"})
    with workspace.change("Take away") as work:
        work.remove_line(purchasing, "process_step", key)
    with pytest.raises(Conflict, match="taken away"), workspace.change("Third") as work:
        work.amend_line(purchasing, "process_step", key, {"what": "Ask two"})


def test_the_same_value_is_no_change(workspace: Workspace, purchasing: str) -> None:
    with workspace.change("Nothing") as work:
        assert not work.amend_line(purchasing, "process_step", first_of(work, purchasing), {"what": "Ask for offers"})
    assert workspace.last is None


def first_of(work: Work, number: str) -> UUID:
    found = work.lines(work.get(number), "process_step")
    assert isinstance(found[0].id, UUID)
    return found[0].id
