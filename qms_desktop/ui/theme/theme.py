"""One look for one application: mode, colours, fonts and icons."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QRectF, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from qms_desktop.ui.theme.icons import Icons
from qms_desktop.ui.theme.palette import make_palette
from qms_desktop.ui.theme.scale import BASE, SCALE, clamped, points
from qms_desktop.ui.theme.style import make_style, write_pictures
from qms_desktop.ui.theme.tokens import DARK, LIGHT, Tokens

Mode = Literal["light", "dark", "system"]


class Theme(QObject):
    """The look, passed to every widget as its first argument; `changed` tells those that paint themselves."""

    changed = Signal()

    def __init__(self, mode: Mode = "system", base: float = BASE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode: Mode = mode
        self._base = clamped(base)
        self._app: QApplication | None = None
        self._family: str | None = None
        self._icons = Icons()
        self._pictures = QTemporaryDir()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def mode(self) -> Mode:
        """What the user chose: light, dark, or as the system says."""
        return self._mode

    @property
    def dark(self) -> bool:
        """Whether the window is dark at the moment."""
        if self._mode == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode == "dark"

    @property
    def tokens(self) -> Tokens:
        """The colours of the moment."""
        return DARK if self.dark else LIGHT

    @property
    def base(self) -> float:
        """The base font size in points, 9 to 14."""
        return self._base

    def apply(self, app: QApplication) -> None:
        """Dresses the application, and again at every later change of mode or size."""
        self._app = app
        self._family = self._family or app.font().family()
        app.setStyle("Fusion")
        app.screenAdded.connect(self._refresh)  # its scale may be new, and icons are drawn for the scales there are
        self._dress()

    def set_mode(self, mode: Mode) -> None:
        """Changes to light, dark or the system's choice."""
        if mode != self._mode:
            self._mode = mode
            self._refresh()

    def toggle(self) -> None:
        """Light becomes dark and the other way round."""
        self.set_mode("light" if self.dark else "dark")

    def set_base(self, base: float) -> None:
        """Changes the base font size."""
        if clamped(base) != self._base:
            self._base = clamped(base)
            self._refresh()

    def color(self, name: str) -> QColor:
        """A colour by token name; of a status pair its text colour."""
        return QColor(self.tokens.colour(name))

    def tint(self, tone: str) -> QColor:
        """The background colour of a status pair."""
        return QColor(self.tokens.tone(tone).tint)

    def font(self, role: str = "body") -> QFont:
        """The font of a role of the type scale (`kpi`, `page`, `card`, `body`, `tab`, `caption`, `chip` ...)."""
        font = QFont(self._family or QApplication.font().family())
        font.setPointSizeF(points(role, self._base))
        font.setWeight(SCALE[role][1])
        return font

    def icon(self, name: str, color: str = "text2", size: int = 16, gap: int = 0) -> QIcon:
        """An icon for a button in a token colour; ask again when the theme has changed."""
        tokens = self.tokens
        return self._icons.icon(name, tokens.colour(color), tokens.text3, size, gap)

    def pixmap(self, name: str, color: str = "text2", size: int = 18, scale: float = 1.0) -> QPixmap:
        """An icon as a pixmap for a screen of that scale."""
        return self._icons.pixmap(name, self.tokens.colour(color), size, scale)

    def paint_icon(self, painter: QPainter, rect: QRectF, name: str, color: str = "text2") -> None:
        """Draws an icon into a square."""
        self._icons.paint(painter, rect, name, self.tokens.colour(color))

    def _follow_system(self) -> None:
        if self._mode == "system":
            self._refresh()

    def _refresh(self) -> None:
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        if self._app is None:
            return
        tokens = self.tokens
        name = "dark" if self.dark else "light"
        pictures = write_pictures(Path(self._pictures.path()), name, tokens)
        self._app.setPalette(make_palette(tokens))
        self._app.setFont(self.font())
        self._app.setStyleSheet(make_style(tokens, self._base, pictures))
