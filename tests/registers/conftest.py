"""One file with three records in every register and lines wherever a register has them, copied for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.workspace.workspace import Workspace
from tests.workspace.bench import line_values

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
RECORDS = 3


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that every test copies."""
    folder = tmp_path_factory.mktemp("registers")
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("QMS_DATA", str(folder / "user data"))
        path = folder / "filled.qms"
        with Workspace.create(path, REGISTERS, RULES, organisation="Nordlicht", owner="Ana Probe") as workspace:
            for turn in range(RECORDS):
                for register in REGISTERS:
                    with workspace.change(f"Add {register.one} {turn}") as work:
                        values = dict(register.example) | {"title": f"{register.title} {turn}"}
                        made = work.add(register.kind, values)
                        work.session.flush()
                        for lines in register.lines:
                            if register.takes_lines(lines, made.state):
                                work.add_lines(made, lines.name, [line_values(work, lines, work.today)])
            assert workspace.verify().ok
    return path


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme("light")
    made.apply(qapp)
    yield made
    qapp.setStyleSheet("")


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "nordlicht.qms"))


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    with Workspace.open(path, REGISTERS, RULES) as opened:
        yield opened
