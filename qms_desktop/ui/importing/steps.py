"""The four steps at the top of the dialog; one that can be gone to is a button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from qms_desktop.ui.theme.theme import Theme

_HEIGHT, _BAR, _GAP, _LEFT = 30, 2, 12, 3


class StepButton(QAbstractButton):
    """One step: its number and name over a bar, which is filled as far as the user has come."""

    def __init__(self, theme: Theme, number: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self.current = self.reached = False
        self.setText(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """One line and the bar."""
        metrics = QFontMetrics(self._theme.font("strong"))
        return QSize(metrics.horizontalAdvance(self.text()) + 40, max(_HEIGHT, metrics.height() + 12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  a few words are painted at once
        """Draws number, name and bar."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font("strong" if self.current else "body")
        painter.setFont(font)
        painter.setPen(theme.color("accent" if self.current or (self.underMouse() and self.isEnabled()) else "text2"))
        place = self.rect().adjusted(_LEFT, 0, 0, -6)
        words = f"{self._number}  {self.text()}"
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        bar = QRectF(0, self.height() - _BAR, self.width(), _BAR)
        painter.fillRect(bar, theme.color("accent" if self.reached else "border"))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -4), 4, 4)


class StepBar(QWidget):
    """All steps; `chosen` asks for one that lies open."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self.buttons = [StepButton(theme, number, name) for number, name in enumerate(names, start=1)]
        for index, button in enumerate(self.buttons):
            button.clicked.connect(lambda _on=False, step=index: self.chosen.emit(step))
            row.addWidget(button, 1)

    def show_step(self, current: int, open_steps: Sequence[bool]) -> None:
        """Mark the current step, and let those be clicked that lie open."""
        for index, button in enumerate(self.buttons):
            button.current, button.reached = index == current, index <= current
            button.setEnabled(open_steps[index] and index != current)
            state = self.tr("current step") if index == current else self.tr("done") if index < current else ""
            button.setAccessibleName(f"{index + 1} {button.text()}" + (f", {state}" if state else ""))
            button.update()
