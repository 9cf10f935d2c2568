"""`Desk`: what every page of one window shares. It is passed on explicitly; there is no global application object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from qms_desktop.errors import QmsError
from qms_desktop.records.register import Principle, Register
from qms_desktop.ui.tasks import Tasks
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.workspace.views import OrganisationView


class Desk(QObject):
    """The worker, the look, the registers, and the few things a page asks of its window."""

    opening = Signal(str, object)
    """A kind, and the `UUID` of a record to show (or None for the register alone)."""
    printing = Signal(str, object)
    """A kind, and the `UUID` of a record to print (or None for the list)."""
    told = Signal(str, bool)
    """A sentence for the toast; True offers Undo beside it."""
    refused = Signal(object)
    """A `QmsError` that belongs to no field or strip on the page."""

    def __init__(
        self,
        tasks: Tasks,
        theme: Theme,
        principles: Sequence[Principle],
        organisation: OrganisationView,
        read_only_because: str = "",
        path: Path = Path(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.theme = theme
        self.principles = tuple(principles)
        self.organisation = organisation
        self.read_only_because = read_only_because
        self.path = path
        self.registers: Mapping[str, Register] = {r.kind: r for p in principles for r in p.registers}

    @property
    def writable(self) -> bool:
        """Whether this window may change anything."""
        return not self.read_only_because

    def show(self, kind: str, record: UUID | None = None) -> None:
        """Go to a register, or to one of its records."""
        self.opening.emit(kind, record)

    def print(self, kind: str, record: UUID | None = None) -> None:
        """Print a register, or one of its records."""
        self.printing.emit(kind, record)

    def tell(self, sentence: str, *, undo: bool = False) -> None:
        """Say something for eight seconds at the bottom of the window."""
        self.told.emit(sentence, undo)

    def refuse(self, error: QmsError) -> None:
        """Say why something was not done, where no page has a better place for it."""
        self.refused.emit(error)
