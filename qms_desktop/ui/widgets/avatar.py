"""The circle with a person's initials."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.ui.theme.scale import BASE
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.theme.tokens import Tokens

SIZE = 22
_TONES = ("blue", "green", "violet", "amber", "grey")
_LETTERS = 2


def initials(name: str) -> str:
    """The first letters of the first and the last name: "Ana Maria Núñez" gives AN."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    chosen = words if len(words) <= _LETTERS else [words[0], words[-1]]
    return "".join(word[0] for word in chosen).upper()


def name_tone(name: str) -> str:
    """The tone of a person's circle: always the same for a name; never red, which means something."""
    return _TONES[sum(map(ord, name)) % len(_TONES)]


def paint_avatar(painter: QPainter, rect: QRectF, name: str, *, tokens: Tokens, font: QFont) -> None:
    """Draws the circle into a square."""
    pair = tokens.tone(name_tone(name))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.tint))
    painter.drawEllipse(rect)
    painter.setPen(QColor(pair.text))
    painter.setFont(font)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), initials(name))
    painter.restore()


def avatar_size(theme: Theme) -> int:
    """How large the circle is at the base size of the moment: 22 at the usual one."""
    return round(SIZE * max(1.0, theme.base / BASE))


class Avatar(QWidget):
    """The circle on its own, the name in the tooltip."""

    def __init__(self, theme: Theme, name: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Shows another person."""
        self._name = name
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        """The circle."""
        size = avatar_size(self._theme)
        return QSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole circle is painted
        """Draws the circle."""
        if self._name:
            font = self._theme.font("initials")
            paint_avatar(QPainter(self), QRectF(self.rect()), self._name, tokens=self._theme.tokens, font=font)
