"""How the cells of the check are drawn and corrected."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QPointF, QRect, QRectF, QSizeF, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QStyle, QStyleOptionViewItem, QWidget

from qms_desktop.ui.delegates import TINT_ROLE, Index, RowDelegate
from qms_desktop.ui.importing.check_model import CHOICES_ROLE, ICON_ROLE

_ICON, _LEFT = 14, 11


class CellDelegate(RowDelegate):
    """A cell with an icon where something is wrong or was corrected; F2 opens a line, with the choices below it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws the cell; what is wrong keeps its tint in the selected row."""
        if index.data(TINT_ROLE) and option.state & QStyle.StateFlag.State_Selected:
            option = QStyleOptionViewItem(option)
            option.state &= ~QStyle.StateFlag.State_Selected
        super().paint(painter, option, index)

    def paint_content(self, painter: QPainter, rect: QRect, text: str, index: Index) -> None:
        """Draws icon and words."""
        icon = index.data(ICON_ROLE)
        if icon:
            at = QPointF(rect.left() + _LEFT, rect.top() + (rect.height() - _ICON) / 2)
            colour = str(index.data(TINT_ROLE) or "text2")
            self.theme.paint_icon(painter, QRectF(at, QSizeF(_ICON, _ICON)), icon, colour)
            rect = rect.adjusted(_ICON + 6, 0, 0, 0)
        super().paint_content(painter, rect, text, index)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002  Qt's
        """A line; a field of few choices offers them."""
        line = QLineEdit(parent)
        line.setProperty("kind", "cell")
        header = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        line.setAccessibleName(str(header or ""))
        choices = index.data(CHOICES_ROLE)
        if choices:
            completer = QCompleter(choices, line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            popup = QListView()
            popup.setProperty("kind", "popup")
            completer.setPopup(popup)
            line.setCompleter(completer)
            completer.activated.connect(lambda _text: self._finish(line))
            # the list hands Enter to the line past the view, which else would not see it
            line.returnPressed.connect(lambda: self._finish(line))
            QTimer.singleShot(0, line, completer.complete)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Shows what stands in the cell, ready to be written over."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Takes what was written."""
        if isinstance(editor, QLineEdit):
            model.setData(model.index(index.row(), index.column()), editor.text(), Qt.ItemDataRole.EditRole)

    def _finish(self, editor: QLineEdit) -> None:
        if editor.property("done"):
            return
        editor.setProperty("done", True)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
