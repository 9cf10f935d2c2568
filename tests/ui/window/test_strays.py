"""A part that is shown before it has a parent is a window for a moment: it flashes, and takes the keyboard with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.screens import settle


class Watch(QObject):
    """Notes every window that is shown, except dialogs and what belongs to another window."""

    def __init__(self) -> None:
        super().__init__()
        self.dialogs: list[str] = []
        self.strays: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt calls it
        """Looks, and lets everything pass."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if isinstance(watched, QDialog):
                self.dialogs.append(watched.windowTitle())
            elif watched.parent() is None:
                self.strays.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_no_part_is_ever_a_window_of_its_own(window: MainWindow, qapp: QApplication) -> None:
    watch = Watch()
    qapp.installEventFilter(watch)
    try:
        for index in range(window.tabs.count()):
            window.tabs.setCurrentIndex(index)
            settle(window, 2)
        window.go("nonconformity")
        settle(window)
        page = window.principle_page
        assert page is not None
        page.open_first()
        settle(window, 2)
        for index in range(page.page.pane.tabs.count()):
            page.page.pane.tabs.setCurrentIndex(index)
            settle(window, 1)
        assert page.page.pane.history.isVisible()
        page.new()
        assert qapp.activeWindow() is window
        window.keys.show_settings()
        settle(window, 2)
        settings = qapp.activeModalWidget()
        assert settings is not None
        settings.close()
        settle(window, 1)
    finally:
        qapp.removeEventFilter(watch)
    assert (watch.strays, watch.dialogs) == ([], ["Settings"])
