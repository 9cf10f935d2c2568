"""Which of the registers that are not used yet are shown: a box for each, in the settings."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from qms_desktop.ui.desk import Desk
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.rows import Facets
from qms_desktop.workspace.workspace import Workspace


def _tr(text: str) -> str:
    return QCoreApplication.translate("SettingsDialog", text)


class ShownRegisters(QWidget):
    """The registers that can be hidden, by their tab; those that hold records are always shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self._before = desk.organisation.switched_on
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(Label(_tr("Registers that are shown before they are used"), "caption"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        place = 0
        for principle in desk.principles:
            for register in principle.until_used:
                check = QCheckBox(register.title)
                check.setChecked(register.kind in self._before)
                check.setEnabled(desk.writable)
                check.setToolTip(f"{principle.title}: {register.purpose}")
                check.setAccessibleDescription(register.purpose)
                grid.addWidget(check, place // 2, place % 2)
                self.boxes[register.kind] = check
                place += 1
        box.addLayout(grid)
        kinds = list(self.boxes)

        def query(workspace: Workspace) -> dict[str, Facets]:
            return {kind: workspace.facets(kind) for kind in kinds}

        desk.tasks.read(query, self._show_held, owner=self)

    def wanted(self) -> frozenset[str]:
        """The kinds that are switched on; those that hold records keep what they had."""
        known = {kind for kind, check in self.boxes.items() if check.isChecked() and check.isEnabled()}
        kept = {kind for kind in self._before if kind not in self.boxes or not self.boxes[kind].isEnabled()}
        return frozenset(known | kept)

    def _show_held(self, held: dict[str, Facets]) -> None:
        for kind, facets in held.items():
            if facets.total + facets.voided:
                check = self.boxes[kind]
                check.setChecked(True)
                check.setEnabled(False)
                check.setToolTip(_tr("It holds records, so it is always shown."))
