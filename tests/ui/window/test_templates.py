"""Ready-made records through the window: from the empty register and from the palette, one change, one undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qms_desktop.ui.dialogs.templates import TemplatesDialog
from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.palette.commands import all_commands, matching
from qms_desktop.ui.screens import settle


def dialog_of(window: MainWindow) -> TemplatesDialog:
    settle(window)
    return next(d for d in window.findChildren(TemplatesDialog) if d.isVisible())


def test_an_empty_register_offers_templates_which_are_one_change_and_one_undo(window: MainWindow) -> None:
    window.go("process")
    settle(window)
    assert window.principle_page is not None
    page = window.principle_page.page
    assert page.beginning.templates.isVisible()
    assert not page.beginning.example.isVisible()
    page.beginning.templates.click()
    dialog = dialog_of(window)
    assert (dialog.act.isEnabled(), dialog.ticked) == (False, [])
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        QTest.keyClick(dialog.list, key)
    assert dialog.act.text() == "Add 2 processes"
    dialog.act.click()
    settle(window)
    assert page.model.rowCount() == 2
    window.undo()
    settle(window)
    assert page.beginning.isVisible()


def test_the_palette_offers_them_at_any_time_and_what_is_there_is_not_doubled(window: MainWindow) -> None:
    assert window.desk is not None
    window.desk.tasks.change(
        "Add", lambda work: work.add("process", {"title": "PURCHASING"}).number, lambda _number: None
    )
    settle(window)
    (command,) = matching(all_commands(window, window.desk), "choose processes templates")
    command.run()
    dialog = dialog_of(window)
    there = dialog.list.item(2)
    assert not there.flags() & Qt.ItemFlag.ItemIsEnabled
    dialog.every.click()
    assert "Purchasing" not in dialog.ticked
    assert dialog.act.text() == "Add 11 processes"
    dialog.act.click()
    settle(window)
    assert window.principle_page is not None
    assert window.principle_page.page.model.rowCount() == 12


def test_a_register_without_templates_keeps_its_example(window: MainWindow) -> None:
    window.go("supplier")
    settle(window)
    assert window.principle_page is not None
    beginning = window.principle_page.page.beginning
    assert beginning.example.isVisible()
    assert not beginning.templates.isVisible()
