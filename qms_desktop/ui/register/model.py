"""`RegisterModel`: a register table over pages of 256 rows, fetched when they come into view."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from qms_desktop.errors import QmsError
from qms_desktop.records.register import Register
from qms_desktop.ui.register.cells import Line
from qms_desktop.ui.register.rows import KEPT, PAGE, RowsModel
from qms_desktop.ui.register.sketch import sketch
from qms_desktop.ui.tasks import Tasks
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace

Answer = tuple[int, dict[int, list[Line]]]


class RegisterModel(RowsModel):
    """The rows of a `Listing`. What it showed before stays on the screen until the answer to a new question is here."""

    refused = Signal(object)
    """A `QmsError`: the rows could not be read."""

    def __init__(self, tasks: Tasks, register: Register, parent: QObject | None = None) -> None:
        super().__init__(sketch(register), parent)
        self._tasks = tasks
        self.listing = Listing(register.kind)
        self._missing: set[int] = set()
        self._asked: set[int] = set()
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

    def begin(self, listing: Listing, row: int) -> None:
        """Let the next `reload` ask for these rows, around that one where they are the whole register."""
        self.listing = listing
        self._last = row // PAGE if self.is_whole else 0

    @property
    def is_whole(self) -> bool:
        """Whether every row is listed, newest first."""
        return self.listing == Listing(self.listing.kind)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 is newest first."""
        self.show_listing(self.ordered(column, order))

    def ordered(self, column: int, order: Qt.SortOrder) -> Listing:
        """The same rows ordered by a column."""
        name = self.cells.columns[column].name if column >= 0 else ""
        down = order == Qt.SortOrder.DescendingOrder
        return replace(self.listing, sort=name, descending=bool(name) and down)

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
        self._resize(count)
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, self.columnCount() - 1))
        if not keep:
            self.loaded.emit()
