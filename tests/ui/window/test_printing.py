"""Printing from the window: by key, by button, to a file and to the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from qms_desktop.reports import limits
from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.printing.dialog import ListPrintDialog, RecordPrintDialog
from qms_desktop.ui.printing.printing import Printing
from qms_desktop.ui.screens import settle
from tests.ui.window.conftest import Open

D = TypeVar("D", bound=QDialog)
CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(window: MainWindow, kind: type[D]) -> D:
    settle(window, 2)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that a viewer was asked to show."""
    found: list[str] = []

    def remember(url: QUrl) -> bool:
        found.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", remember)
    return found


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file that the user chooses."""
    path = tmp_path / "chosen.pdf"
    monkeypatch.setattr(Printing, "_ask_path", lambda _self, _file: path)
    return path


def open_first(window: MainWindow, kind: str) -> None:
    window.go(kind)
    settle(window)
    page = window.principle_page
    assert page is not None
    page.open_first()
    settle(window)


def test_control_p_prints_the_list_as_it_is_shown(window: MainWindow, target: Path, opened: list[str]) -> None:
    window.go("action")
    settle(window)
    page = window.principle_page
    assert page is not None
    page.filter("overdue")
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    dialog = shown(window, ListPrintDialog)
    settle(window)
    assert dialog.words.text() == "2 actions, 1 page."
    dialog.all.click()
    settle(window)
    assert dialog.words.text() == "4 actions, 1 page."
    dialog.shown.click()
    dialog.save.click()
    settle(window)
    assert target.read_bytes().startswith(b"%PDF")
    assert window.toast.accessibleName() == "Saved chosen.pdf"
    assert window.toast.button.text() == "Open"
    window.toast.button.click()
    assert opened == [str(target)]


def test_control_p_prints_the_record_that_is_open(window: MainWindow, opened: list[str]) -> None:
    open_first(window, "nonconformity")
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    dialog = shown(window, RecordPrintDialog)
    dialog.history.click()
    dialog.chain.click()
    dialog.view.click()
    settle(window)
    assert len(opened) == 1
    assert Path(opened[0]).name.endswith("Surface corrosion.pdf")
    assert Path(opened[0]).read_bytes().startswith(b"%PDF")


def test_the_button_of_the_record_prints_it_twice_under_two_names(window: MainWindow, opened: list[str]) -> None:
    open_first(window, "nonconformity")
    page = window.principle_page
    assert page is not None
    for _time in range(2):
        page.page.pane.head.print_button.click()
        shown(window, RecordPrintDialog).view.click()
        settle(window)
    assert len(set(opened)) == 2


def test_the_button_stays_while_the_copy_button_gives_way(open_window: Open, filled: Path) -> None:
    window = open_window(filled, 1024, 576)
    open_first(window, "nonconformity")
    page = window.principle_page
    assert page is not None
    head = page.page.pane.head
    assert head.print_button.isVisible() or not head.link.isVisible()
    assert {"Print…", "Copy link"} <= {a.text() for a in head.more.menu().actions()}


def test_a_read_only_window_prints(open_window: Open, filled: Path, target: Path) -> None:
    open_window(filled)
    second = open_window(filled)
    second.print("action")
    shown(second, ListPrintDialog).save.click()
    settle(second)
    assert target.is_file()


def test_what_is_not_printed_of_a_long_list_is_said_before(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qms_desktop.ui.printing.dialog.MOST_ROWS", 3)
    monkeypatch.setattr(limits, "MOST_ROWS", 3)
    window.print("action")
    dialog = shown(window, ListPrintDialog)
    settle(window)
    assert dialog.words.text() == "4 actions, 1 page. The first 3 are printed; filter the list for the rest."
    dialog.reject()


def test_a_folder_that_is_gone_is_said_and_nothing_opened(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, opened: list[str]
) -> None:
    monkeypatch.setattr(Printing, "_ask_path", lambda _self, _file: tmp_path / "gone" / "x.pdf")
    window.print("action")
    shown(window, ListPrintDialog).save.click()
    settle(window)
    assert "could not be written" in window.trouble.accessibleName()
    assert opened == []


def test_no_viewer_is_said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    window.print("action")
    shown(window, ListPrintDialog).view.click()
    settle(window)
    assert "No program on this computer opens Actions.pdf" in window.trouble.accessibleName()


def test_a_person_is_printed_as_the_person_file(window: MainWindow, target: Path) -> None:
    open_first(window, "person")
    page = window.principle_page
    assert page is not None
    window.keys.print()
    dialog = shown(window, RecordPrintDialog)
    assert dialog.report == ""
    list(dialog._reports)[1].click()
    assert dialog.report == "person"
    assert not dialog.history.isEnabled()
    dialog.save.click()
    settle(window)
    assert target.read_bytes().startswith(b"%PDF")
    assert window.toast.accessibleName() == "Saved chosen.pdf"


@pytest.mark.parametrize("by", ["person", "source", "overdue"])
def test_actions_are_printed_by_whom_they_wait_for(window: MainWindow, target: Path, by: str) -> None:
    window.print("action")
    dialog = shown(window, ListPrintDialog)
    assert dialog.report == ""
    dialog.lists[by].click()
    assert dialog.report == by
    dialog.save.click()
    settle(window)
    assert target.read_bytes().startswith(b"%PDF")
