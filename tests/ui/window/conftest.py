"""A real file in a window, offscreen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from qms_desktop.app import load_domain
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.screens import settle
from qms_desktop.ui.start.preferences import Preferences
from qms_desktop.ui.tasks import Tasks
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.workspace.workspace import Workspace

Fill = Callable[[Workspace], object]
Open = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the program remembers of its user goes elsewhere."""
    folder = tmp_path / "data"
    monkeypatch.setenv("QMS_DATA", str(folder))
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An empty quality system."""
    domain = load_domain()
    path = tmp_path / "northwind.qms"
    Workspace.create(path, domain.registers, domain.rules, organisation="Northwind Castings", owner="Ana Núñez").close()
    return path


@pytest.fixture
def filled(file: Path) -> Path:
    """The same with a few records, some of them late."""
    domain = load_domain()
    with Workspace.open(file, domain.registers, domain.rules) as workspace:
        today = workspace.today
        with workspace.change("Add people") as work:
            other = work.add("person", {"title": "Tom Reed"}).id
        for title, days, owner in (
            ("Torque wrench overdue for calibration", -4, None),
            ("Paint thickness below limit", 0, None),
            ("Bore diameter out of tolerance", 3, None),
            ("Weld porosity above limit", -2, other),
        ):
            values: dict[str, object] = {"title": title, "due_on": today + timedelta(days=days)}
            if owner:
                values["owner"] = owner
            with workspace.change(f"Add the action “{title}”") as work:
                work.add("action", values)
        with workspace.change("Raise the nonconformity") as work:
            work.add("nonconformity", {"title": "Surface corrosion", "detected_where": "Cell 3"})
    return file


@pytest.fixture
def open_window(theme: Theme, qapp: QApplication) -> Iterator[Open]:
    """Opens a file in a window as the program does, and waits until everything is shown."""
    opened: list[MainWindow] = []

    def open_(path: Path, width: int = 1366, height: int = 768, preferences: Preferences | None = None) -> MainWindow:
        domain = load_domain()
        workspace = Workspace.open(path, domain.registers, domain.rules, program="QMS Desktop")
        because = workspace.read_only_because
        desk = Desk(Tasks(workspace), theme, domain.principles, workspace.organisation(), because)
        window = MainWindow(theme, preferences or Preferences())
        opened.append(window)
        window.resize(width, height)
        window.show()
        window.attach(desk)
        settle(window)
        window.activateWindow()  # keys reach the shortcuts of the active window only
        settle(window, 1)
        return window

    yield open_
    for window in opened:
        window.close()
        window.deleteLater()
    qapp.processEvents()


@pytest.fixture
def window(filled: Path, open_window: Open) -> MainWindow:
    """A window over the filled file."""
    return open_window(filled)
