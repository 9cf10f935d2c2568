"""The bar at the top of the window: whose system this is, the search, and what always works."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from qms_desktop.ui import keys
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import IconButton
from qms_desktop.ui.widgets.label import ElidedLabel, IconLabel

HEIGHT = 52
SEARCH_WIDE, SEARCH_LEAST, WIDE_FROM = 460, 240, 1200
_SEARCH_CHROME = 52  # icon, padding and frame around the hint


class SearchField(QLineEdit):
    """The search of the whole file; never narrower than its hint, which has a short form."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = self.addAction(theme.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(self.tr("Clear the search"))
        self.setAccessibleName(self.tr("Search records, people and documents, or type a command"))
        self.setToolTip(keys.tooltip(keys.key("search").title, "search"))
        theme.changed.connect(self._redraw)

    def fit(self, window_width: int) -> None:
        """Takes its width from that of the window, and the hint that fits into it."""
        long, short = self.hints()
        advance = self.fontMetrics().horizontalAdvance
        least = max(SEARCH_LEAST, advance(short) + _SEARCH_CHROME)
        width = SEARCH_WIDE if window_width >= WIDE_FROM else max(SEARCH_LEAST, round(window_width * 0.3))
        width = max(width, least)
        self.setPlaceholderText(long if advance(long) + _SEARCH_CHROME <= width else short)
        self.setFixedWidth(width)

    def hints(self) -> tuple[str, str]:
        """The long and the short hint."""
        key = keys.key("search").text
        long = self.tr("Search records, people, documents or type a command")
        return f"{long}   {key}", f"{self.tr('Search or type a command')}   {key}"

    def _redraw(self) -> None:
        self._icon.setIcon(self._theme.icon("search", "text3"))


class TopBar(QFrame):
    """Organisation left, search in the middle, undo, redo, help, light or dark and settings right."""

    search_typed = Signal(str)
    search_activated = Signal()
    search_moved = Signal(int)
    undo = Signal()
    redo = Signal()
    help = Signal()
    toggle_theme = Signal()
    settings = Signal()

    def __init__(self, theme: Theme, organisation: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "top")
        self.search = SearchField(theme)
        self.search.textEdited.connect(self.search_typed)
        self.search.returnPressed.connect(self.search_activated)
        self.search.installEventFilter(self)
        self._name = ElidedLabel(organisation, "card", least=80)
        self.undo_button = self._button("undo-2", self.tr("Undo"), self.undo, "undo")
        self.redo_button = self._button("redo-2", self.tr("Redo"), self.redo, "redo")
        self.help_button = self._button("circle-question-mark", self.tr("Help"), self.help, "help")
        self.theme_button = self._button("sun-moon", self.tr("Light or dark"), self.toggle_theme)
        self.settings_button = self._button("settings", self.tr("Settings"), self.settings)
        self._lay_out()
        theme.changed.connect(self._measure)
        self._measure()

    def set_organisation(self, name: str) -> None:
        """Shows whose system this is."""
        self._name.setText(name)

    def set_undo(self, undo: str, redo: str) -> None:
        """Names what would be undone and redone; an empty word disables the button."""
        for button, what, word, key in (
            (self.undo_button, undo, self.tr("Undo"), "undo"),
            (self.redo_button, redo, self.tr("Redo"), "redo"),
        ):
            button.setEnabled(bool(what))
            button.set_name(f"{word}: {what}" if what else word, key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the search."""
        super().resizeEvent(event)
        self.search.fit(event.size().width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the search move in its results."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.search_moved.emit(step)
                return True
        return super().eventFilter(watched, event)

    def _button(self, icon: str, name: str, signal: SignalInstance, key: str = "") -> IconButton:
        button = IconButton(self._theme, icon, name, key=key)
        button.clicked.connect(lambda _checked: signal.emit())
        return button

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        first, last = QHBoxLayout(left), QHBoxLayout(right)
        for box in (first, last):
            box.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(10)
        first.addWidget(IconLabel(self._theme, "badge-check", color="accent", size=22))
        first.addWidget(self._name, 1)
        last.setSpacing(6)
        last.addStretch(1)
        for button in (
            self.undo_button,
            self.redo_button,
            self.help_button,
            self.theme_button,
            self.settings_button,
        ):
            last.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(left, 1)
        row.addWidget(self.search)
        row.addWidget(right, 1)

    def _measure(self) -> None:
        line = QFontMetrics(self._theme.font()).height()
        self.setFixedHeight(max(HEIGHT, line + 33))
        self.search.fit(self.width())
