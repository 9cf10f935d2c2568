from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qms_desktop.paths import bundled
from qms_desktop.ui import keys
from qms_desktop.ui.dialogs.capture import CaptureDialog
from qms_desktop.ui.dialogs.files import with_suffix
from qms_desktop.ui.dialogs.help import HelpDialog, topics
from qms_desktop.ui.dialogs.keyboard import KeyboardDialog
from qms_desktop.ui.dialogs.new_system import NewSystemDialog
from qms_desktop.ui.dialogs.progress import ProgressDialog, run
from qms_desktop.ui.dialogs.proof import ProofDialog
from qms_desktop.ui.dialogs.settings import SettingsDialog
from qms_desktop.ui.exporting import ExportDialog
from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.screens import settle
from qms_desktop.ui.tasks import Progress
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.workspace.workspace import Workspace
from tests.ui.window.conftest import Open

D = TypeVar("D", bound=QDialog)


def shown(window: MainWindow, kind: type[D]) -> D:
    settle(window, 2)
    dialog = next(d for d in window.findChildren(kind) if d.isVisible())
    assert isinstance(dialog, kind)
    return dialog


def ask(window: MainWindow, question: object) -> object:
    answers: list[object] = []
    assert window.desk is not None
    window.desk.tasks.read(question, answers.append)  # type: ignore[arg-type]
    settle(window)
    return answers[0]


# -- settings


def test_settings_are_one_change_of_the_file(window: MainWindow) -> None:
    window.keys.show_settings()
    dialog = shown(window, SettingsDialog)
    dialog.name.line.setText("Northwind Castings Ltd")
    dialog.currency.line.setText("usd")
    dialog.waiver.text.setPlainText("We are four people.")
    dialog.save.click()
    settle(window)
    assert window.desk is not None
    assert window.desk.organisation.name == "Northwind Castings Ltd"
    assert window.desk.organisation.currency == "USD"
    assert window.desk.organisation.waiver == "We are four people."
    assert window.top_bar._name.text() == "Northwind Castings Ltd"
    assert window.facts is not None
    assert window.facts.undo == "Change the settings"
    assert window.toast.isVisible()
    window.undo()
    settle(window)
    assert window.top_bar._name.text() == "Northwind Castings"


def test_the_full_profile_turns_shoulds_into_musts(window: MainWindow) -> None:
    window.go("complaint")
    assert window.desk is not None
    values = {"title": "Too late", "channel": "phone", "description": "It came too late."}
    window.desk.tasks.change("Register", lambda work: work.add("complaint", values).number)

    def shoulds(workspace: Workspace) -> int:
        view = workspace.view("CMP-" + f"{workspace.today.year}-0001")
        return sum(1 for move in view.moves for unmet in move.unmet if not unmet.must)

    assert ask(window, shoulds)
    window.keys.show_settings()
    dialog = shown(window, SettingsDialog)
    dialog.profile.combo.setCurrentIndex(1)
    dialog.save.click()
    settle(window)
    assert ask(window, shoulds) == 0


def test_settings_say_what_is_wrong(window: MainWindow) -> None:
    window.keys.show_settings()
    dialog = shown(window, SettingsDialog)
    dialog.name.line.setText("  ")
    dialog.save.click()
    assert dialog.name.problem == "The organisation needs a name."
    dialog.name.line.setText("x")
    dialog.currency.line.setText("12")
    dialog.save.click()
    assert dialog.currency.problem == "Three letters, as EUR."
    assert dialog.isVisible()


def test_the_look_changes_at_once_and_is_remembered(window: MainWindow) -> None:
    window.keys.show_settings()
    dialog = shown(window, SettingsDialog)
    dialog.mode.combo.setCurrentIndex(2)
    dialog.mode.commit()
    assert window.theme.dark
    dialog.base.combo.setCurrentIndex(5)
    dialog.base.commit()
    assert window.theme.base == 14
    assert (window.preferences.mode, window.preferences.base) == ("dark", 14)


def test_settings_of_a_read_only_file_cannot_be_changed(filled: Path, open_window: Open) -> None:
    open_window(filled)
    second = open_window(filled)
    second.keys.show_settings()
    dialog = shown(second, SettingsDialog)
    assert not dialog.save.isEnabled()
    assert dialog.name.line.isReadOnly()


# -- quick capture


def test_quick_capture_gives_up_words_only_when_told_twice(window: MainWindow) -> None:
    window.keys.capture()
    dialog = shown(window, CaptureDialog)
    title = dialog.fields["title"]
    title.setFocus()
    QTest.keyClicks(title.editor, "Leak at press 4")
    QTest.keyClick(title.editor, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.notice.isVisible()
    assert title.read() == "Leak at press 4"
    dialog.reject()
    assert not dialog.isVisible()


def test_quick_capture_makes_a_record_and_opens_it(window: MainWindow) -> None:
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_N, control_shift)
    dialog = shown(window, CaptureDialog)
    assert dialog.register.kind == "nonconformity"
    dialog.fields["title"].editor.setText("Oil on the floor")  # type: ignore[attr-defined]
    dialog.fields["detected_where"].editor.setText("Hall 2")  # type: ignore[attr-defined]
    dialog.save.click()
    settle(window)
    page = window.principle_page
    assert page is not None
    assert page.page.pane.view is not None
    assert page.page.pane.view.title == "Oil on the floor"
    assert page.page.pane.view.value("occurred_on") == date.today()  # noqa: DTZ011  the user's own day
    assert "NC-" in window.toast.accessibleName()


def test_quick_capture_names_what_is_missing(window: MainWindow) -> None:
    window.keys.capture()
    dialog = shown(window, CaptureDialog)
    dialog.save.click()
    settle(window)
    assert dialog.isVisible()
    assert dialog.fields["title"].problem
    assert dialog.fields["detected_where"].problem
    assert dialog.save.isEnabled()


def test_another_kind_keeps_what_was_written(window: MainWindow) -> None:
    window.keys.capture()
    dialog = shown(window, CaptureDialog)
    dialog.fields["title"].editor.setText("Oil on the floor")  # type: ignore[attr-defined]
    for kind, chip in dialog.chips.items():
        chip.click()
        assert dialog.register.kind == kind
        assert dialog.fields["title"].read() == "Oil on the floor"
    dialog.reject()


# -- keys and help


def test_the_sheet_shows_every_key_that_works(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Question)
    dialog = shown(window, KeyboardDialog)
    words = {label.text() for label in dialog.findChildren(QLabel)}
    for key in keys.KEYS:
        assert (key.title in words) == (key.area != keys.AUDIT), key.id


def test_help_knows_the_page(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = shown(window, HelpDialog)
    assert "Getting started" in dialog.text.toPlainText()
    window.go("action")
    window.keys.help()
    assert dialog is shown(window, HelpDialog)
    assert "Registers and records" in dialog.text.toPlainText()
    dialog.close()


def test_every_link_of_the_guide_leads_somewhere() -> None:
    known = topics()
    assert list(known)[:2] == ["start", "registers"]
    for path in bundled("resources", "help").glob("*.md"):
        for link in re.findall(r"\]\(([a-z-]+)\.md\)", path.read_text(encoding="utf-8")):
            assert link in known, path.name


# -- files


def test_a_backup_is_written_and_remembered(window: MainWindow, tmp_path: Path) -> None:
    window.files.backup_to(tmp_path / "copy.qms")
    settle(window)
    assert (tmp_path / "copy.qms").is_file()
    assert "backed up" in window.status.left.text()
    assert "not backed up" not in window.status.left.text()
    assert window.toast.accessibleName().startswith("Backed up and checked")


def test_a_backup_over_the_file_itself_is_refused(window: MainWindow, filled: Path) -> None:
    window.files.backup_to(filled)
    settle(window)
    assert "another name" in window.toast.accessibleName()


def test_a_backup_that_cannot_be_written_says_why(window: MainWindow, tmp_path: Path) -> None:
    window.files.backup_to(tmp_path / "nowhere" / "copy.qms")
    settle(window)
    assert window.trouble.isVisible()


def test_verify_shows_the_code_for_paper(window: MainWindow) -> None:
    window.files.verify()
    settle(window)
    dialog = shown(window, ProofDialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "The file is sound" in words
    code = next(word for word in words if word.count("-") == 4)
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy").click()
    assert QGuiApplication.clipboard().text() == code
    dialog.accept()


def test_an_export_is_written(window: MainWindow, tmp_path: Path) -> None:
    window.files.export_sheet("action")
    shown(window, ExportDialog).write(tmp_path / "actions.csv")
    settle(window)
    assert "Torque wrench" in (tmp_path / "actions.csv").read_text(encoding="utf-8-sig")
    assert window.toast.accessibleName() == "Exported 4 actions to actions.csv"
    assert window.toast.button.text() == "Open folder"


def test_the_file_dialogs_lead_to_the_work(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x"), "CSV (*.csv)"))
    window.files.export_sheet("action")
    dialog = shown(window, ExportDialog)
    dialog.csv.setChecked(True)
    dialog.primary.click()
    window.files.backup()
    settle(window)
    assert (tmp_path / "x.csv").is_file()
    assert (tmp_path / "x.qms").is_file()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "x.qms"), ""))
    with qtbot.waitSignal(window.file_chosen):
        window.files.open()


def test_endings_are_added_where_they_are_missing() -> None:
    assert with_suffix(Path("a"), ".qms") == Path("a.qms")
    assert with_suffix(Path("a.b"), ".qms") == Path("a.b.qms")
    assert with_suffix(Path("a.CSV"), ".xlsx", (".csv",)) == Path("a.CSV")


def test_long_work_can_be_cancelled(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk is not None
    going: list[bool] = []

    def job(_workspace: Workspace, told: Progress) -> str:
        while told(1, 10):
            going.append(True)
        return "stopped"

    done: list[str] = []
    dialog = run(window.desk, window, "Long", job, done.append)
    qtbot.waitUntil(dialog.isVisible, timeout=5000)
    assert isinstance(dialog, ProgressDialog)
    assert dialog.bar.value() == 100
    dialog.stop()
    qtbot.waitUntil(lambda: bool(done), timeout=5000)
    assert done == ["stopped"]


def test_a_new_system_asks_three_things(theme: Theme, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = NewSystemDialog(theme, tmp_path)
    qtbot.addWidget(dialog)
    dialog.organisation.line.setText("Acme/Works: Ltd.")
    assert Path(dialog.path.line.text()) == tmp_path / "acmeworks ltd.qms"
    dialog.person.line.setText("")
    dialog.make.click()
    assert dialog.person.problem
    dialog.person.line.setText("Ana Núñez")
    (tmp_path / "acmeworks ltd.qms").touch()
    dialog.make.click()
    assert "exists already" in dialog.path.problem
    dialog.path.line.setText(str(tmp_path / "nowhere" / "a"))
    dialog.make.click()
    assert "There is no folder" in dialog.path.problem
    dialog.path.line.setText(str(tmp_path / "b"))
    with qtbot.waitSignal(dialog.wanted) as caught:
        dialog.make.click()
    assert caught.args == [tmp_path / "b.qms", "Acme/Works: Ltd.", "Ana Núñez"]


def test_dialogs_are_never_larger_than_their_window(window: MainWindow) -> None:
    window.resize(1024, 576)
    for show in (window.keys.show_settings, window.keys.capture, window.keys.show_keys):
        show()
        settle(window, 2)
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        assert dialog.height() <= 576
        assert dialog.width() <= 1024
        dialog.close()
