"""`Desk`: what every page of one window shares. It is passed on explicitly; there is no global application object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from qms_desktop.errors import QmsError
from qms_desktop.records.register import Principle, Register
from qms_desktop.ui.tasks import Tasks
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.views import OrganisationView

if TYPE_CHECKING:
    from qms_desktop.ui.insight.studio import Studio
    from qms_desktop.ui.register.left import Left


class Desk(QObject):
    """The worker, the look, the registers, and the few things a page asks of its window."""

    opening = Signal(str, object)
    """A kind, and the `UUID` of a record to show (or None for the register alone)."""
    printing = Signal(str, object, str)
    """A kind, the `UUID` of a record to print (or None for the list), and the name of the report (or the usual)."""
    filtering = Signal(object, str)
    """A `Listing` whose records are to be shown, and what it stands for in words."""
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
        self.left: dict[str, Left] = {}
        """How lists were left at the first look, by kind; the page that is made for one begins as it was left."""

    @cached_property
    def studio(self) -> Studio:
        """The thread that draws charts, begun with the first of them."""
        from qms_desktop.ui.insight.studio import Studio  # noqa: PLC0415  not before the first paint

        return Studio(self)

    def close(self) -> None:
        """Finish what runs and close the file."""
        self.tasks.close()
        if "studio" in self.__dict__:
            self.studio.close()

    @property
    def writable(self) -> bool:
        """Whether this window may change anything."""
        return not self.read_only_because

    def show(self, kind: str, record: UUID | None = None) -> None:
        """Go to a register, or to one of its records."""
        self.opening.emit(kind, record)

    def print(self, kind: str, record: UUID | None = None, report: str = "") -> None:
        """Print a register, one of its records, or another report about that record."""
        self.printing.emit(kind, record, report)

    def show_listing(self, listing: Listing, words: str) -> None:
        """Go to the register of a listing, and show the records of it alone."""
        self.filtering.emit(listing, words)

    def tell(self, sentence: str, *, undo: bool = False) -> None:
        """Say something for eight seconds at the bottom of the window."""
        self.told.emit(sentence, undo)

    def refuse(self, error: QmsError) -> None:
        """Say why something was not done, where no page has a better place for it."""
        self.refused.emit(error)
