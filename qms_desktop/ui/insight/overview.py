"""`OverviewPage`: the first sub-tab of a principle, with its key figures and charts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from qms_desktop.insight.chart import Chart
from qms_desktop.insight.dashboard import Dashboard
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.insight.board import Board
from qms_desktop.ui.insight.chart_card import ChartCard
from qms_desktop.ui.insight.tile_row import TileRow
from qms_desktop.ui.principle_frame import REACH

_GAP = 12
_CARD = 440
"""The width from which on two charts stand beside each other."""
_MOST = 3


class OverviewPage(QScrollArea):
    """Shows a dashboard; `chosen` gives a `Listing` and its words."""

    chosen = Signal(object, str)

    def __init__(self, desk: Desk, dashboard: Dashboard, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._columns = 0
        self._arranged: list[str] = []
        self.board = Board(desk, dashboard, self)
        self.board.answered.connect(self._show)
        self.tiles = TileRow(desk.theme)
        self.tiles.chosen.connect(self.chosen)
        self.cards: dict[str, ChartCard] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Overview of {0}").format(name))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("kind", "page")
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        self._box = box = QVBoxLayout(inside)
        box.setContentsMargins(0, 4, REACH, 0)
        box.setSpacing(_GAP)
        box.addWidget(self.tiles)
        box.addLayout(self._grid, 1)
        self.setWidget(inside)

    @property
    def first(self) -> QWidget | None:
        """What takes the focus when the page is reached by keys."""
        return next(iter([*self.tiles.tiles.values(), *(card.canvas for card in self.cards.values())]), None)

    def showEvent(self, event: QShowEvent) -> None:
        """Asks what is not known yet or was touched meanwhile."""
        super().showEvent(event)
        self.board.wake(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Asks nothing while nobody looks."""
        super().hideEvent(event)
        self.board.wake(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many charts beside each other as have room."""
        super().resizeEvent(event)
        bar = self.width() - self.viewport().width()
        self._box.setContentsMargins(0, 4, max(0, REACH - bar), 0)
        self._arrange()

    def _show(self, name: str) -> None:
        answer = self.board.answers[name]
        if isinstance(answer, Chart):
            if name not in self.cards:
                question = next(q for q in self.board.dashboard.charts if q.name == name)
                self.cards[name] = card = ChartCard(self._desk, [words for words, _ask in question.views])
                card.chosen.connect(self.chosen)
                card.turned.connect(lambda view, name=name: self.board.turn(name, view))
            self.cards[name].show_chart(answer)
        elif any(question.name == name for question in self.board.dashboard.tiles):
            self.tiles.show_figures(self.board.tiles)
        elif name in self.cards:
            card = self.cards.pop(name)
            self._grid.removeWidget(card)
            card.deleteLater()
        self._arrange()

    def _arrange(self) -> None:
        shown = [question.name for question in self.board.dashboard.charts if question.name in self.cards]
        fit = (self.width() - REACH + _GAP) // (_CARD + _GAP)
        columns = max(1, min(_MOST, fit, len(shown)))
        if columns == _MOST and len(shown) % _MOST == 1:
            columns -= 1  # four are two by two, not three and one
        if (columns, shown) == (self._columns, self._arranged):
            return
        self._columns, self._arranged = columns, shown
        for place, name in enumerate(shown):
            row, column = divmod(place, columns)
            # the last chart fills what would be left of its row
            wide = columns - column if place == len(shown) - 1 else 1
            self._grid.addWidget(self.cards[name], row, column, 1, wide)
        for column in range(_MOST):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
