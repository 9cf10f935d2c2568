"""The nine tabs at the left of the window: a column with names, or a rail with short ones when the window is narrow.

It stays a QTabBar in a QTabWidget, so that screen readers hear "page tab list" and "page tab"; only the painting is
ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from qms_desktop.ui.theme.theme import Theme

RAIL_BELOW = 1180  # px of window width
WIDTH, RAIL_WIDTH = 204, 68
ROW, FIRST_ROW, RAIL_ROW, RAIL_FIRST_ROW = 44, 58, 48, 58
_ICON, _ICON_AT, _TEXT_AT, _RADIUS = 18, 12, 40, 7
_MARGIN, _RAIL_MARGIN = 8, 4
_BADGE = QSize(20, 17)
_MANY = 99
_WRAP = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


@dataclass(slots=True)
class _Entry:
    short: str
    icon: str
    count: int = 0
    overdue: bool = False


@cache
def lines_width(text: str, font: str) -> int:
    """The least width at which a text fits into two lines of a font, which is given as `QFont.toString` does."""
    described = QFont()
    described.fromString(font)
    metrics = QFontMetrics(described)
    words = text.split()
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) + 1)]
    return min(max(metrics.horizontalAdvance(line) for line in pair) for pair in splits) + 2


class PrincipleBar(QTabBar):
    """The column itself. Texts wrap to two lines and are never cut: the column grows with the font instead."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: list[_Entry] = []
        self._rail = False
        self._hovered = -1
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setDrawBase(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        theme.changed.connect(self._relayout)

    @property
    def rail(self) -> bool:
        """Whether only icons with short names are shown."""
        return self._rail

    def describe(self, index: int, short: str, icon: str) -> None:
        """Gives a tab its icon and its short name; tabs are described in their order."""
        self._entries.insert(index, _Entry(short, icon))
        self._relayout()

    def set_rail(self, rail: bool) -> None:
        """Changes between column and rail."""
        if rail != self._rail:
            self._rail = rail
            self._relayout()

    def set_badge(self, index: int, count: int, *, overdue: bool = False) -> None:
        """Shows how many things need me there: red when some are overdue, else neutral; nothing at zero."""
        entry = self._entries[index]
        entry.count, entry.overdue = count, overdue
        self._explain(index)
        self.update()

    def tabSizeHint(self, index: int) -> QSize:
        """The size of a tab; the first has a rule below it."""
        if self._rail:
            line = QFontMetrics(self._theme.font("rail_current")).height()
            height = (RAIL_FIRST_ROW if index == 0 else RAIL_ROW) + max(0, line - 15)
        else:
            lines = 2 * QFontMetrics(self._theme.font("tab_current")).lineSpacing() + 8
            height = (FIRST_ROW - ROW if index == 0 else 0) + max(ROW, lines)
        return QSize(self.column_width(), height)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """The same: a tab never shrinks."""
        return self.tabSizeHint(index)

    def column_width(self) -> int:
        """The width of the column or the rail in the font of the moment."""
        if self._rail:
            metrics = QFontMetrics(self._theme.font("rail_current"))
            widest = max((metrics.horizontalAdvance(entry.short) for entry in self._entries), default=0)
            return max(RAIL_WIDTH, widest + 2 * _RAIL_MARGIN)
        font = self._theme.font("tab_current").toString()
        widest = max((lines_width(self.tabText(i), font) for i in range(self.count())), default=0)
        return max(WIDTH, widest + 2 * _MARGIN + _TEXT_AT + _BADGE.width() + 12)

    def text_rect(self, index: int) -> QRect:
        """Where the name of a tab is written in the column."""
        return self._plate(index).adjusted(_TEXT_AT, 0, -(_BADGE.width() + 10), 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  nine tabs are painted at once
        """Draws the column."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.color("side"))
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def mouseMoveEvent(self, event: QEvent) -> None:
        """Lights the tab under the mouse."""
        super().mouseMoveEvent(event)  # type: ignore[arg-type]
        self._hover(self.tabAt(event.position().toPoint()))  # type: ignore[attr-defined]

    def leaveEvent(self, event: QEvent) -> None:
        """Puts the light out."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()

    def _plate(self, index: int) -> QRect:
        margin = _RAIL_MARGIN if self._rail else _MARGIN
        rect = self.tabRect(index).adjusted(margin, 2, -margin, -2)
        return rect.adjusted(0, 6, 0, -8) if index == 0 else rect

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        plate, current = self._plate(index), index == self.currentIndex()
        entry, theme = self._entries[index], self._theme
        if index == 0:
            painter.setPen(theme.color("border"))
            painter.drawLine(plate.left() + 8, plate.bottom() + 7, plate.right() - 8, plate.bottom() + 7)
        self._paint_plate(painter, plate, index)
        size = QFontMetrics(theme.font("rail_current")).height() if self._rail else 0
        left = plate.left() + ((plate.width() - _ICON) // 2 if self._rail else _ICON_AT)
        top = plate.top() + (plate.height() - _ICON - size) // 2
        icon = QRect(QPoint(left, top), QSize(_ICON, _ICON))
        theme.paint_icon(painter, QRectF(icon), entry.icon, "accent" if current else "text2")
        painter.setPen(theme.color("text" if current else "text2"))
        painter.setFont(theme.font(("rail" if self._rail else "tab") + ("_current" if current else "")))
        if self._rail:
            words = QRect(plate.left() - 2, icon.bottom() + 1, plate.width() + 4, size)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), entry.short)
        else:
            painter.drawText(self.text_rect(index), _WRAP, self.tabText(index))
        if entry.count:
            self._paint_badge(painter, plate, entry)

    def _paint_plate(self, painter: QPainter, plate: QRect, index: int) -> None:
        theme, current = self._theme, index == self.currentIndex()
        painter.setPen(Qt.PenStyle.NoPen)
        if current:
            painter.setBrush(theme.color("accentsoft" if theme.dark else "surface"))
            painter.drawRoundedRect(plate, _RADIUS, _RADIUS)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(plate.left(), plate.top() + 9, 3, plate.height() - 18), 1.5, 1.5)
        elif index == self._hovered:
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(plate, _RADIUS, _RADIUS)
        if current and self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(plate).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)

    def _paint_badge(self, painter: QPainter, plate: QRect, entry: _Entry) -> None:
        font = self._theme.font("badge")
        text = str(entry.count) if entry.count <= _MANY else f"{_MANY}+"
        metrics = QFontMetrics(font)
        width = max(_BADGE.width(), metrics.horizontalAdvance(text) + 8)
        height = max(_BADGE.height(), metrics.ascent() + 4)
        if self._rail:
            left = min(plate.center().x() + _ICON // 2 + 1, plate.right() - width)
            place = QRect(left, plate.top() + 1, width, height - 2)
        else:
            place = QRect(plate.right() - width - 5, plate.center().y() - height // 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.tint("red") if entry.overdue else self._theme.color("border"))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        painter.setFont(font)
        painter.setPen(self._theme.color("red" if entry.overdue else "grey"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def _explain(self, index: int) -> None:
        entry, name = self._entries[index], self.tabText(index)
        if entry.overdue:
            name = self.tr("{0}: {1} need you, some overdue").format(name, entry.count)
        elif entry.count:
            name = self.tr("{0}: {1} need you").format(name, entry.count)
        self.setTabToolTip(index, name)
        self.setAccessibleTabName(index, name)

    def _relayout(self) -> None:
        for index in range(min(self.count(), len(self._entries))):
            self._explain(index)
        self.setIconSize(self.iconSize())  # the one public setter that makes QTabBar measure its tabs again
        self.updateGeometry()
        self.update()


class Tabs(QTabWidget):
    """The pages of the window behind the nine tabs; below 1180 px of width the column becomes a rail."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("principles")
        self.bar = PrincipleBar(theme, self)
        self.setTabBar(self.bar)
        self.setTabPosition(QTabWidget.TabPosition.West)
        self.setDocumentMode(True)
        theme.changed.connect(self.update)

    def add(self, page: QWidget, name: str, short: str, icon: str) -> int:
        """Adds a page with its full name, the name for the rail, and an icon."""
        index = self.addTab(page, name)
        self.bar.describe(index, short, icon)
        return index

    def set_badge(self, index: int, count: int, *, overdue: bool = False) -> None:
        """Shows how many things need me there."""
        self.bar.set_badge(index, count, overdue=overdue)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Changes between column and rail."""
        self.bar.set_rail(event.size().width() < RAIL_BELOW)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  two fills
        """Draws the column below the tabs and the line beside it."""
        painter = QPainter(self)
        width = self.bar.width()
        painter.fillRect(0, 0, width, self.height(), self._theme.color("side"))
        painter.fillRect(width, 0, self.width() - width, self.height(), self._theme.color("bg"))
