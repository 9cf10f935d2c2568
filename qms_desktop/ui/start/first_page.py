"""A principle at the first look: its lists are read past everything heavy, and what is done in them is remembered.

The head, the sub-tabs, the filter row and the table are the true ones. What only an open file can do (a new record, a
filter, an order, the pane) is carried out by the true page, which takes the place of this one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qms_desktop.ui import keys
from qms_desktop.ui.principle_frame import PrincipleFrame
from qms_desktop.ui.register.filters import Counts, FilterRow
from qms_desktop.ui.register.left import Left, left
from qms_desktop.ui.register.rows import KEPT, PAGE, RowsModel
from qms_desktop.ui.register.sketch import Sketch, Stop, Tab
from qms_desktop.ui.register.table import RegisterTable
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.card import TableCard
from qms_desktop.workspace.first_look import Asked, FirstLook

COUNT_AFTER = 150  # ms: the chips can wait for their numbers, a first click cannot (50 ms in 200,000 records)
_AGAIN = 200  # ms until rows are asked for again that another program kept from being read


class FirstModel(RowsModel):
    """All rows of a register, newest first; a page is read when it comes into view."""

    def __init__(self, look: FirstLook, sketch: Sketch, count: int, parent: QObject | None = None) -> None:
        super().__init__(sketch, parent)
        self._look = look
        self._count = count
        self._failed: set[int] = set()
        columns = [Asked(column.name, column.type, column.own) for column in sketch.columns]
        self._asked = [*columns, *([Asked("currency", "", own=True)] if sketch.currency else [])]
        self._again = QTimer(self, singleShot=True, interval=_AGAIN)
        self._again.timeout.connect(self._try_again)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """The table shows the order that is wanted; the true list has it."""

    def _want(self, number: int) -> None:
        if number in self._failed:
            return
        sketch = self.cells.sketch
        rows = self._look.rows(sketch.kind, self._asked, number * PAGE, PAGE)
        if rows is None:
            self._failed.add(number)
            self._again.start()
            return
        self._pages[number] = self.cells.lines(rows, date.today(), voided=False)  # noqa: DTZ011  the user's day
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)

    def _try_again(self) -> None:
        self._failed.clear()
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, self.columnCount() - 1))


class FirstList(QWidget):
    """Filter row and table of one register."""

    acting = Signal(str)
    """The key of something that is to be done with the chosen record."""
    menu_wanted = Signal(object, QPoint)

    def __init__(self, theme: Theme, look: FirstLook, sketch: Sketch, count: int) -> None:
        super().__init__()
        self._look, self.sketch = look, sketch
        self.filters = FilterRow(theme, sketch)
        self.model = FirstModel(look, sketch, count, self)
        self.table = RegisterTable(theme, self.model, sketch.title)
        self.wanted: UUID | None = None
        """The record that was clicked, which the true page opens."""
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._follow)
        self.table.menu_wanted.connect(self.menu_wanted)
        card = TableCard(theme)
        card.body.addWidget(self.table)
        self.setFocusProxy(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.filters)
        box.addWidget(card, 1)
        if not count:  # the open page shows how to begin
            self.filters.hide()
            card.hide()
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        keys.make_action("filter", self, self.filters.box.setFocus, inside)
        for name in ("edit_cell", "duplicate", "copy_link"):
            keys.make_action(name, self, partial(self.acting.emit, name), inside)

    def left(self) -> Left:
        """How it stands now."""
        return left(self.filters, self.table, self.wanted)

    def count(self) -> Counts | None:
        """Read the counts of the chips, and show them."""
        sketch, today = self.sketch, date.today()  # noqa: DTZ011  the user's day
        facets = self._look.facets(sketch.kind, sketch.open, today)
        if facets is None:
            return None
        chips = {}
        for chip, _label in sketch.chips:
            name, _, value = chip.partition("=")
            in_state = facets.states.get(value, 0) if name == "state" else None
            number = self._look.count(sketch.kind, name, value) if in_state is None else in_state
            if number is not None:
                chips[chip] = number
        counts = Counts(facets, chips, today=today)
        self.filters.show_counts(counts)
        return counts

    def _open(self, record: UUID) -> None:
        self.wanted = record

    def _follow(self, record: UUID) -> None:
        if self.wanted is not None:  # as the pane follows the arrow keys once it is open
            self.wanted = record


class FirstPage(PrincipleFrame):
    """A principle while its file is being opened."""

    creating = Signal(str)
    """The register a new record is wanted in."""
    acting = Signal(str)
    menu_wanted = Signal(object, QPoint)

    more_wanted = Signal()

    def __init__(self, theme: Theme, look: FirstLook, tab: Tab, kind: str, used: frozenset[str]) -> None:
        super().__init__(theme, tab, kind)
        self._theme, self._look, self._used = theme, look, used
        self._totals = {known.kind: look.total(known.kind) if known.kind in used else 0 for known in tab.registers}
        self.show_totals(self._totals)
        self.more.clicked.connect(lambda _on: self.more_wanted.emit())
        self.show_stop(self.sub_tabs.currentIndex())

    def show_stop(self, index: int) -> None:
        """Show a list; registers that are not used stand behind More."""
        super().show_stop(index)
        unused = {s.name for s in self.tab.stops if s.until_used and s.name not in {*self._used, self.shown}}
        self.hide_stops(unused)
        self.more.setVisible(bool(unused))

    @property
    def front(self) -> FirstList | None:
        """The list that is shown, where it is one."""
        shown = self.body(self.shown)
        return shown if isinstance(shown, FirstList) else None

    def make_body(self, stop: Stop) -> QWidget:
        """The list of a register, whose counts follow when it is painted; other screens wait for the file."""
        return QWidget() if stop.sketch is None else self._make_list(stop.sketch)

    def _make_list(self, known: Sketch) -> FirstList:
        made = FirstList(self._theme, self._look, known, self._totals[known.kind])
        made.acting.connect(self.acting)
        made.menu_wanted.connect(self.menu_wanted)

        def count() -> None:
            if (counts := made.count()) is not None:
                self.show_counts({known.kind: counts.facets})

        QTimer.singleShot(COUNT_AFTER, made, count)
        return made

    @property
    def lists(self) -> Iterable[FirstList]:
        """Every list that was looked at."""
        return (made for made in self._bodies.values() if isinstance(made, FirstList))

    def new(self) -> None:
        """Remember that a new record is wanted."""
        self.creating.emit(self.sketch.kind)

    def print(self) -> None:
        """Remember that the list is to be printed."""
        self.printing.emit(self.sketch.kind)

    def enter(self) -> None:
        """Put the focus where arrows and Enter work."""
        (self.front or self.sub_tabs).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def areas(self) -> list[QWidget]:
        """The places F6 goes to."""
        front = self.front
        return [a for a in (front.filters.box, front.table) if a.isVisible()] if front is not None else []
