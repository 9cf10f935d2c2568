"""The import dialog takes rows for the lines that records own, from a list of others and from our own workbook."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qms_desktop.exchange import exporting
from qms_desktop.exchange.check import Verdict
from qms_desktop.exchange.mapping import LEAVE_OUT, NOTE, STATE
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.importing.columns_model import choices
from qms_desktop.ui.importing.dialog import CHECK, DONE

from .conftest import Import, settle

STEPS = "process_step"


def prepared(qtbot: QtBot, desk: Desk, path: Path | None = None) -> None:
    done: list[int] = []
    desk.tasks.change(
        "Prepare",
        lambda work: len(work.add_lines(work.add("process", {"title": "Purchasing"}), STEPS, [{"what": "Ask"}])),
        done.append,
    )
    if path is not None:
        desk.tasks.read(lambda workspace: exporting.export(workspace, "process", path).rows, done.append)
    qtbot.waitUntil(lambda: len(done) == (1 if path is None else 2), timeout=10_000)


def test_a_list_of_lines_is_chosen_checked_and_written(
    qtbot: QtBot, desk: Desk, dialog: Import, tmp_path: Path
) -> None:
    prepared(qtbot, desk)
    path = tmp_path / "steps.csv"
    path.write_text("Process,Step,Paint\nPurchasing,Order,red\nPurchasing,Ask,\nNowhere,Pay,\n", encoding="utf-8")
    opened = dialog(path, "process")
    offered = [opened.file_page.register.combo.itemText(n) for n in range(opened.file_page.register.combo.count())]
    assert "Processes: steps" in offered
    opened.run.choose(kind=STEPS)
    settle(qtbot, opened)
    assert opened.run.into is not None
    targets = [name for name, _ in choices(opened.run.into)]
    assert LEAVE_OUT in targets
    assert not {NOTE, STATE} & set(targets)
    found = opened.run.findings
    assert found is not None
    assert [found.counts[v] for v in Verdict] == [1, 0, 1, 1]
    assert not opened.columns_page._key.isVisibleTo(opened.columns_page)
    opened.go(CHECK)
    model = opened.check_page.model
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert heads[2:4] == ["Process", "Step"]
    opened.run.fix({(4, 0): "Purchasing"})
    settle(qtbot, opened)
    QTest.mouseClick(opened.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.step == DONE, timeout=10_000)
    assert "2 steps" in opened.done_page.title.text()


def test_in_our_own_workbook_the_sheet_says_what_its_rows_are(
    qtbot: QtBot, desk: Desk, dialog: Import, tmp_path: Path
) -> None:
    path = tmp_path / "processes.xlsx"
    prepared(qtbot, desk, path)
    opened = dialog(path)
    assert (opened.run.kind, opened.run.sheet) == ("process", "Processes")
    opened.run.choose(sheet="Steps")
    settle(qtbot, opened)
    assert (opened.run.kind, opened.run.sheet) == (STEPS, "Steps")
    assert opened.run.findings is not None
    assert opened.run.findings.counts[Verdict.UNCHANGED] == 1
    opened.run.choose(kind="process")
    settle(qtbot, opened)
    assert opened.run.sheet == "Processes"
