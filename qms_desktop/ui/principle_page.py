"""The page of a principle: head with the primary button, overview and registers as sub-tabs, made when visited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from qms_desktop.insight.dashboards import DASHBOARDS
from qms_desktop.insight.period import Length
from qms_desktop.records.register import Principle, Register
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.more_registers import hidden, switch_on
from qms_desktop.ui.pages.specials import SPECIALS, woven
from qms_desktop.ui.principle_frame import PrincipleFrame
from qms_desktop.ui.register.left import Handover
from qms_desktop.ui.register.sketch import Stop, Tab, sketch
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.workspace.rows import Facets
from qms_desktop.workspace.views import Changes
from qms_desktop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from qms_desktop.ui.insight.overview import OverviewPage
    from qms_desktop.ui.register.page import RegisterPage


class PrinciplePage(PrincipleFrame):
    """One of the eight tabs that has registers."""

    visited = Signal(str, object)
    """The register that is shown now (nothing for the overview), and the record that is open in it, or None."""

    def __init__(self, desk: Desk, principle: Principle, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, tab_of(principle), kind, parent)
        self._desk = desk
        self.principle = principle
        self.overview: OverviewPage | None = None
        self.handovers: dict[str, Handover] = {}
        """Lists that begin as they were left at the first look."""
        for button in (self._import, self._new):
            button.setEnabled(desk.writable)
        self._switched_on = desk.organisation.switched_on
        self.more.chosen.connect(lambda register: switch_on(desk, register))
        self.printing.connect(desk.print)
        self._make_back()
        desk.tasks.changed.connect(self._follow)
        self.show_stop(self.sub_tabs.currentIndex())
        self.read_counts()

    # -- what the window asks

    @property
    def register(self) -> Register:
        """The register that is shown; behind another screen, the one that was shown last."""
        return self._desk.registers[self.sketch.kind]

    @property
    def overlooks(self) -> bool:
        """Whether the overview is shown."""
        return not self.shown

    @property
    def special(self) -> QWidget | None:
        """The special screen that is shown, if one is."""
        return None if self.overlooks or self.stop.sketch is not None else self.body(self.shown)

    @property
    def page(self) -> RegisterPage:
        """The page of that register, which is made now if it was not yet."""
        page: RegisterPage = self.body(self.sketch.kind)  # type: ignore[assignment]  # what `make_body` makes
        return page

    def go(self, kind: str, record: UUID | None = None) -> None:
        """Show a register or special screen, or a record in it; without a kind, the overview where there is one."""
        index = self.tab.place(kind)
        self.sub_tabs.setCurrentIndex(index)
        self.show_stop(index)
        if (special := self.special) is not None:
            opens: Callable[[UUID | None], None] | None = getattr(special, "open_record", None)
            if opens is not None:
                opens(record)
        elif record is not None:
            self.page.open_record(record)

    def unfinished(self) -> str:
        """The register in which something is half typed and must be asked about; empty where nothing is."""
        kinds = (known.kind for known in self.tab.registers if known.kind in self._bodies)
        pages: dict[str, RegisterPage] = self._bodies  # type: ignore[assignment]  # those of registers are
        return next((kind for kind in kinds if not pages[kind].close_pane()), "")

    def enter(self) -> None:
        """Put the focus where arrows and Enter work."""
        reason = Qt.FocusReason.ShortcutFocusReason
        if self.overlooks:
            first = self.overview.first if self.overview is not None else None
            (first or self.sub_tabs).setFocus(reason)
        elif (special := self.special) is not None:
            special.setFocus(reason)
        elif self.page.beside is None:
            self.page.setFocus(reason)

    def land(self) -> None:
        """The same, after a way that left the focus behind; a record that is open is read on with the keys."""
        if self.special is None and not self.overlooks and self.page.record is not None:
            self.page.areas()[1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.enter()

    def areas(self) -> list[QWidget]:
        """The places F6 goes to."""
        if self.overlooks:
            return [self.overview] if self.overview is not None else []
        if (special := self.special) is not None:
            areas: Callable[[], list[QWidget]] | None = getattr(special, "areas", None)
            return areas() if areas is not None else [special]
        return self.page.areas()

    def new(self) -> None:
        """A new record in the register that is shown; from another screen, in the one that was shown last."""
        if self._desk.writable:
            self.go(self.register.kind)
            self.page.new()

    def print(self) -> None:
        """Print the record that is open, else the list that is shown."""
        self._desk.print(self.register.kind, self.page.record)

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
        kinds = [known.kind for known in self.tab.registers if known.kind != self.shown]

        def query(workspace: Workspace) -> tuple[dict[str, Facets], frozenset[str]]:
            return {kind: workspace.facets(kind) for kind in kinds}, workspace.organisation().switched_on

        def then(found: tuple[dict[str, Facets], frozenset[str]]) -> None:
            counts, self._switched_on = found
            self.show_counts(counts)

        self._desk.tasks.read(query, then, key=f"counts {self.principle.name}", owner=self)

    # -- inside

    def make_body(self, stop: Stop) -> QWidget:
        """The overview, a special screen, or the page of a register."""
        if not stop.name:
            return self._make_overview()
        special = next((one for one in SPECIALS.get(self.principle.name, ()) if one.name == stop.name), None)
        return special.make(self._desk) if special is not None else self._make_page(stop.name)

    def show_stop(self, index: int) -> None:
        """Show what stands below a sub-tab."""
        if index >= 0:
            super().show_stop(index)
            self._back.setVisible(self.overlooks)
            self._show_tabs()
            self.visited.emit(self.shown, None)

    def _make_overview(self) -> OverviewPage:
        from qms_desktop.ui.insight.overview import OverviewPage  # noqa: PLC0415  made when first visited

        self.overview = OverviewPage(self._desk, DASHBOARDS[self.principle.name], self.principle.title)
        self.overview.chosen.connect(self._desk.show_listing)
        return self.overview

    def _make_page(self, kind: str) -> RegisterPage:
        from qms_desktop.ui.register.page import RegisterPage  # noqa: PLC0415  the largest page, made late

        page = RegisterPage(self._desk, self._desk.registers[kind])
        page.importing.connect(self.importing)
        page.exporting.connect(self.exporting)
        page.opened.connect(lambda record: self.visited.emit(kind, record))
        page.counted.connect(lambda facets: self.show_counts({kind: facets}))
        if (known := self._desk.left.pop(kind, None)) is not None:
            self.handovers[kind] = Handover(page, known)
        return page

    def _make_back(self) -> None:
        self._back = Button(self._desk.theme, Length.YEAR.words, "calendar", kind="secondary")
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

    def show_counts(self, counts: Mapping[str, Facets]) -> None:
        """Show how much there is, and the registers that are used."""
        super().show_counts(counts)
        self._show_tabs()

    def _show_tabs(self) -> None:
        unused = [r for r in hidden(self.principle, self._facets, self._switched_on) if r.kind != self.shown]
        self.hide_stops({register.kind for register in unused})
        self.more.offer(unused)

    def _follow(self, changes: Changes) -> None:
        # a change of no kind is one of the settings, by which registers are shown and hidden
        if not changes.kinds or any(known.kind in changes.kinds for known in self.tab.registers):
            self.read_counts()


def tab_of(principle: Principle) -> Tab:
    """What the window shows of a principle: the overview, and its registers with the special screens among them."""
    words = QCoreApplication.translate("PrinciplePage", "Overview")
    overview = [Stop("", words)] if principle.name in DASHBOARDS else []
    woven_in = (
        Stop(stop.kind, stop.title, sketch(stop), until_used=stop in principle.until_used)
        if isinstance(stop, Register)
        else Stop(stop.name, stop.title)
        for stop in woven(principle.name, principle.registers)
    )
    stops = (*overview, *woven_in)
    return Tab(principle.name, principle.title, principle.short, principle.icon, principle.clause, stops)
