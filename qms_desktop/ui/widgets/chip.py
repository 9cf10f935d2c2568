"""The chip that says a state, and the chip that filters a list."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.theme.tokens import Tokens

HEIGHT = 21
_DOT, _DOT_AT, _TEXT_AT, _RIGHT = 3.0, 11.0, 19.0, 10.0
_FILTER_HEIGHT, _FILTER_PADDING = 26, 13


def chip_height(metrics: QFontMetrics) -> int:
    """How high a chip is in a font: 21 at the usual size."""
    return max(HEIGHT, metrics.height() + 3)


def chip_width(text: str, metrics: QFontMetrics) -> int:
    """How wide a chip with that text is in full."""
    return round(_TEXT_AT + metrics.horizontalAdvance(text) + _RIGHT)


def paint_chip(painter: QPainter, rect: QRect, text: str, tone: str, *, tokens: Tokens, font: QFont) -> QRect:
    """Draws a state chip at the left of `rect`, centred in its height, and says where (table, pane, board, PDF)."""
    metrics = QFontMetrics(font)
    height = chip_height(metrics)
    width = min(chip_width(text, metrics), rect.width())
    place = QRectF(rect.left(), rect.top() + (rect.height() - height) // 2, width, height)
    pair = tokens.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.tint))
    painter.drawRoundedRect(place, height / 2, height / 2)
    painter.setBrush(QColor(pair.text))
    painter.drawEllipse(QPointF(place.left() + _DOT_AT, place.center().y()), _DOT, _DOT)
    painter.setPen(QColor(pair.text))
    painter.setFont(font)
    words = place.adjusted(_TEXT_AT, 0, 0, 0)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(words.width() - _RIGHT / 2))
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    painter.restore()
    return place.toRect()


class Chip(QWidget):
    """A state chip on its own, in the record pane."""

    def __init__(self, theme: Theme, text: str = "", tone: str = "grey", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._text, self._tone = theme, text, tone
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def set_state(self, text: str, tone: str) -> None:
        """Says another state."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the text."""
        metrics = QFontMetrics(self._theme.font("chip"))
        return QSize(chip_width(self._text, metrics), chip_height(metrics))

    def minimumSizeHint(self) -> QSize:
        """Room for the dot and a few letters."""
        return QSize(min(48, self.sizeHint().width()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is cut, the tooltip says it whole."""
        super().resizeEvent(event)
        self.setToolTip(self._text if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole chip is painted
        """Draws the chip."""
        font = self._theme.font("chip")
        paint_chip(QPainter(self), self.rect(), self._text, self._tone, tokens=self._theme.tokens, font=font)


class FilterChip(QAbstractButton):
    """A filter over a list with the number of rows it leaves: "Mine 9". Checked or not, the font stays the same."""

    def __init__(self, theme: Theme, text: str, count: int | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label, self._count = text, count
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)
        self.set_count(count)

    def set_label(self, text: str) -> None:
        """Shows other words."""
        self._label = text
        self.setToolTip(text)
        self.set_count(self._count)

    def set_count(self, count: int | None) -> None:
        """Shows another number, or none."""
        self._count = count
        self.setText(self._label if count is None else f"{self._label} {count}")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """26 high, as wide as the words."""
        metrics = QFontMetrics(self._theme.font())
        width = metrics.horizontalAdvance(self.text()) + 2 * _FILTER_PADDING
        return QSize(width, max(_FILTER_HEIGHT, metrics.height() + 6))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole chip is painted
        """Draws the outline and the words."""
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        pen = QPen(theme.color("accent" if on or focus else "border"), 2.0 if focus else 1.0)
        painter.setPen(pen)
        if on:
            painter.setBrush(theme.color("accentsoft"))
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(theme.color("hover"))
        edge = pen.widthF() / 2
        place = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.setFont(theme.font())
        painter.setPen(theme.color("accent" if on else "text2" if self.isEnabled() else "text3"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
