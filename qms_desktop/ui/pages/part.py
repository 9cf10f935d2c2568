"""`Part`: a place in the pane for what only one kind of record shows."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qms_desktop.ui.desk import Desk
from qms_desktop.workspace.views import RecordView


class Part(QWidget):
    """Hidden and empty, until a kind makes something of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.hide()

    def fill(self, view: RecordView) -> None:
        """Show another record, or the same one as it is now."""


class Stacked(Part):
    """Several parts below each other, where a kind has more than one."""

    def __init__(self, desk: Desk, *parts: Part) -> None:
        super().__init__(desk)
        self._parts = parts
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in parts:
            box.addWidget(part)

    def fill(self, view: RecordView) -> None:
        """Show another record in each of them."""
        for part in self._parts:
            part.fill(view)
        self.show()
