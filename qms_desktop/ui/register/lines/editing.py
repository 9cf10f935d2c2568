"""`CellEditor`: the field editor that lies over one cell while it is written into, and the keys that end it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from qms_desktop.records.fields import Field as Declared
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.editors import FULL_WIDTH, RecordField, SeveralField, make_editor
from qms_desktop.ui.register.lines.states import LineState, Typed, put, take
from qms_desktop.ui.widgets.choice_field import ChoiceField
from qms_desktop.ui.widgets.fields import FlagField, LineField, LongTextField

_ROOMY = 240  # px of an editor of several lines
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellEditor(QObject):
    """Lives from the first key in a cell to the last; `ended` says where to go on."""

    ended = Signal(str)
    """What ended it: "next", "back", "down", "chosen", "left", or "" when what was typed is thrown away."""
    pasted = Signal(str)
    """A block of cells, which is more than this one takes."""

    def __init__(
        self, desk: Desk, declared: Declared, state: LineState, name: str, parent: QWidget, *, owner: str = ""
    ) -> None:
        super().__init__(parent)
        self.declared, self.state = declared, state
        self.before = state.value(declared.name)
        """The stored value that is seen while this is open; another reading does not change it."""
        self.field = make_editor(desk, declared, owner)
        self._done = False
        self.field.setParent(parent)
        self.field.set_name(name)
        self.field.editor.setProperty("kind", "cell")
        self.field.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for widget in (self.field, *self.field.findChildren(QWidget)):
            widget.installEventFilter(self)
        if not isinstance(self.field, SeveralField | LongTextField):
            # a day or record that was picked, a box that was checked: nothing more is to be done here
            self.field.committed.connect(lambda _value: self._end("chosen"))

    def begin(self, currency: str, text: str | None) -> None:
        """Show the cell; `text` is a key that was pressed on it and replaces what stood there."""
        put(self.field, self.declared, self.state, currency)
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.field, LineField):
            self.field.line.selectAll()
            if text is not None:
                self.field.line.setText(text)
                self.field.line.textEdited.emit(text)
        elif isinstance(self.field, LongTextField) and text is not None:
            self.field.text.setPlainText(text)
            self.field.text.moveCursor(self.field.text.textCursor().MoveOperation.End)
        if isinstance(self.field, ChoiceField):
            QTimer.singleShot(0, self.field, self._open_choices)
        elif isinstance(self.field, RecordField) and text is None:
            self.field.wanted.emit("")

    def _open_choices(self) -> None:
        if not self._done and isinstance(self.field, ChoiceField):
            self.field.combo.showPopup()

    @property
    def tall(self) -> bool:
        """Whether it needs more than a row."""
        return self.declared.type in FULL_WIDTH

    def place(self, cell: QRect, room: QRect) -> None:
        """Lie over the cell; an editor of several lines takes the room it needs."""
        if self.tall:
            hint = self.field.sizeHint()
            cell = QRect(cell.left(), cell.top(), max(cell.width(), _ROOMY), max(cell.height(), hint.height() + 8))
            cell.moveLeft(max(room.left(), min(cell.left(), room.right() - cell.width())))
            cell.moveTop(max(room.top(), min(cell.top(), room.bottom() - cell.height())))
            self.field.setAutoFillBackground(True)
            self.field.setProperty("kind", "card")
        self.field.setGeometry(cell.adjusted(0, 0, 0, -1))

    def read(self, currency: str, *, own_currency: bool) -> Typed:
        """What stands in the editor."""
        return take(self.field, self.declared, currency, own_currency=own_currency)

    def close(self) -> None:
        """Go away without a word."""
        self._done = True
        self.field.hide()
        self.field.deleteLater()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees the keys and the leaving of the editor before the field does."""
        if not self._done:
            if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
                self._look_where(event)
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_ours(event):
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _look_where(self, event: QFocusEvent) -> None:
        focus = QApplication.focusWidget()
        inside = focus is not None and (focus is self.field or self.field.isAncestorOf(focus))
        if not inside and event.reason() not in _STAYS and QApplication.activePopupWidget() is None:
            self._end("left")

    def _pressed(self, event: QKeyEvent) -> bool:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape:
            self._end("")
        elif key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and not plain):
            self._end("back")
        elif key == Qt.Key.Key_Tab:
            self._end("next")
        elif key in _ENTER and plain:
            self._end("down")
        elif event.matches(QKeySequence.StandardKey.Paste) and _is_block(QGuiApplication.clipboard().text()):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif key == Qt.Key.Key_Space and isinstance(self.field, FlagField):
            self.field.box.toggle()
            self._end("chosen")
        else:
            return False
        return True

    def _end(self, how: str) -> None:
        if not self._done:
            self._done = True
            self.ended.emit(how)


def _is_ours(event: QKeyEvent) -> bool:
    """Whether a key is not for the page's shortcuts."""
    return event.key() == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Paste)


def _is_block(text: str) -> bool:
    return "\t" in text or "\n" in text.strip("\n")
