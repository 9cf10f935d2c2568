"""`GraphView`: boxes from left to right, each behind what led to it, reached by mouse and by arrow keys."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from qms_desktop.flows.trace import Node, Tie, Trace
from qms_desktop.records.register import Register
from qms_desktop.ui.theme.scale import BASE
from qms_desktop.ui.theme.theme import Theme

WIDTH, HEIGHT, ACROSS, DOWN, MARGIN = 200.0, 78.0, 46.0, 14.0, 16.0
PAD, RADIUS, LINES = 10.0, 6.0, 2
SMALLEST, READABLE, LARGEST, STEP = 0.5, 0.75, 1.6, 1.2
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Box(QGraphicsItem):
    """One record: number, state, title, and what it is to the one before."""

    def __init__(self, view: GraphView, node: Node, state: str, tone: str, *, here: bool) -> None:
        super().__init__()
        self.view, self.node, self.state, self.tone, self.here = view, node, state, tone, here
        self.setPos(node.column * (view.wide + ACROSS), node.row * (view.high + DOWN))
        self.setToolTip(f"{node.ref.number} {node.ref.title}")
        self.setZValue(1)

    @property
    def words(self) -> str:
        """What a screen reader says."""
        relation = f"{self.node.relation.lower()}, " if self.node.relation else ""
        return f"{relation}{self.node.ref.number} {self.node.ref.title}, {self.state}"

    def boundingRect(self) -> QRectF:
        """The box with its frame."""
        return QRectF(-2, -2, self.view.wide + 4, self.view.high + 4)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Draw the box; every text is elided to the room it has."""
        theme, tokens, wide, high = self.view.theme, self.view.theme.tokens, self.view.wide, self.view.high
        chosen = self.view.current == self.node.ref.id
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.accent if chosen or self.here else tokens.border
        painter.setPen(QPen(QColor(edge), 2 if chosen and self.view.hasFocus() else 1))
        painter.setBrush(QColor(tokens.accentsoft if self.here else tokens.surface))
        painter.drawRoundedRect(QRectF(0, 0, wide, high), RADIUS, RADIUS)
        caption = theme.font("caption")
        metrics = QFontMetricsF(caption)
        line = metrics.height()
        number = metrics.horizontalAdvance(self.node.ref.number)
        chip_room = wide - 2 * PAD - number - 12
        state = metrics.elidedText(self.state, Qt.TextElideMode.ElideRight, chip_room - 12)
        chip = QRectF(0, 0, metrics.horizontalAdvance(state) + 12, line + 2)
        chip.moveTopRight(QPointF(wide - PAD, 7))
        pair = tokens.tone(self.tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.tint))
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.setFont(caption)
        painter.setPen(QColor(pair.text))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, state)
        painter.setPen(QColor(tokens.text2))
        painter.drawText(QRectF(PAD, 8, number + 2, line), Qt.AlignmentFlag.AlignLeft, self.node.ref.number)
        self._draw_title(painter, QRectF(PAD, 10 + line, wide - 2 * PAD, 0))
        if self.node.relation:
            painter.setFont(caption)
            painter.setPen(QColor(tokens.text3))
            said = metrics.elidedText(self.node.relation.lower(), Qt.TextElideMode.ElideRight, wide - 2 * PAD)
            painter.drawText(QPointF(PAD, high - 8), said)

    def _draw_title(self, painter: QPainter, place: QRectF) -> None:
        font = self.view.theme.font("body")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(self.view.theme.tokens.text))
        for n, words in enumerate(folded(self.node.ref.title, metrics, place.width())):
            painter.drawText(QPointF(place.left(), place.top() + metrics.ascent() + n * metrics.height()), words)


def folded(words: str, metrics: QFontMetricsF, room: float) -> list[str]:
    """A title on at most two lines, the second one elided."""
    title = " ".join(words.split())
    layout = QTextLayout(title)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    end = 0
    if metrics.horizontalAdvance(title) > room:
        low = title[: max(1, len(title))]
        while metrics.horizontalAdvance(low) > room:
            blank = low.rstrip().rfind(" ")
            low = low[:blank] if blank > 0 else metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
            if low.endswith("…"):
                return [low]
        end = len(low)
    if not end:
        return [title]
    rest = metrics.elidedText(title[end:].strip(), Qt.TextElideMode.ElideRight, room)
    return [title[:end].rstrip(), rest]


class GraphView(QGraphicsView):
    """Emits `opened(Ref)` at a click or Enter, `chosen(UUID)` when the arrow keys reached another record."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.boxes: dict[UUID, Box] = {}
        self.current: UUID | None = None
        self._trace: Trace | None = None
        self._registers: Mapping[str, Register] = {}
        self._fitted = True
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Graph of the chain"))
        theme.changed.connect(self._redraw)

    @property
    def wide(self) -> float:
        """The width of a box at this size of text."""
        return WIDTH * self.theme.base / BASE

    @property
    def high(self) -> float:
        """The height of a box: two lines of captions, two of the title."""
        lines = (
            2 * QFontMetricsF(self.theme.font("caption")).height() + LINES * QFontMetricsF(self.theme.font()).height()
        )
        return max(HEIGHT, lines + 20)

    def show_trace(self, trace: Trace, registers: Mapping[str, Register]) -> None:
        """Show a chain."""
        self._trace, self._registers = trace, registers
        self.current = trace.here
        self._redraw()

    def choose(self, key: UUID) -> None:
        """Make a record the current one."""
        if key in self.boxes and key != self.current:
            self.current = key
            self.ensureVisible(self.boxes[key], 20, 20)
            self._scene.update()
            self._speak()

    def zoom(self, by: int) -> None:
        """Larger or smaller."""
        scale = self.transform().m11() * (STEP if by > 0 else 1 / STEP)
        self._fitted = False
        self._scale(min(LARGEST, max(SMALLEST, scale)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from box to box, Enter opens, plus and minus zoom."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            self._step(*ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current in self.boxes:
            self.opened.emit(self.boxes[self.current].node.ref)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.zoom(1 if key == Qt.Key.Key_Plus else -1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the record."""
        box = self.itemAt(event.position().toPoint())
        if isinstance(box, Box) and event.button() == Qt.MouseButton.LeftButton:
            self.choose(box.node.ref.id)
            self.opened.emit(box.node.ref)
            return
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame shows where the keys go."""
        super().focusInEvent(event)
        self._scene.update()
        self._speak()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And where they do not."""
        super().focusOutEvent(event)
        self._scene.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A graph that was not zoomed fits its frame as far as it can be read."""
        super().resizeEvent(event)
        self._fit()

    def _step(self, right: int, down: int) -> None:
        here = self.boxes.get(self.current) if self.current else None
        if here is None:
            return

        def ahead(box: Box) -> float | None:
            x, y = box.pos().x() - here.pos().x(), box.pos().y() - here.pos().y()
            along, aside = (x * right, abs(y)) if right else (y * down, abs(x))
            return along + 3 * aside if along > 1 else None

        found = [(far, box) for box in self.boxes.values() if (far := ahead(box)) is not None]
        if found:
            box = min(found, key=lambda pair: pair[0])[1]
            self.choose(box.node.ref.id)
            self.chosen.emit(box.node.ref.id)

    def _speak(self) -> None:
        if self.current in self.boxes:
            self.setAccessibleDescription(self.boxes[self.current].words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _redraw(self) -> None:
        self._scene.clear()
        self.boxes = {}
        self.setBackgroundBrush(self.theme.color("surface"))
        if self._trace is None:
            return
        for node in self._trace.nodes:
            state = self._registers[node.ref.kind].workflow.states(node.state)
            here = node.ref.id == self._trace.here
            self.boxes[node.ref.id] = Box(self, node, state.label, str(state.tone), here=here)
            self._scene.addItem(self.boxes[node.ref.id])
            self.boxes[node.ref.id].setCursor(Qt.CursorShape.PointingHandCursor)
        for tie in self._trace.ties:
            self._scene.addItem(self._line(tie))
        self._scene.setSceneRect(self._scene.itemsBoundingRect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
        self._fit()
        self._speak()

    def _line(self, tie: Tie) -> QGraphicsPathItem:
        first, then = self.boxes[tie.first].pos(), self.boxes[tie.then].pos()
        start, end = first + QPointF(self.wide, self.high / 2), then + QPointF(0, self.high / 2)
        middle = (start.x() + end.x()) / 2
        path = QPainterPath(start)
        path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
        line = QGraphicsPathItem(path)
        style = Qt.PenStyle.DashLine if tie.beside else Qt.PenStyle.SolidLine
        line.setPen(QPen(self.theme.color("text3"), 1.4, style))
        return line

    def _fit(self) -> None:
        room, needs = self.viewport().rect(), self._scene.sceneRect()
        if self._fitted and needs.width() > 1:
            self._scale(min(1.0, max(READABLE, min(room.width() / needs.width(), room.height() / needs.height()))))
            if self.current in self.boxes:
                self.ensureVisible(self.boxes[self.current], 20, 20)

    def _scale(self, scale: float) -> None:
        self.resetTransform()
        self.scale(scale, scale)
