"""`Studio`: the thread that draws charts."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFontInfo

from qms_desktop.errors import Unavailable
from qms_desktop.insight.chart import Chart
from qms_desktop.insight.ink import Ink
from qms_desktop.ui.theme.scale import points
from qms_desktop.ui.theme.theme import Theme

USUAL_DPI = 96.0
LEAVE = 5.0
"""Seconds that a closing window waits for a drawing that has begun."""


@dataclass(eq=False)
class _Job:
    run: Callable[[], object]
    then: Callable[[object], None]
    owner: QObject
    key: str


class Studio(QObject):
    """Takes charts and gives pictures back in the window's thread; of one key only the newest wish counts."""

    _made = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._newest: dict[str, _Job] = {}
        self._made.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread: threading.Thread | None = None

    def draw(
        self, owner: QObject, chart: Chart, ink: Ink, size: tuple[int, int], then: Callable[[object], None]
    ) -> None:
        """Draw a chart for a widget, in so many dots."""

        def run() -> object:
            from qms_desktop.insight.drawing.picture import draw  # noqa: PLC0415  matplotlib, which only this thread loads

            return draw(chart, ink, *size)

        self._put(_Job(run, then, owner, f"draw {id(owner)}"))

    def print(
        self, owner: QObject, chart: Chart, ink: Ink, size: tuple[int, int], kind: str, then: Callable[[object], None]
    ) -> None:
        """Draw a chart with its title and source as the bytes of a file."""

        def run() -> object:
            from qms_desktop.insight.drawing.picture import printed  # noqa: PLC0415  as above

            return printed(chart, ink, *size, kind)

        self._put(_Job(run, then, owner, f"print {id(owner)}"))

    def wait(self) -> None:
        """Block until everything asked for so far is drawn and delivered (pictures, tests)."""
        if self._thread is None:
            return
        done = threading.Event()
        self._put(_Job(done.set, lambda _none: None, self, "wait"))
        done.wait()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def close(self) -> None:
        """Draw no more."""
        if self._thread is not None:
            self._newest.clear()
            self._queue.put(None)
            self._thread.join(LEAVE)
            self._thread = None

    def _put(self, job: _Job) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="drawing", daemon=True)
            self._thread.start()
        self._newest[job.key] = job
        self._queue.put(job)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            if self._newest.get(job.key) is not job:
                continue
            result: object = None
            error: Exception | None = None
            try:
                result = job.run()
            except Exception as raised:  # noqa: BLE001  a defect must be told in the window's thread, not end this one
                error = raised
            with contextlib.suppress(RuntimeError):  # the window may have gone meanwhile
                self._made.emit(job, result, error)

    @Slot(object, object, object)
    def _deliver(self, job: _Job, result: object, error: Exception | None) -> None:
        from shiboken6 import isValid  # noqa: PLC0415  only answers ask

        if self._newest.get(job.key) is not job:
            return
        self._newest.pop(job.key)
        if error is not None:
            raise Unavailable("The chart could not be drawn.") from error
        if isValid(job.owner):
            job.then(result)


def ink_of(theme: Theme, *, scale: float = 1.0) -> Ink:
    """The colours and the type of the window at the moment, for a screen of that scale."""
    return Ink(theme.tokens.table(), QFontInfo(theme.font()).family(), points("small", theme.base), USUAL_DPI * scale)
