"""The page of a principle: head with the primary button, its registers as sub-tabs, each made when first visited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from qms_desktop.records.register import Principle, Register
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.card import Card
from qms_desktop.ui.widgets.label import IconLabel, Label
from qms_desktop.ui.widgets.page_head import PageHead
from qms_desktop.ui.widgets.sub_tabs import SubTabs
from qms_desktop.workspace.views import Changes, Facets
from qms_desktop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from qms_desktop.ui.register.page import RegisterPage

PADDING = (20, 14, 20, 12)
_TEXT_WIDTH = 640


class PrinciplePage(QWidget):
    """One of the eight tabs that has registers."""

    importing = Signal(str)
    exporting = Signal(str)
    visited = Signal(str, object)
    """The register that is shown now, and the record that is open in it, or None."""

    def __init__(self, desk: Desk, principle: Principle, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.principle = principle
        self._registers = principle.registers
        self._pages: dict[str, RegisterPage] = {}
        self._facets: dict[str, Facets] = {}
        self.head = PageHead(desk.theme, principle.title)
        self._make_buttons()
        self.sub_tabs = SubTabs(desk.theme, self.tr("Registers of {0}").format(principle.title))
        for register in self._registers:
            self.sub_tabs.add(register.title)
        self._stack = QStackedWidget()
        for _register in self._registers:
            self._stack.addWidget(QWidget())
        box = QVBoxLayout(self)
        box.setContentsMargins(*PADDING)
        box.setSpacing(8)
        box.addWidget(self.head)
        box.addWidget(self.sub_tabs)
        box.addWidget(self._stack, 1)
        first = next((n for n, register in enumerate(self._registers) if register.kind == kind), 0)
        self.sub_tabs.setCurrentIndex(first)
        self.sub_tabs.currentChanged.connect(self._switch)
        desk.tasks.changed.connect(self._follow)
        self._switch(first)
        self.read_counts()

    # -- what the window asks

    @property
    def register(self) -> Register:
        """The register that is shown."""
        return self._registers[max(0, self.sub_tabs.currentIndex())]

    @property
    def page(self) -> RegisterPage:
        """The page of that register, which is made now if it was not yet."""
        return self._made(self.register)

    def go(self, kind: str, record: UUID | None = None) -> None:
        """Show one of the registers, or one of its records."""
        index = next(i for i, register in enumerate(self._registers) if register.kind == kind)
        self.sub_tabs.setCurrentIndex(index)
        self._switch(index)
        if record is not None:
            self.page.open_record(record)

    def unfinished(self) -> str:
        """The register in which something is half typed and must be asked about; empty where nothing is."""
        return next((kind for kind, page in self._pages.items() if not page.close_pane()), "")

    def step(self, by: int) -> None:
        """The next register, or the one before; round and round."""
        self.sub_tabs.setCurrentIndex((self.sub_tabs.currentIndex() + by) % len(self._registers))

    def new(self) -> None:
        """A new record in the register that is shown."""
        if self._desk.writable:
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
        kinds = [register.kind for register in self._registers if register.kind != self.register.kind]

        def query(workspace: Workspace) -> dict[str, Facets]:
            return {kind: workspace.facets(kind) for kind in kinds}

        self._desk.tasks.read(query, self._show_counts, key=f"counts {self.principle.name}", owner=self)

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

    def _switch(self, index: int) -> None:
        if index < 0:
            return
        register = self._registers[index]
        self._made(register)
        self._stack.setCurrentIndex(index)
        self._new.setText(self.tr("New {0}").format(register.one))
        self._subtitle()
        self.visited.emit(register.kind, None)

    def _made(self, register: Register) -> RegisterPage:
        if register.kind not in self._pages:
            from qms_desktop.ui.register.page import RegisterPage  # noqa: PLC0415  the largest page, made late

            index = self._registers.index(register)
            page = RegisterPage(self._desk, register)
            page.importing.connect(self.importing)
            page.exporting.connect(self.exporting)
            page.opened.connect(lambda record, kind=register.kind: self.visited.emit(kind, record))
            page.counted.connect(lambda facets, kind=register.kind: self._show_counts({kind: facets}))
            self._pages[register.kind] = page
            holder = self._stack.widget(index)
            self._stack.insertWidget(index, page)
            if holder is not None:
                self._stack.removeWidget(holder)
                holder.deleteLater()
        return self._pages[register.kind]

    def _follow(self, changes: Changes) -> None:
        if any(register.kind in changes.kinds for register in self._registers):
            self.read_counts()

    def _show_counts(self, counts: Mapping[str, Facets]) -> None:
        self._facets.update(counts)
        for index, register in enumerate(self._registers):
            if register.kind in counts:
                self.sub_tabs.set_count(index, counts[register.kind].total)
        self._subtitle()

    def _subtitle(self) -> None:
        words = [self.tr("ISO 9001 clause {0}").format(self.register.clause)]
        found = self._facets.get(self.register.kind)
        if found is not None:
            name = self.register.one if found.total == 1 else self.register.title.lower()
            counted = f"{found.total:,} {name}"
            words.append(self.tr("{0}, {1} overdue").format(counted, found.overdue) if found.overdue else counted)
        self.head.set_subtitle(" · ".join(words))


class ComingPage(QScrollArea):
    """A tab whose registers come later: what it is for, and what is coming, as text."""

    def __init__(self, desk: Desk, principle: Principle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName(principle.title)
        inside = QWidget()
        inside.setProperty("kind", "page")
        box = QVBoxLayout(inside)
        box.setContentsMargins(*PADDING)
        box.setSpacing(14)
        box.addWidget(PageHead(desk.theme, principle.title, self.tr("ISO 9001 clause {0}").format(principle.clause)))
        card = Card(desk.theme, self.tr("What this is for"))
        card.body.addWidget(Label(principle.purpose, wrap=True))
        card.body.addSpacing(6)
        card.body.addWidget(Label(self.tr("Coming here in the next versions"), "head"))
        for title in principle.coming:
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(IconLabel(desk.theme, "circle", color="text3", size=14))
            line.addWidget(Label(title, "sub"), 1)
            card.body.addLayout(line)
        card.setMaximumWidth(_TEXT_WIDTH)
        box.addWidget(card)
        box.addStretch(1)
        self.setWidget(inside)


def make_page(desk: Desk, principle: Principle) -> PrinciplePage | ComingPage:
    """The page of a principle."""
    return PrinciplePage(desk, principle) if principle.registers else ComingPage(desk, principle)
