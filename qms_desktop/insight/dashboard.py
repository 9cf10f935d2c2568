"""`Dashboard`: the questions of one page, and asking those whose answers may have changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from qms_desktop.insight.chart import Chart, Tile
from qms_desktop.insight.period import Length, Period
from qms_desktop.insight.scope import Scope
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.workspace import Workspace

Ask = Callable[[Scope], Tile | Chart | None]


@dataclass(frozen=True, slots=True)
class Question:
    """One figure or chart: the kinds of records it reads, and how it is asked. None means there is nothing to show.

    `views` are other ways to look at the same thing, by their words: the first is the one that `ask` answers.
    """

    name: str
    kinds: tuple[str, ...]
    ask: Ask
    views: tuple[tuple[str, Ask], ...] = ()

    def answer(self, scope: Scope, view: str = "") -> Tile | Chart | None:
        """The answer in one of the views."""
        return dict(self.views).get(view, self.ask)(scope)


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The key figures and the charts of a page, in their order."""

    tiles: tuple[Question, ...]
    charts: tuple[Question, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All of them."""
        return self.tiles + self.charts

    def touched(self, kinds: Collection[str]) -> tuple[str, ...]:
        """The names of the questions that read one of these kinds."""
        return tuple(question.name for question in self.questions if not set(question.kinds).isdisjoint(kinds))


Answers = dict[str, Tile | Chart | None]


def ask(
    look: Look,
    dashboard: Dashboard,
    length: Length,
    names: Collection[str] | None = None,
    views: Mapping[str, str] | None = None,
) -> Answers:
    """The answers to the named questions, or to all; a register that does not exist has no figures."""
    scope = Scope(look, Period(look.today, length))
    return {
        question.name: question.answer(scope, (views or {}).get(question.name, ""))
        if all(scope.has(kind) for kind in question.kinds)
        else None
        for question in dashboard.questions
        if names is None or question.name in names
    }


def read(
    workspace: Workspace,
    dashboard: Dashboard,
    length: Length,
    names: Collection[str] | None = None,
    views: Mapping[str, str] | None = None,
) -> Answers:
    """The same in a read of its own."""
    with workspace.read() as look:
        return ask(look, dashboard, length, names, views)
