"""The pages behind the nine tabs, made when first visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qms_desktop.ui.coming_page import ComingPage
from qms_desktop.ui.home.home_page import HomePage
from qms_desktop.ui.principle_page import PrinciplePage
from qms_desktop.ui.start.visited import Place

if TYPE_CHECKING:
    from qms_desktop.ui.desk import Desk
    from qms_desktop.ui.main_window import MainWindow


def make_page(window: MainWindow, desk: Desk, index: int, kind: str = "") -> QWidget:
    """The page of a tab, tied to what the window does for it.

    `kind` is the register it begins with: else the one that was used last in it, or the overview.
    """
    if index == 0:
        home = HomePage(desk)
        home.capturing.connect(window.keys.capture)
        home.importing.connect(window.import_sheet)
        home.creating.connect(window.create_record)
        return home
    principle = desk.principles[index - 1]
    if not principle.registers:
        return ComingPage(desk, principle)
    preferences = window.preferences
    page = PrinciplePage(desk, principle, kind or preferences.room_of(desk.path, principle.name))
    page.importing.connect(window.import_sheet)
    page.exporting.connect(window.export_sheet)
    page.visited.connect(lambda kind, record: window.visit(Place(index, kind, record)))
    page.visited.connect(lambda kind, _record: preferences.used(desk.path, principle.name, kind))
    return page
