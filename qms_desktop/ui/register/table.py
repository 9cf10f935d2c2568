"""`RegisterTable`: the table with its delegates, and which columns a width has room for."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from qms_desktop.ui import keys
from qms_desktop.ui.delegates import (
    INITIALS_ONLY_BELOW,
    INITIALS_WIDTH,
    ChipDelegate,
    DueDelegate,
    NumberDelegate,
    PersonDelegate,
)
from qms_desktop.ui.register.rows import RowsModel
from qms_desktop.ui.register.sketch import Column
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.chip import chip_width
from qms_desktop.ui.widgets.table import Table

_DELEGATES = {"number": NumberDelegate, "state": ChipDelegate, "chip": ChipDelegate, "person": PersonDelegate,
              "due": DueDelegate}  # fmt: skip
_PADDING, _CIRCLE = 22, 24
_LEAST = 60  # px of title and state, whatever happens
_HEAD_MOST = 64  # px of the head over initials; a longer one is elided
_STATE_ENOUGH, _TITLE_ENOUGH = 110, 170  # px in a narrow table: the title comes before long names of states
_TITLE_LEAST = {"text": 270, "chip": 170, "person": 140}  # what leaves when the title has less


class RegisterTable(Table):
    """Shows the rows of a register; a click or Enter opens a record, the arrow keys only choose it."""

    opened = Signal(object)
    """The `UUID` of a record to open."""
    chosen = Signal(object)
    """The `UUID` of the record the arrow keys have reached."""
    menu_wanted = Signal(object, QPoint)
    """The `UUID` under the mouse, and where on the screen."""

    def __init__(self, theme: Theme, model: RowsModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent=parent)
        self._rows = model
        self._record: UUID | None = None
        self._putting = False
        self.order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        """Column and direction of the order that the header shows; -1 is newest first."""
        self.setModel(model)
        self.set_delegates(
            {
                number: _DELEGATES[column.role](theme, self)
                for number, column in enumerate(model.cells.columns)
                if column.role in _DELEGATES
            }
        )
        self.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.setEditTriggers(Table.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.sectionClicked.connect(self._sort)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.selectionModel().currentRowChanged.connect(self._reached)
        keys.make_action("open", self, self._open_current, Qt.ShortcutContext.WidgetShortcut)
        model.loaded.connect(self._put_back)
        theme.changed.connect(self.fit)

    # -- what the page says

    def choose(self, record: UUID | None) -> None:
        """Select the row of a record, where it is in memory."""
        self._record = record
        self._put_back()

    def take_order(self, order: tuple[int, Qt.SortOrder]) -> None:
        """Show in the header by which column the rows are ordered."""
        self.order = order
        header = self.horizontalHeader()
        header.setSortIndicatorShown(order[0] >= 0)
        header.setSortIndicator(*order)

    @property
    def current(self) -> UUID | None:
        """The chosen record."""
        return self._record

    def current_field(self) -> str:
        """The field of the column the focus is in."""
        column = self.currentIndex().column()
        return self._rows.cells.columns[column].name if column >= 0 else "title"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the columns their widths."""
        super().resizeEvent(event)
        self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt takes the first row where none is current; a record whose row is still to come is not left for it."""
        self._putting = waiting = self._record is not None and self._rows.row_of(self._record) < 0
        super().focusInEvent(event)
        self._putting = False
        if waiting:
            self._put_back()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Opens the record that was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            record = self._rows.id_at(self.rowAt(event.position().toPoint().y()))
            if record is not None:
                self.opened.emit(record)

    def fit(self) -> None:
        """The columns by importance: what has no room is hidden, the title takes the rest."""
        columns = self._rows.cells.columns
        narrow = self.width() < INITIALS_ONLY_BELOW
        room = self.viewport().width()
        wanted = {n: self._wanted(c, narrow=narrow) for n, c in enumerate(columns) if c.role != "title"}
        if narrow:
            wanted = {n: w for n, w in wanted.items() if columns[n].role != "chip"}
        for role, least in _TITLE_LEAST.items():
            for number in sorted((n for n in wanted if columns[n].role == role), reverse=True):
                if sum(wanted.values()) + least <= room:
                    break
                del wanted[number]
        for least, enough in ((_LEAST, _LEAST), (_STATE_ENOUGH, _TITLE_ENOUGH if narrow else _LEAST)):
            lacking = sum(wanted.values()) + enough - room
            for number in (n for n in wanted if columns[n].role == "state" and wanted[n] > least and lacking > 0):
                wanted[number] = max(least, wanted[number] - lacking)  # a chip elides; the due day is read whole
        for number, column in enumerate(columns):
            if column.role == "title":
                self.setColumnWidth(number, max(_LEAST, room - sum(wanted.values())))
            else:
                self.setColumnHidden(number, number not in wanted)
                self.setColumnWidth(number, wanted.get(number, 0))

    # -- inside

    def _wanted(self, column: Column, *, narrow: bool) -> int:
        theme = self._theme
        body, head = QFontMetrics(theme.font()), QFontMetrics(theme.font("head"))
        header = head.horizontalAdvance(column.label) + _PADDING
        chip = QFontMetrics(theme.font("chip"))
        if column.role == "number":
            return max(header, body.horizontalAdvance(f"{self._rows.cells.sketch.prefix}-2026-0000") + _PADDING)
        if column.role == "due":
            least = 0 if narrow else header
            return max(least, QFontMetrics(theme.font("strong")).horizontalAdvance("000 d overdue") + _PADDING)
        if column.role in ("state", "chip"):
            known = self._rows.cells.sketch.states if column.role == "state" else column.words or {}
            return max([header, *(chip_width(word.label, chip) + _PADDING - 6 for word in known.values())])
        if column.role == "person":
            whole = max(header, body.horizontalAdvance("Katarzyna Łukasik") + _CIRCLE + _PADDING)
            return max(INITIALS_WIDTH, min(header, _HEAD_MOST)) if narrow else whole
        if column.right or column.type == "day":
            return max(header, body.horizontalAdvance("00 Mmm 0000") + _PADDING)
        return max(header, body.horizontalAdvance("Twenty characters xx"))

    def _sort(self, column: int) -> None:
        """A header click: ascending, descending, newest first."""
        ascending, descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if self.order[0] != column:
            self.take_order((column, ascending))
        elif self.order[1] == ascending:
            self.take_order((column, descending))
        else:
            self.take_order((-1, ascending))
        self._rows.sort(*self.order)

    def _put_back(self) -> None:
        row = self._rows.row_of(self._record)
        selection = self.selectionModel()
        self._putting = True
        if row < 0:
            selection.clear()
        else:
            column = max(0, self.currentIndex().column())
            flags = selection.SelectionFlag.ClearAndSelect | selection.SelectionFlag.Rows
            selection.setCurrentIndex(self._rows.index(row, column), flags)
        self._putting = False

    def _reached(self, index: QModelIndex, _before: QModelIndex) -> None:
        if self._putting or self._rows.settling:
            return  # nobody moved: rows came or went under the selection
        record = self._rows.id_at(index.row())
        if record is not None:
            selection = self.selectionModel()
            if not selection.isRowSelected(index.row()):  # the focus came, and with it a row to begin from
                selection.select(index, selection.SelectionFlag.ClearAndSelect | selection.SelectionFlag.Rows)
            self._record = record
            self.chosen.emit(record)

    def _open_current(self) -> None:
        record = self._rows.id_at(self.currentIndex().row())
        if record is not None:
            self.opened.emit(record)

    def _ask_menu(self, place: QPoint) -> None:
        record = self._rows.id_at(self.rowAt(place.y()))
        if record is not None:
            self.menu_wanted.emit(record, self.viewport().mapToGlobal(place))
