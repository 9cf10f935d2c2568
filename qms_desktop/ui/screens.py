"""Pictures of every page, for README, for reviews, and for the guided demo on a machine without a display."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from qms_desktop.errors import Unavailable
from qms_desktop.ui.insight.canvas import ChartCanvas

if TYPE_CHECKING:
    from qms_desktop.ui.main_window import MainWindow
    from qms_desktop.ui.principle_page import PrinciplePage

PATIENCE = 30.0
"""Seconds to wait for a file to open."""
SEARCHED = "a"


def settle(window: MainWindow, rounds: int = 6) -> None:
    """Let everything that was asked for arrive and be painted."""
    for _ in range(rounds):
        if window.desk is not None:
            window.desk.tasks.wait()
            window.desk.studio.wait()
        for _again in range(4):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QCoreApplication.sendPostedEvents()
        time.sleep(0.02)


def take_screens(window: MainWindow, begin: Callable[[], None], folder: Path, size: tuple[int, int]) -> list[Path]:
    """Open the file in the window and take a picture of each page.

    Raises:
        Unavailable: the file was refused, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"{folder} cannot be made: {error.strerror}.") from error
    window.resize(*size)
    window.show()
    begin()
    limit = time.monotonic() + PATIENCE
    while window.desk is None and time.monotonic() < limit:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if window.trouble.isVisible():
            raise Unavailable(window.trouble.accessibleName())
    if window.desk is None:
        raise Unavailable("The file could not be opened in time.")
    return Camera(window, folder).all()


class Camera:
    """Goes from page to page and takes pictures."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window, self._folder = window, folder
        self.taken: list[Path] = []

    def all(self) -> list[Path]:
        """Every page, then the search and the settings."""
        from qms_desktop.ui.pages.specials import SPECIALS  # noqa: PLC0415  brings the registers

        window = self._window
        assert window.desk is not None  # noqa: S101  see take_screens
        self.take("home")
        for index, principle in enumerate(window.desk.principles, start=1):
            window.tabs.setCurrentIndex(index)
            if not principle.registers:
                self.take(principle.name)
            page: PrinciplePage | None = window.principle_page
            if page is not None and page.overlooks:
                self.take(f"{principle.name}-overview")
            for register in principle.registers:
                window.go(register.kind)
                settle(window)
                page = window.principle_page
                if page is not None:
                    page.open_first()
                self.take(register.kind)
            for special in SPECIALS.get(principle.name, ()):
                window.go(special.name)
                self.take(special.name)
        window.tabs.setCurrentIndex(0)
        self._search()
        self._dialogs()
        return self.taken

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """A picture of the window, or of a dialog.

        Raises:
            Unavailable: the picture cannot be written, or its charts are not drawn in time.
        """
        self._await_charts()
        path = self._folder / f"{len(self.taken) + 1:02d}-{name}.png"
        if not (widget or self._window).grab().save(str(path)):
            raise Unavailable(f"{path} cannot be written. Choose another folder.")
        self.taken.append(path)

    def _await_charts(self) -> None:
        """Settle until every chart that is seen is drawn; the first ones come a moment after their page."""
        limit = time.monotonic() + PATIENCE
        settle(self._window)
        while any(c.isVisible() and c.is_waiting for c in self._window.findChildren(ChartCanvas)):
            if time.monotonic() > limit:
                raise Unavailable("The charts could not be drawn in time.")
            settle(self._window)

    def _search(self) -> None:
        window = self._window
        window.activateWindow()
        window.keys.search()
        window.top_bar.search.setText(SEARCHED)
        window.top_bar.search.textEdited.emit(SEARCHED)
        self.take("search")
        window.top_bar.search.clear()
        window.top_bar.search.clearFocus()

    def _dialogs(self) -> None:
        window = self._window
        for name, show in (("settings", window.keys.show_settings), ("capture", window.keys.capture)):
            show()
            settle(window)
            dialog = QApplication.activeModalWidget()
            if dialog is not None:
                self.take(name, dialog)
                dialog.close()
            settle(window, 2)
