"""The whole way of a sheet into a register: check, apply, import again, undo, out and in again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qms_desktop.errors import RuleBroken, Stopped
from qms_desktop.exchange import exporting, importing
from qms_desktop.exchange.check import Check, Plan, Verdict
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace

# file, kind, rows, new, changed (a second row of one record), needs attention, header row, one record's values
REAL = [
    (
        "Q133",
        "supplier",
        15,
        15,
        0,
        0,
        {"external_ref": "SUP-003", "title": "ThermalTech Services", "phone": "+1-214-555-0300"},
    ),
    ("Q139", "supplier", 12, 10, 1, 1, {"external_ref": "V000003", "title": "Supplier C Ltd"}),
    (
        "Q061",
        "risk",
        30,
        30,
        0,
        0,
        {"external_ref": "R01", "likelihood": "4", "impact": "4", "residual_likelihood": "3"},
    ),
    ("Q127", "risk", 10, 10, 0, 0, {"external_ref": "R003", "likelihood": "2", "impact": "5"}),
    ("Q130", "risk", 20, 20, 0, 0, {"external_ref": "RISK-004", "likelihood": "3", "impact": "4"}),
    ("Q135", "complaint", 4, 4, 0, 0, {"external_ref": "CMPL-2024-002", "severity": "minor"}),
    ("Q125", "nonconformity", 2, 2, 0, 0, {"external_ref": "INC-2025-001", "containment": "Rollback and redeploy"}),
    ("Q069", "nonconformity", 50, 50, 0, 0, {"external_ref": "INC-003", "occurrence_cause": "Manual entry error"}),
    ("Q120", "corrective_action", 3, 3, 0, 0, {"external_ref": "CAPA-2025-002"}),
    ("Q136", "action", 6, 6, 0, 0, {"external_ref": "MRA-2024-Q2-001", "outcome": "Certification audit scheduled Q4"}),
]


def checked(workspace: Workspace, path: Path, kind: str, plan: Plan | None = None) -> Check:
    register = workspace.register(kind)
    source = importing.read(path, register)
    with workspace.read() as look:
        return importing.check(look, register, source, plan or Plan())


def imported(workspace: Workspace, path: Path, kind: str, plan: Plan | None = None) -> Check:
    found = checked(workspace, path, kind, plan)
    with workspace.change(importing.label(found)) as work:
        importing.apply(work, found)
    return found


def sheet(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def verdicts(found: Check) -> tuple[int, ...]:
    return tuple(found.count(v) for v in Verdict)


@pytest.mark.parametrize(
    ("file", "kind", "rows", "new", "changed", "attention", "values"), REAL, ids=[r[0] for r in REAL]
)
def test_a_real_file_is_taken_in_whole_known_again_and_taken_back(
    workspace: Workspace,
    real: Path,
    tmp_path: Path,
    file: str,
    kind: str,
    rows: int,
    new: int,
    changed: int,
    attention: int,
    values: dict[str, object],
) -> None:
    (path,) = real.glob(f"{file}__*")
    first = imported(workspace, path, kind)
    assert first.header_row == 1
    assert len(first.rows) == rows
    assert verdicts(first) == (new, changed, 0, attention)
    assert workspace.count(Listing(kind)) == new
    (row,) = workspace.page(Listing(kind, where={"external_ref": values["external_ref"]}), list(values))
    assert dict(zip(values, row.cells, strict=True)) == values

    again = checked(workspace, path, kind)
    assert verdicts(again) == (0, 0, rows - attention, attention)

    for ending in ("xlsx", "csv"):
        out = tmp_path / f"out.{ending}"
        exporting.export(workspace, kind, out)
        assert verdicts(checked(workspace, out, kind)) == (0, 0, new, 0)

    assert workspace.verify().problems == ()
    workspace.undo()
    assert workspace.count(Listing(kind)) == 0
    assert workspace.count(Listing("person")) == 1
    assert workspace.verify().problems == ()


def test_every_row_that_is_not_a_record_is_accounted_for(workspace: Workspace, real: Path) -> None:
    (path,) = real.glob("Q120__*")
    assert [number for number, _why in checked(workspace, path, "corrective_action").left_out] == [4]


def test_a_changed_cell_is_shown_with_what_it_was_and_written(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, sheet(tmp_path, "Supplier code,Name,Phone\nA1,Baltic Forge,1\nA2,Hansa,2\n"), "supplier")
    found = imported(
        workspace, sheet(tmp_path, "Supplier code,Name,Phone\nA1,Baltic Forge,7\nA2,Hansa,2\n"), "supplier"
    )
    assert verdicts(found) == (0, 1, 1, 0)
    assert found.rows[0].before == {"phone": "1"}
    assert workspace.view("SUP-2026-0001").value("phone") == "7"


def test_a_cell_that_cannot_be_says_why_and_what_to_do(workspace: Workspace, tmp_path: Path) -> None:
    rows = "A1,Baltic,Importent,2026-01-31\nA2,Hansa,Critical,31.02.2026\nA3,,Critical,\n"
    text = "Supplier code,Name,Criticality,Approved on\n" + rows
    found = checked(workspace, sheet(tmp_path, text), "supplier")
    problems = {(p.row, p.column): p.problem for p in found.attention}
    assert "Did you mean Important?" in problems[2, "Criticality"]
    assert "31 February 2026 does not exist" in problems[3, "Approved on"]
    assert problems[4, "Name"] == "The name is missing."
    assert verdicts(found) == (0, 0, 0, 3)


def test_a_cell_can_be_mended_and_a_row_skipped(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Supplier code,Name,Approved on\nA1,Baltic,31.02.2026\nA2,Hansa,2026-01-05\n")
    mended = checked(workspace, path, "supplier", Plan(fixes={(2, 2): "28.02.2026"}))
    assert verdicts(mended) == (2, 0, 0, 0)
    assert verdicts(checked(workspace, path, "supplier", Plan(skip={2}))) == (1, 0, 0, 0)


def test_dates_of_two_readings_are_asked_for_the_whole_column(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Supplier code,Name,Approved on\nA1,Baltic,01/02/2026\nA2,Hansa,03/04/2026\n")
    asked = checked(workspace, path, "supplier")
    assert "1 February 2026 or 2 January 2026" in asked.attention[0].problem
    told = checked(workspace, path, "supplier", Plan(order="dmy"))
    assert [str(row.values["approved_on"]) for row in told.rows] == ["2026-02-01", "2026-04-03"]


def test_people_that_are_not_here_are_named_before_and_made_in_the_same_change(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = sheet(
        tmp_path, "NC no,Title,Owner\n1,Short thread,Ben Muster (Foreman)\n2,Burr,ANA PROBE\n3,Dent,ben muster\n"
    )
    found = imported(workspace, path, "nonconformity")
    assert [u.name for u in found.makes["person"]] == ["Ben Muster"]
    assert workspace.count(Listing("person")) == 2
    assert workspace.view("PER-2026-0002").value("job_title") == "Foreman"
    workspace.undo()
    assert workspace.count(Listing("person")) == 1


def test_a_later_state_is_taken_over_once_and_never_moves_a_record(workspace: Workspace, tmp_path: Path) -> None:
    imported(
        workspace,
        sheet(tmp_path, "NC no,Title,Status,Date closed\n1,Short thread,Closed,2025-03-01\n"),
        "nonconformity",
    )
    view = workspace.view("NC-2026-0001")
    assert (view.state, view.closed) == ("closed", True)
    assert str(view.taken_over_from).startswith("list.csv")
    again = checked(workspace, sheet(tmp_path, "NC no,Title,Status\n1,Short thread,Open\n"), "nonconformity")
    assert verdicts(again) == (0, 0, 1, 0)
    assert "an import does not move records" in again.rows[0].remarks[-1]


def test_a_closed_record_takes_no_changes_from_a_sheet(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, sheet(tmp_path, "NC no,Title,Status,Lot\n1,Short thread,Closed,L1\n"), "nonconformity")
    found = checked(workspace, sheet(tmp_path, "NC no,Title,Status,Lot\n1,Short thread,Closed,L2\n"), "nonconformity")
    assert verdicts(found) == (0, 0, 0, 1)
    assert "Reopen it first" in found.attention[0].problem


def test_columns_that_name_other_records_become_links(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, sheet(tmp_path, "CAPA ID,Title\nC-1,Label check\nC-2,Two bins\n"), "corrective_action")
    path = sheet(tmp_path, "Complaint ID,Title,CAPA no\nK1,Mixed parts,C-1; C-2\nK2,Late,C-9\n")
    found = imported(workspace, path, "complaint")
    assert [(link.relation, link.other.number) for link in workspace.view("CMP-2026-0001").links] == [
        ("led_to", "CA-2026-0001"),
        ("led_to", "CA-2026-0002"),
    ]
    assert [link.relation for link in workspace.view("CA-2026-0002").links] == ["raised_from"]
    assert "C-9" in str(found.rows[1].remarks)
    assert workspace.view("CMP-2026-0002").value("notes") == "CAPA no: C-9"
    assert verdicts(checked(workspace, path, "complaint")) == (0, 0, 2, 0)


def test_a_column_chosen_by_hand_wins_and_a_wrong_one_is_named(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Code,Firm,Remark\nA1,Baltic,good\n")
    found = checked(workspace, path, "supplier", Plan(given={"Firm": "title", "Remark": "-"}))
    assert found.rows[0].values["title"] == "Baltic"
    assert found.rows[0].notes == []
    with pytest.raises(RuleBroken, match="no column “Firma”"):
        checked(workspace, path, "supplier", Plan(given={"Firma": "title"}))
    with pytest.raises(RuleBroken, match="no field “tilte”"):
        checked(workspace, path, "supplier", Plan(given={"Firm": "tilte"}))


def test_cancel_in_the_middle_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    rows = "".join(f"S{n},Supplier {n}\n" for n in range(900))
    found = checked(workspace, sheet(tmp_path, "Supplier code,Name\n" + rows), "supplier")
    before = workspace.history(1)
    with pytest.raises(Stopped), workspace.change(importing.label(found)) as work:
        importing.apply(work, found, lambda done, _total: done < 400)
    assert workspace.count(Listing("supplier")) == 0
    assert workspace.history(1) == before
    imported(workspace, tmp_path / "list.csv", "supplier")
    assert workspace.view("SUP-2026-0900").title == "Supplier 899"  # the numbers were not used up


def test_an_export_taken_into_an_empty_system_keeps_every_value(
    workspace: Workspace, real: Path, tmp_path: Path
) -> None:
    (path,) = real.glob("Q061__*")
    imported(workspace, path, "risk")
    exporting.export(workspace, "risk", tmp_path / "risks.xlsx")
    names = [n for n, f in workspace.register("risk").fields.items() if not f.info.computed and n != "owner"]
    told = [r.cells for r in workspace.page(Listing("risk", sort="number"), names)]
    with Workspace.create(tmp_path / "empty.qms", list(workspace.registers.values()), workspace.rules) as empty:
        imported(empty, tmp_path / "risks.xlsx", "risk")
        assert [r.cells for r in empty.page(Listing("risk", sort="number"), names)] == told
        assert empty.verify().problems == ()


def test_what_another_list_says_of_a_worked_out_value_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "risks.csv"
    path.write_text("Risk ID,Risk,Likelihood,Impact,Level\nR1,Fire,3,4,Medium\n", encoding="utf-8")
    found = imported(workspace, path, "risk")
    assert "kept as a note" in found.mapping[-1].why
    (row,) = workspace.page(Listing("risk"), ["level", "notes"])
    assert row.cells == ("high", "Level: Medium")
    assert checked(workspace, path, "risk").count(Verdict.UNCHANGED) == 1


def test_every_word_that_is_stored_as_another_one_is_told(workspace: Workspace, real: Path) -> None:
    (path,) = real.glob("Q069__*")
    told = {(r.column, r.value): (r.becomes, r.rows) for r in checked(workspace, path, "nonconformity").readings}
    assert told["severity", "Critical"][0] == told["severity", "High"][0] == "Major"
    words = [line.split(",")[2] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    assert {word: rows for (_, word), (_, rows) in told.items()} == {w: words.count(w) for w in set(words)}


def test_a_number_that_came_from_another_system_is_not_cleared(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, sheet(tmp_path, "Supplier code,Name\n,Baltic\n"), "supplier")
    exporting.export(workspace, "supplier", tmp_path / "out.xlsx")
    exporting.export(workspace, "supplier", tmp_path / "out.csv")
    with Workspace.create(tmp_path / "empty.qms", list(workspace.registers.values()), workspace.rules) as empty:
        imported(empty, tmp_path / "out.xlsx", "supplier")
        number = workspace.page(Listing("supplier"), ["number"])[0].cells[0]
        assert empty.page(Listing("supplier"), ["external_ref"])[0].cells == (number,)
        assert verdicts(checked(empty, tmp_path / "out.csv", "supplier")) == (0, 0, 1, 0)


def test_the_check_sees_what_a_row_changes(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Add") as work:
        number = work.add("action", {"title": "Label the bins", "due_on": date(2027, 1, 4)}).number
    sheet = tmp_path / "actions.csv"
    sheet.write_text(f"No.,Title,Due\n{number},Label the bins,2027-02-01\n", "utf-8")
    found = checked(workspace, sheet, "action")
    assert [p.problem for p in found.attention] == ["It was due on 2027-01-04. Say why the date moves."]
    sheet.write_text(f"No.,Title,Due,Reason for a new date\n{number},Label the bins,2027-02-01,Late\n", "utf-8")
    assert checked(workspace, sheet, "action").count(Verdict.CHANGED) == 1
