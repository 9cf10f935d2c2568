"""`CardDelegate`: draws a card of the board: number, due date, title in two lines, owner."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qms_desktop.ui.register.views.reading import Card
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.avatar import avatar_size, paint_avatar

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
_PAD, _GAP, _RADIUS, _LINES = 10, 8, 6, 2


class CardDelegate(QStyledItemDelegate):
    """Draws and measures cards; the `Card` is in `CARD_ROLE`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Every card has the same height, so that a column is even."""
        small, body = (QFontMetrics(self.theme.font(role)) for role in ("caption", "body"))
        foot = max(small.height(), avatar_size(self.theme))
        return QSize(120, small.height() + _LINES * body.lineSpacing() + foot + 2 * _PAD + 8 + _GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draws surface, content and focus."""
        card: Card = index.data(CARD_ROLE)
        tokens, rect, state = self.theme.tokens, option.rect, option.state
        place = QRectF(rect).adjusted(1, 1, -1, -_GAP)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        chosen = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_Active)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent if focused else tokens.border), 2 if focused else 1))
        painter.setBrush(QColor(tokens.select if chosen and focused else tokens.surface))
        painter.drawRoundedRect(place, _RADIUS, _RADIUS)
        self._paint_words(painter, place.toRect().adjusted(_PAD, _PAD, -_PAD, -_PAD), card)
        painter.restore()

    def _paint_words(self, painter: QPainter, inner: QRect, card: Card) -> None:
        small = self.theme.font("caption")
        metrics = QFontMetrics(small)
        top = QRect(inner.left(), inner.top(), inner.width(), metrics.height())
        self._text(painter, top, card.number, small, "text2")
        title = QRect(inner.left(), top.bottom() + 5, inner.width(), inner.height())
        self._title(painter, title, card.title)
        size = avatar_size(self.theme)
        foot = QRect(inner.left(), inner.bottom() - size + 1, inner.width(), size)
        heavy = QFont(small)
        heavy.setBold(card.tone == "red")
        self._text(painter, foot, card.due_words, heavy, card.tone or "text2", right=True)
        if card.owner:
            circle = QRectF(foot.left(), foot.top(), size, size)
            paint_avatar(painter, circle, card.owner, tokens=self.theme.tokens, font=self.theme.font("initials"))
            due = QFontMetrics(heavy).horizontalAdvance(card.due_words) + _GAP if card.due_words else 0
            self._text(painter, foot.adjusted(size + 6, 0, -due, 0), card.owner, small, "text2")

    def _text(
        self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, *, right: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(self.theme.tokens.colour(colour)))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _title(self, painter: QPainter, rect: QRect, title: str) -> None:
        """Two lines; what does not fit into the second is left out with an ellipsis."""
        font = self.theme.font("body")
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.tokens.text))
        for number, line in enumerate(_two_lines(title, font, rect.width())):
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect.left(), rect.top() + metrics.ascent() + number * metrics.lineSpacing(), shown)


def _two_lines(title: str, font: QFont, width: int) -> list[str]:
    words = title.replace("\n", " ")
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(max(1, width))
    cut = first.textLength()
    layout.endLayout()
    return [words[:cut].rstrip(), words[cut:].lstrip()] if cut < len(words) else [words]
