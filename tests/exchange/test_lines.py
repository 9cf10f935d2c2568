"""Lines that records own, out and in: a sheet behind their register's, and lists of others that name their records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange import exporting, importing, targets
from qms_desktop.exchange.check import Check, Plan, Verdict
from qms_desktop.exchange.targets import Into
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace
from tests.exchange.test_importing import sheet, verdicts

STEPS, VALUES = "process_step", "indicator_value"


@pytest.fixture
def number(workspace: Workspace) -> str:
    """A process with two steps."""
    with workspace.change("Add process") as work:
        made = work.add("process", {"title": "Purchasing", "code": "P3"})
        work.add_lines(made, STEPS, [{"what": "Ask for offers"}, {"what": "=1+1", "responsible": "Buyer"}])
        work.add("process", {"title": "Sales"})
        return made.number


@pytest.fixture
def indicator(workspace: Workspace) -> str:
    with workspace.change("Add indicator") as work:
        made = work.add("indicator", {"title": "Scrap rate", "frequency": "monthly", "unit": "%", "direction": "down"})
        work.add_lines(made, VALUES, [{"period": "2026-01", "value": 2.5}, {"period": "2026-02", "value": 2.0}])
        return made.number


def into(workspace: Workspace, kind: str) -> Into:
    found = targets.named(workspace.registers.values(), kind)
    assert found is not None
    return found


def checked(workspace: Workspace, path: Path, kind: str, plan: Plan | None = None) -> Check:
    source = importing.read(path, into(workspace, kind))
    with workspace.read() as look:
        return importing.check(look, into(workspace, kind), source, plan or Plan())


def imported(workspace: Workspace, path: Path, kind: str, plan: Plan | None = None) -> Check:
    found = checked(workspace, path, kind, plan)
    with workspace.change(importing.label(found)) as work:
        importing.apply(work, found)
    return found


def rows(workspace: Workspace, number: str, name: str) -> list[tuple[object, ...]]:
    found = next(lines for lines in workspace.view(number).lines if lines.name == name)
    return [row.cells for row in found.rows]


def edited(path: Path, title: str, cells: dict[str, object]) -> None:
    """Writes into cells as a spreadsheet program would."""
    book = load_workbook(path)
    page = book[title]
    assert isinstance(page, Worksheet)
    for address, value in cells.items():
        page[address] = value
    book.save(path)


def test_a_workbook_has_a_sheet_for_each_kind_of_lines_and_comes_back_unchanged(
    workspace: Workspace, number: str, tmp_path: Path
) -> None:
    out = tmp_path / "processes.xlsx"
    exporting.export(workspace, "process", out)
    book = load_workbook(out)
    assert book.sheetnames == ["Read me", "Processes", "Lists", "Steps", "Inputs", "Outputs", "_qms"]
    told = list(book["Steps"].values)
    assert told[0] == ("No.", "Process", "Step *", "Responsible", "Document", "Record", "qms_row")
    assert [row[:4] for row in told[1:]] == [
        (number, "Purchasing", "Ask for offers", None),
        (number, "Purchasing", "=1+1", "Buyer"),
    ]
    assert verdicts(checked(workspace, out, STEPS)) == (0, 0, 2, 0)
    found = checked(workspace, out, "process")
    assert (found.sheet, verdicts(found)) == ("Processes", (0, 0, 2, 0))
    assert any("“Steps” is not looked at here" in remark for remark in found.remarks)


def test_edited_lines_come_back_as_changed_and_new_and_are_one_undo(
    workspace: Workspace, number: str, tmp_path: Path
) -> None:
    out = tmp_path / "processes.xlsx"
    exporting.export(workspace, "process", out)
    edited(out, "Steps", {"C2": "Ask for two offers", "D3": None, "A4": number, "C4": "Order", "A5": "PRC-2026-0002",
                          "C5": "Sell", "A6": number, "D6": "Nobody", "A7": "Assembly", "C7": "Join"})  # fmt: skip
    found = checked(workspace, out, STEPS)
    assert verdicts(found) == (2, 2, 0, 2)
    assert [(p.row, p.column, p.problem) for p in found.attention] == [
        (6, "Step *", "Step is missing."),
        (
            7,
            "No.",
            "There is no process “Assembly” here. Write the number or name of one, or import it first.",
        ),
    ]
    changes = len(workspace.history())
    imported(workspace, out, STEPS)
    assert len(workspace.history()) == changes + 1
    assert workspace.history(1)[0].label == "Import processes: steps from processes.xlsx"
    assert [row[:2] for row in rows(workspace, number, STEPS)] == [
        ("Ask for two offers", None), ("=1+1", None), ("Order", None),
    ]  # fmt: skip
    assert rows(workspace, "PRC-2026-0002", STEPS) == [("Sell", None, None, None)]
    workspace.undo()
    assert [row[:2] for row in rows(workspace, number, STEPS)] == [("Ask for offers", None), ("=1+1", "Buyer")]
    assert workspace.verify().ok


def test_a_line_that_was_taken_away_here_does_not_come_back_unasked(
    workspace: Workspace, number: str, tmp_path: Path
) -> None:
    out = tmp_path / "processes.xlsx"
    exporting.export(workspace, "process", out)
    key = next(lines for lines in workspace.view(number).lines if lines.name == STEPS).rows[0].id
    with workspace.change("Remove") as work:
        work.remove_line(number, STEPS, key)
    found = checked(workspace, out, STEPS)
    assert verdicts(found) == (0, 0, 1, 1)
    assert "not with this process any more" in found.attention[0].problem
    edited(out, "Steps", {"G2": None})
    assert verdicts(checked(workspace, out, STEPS)) == (1, 0, 1, 0)


def test_lines_alone_go_out_as_workbook_text_and_data(workspace: Workspace, number: str, tmp_path: Path) -> None:
    for ending in ("xlsx", "csv"):
        out = tmp_path / f"steps.{ending}"
        assert exporting.export(workspace, STEPS, out).rows == 2
        assert verdicts(checked(workspace, out, STEPS)) == (0, 0, 2, 0), ending
    exporting.export(workspace, "process", tmp_path / "all.json")
    assert '"process_step": [' in (tmp_path / "all.json").read_text("utf-8")
    exporting.export(workspace, STEPS, tmp_path / "steps.json")
    assert f'"process": "{number}"' in (tmp_path / "steps.json").read_text("utf-8")


def test_a_foreign_list_finds_its_records_and_lines_by_key(
    workspace: Workspace, indicator: str, tmp_path: Path
) -> None:
    text = (
        "KPI,Period,Value,Remark\nScrap rate,2026-02,2.25,\nScrap rate,2026-03,1.75,\n,2026-04,1,\nOther,2026-01,1,\n"
    )
    path = sheet(tmp_path, text)
    found = checked(workspace, path, VALUES)
    assert found.mapping[0].field == "indicator"
    assert verdicts(found) == (1, 1, 0, 2)
    (changed,) = (row for row in found.rows if row.verdict is Verdict.CHANGED)
    assert changed.before == {"value": 2.0}
    assert [p.problem for p in found.attention] == [
        "The indicator is missing.",
        "There is no indicator “Other” here. Write the number or name of one, or import it first.",
    ]
    imported(workspace, path, VALUES)
    assert [row[1] for row in rows(workspace, indicator, VALUES)] == [2.5, 2.25, 1.75]
    assert verdicts(checked(workspace, path, VALUES)) == (0, 0, 2, 2)


def test_a_period_in_another_form_is_the_same_and_a_wrong_one_is_told_before_anything_is_written(
    workspace: Workspace, indicator: str, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "Indicator;Month;Value\nScrap rate;01/2026;2,5\nScrap rate;2026;9\nScrap rate;2026-02;2\n")
    found = checked(workspace, path, VALUES)
    assert verdicts(found) == (0, 0, 2, 1)
    assert found.attention[0].row == 3
    assert "is a year, and it is measured monthly" in found.attention[0].problem
    assert [row[1] for row in rows(workspace, indicator, VALUES)] == [2.5, 2.0]


def test_two_rows_with_one_key_are_told(workspace: Workspace, indicator: str, tmp_path: Path) -> None:
    text = "Indicator,Period,Value\nScrap rate,2026-05,1\nScrap rate,2026-05,2\nScrap rate,2026-05,1\n"
    found = checked(workspace, sheet(tmp_path, text), VALUES)
    assert verdicts(found) == (1, 0, 1, 1)
    assert "Row 2 has the same period" in found.attention[0].problem
    assert indicator


def test_a_column_is_known_by_the_records_its_values_name(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Add") as work:
        for name in ("Caliper 7", "Scale 2"):
            work.add("equipment", {"title": name, "measuring": "yes", "external_ref": f"G-{name[-1]}"})
    path = sheet(
        tmp_path, "Thing,Calibrated on,Outcome\nG-7,2026-01-05,within tolerance\nG-2,2026-02-05,within tolerance\n"
    )
    done = imported(workspace, path, "calibration", Plan(given={"Outcome": "result"}))
    assert (done.mapping[0].field, done.mapping[0].why) == ("equipment", "its values name equipment")
    assert verdicts(done) == (2, 0, 0, 0)
    assert workspace.page(Listing("equipment", sort="number"), ["calibrated_on"])[0].cells == (date(2026, 1, 5),)
    assert verdicts(checked(workspace, path, "calibration", Plan(given={"Outcome": "result"}))) == (0, 0, 2, 0)


def test_a_closed_record_takes_no_lines_by_an_import(workspace: Workspace, number: str, tmp_path: Path) -> None:
    with workspace.change("Retire") as work:
        work.move(number, "retire", reason="Outsourced")
    found = checked(workspace, sheet(tmp_path, f"Process,Step\n{number},Pay\n{number},Ask for offers\n"), STEPS)
    assert verdicts(found) == (0, 0, 1, 1)
    assert "is retired and takes no steps" in found.attention[0].problem


def test_people_that_rows_name_are_made_along_the_way(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Add") as work:
        made = work.add("training", {"title": "First aid"})
        number = made.number
    path = sheet(tmp_path, "Training,Participant\nFirst aid,Ana Núñez\nFirst aid,Tom Rau\n")
    found = imported(workspace, path, "participant", Plan(given={"Participant": "person"}))
    assert [u.name for u in found.makes["person"]] == ["Ana Núñez", "Tom Rau"]
    assert len(rows(workspace, number, "participant")) == 2


def test_sheet_and_target_have_to_belong_together(workspace: Workspace, number: str, tmp_path: Path) -> None:
    out = tmp_path / "processes.xlsx"
    exporting.export(workspace, "process", out)
    with pytest.raises(RuleBroken, match="rows of the kind process_step"):
        importing.read(out, into(workspace, "process"), sheet="Steps")
    assert importing.read(out, into(workspace, STEPS)).sheet.name == "Steps"
    assert number


def test_a_list_of_lines_is_proposed_for_them(workspace: Workspace, indicator: str, tmp_path: Path) -> None:
    known = list(targets.every(workspace.registers.values()))
    path = sheet(tmp_path, "KPI,Period,Value,Numerator,Denominator\nScrap rate,2026-03,1.75,7,400\n")
    book = importing.read(path, into(workspace, VALUES)).book
    assert importing.propose_register(book, known)[0][0] == VALUES
    exporting.export(workspace, "indicator", tmp_path / "out.xlsx")
    book = importing.read(tmp_path / "out.xlsx", into(workspace, "indicator")).book
    assert importing.propose_register(book, known)[0][0] == "indicator"
    assert book.kinds == {"Indicators": "indicator", "Values": VALUES}
    assert indicator


def test_more_lines_than_a_real_table_holds_are_written_too(
    workspace: Workspace, number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qms_desktop.exchange.writing.MOST_TABLE_ROWS", 20)
    with workspace.change("Many") as work:
        work.add_lines(number, STEPS, [{"what": f"Step {n}"} for n in range(60)])
    out = tmp_path / "processes.xlsx"
    exporting.export(workspace, "process", out)
    assert verdicts(checked(workspace, out, STEPS)) == (0, 0, 62, 0)


def test_a_process_that_supplies_itself_is_found_by_the_check(
    workspace: Workspace, number: str, tmp_path: Path
) -> None:
    path = sheet(tmp_path, f"Process,Input,From process\n{number},Steel,Sales\nPurchasing,Offers,{number}\n")
    found = checked(workspace, path, "process_input")
    assert verdicts(found) == (1, 0, 0, 1)
    assert [(p.row, p.column, p.problem) for p in found.attention] == [
        (3, "From process", f"{number} cannot point at itself.")
    ]
