"""`ViewSwitch`: list, board or calendar, at the right of the filter row."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import IconButton

LIST, BOARD, CALENDAR = "list", "board", "calendar"
_GAP = 2


class ViewSwitch(QWidget):
    """Says how the rows are to be seen; registers without due dates have no calendar."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, dated: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("View"))
        self._group = QButtonGroup(self)
        self.buttons: dict[str, IconButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        named = [(LIST, "rows-3", self.tr("List")), (BOARD, "square-kanban", self.tr("Board by state"))]
        if dated:
            named.append((CALENDAR, "calendar", self.tr("Calendar by due date")))
        for name, icon, words in named:
            button = IconButton(theme, icon, words, checkable=True)
            button.clicked.connect(lambda _on=False, name=name: self.chosen.emit(name))
            self._group.addButton(button)
            self.buttons[name] = button
            row.addWidget(button)
        self.show_chosen(LIST)

    def show_chosen(self, name: str) -> None:
        """Mark one of them, without telling anyone."""
        self.buttons[name].setChecked(True)

    @property
    def current(self) -> str:
        """The one that is marked."""
        return next(name for name, button in self.buttons.items() if button.isChecked())
