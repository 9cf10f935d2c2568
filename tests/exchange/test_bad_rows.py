from __future__ import annotations

from pathlib import Path

import pytest

from qms_desktop.errors import RuleBroken, Stopped, Unavailable
from qms_desktop.exchange import importing
from qms_desktop.exchange.bad_rows import write_bad_rows
from qms_desktop.exchange.check import Check, Plan, Verdict
from qms_desktop.exchange.importing import Source
from qms_desktop.exchange.mapping import LEAVE_OUT, WRONG
from qms_desktop.exchange.workbook_reading import read_book
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.views import FieldView
from qms_desktop.workspace.workspace import Workspace

RISKS = """Risk,Cause,Likelihood,Impact,Due date,Remark
The plater fails,one source,3,4,2027-03-31,fine
Fire in the hall,=1+1,Oftn,5,31.02.2027,two cells
,nobody knows,2,2,2027-01-01,no title
"""


def checked(workspace: Workspace, path: Path, plan: Plan | None = None) -> tuple[Source, Check]:
    register = workspace.registers["risk"]
    source = importing.read(path, register)
    with workspace.read() as look:
        return source, importing.check(look, register, source, plan or Plan())


@pytest.fixture
def risks(tmp_path: Path) -> Path:
    path = tmp_path / "risks.csv"
    path.write_text(RISKS, encoding="utf-8")
    return path


def test_the_bad_rows_come_back_with_their_own_columns(workspace: Workspace, risks: Path, tmp_path: Path) -> None:
    source, check = checked(workspace, risks)
    assert check.count(Verdict.ATTENTION) >= 1
    written = write_bad_rows(tmp_path / "back.xlsx", source, check)
    sheet = read_book(tmp_path / "back.xlsx").sheets[0]
    assert written.rows == check.count(Verdict.ATTENTION) == len(sheet.rows) - 1
    assert sheet.rows[0] == ["Risk", "Cause", "Likelihood", "Impact", "Due date", "Remark", WRONG]
    fire = next(row for row in sheet.rows if row[0] == "Fire in the hall")
    assert fire[1] == "=1+1"
    assert not sheet.formulas
    assert "Likelihood: " in str(fire[-1])
    assert "February" in str(fire[-1])


def test_a_corrected_workbook_is_imported_like_the_file_it_came_from(
    workspace: Workspace, risks: Path, tmp_path: Path
) -> None:
    source, check = checked(workspace, risks)
    write_bad_rows(tmp_path / "back.xlsx", source, check)
    again, second = checked(workspace, tmp_path / "back.xlsx")
    assert again.sheet.name == "Rows to correct"
    assert [m.field for m in second.mapping][:-1] == [m.field for m in check.mapping]
    assert second.mapping[-1].field == LEAVE_OUT
    assert second.count(Verdict.ATTENTION) == check.count(Verdict.ATTENTION)
    row = next(row for row in second.rows if row.cells[0] == "Fire in the hall")
    _, third = checked(workspace, tmp_path / "back.xlsx", Plan(fixes={(row.row, 2): "2", (row.row, 4): "2027-02-28"}))
    assert next(r for r in third.rows if r.row == row.row).verdict is Verdict.NEW
    with workspace.change("Import") as work:
        importing.apply(work, third)
    assert not any("What is wrong" in str(v.value) for v in _fields(workspace))


def _fields(workspace: Workspace) -> list[FieldView]:
    from qms_desktop.workspace.queries import Listing

    rows = workspace.page(Listing("risk"), ["title", "notes"])
    assert rows
    return [f for row in rows for s in workspace.view(row.id).sections for f in s.fields]


def test_certain_rows_can_be_asked_for(workspace: Workspace, risks: Path, tmp_path: Path) -> None:
    source, check = checked(workspace, risks, Plan(skip=(2,)))
    write_bad_rows(tmp_path / "skipped.xlsx", source, check, numbers=(2,))
    rows = read_book(tmp_path / "skipped.xlsx").sheets[0].rows
    assert [row[0] for row in rows] == ["Risk", "The plater fails"]


def test_codes_keep_their_zeros_and_blank_headers_get_a_letter(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("Risk,,Impact\nA,0042,x\n", encoding="utf-8")
    source, check = checked(workspace, path)
    write_bad_rows(tmp_path / "back.xlsx", source, check)
    rows = read_book(tmp_path / "back.xlsx").sheets[0].rows
    assert rows[0][:3] == ["Risk", "Column B", "Impact"]
    assert rows[1][:3] == ["A", "0042", "x"]


def test_refusals_leave_nothing(workspace: Workspace, risks: Path, tmp_path: Path) -> None:
    source, check = checked(workspace, risks)
    with pytest.raises(RuleBroken, match="must end in"):
        write_bad_rows(tmp_path / "back.ods", source, check)
    with pytest.raises(Unavailable, match="could not be written"):
        write_bad_rows(tmp_path / "no folder" / "back.xlsx", source, check)
    many = tmp_path / "many.csv"
    many.write_text("Risk,Impact\n" + "".join(f"Risk {n},x\n" for n in range(300)), encoding="utf-8")
    source, check = checked(workspace, many)
    with pytest.raises(Stopped):
        write_bad_rows(tmp_path / "many.xlsx", source, check, progress=lambda _done, _total: False)
    assert sorted(p.suffix for p in tmp_path.iterdir() if p.is_file() and "qms" not in p.name) == [".csv", ".csv"]


def test_registers_know_their_own_lists(real: Path) -> None:
    expected = {
        "Q061__risk_register.csv": "risk",
        "Q130__LOG_RISK_REGISTER.csv": "risk",
        "Q133__ASL_APPROVED_SUPPLIERS.csv": "supplier",
        "Q139__AVL_APPROVED_VENDOR_LIST.csv": "supplier",
        "Q135__KPI_CUSTOMER_COMPLAINTS.csv": "complaint",
        "Q125__incident_log.csv": "nonconformity",
        "Q120__capa_log.csv": "corrective_action",
        "Q136__ACTIONS_TRACKER.csv": "action",
    }
    for name, kind in expected.items():
        best = importing.propose_register(read_book(real / name), REGISTERS)[0]
        assert best[0] == kind
        assert best[1] >= importing.FITS
    weather = importing.propose_register(read_book(real / "D053__seattle-weather-hourly-normals.csv"), REGISTERS)
    assert weather[0][1] < importing.FITS


def test_a_proposal_is_made_of_headers_and_names(tmp_path: Path, workspace: Workspace) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Risk,Cause,Likelihood,Impact\nFire,wires,2,5\n", encoding="utf-8")
    scores = importing.propose_register(read_book(path), workspace.registers.values())
    assert len(scores) == len(workspace.registers)
    assert scores[0][0] == "risk"
    path = tmp_path / "approved suppliers.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert importing.propose_register(read_book(path), workspace.registers.values())[0][0] == "supplier"


def test_columns_are_mapped_by_place_where_names_repeat(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("Risk,Text,Text\nFire,a,b\n", encoding="utf-8")
    _, check = checked(workspace, path, Plan(columns={2: "cause"}))
    assert check.rows[0].values["cause"] == "b"
    with pytest.raises(RuleBroken, match="no field"):
        checked(workspace, path, Plan(columns={2: "nonsense"}))


def test_the_order_of_days_is_asked_for_columns_that_do_not_tell(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text("Risk,Identified on,Due date\nA,31/01/2024,05/06/2027\nB,02/01/2024,06/07/2027\n", encoding="utf-8")
    _, check = checked(workspace, path)
    assert check.unclear_dates == ["Due date"]
    _, told = checked(workspace, path, Plan(order="mdy"))
    assert not told.unclear_dates
    due = next(m.field for m in told.mapping if m.header == "Due date")
    assert [str(row.values[due]) for row in told.rows] == ["2027-05-06", "2027-06-07"]
    assert [str(row.values["occurred_on"]) for row in told.rows] == ["2024-01-31", "2024-01-02"]
