"""A surface with a border, in which something belongs together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.label import ElidedLabel


class Card(QFrame):
    """A card with an optional title; what it holds goes into `body`, buttons beside the title into `head`."""

    def __init__(
        self, theme: Theme, title: str = "", *, padding: tuple[int, int] = (16, 12), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setProperty("kind", "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(padding[0], padding[1], padding[0], padding[1])
        box.setSpacing(8 if title else 0)
        self._box = box
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self._title = ElidedLabel(title, "card")
        self.head.addWidget(self._title, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        box.addLayout(self.head)
        box.addLayout(self.body, 1)
        self._title.setVisible(bool(title))  # not before it has a parent: it would be a window of its own

    def set_title(self, title: str) -> None:
        """Shows another title, or none."""
        self._title.setText(title)
        self._box.setSpacing(8 if title else 0)
        self._title.setVisible(bool(title))


class TableCard(Card):
    """A card that a table fills to its border."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, padding=(1, 1), parent=parent)
