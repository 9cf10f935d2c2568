"""`MapPage`: the process map with its zoom; a click goes on to the page of the process, and back."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from qms_desktop.insight.process_map import ProcessMap, read
from qms_desktop.principles.process_approach.processes import Process
from qms_desktop.records.choices import Tone
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages.process_approach.map_canvas import MapCanvas
from qms_desktop.ui.pages.process_approach.process_box import ICONS
from qms_desktop.ui.pages.process_approach.process_cards import MAP
from qms_desktop.ui.pages.process_approach.process_page import ProcessPage
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.empty_state import EmptyState
from qms_desktop.ui.widgets.label import IconLabel, Label
from qms_desktop.workspace.views import Changes

SIZES = (0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5)
"""The sizes that zooming goes through."""
_FIT = SIZES[:6]


class MapPage(QWidget):
    """Asks the file for the map when it is looked at, and again when something of it may have changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stale = True
        self._zoomed: float | None = None
        """The size that the user chose; None fits the map into the page."""
        self.canvas = MapCanvas(desk.theme)
        self.canvas.opened.connect(lambda key: desk.show(MAP, key))
        self.process = ProcessPage(desk)
        self.process.left.connect(lambda: desk.show(MAP))
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(self.tr("Process map"))
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(self.canvas)
        self.area.viewport().installEventFilter(self)
        self.stack = QStackedWidget()
        self._map = self._map_side()
        self._empty = self._nothing()
        self.stack.addWidget(self._map)
        self.stack.addWidget(self._empty)
        self.stack.addWidget(self.process)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.addWidget(self.stack)
        self.setFocusProxy(self.canvas)
        desk.tasks.changed.connect(self._follow)

    def areas(self) -> list[QWidget]:
        """The places F6 goes to."""
        return [self.canvas, self.smaller] if self.stack.currentWidget() is self._map else [self]

    def open_record(self, key: UUID | None) -> None:
        """Show the page of a process, or the map."""
        if key is None:
            self._show_map()
            return
        self.stack.setCurrentWidget(self.process)
        self.setFocusProxy(self.process)
        self.process.show_process(key)
        self.process.setFocus(Qt.FocusReason.OtherFocusReason)

    def zoom(self, by: int) -> None:
        """Larger or smaller by one step; 0 fits the map into the page."""
        if by == 0:
            self._zoomed = None
        else:
            place = min(range(len(SIZES)), key=lambda n: abs(SIZES[n] - self.canvas.scale)) + by
            self._zoomed = SIZES[max(0, min(len(SIZES) - 1, place))]
        self._fit()

    # -- events

    def showEvent(self, event: QShowEvent) -> None:
        """Asks what is not known yet or may have changed meanwhile."""
        super().showEvent(event)
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the map again, unless a size was chosen."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus and 0 zoom."""
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        if Qt.Key(event.key()) in steps:
            self.zoom(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Puts the light of the lines out when the mouse has left the map."""
        if event.type() == QEvent.Type.Leave:
            self.canvas.leave()
        return super().eventFilter(watched, event)

    # -- inside

    def _map_side(self) -> QWidget:
        theme = self._desk.theme
        row = QHBoxLayout()
        row.setSpacing(6)
        words = {
            Tone.RED: self.tr("needs somebody now"),
            Tone.AMBER: self.tr("to be watched"),
            Tone.GREEN: self.tr("no deviation"),
        }
        for tone, icon in ICONS.items():
            row.addWidget(IconLabel(theme, icon, color=str(tone), size=14))
            row.addWidget(Label(words[tone], "caption"))
            row.addSpacing(8)
        self.counted = Label("", "caption")
        row.addWidget(self.counted)
        row.addStretch(1)
        self.smaller = IconButton(theme, "zoom-out", self.tr("Smaller"))
        self.larger = IconButton(theme, "zoom-in", self.tr("Larger"))
        self.fitting = Button(theme, self.tr("Fit"), kind="ghost")
        for button, by in ((self.smaller, -1), (self.larger, 1), (self.fitting, 0)):
            button.clicked.connect(lambda _on=False, by=by: self.zoom(by))
            row.addWidget(button)
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(row)
        box.addWidget(self.area, 1)
        return side

    def _nothing(self) -> QWidget:
        words = self.tr("Add the processes with their inputs and outputs. The map draws itself from them.")
        empty = EmptyState(self._desk.theme, "workflow", self.tr("No process yet"), words)
        button = Button(self._desk.theme, self.tr("Go to Processes"), kind="primary")
        button.clicked.connect(lambda _on=False: self._desk.show(Process.KIND))
        empty.add_button(button)
        return empty

    def _follow(self, changes: Changes) -> None:
        if changes.kinds:
            self._stale = True
            if self.isVisible():
                self._ask()

    def _ask(self) -> None:
        if self._stale:
            self._stale = False
            self._desk.tasks.read(read, self._take, key=f"process map {id(self)}", owner=self)

    def _take(self, found: ProcessMap) -> None:
        self.canvas.show_map(found)
        if self.stack.currentWidget() is not self.process:
            self._show_map()
        late = sum(node.tone is Tone.RED for node in found.nodes)
        self.counted.setText(self.tr("{0} of {1} processes need somebody").format(late, len(found.nodes)))
        self._fit()

    def _show_map(self) -> None:
        drawn = bool(self.canvas.map.nodes)
        self.stack.setCurrentWidget(self._map if drawn else self._empty)
        self.setFocusProxy(self.canvas if drawn else self._empty)
        self._fit()

    def _fit(self) -> None:
        room = self.area.viewport().size()
        if self._zoomed is not None:
            self.canvas.fit(room.width(), self._zoomed)
            return
        fits = (size for size in reversed(_FIT) if self.canvas.height_at(room.width(), size) <= room.height())
        self.canvas.fit(room.width(), next(fits, _FIT[0]))
