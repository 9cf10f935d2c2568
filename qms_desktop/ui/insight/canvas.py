"""`ChartCanvas`: the picture of a chart, in which points are reached by mouse and keys and open their records."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.insight.chart import Chart, Point, Shape
from qms_desktop.insight.ink import Picture, Spot
from qms_desktop.ui.insight.studio import Studio, ink_of
from qms_desktop.ui.theme.scale import BASE
from qms_desktop.ui.theme.theme import Theme

LEAST, COMPACT = QSize(240, 196), QSize(240, 150)
_REACH = 14.0
"""How far from a point the mouse may be, in pixels."""
_WAIT = 60  # ms without another change of size before the chart is drawn anew
_PAD, _RADIUS = 8, 6
_CENTRE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


class ChartCanvas(QWidget):
    """Shows a chart; `chosen` names the series and the place of the point whose records are wanted."""

    chosen = Signal(int, int)

    def __init__(self, theme: Theme, studio: Studio, least: QSize = LEAST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self._theme, self._studio = theme, studio
        self.chart: Chart | None = None
        self.picture: Picture | None = None
        self._image: QImage | None = None
        self.current: tuple[int, int] | None = None
        """The point that is lit, by series and place."""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT)
        self._timer.timeout.connect(self.draw)
        theme.changed.connect(self._restyle)

    # -- what is shown

    @property
    def is_waiting(self) -> bool:
        """Whether it says that the chart is still to come."""
        return self._image is None and not (self.chart is not None and self.chart.empty)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart; the old picture stays until the new one is there."""
        if chart == self.chart:
            return
        before, self.chart = self.chart, chart
        if before is None or before.name != chart.name or before.empty != chart.empty:
            self._image = self.picture = None
        self.current = None
        self._name()
        self.draw()

    def draw(self) -> None:
        """Ask for a picture in the size of the moment."""
        if self.chart is None or self.chart.empty or not self.isVisible():
            self.update()
            return
        scale = self.devicePixelRatioF()
        size = (round(self.width() * scale), round(self.height() * scale))
        self._studio.draw(self, self.chart, ink_of(self._theme, scale=scale), size, self._take)

    def _take(self, picture: object) -> None:
        assert isinstance(picture, Picture)  # noqa: S101  what the studio was asked for
        self.picture = picture
        image = QImage(picture.pixels, picture.width, picture.height, 4 * picture.width, QImage.Format.Format_RGBA8888)
        self._image = image.copy()  # the bytes belong to Python
        self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.draw()

    # -- points

    def point(self) -> Point | None:
        """The point that is lit."""
        if self.chart is None or self.current is None:
            return None
        series, place = self.current
        return self.chart.series[series].points[place]

    def light(self, which: tuple[int, int] | None) -> None:
        """Light a point, and say what it is."""
        if which != self.current:
            self.current = which
            point = self.point()
            opens = point is not None and point.behind is not None and point.n > 0
            self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
            self._name()
            self.update()

    def words(self) -> str:
        """What the lit point says: "Opened, March 2026: 7"."""
        point = self.point()
        if self.chart is None or self.current is None or point is None:
            return ""
        said = f"{self.chart.words(*self.current)}: {self.chart.value(point)}"
        if point.low is not None and point.high is not None:
            places = max(self.chart.places, 0)
            said += self.tr(" (between {0} and {1})").format(f"{point.low:,.{places}f}", f"{point.high:,.{places}f}")
        if point.behind is not None and point.n and point.n != point.value:
            said += self.tr(", n = {0}").format(f"{point.n:,}")
        return said

    def _name(self) -> None:
        chart = self.chart
        if chart is None:
            return
        words = self.words()
        self.setAccessibleName(f"{chart.title}: {words}" if words else chart.title)
        self.setAccessibleDescription(chart.note or self._nothing() if chart.empty else chart.note)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _spot(self, which: tuple[int, int] | None) -> Spot | None:
        if self.picture is None or which is None:
            return None
        return next((s for s in self.picture.spots if (s.series, s.place) == which), None)

    def _at(self, place: QPointF) -> tuple[int, int] | None:
        if self.picture is None or not self.picture.spots:
            return None
        scale = self.picture.width / max(1, self.width())
        x, y = place.x() * scale, place.y() * scale
        nearest = min(self.picture.spots, key=lambda spot: spot.distance(x, y))
        return (nearest.series, nearest.place) if nearest.distance(x, y) <= _REACH * scale else None

    # -- mouse and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lights the point under the mouse."""
        self.light(self._at(event.position()))

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002  Qt's signature
        """Puts the light out."""
        self.light(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Opens the records behind the point."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.light(self._at(event.position()))
            self._choose()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from point to point, Enter opens the records behind the lit one."""
        key = Qt.Key
        lying = self.chart is not None and self.chart.shape in (Shape.ROWS, Shape.PARETO)
        along, across = ((key.Key_Up, key.Key_Down), (key.Key_Left, key.Key_Right))
        if not lying:
            along, across = across, along
        pressed = event.key()
        if pressed in along:
            self._step(0, 1 if pressed == along[1] else -1)
        elif pressed in across:
            self._step(1 if pressed == across[1] else -1, 0)
        elif pressed in (key.Key_Home, key.Key_End):
            self._step(
                0, -len(self.chart.labels) if pressed == key.Key_Home else len(self.chart.labels)
            ) if self.chart else None
        elif pressed in (key.Key_Return, key.Key_Enter, key.Key_Space) and self.current is not None:
            self._choose()
        elif pressed == key.Key_Escape and self.current is not None:
            self.light(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows where the keys are."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Puts the light out."""
        super().focusOutEvent(event)
        self.light(None)
        self.update()

    def _step(self, series: int, place: int) -> None:
        chart = self.chart
        if chart is None or not chart.labels or not chart.series:
            return
        if self.current is None:
            last = chart.shape in (Shape.COLUMNS, Shape.STACKED, Shape.LINE)
            self.light((0, len(chart.labels) - 1 if last else 0))
            return
        at_series, at_place = self.current
        self.light(
            (
                min(max(at_series + series, 0), len(chart.series) - 1),
                min(max(at_place + place, 0), len(chart.labels) - 1),
            )
        )

    def _choose(self) -> None:
        point = self.point()
        if self.current is not None and point is not None and point.behind is not None and point.n:
            self.chosen.emit(*self.current)

    # -- Qt

    def sizeHint(self) -> QSize:
        """Room for the axes at the size of the type."""
        return self._least * (self._theme.base / BASE)

    def minimumSizeHint(self) -> QSize:
        """The same: the page scrolls rather than that a chart becomes unreadable."""
        return self.sizeHint()

    def showEvent(self, event: object) -> None:
        """Draws what was handed over while it could not be seen."""
        super().showEvent(event)  # type: ignore[arg-type]
        if self.picture is None:
            self._timer.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draws anew when the size has settled."""
        super().resizeEvent(event)
        self._timer.start(_WAIT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole chart is painted
        """Shows the picture, the lit point, or why there is nothing."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is not None:
            painter.drawImage(QRectF(self.rect()), self._image)
            self._paint_lit(painter)
        else:
            painter.setFont(self._theme.font("caption"))
            painter.setPen(self._theme.color("text3"))
            painter.drawText(self.rect(), _CENTRE, self.tr("Drawing …") if self.is_waiting else self._nothing())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)

    def _nothing(self) -> str:
        return self.tr("Nothing to count here yet.")

    def _paint_lit(self, painter: QPainter) -> None:
        spot = self._spot(self.current)
        if spot is None or self.picture is None:
            return
        scale = self.picture.width / max(1, self.width())
        place = QRectF(
            spot.left / scale, spot.top / scale, (spot.right - spot.left) / scale, (spot.bottom - spot.top) / scale
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("text"), 1.5))
        painter.drawRoundedRect(place.adjusted(-1, -1, 1, 1), 2, 2)
        font = self._theme.font("caption")
        metrics = QFontMetrics(font)
        words = metrics.elidedText(self.words(), Qt.TextElideMode.ElideRight, self.width() - 2 * _PAD)
        width, height = metrics.horizontalAdvance(words) + 2 * _PAD, metrics.height() + _PAD
        left = min(max(0, round(place.center().x() - width / 2)), self.width() - width)
        top = round(place.top()) - height - 4
        if top < 0:
            top = min(round(place.bottom()) + 4, self.height() - height)
        bubble = QRect(left, top, width, height)
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(QRectF(bubble).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        painter.drawText(bubble, int(Qt.AlignmentFlag.AlignCenter), words)
