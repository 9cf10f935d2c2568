"""`MonthGrid`: six weeks of days with what is due; arrows move, Enter opens, Page Up and Down turn the month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from qms_desktop.ui.register.views.reading import Card
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.day_text import show_day

WEEKS, DAYS = 6, 7
DAY_ROLE = Qt.ItemDataRole.UserRole + 2
_PAD, _MARK = 5, 12
Index = QModelIndex | QPersistentModelIndex


def first_shown(month: date) -> date:
    """The Monday with which the grid of a month begins."""
    first = month.replace(day=1)
    return first - timedelta(days=first.weekday())


def turned(day: date, by: int) -> date:
    """The same day so many months on, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class MonthGrid(QTableWidget):
    """The days. `cards` are those of each day."""

    opening = Signal(object, QPoint)
    """A `date` whose records are wanted, and where on the screen it stands."""
    picked = Signal(object)
    """The `UUID` of a record that was clicked."""
    turning = Signal(int)
    """So many months on."""
    homing = Signal()
    """Today is wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(WEEKS, DAYS, parent)
        self.theme = theme
        self.cards: Mapping[date, Sequence[Card]] = {}
        self.today = self.month = date.min
        self.setItemDelegate(DayDelegate(self))
        self.setHorizontalHeaderLabels(self.tr("Mon Tue Wed Thu Fri Sat Sun").split())
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setMinimumSectionSize(24)
        self.horizontalHeader().setHighlightSections(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        theme.changed.connect(self.viewport().update)

    def show_month(self, month: date, today: date, cards: Mapping[date, Sequence[Card]]) -> None:
        """Show the weeks of a month with what is due in them."""
        self.month, self.today, self.cards = month, today, cards
        day = first_shown(month)
        for row in range(WEEKS):
            for column in range(DAYS):
                found = cards.get(day, ())
                item = QTableWidgetItem(self._words(day, found))
                item.setData(DAY_ROLE, day)
                item.setToolTip("\n".join(card.words for card in found))
                self.setItem(row, column, item)
                day += timedelta(days=1)

    def _words(self, day: date, found: Sequence[Card]) -> str:
        """The day for those who hear it."""
        late = sum(card.tone == "red" for card in found)
        words = [show_day(day)]
        if found:
            words.append(self.tr("{0} due").format(len(found)))
        if late:
            words.append(self.tr("{0} overdue").format(late))
        return ", ".join(words)

    @property
    def day(self) -> date | None:
        """The day that keys act on."""
        item = self.currentItem()
        found: date | None = item.data(DAY_ROLE) if item is not None else None
        return found

    def choose(self, day: date) -> None:
        """Make a day the current one, where it is shown."""
        place = (day - first_shown(self.month)).days
        if 0 <= place < WEEKS * DAYS:
            self.setCurrentCell(*divmod(place, DAYS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Page Up and Down turn the month, Home goes to today; an arrow beyond the edge turns, too."""
        key, day = event.key(), self.day
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key in turns:
            self.turning.emit(turns[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            self.homing.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and day is not None:
            self.opening.emit(day, self.viewport().mapToGlobal(self.visualItemRect(self.currentItem()).bottomLeft()))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on an entry opens it; on “+2 more”, the list of the day."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        item = self.itemAt(place)
        if item is None or event.button() != Qt.MouseButton.LeftButton:
            return
        day: date = item.data(DAY_ROLE)
        cards = self.cards.get(day, ())
        for number, rect in enumerate(entry_rects(self.theme, self.visualItemRect(item), len(cards))):
            if rect.contains(place):
                if number < shown_entries(self.theme, self.visualItemRect(item), len(cards)):
                    self.picked.emit(cards[number].id)
                else:
                    self.opening.emit(day, event.globalPosition().toPoint())


def entry_rects(theme: Theme, cell: QRect, count: int) -> list[QRect]:
    """Where the lines of a day stand: entries, and “+2 more” in the last place where not all have room."""
    height = QFontMetrics(theme.font("caption")).height() + 2
    top = cell.top() + _PAD + QFontMetrics(theme.font("caption")).height() + 3
    room = max(0, (cell.bottom() - 2 - top) // height)
    return [
        QRect(cell.left() + _PAD, top + n * height, cell.width() - 2 * _PAD, height) for n in range(min(count, room))
    ]


def shown_entries(theme: Theme, cell: QRect, count: int) -> int:
    """How many entries have a line of their own."""
    lines = len(entry_rects(theme, cell, count))
    return lines if lines == count else max(0, lines - 1)


class DayDelegate(QStyledItemDelegate):
    """Draws a day: its number, and a line for each entry that has room."""

    def __init__(self, grid: MonthGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws background, number, entries and focus."""
        grid, tokens = self._grid, self._grid.theme.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        day: date = index.data(DAY_ROLE)
        other = day.month != grid.month.month
        painter.save()
        painter.fillRect(rect, QColor(tokens.bg if other or index.column() >= 5 else tokens.surface))  # noqa: PLR2004  Saturday
        painter.setPen(QColor(tokens.grid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        self._paint_number(painter, rect, day, muted=other)
        cards = grid.cards.get(day, ())
        shown = shown_entries(grid.theme, rect, len(cards))
        for number, place in enumerate(entry_rects(grid.theme, rect, len(cards))):
            if number < shown:
                self._paint_entry(painter, place, cards[number])
            else:
                self._text(painter, place, self.tr("+{0} more").format(len(cards) - shown), "text2")
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_number(self, painter: QPainter, rect: QRect, day: date, *, muted: bool) -> None:
        theme = self._grid.theme
        height = QFontMetrics(theme.font("caption")).height()
        place = QRect(rect.left() + _PAD, rect.top() + 3, rect.width() - 2 * _PAD, height)
        if day != self._grid.today:
            self._text(painter, place, str(day.day), "text3" if muted else "text2")
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens.accent))
        width = QFontMetrics(theme.font("caption")).horizontalAdvance(f" {day.day} ") + 4
        painter.drawRoundedRect(QRectF(place.left() - 2, place.top() - 1, width, height + 2), 6, 6)
        painter.setPen(QColor(theme.tokens.onaccent))
        painter.setFont(_heavy(theme.font("caption")))
        painter.drawText(
            QRect(place.left() - 2, place.top() - 1, width, height + 2), Qt.AlignmentFlag.AlignCenter, str(day.day)
        )

    def _paint_entry(self, painter: QPainter, place: QRect, card: Card) -> None:
        late = card.tone == "red"
        if late:  # a sign besides the colour
            top = place.top() + (place.height() - _MARK) // 2
            self._grid.theme.paint_icon(painter, QRectF(place.left(), top, _MARK, _MARK), "triangle-alert", "red")
            place = place.adjusted(_MARK + 3, 0, 0, 0)
        self._text(painter, place, card.title, "red" if late else "text" if card.due_words else "text3", heavy=late)

    def _text(self, painter: QPainter, place: QRect, text: str, colour: str, *, heavy: bool = False) -> None:
        theme = self._grid.theme
        font = _heavy(theme.font("caption")) if heavy else theme.font("caption")
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens.colour(colour)))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def _heavy(font: QFont) -> QFont:
    font = QFont(font)
    font.setBold(True)
    return font
