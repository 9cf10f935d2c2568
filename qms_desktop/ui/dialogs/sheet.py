"""A dialog as all of ours look: a title, a scrolling body, and buttons at the bottom right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.notice import Notice


class SheetDialog(QDialog):
    """What a dialog asks goes into `body`; it is never larger than the window it lies over."""

    def __init__(
        self, theme: Theme, title: str, sentence: str = "", *, width: int = 520, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._width = width
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        content = self._content = QWidget()
        content.setProperty("kind", "content")
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(24, 4, 24, 8)
        self.body.setSpacing(12)
        self._scroll = QScrollArea()
        self._scroll.setWidget(content)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.notice = Notice(theme)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(24, 8, 24, 18)
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(24, 18, 24, 4)
        head.setSpacing(4)
        head.addWidget(Label(title, "page", wrap=True))
        if sentence:
            head.addWidget(Label(sentence, "sub", wrap=True))
        strip = QVBoxLayout()
        strip.setContentsMargins(24, 0, 24, 0)
        strip.addWidget(self.notice)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(head)
        box.addLayout(strip)
        box.addWidget(self._scroll, 1)
        box.addLayout(self.buttons)

    def add_button(self, text: str, *, primary: bool = False, icon: str = "") -> Button:
        """A button at the bottom right; the primary one answers Enter."""
        button = Button(self.theme, text, icon, kind="primary" if primary else "secondary")
        button.setDefault(primary)
        self.buttons.addWidget(button)
        return button

    def sizeHint(self) -> QSize:
        """As high as its content, as far as the window allows."""
        layout = self.layout()
        content, parent = self._content, self.parentWidget()
        assert layout is not None  # noqa: S101  made above
        around = layout.totalSizeHint().height() - self._scroll.sizeHint().height()
        inner = content.heightForWidth(self._width) if content.hasHeightForWidth() else content.sizeHint().height()
        most = (parent.height() - 40) if parent is not None else 700
        return QSize(self._width, min(most, around + inner + 12))

    def fit(self) -> None:
        """Take the size that the content asks for by now."""
        self.resize(self.sizeHint())
