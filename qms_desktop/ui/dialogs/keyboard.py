"""The sheet of all keys, from the one table of them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from qms_desktop.ui import keys
from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.label import Label


class KeyboardDialog(SheetDialog):
    """Two columns: what works everywhere, and what works in a register and in a record."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("KeyboardDialog", "Keyboard"), width=860, parent=parent)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        left, right = QVBoxLayout(), QVBoxLayout()
        # keys of pages that come later stay out until those pages are there
        shown = [(place, listed) for place, listed in keys.sheet() if listed[0].area != keys.AUDIT]
        for number, (place, listed) in enumerate(shown):
            (left if number == 0 else right).addLayout(self._area(place, listed))
        for column in (left, right):
            column.setSpacing(14)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self.body.addLayout(columns)
        self.add_button(QCoreApplication.translate("KeyboardDialog", "Close"), primary=True).clicked.connect(
            lambda _on: self.accept()
        )
        self.fit()

    def _area(self, place: str, listed: list[keys.Key]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Label(place, "card"), 0, 0, 1, 2)
        for row, key in enumerate(listed, start=1):
            text = "  ".join(keys.written(sequence) for sequence in key.sequences)
            grid.addWidget(Label(text, "strong"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(key.title, "sub", wrap=True), row, 1)
        return grid
