"""The table that says the same as the risk matrix: a row for each cell, a column for each assessment."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from qms_desktop.insight.risk_matrix import CELLS, RiskMatrix, Stage, level_at, words_of
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.table import Table

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_STAGES = tuple(Stage)
_BEFORE, _MOVES = 3, 3 + len(_STAGES)
"""Likelihood, impact and level stand before the stages, the moves behind them."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class MatrixModel(QAbstractTableModel):
    """The 25 cells, the likeliest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = RiskMatrix()
        self._header = [
            self.tr("Likelihood"), self.tr("Impact"), self.tr("Level"), *(stage.label for stage in _STAGES),
            self.tr("Would remain in"),
        ]  # fmt: skip

    def show_matrix(self, matrix: RiskMatrix) -> None:
        """Show other figures."""
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        """One to a cell."""
        return 0 if parent.isValid() else len(CELLS)

    def columnCount(self, parent: Index = _NONE) -> int:
        """The place, its level, the three counts, and where its treatments lead."""
        return 0 if parent.isValid() else len(self._header)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        number = _BEFORE <= section < _MOVES
        return self._header[section] if role == _DISPLAY else _RIGHT if role == _ALIGN and number else None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The words of a cell."""
        column = index.column()
        if role == _ALIGN:
            return _RIGHT if _BEFORE <= column < _MOVES else None
        if role != _DISPLAY:
            return None
        cell = CELLS[index.row()]
        if column == _MOVES:
            ends = sorted((end, n) for (start, end), n in self.matrix.moves.items() if start == cell)
            return ", ".join(f"{end[0]} × {end[1]}: {n}" for end, n in ends)
        if column >= _BEFORE:
            return f"{self.matrix.count(_STAGES[column - _BEFORE], cell):,}"
        return (*words_of(cell), level_at(cell).label)[column]


class MatrixTwin(Table):
    """Shows all three stages; `chosen` gives the stage and the cell whose risks are wanted."""

    chosen = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self.figures = MatrixModel(self)
        self.setModel(self.figures)
        self.setAccessibleName(self.tr("Risk matrix, as a table"))
        self.setSelectionBehavior(Table.SelectionBehavior.SelectItems)
        self.setEditTriggers(Table.EditTrigger.NoEditTriggers)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (0, 1, _MOVES):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the risks behind a count."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        if not _BEFORE <= index.column() < _MOVES:
            return
        stage, cell = _STAGES[index.column() - _BEFORE], CELLS[index.row()]
        if self.figures.matrix.count(stage, cell):
            self.chosen.emit(stage, cell)
