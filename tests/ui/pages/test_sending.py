"""Open actions go out from the window, and the answers come back by Import."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from qms_desktop.ui.importing.dialog import open_import
from qms_desktop.ui.pages.continuous_improvement.answers import AnswersDialog
from qms_desktop.ui.pages.continuous_improvement.sending import SendDialog
from qms_desktop.workspace.work import Work
from tests.ui.register.desk import Bench


@pytest.fixture(autouse=True)
def actions(bench: Bench) -> dict[str, UUID]:
    def stock(work: Work) -> dict[str, UUID]:
        keys = {"Kim": work.add("person", {"title": "Kim Brandt", "email": "kim@northwind.example"}).id}
        source = work.add("risk", {"title": "Mixed parts"}).id
        for name in ("Bins", "Packers"):
            values = {"title": name, "owner": keys["Kim"], "source": source, "due_on": work.today + timedelta(days=7)}
            keys[name] = work.add("action", values).id
        work.add("action", {"title": "Own"})
        return keys

    found: dict[str, UUID] = bench.do(stock)
    return found


def sending(bench: Bench, folder: Path, drafts: QTemporaryDir) -> tuple[SendDialog, list[str]]:
    said: list[str] = []
    page = bench.page("action")
    dialog = SendDialog(bench.desk, lambda words, _button, _act: said.append(words), folder, drafts, page)
    dialog.open()
    bench.settle()
    return dialog, said


def answered(bench: Bench, tmp_path: Path, **cells: object) -> AnswersDialog:
    """Send to Kim, let her fill in cells, and import the file."""
    dialog, _said = sending(bench, tmp_path, QTemporaryDir())
    dialog.write(tmp_path)
    bench.settle()
    path = next(tmp_path.glob("*Kim*.xlsx"))
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book["Actions"][place] = value
    book.save(path)
    open_import(bench.desk, "action", path, bench.page("action"))
    bench.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), AnswersDialog))
    bench.settle()
    found = QApplication.activeModalWidget()
    assert isinstance(found, AnswersDialog)
    return found


def test_files_are_written_for_those_who_are_ticked(bench: Bench, tmp_path: Path) -> None:
    dialog, said = sending(bench, tmp_path, QTemporaryDir())
    assert [dialog.list.item(row).text() for row in range(2)] == ["Ana Núñez   (1 action)", "Kim Brandt   (2 actions)"]
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    folder = tmp_path / "out"
    folder.mkdir()
    dialog.write(folder)
    bench.settle()
    assert sorted(path.suffix for path in folder.iterdir()) == [".eml", ".ics", ".xlsx"]
    assert said == ["Saved the files of 1 person in out"]


def test_drafts_are_opened_by_the_mail_program(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []

    def no_program(url: QUrl) -> bool:
        opened.append(url)
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", no_program)
    drafts = QTemporaryDir()
    dialog, _said = sending(bench, tmp_path, drafts)
    dialog.mail.click()
    bench.settle()
    assert [Path(url.toLocalFile()).suffix for url in opened] == [".eml", ".eml"]
    assert dialog.notice.isVisible()
    for row in range(2):
        dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.mail.isEnabled()
    assert not dialog.save.isEnabled()


def test_answers_are_shown_and_taken_in_as_one_change(bench: Bench, tmp_path: Path, actions: dict[str, UUID]) -> None:
    dialog = answered(bench, tmp_path, G6="In progress", G7="Done")
    lines = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert [line.partition(":")[0] for line in lines] == ["Row 7, Done on", bench.view(actions["Bins"]).number]
    assert "becomes “In progress”" in lines[1]
    assert dialog.act.text() == "Take in 1 answer, leave out 1"
    dialog.act.click()
    bench.settle()
    assert bench.view(actions["Bins"]).state == "in_progress"
    assert bench.view(actions["Packers"]).state == "open"
    assert bench.told[-1] == ("Took in 1 answer", True)


def test_a_workbook_without_answers_changes_nothing(bench: Bench, tmp_path: Path) -> None:
    dialog = answered(bench, tmp_path)
    assert not dialog.act.isEnabled()
    assert dialog.list.item(0).text() == "Everything in it is here already."
