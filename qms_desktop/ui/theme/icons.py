"""The Lucide icons of `resources/icons`, drawn in any colour and sharp at any screen scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from qms_desktop.paths import bundled

STROKE = "1.75"
_DISABLED_OPACITY = 0.5


@cache
def _drawing(name: str) -> str:
    """The SVG text of an icon with the stroke of DESIGN.md."""
    text = bundled("resources", "icons", f"{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')


def svg(name: str, colour: str) -> str:
    """The SVG text of an icon in a colour."""
    return _drawing(name).replace("currentColor", colour)


class Icons:
    """Draws icons and keeps what it drew; a theme owns one, so that no pixmap outlives the application."""

    def __init__(self) -> None:
        self._pixmaps: dict[tuple[str, str, int, float, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, str, str, int, int, tuple[float, ...]], QIcon] = {}

    def pixmap(
        self, name: str, colour: str, size: int, scale: float = 1.0, *, gap: int = 0, opacity: float = 1.0
    ) -> QPixmap:
        """An icon `size` logical pixels square (`gap` wider at the right) for a screen of that scale."""
        key = (name, colour, size, scale, gap, opacity)
        if key not in self._pixmaps:
            image = QImage(QSize(size + gap, size) * scale, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(Qt.GlobalColor.transparent)
            painter = QPainter(image)
            painter.setOpacity(opacity)
            renderer = QSvgRenderer(QByteArray(svg(name, colour).encode()))
            renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
            painter.end()
            image.setDevicePixelRatio(scale)
            self._pixmaps[key] = QPixmap.fromImage(image)
        return self._pixmaps[key]

    def icon(self, name: str, colour: str, disabled: str, size: int, gap: int = 0) -> QIcon:
        """An icon for a button, sharp on the screens there are; `gap` is room between it and the text.

        No style sheet can set that room. A screen that comes later is drawn for when the icon is next asked for.
        """
        scales = tuple(sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}))
        key = (name, colour, disabled, size, gap, scales)
        if key not in self._icons:
            icon = QIcon()
            for scale in scales:
                icon.addPixmap(self.pixmap(name, colour, size, scale, gap=gap))
                faded = self.pixmap(name, disabled, size, scale, gap=gap, opacity=_DISABLED_OPACITY)
                icon.addPixmap(faded, QIcon.Mode.Disabled)
            self._icons[key] = icon
        return self._icons[key]

    def paint(self, painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
        """Draws an icon into a square, at the exact scale of the device."""
        scale = painter.device().devicePixelRatio()
        painter.drawPixmap(rect.topLeft(), self.pixmap(name, colour, round(rect.width()), scale))
