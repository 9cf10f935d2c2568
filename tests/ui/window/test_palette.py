from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.palette.commands import all_commands, matching
from qms_desktop.ui.palette.palette import Palette
from qms_desktop.ui.screens import settle


@pytest.fixture
def palette(window: MainWindow) -> Iterator[Palette]:
    window.activateWindow()
    settle(window, 1)
    window.keys.search()
    settle(window, 1)
    assert window._palette is not None
    yield window._palette
    window._palette.close_popup()


def titles(palette: Palette) -> list[str]:
    return [row.title for row in palette.model.rows if row.run is not None]


def test_it_opens_with_the_usual_commands(palette: Palette) -> None:
    assert palette.isVisible()
    assert titles(palette) == ["Quick capture…", "Settings…", "Import a spreadsheet…", "Back up…"]


def test_it_finds_a_record_while_typing_and_opens_it(window: MainWindow, palette: Palette) -> None:
    QTest.keyClicks(window.top_bar.search, "torque calib")
    settle(window)
    row = palette.model.rows[1]
    assert row.number.startswith("ACT-")
    assert row.title == "Torque wrench overdue for calibration"
    assert row.state == "Open"
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    settle(window)
    page = window.principle_page
    assert page is not None
    assert page.register.kind == "action"
    assert page.page.pane.view is not None
    assert page.page.pane.view.title == "Torque wrench overdue for calibration"
    assert not palette.isVisible()
    assert window.top_bar.search.text() == ""


def test_down_and_enter_choose(window: MainWindow, palette: Palette) -> None:
    QTest.keyClicks(window.top_bar.search, "limit")
    settle(window)
    found = titles(palette)
    assert len(found) == 2
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 2
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 2


def test_esc_closes_and_clears(window: MainWindow, palette: Palette) -> None:
    QTest.keyClicks(window.top_bar.search, "limit")
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Escape)
    settle(window)
    assert not palette.isVisible()
    assert window.top_bar.search.text() == ""


def test_commands_are_found_by_their_words(window: MainWindow, palette: Palette) -> None:
    QTest.keyClicks(window.top_bar.search, "new compl")
    settle(window)
    assert "New complaint" in titles(palette)
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    settle(window)
    page = window.principle_page
    assert page is not None
    assert page.register.kind == "complaint"
    assert page.page.new_pane.isVisible()


def test_nothing_found_says_so(window: MainWindow, palette: Palette) -> None:
    QTest.keyClicks(window.top_bar.search, "zzzz")
    settle(window)
    assert [row.title for row in palette.model.rows] == ["Nothing was found for “zzzz”."]
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    QTest.keyClick(window.top_bar.search, Qt.Key.Key_Down)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("import supp", "Import suppliers…"),
        ("go risk", "Go to Risk-Based Thinking"),
        ("verify", "Verify…"),
        ("backup", "Back up…"),
        ("dark", "Light or dark"),
        ("export act", "Export actions…"),
        ("excel risks", "Import risks…"),
        ("undo", "Undo: Raise the nonconformity"),
    ],
)
def test_every_command_has_its_words(window: MainWindow, typed: str, title: str) -> None:
    assert window.desk is not None
    assert title in [command.title for command in matching(all_commands(window, window.desk), typed)]


def test_commands_run(window: MainWindow) -> None:
    assert window.desk is not None
    commands = {command.title: command for command in all_commands(window, window.desk)}
    commands["Go to Relationship Management"].run()
    assert window.tabs.currentIndex() == 7
    commands["Show risks"].run()
    assert window.tabs.currentIndex() == 8
    dark = window.theme.dark
    commands["Light or dark"].run()
    assert window.theme.dark != dark
