"""Task 1, run as a process of its own: the program's window, up to the first page of the full register.

It prints the milliseconds to the painted rows, those until a click on a row and a turn of the wheel were answered and
painted, those until the file is open behind the page, the longest of those in which the window answered nothing
meanwhile; then the resident megabytes (pages of programs and libraries too) at the painted rows and with the open file,
and the anonymous ones of the latter.
"""

from __future__ import annotations

import gc
import importlib
import resource
import sys
import time
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

KIND = "nonconformity"


def memory() -> tuple[float, float]:
    """The resident megabytes, and those of them that no file backs, neither program nor library."""
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,) * 2
    lines = {line.split()[0]: int(line.split()[1]) / 1024 for line in rollup.read_text().splitlines()[1:]}
    return lines["Rss:"], lines["Anonymous:"]


class Told:
    """The milliseconds since the process began, at the moments that a user notices."""

    def __init__(self, began: float, window: QWidget) -> None:
        self._began, self._window = began, window
        self.moments: list[float] = []
        self.pause = 0.0
        self._last = 0.0

    def paint(self) -> None:
        """Paint the window and remember when that was done."""
        self._window.grab()
        self.moments.append((time.time() - self._began) * 1000)

    def tick(self) -> None:
        """Remember how long the loop did not turn."""
        now = time.perf_counter() * 1000
        self.pause = max(self.pause, now - self._last if self._last else 0.0)
        self._last = now

    def use(self, table: QTableView) -> bool:
        """Click on a row and turn the wheel, as a user does who sees the list, and paint it.

        Returns whether both were answered.
        """
        place = table.viewport().rect().center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        chosen = table.currentIndex()
        bar = table.verticalScrollBar()
        where = QPointF(place)
        turned = QWheelEvent(
            where, table.viewport().mapToGlobal(where), QPoint(), QPoint(0, -1200), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(table.viewport(), turned)
        self.paint()
        return chosen.isValid() and bar.value() > 0


def main() -> int:
    """Show the window over the file, as a user does who left that register open, and say when it is there."""
    gc.disable()  # as `run_window` does
    app = QApplication([])
    # the program is measured from outside, like any other program: no layer imports it
    session = importlib.import_module("qms_desktop.app").Session(app)
    window = session.window
    told = Told(float(sys.argv[1]), window)
    window.resize(1366, 768)
    session.begin(Path(sys.argv[2]))
    at_first = 0.0
    shown = next((table for table in window.findChildren(QTableView) if table.model().rowCount()), None)
    if shown is not None:  # the first of all starts has nothing to show yet
        told.paint()
        at_first = memory()[0]
        # by the loop, behind whatever the program has put there
        QTimer.singleShot(0, lambda: told.use(shown) or app.exit(1))

    ticks = QTimer(window, interval=5)
    ticks.timeout.connect(told.tick)
    ticks.start()

    def attached() -> None:
        from qms_desktop.ui.register.model import RegisterModel  # noqa: PLC0415  comes with the pages

        desk = window.desk
        assert desk is not None  # noqa: S101  it has just been attached
        desk.show(KIND)
        model = next(m for m in window.findChildren(RegisterModel) if m.listing.kind == KIND)
        model.loaded.connect(lambda: QTimer.singleShot(0, live))

    def live() -> None:
        if not app.property("told"):
            app.setProperty("told", True)
            told.paint()
            first, used, last = (told.moments * 3)[:3] if shown is None else told.moments
            print(first, used, last, told.pause, at_first, *memory())
            sys.stdout.flush()
            app.quit()

    # behind the program's own answer to the opening, in the same turn of the loop
    session.opening.opened.connect(attached)
    failed = app.exec()
    session.end()
    return failed


sys.exit(main())
