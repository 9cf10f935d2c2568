"""Task 1 and the painting of task 3: the window itself, offscreen where there is no display."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from qms_desktop.benchmarks.figures import Figure, median

TIMES = 7
KIND = "nonconformity"


def starting(path: Path) -> Iterator[Figure]:
    """Task 1: warm, in turn with the floor, each in a process of its own."""
    least: list[float] = []
    starts: list[list[float]] = []
    with tempfile.TemporaryDirectory(prefix="qms-bytecode-") as bytecode:
        for turn in range(TIMES + 1):
            floor = _child("qms_desktop.benchmarks.floor_window", path, bytecode)
            start = _child("qms_desktop.benchmarks.start_window", path, bytecode)
            if turn:  # the first turn warms the disk, compiles, and leaves the register open
                least.append(floor[0])
                starts.append(start)
    painted, used, live, pause, at_first, resident, anonymous = (
        median(list(column)) for column in zip(*starts, strict=True)
    )
    yield Figure("1", "start to a painted first page", painted, target=600, floor=median(least), ratio=2.1)
    yield Figure("1", "start to an answered click and wheel", used, target=600, floor=median(least), ratio=2.1)
    yield Figure("1", "start until the file is open behind it", live, floor=median(least))
    yield Figure("1", "longest pause of the window until then", pause)
    yield Figure("1", "resident memory at the first page", at_first, "MB", target=120)
    yield Figure("1", "resident memory with the open file", resident, "MB")
    yield Figure("1", "of it anonymous, not backed by a file", anonymous, "MB")


def _child(module: str, path: Path, bytecode: str) -> list[float]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        "PYTHONPYCACHEPREFIX": bytecode,
    }
    # warm means compiled, as on a user's computer; some development machines forbid that to keep checkouts clean
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    began = time.time()
    done = subprocess.run(  # noqa: S603  our own module
        [sys.executable, "-m", module, str(began), str(path)],
        capture_output=True, text=True, check=True, env=environment, timeout=120,
    )  # fmt: skip
    return [float(word) for word in done.stdout.split()]


def painting(path: Path) -> Iterator[Figure]:
    """Task 3: painting a full table of a register."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QImage  # noqa: PLC0415  the other tasks run without Qt
    from PySide6.QtWidgets import QApplication, QTableView  # noqa: PLC0415  as above

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # noqa: S101  nothing else was made
    session = importlib.import_module("qms_desktop.app").Session(app)  # measured from outside, see start_window
    session.window.resize(1366, 768)
    session.begin(path)
    _until(app, lambda: session.window.desk is not None)
    assert session.window.desk is not None  # noqa: S101  the line above waited for it
    session.window.desk.show(KIND)
    view = _until(app, lambda: next((t for t in session.window.findChildren(QTableView) if _filled(t)), None))
    assert isinstance(view, QTableView)  # noqa: S101  as above
    image = QImage(view.viewport().size(), QImage.Format.Format_ARGB32_Premultiplied)
    times = []
    for _ in range(20):
        began = time.perf_counter()
        view.viewport().render(image)
        times.append((time.perf_counter() - began) * 1000)
    session.end()
    yield Figure("3", "paint a full table", median(times), target=16)


def _filled(view: object) -> bool:
    from PySide6.QtWidgets import QTableView  # noqa: PLC0415  as above

    return isinstance(view, QTableView) and view.isVisible() and view.model().rowCount() > 0


def _until(app: object, found: object, seconds: float = 30) -> object:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  as above

    assert isinstance(app, QApplication)  # noqa: S101  for the type checker
    assert callable(found)  # noqa: S101  the same
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        app.processEvents()
        if answer := found():
            return answer
        time.sleep(0.005)
    message = "the window did not get there in time"
    raise TimeoutError(message)
