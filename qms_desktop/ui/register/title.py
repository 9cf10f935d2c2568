"""The title of a record: it reads as a heading and is edited where it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.field import Field

_LINES = 3
_FRAME = 10
_LOOK = (
    "QPlainTextEdit { border: 1px solid transparent; background: transparent; padding: 2px 0; }"
    "QPlainTextEdit:hover:!focus[locked='false'] { border-color: palette(mid); }"
    "QPlainTextEdit:focus { border: 2px solid palette(accent); padding: 1px 0; background: palette(base); }"
)


class _Edit(QPlainTextEdit):
    """As high as its text, up to three lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self.fit)

    def fit(self) -> None:
        """Take the height of the text."""
        lines = max(1, min(_LINES, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _FRAME)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wraps anew."""
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """It can become narrow."""
        return QSize(80, self.height())


class TitleField(Field):
    """The value is `str`; Enter commits."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self.text = _Edit()
        super().__init__(theme, self.text, parent=parent)
        self._value = ""
        self.text.setStyleSheet(_LOOK)
        self.text.setProperty("locked", "false")
        self.text.setPlaceholderText(self.tr("Title"))
        self.set_name(self.tr("Title"))
        self.text.textChanged.connect(lambda: self.set_problem(""))
        theme.changed.connect(self._dress)
        self._dress()

    def read(self) -> str:
        """The title on one line."""
        return " ".join(self.text.toPlainText().split())

    def show_value(self, value: object) -> None:
        """Writes the title."""
        if str(value or "") != self.text.toPlainText():
            self.text.setPlainText(str(value or ""))

    def set_read_only(self, read_only: bool) -> None:
        """The text can still be selected."""
        self.text.setReadOnly(read_only)
        self.text.setProperty("locked", "true" if read_only else "false")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter commits instead of starting a line."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in enter:
            self.commit()
            return True
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        self.text.setFont(self.theme.font("card"))
        self.text.fit()
