"""Editors for a choice: from a short list, or from many records by searching while typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.field import Field
from qms_desktop.ui.widgets.fields import LineField

Reference = tuple[object, str]  # id and label

_WAIT = 150  # ms without a key before the search starts
_LETTERS = 8


class Combo(QComboBox):
    """A combo box that elides what does not fit and leaves the mouse wheel to the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.absent = ""  # shown when no line is chosen; Qt's own placeholder would widen the box
        self.setMinimumContentsLength(_LETTERS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)
        self.setItemDelegate(QStyledItemDelegate(self))  # the style sheet reaches the lines of no other
        self.currentTextChanged.connect(self.setToolTip)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel over the form scrolls the form; it must not change a value in passing."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  the whole box is painted
        """Draws the box with the text elided, which Qt cuts."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        control = QStyle.ComplexControl.CC_ComboBox
        painter.drawComplexControl(control, option)
        room = self.style().subControlRect(control, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        text: str = option.currentText if self.currentIndex() >= 0 else self.absent
        elided = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width() - 4)
        option.currentText = elided
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class ChoiceField(Field):
    """One of a few; the value is what stands first in each pair, or None for the empty line of an optional choice."""

    def __init__(
        self,
        theme: Theme,
        choices: Sequence[tuple[object, str]],
        *,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.combo = Combo()
        super().__init__(theme, self.combo, parent=parent)
        self._required = required
        self._values: list[object] = []
        self._meanings: Mapping[str, str] = {}
        self.set_choices(choices)
        self.combo.activated.connect(self.commit)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offers others; the value stays if it is still among them."""
        pairs = [*([] if self._required else [(None, "")]), *choices]
        self._values = [value for value, _ in pairs]
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems([label for _, label in pairs])
        self.combo.blockSignals(False)
        self.show_value(self._value)

    def explain(self, meanings: Mapping[str, str]) -> None:
        """Say what the choices mean, where the mouse rests on one."""
        self._meanings = meanings
        for index, value in enumerate(self._values):
            self.combo.setItemData(index, meanings.get(str(value)), Qt.ItemDataRole.ToolTipRole)
        self.show_value(self._value)

    def read(self) -> object:
        """The value of the line that is chosen; one that is no longer offered stays."""
        index = self.combo.currentIndex()
        return self._values[index] if index >= 0 else self._value

    def show_value(self, value: object) -> None:
        """Chooses the line of the value; one that is no longer offered is shown all the same."""
        self.combo.setCurrentIndex(self._values.index(value) if value in self._values else -1)
        self.combo.absent = "" if value is None else str(value)
        meaning = self._meanings.get(str(value))
        self.combo.setToolTip(f"{self.combo.currentText()}: {meaning}" if meaning else self.combo.currentText())

    def _is_popup_open(self) -> bool:
        return self.combo.view().isVisible()


class ReferenceField(LineField):
    """A record found by typing; the value is `(id, label)` or None.

    It asks with `wanted(text)` shortly after the last key (and with "" when it opens); the page answers with `offer`.
    """

    wanted = Signal(str)

    def __init__(self, theme: Theme, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, hint=hint, parent=parent)
        self._model = QStandardItemModel(self)
        self._chosen: Reference | None = None
        self._list = QListView()
        self._list.setProperty("kind", "popup")
        self._list.setAccessibleName(self.tr("Matching records"))
        self._completer = QCompleter(self._model, self)
        self._completer.setWidget(self.line)
        self._completer.setPopup(self._list)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(lambda _text: self._choose(self._list.currentIndex()))
        self._timer = QTimer(self, singleShot=True, interval=_WAIT)
        self._timer.timeout.connect(lambda: self.wanted.emit(self.line.text().strip()))
        self.line.textEdited.connect(self._typed)
        self._icon = self.line.addAction(theme.icon("search", "text3", 14), QLineEdit.ActionPosition.TrailingPosition)
        for button in self.line.findChildren(QToolButton):
            button.setAccessibleName(self.tr("Search"))
        self._icon.triggered.connect(lambda: self.wanted.emit(""))
        theme.changed.connect(self._redraw_icon)  # a method, so that it ends with the field

    def _redraw_icon(self) -> None:
        self._icon.setIcon(self.theme.icon("search", "text3", 14))

    def offer(self, found: Sequence[Reference], asked: str | None = None) -> None:
        """Shows what was found; the answer to `asked` is dropped when something else stands in the line by now."""
        if asked and asked != self.line.text().strip():
            return
        self._model.clear()
        for identity, label in found:
            item = QStandardItem(label)
            item.setData(identity, Qt.ItemDataRole.UserRole)
            self._model.appendRow(item)
        if found and self.line.hasFocus() and not self.line.isReadOnly():
            self._completer.complete()
        elif not found:
            self._list.hide()

    def read(self) -> Reference | None:
        """The chosen record; a label written in full counts as chosen."""
        text = self.line.text().strip()
        if not text:
            return None
        if self._chosen is not None and self._chosen[1] == text:
            return self._chosen
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            if item.text().casefold() == text.casefold():
                return item.data(Qt.ItemDataRole.UserRole), item.text()
        raise ValueError(self.tr("‘{0}’ is not in the list. Choose one of the lines below").format(text))

    def text_of(self, value: object) -> str:
        """The label."""
        return str(value[1]) if isinstance(value, tuple) else ""

    def show_value(self, value: object) -> None:
        """Writes the label."""
        self._chosen = (value[0], str(value[1])) if isinstance(value, tuple) else None
        super().show_value(value)
        self.line.setToolTip(self.line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down asks for the list."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and watched is self.line and event.key() == Qt.Key.Key_Down and not self._is_popup_open():  # type: ignore[attr-defined]
            self.wanted.emit("")
            return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._timer.start()

    def _choose(self, index: QModelIndex) -> None:
        self._chosen = (index.data(Qt.ItemDataRole.UserRole), str(index.data()))
        self.line.setText(self._chosen[1])
        self.commit()

    def _is_popup_open(self) -> bool:
        return self._list.isVisible()
