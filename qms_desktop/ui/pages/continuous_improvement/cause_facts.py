"""`CauseFacts`: what is said of the chosen cause: what it explains, its family, and what shows it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from qms_desktop.insight.cause_drawing import Node
from qms_desktop.principles.continuous_improvement.causes import CauseKind
from qms_desktop.principles.continuous_improvement.faults import CauseCode
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.choice_field import ChoiceField
from qms_desktop.ui.widgets.fields import FlagField, TextField
from qms_desktop.ui.widgets.labelled import Labelled

_LETTERS = 20


class CauseFacts(QWidget):
    """Four fields; `changed` gives the name and the value of the one that was written."""

    changed = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ChoiceField(theme, [(str(kind), kind.label) for kind in CauseKind])
        self.family = ChoiceField(theme, [(str(code), code.label) for code in CauseCode])
        self.shown_by = TextField(theme, limit=500, hint=self.tr("A record, a measurement, a trial that shows it"))
        self.verified = FlagField(theme, self.tr("Verified"))
        for choice in (self.kind, self.family):
            choice.combo.setMinimumContentsLength(_LETTERS)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.addWidget(Labelled(theme, self.tr("Kind"), self.kind), 0, 0)
        grid.addWidget(Labelled(theme, self.tr("Family"), self.family), 0, 1)
        grid.addWidget(Labelled(theme, self.tr("Shown by"), self.shown_by), 0, 2)
        grid.addWidget(Labelled(theme, "", self.verified), 0, 3)
        grid.setColumnStretch(2, 1)
        for name, field in self._fields.items():
            field.committed.connect(lambda value, name=name: self.changed.emit(name, value or None))

    @property
    def _fields(self) -> dict[str, ChoiceField | TextField | FlagField]:
        return {"cause_kind": self.kind, "family": self.family, "shown_by": self.shown_by, "verified": self.verified}

    def show_node(self, node: Node | None, *, editable: bool) -> None:
        """Show what is said of a cause, or that none is chosen."""
        self.setEnabled(editable and node is not None)
        for name, field in self._fields.items():
            field.set_value(getattr(node, name) if node is not None else ("" if field is self.shown_by else None))
