from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qms_desktop.principles import PRINCIPLES
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.importing.dialog import ImportDialog
from qms_desktop.ui.tasks import Tasks
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace

RISKS = """Risk ID,Risk,Cause,Likelihood,Impact,Treatment,Owner,Paint
R-1,The plater fails,one source,3,4,Reduce,Ana Probe,first
R-2,Fire in the hall,old wires,2,5,Redce,Ben Neu,second
R-3,Flood,the river,9,5,Accept,Ben Neu,third
"""

Import = Callable[..., ImportDialog]


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace, theme: Theme) -> Iterator[Desk]:
    """A desk over a new system; closed before the theme goes."""
    assert qtbot
    tasks = Tasks(workspace)
    desk = Desk(tasks, theme, PRINCIPLES, workspace.organisation())
    yield desk
    tasks.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the dialogs lie over; they delete themselves when closed, so the bot cannot keep them."""
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "risks.csv"
    path.write_text(RISKS, encoding="utf-8")
    return path


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, window: QWidget) -> Import:
    """Opens the dialog on a file and waits for the first check."""

    def opened(path: Path, kind: str = "", *, check: bool = True) -> ImportDialog:
        dialog = ImportDialog(desk, kind, path, window)
        dialog.show()
        if check:
            settle(qtbot, dialog)
        return dialog

    return opened


def settle(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Wait until the newest check is there."""
    qtbot.waitUntil(lambda: dialog.run.findings is not None and not dialog.run.stale, timeout=10_000)


def ask(qtbot: QtBot, desk: Desk, kind: str = "risk") -> list[tuple[object, ...]]:
    """Title, cause and external reference of every record of a register."""
    found: list[list[tuple[object, ...]]] = []
    names = ["title", "external_ref", "notes"]
    desk.tasks.read(
        lambda workspace: [row.cells for row in workspace.page(Listing(kind, sort="number"), names)], found.append
    )
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    return found[0]
