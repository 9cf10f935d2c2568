"""The head of a page: what it is, what it covers, and its buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.label import ElidedLabel


class PageHead(QWidget):
    """Title and subtitle at the left, buttons at the right; the last is usually the primary one."""

    def __init__(self, theme: Theme, title: str = "", subtitle: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._title = ElidedLabel(title, "page", least=120)
        self._subtitle = ElidedLabel(subtitle, "sub", least=120)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.addLayout(words, 1)

    def set_title(self, title: str) -> None:
        """Shows another title."""
        self._title.setText(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Shows another subtitle: the clause and the counts."""
        self._subtitle.setText(subtitle)

    def add_button(self, button: QAbstractButton) -> None:
        """Adds a button at the right."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
