"""`SectionBox`: a titled part of a form that folds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.labelled import Labelled

_GAP = 12


class SectionBox(QWidget):
    """A section with its head, which folds it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.head = Button(theme, title, "chevron-down", kind="ghost")
        self.body = QWidget()
        self.head.clicked.connect(lambda _checked=False: self.fold(self.body.isVisibleTo(self)))
        self.grid = QGridLayout(self.body)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(_GAP)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        self._place = 0
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.setSpacing(4)
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.head)
        self.bar.addStretch(1)
        box.addLayout(self.bar)
        box.addWidget(self.body)
        self.head.setStyleSheet("QPushButton { padding: 2px 6px 2px 0; font-weight: 600; text-align: left; }")

    def add(self, labelled: Labelled, *, full: bool) -> None:
        """Put a field in the next place; a full one takes a line of its own."""
        if full:
            self._place += self._place % 2
        row, column = divmod(self._place, 2)
        self.grid.addWidget(labelled, row, column, 1, 2 if full else 1, Qt.AlignmentFlag.AlignTop)
        self._place += 2 if full else 1

    def fold(self, folded: bool) -> None:
        """Hide or show the fields."""
        self.body.setVisible(not folded)
        self.head.set_icon("chevron-right" if folded else "chevron-down")
        self.head.setAccessibleDescription(self.tr("folded") if folded else "")

    def set_count(self, count: int) -> None:
        """Show a number behind the title."""
        self.head.setText(f"{self._title}  {count:,}" if count else self._title)
