"""`Part`: a place in the pane for what only one kind of record shows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

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
