"""`RowsModel`: the rows of a list over pages of 256, of which those in view are in memory.

Where they come from is told by its two kinds: `RegisterModel` asks the database thread, the first look reads itself.
"""

from __future__ import annotations

from collections import OrderedDict
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from qms_desktop.ui.delegates import MUTED_ROLE, TONE_ROLE
from qms_desktop.ui.register.cells import Cells, Line
from qms_desktop.ui.register.sketch import Sketch

Index = QModelIndex | QPersistentModelIndex

PAGE = 256
KEPT = 12  # pages in memory
_NONE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_ROLES = frozenset({_DISPLAY, TONE_ROLE, MUTED_ROLE, _TIP, _ALIGN})
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RowsModel(QAbstractTableModel):
    """What a `RegisterTable` shows."""

    loaded = Signal()
    """New rows are shown; the table puts its selection back."""

    def __init__(self, sketch: Sketch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cells = Cells(sketch)
        self.settling = False
        """True while rows come or go at the end, which is no choice of the user's."""
        self._count = 0
        self._pages: OrderedDict[int, list[Line]] = OrderedDict()
        self._last = 0

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 is newest first."""
        raise NotImplementedError

    def _want(self, number: int) -> None:
        """A page came into view that is not in memory."""
        raise NotImplementedError

    def rowCount(self, parent: Index = _NONE) -> int:
        """How many rows the list has."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NONE) -> int:
        """The columns of the register."""
        return 0 if parent.isValid() else len(self.cells.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The label of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self.cells.columns[section].label
        return _RIGHT if role == _ALIGN and self.cells.columns[section].right else None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Words, tone, tooltip of a cell; nothing while its page is on the way."""
        if role not in _ROLES:
            return None
        column = index.column()
        if role == _ALIGN:
            return _RIGHT if self.cells.columns[column].right else None
        line = self.line(index.row())
        if line is None:
            return None
        if role == MUTED_ROLE:
            return line.muted
        cell = line.cells[column]
        return cell.text if role == _DISPLAY else cell.tone if role == TONE_ROLE else cell.tip or None

    def line(self, row: int) -> Line | None:
        """The line of a row; asks for its page when it is not here."""
        number, place = divmod(row, PAGE)
        self._last = number
        if number not in self._pages:
            self._want(number)  # the answer may be here at once
        page = self._pages.get(number)
        return page[place] if page is not None and place < len(page) else None

    def id_at(self, row: int) -> UUID | None:
        """The record of a row."""
        line = self.line(row) if 0 <= row < self._count else None
        return line.id if line else None

    def row_of(self, record: UUID | None) -> int:
        """The row of a record among those in memory; -1 where it is not."""
        for number, page in self._pages.items():
            for place, line in enumerate(page):
                if line.id == record:
                    return number * PAGE + place
        return -1

    def _resize(self, count: int) -> None:
        """Let rows come or go at the end."""
        self.settling = True
        if count > self._count:
            self.beginInsertRows(_NONE, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(_NONE, count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        self.settling = False
