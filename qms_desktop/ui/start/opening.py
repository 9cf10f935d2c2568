"""Opening or making a file in a thread of its own, so that the window is painted meanwhile."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from qms_desktop.errors import QmsError, Unavailable

if TYPE_CHECKING:  # these bring SQLAlchemy with them, which the thread reads
    from qms_desktop.records.register import Principle, Register
    from qms_desktop.workspace.look import Rules
    from qms_desktop.workspace.views import OrganisationView
    from qms_desktop.workspace.workspace import Workspace

PROGRAM = "QMS Desktop"


@dataclass(frozen=True, slots=True)
class Domain:
    """What a quality system consists of: the principles with their registers, and the rules between them."""

    principles: Sequence[Principle]
    rules: Rules

    @property
    def registers(self) -> list[Register]:
        """Every register in tab order."""
        return [register for principle in self.principles for register in principle.registers]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened, and whose it is."""

    workspace: Workspace
    domain: Domain
    organisation: OrganisationView


class Opening(QObject):
    """Opens files one after the other; answers arrive in the window's thread."""

    opened = Signal(object)
    """An `Opened`."""
    refused = Signal(object, object)
    """A `QmsError`, and the path it is about."""
    told = Signal(int, int)
    """How many parts of how many of a long making are done."""
    _done = Signal(object, object)

    def __init__(self, load: Callable[[], Domain], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load = load
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._done.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether a file is being opened."""
        return self._thread is not None

    def open(self, path: Path) -> None:
        """Open a file."""

        def run() -> Opened:
            from qms_desktop.workspace.workspace import Workspace  # noqa: PLC0415  read in the thread, see the package

            domain = self._load()
            return _whose(Workspace.open(path, domain.registers, domain.rules, program=PROGRAM), domain)

        self._start(path, run)

    def create(self, path: Path, organisation: str, owner: str) -> None:
        """Make a new file and open it."""

        def run() -> Opened:
            from qms_desktop.workspace.workspace import Workspace  # noqa: PLC0415  the same

            domain = self._load()
            made = Workspace.create(
                path, domain.registers, domain.rules, organisation=organisation, owner=owner, program=PROGRAM
            )
            return _whose(made, domain)

        self._start(path, run)

    def sample(self, path: Path) -> None:
        """Make a file with the demo company, unless it is there already, and open it."""

        def told(done: int, total: int) -> bool:
            if not done % 10 or done == total:
                self.told.emit(done, total)
            return not self._stopped.is_set()

        def run() -> Opened:
            from qms_desktop.flows.sample.tell import make_sample  # noqa: PLC0415  the same
            from qms_desktop.workspace.workspace import Workspace  # noqa: PLC0415  the same

            domain = self._load()
            if not path.exists():
                make_sample(path, domain.registers, datetime.now().astimezone().date(), told)
            return _whose(Workspace.open(path, domain.registers, domain.rules, program=PROGRAM), domain)

        self._stopped.clear()
        self._start(path, run)

    def stop(self) -> None:
        """Give up a long making; what was half made is taken away."""
        self._stopped.set()

    def wait(self) -> None:
        """Block until the file is open; the answer still travels by the event loop."""
        if self._thread is not None:
            self._thread.join()

    def _start(self, path: Path, run: Callable[[], Opened]) -> None:
        def work() -> None:
            answer: Opened | Exception
            try:
                answer = run()
            except Exception as error:  # noqa: BLE001  a defect must reach the window as a sentence
                answer = error
            with contextlib.suppress(RuntimeError):  # the window may have gone meanwhile
                self._done.emit(path, answer)

        self.wait()
        self._thread = threading.Thread(target=work, name="opening", daemon=True)
        self._thread.start()

    def _tell(self, path: Path, answer: Opened | Exception) -> None:
        self._thread = None
        if isinstance(answer, QmsError):
            self.refused.emit(answer, path)
        elif isinstance(answer, Exception):
            self.refused.emit(Unavailable(f"{path.name} could not be opened because of an error in the program."), path)
            raise answer  # the last-resort handler of the window logs it
        else:
            self.opened.emit(answer)


def _whose(workspace: Workspace, domain: Domain) -> Opened:
    try:
        return Opened(workspace, domain, workspace.organisation())
    except BaseException:
        workspace.close()
        raise
