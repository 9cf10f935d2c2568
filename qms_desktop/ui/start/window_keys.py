"""The keys of the whole window, tied to what they do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from qms_desktop.ui.keys import make_action

if TYPE_CHECKING:
    from qms_desktop.ui.main_window import MainWindow

TABS = 9


class WindowKeys(QObject):
    """Makes the actions of the window and answers them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        bar = window.top_bar
        for number in range(TABS):
            make_action(f"tab_{number + 1}", window, partial(self.show_tab, number))
        slots: tuple[tuple[str, Callable[[], object]], ...] = (
            ("search", self.search),
            ("capture", self.capture),
            ("undo", window.undo),
            ("redo", window.redo),
            ("back", lambda: window.step_back(-1)),
            ("forward", lambda: window.step_back(1)),
            ("next_register", lambda: self.step_register(1)),
            ("previous_register", lambda: self.step_register(-1)),
            ("help", self.help),
            ("keys", self.show_keys),
            ("next_area", lambda: self.step_area(1)),
            ("previous_area", lambda: self.step_area(-1)),
            ("new", self.new),
            ("import", self.import_sheet),
            ("export", self.export_sheet),
            ("print", self.print),
        )
        for name, slot in slots:
            make_action(name, window, slot)
        # no key of DESIGN.md, but every system has it
        QShortcut(QKeySequence.StandardKey.Open, window).activated.connect(self.open_file)
        bar.undo.connect(window.undo)
        bar.redo.connect(window.redo)
        bar.help.connect(self.help)
        bar.toggle_theme.connect(window.theme.toggle)
        bar.settings.connect(self.show_settings)

    def show_tab(self, index: int) -> None:
        """Go to one of the nine tabs; arrows and Enter then work in its list."""
        if index < self._window.tabs.count():
            self._window.tabs.setCurrentIndex(index)
            self.enter_list()

    def enter_list(self) -> None:
        """Put the focus into the list that is shown."""
        if (page := self._window.front) is not None:
            page.enter()

    def step_register(self, by: int) -> None:
        """The next register of the tab; arrows and Enter then work in its list."""
        if (page := self._window.front) is not None:
            page.step(by)
            page.enter()

    def search(self) -> None:
        """Put the cursor into the search, ready to be typed over."""
        field = self._window.top_bar.search
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()
        self._window.open_palette()

    def open_file(self) -> None:
        """Open another file."""
        self._window.files.open()

    def create_file(self) -> None:
        """Make a new quality system."""
        self._window.files.create()

    def new(self) -> None:
        """A new record in the register that is shown; elsewhere, a quick capture."""
        page = self._window.front
        if page is not None:
            page.new()
        else:
            self.capture()

    def import_sheet(self) -> None:
        """Import into the register that is shown."""
        if (page := self._window.front) is not None:
            page.importing.emit(page.sketch.kind)

    def export_sheet(self) -> None:
        """Export the register that is shown."""
        if (page := self._window.front) is not None:
            page.exporting.emit(page.sketch.kind)

    def print(self) -> None:
        """Print the record that is open, else the register that is shown."""
        if (page := self._window.front) is not None:
            page.print()

    def capture(self) -> None:
        """Write something down before it is forgotten."""
        self._window.when_open(self._capture)

    def _capture(self) -> None:
        from qms_desktop.ui.dialogs.capture import CaptureDialog  # noqa: PLC0415  not before the first paint

        desk = self._window.desk
        if desk is not None and desk.writable:
            CaptureDialog(desk, self._window).open()

    def help(self) -> None:
        """Help for the page that is shown."""
        from qms_desktop.ui.dialogs.help import HelpDialog  # noqa: PLC0415  the same

        window = self._window
        topic = "start"
        if window.front is not None:
            topic = "registers"
        HelpDialog.show_topic(window, window.theme, topic)

    def show_keys(self) -> None:
        """The sheet of all keys."""
        from qms_desktop.ui.dialogs.keyboard import KeyboardDialog  # noqa: PLC0415  the same

        KeyboardDialog(self._window.theme, self._window).open()

    def show_settings(self) -> None:
        """The settings."""
        self._window.when_open(self._show_settings)

    def _show_settings(self) -> None:
        from qms_desktop.ui.dialogs.settings import SettingsDialog  # noqa: PLC0415  the same

        SettingsDialog(self._window).open()

    def step_area(self, by: int) -> None:
        """The focus goes to the next area: tabs, page, record, search."""
        areas = self._areas()
        focus = QApplication.focusWidget()
        inside = [i for i, area in enumerate(areas) if focus is not None and _holds(area, focus)]
        # an area inside another comes after it, so the last one is the nearest
        at = inside[-1] if inside else -1 if by > 0 else 0
        for step in range(1, len(areas) + 1):
            area = areas[(at + by * step) % len(areas)]
            target = first_focus(area)
            if target is not None and target is not focus:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _areas(self) -> list[QWidget]:
        window = self._window
        found: list[QWidget] = [window.top_bar, window.tabs.bar]
        page = window.front
        current = window.tabs.currentWidget()
        if page is not None:
            found += [page.sub_tabs, *page.areas()]
        elif current is not None:
            found.append(current)
        return [area for area in found if area.isVisible()]


def _holds(area: QWidget, widget: QWidget) -> bool:
    return area is widget or area.isAncestorOf(widget)


def first_focus(area: QWidget) -> QWidget | None:
    """The first widget of an area that takes the focus."""
    candidates = [area, *area.findChildren(QWidget)]
    for widget in candidates:
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None:
            return widget
    return None
