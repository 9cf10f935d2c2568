"""`RegisterPage`: filter, table and pane of one register; what stands below the sub-tabs of a principle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qms_desktop.records.register import Register
from qms_desktop.ui import keys
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.beginning import Beginning, nothing_found
from qms_desktop.ui.register.copying import Copied
from qms_desktop.ui.register.filters import Counts, FilterRow, count
from qms_desktop.ui.register.menu import row_menu
from qms_desktop.ui.register.model import RegisterModel
from qms_desktop.ui.register.new import NewPane
from qms_desktop.ui.register.pane import RecordPane
from qms_desktop.ui.register.table import RegisterTable
from qms_desktop.ui.register.views.switch import LIST
from qms_desktop.ui.register.views.views import Views
from qms_desktop.ui.theme.scale import BASE
from qms_desktop.ui.widgets.card import TableCard
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.rows import Facets
from qms_desktop.workspace.views import Changes

PANE, PANE_LEAST, PANE_MOST = 400, 360, 520
COVER_BELOW = 900  # px of page width under which the pane covers the table
_TABLE_LEAST = 240
_GAP = 12
_FOLLOW = 120  # ms the arrow keys rest on a row before the pane follows


class RegisterPage(QWidget):
    """The whole of one register. It calls no other page: it asks the desk, and tells by signals."""

    counted = Signal(object)
    """The new `Facets`, for head, sub-tab and badge."""
    importing = Signal(str)
    """The kind that a spreadsheet is wanted for."""
    exporting = Signal(str)
    """The kind that is to be written to a spreadsheet."""
    opened = Signal(object)
    """The `UUID` of the record in the pane, or None when it closed."""

    def __init__(self, desk: Desk, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.register = desk, register
        self.facets: Facets | None = None
        self._stale = True
        self._wide = False
        theme = desk.theme
        self.model = RegisterModel(desk.tasks, register, self)
        self.filters = FilterRow(theme, self.model.cells.sketch)
        self.table = RegisterTable(theme, self.model, register.title)
        self.beginning = Beginning(desk, register)
        self.nothing = nothing_found(theme, self.filters.clear)
        self.notice = Notice(theme)
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW)
        self._lay_out()
        self._connect()
        self._make_keys()

    @cached_property
    def pane(self) -> RecordPane:
        """The pane of a record, made when it is first wanted: its editors take longer than the whole rest."""
        pane = RecordPane(self.desk, self.register)
        pane.closing.connect(self.close_pane)
        pane.gone.connect(self.close_pane)
        pane.duplicating.connect(self.new)
        pane.importing.connect(self.importing)
        pane.wide_wanted.connect(lambda: self.widen(wide=not self._wide))
        self._side.addWidget(pane)
        return pane

    @cached_property
    def new_pane(self) -> NewPane:
        """The pane of a new record, made when it is first wanted."""
        pane = NewPane(self.desk, self.register)
        pane.closing.connect(self.close_pane)
        pane.created.connect(self._show_created)
        self._side.addWidget(pane)
        return pane

    @property
    def beside(self) -> RecordPane | NewPane | None:
        """What is open beside the table."""
        current = None if self._side.isHidden() else self._side.currentWidget()
        return current if isinstance(current, RecordPane | NewPane) else None

    @property
    def record(self) -> UUID | None:
        """The record that is open in the pane."""
        beside = self.beside
        return beside.view.id if isinstance(beside, RecordPane) and beside.view is not None else None

    # -- what the window asks

    def new(self, values: Mapping[str, object] | Copied | None = None) -> None:
        """Begin a new record in the pane."""
        if self.desk.writable and self._may_leave(lambda: self.new(values)):
            self.table.choose(None)
            self._show_side(self.new_pane)
            self.new_pane.begin(values)

    def open_record(self, record: UUID) -> None:
        """Show a record in the pane."""
        shown = self.record
        if record != shown and not self._may_leave(lambda: self.open_record(record)):
            self.table.choose(shown)
            return
        self.table.choose(record)
        self._show_side(self.pane)
        self.pane.show_record(record)
        self.opened.emit(record)

    def close_pane(self) -> bool:
        """Close the pane, and say whether it could be: what was typed is not thrown away unasked."""
        beside = self.beside
        if beside is None:
            return True
        if not self._may_leave(self.close_pane):
            return False
        if isinstance(beside, RecordPane):
            beside.clear()
        self._wide = False
        self._side.hide()
        self._arrange()
        self.views.enter()
        self.opened.emit(None)
        return True

    def widen(self, *, wide: bool) -> None:
        """Let the pane cover the table, or stand beside it again."""
        self._wide = wide
        self._arrange()

    def choose(self, name: str) -> None:
        """Filter by a chip or state: "all", "mine", "overdue", "void", "state=open", "severity=major"."""
        self.filters.choose(name)

    def narrow(self, listing: Listing, words: str) -> None:
        """Show the records of a listing alone: what stands behind a figure."""
        self.close_pane()
        self.filters.narrow(listing, words)

    def areas(self) -> list[QWidget]:
        """The places F6 goes to."""
        found: list[QWidget] = [self.filters.box, *([self.table] if self.views.name == LIST else [self.views.current])]
        beside = self.beside
        if beside is not None:
            found.append(beside.title if isinstance(beside, NewPane) else beside.tabs)
        return [area for area in found if area.isVisible()]

    def reload(self) -> None:
        """Read rows, counts and the record again."""
        self._stale = False
        self.model.reload()  # first, because the rows are what is looked at
        sketch = self.model.cells.sketch
        self.desk.tasks.read(
            lambda workspace: count(workspace, sketch), self._show_counts, key=f"counts {id(self)}", owner=self
        )
        self._reload_beside()

    # -- events

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what changed while another page was looked at."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page the pane covers the table."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F6 goes round the areas, where the window does not do it already."""
        if event.key() == Qt.Key.Key_F6:
            self.next_area(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return
        super().keyPressEvent(event)

    def next_area(self, *, back: bool = False) -> None:
        """Put the focus into the next area."""
        areas = self.areas()
        focus = QApplication.focusWidget()
        inside = [n for n, area in enumerate(areas) if focus is not None and self._holds(area, focus)]
        place = (inside[-1] if inside else -1) + (-1 if back else 1)
        if areas:
            areas[place % len(areas)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _holds(self, area: QWidget, focus: QWidget) -> bool:
        whole = self._side if self._side.isAncestorOf(area) else area
        return whole is focus or whole.isAncestorOf(focus)

    # -- what happens

    def _changed(self, changes: Changes) -> None:
        if not self.isVisible():
            self._stale = self._stale or self.register.kind in changes.kinds or not self._side.isHidden()
        elif self.register.kind in changes.kinds:
            self.reload()
        else:
            self._reload_beside()  # a linked record may have opened or barred a step

    def _reload_beside(self) -> None:
        if isinstance(self.beside, RecordPane):
            self.beside.reload()

    def _show_counts(self, counts: Counts) -> None:
        self.facets = counts.facets
        self.filters.show_counts(counts)
        self.show_left()
        self.counted.emit(counts.facets)

    def _filter(self) -> None:
        self.model.show_listing(self.filters.listing(self.model.listing))

    def _loaded(self) -> None:
        self.notice.clear()
        self.show_left()

    def show_left(self) -> None:
        """The rows as they are seen, "nothing found", or how to begin."""
        empty = self.facets is not None and self.facets.total + self.facets.voided == 0
        self.filters.setVisible(not empty)
        nothing = self.model.rowCount() == 0 and self.filters.narrowed
        self._left.setCurrentWidget(self.beginning if empty else self.nothing if nothing else self.views.current)

    def _follow_table(self) -> None:
        if self.table.current is not None and not self._side.isHidden():
            self.open_record(self.table.current)

    def _may_leave(self, then: Callable[[], object]) -> bool:
        return self.beside is None or self.beside.leave(then)

    def _show_side(self, widget: QWidget) -> None:
        self._side.setCurrentWidget(widget)
        if self._side.isHidden():
            self._side.show()
            pane = min(PANE_MOST, round(PANE * self.desk.theme.base / BASE))
            self._splitter.setSizes([max(0, self._splitter.width() - pane - _GAP), pane])
        self._arrange()

    def _arrange(self) -> None:
        below = COVER_BELOW * self.desk.theme.base / BASE  # large text needs the whole width sooner
        narrow = self.width() < below
        cover = not self._side.isHidden() and (narrow or self._wide)
        if isinstance(self.beside, RecordPane):
            self.beside.show_wide(wide=self._wide, possible=not narrow)
        self._side.setMaximumWidth(16777215 if cover else PANE_MOST)
        focused = self.table.hasFocus()
        self._left.setVisible(not cover)
        if cover and focused and isinstance(self.beside, RecordPane):
            self.beside.tabs.setFocus()

    def _show_created(self, record: UUID) -> None:
        self.open_record(record)
        (self.table if self.table.isVisible() else self.pane.tabs).setFocus()

    def _edit(self) -> None:
        if self.beside is None and self.table.current is not None:
            self.open_record(self.table.current)
        if isinstance(self.beside, RecordPane):
            self.beside.edit(self.table.current_field())

    def _take_next(self) -> None:
        if isinstance(self.beside, NewPane):
            self.beside.create_record()
        elif self.beside is not None:
            self.beside.take_next()

    def _duplicate(self) -> None:
        if self.desk.writable:
            self._with_current(RecordPane.duplicate)

    def _copy_link(self) -> None:
        self._with_current(lambda pane: pane.copy(link=True))

    def _with_current(self, act: Callable[[RecordPane], object]) -> None:
        if isinstance(self.beside, RecordPane):
            act(self.beside)
        elif self.beside is None and self.table.current is not None:
            self.with_record(self.table.current, lambda: act(self.pane))

    def with_record(self, record: UUID, act: Callable[[], object]) -> None:
        """Open a record and act on it when it is here."""

        def once(view: object) -> None:
            if getattr(view, "id", None) == record:
                self.pane.filled.disconnect(once)
                act()

        if self.beside is self.pane and self.pane.view is not None and self.pane.view.id == record:
            act()
            return
        self.pane.filled.connect(once)
        self.open_record(record)

    def _menu(self, record: UUID, place: QPoint) -> None:
        row_menu(self, record).popup(place)

    # -- building

    def _lay_out(self) -> None:
        self._card = TableCard(self.desk.theme)
        self._card.body.addWidget(self.table)
        self._left = QStackedWidget()
        for widget in (self._card, self.nothing, self.beginning):
            self._left.addWidget(widget)
        self._left.setMinimumSize(_TABLE_LEAST, 120)
        self.views = Views(self, self._card, self._left.addWidget)
        self.setFocusProxy(self.table)
        self._side = QStackedWidget()
        self._side.setMinimumWidth(PANE_LEAST)
        self._side.hide()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(_GAP)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self._side)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.filters)
        box.addWidget(self.notice)
        box.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self.filters.changed.connect(self._filter)
        self.model.loaded.connect(self._loaded)
        self.model.refused.connect(lambda error: self.notice.say(str(error), action=self.tr("Try again")))
        self.notice.acted.connect(self.reload)
        self.table.opened.connect(self.open_record)
        self.table.chosen.connect(lambda _record: self._side.isHidden() or self._follow.start())
        self.table.menu_wanted.connect(self._menu)
        self._follow.timeout.connect(self._follow_table)
        self.beginning.beginning.connect(self.new)
        self.beginning.importing.connect(lambda: self.importing.emit(self.register.kind))
        self.beginning.added.connect(self._show_created)
        self.desk.tasks.changed.connect(self._changed)

    def _make_keys(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        keys.make_action("filter", self, self.filters.box.setFocus, inside)
        keys.make_action("edit_cell", self, self._edit, inside)
        keys.make_action("duplicate", self, self._duplicate, inside)
        keys.make_action("close", self, self._escape, inside)
        keys.make_action("next_state", self, self._take_next, inside)
        keys.make_action("copy_link", self, self._copy_link, inside)

    def _escape(self) -> None:
        if self.beside is not None and not self.beside.inlay.close_panel():
            if self._wide:
                self.widen(wide=False)
            else:
                self.close_pane()
