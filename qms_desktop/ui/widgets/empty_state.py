"""What a page shows while there is nothing in it: what it is for, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.label import IconLabel, Label

_TEXT_WIDTH = 520
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class EmptyState(QWidget):
    """Icon, title, one sentence, and up to three buttons (the first one, import from Excel, show me an example)."""

    def __init__(self, theme: Theme, icon: str, title: str, sentence: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(theme, icon, color="accent", size=48)
        self._title = Label(title, "page", wrap=True)
        self._sentence = Label(sentence, "sub", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 20)
        box.setSpacing(4)
        box.addStretch(2)
        box.addWidget(self._icon, 0, _CENTRE)
        box.addSpacing(8)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMinimumWidth(200)
            label.setMaximumWidth(_TEXT_WIDTH)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(label, 20)
            row.addStretch(1)
            box.addLayout(row)
        box.addSpacing(12)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        box.addLayout(self._buttons)
        box.addStretch(3)

    def set_words(self, icon: str, title: str, sentence: str) -> None:
        """Says something else: no records yet, or nothing found."""
        self._icon.set_icon(icon)
        self._title.setText(title)
        self._sentence.setText(sentence)

    def add_button(self, button: QAbstractButton) -> None:
        """Adds a button; the first is the primary one."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)
