"""Random programs of changes, undos and redos against a model that keeps whole states."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qms_desktop.errors import Conflict, RuleBroken
from qms_desktop.records.links import Relation
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace
from tests.workspace.bench import bar, opened

STEPS = ["add", "amend", "amend both", "move", "link", "unlink", "attach", "detach", "void", "undo", "redo", "undo one"]
PROGRAM = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 99)), min_size=3, max_size=14)
State = dict[str, Any]


def snapshot(workspace: Workspace) -> State:
    """Everything a user sees of the suppliers: fields, states, ties, files."""
    found: State = {}
    for number in range(1, 40):
        try:
            view = workspace.view(f"SUP-2026-{number:04}")
        except RuleBroken:
            continue
        ties = sorted((link.relation, link.other.number) for link in view.links)
        files = sorted((a.name, a.sha256) for a in view.attachments)
        found[view.number] = (view.title, view.value("contact"), view.state, view.voided, view.void_reason, ties, files)
    return found


def act(work: Work, step: str, n: int, numbers: list[str]) -> None:
    if step == "add" or not numbers:
        work.add("supplier", {"title": f"Supplier {n}", "owner": work.actor_id})
        return
    record = work.get(numbers[n % len(numbers)])
    other = work.get(numbers[(n // 7) % len(numbers)])
    if step.startswith("amend"):
        work.amend(record, {"contact": f"contact {n}"})
        if step == "amend both":
            work.amend(other, {"title": f"Title {n} ü"})
    elif step == "move":
        work.move(record, "evaluate")
    elif step == "link":
        work.link(record, Relation.CONCERNS, other)
    elif step == "attach":
        work.attach(record, f"{n}.txt", b"%d" % (n % 5))
    elif step == "void":
        work.void(record, f"reason {n}")
    elif step in ("unlink", "detach"):
        table = "link" if step == "unlink" else "attachment"
        ids = [i for (i,) in work.session.connection().exec_driver_sql(f"SELECT id FROM {table} ORDER BY id")]
        if ids:
            (work.unlink if step == "unlink" else work.detach)(UUID(ids[n % len(ids)]))


class Model:
    """What should stand: undo leads to the state before the newest change that is not undone, redo back again."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.done: list[tuple[int, State, State]] = []
        self.undone: list[tuple[int, State, State]] = []
        self.state = snapshot(workspace)

    def step(self, step: str, n: int) -> None:
        if step == "undo":
            self.take(self.done, self.undone, self.workspace.undo, 1)
        elif step == "redo":
            self.take(self.undone, self.done, self.workspace.redo, 2)
        elif step == "undo one":
            self.undo_one(n)
        else:
            self.change(step, n)
        assert snapshot(self.workspace) == self.state

    def take(self, source: list[Any], target: list[Any], way: Callable[[], object], which: int) -> None:
        if not source:
            with pytest.raises(RuleBroken, match="There is nothing to"):
                way()
            return
        way()
        target.append(source.pop())
        self.state = target[-1][which]

    def undo_one(self, n: int) -> None:
        """Any change, at once redone: either a later change stands in the way, or both lead back to where we are."""
        if self.done:
            try:
                self.workspace.undo(self.done[n % len(self.done)][0])
            except Conflict:
                return
            assert snapshot(self.workspace) != self.state
            self.workspace.redo()

    def change(self, step: str, n: int) -> None:
        try:
            with self.workspace.change(f"{step} {n}") as work:
                act(work, step, n, sorted(self.state))
        except RuleBroken:
            return
        if self.workspace.last is not None:
            before, self.state = self.state, snapshot(self.workspace)
            self.done.append((self.workspace.last.number, before, self.state))
            self.undone.clear()


@settings(
    max_examples=bar(12, 400),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(PROGRAM)
def test_any_program_of_changes_undos_and_redos_does_what_the_model_says(
    template: Path, tmp_path: Path, program: list[tuple[str, int]]
) -> None:
    copy = Path(shutil.copy(template, tmp_path / "program.qms"))
    shutil.rmtree(tmp_path / "user data", ignore_errors=True)
    with opened(copy) as workspace:
        model = Model(workspace)
        for step, n in [("add", 0), ("add", 1), *program]:
            model.step(step, n)
        while model.done:
            model.step("undo", 0)
        assert snapshot(workspace) == {}
        while model.undone:
            model.step("redo", 0)
        assert workspace.verify().problems == ()
