"""What a register shows while it holds nothing, and what it shows when a filter leaves nothing."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from qms_desktop.flows.templates import kinds
from qms_desktop.records.register import Register
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.empty_state import EmptyState


class Beginning(EmptyState):
    """What the register is for, and three ways to begin; templates stand in for the example where there are some.

    The example is one change set, which Undo takes back.
    """

    beginning = Signal()
    importing = Signal()
    added = Signal(object)
    """The `UUID` of the example."""

    def __init__(self, desk: Desk, register: Register, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("Beginning", "No {0} yet").format(register.title.lower())
        super().__init__(desk.theme, register.icon, title, register.purpose, parent=parent)
        self._desk, self._register = desk, register
        self.first = Button(desk.theme, self.tr("First {0}").format(register.one), "plus", kind="primary")
        self.sheet = Button(desk.theme, self.tr("Import from Excel…"), "upload")
        self.example = Button(desk.theme, self.tr("Show me an example"), "sparkles")
        self.templates = Button(desk.theme, self.tr("Choose from templates…"), "list-checks")
        self.first.clicked.connect(lambda _checked=False: self.beginning.emit())
        self.sheet.clicked.connect(lambda _checked=False: self.importing.emit())
        self.example.clicked.connect(lambda _checked=False: self._add_example())
        self.templates.clicked.connect(lambda _checked=False: self._choose())
        for button in (self.first, self.sheet, self.example, self.templates):
            self.add_button(button)
            button.setEnabled(desk.writable)
            button.setToolTip(desk.read_only_because)
        ready_made = register.kind in kinds()
        self.templates.setVisible(ready_made)
        self.example.setVisible(bool(register.example) and not ready_made)

    def _choose(self) -> None:
        from qms_desktop.ui.dialogs.templates import open_templates  # noqa: PLC0415  made when first wanted

        open_templates(self._desk, self._register, self.window())

    def _add_example(self) -> None:
        kind, values = self._register.kind, dict(self._register.example)
        sentence = self.tr("Added an example")

        def then(record: UUID) -> None:
            self.added.emit(record)
            self._desk.tell(sentence, undo=True)

        self._desk.tasks.change(
            self.tr("Add an example to {0}").format(self._register.title),
            lambda work: work.add(kind, values).id,
            then,
            failed=self._desk.refuse,
            owner=self,
        )


def nothing_found(theme: Theme, clear: Callable[[], object]) -> EmptyState:
    """The page of a filter that leaves nothing."""
    translate = QCoreApplication.translate
    state = EmptyState(
        theme,
        "search",
        translate("Beginning", "Nothing found"),
        translate("Beginning", "No record fits the filter. Accents and capitals do not matter."),
    )
    button = Button(theme, translate("Beginning", "Show all"), kind="secondary")
    button.clicked.connect(lambda _checked=False: clear())
    state.add_button(button)
    return state
