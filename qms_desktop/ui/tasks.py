"""The one database worker: reads, changes and long jobs run in its thread, answers come back to the window's.

Decision: one thread with a queue. The workspace has one connection, so more threads would only wait for it. Rejected:
a thread pool (two readers make a commit wait) and asking the database in the window's thread (it would freeze).
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot

from qms_desktop.errors import QmsError, Unavailable
from qms_desktop.workspace.views import Changes, HistoryEntry
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

T = TypeVar("T")
Then = Callable[[Any], None]
Failed = Callable[[QmsError], None]
Progress = Callable[[int, int], bool]
"""Told how much is done and of how much; answers False when the user cancelled."""


@dataclass(eq=False)
class Job:
    """A piece of work on its way. `key` groups reads of which only the newest answer counts."""

    run: Callable[[Workspace], Any]
    then: Then | None = None
    failed: Failed | None = None
    key: str = ""
    owner: QObject | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the job to stop; what it had begun is rolled back."""
        self.cancelled.set()


class Tasks(QObject):
    """Gives work to the database thread and hands answers to the window's thread."""

    changed = Signal(object)
    """A `Changes`: what was written, for every screen that shows it."""
    failed = Signal(object)
    """A `QmsError` that nobody else took."""
    busy = Signal(bool)
    _answered = Signal(object, object, object)
    _progressed = Signal(object, int, int)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._newest: dict[str, Job] = {}
        self._waiting = 0
        self._tells: dict[Job, Callable[[int, int], None]] = {}
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="database", daemon=True)
        self._thread.start()

    def read(
        self,
        query: Callable[[Workspace], T],
        then: Callable[[T], None],
        *,
        failed: Failed | None = None,
        key: str = "",
        owner: QObject | None = None,
    ) -> Job:
        """Ask something. With a `key`, an answer that a newer question has overtaken is dropped.

        An answer is dropped, too, when its `owner` has been deleted meanwhile.
        """
        return self._put(Job(query, then, failed, key, owner))

    def change(
        self,
        label: str,
        command: Callable[[Work], T],
        then: Callable[[T], None] | None = None,
        *,
        failed: Failed | None = None,
        reason: str | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Write something as one change set; what the command returns must be a plain value."""

        def run(workspace: Workspace) -> T:
            with workspace.change(label, reason) as work:
                result = command(work)
                work.session.flush()
                return result

        return self._put(Job(run, then, failed, owner=owner))

    def undo(self, then: Callable[[HistoryEntry], None] | None = None, *, number: int | None = None) -> Job:
        """Undo the newest change set, or a certain one."""
        return self._put(Job(lambda workspace: workspace.undo(number), then))

    def redo(self, then: Callable[[HistoryEntry], None] | None = None) -> Job:
        """Redo what was undone last."""
        return self._put(Job(lambda workspace: workspace.redo(), then))

    def run(
        self,
        job: Callable[[Workspace, Progress], T],
        then: Callable[[T], None],
        *,
        progress: Callable[[int, int], None] | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Long work with progress and Cancel (`Job.cancel`)."""
        made = Job(lambda _workspace: None, then, failed, owner=owner)

        def told(done: int, total: int) -> bool:
            self._progressed.emit(made, done, total)
            return not made.cancelled.is_set()

        made.run = lambda workspace: job(workspace, told)
        if progress is not None:
            self._tells[made] = progress
        return self._put(made)

    def close(self) -> None:
        """Finish what is queued, close the file, end the thread."""
        self._queue.put(None)
        self._thread.join()

    def wait(self) -> None:
        """Block until everything queued so far has run; answers still travel by the event loop (tests, closing)."""
        done = threading.Event()
        self._queue.put(Job(lambda _workspace: done.set()))
        done.wait()

    def settle(self) -> None:
        """Block until everything queued so far has run, and deliver the answers (closing, which must hear refusals)."""
        self.wait()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def _put(self, job: Job) -> Job:
        if job.key:
            self._newest[job.key] = job
        self._waiting += 1
        if self._waiting == 1:
            self.busy.emit(True)
        self._queue.put(job)
        return job

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            if job.cancelled.is_set() or (job.key and self._newest.get(job.key) is not job):
                self._answer(job, None, None)
                continue
            before = self._workspace.last
            try:
                result = job.run(self._workspace)
            except QmsError as error:
                self._answer(job, None, error)
            except Exception as error:  # noqa: BLE001  a defect must reach the window as a sentence, not kill the thread
                self._answer(job, None, error)
            else:
                after = self._workspace.last
                self._answer(job, (result, after if after is not before else None), None)
        self._workspace.close()

    def _answer(self, job: Job, result: object, error: object) -> None:
        with contextlib.suppress(RuntimeError):  # the window may have gone meanwhile
            self._answered.emit(job, result, error)

    @Slot(object, object, object)
    def _deliver(self, job: Job, result: tuple[Any, Changes | None] | None, error: Exception | None) -> None:
        self._tells.pop(job, None)
        self._waiting = max(0, self._waiting - 1)
        if self._waiting == 0:
            self.busy.emit(False)
        if isinstance(error, QmsError):
            if job.failed is not None and _alive(job.owner):
                job.failed(error)
            else:
                self.failed.emit(error)
        elif error is not None:
            # re-raised here, where the last-resort handler of the window logs it and says so
            self.failed.emit(Unavailable("Something went wrong inside the program; nothing was saved."))
            raise error
        elif result is not None:
            value, changes = result
            if changes is not None:
                self.changed.emit(changes)
            overtaken = job.key and self._newest.get(job.key) is not job
            if job.then is not None and not overtaken and _alive(job.owner):
                job.then(value)

    @Slot(object, int, int)
    def _tell(self, job: Job, done: int, total: int) -> None:
        if job in self._tells and _alive(job.owner):
            self._tells[job](done, total)


def _alive(owner: QObject | None) -> bool:
    from shiboken6 import isValid  # noqa: PLC0415  only answers ask

    return owner is None or bool(isValid(owner))
