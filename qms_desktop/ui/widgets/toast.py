"""The line at the bottom that says what was done, with the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.label import Label

SECONDS = 8
_FROM_BOTTOM, _MARGIN = 40, 16


class Toast(QFrame):
    """Lies over `parent`, bottom centre, for 8 s; one at a time. The mouse or the focus on it keeps it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setProperty("kind", "toast")
        self._then: Callable[[], object] | None = None
        self._text = Label("", "toast")
        self.button = QPushButton()
        self.button.setProperty("kind", "toast")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._text)
        row.addWidget(self.button)
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.timeout.connect(self._expire)
        parent.installEventFilter(self)
        theme.changed.connect(self._place)
        self.hide()

    def announce(self, text: str, action: str = "", then: Callable[[], object] | None = None) -> None:
        """Says what was done; `action` on the button ("Undo") calls `then`. What was said before goes."""
        self._text.setText(text)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._then = then
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stays while the mouse is on it."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Counts anew."""
        super().leaveEvent(event)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the size of the window."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._place()
        return super().eventFilter(watched, event)

    def _expire(self) -> None:
        if self.button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _act(self) -> None:
        then, self._then = self._then, None
        self._timer.stop()
        self.hide()
        if then is not None:
            then()

    def _place(self) -> None:
        window = self._window
        most = window.width() - 2 * _MARGIN
        self._text.setWordWrap(self.sizeHint().width() > most)
        self.resize(self.sizeHint().boundedTo(self.maximumSize()))
        if self.width() > most:
            self.resize(most, self.heightForWidth(most))
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - _FROM_BOTTOM)
