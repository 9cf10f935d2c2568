"""`CauseStrip`: the way from a nonconformity, or from its corrective action, to the cause analysis."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from qms_desktop.principles.continuous_improvement.faults import Nonconformity
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages.part import Part
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.views import RecordView

MOST = 2
"""So many nonconformities of a corrective action have room beside each other in the narrowest pane."""


class CauseStrip(Part):
    """One button for each analysis that belongs to the record."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.buttons: list[Button] = []
        self._words = Label(self.tr("Cause analysis of"), "caption")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 4)
        self._row.addWidget(self._words)
        self._row.addStretch(1)

    def fill(self, view: RecordView) -> None:
        """Show another record, or the same one as it is now."""
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        if view.kind == Nonconformity.KIND:
            words = self.tr("Cause analysis")
            self.buttons = [self._button(words, view.id, words)]
        else:
            found = [n.other for n in view.links if n.other.kind == Nonconformity.KIND and not n.voided]
            name = self.tr("Cause analysis of {0}")
            self.buttons = [self._button(n.number, n.id, name.format(n.number)) for n in found[:MOST]]
        self._words.setVisible(view.kind != Nonconformity.KIND)
        for place, button in enumerate(self.buttons, start=1):
            self._row.insertWidget(place, button)
        self.setVisible(bool(self.buttons) and not view.voided)

    def _button(self, words: str, key: UUID, name: str) -> Button:
        button = Button(self.desk.theme, words, "workflow", kind="link")
        button.setAccessibleName(name)
        button.clicked.connect(lambda _on=False: self.open(key))
        return button

    def open(self, key: UUID) -> None:
        """Show the analysis of a nonconformity over the window."""
        self.desk.tasks.read(lambda workspace: workspace.view(key), self._show, owner=self)

    def _show(self, view: RecordView) -> None:
        from qms_desktop.ui.pages.continuous_improvement.cause_dialog import CauseDialog  # noqa: PLC0415  when opened

        CauseDialog(self.desk, view, parent=self.window()).open()
