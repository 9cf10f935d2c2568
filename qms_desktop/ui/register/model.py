"""`RegisterModel`: a register table over pages of 256 rows, fetched when they come into view."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from qms_desktop.errors import QmsError
from qms_desktop.records.register import Register
from qms_desktop.ui.delegates import MUTED_ROLE, TONE_ROLE
from qms_desktop.ui.register.cells import Cells, Line
from qms_desktop.ui.tasks import Tasks
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
Answer = tuple[int, dict[int, list[Line]]]

PAGE = 256
KEPT = 12  # pages in memory
_NONE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_ROLES = frozenset({_DISPLAY, TONE_ROLE, MUTED_ROLE, _TIP, _ALIGN})
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RegisterModel(QAbstractTableModel):
    """The rows of a `Listing`. What it showed before stays on the screen until the answer to a new question is here."""

    loaded = Signal()
    """New rows are shown; the table puts its selection back."""
    refused = Signal(object)
    """A `QmsError`: the rows could not be read."""

    def __init__(self, tasks: Tasks, register: Register, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.cells = Cells(register)
        self.listing = Listing(register.kind)
        self.settling = False
        """True while rows come or go at the end, which is no choice of the user's."""
        self._count = 0
        self._pages: OrderedDict[int, list[Line]] = OrderedDict()
        self._missing: set[int] = set()
        self._asked: set[int] = set()
        self._last = 0
        self._fetching = QTimer(self, singleShot=True, interval=0)
        self._fetching.timeout.connect(self._fetch)

    # -- what the page says

    def show_listing(self, listing: Listing) -> None:
        """Show other rows, or the same in another order, from the top."""
        self.listing = listing
        self._ask({0}, fresh=True)

    def reload(self) -> None:
        """Read again what is in view."""
        self._ask({self._last, max(0, self._last - 1)}, fresh=False)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 is newest first."""
        name = self.cells.columns[column].name if column >= 0 else ""
        down = order == Qt.SortOrder.DescendingOrder
        self.show_listing(replace(self.listing, sort=name, descending=bool(name) and down))

    # -- what the table asks

    def rowCount(self, parent: Index = _NONE) -> int:
        """How many rows the listing has."""
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
        page = self._pages.get(number)
        self._last = number
        if page is None:
            self._want(number)
            return None
        return page[place] if place < len(page) else None

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

    # -- asking and answering

    def _want(self, number: int) -> None:
        self._missing.add(number)
        if not self._fetching.isActive():
            self._fetching.start()

    def _fetch(self) -> None:
        missing, self._missing = self._missing, set()
        if not missing <= self._asked:
            self._ask(missing, fresh=False, keep=True)

    def _ask(self, numbers: set[int], *, fresh: bool, keep: bool = False) -> None:
        """One question at a time, by one key: a newer one overtakes it, and rows scrolled past are never fetched."""
        listing, cells, self._asked = self.listing, self.cells, set(numbers)

        def query(workspace: Workspace) -> Answer:
            pages = {
                n: cells.lines(
                    workspace.page(listing, cells.wanted, n * PAGE, PAGE), workspace.today, voided=listing.voided
                )
                for n in numbers
            }
            return workspace.count(listing), pages

        def then(answer: Answer) -> None:
            self._asked = set()
            if fresh:
                self._replace(answer)
            else:
                self._refresh(answer, keep=keep)

        self._tasks.read(query, then, failed=self._failed, key=f"rows {id(self)}", owner=self)

    def _failed(self, error: QmsError) -> None:
        self._asked = set()
        self.refused.emit(error)

    def _replace(self, answer: Answer) -> None:
        self.beginResetModel()
        self._count, pages = answer
        self._pages = OrderedDict(pages)
        self._last = 0
        self.endResetModel()
        self.loaded.emit()

    def _refresh(self, answer: Answer, *, keep: bool) -> None:
        count, pages = answer
        if not keep:
            self._pages.clear()
        for number, lines in pages.items():
            self._pages[number] = lines
            self._pages.move_to_end(number)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        self.settling = True
        self._resize(count)
        self.settling = False
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, self.columnCount() - 1))
        if not keep:
            self.loaded.emit()

    def _resize(self, count: int) -> None:
        if count > self._count:
            self.beginInsertRows(_NONE, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(_NONE, count, self._count - 1)
            self._count = count
            self.endRemoveRows()
