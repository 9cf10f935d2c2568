"""Registers that nobody uses yet are hidden behind "More…", and never one that holds records."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qms_desktop.principles import PRINCIPLES
from qms_desktop.ui.dialogs.settings import SettingsDialog
from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.palette.commands import all_commands, matching
from qms_desktop.ui.principle_page import PrinciplePage
from qms_desktop.ui.screens import settle
from tests.ui.window.conftest import Open
from tests.ui.window.test_dialogs import shown

TAB, KIND = next((n, p.until_used[0].kind) for n, p in enumerate(PRINCIPLES, 1) if p.until_used)
TITLE = PRINCIPLES[TAB - 1].until_used[0].title


def page_of(window: MainWindow) -> PrinciplePage:
    window.tabs.setCurrentIndex(TAB)
    settle(window)
    page = window.principle_page
    assert page is not None
    return page


def visible(page: PrinciplePage) -> list[str]:
    tabs = page.sub_tabs
    return [tabs._names[n] for n in range(tabs.count()) if tabs.isTabVisible(n)]


def add(window: MainWindow, kind: str) -> str:
    made: list[str] = []
    assert window.desk is not None
    values = {"title": "First"}
    window.desk.tasks.change("Add", lambda work: work.add(kind, values, taken_over_from="x").number, made.append)
    settle(window)
    return made[0]


def test_what_holds_nothing_is_hidden_and_listed_behind_more(window: MainWindow) -> None:
    page = page_of(window)
    assert TITLE not in visible(page)
    assert page.more.isVisible()
    assert KIND in [register.kind for register in page.more.registers]
    for _ in range(page.sub_tabs.count()):
        page.step(1)
        assert page.shown != KIND


def test_choosing_one_shows_it_for_the_file_until_it_is_undone(window: MainWindow, filled: Path) -> None:
    page = page_of(window)
    found = page.more.drop_down()
    assert found is not None
    assert found.rows[0].hasFocus()
    assert TITLE in found.rows[0].accessibleName()
    QTest.keyClick(found.rows[0], Qt.Key.Key_Return)
    settle(window)
    assert page.shown == KIND
    assert TITLE in visible(page)
    assert window.facts is not None
    assert window.facts.undo == f"Show register {TITLE.lower()}"
    assert window.desk is not None
    assert window.desk.organisation.switched_on == {KIND}
    page.go("")
    assert TITLE in visible(page)
    window.undo()
    settle(window)
    assert TITLE not in visible(page)
    assert filled.exists()


def test_one_that_holds_records_is_never_hidden_not_even_void_ones(window: MainWindow) -> None:
    page = page_of(window)
    number = add(window, KIND)
    assert TITLE in visible(page)
    assert window.desk is not None
    window.desk.tasks.change("Void", lambda work: work.void(number, "Entered twice").number)
    settle(window)
    assert TITLE in visible(page)


def test_the_palette_finds_opens_and_begins_hidden_ones(window: MainWindow) -> None:
    page = page_of(window)
    assert window.desk is not None
    commands = all_commands(window, window.desk)
    one = window.desk.registers[KIND].one
    assert matching(commands, f"show {TITLE.lower()}")
    (new,) = (c for c in matching(commands, f"new {one}") if c.title == f"New {one}")
    new.run()
    settle(window)
    assert page.shown == KIND
    assert TITLE in visible(page)
    assert page.page.beside is page.page.new_pane


def test_a_file_that_can_only_be_read_shows_them_too(file: Path, open_window: Open) -> None:
    first = open_window(file)
    second = open_window(file)
    assert second.desk is not None
    assert not second.desk.writable
    page = page_of(second)
    page.more.chosen.emit(second.desk.registers[KIND])
    settle(second)
    assert page.shown == KIND
    assert first.desk is not None
    assert first.desk.organisation.switched_on == frozenset()


@pytest.mark.parametrize("held", [False, True])
def test_the_settings_list_them_with_a_switch(window: MainWindow, *, held: bool) -> None:
    if held:
        add(window, KIND)
    window.keys.show_settings()
    settle(window)
    dialog = shown(window, SettingsDialog)
    box = dialog.shown.boxes[KIND]
    assert (box.isEnabled(), box.isChecked()) == (not held, held)
    if not held:
        box.click()
    dialog.save.click()
    settle(window)
    assert TITLE in visible(page_of(window))
    assert window.desk is not None
    assert window.desk.organisation.switched_on == (frozenset() if held else {KIND})
