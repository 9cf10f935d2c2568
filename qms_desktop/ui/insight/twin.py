"""The table that says the same as a chart."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from qms_desktop.insight.chart import NO_VALUE, Chart
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.table import Table

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class TwinModel(QAbstractTableModel):
    """The rows of a chart: one to a label, one column to a series."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self._header: list[str] = []
        self._rows: list[list[object]] = []

    def show_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self.beginResetModel()
        self.chart, self._header, self._rows = chart, chart.header(), list(chart.table())
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        """One to a label."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NONE) -> int:
        """The label, the series and the limits."""
        return 0 if parent.isValid() else len(self._header)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The names of the series."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        return self._header[section] if role == _DISPLAY else _RIGHT if role == _ALIGN and section else None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The value in words."""
        if role == _ALIGN:
            return _RIGHT if index.column() else None
        if role != _DISPLAY or self.chart is None:
            return None
        row, column = index.row(), index.column()
        if 0 < column <= len(self.chart.series):
            return self.chart.value(self.chart.series[column - 1].points[row])
        value = self._rows[row][column]
        return f"{value:,.2f}" if isinstance(value, float) else NO_VALUE if value is None else str(value)


class Twin(Table):
    """Shows a chart as a table; `chosen` names the series and the place of the cell whose records are wanted."""

    chosen = Signal(int, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self._twin = TwinModel(self)
        self.setModel(self._twin)
        self.setSelectionBehavior(Table.SelectionBehavior.SelectItems)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._open)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self.setAccessibleName(self.tr("{0}, as a table").format(chart.title))
        self._twin.show_chart(chart)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the records behind a cell."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        chart, series = self._twin.chart, index.column() - 1
        if chart is not None and 0 <= series < len(chart.series) and chart.series[series].points[index.row()].n:
            self.chosen.emit(series, index.row())
