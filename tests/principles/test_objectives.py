"""Objectives: what they need before they are active, how they end, and what was aimed at before."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace
from tests.principles.world import World

TODAY = date(2026, 11, 22)
COMPLETE: dict[str, object] = {
    "title": "Halve the complaints", "description": "Bins in two colours", "evaluation": "Counted each quarter",
    "resources": "1,200 EUR", "measure": "Complaints", "unit": "pieces", "frequency": "quarterly",
    "direction": "down", "baseline": 5.0, "baseline_on": date(2026, 1, 1), "target": 2.0, "due_on": date(2026, 12, 31),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Work, "today", TODAY)


def objective(world: World, **values: object) -> Any:
    return world.add("objective", COMPLETE | {"owner": world.person("Ana").id} | values)


def test_activation_needs_owner_direction_due_plan_and_evaluation(world: World) -> None:
    bare = world.add("objective", {})
    assert world.musts(bare, "activate") == {
        "owner", "direction", "due_on", "description", "evaluation", "measure", "frequency", "target",
    }  # fmt: skip
    assert world.shoulds(bare, "activate") == {"resources"}


@pytest.mark.parametrize(
    ("values", "musts", "shoulds"),
    [
        ({}, set(), set()),
        ({"resources": None}, set(), {"resources"}),
        ({"baseline": None, "baseline_on": None}, set(), {"baseline", "baseline_on"}),
        ({"target": None}, {"target"}, set()),
        ({"frequency": None}, {"frequency"}, set()),
        ({"direction": "range"}, {"target_low", "target_high"}, set()),
        ({"direction": "range", "target": None, "target_low": 1.0, "target_high": 3.0, "baseline": None}, set(), set()),
        ({"direction": "keep", "baseline": None, "baseline_on": None}, set(), set()),
        ({"direction": "keep_below", "target": None}, {"target"}, set()),
    ],
)
def test_what_is_measured_decides_what_is_asked(
    world: World, values: dict[str, object], musts: set[str], shoulds: set[str]
) -> None:
    found = objective(world, **values)
    assert world.musts(found, "activate") == musts
    assert world.shoulds(found, "activate") == shoulds


def test_an_indicator_measures_instead(world: World) -> None:
    values = {"direction": "down", "frequency": "monthly"}
    found = objective(world, measure=None, frequency=None, indicator=world.add("indicator", values).id)
    assert world.musts(found, "activate") == set()


def test_top_management_should_sign_and_an_employee_cannot(world: World) -> None:
    found = objective(world)
    world.actor = world.person("Quirin", "quality_manager")
    assert world.musts(found, "activate") == set()
    assert len(world.shoulds(found, "activate")) == 1
    world.actor = world.person("Jo", "employee")
    assert len(world.musts(found, "activate")) == 1
    world.actor = world.person("Max", "top_management")
    world.move(found, "activate")
    assert (found.state, found.approved_by, found.activated_on) == ("active", world.actor.id, world.today)
    world.move(found, "revoke_approval")
    assert (found.state, found.approved_by, found.activated_on) == ("draft", None, None)


def test_the_full_profile_makes_musts_of_the_shoulds(workspace: Workspace) -> None:
    with workspace.change("Full profile") as work:
        work.organisation.full_profile = True
        made = work.add("objective", COMPLETE | {"baseline": None, "baseline_on": None, "resources": None})
    with pytest.raises(RuleBroken, match=r"Resources is missing.*Baseline is missing"), workspace.change("Go") as work:
        work.move(made.id, "activate", waive=True)


def test_what_was_not_reached_says_why_and_what_next(world: World) -> None:
    found = objective(world, state="active")
    assert world.musts(found, "not_achieve") == {"missed_because", "what_next"}
    world.amend(found, missed_because="The bins came late", what_next="Again until June")
    world.move(found, "not_achieve")
    world.move(found, "reopen")
    assert found.state == "draft"


def test_only_top_management_gives_an_objective_up(world: World) -> None:
    found = objective(world, state="active")
    world.actor = world.person("Quirin", "quality_manager")
    assert len(world.musts(found, "cancel")) == 1
    world.actor = world.person("Max", "top_management")
    world.move(found, "cancel")
    assert world.transition(objective(world), "cancel").asks_reason


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"target": 6.0}, {"target"}),
        ({"direction": "up"}, {"target"}),
        ({"direction": "up", "target": 5.0}, set()),
        ({"direction": "keep", "target": 5.0}, set()),
        ({"target_low": 3.0, "target_high": 3.0}, {"target_low"}),
    ],
)
def test_targets_that_make_no_sense_are_refused(world: World, values: dict[str, object], wrong: set[str]) -> None:
    assert world.problems(objective(world, **values)) == wrong


def test_no_objective_is_part_of_its_own_parts(world: World) -> None:
    top, middle = objective(world), objective(world)
    world.amend(middle, parent=top.id)
    world.amend(top, parent=middle.id)
    assert world.problems(top) == {"parent"}


def active(workspace: Workspace, **values: object) -> UUID:
    with workspace.change("Add objective") as work:
        made = work.add("objective", COMPLETE | values)
        work.move(made, "activate", waive=True)
        return made.id


def rows(workspace: Workspace, key: UUID, name: str) -> list[tuple[object, ...]]:
    return [row.cells for lines in workspace.view(key).lines if lines.name == name for row in lines.rows]


def test_a_target_that_changes_while_active_is_kept(workspace: Workspace) -> None:
    with workspace.change("Add objective") as work:
        key = work.add("objective", COMPLETE).id
        work.amend(key, {"target": 2.5})
        work.move(key, "activate", waive=True)
    assert rows(workspace, key, "objective_target") == []
    with workspace.change("Be modest") as work:
        work.amend(key, {"target": 3.0})
    with workspace.change("Take longer") as work:
        work.amend(key, {"due_on": date(2027, 6, 30)})
    with workspace.change("Say more") as work:
        work.amend(key, {"notes": "Agreed with the works council"})
    assert rows(workspace, key, "objective_target") == [
        (TODAY, 2.5, None, None, date(2026, 12, 31)),
        (TODAY, 3.0, None, None, date(2026, 12, 31)),
    ]
    told = [(value.label, value.new) for change in workspace.record_history(key) for value in change.values]
    assert {("Target", "2.5"), ("Target", "3")} <= set(told)
    workspace.undo()
    workspace.undo()
    assert len(rows(workspace, key, "objective_target")) == 1
    assert workspace.verify().ok


def test_former_targets_are_written_by_nobody(workspace: Workspace) -> None:
    key = active(workspace)
    with pytest.raises(RuleBroken, match="cannot be changed by hand"), workspace.change("Lie") as work:
        work.add_lines(key, "objective_target", [{"until": TODAY, "target": 1.0}])


def test_measurements_settle_like_those_of_indicators(workspace: Workspace) -> None:
    key = active(workspace)
    with workspace.change("Measure") as work:
        work.add_lines(key, "objective_value", [{"period": "Q3 2026", "value": 3.0}, {"period": "2026-05", "value": 4}])
    assert [row[:2] for row in rows(workspace, key, "objective_value")] == [("2026-04-01", 4), ("2026-07-01", 3.0)]
    for row, sentence in (
        ({"period": "Q1 2027", "value": 1.0}, "lies in the future"),
        ({"period": "2026-09-30", "value": 1.0}, "already"),
        ({"period": "2026", "value": 1.0}, "is a year"),
        ({"period": "Q1 2026"}, "the value is missing"),
    ):
        with pytest.raises(RuleBroken, match=sentence), workspace.change("Measure") as work:
            work.add_lines(key, "objective_value", [row])
    with pytest.raises(RuleBroken, match="supersedes"), workspace.change("Monthly") as work:
        work.amend(key, {"frequency": "monthly"})


def test_milestones_are_planned_and_done_until_the_end(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        key = work.add("objective", COMPLETE).id
        work.add_lines(
            key,
            "objective_milestone",
            [{"what": "Train the packers", "due": date(2026, 12, 1)}, {"what": "Buy bins", "due": date(2026, 10, 1)}],
        )
        work.move(key, "activate", waive=True)
    assert [row[0] for row in rows(workspace, key, "objective_milestone")] == ["Buy bins", "Train the packers"]
    first = workspace.view(key).lines[0].rows[0].id
    with pytest.raises(RuleBroken, match="in the future"), workspace.change("Done") as work:
        work.amend_line(key, "objective_milestone", first, {"done_on": date(2026, 12, 24)})
    with workspace.change("Done") as work:
        work.amend_line(key, "objective_milestone", first, {"done_on": TODAY})
        work.move(key, "cancel", reason="The product ended")
    with pytest.raises(RuleBroken, match="cancelled"), workspace.change("Done") as work:
        work.remove_line(key, "objective_milestone", first)
