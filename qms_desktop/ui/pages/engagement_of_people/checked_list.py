"""`CheckedList`: lines with boxes, all of them ticked at first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from qms_desktop.ui.theme.theme import Theme

_MOST, _AIR = 8, 12  # lines before it scrolls; px around a line


class CheckedList(QListWidget):
    """What is ticked is meant. Space ticks the current line."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def fill(self, lines: Sequence[tuple[object, str]]) -> None:
        """Show other lines, all ticked; what stands first in each pair is its meaning."""
        self.clear()
        line = QFontMetrics(self._theme.font()).height() + _AIR
        for meaning, words in lines:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, meaning)
            item.setToolTip(words)
            item.setSizeHint(QSize(0, line))  # else the boxes of the lines touch each other
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.addItem(item)
        if lines:
            self.setCurrentRow(0)
        self.setFixedHeight(min(_MOST, max(1, len(lines))) * line + 4)
        self.setVisible(bool(lines))

    @property
    def ticked(self) -> list[object]:
        """The meanings of the ticked lines."""
        items = [self.item(row) for row in range(self.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]
