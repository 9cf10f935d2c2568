"""Nothing that a list says is lost: what has no field stays as a note, what cannot be read right needs attention."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qms_desktop.exchange import importing
from qms_desktop.exchange.check import Plan, Verdict
from qms_desktop.exchange.targets import named
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace
from tests.exchange.test_importing import checked, imported, sheet, verdicts

MORE_CELLS = "Supplier code,Name,Status,Notes\nS1,Baltic,Approved,good\nS2,Hansa,Approved,good,very good\n"


def notes_of(workspace: Workspace, kind: str, reference: str) -> str:
    (row,) = workspace.page(Listing(kind, where={"external_ref": reference}), ["notes"])
    return str(row.cells[0])


def test_what_a_cell_says_of_a_person_beside_the_name_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    rows = "1,Short,Ben Muster (Foreman)\n2,Burr,Ben Muster (First aider)\n3,Dent,Ben Muster\n"
    path = sheet(tmp_path, f"NC no,Title,Owner\n{rows}")
    imported(workspace, path, "nonconformity")
    assert [notes_of(workspace, "nonconformity", n) for n in "123"] == [
        "None",
        "Owner: Ben Muster (First aider)",
        "None",
    ]
    assert verdicts(checked(workspace, path, "nonconformity")) == (0, 0, 3, 0)


def test_a_row_longer_than_its_header_is_not_taken_unseen(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, MORE_CELLS)
    found = checked(workspace, path, "supplier")
    assert verdicts(found) == (1, 0, 0, 1)
    (problem,) = found.attention
    assert (problem.row, problem.column, problem.value) == (3, "Notes", "very good")
    assert "1 cell more than the header" in problem.problem
    corrected = imported(workspace, path, "supplier", Plan(fixes={(3, 3): "good,very good"}))
    assert verdicts(corrected) == (2, 0, 0, 0)
    assert notes_of(workspace, "supplier", "S2") == "good,very good"


def test_a_row_that_is_not_written_makes_nobody(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "NC no,Title,Owner,Detected on\n1,Short,Ben Muster,2026-01-05\n2,Burr,Eva Lind,31.02.2026\n")
    found = checked(workspace, path, "nonconformity")
    assert verdicts(found) == (1, 0, 0, 1)
    assert [unknown.name for unknown in found.makes["person"]] == ["Ben Muster"]


def test_a_column_whose_values_are_states_is_the_state(workspace: Workspace, tmp_path: Path) -> None:
    text = "Record id,Training title,Date,Result\n1,First aid,2026-01-05,Completed\n2,Welding,2026-01-06,Planned\n"
    found = checked(workspace, sheet(tmp_path, text), "training")
    assert [row.state for row in found.rows] == ["delivered", "planned"]
    other = checked(workspace, sheet(tmp_path, text.replace("Planned", "Rather well")), "training")
    assert [row.state for row in other.rows] == [None, None]
    assert other.rows[1].notes == ["Result: Rather well"]


def test_a_list_that_holds_lines_says_where_they_go(workspace: Workspace, tmp_path: Path) -> None:
    text = "Record id,Training title,Date,Employee name\n1,First aid,2026-01-05,Ben Muster\n"
    said = checked(workspace, sheet(tmp_path, text), "training").remarks
    assert any("Employee name: kept as notes" in remark and "Training: participants" in remark for remark in said)
    plain = checked(workspace, sheet(tmp_path, "Record id,Training title,Date\n1,First aid,2026-01-05\n"), "training")
    assert not any("Import the file into" in remark for remark in plain.remarks)


def test_mended_rows_are_told(workspace: Workspace, real: Path) -> None:
    (path,) = real.glob("Q127__*")
    assert any("Look at row 2." in remark for remark in checked(workspace, path, "risk").remarks)


@pytest.mark.parametrize(
    ("name", "rows", "state", "who"),
    [("Q131", 20, "closed", "Employee_Name"), ("Q123", 2, "delivered", "EmployeeName")],
)
def test_a_real_training_log_becomes_trainings_and_participants(
    workspace: Workspace, real: Path, name: str, rows: int, state: str, who: str
) -> None:
    (path,) = real.glob(f"{name}__*")
    with path.open(encoding="utf-8", newline="") as stream:
        people = {line[who] for line in csv.DictReader(stream)}
    assert verdicts(imported(workspace, path, "training")) == (rows, 0, 0, 0)
    assert workspace.count(Listing("training", where={"state": state})) == rows
    into = named(REGISTERS, "participant")
    assert into is not None
    with workspace.read() as look:
        found = importing.check(look, into, importing.read(path, into), Plan())
    assert verdicts(found) == (rows, 0, 0, 0)
    assert {unknown.name for unknown in found.makes["person"]} == people
    with workspace.change(importing.label(found)) as work:
        importing.apply(work, found)
    with workspace.read() as look:
        again = importing.check(look, into, importing.read(path, into), Plan())
    assert again.count(Verdict.UNCHANGED) == rows
    workspace.undo()
    workspace.undo()
    assert workspace.count(Listing("training")) == 0
    assert workspace.count(Listing("person")) == 1
    assert workspace.verify().problems == ()
