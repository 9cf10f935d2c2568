"""Workbooks 05 and 06: values of objectives and indicators, as their owners send them every month."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from qms_desktop.workspace.look import Look
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace
from tests.exchange.test_importing import verdicts
from tests.exchange.test_lines import checked, imported, rows

KPI, MEASURED = "indicator_value", "objective_value"
HEADER = ("KPI", "Period", "Numerator", "Denominator", "Value", "Comment")


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for seen in (Look, Work):
        monkeypatch.setattr(seen, "today", date(2026, 11, 22))


@pytest.fixture
def on_time(workspace: Workspace) -> str:
    with workspace.change("Add indicators") as work:
        work.add("indicator", {"title": "Complaints", "frequency": "quarterly", "direction": "down"})
        return work.add(
            "indicator", {"title": "On time", "frequency": "monthly", "unit": "%", "direction": "up"}
        ).number


@pytest.fixture
def objective(workspace: Workspace) -> str:
    values = {
        "title": "Halve the complaints", "description": "Bins", "evaluation": "Counted", "measure": "Complaints",
        "frequency": "quarterly", "direction": "down", "target": 2.0, "due_on": date(2026, 12, 31),
    }  # fmt: skip
    with workspace.change("Add objective") as work:
        made = work.add("objective", values)
        work.move(made, "activate", waive=True)
        return made.number


def book(folder: Path, *lines: tuple[object, ...]) -> Path:
    made = Workbook()
    page = made.worksheets[0]
    for line in lines:
        page.append(line)
    made.save(folder / "values.xlsx")
    return folder / "values.xlsx"


def test_a_sheet_of_indicator_values_goes_in_whole_and_is_known_again(
    workspace: Workspace, on_time: str, tmp_path: Path
) -> None:
    path = book(
        tmp_path, HEADER,
        ("On time", "2026-08", 38, 40, None, "Summer"),
        (on_time, date(2026, 9, 30), 36, 40, 90, None),
        ("On time", "10/2026", None, None, 97.5, None),
        ("Complaints", "Q3 2026", None, None, 4, None),
    )  # fmt: skip
    found = imported(workspace, path, KPI)
    assert verdicts(found)[:1] == (4,)
    assert [row[:2] for row in rows(workspace, on_time, KPI)] == [
        ("2026-08-01", 95.0), ("2026-09-01", 90.0), ("2026-10-01", 97.5),
    ]  # fmt: skip
    again = checked(workspace, path, KPI)
    assert verdicts(again) == (0, 0, 4, 0)
    workspace.undo()
    assert rows(workspace, on_time, KPI) == []
    assert workspace.verify().ok


def test_what_cannot_be_is_told_row_by_row(workspace: Workspace, on_time: str, tmp_path: Path) -> None:
    path = book(
        tmp_path, HEADER,
        (on_time, "2026-10", None, None, 97.5, None),
        (on_time, "2099-12", None, None, 97.5, None),
        (on_time, "2026-09", 3, 0, None, None),
        (on_time, "2026-08", 38, 40, 96, None),
        (on_time, "Q2 2026", None, None, 96, None),
        (on_time, "2026-07", None, None, None, "To come"),
    )  # fmt: skip
    found = checked(workspace, path, KPI)
    told = {problem.row: problem.problem for problem in found.attention}
    assert "lies in the future" in told[3]
    assert "divided by 0" in told[4]
    assert "38 of 40 is 95, not 96" in told[5]
    assert "is a quarter, and it is measured monthly" in told[6]
    assert "give the value" in told[7]
    assert verdicts(found)[0] == 1


def test_measurements_of_objectives_go_in_by_their_statement(
    workspace: Workspace, objective: str, tmp_path: Path
) -> None:
    path = book(
        tmp_path, ("Objective", "Period", "Value", "Comment"),
        ("Halve the complaints", "Q2 2026", 4, "Before the bins"),
        (objective, "Q3 2026", 3, None),
        (objective, "Q1 2027", 1, None),
    )  # fmt: skip
    found = checked(workspace, path, MEASURED)
    assert [(p.row, "future" in p.problem) for p in found.attention] == [(4, True)]
    path = book(
        tmp_path, ("Objective", "Period", "Value", "Comment"),
        ("Halve the complaints", "Q2 2026", 4, "Before the bins"),
        (objective, "Q3 2026", 3, None),
    )  # fmt: skip
    imported(workspace, path, MEASURED)
    assert rows(workspace, objective, MEASURED) == [
        ("2026-04-01", 4.0, "Before the bins"), ("2026-07-01", 3.0, None),
    ]  # fmt: skip
