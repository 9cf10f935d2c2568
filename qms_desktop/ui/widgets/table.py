"""The table every list is shown in: dressed, with the row under the mouse lit and the focus visible."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QTableView, QWidget

from qms_desktop.ui.delegates import HEADER_HEIGHT, ROW_HEIGHT, RowDelegate
from qms_desktop.ui.theme.theme import Theme


class Table(QTableView):
    """A QTableView with rows 36 and header 38 high, selected by whole rows; `name` is what a screen reader says."""

    def __init__(self, theme: Theme, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setAccessibleName(self.tr("{0}, columns").format(name))
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(40)
        self.setItemDelegate(RowDelegate(theme, self))
        theme.changed.connect(self._measure)
        self._measure()

    def set_delegates(self, delegates: dict[int, RowDelegate]) -> None:
        """Draws columns with their own delegates."""
        for column, delegate in delegates.items():
            self.setItemDelegateForColumn(column, delegate)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lights the row under the mouse."""
        super().mouseMoveEvent(event)
        self._light(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Puts the light out."""
        super().leaveEvent(event)
        self._light(-1)

    def _light(self, row: int) -> None:
        delegates: set[QAbstractItemDelegate | None] = {self.itemDelegate()}
        model = self.model()
        columns = model.columnCount(QModelIndex()) if model is not None else 0
        delegates |= {self.itemDelegateForColumn(column) for column in range(columns)}
        before = -1
        for delegate in delegates:
            if isinstance(delegate, RowDelegate):
                before, delegate.hover_row = max(before, delegate.hover_row), row
        if before != row:
            self.viewport().update()

    def _measure(self) -> None:
        line = QFontMetrics(self._theme.font()).height()
        self.verticalHeader().setDefaultSectionSize(max(ROW_HEIGHT, line + 14))
        self.horizontalHeader().setFixedHeight(max(HEADER_HEIGHT, line + 16))
        self.updateGeometries()
