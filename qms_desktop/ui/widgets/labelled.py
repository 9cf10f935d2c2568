"""An editor with its label above and what is wrong with it below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.field import Field
from qms_desktop.ui.widgets.label import IconLabel, Label


class Labelled(QWidget):
    """Label (with ` *` when required), editor, and a red line with an icon when there is a problem."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        field: Field,
        *,
        required: bool = False,
        help_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._text = text
        self.label = Label(text, "caption")
        self.label.setBuddy(field.editor)
        self.label.setToolTip(help_text)
        self._icon = IconLabel(theme, "triangle-alert", color="red", size=14)
        self._sentence = Label("", "caption", tone="red", wrap=True)
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._sentence, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.label)
        box.addWidget(field)
        box.addWidget(self._line)
        self.set_required(required)
        field.problem_changed.connect(self._show_problem)
        self._show_problem(field.problem)

    def set_required(self, required: bool) -> None:
        """Sets or takes the mark."""
        self.label.setText(f"{self._text} *" if required else self._text)
        self.field.set_name(self.tr("{0}, required").format(self._text) if required else self._text)

    def _show_problem(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._line.setVisible(bool(sentence))
