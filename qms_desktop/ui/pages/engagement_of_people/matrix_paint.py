"""How the competence matrix is drawn: cells, turned names above, names with what is missing at the left."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qms_desktop.statistics.competence import Standing
from qms_desktop.ui.delegates import TONE_ROLE
from qms_desktop.ui.pages.engagement_of_people.matrix_model import CELL_ROLE, CRITICAL_ROLE, GAP_ROLE, NOTE_ROLE
from qms_desktop.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_LEAST, _AIR, _MARK = 45, 4, 7
_NAMES, _TITLES = 190, 116  # px at the usual size: the names at the left, the titles above
_TWO = 2
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_ENDED = {Standing.EXPIRED}


def cell_size(theme: Theme) -> QSize:
    """Room for a figure, and under it the longest small words."""
    small, strong = QFontMetrics(theme.font("small")), QFontMetrics(theme.font("strong"))
    return QSize(max(_LEAST, small.horizontalAdvance("expired") + _AIR), strong.height() + small.height() - 1)


def two_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """The text on at most two lines, broken between words where it can be, and elided where it cannot."""
    first = ""
    rest = text.split()
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}".strip()) <= width:
        first = f"{first} {rest.pop(0)}".strip()
    if not rest:
        return [first]
    if not first:
        return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)]
    return [first, metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, width)]


class CellDelegate(QStyledItemDelegate):
    """A figure on its tone; what ends soon has a triangle, what has ended a cross and a line through the figure."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for all."""
        return cell_size(self._theme)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws ground, figure, small words, mark, and the frame of the current cell."""
        theme, rect = self._theme, QRect(option.rect)
        tone = index.data(TONE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if tone:
            painter.fillRect(rect.adjusted(1, 1, -1, -1), theme.tint(tone))
        painter.setPen(theme.color("grid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        colour = theme.color(tone or "text2")
        self._write(painter, rect, index, colour)
        cell = index.data(CELL_ROLE)
        if cell is not None and cell.level is not None:
            self._mark(painter, rect, cell.standing)
        if option.state & QStyle.StateFlag.State_Selected:
            strong = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(theme.color("accent" if strong else "text3"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _write(self, painter: QPainter, rect: QRect, index: Index, colour: QColor) -> None:
        text, small = str(index.data(Qt.ItemDataRole.DisplayRole) or ""), str(index.data(NOTE_ROLE) or "")
        cell = index.data(CELL_ROLE)
        font = self._theme.font("strong")
        font.setStrikeOut(cell is not None and cell.standing in _ENDED and cell.level is not None)
        painter.setPen(colour)
        painter.setFont(font)
        height = QFontMetrics(font).height()
        if not small:
            painter.drawText(rect, _CENTRE, text)
            return
        painter.drawText(QRect(rect.left(), rect.top(), rect.width() - _MARK, height), _CENTRE, text)
        painter.setFont(self._theme.font("small"))
        painter.drawText(
            QRect(rect.left(), rect.top() + height - 3, rect.width(), rect.height() - height + 2), _CENTRE, small
        )

    def _mark(self, painter: QPainter, rect: QRect, standing: Standing) -> None:
        place = QRectF(rect.right() - _MARK - 3, rect.top() + 4, _MARK, _MARK)
        if standing is Standing.EXPIRING:
            paint_triangle(painter, place, self._theme.color("amber"))
        elif standing is Standing.EXPIRED:
            paint_cross(painter, place, self._theme.color("red"))


def paint_triangle(painter: QPainter, place: QRectF, colour: QColor) -> None:
    """What ends soon."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    top = QPointF(place.center().x(), place.top())
    painter.drawPolygon(QPolygonF([top, place.bottomRight(), place.bottomLeft()]))


def paint_cross(painter: QPainter, place: QRectF, colour: QColor) -> None:
    """What has ended."""
    painter.setPen(QPen(colour, 1.8))
    painter.drawLine(place.topLeft(), place.bottomRight())
    painter.drawLine(place.topRight(), place.bottomLeft())


class _Header(QHeaderView):
    """A header that follows the theme, and shows where the current cell is."""

    def __init__(self, theme: Theme, orientation: Qt.Orientation, name: str, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        theme.changed.connect(self.viewport().update)

    def words(self, section: int, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the model says of a section."""
        model = self.model()
        return model.headerData(section, self.orientation(), role) if model is not None else None

    def is_current(self, section: int) -> bool:
        """Whether the current cell is in this row or column."""
        chosen = self.selectionModel()
        index = chosen.currentIndex() if chosen is not None else QModelIndex()
        here = index.column() if self.orientation() == Qt.Orientation.Horizontal else index.row()
        return index.isValid() and here == section


class SkillHeader(_Header):
    """The competences, their names turned; a diamond stands at the critical ones."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(theme, Qt.Orientation.Horizontal, name, parent)

    def sizeHint(self) -> QSize:
        """As high as the names may be long."""
        return QSize(super().sizeHint().width(), round(_TITLES * self.theme.base / 10))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draws one name, from below upwards."""
        theme = self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.color("surface"))
        painter.setPen(theme.color("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        current = self.is_current(section)
        font = theme.font("head" if current else "caption")
        metrics = QFontMetrics(font)
        length = rect.height() - 2 * _AIR - 2
        text = str(self.words(section) or "")
        critical = bool(self.words(section, CRITICAL_ROLE))
        lines = two_lines(f"◆ {text}" if critical else text, metrics, length)
        painter.translate(rect.left(), rect.bottom() - _AIR)
        painter.rotate(-90)
        painter.setFont(font)
        painter.setPen(theme.color("text" if current or critical else "text2"))
        top = (rect.width() - metrics.height() * len(lines)) / 2
        for number, line in enumerate(lines):
            place = QRectF(0, top + number * metrics.height(), length, metrics.height())
            painter.drawText(place, _LEFT, line)
        painter.restore()


class NameHeader(_Header):
    """The people (or the names of the sums), and at the right how many levels each is missing."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(theme, Qt.Orientation.Vertical, name, parent)

    def sizeHint(self) -> QSize:
        """As wide as names usually are."""
        return QSize(round(_NAMES * self.theme.base / 10), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draws the name, and the figure in red where something is missing."""
        theme = self.theme
        painter.save()
        painter.fillRect(rect, theme.color("surface"))
        painter.setPen(theme.color("grid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        gap = self.words(section, GAP_ROLE)
        current = self.is_current(section)
        place = rect.adjusted(11, 0, -10, 0)
        painter.setFont(theme.font("strong"))
        if isinstance(gap, int):
            painter.setPen(theme.color("red" if gap else "text3"))
            painter.drawText(place, _RIGHT, str(gap) if gap else "–")
            place.adjust(0, 0, -30, 0)
        font = theme.font("strong" if current else "body")
        painter.setFont(font)
        painter.setPen(theme.color("text" if isinstance(gap, int) else "text2"))
        text = QFontMetrics(font).elidedText(str(self.words(section) or ""), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _LEFT, text)
        painter.restore()
