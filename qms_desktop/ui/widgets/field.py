"""What all editors have in common: a value, when it counts as given, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.label import set_look


class Field(QWidget):
    """An editor for one plain value.

    `committed(value)` comes when the user leaves the editor or presses Enter and the value has changed; never from
    `set_value`. Esc brings the last value back; a second Esc goes on to the page. Where nothing is saved yet (the form
    of a new record) there is nothing to bring back: `keep_on_escape` leaves what was typed and Esc to the page, which
    asks. Text that cannot be read stays as it was typed, `problem` says why, and `value()` is then still the last good
    one.
    """

    committed = Signal(object)
    problem_changed = Signal(str)

    def __init__(self, theme: Theme, editor: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.editor = editor
        self.keep_on_escape = False
        self._problem = ""
        self._value: object = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(editor)
        self.setFocusProxy(editor)
        editor.installEventFilter(self)

    # What a kind of editor has to say.

    def read(self) -> object:
        """The value in the editor.

        Raises:
            ValueError: it cannot be read; the message is the sentence for the user.
        """
        raise NotImplementedError

    def show_value(self, value: object) -> None:
        """Writes a value into the editor."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Lets the value be seen but not changed."""
        self.editor.setEnabled(not read_only)

    def is_touched(self) -> bool:
        """Whether the editor shows something else than the last value."""
        try:
            return self.read() != self._value
        except ValueError:
            return True

    # What the page asks.

    def value(self) -> object:
        """The value last set or committed."""
        return self._value

    def set_value(self, value: object) -> None:
        """Shows a value; it is not announced as a change."""
        self._value = value
        self.show_value(value)
        self.set_problem("")

    @property
    def problem(self) -> str:
        """What is wrong with the value, as a sentence; empty when nothing is."""
        return self._problem

    def set_problem(self, sentence: str) -> None:
        """Says what is wrong, also from outside; a problem shows red with words."""
        if sentence != self._problem:
            self._problem = sentence
            self.editor.setAccessibleDescription(sentence)
            set_look(self.editor, "problem", bool(sentence))
            self.problem_changed.emit(sentence)

    def refuse(self, stored: object, sentence: str) -> None:
        """A committed value was not taken: what was typed stays and can be committed again, Esc shows `stored`."""
        self._value = stored
        self.set_problem(sentence)

    def set_name(self, name: str) -> None:
        """Names the editor for those who hear it."""
        self.editor.setAccessibleName(name)

    def commit(self) -> bool:
        """Takes what is in the editor, and says whether it could be read."""
        try:
            value = self.read()
        except ValueError as error:
            self.set_problem(str(error))
            return False
        if self.is_touched():
            changed, self._value = value != self._value, value
            self.set_problem("")
            self.show_value(value)
            if changed:
                self.committed.emit(value)
        return True

    def restore(self) -> None:
        """Brings the last value back."""
        self.set_value(self._value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees the keys and the leaving of the editor."""
        if watched is self.editor:
            kind = event.type()
            if kind == QEvent.Type.FocusOut and not self._is_popup_open():
                self.commit()
            elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._takes_escape():
                if kind == QEvent.Type.ShortcutOverride:
                    event.accept()
                    return True
                if kind == QEvent.Type.KeyPress:
                    self.restore()
                    return True
        return super().eventFilter(watched, event)

    def _takes_escape(self) -> bool:
        return not self.keep_on_escape and self.is_touched()

    def _is_popup_open(self) -> bool:
        return False
