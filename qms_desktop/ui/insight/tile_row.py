"""The key figures in a row, or in two where there is no room for all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from qms_desktop.insight.chart import Tile as Figure
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.tile import Tile

_LEAST, _GAP = 168, 12


class TileRow(QWidget):
    """The tiles; `chosen` gives the `Listing` behind one, and its words."""

    chosen = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tiles: dict[str, Tile] = {}
        self.figures: dict[str, Figure] = {}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show the figures in this order; tiles stay, so that the focus does."""
        self.figures = {figure.name: figure for figure in figures}
        for name in [name for name in self.tiles if name not in self.figures]:
            tile = self.tiles.pop(name)
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
            self._columns = 0
        for figure in figures:
            if figure.name not in self.tiles:
                tile = Tile(self._theme, figure.caption)
                tile.setMinimumWidth(_LEAST)
                tile.clicked.connect(lambda _on=False, name=figure.name: self._choose(name))
                self.tiles[figure.name] = tile
                self._columns = 0
            self.tiles[figure.name].set_figure(figure.figure, figure.meaning, figure.tone)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """One tile beside the other, or below."""
        return QSize(_LEAST, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arranges the tiles anew."""
        super().resizeEvent(event)
        self._arrange()

    def _choose(self, name: str) -> None:
        figure = self.figures[name]
        if figure.behind is not None:
            self.chosen.emit(figure.behind, figure.caption)

    def _arrange(self) -> None:
        count = len(self.tiles)
        if not count:
            return
        fit = max(1, (self.width() + _GAP) // (_LEAST + _GAP))
        rows = -(-count // min(fit, count))
        columns = -(-count // rows)
        if columns == self._columns:
            return
        self._columns = columns
        order = [name for name in self.figures if name in self.tiles]
        for place, name in enumerate(order):
            self._grid.addWidget(self.tiles[name], place // columns, place % columns)
        for column in range(count):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
