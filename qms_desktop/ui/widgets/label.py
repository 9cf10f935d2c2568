"""Text: in a role of the type scale, or elided to the room there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from qms_desktop.ui.theme.theme import Theme


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Sets a property that the style sheet asks for, and dresses the widget anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Label(QLabel):
    """Plain text in a role: `page`, `card`, `body`, `strong`, `sub`, `caption`, `head`, `small`, `kpi`, `question`."""

    def __init__(
        self, text: str = "", role: str = "body", *, tone: str = "", wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)

    def set_tone(self, tone: str) -> None:
        """Colours the text with a status tone; an empty word gives the role's own colour back."""
        set_look(self, "tone", tone)


class ElidedLabel(Label):
    """One line that is cut with an ellipsis where there is no room (`whole`: left out); the tooltip has it all."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        tone: str = "",
        least: int = 40,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, tone=tone, parent=parent)
        self._least, self._whole = least, whole
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Little: the rest is elided."""
        return QSize(min(self._least, super().sizeHint().width()), super().sizeHint().height())

    def setText(self, text: str) -> None:
        """Shows another text."""
        super().setText(text)
        self._explain()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives or takes the tooltip."""
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole line is painted
        """Draws the text, elided."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        room = self.contentsRect()
        painter.drawText(room, int(self.alignment()), self._elided(room.width()))

    def _elided(self, width: int) -> str:
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        return "" if self._whole and shown != self.text() else shown

    def _explain(self) -> None:
        self.setToolTip("" if self._elided(self.contentsRect().width()) == self.text() else self.text())


class IconLabel(QLabel):
    """An icon that follows the theme; decoration only, so it has no name."""

    def __init__(
        self, theme: Theme, icon: str, *, color: str = "text2", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._color, self._size = theme, icon, color, size
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def set_icon(self, icon: str, color: str = "") -> None:
        """Shows another icon, in another colour if one is named."""
        self._icon, self._color = icon, color or self._color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole icon is painted
        """Draws the icon."""
        self._theme.paint_icon(QPainter(self), self.rect().toRectF(), self._icon, self._color)
