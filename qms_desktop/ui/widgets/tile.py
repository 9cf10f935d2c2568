"""A key figure: what it is, how much it is, and what that means."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qms_desktop.ui.theme.theme import Theme

_LEAST_WIDTH, _SIDE, _TOP, _RADIUS = 180, 16, 10, 8
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class Tile(QAbstractButton):
    """A card with a figure; a click (or Space) opens what it counts: connect `clicked`."""

    def __init__(self, theme: Theme, caption: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._caption = theme, caption
        self._figure, self._meaning, self._tone = "", "", "grey"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def set_figure(self, figure: str, meaning: str = "", tone: str = "grey") -> None:
        """Shows the figure and one line of what it means, in a tone that agrees with its words."""
        self._figure, self._meaning, self._tone = figure, meaning, tone
        self.setAccessibleName(f"{self._caption}: {figure}" + (f", {meaning}" if meaning else ""))
        self.setToolTip(meaning)
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines and the padding."""
        height = sum(QFontMetrics(self._theme.font(role)).height() for role in ("caption", "kpi", "head"))
        return QSize(_LEAST_WIDTH + 20, height + 2 * _TOP + 2)

    def minimumSizeHint(self) -> QSize:
        """180 wide."""
        return QSize(_LEAST_WIDTH, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole tile is painted
        """Draws the card and its three lines."""
        theme, focus = self._theme, self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("accent" if focus else "border"), 2.0 if focus else 1.0)
        edge = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(theme.color("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), _RADIUS, _RADIUS)
        top = _TOP
        for role, text, colour in (
            ("caption", self._caption, "text2"),
            ("kpi", self._figure, "text"),
            ("head", self._meaning, self._tone),
        ):
            font = theme.font(role)
            metrics = QFontMetrics(font)
            line = QRect(_SIDE, top, self.width() - 2 * _SIDE, metrics.height())
            painter.setFont(font)
            painter.setPen(theme.color(colour))
            painter.drawText(line, _LEFT, metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width()))
            top += metrics.height()
