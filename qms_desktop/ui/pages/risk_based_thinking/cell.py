"""`CellButton`: one cell of the risk matrix: its level as word, shape and colour, and how many risks stand in it."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qms_desktop.flows.catalogues import meanings
from qms_desktop.insight.risk_matrix import Cell, level_at, words_of
from qms_desktop.principles.risk_based_thinking.matrix import Level
from qms_desktop.ui.theme.theme import Theme

CORNERS = {Level.LOW: 24, Level.MEDIUM: 4, Level.HIGH: 3, Level.CRITICAL: 10}
"""The shape of each level: a disc, a diamond, a triangle, a star."""
_DENT = 0.45  # how far the inner corners of the star stand from its middle
_RADIUS, _PAD, _MARK = 6.0, 8, 5.5
_ROOMY = 54
ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def mark(level: Level, centre: QPointF, radius: float) -> QPolygonF:
    """The shape of a level around a point."""
    corners = CORNERS[level]
    found = []
    for n in range(corners):
        angle = 2 * pi * n / corners - pi / 2
        reach = radius * (_DENT if level is Level.CRITICAL and n % 2 else 1)
        found.append(QPointF(centre.x() + reach * cos(angle), centre.y() + reach * sin(angle)))
    return QPolygonF(found)


class CellButton(QAbstractButton):
    """Opens its risks when clicked; arrow keys ask for the neighbour by `stepped(likelihood, impact)`."""

    stepped = Signal(int, int)
    entered = Signal(object)
    """The cell has the focus now; None when it has lost it."""

    def __init__(self, theme: Theme, cell: Cell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.cell, self.level, self.count = theme, cell, level_at(cell), 0
        self.crossed = False
        """Arrows may cross a low cell, which then shows its level by the shape alone."""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)
        self.set_count(0, "")

    def set_count(self, count: int, stage: str) -> None:
        """Show how many risks stand here, as they are seen at a stage."""
        self.count = count
        likelihood, impact = words_of(self.cell)
        risks = self.tr("1 risk") if count == 1 else self.tr("{0} risks").format(f"{count:,}")
        place = self.tr("likelihood {0}, impact {1}").format(likelihood, impact)
        self.setAccessibleName(self.tr("{0}, {1}: {2}").format(self.level.label, place, risks))
        self.setAccessibleDescription(stage)
        said = (
            meanings("risk", name)[str(step)] for name, step in zip(("likelihood", "impact"), self.cell, strict=True)
        )
        self.setToolTip("\n".join([*([risks] if count else []), f"{self.level.label}: {place}", *said]))
        self.setCursor(Qt.CursorShape.PointingHandCursor if count else Qt.CursorShape.ArrowCursor)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the neighbour, Enter opens as Space does."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            self.stepped.emit(*ARROWS[key])
        elif key in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells which cell the arrows of the moment belong to."""
        super().focusInEvent(event)
        self.entered.emit(self.cell)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And when to no cell any more."""
        super().focusOutEvent(event)
        self.entered.emit(None)

    def sizeHint(self) -> QSize:
        """Room for a number and a word."""
        return QSize(96, 64)

    def minimumSizeHint(self) -> QSize:
        """Room for a number and a shape."""
        return QSize(40, 34)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole cell is painted
        """Draws the level and the number; the number stands out where there is one."""
        theme, focus = self._theme, self.hasFocus()
        pair = theme.tokens.tone(self.level.tone)
        solid = self.level is Level.CRITICAL and self.count
        ground, ink = (pair.text, pair.tint) if solid else (pair.tint, pair.text)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(place, _RADIUS, _RADIUS)
        if focus or (self.underMouse() and self.count):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent" if focus else "text2"), 2.5 if focus else 1.5))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        self._paint_level(painter, ink)
        if self.count:
            painter.setPen(ink)
            painter.setFont(theme.font("kpi" if self.height() > 2 * _ROOMY else "page"))
            roomy = self.height() >= _ROOMY
            centre = Qt.AlignmentFlag.AlignCenter if roomy else Qt.AlignmentFlag.AlignVCenter
            room = place.adjusted(_PAD, _PAD if roomy else 0, -_PAD, 0)
            painter.drawText(room, int(centre), f"{self.count:,}")

    def _paint_level(self, painter: QPainter, ink: str) -> None:
        font = self._theme.font("small")
        metrics = QFontMetrics(font)
        roomy = self.height() >= _ROOMY
        middle = _PAD + metrics.height() / 2 - 1 if roomy else self.height() / 2
        centre = QPointF(self.width() - _PAD - _MARK, middle)
        painter.setPen(QPen(QColor(ink), 1.2))
        painter.setBrush(ink if self.count else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(mark(self.level, centre, _MARK))
        if self.crossed and not roomy:
            return
        beside = QFontMetrics(self._theme.font("page")).horizontalAdvance("000")
        left = _PAD if roomy else beside
        room = round(centre.x() - 2 * _MARK) - left
        words = metrics.elidedText(self.level.label, Qt.TextElideMode.ElideRight, room)
        baseline = middle + metrics.ascent() / 2 - 1
        painter.setFont(font)
        painter.drawText(QPointF(left if roomy else left + room - metrics.horizontalAdvance(words), baseline), words)
