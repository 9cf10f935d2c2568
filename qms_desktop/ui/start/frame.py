"""The frame of the window: top bar, strips, a stack for the pages, status bar and toast, and what is said in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from qms_desktop.ui.start.preferences import Preferences
from qms_desktop.ui.start.status_bar import StatusBar
from qms_desktop.ui.start.strips import Strips
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.ui.widgets.tabs import Tabs
from qms_desktop.ui.widgets.toast import Toast
from qms_desktop.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from qms_desktop.errors import QmsError

PROGRAM = "QMS Desktop"
SMALLEST = (1024, 576)
USUAL = (1366, 768)
_EDGES = (16, 48)  # px that the system's title bar and edges take
_BUSY_AFTER = 500  # ms of work before the status bar mentions it


class Frame(QMainWindow):
    """What is there with and without a file."""

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.preferences = theme, preferences
        self._details = ""
        self.setWindowTitle(PROGRAM)
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self._build()
        self._take_room()
        if preferences.geometry:
            self.restoreGeometry(QByteArray.fromBase64(preferences.geometry.encode()))

    def _take_room(self) -> None:
        """The usual size; all of a screen that has no more than that, where the edges would lie outside it."""
        self.resize(*USUAL)
        free = self.screen().availableSize()
        small = free.width() < USUAL[0] + _EDGES[0] or free.height() < USUAL[1] + _EDGES[1]
        if small and free.width() >= SMALLEST[0] and free.height() >= SMALLEST[1]:
            self.resize(QSize(*USUAL).boundedTo(free - QSize(*_EDGES)).expandedTo(self.minimumSize()))
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def refuse(self, error: QmsError) -> None:
        """Say why something was not done."""
        self._details = str(error)
        self.trouble.say(str(error), "red")

    def report(self, sentence: str, details: str) -> None:
        """Say that the program failed; what the developer needs can be copied."""
        self._details = details
        self.trouble.say(sentence, "red", action=self.tr("Copy details"))

    def leave_editor(self) -> None:
        """Let the editor with the focus commit what is in it."""
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()

    def _build(self) -> None:
        theme = self.theme
        self.top_bar = TopBar(theme, PROGRAM)
        self.tabs = Tabs(theme)
        self._waiting = Label("", "sub")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting)
        self.standing, self.trouble = Notice(theme), Notice(theme)
        self.trouble.acted.connect(lambda: QGuiApplication.clipboard().setText(self._details))
        centre = QWidget()
        box = QVBoxLayout(centre)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.top_bar)
        box.addWidget(Strips(self.standing, self.trouble))
        box.addWidget(self._stack, 1)
        self.setCentralWidget(centre)
        self.status = StatusBar(theme)
        self.setStatusBar(self.status)
        self.toast = Toast(theme, self)
        self._busy = QTimer(self, singleShot=True, interval=_BUSY_AFTER)
        self._busy.timeout.connect(lambda: self.status.set_busy(True))
        theme.changed.connect(self._remember_look)
        self.enable(False)

    def show_busy(self, busy: bool) -> None:
        """Say in the status bar that something takes long."""
        if busy:
            self._busy.start()
        else:
            self._busy.stop()
            self.status.set_busy(False)

    def _remember_look(self) -> None:
        self.preferences.mode, self.preferences.base = self.theme.mode, self.theme.base
        self.preferences.save()

    def name_file(self, organisation: str) -> None:
        """Show whose file this is."""
        self.top_bar.set_organisation(organisation or PROGRAM)
        self.setWindowTitle(f"{organisation} – {PROGRAM}" if organisation else PROGRAM)

    def enable(self, on: bool) -> None:
        """Let the search be used, or not."""
        self.top_bar.search.setEnabled(on)
        if not on:
            self.top_bar.set_undo("", "")
