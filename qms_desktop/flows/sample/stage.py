"""`Stage`: where the story of the demo company is told, act by act, in the order of their days."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from qms_desktop.errors import RuleBroken, Unavailable
from qms_desktop.flows.stories import STORIES, tell
from qms_desktop.paths import bundled
from qms_desktop.records.base import Record
from qms_desktop.workspace.reader import Clock
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

SATURDAY = 5
Progress = Callable[[int, int], bool]
"""Told how many acts of how many are played; False ends the story."""
Data = Mapping[str, Any]


def read(name: str) -> Data:
    """A list of the story from `resources/sample/`."""
    return tomllib.loads((bundled("resources") / "sample" / f"{name}.toml").read_text(encoding="utf-8"))


def month_before(today: date, back: int) -> date:
    """The fourth of a month so many months ago, which no weekend moves into the month before."""
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return date(year, month + 1, 4)


@dataclass(frozen=True)
class Act:
    """What one person does at one time, as one change set."""

    when: datetime
    who: str
    label: str
    do: Callable[[Scene], None]


@dataclass
class Scene:
    """The running act: the change, and everything in the story that has a name."""

    work: Work
    known: dict[str, UUID]

    def add(self, kind: str, values: Mapping[str, object], name: str = "") -> Record:
        """Make a record; with a name, later acts find it by that."""
        made = self.work.add(kind, {k: v for k, v in values.items() if v not in (None, "")})
        self.work.session.flush()
        if name:
            self.known[name] = made.id
        return made

    def get(self, name: str) -> Record:
        """The record of that name."""
        return self.work.get(self.known[name])

    def id(self, name: str) -> UUID | None:
        """The key of a record by its name in the story; None where there is no name."""
        return self.known[name] if name else None

    def tell(self, record: Record, makes: str, values: Mapping[str, object], name: str = "") -> Record:
        """Raise one record from another, as the window does."""
        made = tell(self.work, record, next(s for s in STORIES if (s.kind, s.makes) == (record.kind, makes)))
        self.work.amend(made, {k: v for k, v in values.items() if v not in (None, "")})
        if name:
            self.known[name] = made.id
        return made

    def lead(self, record: Record, *moves: str, reason: str = "") -> Record:
        """Move a record step by step; what should be there but is not needed here is passed by a click."""
        for name in moves:
            self.work.move(record, name, reason=reason or None, waive=True)
        return record


@dataclass
class Stage:
    """The acts of the story, gathered first and played in the order of their days."""

    today: date
    random: Random = field(default_factory=lambda: Random(20_261_122))  # noqa: S311  a story, not a secret
    acts: list[Act] = field(default_factory=list)
    known: dict[str, UUID] = field(default_factory=dict)

    def day(self, ago: float) -> date:
        """The day so many days before today; a weekend counts as the Friday before it."""
        found = self.today - timedelta(days=ago)
        return found - timedelta(days=max(0, found.weekday() - SATURDAY + 1))

    def instant(self, ago: float) -> datetime:
        """An early hour of that day, before anybody in the story begins to work."""
        return datetime.combine(self.day(ago), time(6), UTC)

    def act(self, ago: float, who: str, label: str, do: Callable[[Scene], None]) -> None:
        """Something somebody does on a day; what would lie in the future is left out, because nobody knows it yet."""
        if ago >= 0:
            # an hour of its own, in UTC so that it is the same day for nearly everybody, and the order of telling
            at = time(9, len(self.acts) * 7 % 60, len(self.acts) % 60)
            self.acts.append(Act(datetime.combine(self.day(ago), at, UTC), who, label, do))

    def play(self, workspace: Workspace, progress: Progress | None = None) -> None:
        """Run every act through the workspace, each at its time and by its person.

        Raises:
            RuntimeError: a rule refused an act: then the story, or the rule, is wrong.
            Unavailable: it was cancelled.
        """
        first, real = workspace.actor, workspace.clock
        acts = sorted(self.acts, key=lambda act: act.when.date())
        workspace.clock = Clock()
        try:
            for number, act in enumerate(_in_time(acts)):
                workspace.clock.fixed, workspace.actor = act.when, self.known.get(act.who, first)
                try:
                    with workspace.change(act.label) as work:
                        act.do(Scene(work, self.known))
                except RuleBroken as error:
                    raise RuntimeError(f"{act.when:%Y-%m-%d} {act.who}: {act.label}: {error}") from error
                if progress and not progress(number + 1, len(acts)):
                    raise Unavailable("Cancelled. No demo file was made.")
        finally:
            workspace.clock, workspace.actor = real, first


def _in_time(acts: Sequence[Act]) -> Iterable[Act]:
    """The acts of a day one after the other, so that the clock of the story never runs backwards."""
    last = datetime.min.replace(tzinfo=UTC)
    for act in acts:
        when = max(act.when, last + timedelta(minutes=1)) if act.when.date() <= last.date() else act.when
        last = when
        yield Act(when, act.who, act.label, act.do)
