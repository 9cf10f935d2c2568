"""`Legend`: what colours, marks and figures of the matrix mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.ui.pages.engagement_of_people.matrix_paint import paint_cross, paint_triangle
from qms_desktop.ui.theme.theme import Theme

_BOX, _GAP, _AFTER = 12, 5, 14


class Legend(QWidget):
    """One line of samples; what has no room is left out from the end, and stands in the tooltip."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._samples = (
            ("green", self.tr("level reached")),
            ("amber", self.tr("one level missing")),
            ("red", self.tr("more missing, or nothing")),
            ("blue", self.tr("not required")),
            ("soon", self.tr("ends within 60 days")),
            ("ended", self.tr("expired")),
            ("figure", self.tr("3/4 found / required")),
            ("figure", self.tr("◆ critical")),
        )
        words = self.tr("What the matrix shows: {0}").format(", ".join(text for _kind, text in self._samples))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, QFontMetrics(self._theme.font("caption")).height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole line is painted
        """Draws the samples."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        metrics = QFontMetrics(theme.font("caption"))
        left = 0.0
        for kind, text in self._samples:
            sample = 0 if kind == "figure" else _BOX + _GAP
            width = sample + metrics.horizontalAdvance(text)
            if left + width > self.width():
                break
            place = QRectF(left, (self.height() - _BOX) / 2, _BOX, _BOX)
            self._sample(painter, place, kind)
            painter.setPen(theme.color("text2"))
            words = QRectF(left + sample, 0, width, self.height())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
            left += width + _AFTER

    def _sample(self, painter: QPainter, place: QRectF, kind: str) -> None:
        theme = self._theme
        small = place.adjusted(2, 2, -2, -2)
        if kind == "soon":
            paint_triangle(painter, small, theme.color("amber"))
        elif kind == "ended":
            paint_cross(painter, small, theme.color("red"))
        elif kind != "figure":
            painter.setPen(theme.color(kind))
            painter.setBrush(theme.tint(kind))
            painter.drawRoundedRect(place, 2, 2)
