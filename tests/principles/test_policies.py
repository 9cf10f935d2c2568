"""Policy: signed by top management, one in force by the database, and its commitments served by objectives."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import text

from qms_desktop.errors import Conflict, RuleBroken
from qms_desktop.flows.remarks import remarks_on
from qms_desktop.principles.leadership.commitments import Policy, coverage
from qms_desktop.workspace.workspace import Workspace
from tests.principles.world import World


@pytest.fixture
def boss(workspace: Workspace) -> Workspace:
    """The owner of the file is top management."""
    with workspace.change("Role") as work:
        work.amend("PER-2026-0001", {"roles": "quality_manager;top_management"})
    return workspace


def draft(workspace: Workspace, title: str = "Quality policy") -> UUID:
    with workspace.change("Add policy") as work:
        made = work.add("policy", {"title": title, "description": "Right parts", "communicated": "On the wall"})
        work.add_lines(made, "policy_commitment", [{"what": "Right first time"}])
        return made.id


def approve(workspace: Workspace, key: UUID) -> None:
    with workspace.change("Put in force") as work:
        work.move(key, "approve")


def states(workspace: Workspace, *keys: UUID) -> list[str]:
    return [workspace.view(key).state for key in keys]


def test_it_needs_a_statement_a_commitment_and_top_management(world: World) -> None:
    bare = world.add("policy", {})
    assert world.musts(bare, "approve") == {"description", "Enter at least one commitment."}
    assert world.shoulds(bare, "approve") == {"communicated"}
    world.actor = world.person("Quirin", "quality_manager")
    assert len(world.musts(bare, "approve")) == 3


def test_in_force_is_signed_dated_and_reviewed_in_a_year(boss: Workspace) -> None:
    key = draft(boss)
    approve(boss, key)
    with boss.read() as look:
        found = look.session.get_one(Policy, key)
        assert (found.state, found.approved_by, found.approved_on) == ("in_force", look.actor_id, look.today)
        assert found.due_on is not None
        assert found.due_on > look.today
    assert boss.view(key).signatures[0].changed == ()
    with pytest.raises(RuleBroken, match="revoked"):
        boss.undo()
    with pytest.raises(RuleBroken), boss.change("Reword") as work:
        work.amend(key, {"description": "Fast parts"})


def test_the_next_one_replaces_it(boss: Workspace) -> None:
    first = draft(boss)
    approve(boss, first)
    second = draft(boss, "Quality policy 2")
    assert states(boss, first, second) == ["in_force", "draft"]
    approve(boss, second)
    assert states(boss, first, second) == ["replaced", "in_force"]
    assert boss.view(first).closed
    with boss.change("Think again") as work:
        work.move(second, "revoke_approval", reason="Not agreed with the works council")
        work.move(first, "reopen", reason="Valid again")
    approve(boss, first)
    approve(boss, second)
    assert states(boss, first, second) == ["replaced", "in_force"]
    assert boss.verify().ok


def test_the_database_lets_no_second_one_in(boss: Workspace) -> None:
    first, second = draft(boss), draft(boss)
    approve(boss, first)
    sql = text("UPDATE policy SET in_force = 1 WHERE id = :id")
    with pytest.raises(Conflict, match="only one"), boss.change("Past the rules") as work:
        work.session.execute(sql, {"id": second.hex})
    with boss.read() as look:
        assert look.session.scalar(text("SELECT count(*) FROM policy WHERE in_force")) == 1


def test_an_old_list_brings_no_second_one_in(boss: Workspace) -> None:
    def take_over() -> UUID:
        with boss.change("Take over") as work:
            return work.add("policy", {"title": "Old"}, taken_over_from="list.csv", state="in_force").id

    first = take_over()
    with pytest.raises(RuleBroken, match="is in force"):
        take_over()
    second = draft(boss)
    approve(boss, second)
    assert states(boss, first, second) == ["replaced", "in_force"]


def test_a_voided_one_gives_its_place_up(boss: Workspace) -> None:
    first = draft(boss)
    approve(boss, first)
    with boss.change("Void") as work:
        work.void(first, "Entered twice")
    second = draft(boss)
    approve(boss, second)
    with boss.change("Back") as work:
        work.unvoid(first)
    assert states(boss, first, second) == ["replaced", "in_force"]


def test_a_withdrawn_one_leaves_none_in_force(boss: Workspace) -> None:
    key = draft(boss)
    approve(boss, key)
    with boss.change("Withdraw") as work:
        work.move(key, "withdraw", reason="The company is sold")
    with boss.read() as look:
        found = look.session.get_one(Policy, key)
        assert (found.state, found.in_force, found.approved_on) == ("replaced", False, look.today)


def test_coverage_counts_commitments_with_an_active_objective(boss: Workspace) -> None:
    key = draft(boss)
    with boss.change("Objectives") as work:
        objectives = [work.add("objective", {"title": f"Objective {n}"}).id for n in range(2)]
        work.session.flush()
        work.add_lines(key, "policy_commitment", [{"what": "On the day", "objective": objectives[0]}, {"what": "Safe"}])
    approve(boss, key)

    def served() -> tuple[int, int]:
        with boss.read() as look:
            return coverage(look.session.get_one(Policy, key), look)

    assert served() == (0, 3)
    ready = {
        "direction": "up", "target": 5.0, "measure": "m", "frequency": "yearly", "description": "d", "evaluation": "e",
        "due_on": date(2030, 1, 1),
    }  # fmt: skip
    with boss.change("Activate") as work:
        work.amend(objectives[0], ready)
        work.amend(objectives[1], ready | {"commitment": "right first time"})
        for objective in objectives:
            work.move(objective, "activate", waive=True)
    assert served() == (2, 3)
    with boss.read() as look:
        (remark,) = remarks_on(look.get(key), look)
    assert remark.text == "2 of 3 commitments have an active objective."
