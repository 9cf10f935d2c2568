"""A table of plain words, for lists that are only read: the sheets of a file, what an import makes along the way."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qms_desktop.ui.delegates import MUTED_ROLE

Index = QModelIndex | QPersistentModelIndex

_NONE = QModelIndex()


class ListModel(QAbstractTableModel):
    """Rows of words under headers; muted rows are drawn quieter."""

    def __init__(self, headers: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headers = list(headers)
        self.rows: list[tuple[str, ...]] = []
        self._muted: Collection[int] = ()

    def show_rows(self, rows: Sequence[tuple[str, ...]], muted: Collection[int] = ()) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows, self._muted = list(rows), muted
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NONE) -> int:
        """How many headers there are."""
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell."""
        if not index.isValid():
            return None
        if role == MUTED_ROLE:
            return index.row() in self._muted
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The header of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None
