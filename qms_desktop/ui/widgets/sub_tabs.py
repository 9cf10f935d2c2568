"""The registers of a principle, and the parts of a record: names with counts over a thin accent line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from qms_desktop.ui.theme.theme import Theme

HEIGHT = 38
_GAP, _EDGE, _LINE, _COUNT_GAP = 18, 2, 2, 7
_LEAST_GAP = 8  # px before names are scrolled
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class SubTabs(QTabBar):
    """A tab bar that scrolls when the names have no room; its signal is QTabBar's own `currentChanged(int)`."""

    def __init__(self, theme: Theme, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names: list[str] = []
        self._counts: list[int | None] = []
        self._hovered = -1
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._relayout)

    def add(self, name: str, count: int | None = None) -> int:
        """Adds a tab, with a number behind its name if there is one."""
        self._names.append(name)
        self._counts.append(count)
        return self.addTab(self._words(len(self._names) - 1))

    def set_count(self, index: int, count: int | None) -> None:
        """Shows another number."""
        if self._counts[index] != count:
            self._counts[index] = count
            self.setTabText(index, self._words(index))
            self.updateGeometry()  # a bar that must not grow keeps the width it asked for before

    def clear(self) -> None:
        """Takes all tabs away."""
        for index in reversed(range(self.count())):
            self.removeTab(index)  # Qt asks for the sizes of those that are left, so their names go last
        self._names.clear()
        self._counts.clear()

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as the words and the gap to the next, which narrows before the bar has to scroll."""
        metrics = QFontMetrics(self._theme.font())
        return QSize(self._width(index, metrics) + 2 * _EDGE + self._gap(metrics), max(HEIGHT, metrics.height() + 18))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """The same: names are not cut, the bar scrolls."""
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        """With the whole gap, whatever it is at the moment."""
        metrics = QFontMetrics(self._theme.font())
        shown = [index for index in range(self.count()) if self.isTabVisible(index)]
        width = sum(self._width(index, metrics) + 2 * _EDGE + _GAP for index in shown)
        return QSize(width, max(HEIGHT, metrics.height() + 18))

    def minimumSizeHint(self) -> QSize:
        """Room for one name and the arrows."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  a few tabs are painted at once
        """Draws the names and the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font())
        for index in range(self.count()):
            if self.isTabVisible(index):
                self._paint_tab(painter, index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lights the name under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.tabAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Puts the light out."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        theme, metrics = self._theme, QFontMetrics(self._theme.font())
        whole = self.tabRect(index)
        rect = QRect(whole.left(), whole.top(), self._width(index, metrics) + 2 * _EDGE, whole.height())
        current = index == self.currentIndex()
        painter.setPen(theme.color("text" if current or index == self._hovered else "text2"))
        words = rect.adjusted(_EDGE, 0, 0, -_LINE)
        painter.drawText(words, _LEFT, self._names[index])
        if self._counts[index] is not None:
            words.setLeft(words.left() + metrics.horizontalAdvance(self._names[index]) + _COUNT_GAP)
            painter.drawText(words, _LEFT, str(self._counts[index]))
        if current:
            painter.fillRect(QRect(rect.left(), rect.bottom() - _LINE + 1, rect.width(), _LINE), theme.color("accent"))
            if self.hasFocus():
                painter.setPen(QPen(theme.color("accent"), 2))
                painter.drawRoundedRect(QRectF(rect).adjusted(1, 5, -1, -5), 4, 4)

    def _words(self, index: int) -> str:
        count = self._counts[index]
        return self._names[index] if count is None else f"{self._names[index]} {count}"

    def _width(self, index: int, metrics: QFontMetrics) -> int:
        width = metrics.horizontalAdvance(self._names[index])
        if self._counts[index] is None:
            return width
        return width + _COUNT_GAP + metrics.horizontalAdvance(str(self._counts[index]))

    def _gap(self, metrics: QFontMetrics) -> int:
        shown = [index for index in range(len(self._names)) if self.isTabVisible(index)]
        words = sum(self._width(index, metrics) + 2 * _EDGE for index in shown)
        fair = (self.width() - words) // max(1, len(shown))
        return fair if _LEAST_GAP <= fair < _GAP else _GAP

    def _relayout(self) -> None:
        self.setIconSize(self.iconSize())  # the one public setter that makes QTabBar measure its tabs again
        self.updateGeometry()
        self.update()
