"""While the demo company is told: how far the story is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import IconLabel, Label

_WIDTH = 420


class DemoPage(QWidget):
    """A sentence, a bar, and Cancel."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "page")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_WIDTH)
        self.cancel = Button(theme, self.tr("Cancel"))
        self.cancel.clicked.connect(lambda _on: self.cancelled.emit())
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        box.addWidget(IconLabel(theme, "badge-check", color="accent", size=48), 0, centre)
        box.addWidget(Label(self.tr("Three years of an invented company are told …"), "head"), 0, centre)
        box.addWidget(self.bar, 0, centre)
        box.addWidget(self.cancel, 0, centre)
        box.addStretch(3)

    def told(self, done: int, total: int) -> None:
        """Show how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
