"""What Home shows, read from the file in the database's thread. Everything is counted, nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qms_desktop.records.register import Register
from qms_desktop.ui.start.facts import due_rows
from qms_desktop.workspace.rows import Facets, Row
from qms_desktop.workspace.views import HistoryEntry
from qms_desktop.workspace.workspace import Workspace

WEEK = 7
PER_GROUP = 8
"""Lines of a group on Home; what is left is counted."""
LATEST = 24
"""Of the newest changes; beside a shorter list fewer are shown."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of My day."""

    row: Row
    kind: str
    number: str
    title: str
    due: date
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A part of My day: `name` is overdue, today, week or others; `more` is how many lines are left out."""

    name: str
    items: tuple[Item, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Glance:
    """The counts of a register."""

    kind: str
    total: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything on Home."""

    today: date
    person: str
    needed: int
    """How many things need the acting person by today."""
    groups: tuple[Group, ...]
    history: tuple[HistoryEntry, ...]
    glances: tuple[Glance, ...]
    only_person: bool
    """Whether nobody but the first person was entered yet."""
    empty: bool
    """Whether there is nothing but people in the file."""


def read_home(workspace: Workspace) -> HomeView:
    """Read everything on Home."""
    facets = {kind: workspace.facets(kind) for kind in workspace.registers}
    groups = read_groups(workspace)
    owner = workspace.organisation().owner
    person = owner.title if owner is not None and owner.id == workspace.actor else ""
    people = facets["person"].total if "person" in facets else 0
    return HomeView(
        today=workspace.today,
        person=person,
        needed=sum(len(g.items) + g.more for g in groups if g.name in ("overdue", "today")),
        groups=groups,
        history=tuple(workspace.history(LATEST)),
        glances=tuple(_glance(register, facets[kind]) for kind, register in workspace.registers.items()),
        only_person=people <= 1,
        empty=sum(found.total for found in facets.values()) <= people,
    )


# -- My day


def read_groups(workspace: Workspace) -> tuple[Group, ...]:
    """The groups of My day that hold anything."""
    today, until = workspace.today, workspace.today + timedelta(days=WEEK)
    found = [item for kind in workspace.registers for item in _mine(workspace, kind, until)]
    found.sort(key=lambda item: item.due)
    waiting = tuple(
        Item(Row(i.id, i.state, ()), i.kind, i.number, i.title, i.due_on, i.owner)
        for i in workspace.my_day(until)
        if i.due_on is not None and not i.mine
    )
    groups = (
        _group("overdue", [i for i in found if i.due < today]),
        _group("today", [i for i in found if i.due == today]),
        _group("week", [i for i in found if i.due > today]),
        _group("others", waiting),
    )
    return tuple(group for group in groups if group.items)


def _group(name: str, items: Sequence[Item]) -> Group:
    return Group(name, tuple(items[:PER_GROUP]), max(0, len(items) - PER_GROUP))


def _mine(workspace: Workspace, kind: str, until: date) -> Iterator[Item]:
    for row in due_rows(workspace, kind, until, ("number", "title")):
        day, number, title = row.cells
        if isinstance(day, date):
            yield Item(row, kind, str(number), str(title), day)


# -- counts


def open_count(register: Register, facets: Facets) -> int:
    """How many records are not closed."""
    return sum(number for state, number in facets.states.items() if not register.workflow.is_closed(state))


def _glance(register: Register, facets: Facets) -> Glance:
    return Glance(register.kind, facets.total, open_count(register, facets), facets.overdue)
