"""Task 1, run as a process of its own: the program's window, up to the first page of the full register.

It prints the milliseconds to the painted rows, the milliseconds until the page takes clicks, the megabytes of anonymous
memory, and the resident ones, in which the pages of programs and libraries are counted too.
"""

from __future__ import annotations

import gc
import importlib
import resource
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTableView

KIND = "nonconformity"


def anonymous(resident: float) -> float:
    """The megabytes that no file backs, neither program nor library; all of them where nobody tells."""
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return resident
    lines = (line.split() for line in rollup.read_text().splitlines()[1:])
    return sum(int(line[1]) for line in lines if line[0] == "Anonymous:") / 1024


def main() -> None:
    """Show the window over the file, as a user does who left that register open, and say when it is there."""
    gc.disable()  # as `run_window` does
    began = float(sys.argv[1])
    told: list[float] = []
    app = QApplication([])
    # the program is measured from outside, like any other program: no layer imports it
    session = importlib.import_module("qms_desktop.app").Session(app)
    window = session.window
    window.resize(1366, 768)
    session.begin(Path(sys.argv[2]))

    def tell() -> None:
        window.grab()
        told.append((time.time() - began) * 1000)

    if any(table.model().rowCount() for table in window.findChildren(QTableView)):
        tell()

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
            tell()
            resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            sys.stdout.write(f"{told[0]} {told[-1]} {anonymous(resident)} {resident}\n")
            sys.stdout.flush()
            app.quit()

    # behind the program's own answer to the opening, in the same turn of the loop
    session.opening.opened.connect(attached)
    app.exec()
    session.end()


main()
