"""The frame of a principle: head with the buttons, and its sub-tabs, each made when first visited.

The open page and the first look after a start share it, so that one takes the place of the other without a jump.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from qms_desktop.ui.more_registers import MoreRegisters
from qms_desktop.ui.register.sketch import Sketch, Stop, Tab
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.page_head import PageHead
from qms_desktop.ui.widgets.sub_tabs import SubTabs
from qms_desktop.workspace.rows import Facets

PADDING = (20, 14, 20, 12)
REACH = 16
"""How far an overview reaches into the padding, so that its scroll bar stands beside the cards and not on them."""


class PrincipleFrame(QWidget):
    """What stands below the sub-tabs is made by `make_body` of its two kinds."""

    importing = Signal(str)
    exporting = Signal(str)
    printing = Signal(str)

    def __init__(self, theme: Theme, tab: Tab, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tab = tab
        self._bodies: dict[str, QWidget] = {}
        self._facets: dict[str, Facets] = {}
        self.head = PageHead(theme, tab.title)
        self._make_buttons(theme)
        self.sub_tabs = SubTabs(theme, self.tr("Registers of {0}").format(tab.title))
        for stop in tab.stops:
            self.sub_tabs.add(stop.title)
        self._stack = QStackedWidget()
        self.more = MoreRegisters(theme)
        self.sub_tabs.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.sub_tabs)
        row.addWidget(self.more)
        row.addStretch(1)
        box = QVBoxLayout(self)
        left, top, right, bottom = PADDING
        box.setContentsMargins(left, top, right - REACH, bottom)
        box.setSpacing(8)
        above = QVBoxLayout()
        above.setContentsMargins(0, 0, REACH, 0)
        above.setSpacing(8)
        above.addWidget(self.head)
        above.addLayout(row)
        self._below = QVBoxLayout()
        self._below.addWidget(self._stack)
        box.addLayout(above)
        box.addLayout(self._below, 1)
        self.sub_tabs.setCurrentIndex(tab.place(name))
        self._last = self.stop.sketch or tab.registers[0]
        self.sub_tabs.currentChanged.connect(self.show_stop)

    # -- what the two kinds do

    def make_body(self, stop: Stop) -> QWidget:
        """Make what stands below a sub-tab."""
        raise NotImplementedError

    def new(self) -> None:
        """A new record in the register that is shown; elsewhere, in the one that was shown last."""
        raise NotImplementedError

    def print(self) -> None:
        """Print the record that is open, else the list that is shown."""
        raise NotImplementedError

    def enter(self) -> None:
        """Put the focus where arrows and Enter work."""
        raise NotImplementedError

    def areas(self) -> list[QWidget]:
        """The places F6 goes to."""
        raise NotImplementedError

    # -- what they share

    @property
    def stop(self) -> Stop:
        """The sub-tab that is shown."""
        return self.tab.stops[max(0, self.sub_tabs.currentIndex())]

    @property
    def shown(self) -> str:
        """The register or special screen that is shown; empty for the overview."""
        return self.stop.name

    @property
    def sketch(self) -> Sketch:
        """The register that is shown; behind another screen, the one that was shown last."""
        return self.stop.sketch or self._last

    def step(self, by: int) -> None:
        """The next sub-tab, or the one before; round and round, past those that are hidden."""
        count, index = self.sub_tabs.count(), self.sub_tabs.currentIndex()
        turns = ((index + by * n) % count for n in range(1, count + 1))
        self.sub_tabs.setCurrentIndex(next(n for n in turns if self.sub_tabs.isTabVisible(n)))

    def body(self, name: str) -> QWidget:
        """What stands below a sub-tab; it is made now if it was not yet."""
        if name not in self._bodies:
            self._bodies[name] = self.make_body(self.tab.stops[self.tab.place(name)])
            self._stack.addWidget(self._bodies[name])
        return self._bodies[name]

    def show_stop(self, index: int) -> None:
        """Show what stands below a sub-tab."""
        if index < 0:
            return
        stop = self.tab.stops[index]
        for button in (self._print, self._import, self._export, self._new):
            button.setVisible(stop.sketch is not None)
        if stop.sketch is not None:
            self._last = stop.sketch
            self._new.setText(self.tr("New {0}").format(stop.sketch.one))
        self._below.setContentsMargins(0, 0, REACH if stop.name else 0, 0)
        self._stack.setCurrentWidget(self.body(stop.name))
        self._subtitle()

    def hide_stops(self, names: Collection[str]) -> None:
        """Hide what is not used."""
        for index, stop in enumerate(self.tab.stops):
            self.sub_tabs.setTabVisible(index, stop.name not in names)
        self.sub_tabs.updateGeometry()

    def show_totals(self, totals: Mapping[str, int]) -> None:
        """Put the numbers behind the names of the registers."""
        for known in self.tab.registers:
            if known.kind in totals:
                self.sub_tabs.set_count(self.tab.place(known.kind), totals[known.kind])

    def show_counts(self, counts: Mapping[str, Facets]) -> None:
        """Say in the head, and behind the names of the registers, how much there is."""
        self._facets.update(counts)
        self.show_totals({kind: facets.total for kind, facets in counts.items()})
        self._subtitle()

    def _make_buttons(self, theme: Theme) -> None:
        self._print = IconButton(theme, "printer", self.tr("Print the list"), key="print")
        self._import = Button(theme, self.tr("Import…"), "upload", key="import")
        self._export = Button(theme, self.tr("Export"), "download", key="export")
        self._new = Button(theme, "", "plus", kind="primary", key="new")
        self._print.clicked.connect(lambda _on: self.printing.emit(self.sketch.kind))
        self._import.clicked.connect(lambda _on: self.importing.emit(self.sketch.kind))
        self._export.clicked.connect(lambda _on: self.exporting.emit(self.sketch.kind))
        self._new.clicked.connect(lambda _on: self.new())
        for button in (self._print, self._import, self._export, self._new):
            self.head.add_button(button)

    def _subtitle(self) -> None:
        known = self.stop.sketch
        words = [self.tr("ISO 9001 clause {0}").format(known.clause if known else self.tab.clause)]
        found = self._facets.get(known.kind) if known else None
        if known is not None and found is not None:
            if known.title.endswith("s"):
                name = known.one if found.total == 1 else known.title.lower()
                counted = f"{found.total:,} {name}"
            else:  # "14 equipment" and "7 context and scope" are not English
                counted = self.tr("{0} in all").format(f"{found.total:,}")
            words.append(self.tr("{0}, {1} overdue").format(counted, found.overdue) if found.overdue else counted)
        self.head.set_subtitle(" · ".join(words))
