"""`WhyList`: the causes as a drawn tree, one below the other, walked and changed with the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyle, QStyleOptionViewItem, QWidget

from qms_desktop.insight.cause_drawing import Node, family_label, kind_label
from qms_desktop.principles.continuous_improvement.causes import CauseKind, ordered
from qms_desktop.ui.delegates import Index, RowDelegate
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.chip import chip_width, paint_chip

NODE, DEPTH = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_INDENT, _PAD, _AIR, _CORNER = 26, 10, 14, 5
_ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)


class WhyDelegate(RowDelegate):
    """A box for each cause, hung by a line on the one that it explains."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  as high as a line
        """A line of words with air around it."""
        return QSize(0, self.font("body")[1].height() + 2 * _AIR)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The line from above, the box, its words and its chips."""
        node, depth = index.data(NODE), index.data(DEPTH)
        tokens, rect = self.theme.tokens, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = rect.left() + 4 + depth * _INDENT
        box = QRectF(left, rect.top() + 4, rect.right() - left - 6, rect.height() - 8)
        painter.setPen(QPen(QColor(tokens.text3), 1.2))
        if depth:
            x, middle = left - _INDENT / 2, rect.center().y()
            painter.drawLine(QPointF(x, rect.top() - self._rise(index, depth, rect.height())), QPointF(x, middle))
            painter.drawLine(QPointF(x, middle), QPointF(left, middle))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(QColor(tokens.accent if chosen else tokens.border), 2.0 if focused else 1.2))
        painter.setBrush(QColor(tokens.select if chosen else tokens.surface))
        painter.drawRoundedRect(box, _CORNER, _CORNER)
        right = self._chips(painter, box, node)
        words = QRectF(box.left() + _PAD, box.top(), right - box.left() - 2 * _PAD, box.height())
        font, metrics = self.font("body")
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        shown = metrics.elidedText(node.label, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, _ONE_LINE, shown)
        painter.restore()

    @staticmethod
    def _rise(index: Index, depth: int, height: float) -> float:
        """How far up the line goes: past the further causes that hang on a brother, to the one above."""
        rows, row = 0, index.row() - 1
        while row >= 0 and index.sibling(row, 0).data(DEPTH) >= depth:
            rows, row = rows + 1, row - 1
        return rows * height + 4

    def _chips(self, painter: QPainter, box: QRectF, node: Node) -> float:
        """Family, kind and verified, from the right; returns where they begin."""
        chips = [(self.tr("Verified"), "green")] if node.verified else []
        if node.cause_kind:
            chips.append((kind_label(node), str(CauseKind(node.cause_kind).tone)))
        if node.family:
            chips.append((family_label(node.family), "grey"))
        font, metrics = self.font("chip")
        right = box.right() - _PAD / 2
        for words, tone in chips:
            width = chip_width(words, metrics)
            if right - width < box.left() + box.width() / 3:
                break
            place = QRectF(right - width, box.top(), width, box.height()).toRect()
            paint_chip(painter, place, words, tone, tokens=self.theme.tokens, font=font)
            right -= width + 6
        return right


class WhyList(QListWidget):
    """Enter asks why, Shift+Enter what else, Tab and Shift+Tab hang a cause elsewhere; F2, Space and Delete."""

    below_wanted = Signal()
    beside_wanted = Signal()
    rewriting = Signal()
    removing = Signal()
    hanging = Signal(object)
    """The chosen cause explains another one now: its number, or None for the nonconformity itself."""
    verifying = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Why"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(WhyDelegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(6 * QFontMetrics(theme.font()).height())

    def show_causes(self, causes: Sequence[Node], current: object) -> None:
        """Show the tree, with one cause chosen."""
        self.clear()
        for row, (node, depth) in enumerate(ordered(causes)):
            item = QListWidgetItem(node.label)
            item.setData(NODE, node)
            item.setData(DEPTH, depth)
            item.setToolTip(node.what)
            verified = self.tr("verified") if node.verified else self.tr("not verified")
            words = self.tr("Level {0}: {1}, {2}").format(depth + 1, node.label, verified)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.addItem(item)
            if node.key == current or (row == 0 and current is None):
                self.setCurrentRow(row)

    @property
    def node(self) -> Node | None:
        """The chosen cause."""
        item = self.currentItem()
        found = item.data(NODE) if item is not None else None
        return found if isinstance(found, Node) else None

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab hangs a cause one level lower, Shift+Tab higher; where it cannot, it goes on to the next widget."""
        return False if self._hang(lower=following) else super().focusNextPrevChild(following)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the tree; all others walk through it."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        signals = {Qt.Key.Key_F2: self.rewriting, Qt.Key.Key_Delete: self.removing, Qt.Key.Key_Space: self.verifying}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.beside_wanted if shift else self.below_wanted).emit()
        elif key in signals:
            signals[Qt.Key(key)].emit()
        else:
            super().keyPressEvent(event)

    def _hang(self, *, lower: bool) -> bool:
        node, row = self.node, self.currentRow()
        if node is None:
            return False
        depth = self.item(row).data(DEPTH)
        before = [self.item(n) for n in range(row)]
        if lower:
            brother = next((i for i in reversed(before) if i.data(DEPTH) <= depth), None)
            if brother is None or brother.data(DEPTH) != depth:
                return False
            self.hanging.emit(brother.data(NODE).cause_no)
            return True
        above = next((i.data(NODE) for i in reversed(before) if i.data(DEPTH) < depth), None)
        if above is None:
            return False
        self.hanging.emit(above.explains)
        return True
