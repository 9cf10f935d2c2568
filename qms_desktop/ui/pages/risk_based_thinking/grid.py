"""`RiskGrid`: five by five cells with their scales; arrows walk through it, Enter or a click opens a cell."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.insight.risk_matrix import CELLS, SIZE, Cell, RiskMatrix, Stage, words_of
from qms_desktop.ui.pages.risk_based_thinking.cell import CellButton
from qms_desktop.ui.pages.risk_based_thinking.overlay import Overlay
from qms_desktop.ui.theme.theme import Theme

_GAP, _PAD, _NARROW, _WIDE = 4, 8, 76, 130
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextWordWrap)
_TOP = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class RiskGrid(QWidget):
    """Shows one stage of a matrix; `chosen` gives the cell whose risks are wanted."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.matrix, self.stage, self.arrows = RiskMatrix(), Stage.CURRENT, False
        self.setAccessibleName(self.tr("Risk matrix"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.cells = {cell: CellButton(theme, cell, self) for cell in CELLS}
        self.overlay = Overlay(theme, self._place, self)
        for cell, button in self.cells.items():
            button.clicked.connect(lambda _on=False, cell=cell: self._choose(cell))
            button.stepped.connect(lambda up, right, cell=cell: self._step(cell, up, right))
            button.entered.connect(self._enter)
        self.current: Cell = CELLS[0]
        self._let_in(self.current)
        theme.changed.connect(self._arrange)

    def show_matrix(self, matrix: RiskMatrix, stage: Stage, *, arrows: bool) -> None:
        """Show the figures of a stage, with the arrows to what would remain where they are wanted."""
        self.matrix, self.stage, self.arrows = matrix, stage, arrows
        for cell, button in self.cells.items():
            button.crossed = arrows
            button.set_count(matrix.count(stage, cell), stage.label)
        self.overlay.moves = matrix.moves if arrows else {}
        self.overlay.update()

    def minimumSizeHint(self) -> QSize:
        """Small cells, and their scales."""
        return QSize(_NARROW + SIZE * 56, SIZE * 40 + 3 * QFontMetrics(self._theme.font("caption")).height())

    def sizeHint(self) -> QSize:
        """Comfortable cells."""
        return QSize(_WIDE + SIZE * 120, SIZE * 80 + 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives every cell its share."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all words are painted
        """Writes the scales beside and below the cells."""
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.color("text2"))
        line = QFontMetrics(self._theme.font("caption")).height()
        for place in range(1, SIZE + 1):
            row, column = self.cells[place, 1].geometry(), self.cells[1, place].geometry()
            likelihood, impact = words_of((place, place))
            painter.drawText(QRect(line + 4, row.top(), row.left() - line - 4 - _PAD, row.height()), _RIGHT, likelihood)
            painter.drawText(QRect(column.left(), column.bottom() + 4, column.width(), 2 * line), _TOP, impact)
        painter.setFont(self._theme.font("head"))
        area = self._area()
        painter.drawText(QRect(area.left(), self.height() - line, area.width(), line), _CENTRE, self.tr("Impact"))
        painter.translate(0, area.center().y())
        painter.rotate(-90)
        painter.drawText(QRect(-area.height() // 2, 0, area.height(), line), _CENTRE, self.tr("Likelihood"))

    # -- inside

    def _area(self) -> QRect:
        """Where the cells are."""
        metrics = QFontMetrics(self._theme.font("caption"))
        line = metrics.height()
        words = max(metrics.horizontalAdvance(words_of((n, n))[0]) for n in range(1, SIZE + 1))
        left = line + 4 + min(words if self.width() > 6 * _WIDE else _NARROW, _WIDE) + _PAD
        longest = max(metrics.horizontalAdvance(words_of((n, n))[1]) for n in range(1, SIZE + 1))
        lines = 2 if longest < (self.width() - left) / SIZE - _GAP else 3
        return QRect(left, 0, max(SIZE, self.width() - left), max(SIZE, self.height() - lines * line - _PAD))

    def _arrange(self) -> None:
        area = self._area()
        wide, high = (area.width() + _GAP) / SIZE, (area.height() + _GAP) / SIZE
        for (likelihood, impact), button in self.cells.items():
            left, top = area.left() + (impact - 1) * wide, area.top() + (SIZE - likelihood) * high
            button.setGeometry(round(left), round(top), round(wide - _GAP), round(high - _GAP))
        self.overlay.setGeometry(self.rect())
        self.overlay.raise_()
        self.update()

    def _place(self, cell: Cell) -> QRectF:
        return QRectF(self.cells[cell].geometry())

    def _choose(self, cell: Cell) -> None:
        if self.cells[cell].count:
            self.chosen.emit(cell)

    def _step(self, cell: Cell, up: int, right: int) -> None:
        """To the next cell in that direction; at the border nothing happens."""
        beside = (cell[0] + up, cell[1] + right)
        if beside in self.cells:
            self.cells[beside].setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self, cell: Cell | None) -> None:
        if cell is not None:
            self._let_in(cell)
        self.overlay.lit = cell
        self.overlay.update()

    def _let_in(self, cell: Cell) -> None:
        """Tab reaches the grid once: at the cell where the keys were last."""
        self.cells[self.current].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.current = cell
        self.cells[cell].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.cells[cell])
