"""The list below the search: its rows, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.chip import chip_width, paint_chip

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_ICON, _EDGE, _GAP = 18, 12, 12
_HEAD, _ROW, _TALL = 28, 36, 50
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)


@dataclass(frozen=True, slots=True)
class Found:
    """A row: a record, a command, or the head of a group (then there is nothing to run)."""

    title: str
    icon: str = ""
    number: str = ""
    snippet: str = ""
    state: str = ""
    tone: str = "grey"
    right: str = ""
    run: Callable[[], object] | None = None


class FoundModel(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Found] = []

    def show(self, rows: Sequence[Found]) -> None:
        """Shows other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        """All rows, heads too."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a screen reader says of a row; the delegate reads the row itself."""
        found = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (found.number, found.title, found.state) if part)
        if role == Qt.ItemDataRole.UserRole:
            return found
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads cannot be chosen."""
        if self.rows[index.row()].run is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def next_choice(self, row: int, step: int) -> int:
        """The nearest row that can be chosen in a direction, round and round; -1 where there is none."""
        count = len(self.rows)
        for distance in range(1, count + 1):
            at = (row + step * distance) % count
            if self.rows[at].run is not None:
                return at
        return -1


class FoundDelegate(QStyledItemDelegate):
    """Draws icon, number, title, snippet below, and a state chip or the keys at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Lower for heads, higher with a snippet."""
        found: Found = index.data(Qt.ItemDataRole.UserRole)
        line = QFontMetrics(self._theme.font()).height()
        caption = QFontMetrics(self._theme.font("caption")).height()
        if found.run is None:
            height = max(_HEAD, caption + 12)
        else:
            height = max(_TALL, line + caption + 16) if found.snippet else max(_ROW, line + 16)
        return QSize(option.rect.width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws a row."""
        found: Found = index.data(Qt.ItemDataRole.UserRole)
        theme, rect = self._theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if found.run is None:
            self._write(painter, rect.adjusted(_EDGE, 4, -_EDGE, 0), found.title, "head", "text2")
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("select" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(rect).adjusted(4, 1, -4, -1), 6, 6)
        middle = rect.top() + rect.height() // 2
        icon = QRectF(rect.left() + _EDGE, middle - _ICON // 2, _ICON, _ICON)
        theme.paint_icon(painter, icon, found.icon, "accent" if chosen else "text2")
        words = rect.adjusted(_EDGE + _ICON + _GAP, 0, -_EDGE, 0)
        words.setRight(words.right() - self._paint_right(painter, words, found))
        self._paint_words(painter, words, found)
        painter.restore()

    def _paint_right(self, painter: QPainter, words: QRect, found: Found) -> int:
        if found.state:
            font = self._theme.font("chip")
            width = chip_width(found.state, QFontMetrics(font))
            place = QRect(words.right() - width, words.top(), width, words.height())
            paint_chip(painter, place, found.state, found.tone, tokens=self._theme.tokens, font=font)
            return width + _GAP
        return self._write(painter, words, found.right, "caption", "text2", _RIGHT) + (_GAP if found.right else 0)

    def _paint_words(self, painter: QPainter, words: QRect, found: Found) -> None:
        first = QRect(words)
        if found.snippet:
            line = QFontMetrics(self._theme.font()).height()
            caption = QFontMetrics(self._theme.font("caption")).height()
            top = words.top() + (words.height() - line - caption) // 2
            first = QRect(words.left(), top, words.width(), line)
            below = QRect(words.left(), top + line, words.width(), caption)
            self._write(painter, below, found.snippet, "caption", "text2")
        if found.number:
            width = self._write(painter, first, found.number, "body", "text2")
            first.setLeft(first.left() + width + _GAP)
        self._write(painter, first, found.title, "body", "text")

    def _write(self, painter: QPainter, place: QRect, text: str, role: str, colour: str, align: int = _LEFT) -> int:
        font = self._theme.font(role)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._theme.color(colour))
        painter.drawText(place, align, metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width()))
        return metrics.horizontalAdvance(text)
