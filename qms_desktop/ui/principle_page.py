"""The page of a principle: head with the primary button, overview and registers as sub-tabs, made when visited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from qms_desktop.insight.dashboards import DASHBOARDS
from qms_desktop.insight.period import Length
from qms_desktop.records.register import Principle, Register
from qms_desktop.ui.coming_page import PADDING
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.more_registers import MoreRegisters, hidden, switch_on
from qms_desktop.ui.pages.specials import Special, woven
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.page_head import PageHead
from qms_desktop.ui.widgets.sub_tabs import SubTabs
from qms_desktop.workspace.views import Changes, Facets
from qms_desktop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from qms_desktop.ui.insight.overview import OverviewPage
    from qms_desktop.ui.register.page import RegisterPage


class PrinciplePage(QWidget):
    """One of the eight tabs that has registers."""

    importing = Signal(str)
    exporting = Signal(str)
    visited = Signal(str, object)
    """The register that is shown now (nothing for the overview), and the record that is open in it, or None."""

    def __init__(self, desk: Desk, principle: Principle, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.principle = principle
        self._registers = principle.registers
        self._pages: dict[str, RegisterPage] = {}
        self._facets: dict[str, Facets] = {}
        self._switched_on = desk.organisation.switched_on
        self._dashboard = DASHBOARDS.get(principle.name)
        self.overview: OverviewPage | None = None
        self._register = next((r for r in self._registers if r.kind == kind), self._registers[0])
        self.head = PageHead(desk.theme, principle.title)
        self._make_buttons()
        self.sub_tabs = SubTabs(desk.theme, self.tr("Registers of {0}").format(principle.title))
        self._ahead = int(self._dashboard is not None)
        if self._dashboard is not None:
            self.sub_tabs.add(self.tr("Overview"))
        self._stops = woven(principle.name, self._registers)
        self._specials: dict[str, QWidget] = {}
        for stop in self._stops:
            self.sub_tabs.add(stop.title)
        self._stack = QStackedWidget()
        for _tab in range(self.sub_tabs.count()):
            self._stack.addWidget(QWidget())
        self.more = MoreRegisters(desk.theme)
        self.more.chosen.connect(lambda register: switch_on(desk, register))
        self.sub_tabs.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.sub_tabs)
        row.addWidget(self.more)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(*PADDING)
        box.setSpacing(8)
        box.addWidget(self.head)
        box.addLayout(row)
        box.addWidget(self._stack, 1)
        first = self._place(self._register) if kind or not self._ahead else 0
        self.sub_tabs.setCurrentIndex(first)
        self.sub_tabs.currentChanged.connect(self._switch)
        desk.tasks.changed.connect(self._follow)
        self._switch(first)
        self.read_counts()

    # -- what the window asks

    @property
    def register(self) -> Register:
        """The register that is shown; behind the overview, the one that was shown last."""
        return self._register

    @property
    def overlooks(self) -> bool:
        """Whether the overview is shown."""
        return bool(self._ahead) and self.sub_tabs.currentIndex() == 0

    @property
    def shown(self) -> str:
        """The register or special screen that is shown; empty for the overview."""
        return "" if self.overlooks else _name(self._stops[self.sub_tabs.currentIndex() - self._ahead])

    @property
    def special(self) -> QWidget | None:
        """The special screen that is shown, if one is."""
        stop = None if self.overlooks else self._stops[self.sub_tabs.currentIndex() - self._ahead]
        return self._specials.get(stop.name) if isinstance(stop, Special) else None

    @property
    def page(self) -> RegisterPage:
        """The page of that register, which is made now if it was not yet."""
        return self._made(self.register)

    def go(self, kind: str, record: UUID | None = None) -> None:
        """Show one of the registers, or one of its records; without a kind, the overview where there is one."""
        index = next((n for n, stop in enumerate(self._stops, self._ahead) if _name(stop) == kind), 0)
        self.sub_tabs.setCurrentIndex(index)
        self._switch(index)
        if record is not None:
            self.page.open_record(record)

    def unfinished(self) -> str:
        """The register in which something is half typed and must be asked about; empty where nothing is."""
        return next((kind for kind, page in self._pages.items() if not page.close_pane()), "")

    def step(self, by: int) -> None:
        """The next sub-tab, or the one before; round and round, past those that are hidden."""
        count, index = self.sub_tabs.count(), self.sub_tabs.currentIndex()
        turns = ((index + by * n) % count for n in range(1, count + 1))
        self.sub_tabs.setCurrentIndex(next(n for n in turns if self.sub_tabs.isTabVisible(n)))

    def enter(self) -> None:
        """Put the focus where arrows and Enter work."""
        reason = Qt.FocusReason.ShortcutFocusReason
        if self.overlooks:
            first = self.overview.first if self.overview is not None else None
            (first or self.sub_tabs).setFocus(reason)
        elif self.special is not None:
            self.special.setFocus(reason)
        elif self.page.beside is None:
            self.page.setFocus(reason)

    def areas(self) -> list[QWidget]:
        """The places F6 goes to."""
        if self.overlooks:
            return [self.overview] if self.overview is not None else []
        if self.special is not None:
            areas: Callable[[], list[QWidget]] | None = getattr(self.special, "areas", None)
            return areas() if areas is not None else [self.special]
        return self.page.areas()

    def new(self) -> None:
        """A new record in the register that is shown; from the overview, in the one that was shown last."""
        if self._desk.writable:
            self.go(self.register.kind)
            self.page.new()

    def filter(self, name: str) -> None:
        """Filter the register that is shown by one of its chips: "all", "overdue" ..."""
        page = self.page
        if page.facets is not None:
            page.choose(name)
            return

        def once(_facets: Facets) -> None:
            page.counted.disconnect(once)
            page.choose(name)

        page.counted.connect(once)  # the chips know the day and the person only with their counts

    def open_first(self) -> None:
        """Open the first record of the register that is shown (pictures)."""
        page = self.page
        if page.model.rowCount() and not page.table.isHidden():
            page.table.selectRow(0)
            if page.table.current is not None:
                page.open_record(page.table.current)

    def read_counts(self) -> None:
        """Ask for the counts of the sub-tabs; the page that is shown asks for its own and tells."""
        shown = None if self.overlooks or self.special is not None else self.register.kind
        kinds = [register.kind for register in self._registers if register.kind != shown]

        def query(workspace: Workspace) -> tuple[dict[str, Facets], frozenset[str]]:
            return {kind: workspace.facets(kind) for kind in kinds}, workspace.organisation().switched_on

        def then(found: tuple[dict[str, Facets], frozenset[str]]) -> None:
            counts, self._switched_on = found
            self._show_counts(counts)

        self._desk.tasks.read(query, then, key=f"counts {self.principle.name}", owner=self)

    # -- inside

    def _make_buttons(self) -> None:
        desk, theme = self._desk, self._desk.theme
        self._import = Button(theme, self.tr("Import…"), "upload", key="import")
        self._export = Button(theme, self.tr("Export"), "download", key="export")
        self._new = Button(theme, "", "plus", kind="primary", key="new")
        self._import.clicked.connect(lambda _on: self.importing.emit(self.register.kind))
        self._export.clicked.connect(lambda _on: self.exporting.emit(self.register.kind))
        self._new.clicked.connect(lambda _on: self.new())
        self._print = IconButton(theme, "printer", self.tr("Print the list"), key="print")
        self._print.clicked.connect(lambda _on: desk.print(self.register.kind))
        for button in (self._print, self._import, self._export, self._new):
            self.head.add_button(button)
        for button in (self._import, self._new):
            button.setEnabled(self._desk.writable)
        self._back = Button(theme, Length.YEAR.words, "calendar", kind="secondary")
        self._back.setAccessibleName(self.tr("How far to look back"))
        menu = QMenu(self._back)
        for length in Length:
            menu.addAction(length.words).triggered.connect(lambda _on=False, length=length: self._look_back(length))
        self._back.setMenu(menu)
        self.head.add_button(self._back)

    def _look_back(self, length: Length) -> None:
        self._back.setText(length.words)
        if self.overview is not None:
            self.overview.board.look_back(length)

    def _place(self, register: Register) -> int:
        return next(n for n, stop in enumerate(self._stops, self._ahead) if stop is register)

    def _switch(self, index: int) -> None:
        if index < 0:
            return
        stop = None if self.overlooks else self._stops[index - self._ahead]
        self._back.setVisible(stop is None)
        for button in (self._print, self._import, self._export, self._new):
            button.setVisible(isinstance(stop, Register))
        if stop is None:
            self._make_overview()
            kind = ""
        elif isinstance(stop, Special):
            self._make_special(stop, index)
            kind = stop.name
        else:
            self._register = stop
            self._made(stop)
            self._new.setText(self.tr("New {0}").format(stop.one))
            kind = stop.kind
        self._stack.setCurrentIndex(index)
        self._show_tabs()
        self._subtitle()
        self.visited.emit(kind, None)

    def _make_overview(self) -> None:
        if self.overview is None and self._dashboard is not None:
            from qms_desktop.ui.insight.overview import OverviewPage  # noqa: PLC0415  made when first visited

            self.overview = OverviewPage(self._desk, self._dashboard, self.principle.title)
            self.overview.chosen.connect(self._desk.show_listing)
            self._replace(0, self.overview)

    def _make_special(self, stop: Special, index: int) -> None:
        if stop.name not in self._specials:
            self._specials[stop.name] = stop.make(self._desk)
            self._replace(index, self._specials[stop.name])

    def _replace(self, index: int, page: QWidget) -> None:
        holder = self._stack.widget(index)
        self._stack.insertWidget(index, page)
        if holder is not None:
            self._stack.removeWidget(holder)
            holder.deleteLater()

    def _made(self, register: Register) -> RegisterPage:
        if register.kind not in self._pages:
            from qms_desktop.ui.register.page import RegisterPage  # noqa: PLC0415  the largest page, made late

            page = RegisterPage(self._desk, register)
            page.importing.connect(self.importing)
            page.exporting.connect(self.exporting)
            page.opened.connect(lambda record, kind=register.kind: self.visited.emit(kind, record))
            page.counted.connect(lambda facets, kind=register.kind: self._show_counts({kind: facets}))
            self._pages[register.kind] = page
            self._replace(self._place(register), page)
        return self._pages[register.kind]

    def _follow(self, changes: Changes) -> None:
        # a change of no kind is one of the settings, by which registers are shown and hidden
        if not changes.kinds or any(register.kind in changes.kinds for register in self._registers):
            self.read_counts()

    def _show_tabs(self) -> None:
        """Hide what is not used, but never what is looked at."""
        shown = None if self.overlooks or self.special is not None else self.register
        unused = [r for r in hidden(self.principle, self._facets, self._switched_on) if r is not shown]
        for register in self._registers:
            self.sub_tabs.setTabVisible(self._place(register), register not in unused)
        self.sub_tabs.updateGeometry()
        self.more.offer(unused)

    def _show_counts(self, counts: Mapping[str, Facets]) -> None:
        self._facets.update(counts)
        for register in self._registers:
            if register.kind in counts:
                self.sub_tabs.set_count(self._place(register), counts[register.kind].total)
        self._show_tabs()
        self._subtitle()

    def _subtitle(self) -> None:
        if self.overlooks or self.special is not None:
            self.head.set_subtitle(self.tr("ISO 9001 clause {0}").format(self.principle.clause))
            return
        words = [self.tr("ISO 9001 clause {0}").format(self.register.clause)]
        found = self._facets.get(self.register.kind)
        if found is not None:
            name = self.register.one if found.total == 1 else self.register.title.lower()
            counted = f"{found.total:,} {name}"
            words.append(self.tr("{0}, {1} overdue").format(counted, found.overdue) if found.overdue else counted)
        self.head.set_subtitle(" · ".join(words))


def _name(stop: Register | Special) -> str:
    return stop.kind if isinstance(stop, Register) else stop.name
