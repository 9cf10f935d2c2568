"""`ProcessStrip`: the way from the record of a process to its page."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages.part import Part
from qms_desktop.ui.pages.process_approach.process_cards import MAP
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.workspace.views import RecordView


class ProcessStrip(Part):
    """Offers the page of a process that is in use."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._key: UUID | None = None
        self.button = Button(desk.theme, self.tr("See all that belongs to it"), "workflow", kind="link")
        self.button.clicked.connect(lambda _on=False: desk.show(MAP, self._key))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.addWidget(self.button)
        row.addStretch(1)

    def fill(self, view: RecordView) -> None:
        """Show another record, or the same one as it is now."""
        self._key = view.id
        self.setVisible(not view.closed and not view.voided)
