"""A desk over a real file, with what the window would hear, and the waiting that tests need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from pytestqt.qtbot import QtBot

from qms_desktop.errors import QmsError
from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import PRINCIPLES, REGISTERS
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.page import RegisterPage
from qms_desktop.ui.tasks import Tasks
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace


@dataclass
class Bench:
    """The desk, and everything it was asked to say or show."""

    desk: Desk
    workspace: Workspace
    qtbot: QtBot
    told: list[tuple[str, bool]] = field(default_factory=list)
    refused: list[QmsError] = field(default_factory=list)
    shown: list[tuple[str, UUID | None]] = field(default_factory=list)

    def settle(self) -> None:
        """Until nothing is asked or answered any more."""
        for _ in range(4):
            self.desk.tasks.wait()
            self.qtbot.wait(15)

    def page(self, kind: str, width: int = 1100, height: int = 600) -> RegisterPage:
        """A page on the screen, filled."""
        page = RegisterPage(self.desk, self.desk.registers[kind])
        self.qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        self.settle()
        return page

    def do(self, command: Callable[[Work], Any]) -> Any:
        """Change something as another window would."""
        answers: list[Any] = []
        self.desk.tasks.change("Prepare", command, answers.append)
        self.settle()
        return answers[0]

    def ask(self, query: Callable[[Workspace], Any]) -> Any:
        """Ask the file."""
        answers: list[Any] = []
        self.desk.tasks.read(query, answers.append)
        self.settle()
        return answers[0]

    def add(self, kind: str, **values: object) -> UUID:
        """Make a record."""
        made: UUID = self.do(lambda work: work.add(kind, values).id)
        return made

    def view(self, record: UUID) -> RecordView:
        """A record as the file holds it."""
        found: RecordView = self.ask(lambda workspace: workspace.view(record))
        return found


@contextmanager
def bench(folder: Path, theme: Theme, qtbot: QtBot, *, read_only: bool = False) -> Iterator[Bench]:
    """Make, or open, the file of a folder and put a desk over it."""
    path = folder / "northwind.qms"
    if path.exists():
        workspace = Workspace.open(path, REGISTERS, RULES, read_only=read_only)
    else:
        workspace = Workspace.create(path, REGISTERS, RULES, organisation="Northwind", owner="Ana Núñez")
    tasks = Tasks(workspace)
    desk = Desk(tasks, theme, PRINCIPLES, workspace.organisation(), workspace.read_only_because)
    made = Bench(desk, workspace, qtbot)
    desk.told.connect(lambda sentence, undo: made.told.append((sentence, undo)))
    desk.refused.connect(made.refused.append)
    desk.opening.connect(lambda kind, record: made.shown.append((kind, record)))
    tasks.failed.connect(made.refused.append)
    yield made
    made.settle()
    tasks.close()
