"""The work of an import off the window's thread: in the database's thread, or in one of its own."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from qms_desktop.errors import QmsError, Stopped, Unavailable
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.tasks import Progress
from qms_desktop.workspace.workspace import Workspace

T = TypeVar("T")


@dataclass(eq=False)
class Errand:
    """A piece of work on its way. Cancelled, it ends with a `Stopped`, unless it was done already."""

    then: Callable[[Any], None]
    failed: Callable[[QmsError], None]
    progress: Callable[[int, int], None]
    owner: QObject
    cancelled: threading.Event = field(default_factory=threading.Event)
    dropped: bool = False

    def cancel(self) -> None:
        """Ask it to stop."""
        self.cancelled.set()

    def drop(self) -> None:
        """Ask it to stop, and hear nothing of it any more."""
        self.dropped = True
        self.cancelled.set()

    @property
    def heard(self) -> bool:
        """Whether somebody still waits for the answer."""
        return not self.dropped and isValid(self.owner)


class Background(QObject):
    """Runs errands. It belongs to the desk, so that it outlives the dialog that asked."""

    _answered = Signal(object, object, object)
    _progressed = Signal(object, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tasks = desk.tasks
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @classmethod
    def of(cls, desk: Desk) -> Background:
        """The one of a desk."""
        return desk.findChild(cls) or cls(desk)

    def aside(self, errand: Errand, job: Callable[[threading.Event, Callable[[int], None]], object]) -> Errand:
        """Run what needs no database; the job is given an event that says it was cancelled, and tells what is done."""

        def told(done: int) -> None:
            with contextlib.suppress(RuntimeError):  # the window may have gone meanwhile
                self._progressed.emit(errand, done)

        def work() -> None:
            result: object = None
            error: QmsError | None = None
            try:
                result = _guarded(lambda: job(errand.cancelled, told))
                if errand.cancelled.is_set():
                    error = Stopped()
            except QmsError as refusal:
                error = refusal
            with contextlib.suppress(RuntimeError):
                self._answered.emit(errand, result, error)

        threading.Thread(target=work, name="import", daemon=True).start()
        return errand

    def with_database(self, errand: Errand, job: Callable[[Workspace, Progress], object]) -> Errand:
        """Run what needs the database; what it had begun is rolled back when it is cancelled."""

        def run(workspace: Workspace, told: Progress) -> object:
            if errand.cancelled.is_set():
                raise Stopped
            return _guarded(lambda: job(workspace, lambda n, of: told(n, of) and not errand.cancelled.is_set()))

        def progress(done: int, of: int) -> None:
            if errand.heard:
                errand.progress(done, of)

        def then(result: object) -> None:
            if errand.heard:
                errand.then(result)

        def failed(error: QmsError) -> None:
            if errand.heard:
                errand.failed(error)

        self._tasks.run(run, then, progress=progress, failed=failed)
        return errand

    @Slot(object, object, object)
    def _deliver(self, errand: Errand, result: object, error: QmsError | None) -> None:
        if errand.heard and error is not None:
            errand.failed(error)
        elif errand.heard:
            errand.then(result)

    @Slot(object, int)
    def _tell(self, errand: Errand, done: int) -> None:
        if errand.heard:
            errand.progress(done, 0)


def _guarded(job: Callable[[], T]) -> T:
    """Run a job; a defect in it becomes a sentence, so that the dialog does not wait for its answer for ever."""
    try:
        return job()
    except QmsError:
        raise
    except Exception as error:
        logging.getLogger(__name__).exception("the work of an import failed")
        raise Unavailable("Something went wrong inside the program; nothing was written.") from error
