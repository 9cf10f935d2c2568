"""How the cells of a register table are drawn: text, chip, person, due date.

The delegates paint everything themselves: the style sheet's own item painting costs ten times as much, and a full table
has to be on the screen within one frame.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.avatar import avatar_size, paint_avatar
from qms_desktop.ui.widgets.chip import chip_width, paint_chip

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 36
HEADER_HEIGHT = 38
PADDING = 8
INITIALS_ONLY_BELOW = 760  # px of table width
INITIALS_WIDTH = 46  # px of the column then

# What a model gives beside Qt.DisplayRole.
TONE_ROLE = Qt.ItemDataRole.UserRole + 101  # tone of a chip or of the text: "red" ...; None is plain text
MUTED_ROLE = Qt.ItemDataRole.UserRole + 102  # True: the row is closed or void, its text is text2
TINT_ROLE = Qt.ItemDataRole.UserRole + 103  # tone the cell is filled with (a cell with a problem)

_TEXT_FLAG = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
_RIGHT_FLAG = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)
_LEFT = 11  # where text and header begin: padding 8 and the 3 that Qt adds


class RowDelegate(QStyledItemDelegate):
    """A cell with text on the row's background. `hover_row` is set by the table under the mouse."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.hover_row = -1
        self._fonts: dict[str, tuple[QFont, QFontMetrics]] = {}
        theme.changed.connect(self._fonts.clear)

    def font(self, role: str) -> tuple[QFont, QFontMetrics]:
        """The font of a role with its metrics, kept until the theme changes."""
        if role not in self._fonts:
            font = self.theme.font(role)
            self._fonts[role] = (font, QFontMetrics(font))
        return self._fonts[role]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """What the cell needs in full, for fitting a column."""
        text = index.data(Qt.ItemDataRole.DisplayRole)
        width = self.font("body")[1].horizontalAdvance(str(text)) if text is not None else 0
        return QSize(width + _LEFT + PADDING, max(ROW_HEIGHT, super().sizeHint(option, index).height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws background, content, and the frame of the current cell."""
        tokens = self.theme.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tint = index.data(TINT_ROLE)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.select))
        elif tint:
            painter.fillRect(rect, QColor(tokens.tone(tint).tint))
        elif index.row() == self.hover_row:
            painter.fillRect(rect, QColor(tokens.hover))
        painter.setPen(QColor(tokens.grid))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if text not in {None, ""}:
            self.paint_content(painter, rect, str(text), index)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def paint_content(self, painter: QPainter, rect: QRect, text: str, index: Index) -> None:
        """Draws the text of the cell; other delegates draw something else here."""
        tone = index.data(TONE_ROLE) or index.data(TINT_ROLE)
        colour = tone or ("text2" if index.data(MUTED_ROLE) else "text")
        self.paint_text(painter, rect.adjusted(_LEFT, 0, -PADDING, -1), text, colour, index)

    def paint_text(
        self, painter: QPainter, rect: QRect, text: str, colour: str, index: Index, *, role: str = "body"
    ) -> None:
        """Draws one elided line in a token colour."""
        font, metrics = self.font(role)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.tokens.colour(colour)))
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = alignment is not None and bool(Qt.AlignmentFlag(alignment) & Qt.AlignmentFlag.AlignRight)
        line = text.replace("\n", " ")
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _RIGHT_FLAG if right else _TEXT_FLAG, shown)


class ChipDelegate(RowDelegate):
    """A state or a severity as a chip; the tone is in `TONE_ROLE`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The chip and the padding."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(chip_width(text, self.font("chip")[1]) + 2 * PADDING, super().sizeHint(option, index).height())

    def paint_content(self, painter: QPainter, rect: QRect, text: str, index: Index) -> None:
        """Draws the chip."""
        place = rect.adjusted(PADDING, 0, -2, -1)
        tone = str(index.data(TONE_ROLE) or "grey")
        paint_chip(painter, place, text, tone, tokens=self.theme.tokens, font=self.font("chip")[0])


class PersonDelegate(RowDelegate):
    """A circle with initials and the name; in a narrow table the circle alone."""

    def paint_content(self, painter: QPainter, rect: QRect, text: str, index: Index) -> None:
        """Draws the circle, and the name if there is room."""
        size = avatar_size(self.theme)
        circle = QRectF(rect.left() + PADDING, rect.top() + (rect.height() - size) // 2, size, size)
        paint_avatar(painter, circle, text, tokens=self.theme.tokens, font=self.font("initials")[0])
        if not self._is_narrow(rect):
            colour = "text2" if index.data(MUTED_ROLE) else "text"
            self.paint_text(painter, rect.adjusted(PADDING + size + 6, 0, -4, -1), text, colour, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The circle, the name and the padding."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + avatar_size(self.theme), hint.height())

    def _is_narrow(self, rect: QRect) -> bool:
        view = self.parent()
        narrow = isinstance(view, QTableView) and view.width() < INITIALS_ONLY_BELOW
        return narrow or rect.width() <= INITIALS_WIDTH + PADDING


class DueDelegate(RowDelegate):
    """A due date in words; overdue is red and heavier. The model gives the words of `due_text` and its tone."""

    def paint_content(self, painter: QPainter, rect: QRect, text: str, index: Index) -> None:
        """Draws the words."""
        tone = index.data(TONE_ROLE)
        place = rect.adjusted(_LEFT, 0, -4, -1)
        self.paint_text(painter, place, text, tone or "text", index, role="strong" if tone == "red" else "body")


class NumberDelegate(RowDelegate):
    """The number of a record, quieter than its title."""

    def paint_content(self, painter: QPainter, rect: QRect, text: str, index: Index) -> None:
        """Draws the number."""
        self.paint_text(painter, rect.adjusted(_LEFT, 0, -4, -1), text, "text2", index)
