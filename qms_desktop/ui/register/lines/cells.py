"""How the cells of a lines table are drawn, and how wide its columns want to be."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from qms_desktop.records.fields import Field as Declared
from qms_desktop.records.fields import FieldType
from qms_desktop.ui.delegates import TINT_ROLE, ChipDelegate, Index, RowDelegate
from qms_desktop.ui.register.lines.model import LinesModel, has_tones
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.chip import chip_width

_ICON, _LEFT, _PADDING = 14, 11, 24
_NARROWEST, _WIDEST, _WORDY = 64, 260, 120
_SAMPLE, _FIRST = 60, 0.45
_WORDS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT, FieldType.CHOICES})
_ROOMY = _WORDS | {FieldType.PERSON, FieldType.REFERENCE}


class LineDelegate(RowDelegate):
    """A cell; what was refused has its tint and an icon, so it is not told by colour alone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws the cell; what is wrong keeps its tint in a selection."""
        super().paint(painter, _unselected(option, index), index)

    def paint_content(self, painter: QPainter, rect: QRect, text: str, index: Index) -> None:
        """Draws icon and words."""
        super().paint_content(painter, mark(self.theme, painter, rect, index), text, index)


class ToneDelegate(ChipDelegate):
    """A choice as a chip; what was refused stands as words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws the cell; what is wrong keeps its tint in a selection."""
        super().paint(painter, _unselected(option, index), index)

    def paint_content(self, painter: QPainter, rect: QRect, text: str, index: Index) -> None:
        """Draws the chip, or icon and words."""
        if index.data(TINT_ROLE):
            place = mark(self.theme, painter, rect, index).adjusted(_LEFT, 0, -4, -1)
            self.paint_text(painter, place, text, "red", index)
        else:
            super().paint_content(painter, rect, text, index)


def _unselected(option: QStyleOptionViewItem, index: Index) -> QStyleOptionViewItem:
    if index.data(TINT_ROLE) and option.state & QStyle.StateFlag.State_Selected:
        option = QStyleOptionViewItem(option)
        option.state &= ~QStyle.StateFlag.State_Selected
    return option


def mark(theme: Theme, painter: QPainter, rect: QRect, index: Index) -> QRect:
    """Draw the icon of a refused cell, and say what room is left for its words."""
    if not index.data(TINT_ROLE):
        return rect
    at = QPointF(rect.left() + _LEFT, rect.top() + (rect.height() - _ICON) / 2)
    theme.paint_icon(painter, QRectF(at, QSizeF(_ICON, _ICON)), "triangle-alert", "red")
    return rect.adjusted(_ICON + 6, 0, 0, 0)


def widths(theme: Theme, model: LinesModel, room: int) -> list[int]:
    """The widths of the columns: what their words need; what is left goes to those of free words.

    Where there is not enough, the wordy ones give way down to a limit; the rest is reached by scrolling.
    """
    wanted = [_wanted(theme, model, n, f) for n, f in enumerate(model.columns)]
    wordy = [n for n, f in enumerate(model.columns) if f.type in _WORDS] or [len(wanted) - 1]
    least = [min(w, max(_WORDY, _head(theme, model, n))) if n in wordy else w for n, w in enumerate(wanted)]
    least[wordy[0]] = min(wanted[wordy[0]], max(least[wordy[0]], int(_FIRST * room)))  # it says which row this is
    left = room - sum(wanted)
    if left >= 0:
        share, rest = divmod(left, len(wordy))
        for place, n in enumerate(wordy):
            wanted[n] += share + (rest if not place else 0)
        return wanted
    for n in sorted(wordy, key=lambda n: least[n] - wanted[n]):
        give = min(wanted[n] - least[n], -left)
        wanted[n] -= give
        left += give
    return wanted


def _head(theme: Theme, model: LinesModel, column: int) -> int:
    label = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    return QFontMetrics(theme.font("head")).horizontalAdvance(label) + _PADDING


def _wanted(theme: Theme, model: LinesModel, column: int, declared: Declared) -> int:
    body, head = QFontMetrics(theme.font()), _head(theme, model, column)
    if has_tones(declared):
        chip = QFontMetrics(theme.font("chip"))
        return max([head, *(chip_width(m.label, chip) + _PADDING for m in declared.info.members)])
    if declared.type is FieldType.DAY:
        return max(head, body.horizontalAdvance("00 Mmm 0000") + _PADDING)
    texts = [model.text(model.index(row, column)) for row in range(min(_SAMPLE, model.rowCount()))]
    longest = max((body.horizontalAdvance(t.split("\n", 1)[0][:60]) for t in texts), default=0) + _PADDING
    empty = _WORDY if longest == _PADDING and declared.type in _ROOMY else 0
    return min(_WIDEST, max(_NARROWEST, empty, head, longest))
