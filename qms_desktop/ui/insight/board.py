"""`Board`: asks the questions of a dashboard, and again those whose records were touched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from qms_desktop.insight.chart import Chart, Tile
from qms_desktop.insight.dashboard import Dashboard, read
from qms_desktop.insight.period import Length
from qms_desktop.ui.desk import Desk
from qms_desktop.workspace.views import Changes
from qms_desktop.workspace.workspace import Workspace

Answer = tuple[date, Tile | Chart | None]


class Board(QObject):
    """Holds the answers. It asks one question after the other, so that other reads come in between."""

    answered = Signal(str)
    """The name of a question whose answer is here."""

    def __init__(self, desk: Desk, dashboard: Dashboard, parent: QObject | None = None, *, patience: int = 0) -> None:
        """Wait `patience` ms with the first charts, where the window is still starting."""
        super().__init__(parent)
        self._patience = patience
        self._desk = desk
        self.dashboard = dashboard
        self.length = Length.YEAR
        self.views: dict[str, str] = {}
        """The view in which a question is asked, where it is not the first."""
        self.answers: dict[str, Tile | Chart | None] = {}
        self.asked: list[str] = []
        """The names of the questions that were asked so far, in their order (tests)."""
        self._stale = {question.name for question in dashboard.questions}
        self._day: date | None = None
        self.awake = False
        """Whether anybody looks: else what is stale stays so."""
        desk.tasks.changed.connect(self._follow)

    def wake(self, awake: bool) -> None:
        """Begin or stop to keep the answers fresh."""
        self.awake = awake
        if awake:
            self.refresh()

    def look_back(self, length: Length) -> None:
        """Look at another period."""
        if length is not self.length:
            self.length = length
            self._stale = {question.name for question in self.dashboard.questions}
            self.refresh()

    def turn(self, name: str, view: str) -> None:
        """Ask a question in another view."""
        self.views[name] = view
        self._ask(name)

    def refresh(self) -> None:
        """Ask what is stale."""
        if self._day is not None and self._day != date.today():  # noqa: DTZ011  the local day is meant
            self._stale = {question.name for question in self.dashboard.questions}
        names, self._stale = self._stale, set()
        charts = [question.name for question in self.dashboard.charts if question.name in names]
        if self._patience:
            QTimer.singleShot(self._patience, self, partial(self._ask_all, charts))
            self._patience, names = 0, names.difference(charts)
        self._ask_all([question.name for question in self.dashboard.questions if question.name in names])

    @property
    def complete(self) -> bool:
        """Whether every question was answered at least once."""
        return len(self.answers) == len(self.dashboard.questions)

    @property
    def tiles(self) -> list[Tile]:
        """The key figures that are known, in their order."""
        found = (self.answers.get(question.name) for question in self.dashboard.tiles)
        return [answer for answer in found if isinstance(answer, Tile)]

    def _ask_all(self, names: Sequence[str]) -> None:
        for name in names:
            self._ask(name)

    def _ask(self, name: str) -> None:
        dashboard, length, views = self.dashboard, self.length, dict(self.views)
        self.asked.append(name)

        def query(workspace: Workspace) -> Answer:
            return workspace.today, read(workspace, dashboard, length, {name}, views)[name]

        def then(answer: Answer) -> None:
            self._day, self.answers[name] = answer
            self.answered.emit(name)

        self._desk.tasks.read(query, then, key=f"board {id(self)} {name}", owner=self)

    def _follow(self, changes: Changes) -> None:
        self._stale.update(self.dashboard.touched(changes.kinds))
        if self.awake:
            self.refresh()
