"""`MapCanvas`: the bands, the boxes of the processes, and the lines between them."""

from __future__ import annotations

from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from qms_desktop.insight.process_map import ProcessMap
from qms_desktop.principles.process_approach.processes import ProcessType
from qms_desktop.ui.chain.graph import folded
from qms_desktop.ui.pages.process_approach.map_layout import Measure, Plan, lay_out, neighbour
from qms_desktop.ui.pages.process_approach.process_box import ProcessBox, box_height, scaled
from qms_desktop.ui.theme.scale import BASE
from qms_desktop.ui.theme.theme import Theme

_HEAD, _CORNER, _FAINT = 8.0, 5.0, 70
_LEAST = 620.0
"""The narrowest map at its full size; a narrower window scrolls, or shows it smaller."""


class MapCanvas(QWidget):
    """Shows a map in a width; `opened` gives the process that was clicked."""

    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.map = ProcessMap()
        self.plan: Plan | None = None
        self.boxes: dict[UUID, ProcessBox] = {}
        self.scale, self._width = 1.0, 960.0
        self.lit: UUID | None = None
        self.current: UUID | None = None
        self.setAccessibleName(self.tr("Process map"))
        theme.changed.connect(self.arrange)

    def show_map(self, found: ProcessMap) -> None:
        """Show a map; boxes that stay keep the focus."""
        self.map = found
        wanted = {node.id for node in found.nodes}
        for key in self.boxes.keys() - wanted:
            self.boxes.pop(key).deleteLater()
        for node in found.nodes:
            if node.id not in self.boxes:
                self.boxes[node.id] = self._make(ProcessBox(self._theme, node, self))
            gets = [what for (_one, two), whats in found.flows.items() if two == node.id for what in whats]
            gives = [what for (one, _two), whats in found.flows.items() if one == node.id for what in whats]
            self.boxes[node.id].show_node(node, tuple(gets), tuple(gives))
        if self.current not in self.boxes:
            self._let_in(found.nodes[0].id if found.nodes else None)
        self._order()
        self.arrange()

    def fit(self, width: float, scale: float) -> None:
        """Lay out for a width, at a size."""
        self._width, self.scale = width, scale
        self.arrange()

    def height_at(self, width: float, scale: float) -> float:
        """How high the map is for a width, at a size."""
        return lay_out(self.map, self._measure(width, scale)).size.height()

    def arrange(self) -> None:
        """Put everything in its place."""
        self.plan = lay_out(self.map, self._measure(self._width, self.scale))
        for key, place in self.plan.boxes.items():
            box = self.boxes[key]
            box.scale = self.scale
            box.setGeometry(place.toRect())
            box.show()
        self.setFixedSize(self.plan.size.toSize().expandedTo(QSize(1, 1)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole map is painted
        """Draws bands and lines below the boxes; those of the lit process last."""
        if self.plan is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name, place in self.plan.bands:
            self._band(painter, name, place)
        for place, words, whom in self._sides():
            self._side(painter, place, words, whom)
        for start, end in self.plan.outside:
            self._line(painter, [start, end], "accent", faint=False)
        own = {ends for ends in self.plan.routes if self.lit in ends}
        for ends, route in sorted(self.plan.routes.items(), key=lambda item: item[0] in own):
            self._line(painter, route, "accent" if ends in own else "text3", faint=bool(own) and ends not in own)

    # -- inside

    def _measure(self, width: float, scale: float) -> Measure:
        size = scale * self._theme.base / BASE
        wide = max(width, _LEAST * size)
        return Measure(
            wide, box_height(self._theme, scale), 128 * size, 236 * size, 26 * size, 92 * size, 26 * size,
            12 * scale, 16 * scale, 6 * scale,
        )  # fmt: skip

    def _make(self, box: ProcessBox) -> ProcessBox:
        box.clicked.connect(lambda _on=False: self.opened.emit(box.key))
        box.stepped.connect(lambda right, down: self._step(box.key, right, down))
        box.lit.connect(self._light)
        return box

    def _order(self) -> None:
        """Tab goes on from the map; screen readers meet the boxes in the order of the bands."""
        for one, two in pairwise(self.map.nodes):
            QWidget.setTabOrder(self.boxes[one.id], self.boxes[two.id])

    def _step(self, key: UUID, right: int, down: int) -> None:
        if self.plan is not None:
            self.boxes[neighbour(self.plan.boxes, key, right, down)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _light(self, key: UUID | None) -> None:
        if key is not None and self.boxes[key].hasFocus():
            self._let_in(key)
        focused = next((k for k, box in self.boxes.items() if box.hasFocus()), None)
        self.lit = key or focused
        self.update()

    def leave(self) -> None:
        """The mouse is elsewhere: the lines of the box with the focus are lit, or none."""
        self._light(None)

    def _let_in(self, key: UUID | None) -> None:
        """Tab reaches the map once: at the box where the keys were last."""
        if self.current in self.boxes:
            self.boxes[self.current].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.current = key
        if key is not None:
            self.boxes[key].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocusProxy(self.boxes[key])

    def _sides(self) -> list[tuple[QRectF, str, str]]:
        assert self.plan is not None  # noqa: S101  asked while painting it
        core = self.map.band(str(ProcessType.CORE))
        takes = ", ".join(dict.fromkeys(party for node in core for party in node.takes))
        gives = ", ".join(dict.fromkeys(party for node in core for party in node.gives))
        found = []
        if self.plan.left is not None:
            found.append((self.plan.left, takes, self.tr("need")))
        if self.plan.right is not None:
            found.append((self.plan.right, gives, self.tr("get")))
        return found

    def _band(self, painter: QPainter, name: str, place: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("side"))
        painter.drawRoundedRect(place, 10, 10)
        words = ProcessType(name).label if name else self.tr("Not sorted yet")
        font = scaled(self._theme.font("head"), self.scale)
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance(words) > place.height() - 8:
            font.setPointSizeF(font.pointSizeF() * (place.height() - 8) / metrics.horizontalAdvance(words))
            metrics = QFontMetricsF(font)
        painter.save()
        painter.translate(place.left() + 5 * self.scale, place.center().y())
        painter.rotate(-90)
        painter.setFont(font)
        painter.setPen(self._theme.color("text2"))
        line = QRectF(-place.height() / 2, 0, place.height(), metrics.height())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.height() - 8)
        # at the top, where no line from outside comes in
        line.setWidth(line.width() - min(10.0, (place.height() - metrics.horizontalAdvance(shown)) / 2))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), shown)
        painter.restore()

    def _side(self, painter: QPainter, place: QRectF, words: str, what: str) -> None:
        painter.setPen(QPen(self._theme.color("blue"), 1.4))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(place.adjusted(1, 0, -1, 0), 8, 8)
        font, small = scaled(self._theme.font("head"), self.scale), scaled(self._theme.font("small"), self.scale)
        metrics, fine = QFontMetricsF(font), QFontMetricsF(small)
        lines = folded(words, metrics, place.width() - 12)
        top = place.center().y() - (len(lines) * metrics.height() + fine.height()) / 2
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        for line in lines:
            painter.drawText(
                QRectF(place.left(), top, place.width(), metrics.height()), int(Qt.AlignmentFlag.AlignCenter), line
            )
            top += metrics.height()
        painter.setFont(small)
        painter.setPen(self._theme.color("text2"))
        painter.drawText(
            QRectF(place.left(), top, place.width(), fine.height()), int(Qt.AlignmentFlag.AlignCenter), what
        )

    def _line(self, painter: QPainter, route: list[QPointF], colour: str, *, faint: bool) -> None:
        tone = QColor(self._theme.color(colour))
        tone.setAlpha(_FAINT if faint else 255)
        painter.setPen(QPen(tone, (1.9 if colour == "accent" else 1.3) * self.scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_rounded(route, _CORNER * self.scale))
        painter.setBrush(tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(_arrow(route, _HEAD * self.scale))


def _rounded(route: list[QPointF], corner: float) -> QPainterPath:
    """The line with soft corners."""
    path = QPainterPath(route[0])
    for before, here, after in zip(route, route[1:], route[2:], strict=False):
        into, out = before - here, after - here
        reach = min(corner, abs(into.x() + into.y()) / 2, abs(out.x() + out.y()) / 2)
        path.lineTo(here + _towards(into) * reach)
        path.quadTo(here, here + _towards(out) * reach)
    path.lineTo(route[-1])
    return path


def _arrow(route: list[QPointF], size: float) -> QPolygonF:
    way = next((_towards(b - a) for a, b in reversed(list(pairwise(route))) if a != b), QPointF(0, 1))
    back, aside = route[-1] - way * size, QPointF(-way.y(), way.x()) * size * 0.5
    return QPolygonF([route[-1], back + aside, back - aside])


def _towards(way: QPointF) -> QPointF:
    """One step in the direction of a level or upright way."""
    length = abs(way.x()) + abs(way.y())
    return way / length if length else QPointF(0, 0)
