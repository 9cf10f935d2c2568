"""A strip inside the window that says what went wrong, or what is worth knowing, where it happened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.label import IconLabel, Label, set_look

_ICONS = {
    "red": "octagon-alert",
    "amber": "triangle-alert",
    "green": "circle-check",
    "blue": "info",
    "violet": "info",
    "grey": "info",
}


class Notice(QFrame):
    """Hidden until it has something to say; the tone has its icon, so it is not told by colour alone."""

    dismissed = Signal()
    acted = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self.setProperty("tone", "blue")
        self._icon = IconLabel(theme, "info", color="blue")
        self._text = Label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = Button(theme, "", kind="link")
        self._action.clicked.connect(self.acted)
        self._close = IconButton(theme, "x", self.tr("Dismiss"))
        self._close.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, text: str, tone: str = "red", *, action: str = "", dismissable: bool = True) -> None:
        """Shows a sentence; `action` puts a link beside it, which emits `acted`."""
        self._text.setText(text)
        self._text.set_tone(tone)
        self._icon.set_icon(_ICONS[tone], tone)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._close.setVisible(dismissable)
        set_look(self, "tone", tone)
        self.setAccessibleName(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Goes without being dismissed: what was wrong is mended."""
        self.hide()

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
