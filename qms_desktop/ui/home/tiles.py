"""The key figures in a row, or in two where there is no room for all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from qms_desktop.ui.home.figures import SOON, Figure
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.tile import Tile

_LEAST, _GAP = 168, 12


def _tr(text: str) -> str:
    return QCoreApplication.translate("Figures", text)


def words(figure: Figure) -> tuple[str, str, str]:
    """Caption, meaning, and the tone that agrees with the meaning."""
    late = _tr("{0} overdue").format(figure.overdue)
    match figure.name:
        case "late actions":
            said = (_tr("oldest {0} d").format(figure.oldest), "red") if figure.count else (_tr("none late"), "green")
            return _tr("Actions overdue"), *said
        case "high risks":
            said = (_tr("treat or accept them"), "red") if figure.count else (_tr("all treated or accepted"), "green")
            return _tr("Risks above appetite"), *said
        case "suppliers":
            said = (late, "red") if figure.overdue else (_tr("in the next {0} d").format(SOON), "grey")
            return _tr("Suppliers to re-evaluate"), *said
    said = (late, "red") if figure.overdue else (_tr("none overdue"), "green")
    return _tr("Open complaints") if figure.kind == "complaint" else _tr("Open nonconformities"), *said


class Tiles(QWidget):
    """The tiles; `chosen` names the register and the filter that show what one counts."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tiles: dict[str, Tile] = {}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Shows the figures; the tiles stay, so that the focus does."""
        for figure in figures:
            caption, meaning, tone = words(figure)
            if figure.name not in self.tiles:
                tile = Tile(self._theme, caption)
                tile.setMinimumWidth(_LEAST)
                self.tiles[figure.name] = tile
                tile.clicked.connect(lambda _on=False, f=figure: self.chosen.emit(f.kind, f.filter))
                self._columns = 0
            self.tiles[figure.name].set_figure(f"{figure.count:,}", meaning, tone)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """One tile beside the other, or below."""
        return QSize(_LEAST, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arranges the tiles anew."""
        super().resizeEvent(event)
        self._arrange()

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
        for place, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, place // columns, place % columns)
        for column in range(count):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
