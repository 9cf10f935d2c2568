"""A circle of causes by any door: lines one by one and together, a workbook, undo; and the texts that follow."""

from __future__ import annotations

import csv
from pathlib import Path
from uuid import UUID

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange import exporting, importing
from qms_desktop.exchange.check import Check, Plan, Verdict
from qms_desktop.exchange.targets import RowsOf
from qms_desktop.principles import REGISTERS
from qms_desktop.principles.continuous_improvement.causes import Cause
from qms_desktop.workspace.workspace import Workspace

NAME = Cause.__tablename__
REGISTER = next(r for r in REGISTERS if r.kind == "nonconformity")


@pytest.fixture
def case(workspace: Workspace) -> UUID:
    """A nonconformity with a chain of three causes."""
    with workspace.change("Prepare") as work:
        made = work.add("nonconformity", {"title": "Mixed parts", "detected_where": "Packing"})
        work.session.flush()
        chain = [{"cause_no": n, "explains": n - 1 or None, "what": f"Because {n}"} for n in (1, 2, 3)]
        work.add_lines(made, NAME, chain)
        return made.id


def cells(workspace: Workspace, case: UUID) -> list[tuple[UUID, tuple[object, ...]]]:
    (lines,) = [lines for lines in workspace.view(case).lines if lines.name == NAME]
    return [(row.id, row.cells[:3]) for row in lines.rows]


def test_no_door_closes_a_circle(workspace: Workspace, case: UUID) -> None:
    before = cells(workspace, case)
    first = before[0][0]
    with pytest.raises(RuleBroken, match="circle"), workspace.change("Amend") as work:
        work.amend_line(case, NAME, first, {"explains": 3})
    with pytest.raises(RuleBroken, match="in a circle: no"), workspace.change("Add") as work:
        work.add_lines(case, NAME, [{"cause_no": 9, "explains": 9, "what": "Itself"}])
    with pytest.raises(RuleBroken, match="same cause no"), workspace.change("Add") as work:
        work.add_lines(case, NAME, [{"cause_no": 2, "what": "Twice"}])
    assert cells(workspace, case) == before


def checked(workspace: Workspace, path: Path) -> Check:
    into = RowsOf(REGISTER, REGISTER.lines[0])
    source = importing.read(path, into)
    with workspace.read() as look:
        return importing.check(look, into, source, Plan())


def test_a_workbook_comes_back_as_it_went_and_brings_no_circle(
    workspace: Workspace, case: UUID, tmp_path: Path
) -> None:
    path, before = tmp_path / "causes.csv", cells(workspace, case)
    exporting.export(workspace, NAME, path)
    assert checked(workspace, path).count(Verdict.UNCHANGED) == len(before)
    with path.open(encoding="utf-8-sig", newline="") as file:
        shape = csv.Sniffer().sniff(file.readline())
        file.seek(0)
        rows = list(csv.DictReader(file, dialect=shape))
    rows[0]["Explains no."] = "3"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), dialect=shape)
        writer.writeheader()
        writer.writerows(rows)
    found = checked(workspace, path)
    asked = found.rows[0].problems
    assert (found.count(Verdict.ATTENTION), "in a circle: no. 1" in asked[0].problem) == (1, True)
    with workspace.change("Import") as work:
        importing.apply(work, found)
    assert cells(workspace, case) == before


def test_verifying_a_cause_and_its_text_are_one_step_back(workspace: Workspace, case: UUID) -> None:
    last = cells(workspace, case)[-1][0]
    with workspace.change("Verify") as work:
        work.amend_line(case, NAME, last, {"verified": True, "shown_by": "Seen"})
    view = workspace.view(case)
    assert (view.value("occurrence_cause"), view.value("cause_verified")) == ("Because 3", True)
    workspace.undo()
    assert not workspace.view(case).value("occurrence_cause")
