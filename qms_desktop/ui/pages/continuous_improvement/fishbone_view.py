"""`FishboneView`: the causes on the bones of their families; each bone takes another cause."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from qms_desktop.insight.cause_drawing import Fishbone, Node, Rib, families, family_label, fishbone
from qms_desktop.ui.chain.graph import folded
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button

_LEAST, _CORNER, _DOT = 660, 6, 3.0
_WORDS = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


class FishboneView(QWidget):
    """Painted for its width; `adding` gives the family of the bone, `chosen` the cause that was clicked."""

    adding = Signal(str)
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._effect = ""
        self._causes: Sequence[Node] = ()
        self._editable = False
        self.drawing: Fishbone | None = None
        self.buttons: dict[str, Button] = {}
        self.current: object = None
        self.setAccessibleName(self.tr("Fishbone"))
        theme.changed.connect(self.arrange)

    def show_causes(self, effect: str, causes: Sequence[Node], *, editable: bool) -> None:
        """Show the causes of an effect."""
        self._effect, self._causes, self._editable = effect, causes, editable
        self.setAccessibleDescription("; ".join(f"{family_label(c.family or '')}: {c.what}" for c in causes))
        for name in families(causes):
            if name not in self.buttons:
                button = Button(self._theme, family_label(name), "plus", kind="ghost", parent=self)
                button.setToolTip(self.tr("Add a cause to this bone"))
                button.clicked.connect(lambda _on=False, name=name: self.adding.emit(name))
                self.buttons[name] = button
        self.arrange()

    def arrange(self) -> None:
        """Lay out for the width that there is."""
        metrics = QFontMetricsF(self._theme.font("caption"))
        width = max(_LEAST, self.width())
        self.drawing = fishbone(self._causes, width, metrics.height(), lambda words, room: folded(words, metrics, room))
        shown = {bone.family: bone for bone in self.drawing.bones}
        for name, button in self.buttons.items():
            button.setVisible(name in shown)
            button.setEnabled(self._editable)
            if name in shown:
                x, top = shown[name].name
                high = QFontMetrics(self._theme.font()).height() + 6
                button.setGeometry(int(x), int(top), min(button.sizeHint().width(), int(shown[name].width)), high)
        self.setMinimumHeight(int(self.drawing.height) + 1)
        self.update()

    def sizeHint(self) -> QSize:
        """As the drawing needs it."""
        return QSize(_LEAST, int(self.drawing.height) + 1 if self.drawing else 300)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another drawing."""
        super().resizeEvent(event)
        self.arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a cause chooses it."""
        place = event.position()
        for bone in self.drawing.bones if self.drawing else ():
            for rib in bone.ribs:
                if self._room(rib).contains(place):
                    self.current = rib.node.key
                    self.chosen.emit(rib.node.key)
                    self.update()
                    return
        super().mousePressEvent(event)

    def _room(self, rib: Rib) -> QRectF:
        line = QFontMetricsF(self._theme.font("caption")).height()
        return QRectF(rib.start[0], rib.start[1] - 2 * line - 2, rib.end[0] - rib.start[0], 2 * line + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  all of it is painted
        """The spine, the bones, the words."""
        drawing = self.drawing
        if drawing is None:
            return
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top, width, height = drawing.head
        painter.setPen(QPen(QColor(tokens.text2), 2))
        painter.drawLine(QPointF(0, drawing.spine), QPointF(left, drawing.spine))
        for bone in drawing.bones:
            painter.setPen(QPen(QColor(tokens.text3), 1.4))
            painter.drawLine(QPointF(*bone.start), QPointF(*bone.end))
            for rib in bone.ribs:
                self._paint_rib(painter, rib)
        box = QRectF(left, top, width - 1, height)
        painter.setPen(QPen(QColor(tokens.red.text), 1.2))
        painter.setBrush(QColor(tokens.red.tint))
        painter.drawRoundedRect(box, _CORNER, _CORNER)
        painter.setFont(self._theme.font("strong"))
        painter.setPen(QColor(tokens.text))
        metrics = QFontMetrics(self._theme.font("strong"))
        lines = max(1, int(height - 8) // metrics.height())
        most = metrics.elidedText(self._effect, Qt.TextElideMode.ElideRight, int(width - 16) * lines * 8 // 10)
        painter.drawText(box.adjusted(6, 4, -6, -4), _WORDS, most)

    def _paint_rib(self, painter: QPainter, rib: Rib) -> None:
        tokens = self._theme.tokens
        metrics = QFontMetricsF(self._theme.font("caption"))
        if rib.node.key == self.current:
            painter.fillRect(self._room(rib), QColor(tokens.select))
        tone = "green" if rib.node.verified else "text3"
        painter.setPen(QPen(QColor(tokens.colour(tone)), 1.4 if rib.node.verified else 0.8))
        painter.drawLine(QPointF(*rib.start), QPointF(*rib.end))
        if rib.node.verified:
            painter.setBrush(QColor(tokens.green.text))
            painter.drawEllipse(QPointF(*rib.end), _DOT, _DOT)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(QColor(tokens.text))
        for number, words in enumerate(reversed(rib.words)):
            painter.drawText(
                QPointF(rib.start[0], rib.start[1] - metrics.descent() - 1 - number * metrics.height()), words
            )
