"""The lines of the cards on Home: buttons that paint themselves, so that Tab reaches them and they are read aloud."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.avatar import Avatar
from qms_desktop.ui.widgets.label import ElidedLabel, Label

_ICON, _EDGE, _GAP = 18, 6, 12
_HEIGHT = 30
_LEAST = 48  # px that are left for the word at the right
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)


class Line(QAbstractButton):
    """Icon, number, title, and a word at the right; a click opens what it stands for."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        *,
        number: str = "",
        right: str = "",
        tone: str = "text2",
        tip: str = "",
        title_first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """The title gives way to the word at the right, unless it comes first."""
        super().__init__(parent)
        self._title_first = title_first
        self._theme, self._icon, self._number = theme, icon, number
        self._title, self._right, self._tone = title, right, tone
        self.setText(title)
        self.setAccessibleName(", ".join(part for part in (number, title, right) if part))
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(300, max(_HEIGHT, QFontMetrics(self._theme.font()).height() + 12))

    def minimumSizeHint(self) -> QSize:
        """The title can be elided."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole line is painted
        """Draws the line."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        middle = self.height() // 2
        theme.paint_icon(painter, QRectF(_EDGE, middle - _ICON // 2, _ICON, _ICON), self._icon, "text2")
        place = self.rect().adjusted(_EDGE + _ICON + _GAP, 0, -_EDGE, 0)
        beside = QRect(place)
        if self._title_first:
            beside.setLeft(min(place.right() - _LEAST, place.left() + self._wide(self._title) + _GAP))
        right = self._write(painter, beside, self._right, "strong", self._tone, _RIGHT)
        place.setRight(place.right() - right - _GAP)
        if self._number:
            width = QFontMetrics(theme.font()).horizontalAdvance("NCO-2026-00000")
            self._write(painter, QRect(place.left(), place.top(), width, place.height()), self._number, "body", "text2")
            place.setLeft(place.left() + width + 8)
        self._write(painter, place, self._title, "body", "text")

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setPen(QPen(theme.color("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
        if self.hasFocus() or self.underMouse():
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _write(self, painter: QPainter, place: QRect, text: str, role: str, colour: str, align: int = _LEFT) -> int:
        font: QFont = self._theme.font(role)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.color(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, align, shown)
        return metrics.horizontalAdvance(shown)

    def _wide(self, text: str) -> int:
        return QFontMetrics(self._theme.font("body")).horizontalAdvance(text)


class ChangeLine(QWidget):
    """Who did what, and when."""

    def __init__(self, theme: Theme, who: str, what: str, when: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, 4, _EDGE, 4)
        row.setSpacing(10)
        row.addWidget(Avatar(theme, who))
        text = ElidedLabel(what, least=80)
        row.addWidget(text, 1)
        at = Label(when, "caption")
        at.setToolTip(tip)
        row.addWidget(at)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{who}: {what}, {when}")
