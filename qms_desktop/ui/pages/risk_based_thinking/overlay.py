"""`Overlay`: what lies over the cells of the risk matrix: the line of the appetite, and where treatments lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import atan2, cos, hypot, log2, pi, sin

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from qms_desktop.insight.risk_matrix import CELLS, SIZE, Cell, level_at
from qms_desktop.principles.risk_based_thinking.matrix import above_appetite
from qms_desktop.ui.theme.theme import Theme

Moves = Mapping[tuple[Cell, Cell], int]
_HEAD, _SHORTER, _HALO, _ASIDE = 9.0, 16.0, 3.0, 24.0
_FAINT = 70


def borders() -> Iterator[tuple[Cell, Cell]]:
    """The pairs of neighbours between which the appetite ends."""
    for likelihood, impact in CELLS:
        for other in ((likelihood + 1, impact), (likelihood, impact + 1)):
            inside = max(other) <= SIZE
            if inside and above_appetite(level_at(other)) != above_appetite(level_at((likelihood, impact))):
                yield (likelihood, impact), other


class Overlay(QWidget):
    """Lets every click through; `place` says where a cell is."""

    def __init__(self, theme: Theme, place: Callable[[Cell], QRectF], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._place = theme, place
        self.moves: Moves = {}
        self.lit: Cell | None = None
        """The cell whose arrows stand out; all do where it has none."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole layer is painted
        """Draws the line, then the arrows, those of the lit cell last."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("text"), 2.2, Qt.PenStyle.DashLine, Qt.PenCapStyle.FlatCap))
        for low, high in borders():
            painter.drawLine(self._between(low, high))
        own = {ends for ends in self.moves if self.lit in ends}
        for ends, count in sorted(self.moves.items(), key=lambda item: item[0] in own):
            self._arrow(painter, *ends, count, faint=bool(own) and ends not in own)

    def _between(self, low: Cell, high: Cell) -> QLineF:
        one, two = self._place(low), self._place(high)
        if low[0] == high[0]:
            middle = (one.right() + two.left()) / 2
            return QLineF(middle, one.top() - 2, middle, one.bottom() + 2)
        middle = (one.top() + two.bottom()) / 2
        return QLineF(one.left() - 2, middle, one.right() + 2, middle)

    def _arrow(self, painter: QPainter, start: Cell, end: Cell, count: int, *, faint: bool) -> None:
        one, two = self._place(start).center(), self._place(end).center()
        length = hypot(two.x() - one.x(), two.y() - one.y())
        if length <= 2 * _SHORTER + _HEAD:
            return
        way = QPointF((two.x() - one.x()) / length, (two.y() - one.y()) / length)
        # below or beside the middle, where the numbers are; the way there and the way back do not meet then
        room = self._place(start).size()
        aside = QPointF(way.y(), -way.x()) * min(_ASIDE, min(room.width(), room.height()) / 3.4)
        one, two = one + way * _SHORTER + aside, two - way * _SHORTER + aside
        angle, thick = atan2(way.y(), way.x()), min(4.0, 1.6 + log2(count))
        head = QPolygonF(
            [two, *(two - QPointF(cos(angle + t), sin(angle + t)) * (_HEAD + thick) for t in (pi / 7, -pi / 7))]
        )
        ink, halo = self._theme.color("accent"), self._theme.color("surface")
        for colour, more in ((halo, _HALO), (ink, 0.0)):
            tone = QColor(colour)
            tone.setAlpha(_FAINT if faint else 255)
            painter.setPen(QPen(tone, thick + more, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(one, two - way * (_HEAD / 2))
            painter.setBrush(tone)
            painter.setPen(QPen(tone, more))
            painter.drawPolygon(head)
        if count > 1 and not faint:
            self._number(painter, (one + two) / 2, count)

    def _number(self, painter: QPainter, centre: QPointF, count: int) -> None:
        font = self._theme.font("head")
        metrics = QFontMetricsF(font)
        words = f"{count:,}"
        size = max(metrics.height() + 2, metrics.horizontalAdvance(words) + 8)
        place = QRectF(centre.x() - size / 2, centre.y() - (metrics.height() + 2) / 2, size, metrics.height() + 2)
        painter.setPen(QPen(self._theme.color("accent"), 1.2))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.setFont(font)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)
