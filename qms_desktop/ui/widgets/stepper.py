"""How far a record has come: one bar for each state, the current one named heavier."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from qms_desktop.ui.theme.theme import Theme

_BAR, _GAP, _ABOVE_LABEL, _LEAST = 4, 4, 4, 24
_BETWEEN = 4  # px between two names


class Stepper(QWidget):
    """Bars 4 px high over the names of the states; names that have no room are left out and stand in the tooltip."""

    def __init__(
        self, theme: Theme, steps: Sequence[str] = (), current: int = 0, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: list[str] = []
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)
        self.set_steps(steps, current)

    def set_steps(self, steps: Sequence[str], current: int) -> None:
        """Shows other states; `current` counts from zero, -1 is a state outside the row (void, rejected)."""
        self._steps, self._current = list(steps), current
        name = ""
        if 0 <= current < len(self._steps):
            name = self.tr("Step {0} of {1}: {2}").format(current + 1, len(self._steps), self._steps[current])
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line below the bars."""
        return QSize(60 * len(self._steps), _BAR + _ABOVE_LABEL + QFontMetrics(self._theme.font("small")).height() + 2)

    def minimumSizeHint(self) -> QSize:
        """Narrow, because names can be left out."""
        return QSize(_LEAST * len(self._steps), self.sizeHint().height())

    def part(self, index: int) -> QRect:
        """The room of one state."""
        widths = self._widths()
        left, right = round(sum(widths[:index])), round(sum(widths[: index + 1])) - _GAP
        return QRect(left, 0, right - left, self.height())

    def places(self) -> dict[int, QRect]:
        """Where the names stand that have room: the current one first, then where it goes, then the rest."""
        count, found = len(self._steps), dict[int, QRect]()
        near = sorted(range(count), key=lambda n: (n != self._current, n != count - 1, n < self._current, n))
        for index in near:
            metrics = QFontMetrics(self._theme.font("badge" if index == self._current else "small"))
            width = min(metrics.horizontalAdvance(self._steps[index]) + 1, self.width())
            left = max(0, min(self.part(index).left(), self.width() - width))
            place = QRect(left, _BAR + _ABOVE_LABEL, width, self.height() - _BAR - _ABOVE_LABEL)
            if not any(place.adjusted(-_BETWEEN, 0, _BETWEEN, 0).intersects(other) for other in found.values()):
                found[index] = place
        return found

    def _widths(self) -> list[float]:
        """The room of each state with its gap: equal, unless a name needs more and others can spare it."""
        count = max(1, len(self._steps))
        equal = (self.width() + _GAP) / count
        metrics = QFontMetrics(self._theme.font("badge"))
        needed = [metrics.horizontalAdvance(step) + _GAP + 6.0 for step in self._steps]
        spare = self.width() + _GAP - sum(needed)
        if spare < 0 and 0 <= self._current < count and needed[self._current] > equal:
            # the name of the current state is the one that must be read
            rest = (self.width() + _GAP - needed[self._current]) / max(1, count - 1)
            return [needed[n] if n == self._current else rest for n in range(count)]
        if spare < 0 or all(width <= equal for width in needed):
            return [equal] * count
        return [width + spare / count for width in needed]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  a few bars are painted at once
        """Draws bars and names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, places = self._theme, self.places()
        for index, step in enumerate(self._steps):
            rect, current = self.part(index), index == self._current
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent" if index <= self._current else "border"))
            painter.drawRoundedRect(QRectF(rect.left(), 0, rect.width(), _BAR), _BAR / 2, _BAR / 2)
            font = theme.font("badge" if current else "small")
            painter.setFont(font)
            painter.setPen(theme.color("text" if current else "text2"))
            words = places.get(index)
            if words is not None:
                shown = QFontMetrics(font).elidedText(step, Qt.TextElideMode.ElideRight, words.width())
                painter.drawText(words, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft), shown)

    def event(self, event: QEvent) -> bool:
        """Answers where the mouse rests with the name of that state."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for index, step in enumerate(self._steps):
                if self.part(index).contains(event.pos()):
                    QToolTip.showText(event.globalPos(), step, self)
            return True
        return super().event(event)
