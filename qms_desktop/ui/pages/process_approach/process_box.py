"""`ProcessBox`: one process on the map: its name on at most two lines, and the worst that is the matter with it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from qms_desktop.insight.process_map import Node
from qms_desktop.records.choices import Tone
from qms_desktop.ui.chain.graph import folded
from qms_desktop.ui.theme.theme import Theme

ICONS = {Tone.RED: "octagon-alert", Tone.AMBER: "triangle-alert", Tone.GREEN: "circle-check"}
_RADIUS, _PAD, _ICON = 8.0, 8.0, 12.0
_SIGNS, _BESIDE = 2, 4
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def scaled(font: QFont, scale: float) -> QFont:
    """A font at the size of the map."""
    font.setPointSizeF(font.pointSizeF() * scale)
    return font


def box_height(theme: Theme, scale: float) -> float:
    """Two lines of the name, two of what is the matter."""
    name = QFontMetricsF(scaled(theme.font("head"), scale)).height()
    sign = QFontMetricsF(scaled(theme.font("small"), scale)).height()
    return 2 * name + 2 * sign + 2 * _PAD * scale + 4 * scale


class ProcessBox(QAbstractButton):
    """Opens the process when clicked; arrow keys ask for the neighbour by `stepped(right, down)`."""

    stepped = Signal(int, int)
    lit = Signal(object)
    """The process that is looked at, by mouse or keys; None when it no longer is."""

    def __init__(self, theme: Theme, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.node, self.scale = theme, node, 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        theme.changed.connect(self.update)
        self.show_node(node, (), ())

    @property
    def key(self) -> UUID:
        """The process."""
        return self.node.id

    def show_node(self, node: Node, gets: tuple[str, ...], gives: tuple[str, ...]) -> None:
        """Show the process as it is now, and in words what goes in and what comes out."""
        self.node = node
        said = "; ".join(sign.words for sign in node.signs) or self.tr("no deviation")
        self.setAccessibleName(f"{node.name}: {said}")
        about = [self.tr("Owner: {0}").format(node.owner)] if node.owner else [self.tr("Nobody owns it")]
        for words, flows, outside in ((self.tr("In"), gets, node.takes), (self.tr("Out"), gives, node.gives)):
            if flows or outside:
                about.append(f"{words}: " + ", ".join([*flows, *outside]))
        self.setAccessibleDescription(". ".join(about))
        signs = [sign.words for sign in node.signs] or [self.tr("no deviation")]
        self.setToolTip("\n".join([node.name, *(f"  • {words}" for words in signs), *about]))
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
        """Lights its lines."""
        super().focusInEvent(event)
        self.lit.emit(self.key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Puts their light out."""
        super().focusOutEvent(event)
        self.lit.emit(None)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Lights its lines."""
        super().enterEvent(event)
        self.lit.emit(self.key)

    def sizeHint(self) -> QSize:
        """What the map gives it."""
        return QSize(160, round(box_height(self._theme, self.scale)))

    def lines(self) -> list[str]:
        """The name as it is folded into the width of the moment."""
        metrics = QFontMetricsF(scaled(self._theme.font("head"), self.scale))
        return folded(self.node.name, metrics, self.width() - 2 * _PAD * self.scale)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole box is painted
        """Draws the frame in the tone of the worst sign, the name, and up to two signs."""
        theme, focus = self._theme, self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = 2.5 if focus else 1.4
        painter.setPen(QPen(theme.color("accent" if focus else str(self.node.tone)), thick))
        painter.setBrush(theme.color("hover" if self.underMouse() else "surface"))
        place = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.drawRoundedRect(place, _RADIUS * self.scale, _RADIUS * self.scale)
        name, small = scaled(theme.font("head"), self.scale), scaled(theme.font("small"), self.scale)
        named, signed = self.lines(), self.signed()
        metrics, fine = QFontMetricsF(name), QFontMetricsF(small)
        top = (self.height() - len(named) * metrics.height() - len(signed) * fine.height() - 3 * self.scale) / 2
        painter.setFont(name)
        painter.setPen(theme.color("text"))
        for words in named:
            painter.drawText(QRectF(0, top, self.width(), metrics.height()), _CENTRE, words)
            top += metrics.height()
        top += 3 * self.scale
        painter.setFont(small)
        for tone, words in signed:
            self._paint_sign(painter, QRectF(0, top, self.width(), fine.height()), tone, words)
            top += fine.height()

    def signed(self) -> list[tuple[str, str]]:
        """Two lines of what is the matter, each with its tone: both signs, or the worst in full and how many more."""
        signs = self.node.signs
        if not signs:
            return [(str(Tone.GREEN), self.tr("no deviation"))]
        metrics = QFontMetricsF(scaled(self._theme.font("small"), self.scale))
        room = self.width() - 2 * _PAD * self.scale - min(_ICON * self.scale, metrics.height()) - _BESIDE
        tone = str(signs[0].tone)
        if all(metrics.horizontalAdvance(sign.words) <= room for sign in signs) and len(signs) <= _SIGNS:
            return [(str(sign.tone), sign.words) for sign in signs]
        more = self.tr("{0} more").format(len(signs) - 1)
        if metrics.horizontalAdvance(signs[0].words) <= room:
            return [(tone, signs[0].words), ("", self.tr("and {0}").format(more))]
        words = f"{signs[0].words}, {more}" if len(signs) > 1 else signs[0].words
        first, *rest = folded(words, metrics, room)
        return [(tone, first), *(("", line) for line in rest)]

    def _paint_sign(self, painter: QPainter, line: QRectF, tone: str, words: str) -> None:
        theme, metrics = self._theme, QFontMetricsF(painter.font())
        icon = min(_ICON * self.scale, line.height()) if tone else 0.0
        room = line.width() - 2 * _PAD * self.scale - (icon + 4 if icon else 0)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        wide = metrics.horizontalAdvance(shown) + (icon + 4 if icon else 0)
        left = (line.width() - wide) / 2
        if icon:
            square = QRectF(left, line.center().y() - icon / 2, icon, icon)
            theme.paint_icon(painter, square, ICONS[Tone(tone)], tone)
            left += icon + 4
        painter.setPen(theme.color(tone or "text2"))
        painter.drawText(
            QRectF(left, line.top(), line.right() - left, line.height()), int(Qt.AlignmentFlag.AlignVCenter), shown
        )
