"""What the frame of the window shows of the file: who acts, what could be undone, what needs somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from qms_desktop.errors import RuleBroken
from qms_desktop.records.choices import Access
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.views import HistoryEntry
from qms_desktop.workspace.workspace import Workspace

LOOK_BACK = 60
"""Change sets among which the one to undo or redo is looked for."""


@dataclass(frozen=True, slots=True)
class Needs:
    """How much of a register needs the acting person by today, and how much of that is late."""

    due: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """One look at the file for top bar, tabs and status bar."""

    path: Path
    person: str
    role: str
    undo: str
    redo: str
    warnings: tuple[str, ...] = ()
    needs: Mapping[str, Needs] = field(default_factory=dict)


def facts(workspace: Workspace) -> Facts:
    """Read them (in the database's thread)."""
    person, role = _person(workspace)
    entries = workspace.history(LOOK_BACK)
    return Facts(
        path=workspace.path,
        person=person,
        role=role,
        undo=undo_label(entries),
        redo=redo_label(entries),
        warnings=tuple(workspace.warnings),
        needs={kind: _needs(workspace, kind) for kind in workspace.registers},
    )


def _person(workspace: Workspace) -> tuple[str, str]:
    if workspace.actor is None:
        return "", ""
    try:
        view = workspace.view(workspace.actor)
    except RuleBroken:
        return "", ""
    held = str(view.value("roles") or "").split(";")
    return view.title, next((role.label.lower() for role in Access if role.value in held), "")


def mine(workspace: Workspace, kind: str) -> list[Listing]:
    """The listings of what a person answers for: what is theirs, and what nobody has taken yet."""
    if workspace.actor is None:
        return []
    found = [Listing(kind, owner=workspace.actor)]
    if "owner" in workspace.registers[kind].fields:
        found.append(Listing(kind, where={"owner": None}))
    return found


def _needs(workspace: Workspace, kind: str) -> Needs:
    today, tomorrow = workspace.today, workspace.today + timedelta(days=1)
    listings = mine(workspace, kind)
    return Needs(
        due=sum(workspace.count(replace(listing, overdue_on=tomorrow)) for listing in listings),
        overdue=sum(workspace.count(replace(listing, overdue_on=today)) for listing in listings),
    )


def undo_label(entries: Sequence[HistoryEntry]) -> str:
    """The label of what Undo would take; empty when there is nothing."""
    return next((e.label for e in entries if e.undoes is None and not e.undone and e.change > 1), "")


def redo_label(entries: Sequence[HistoryEntry]) -> str:
    """The label of what Redo would bring back; empty when something else was changed since."""
    by_number = {entry.change: entry for entry in entries}
    redone = {entry.undoes for entry in entries}
    for entry in entries:
        if entry.undoes is None:
            return ""
        target = by_number.get(entry.undoes)
        if entry.change not in redone and (target is None or target.undoes is None):
            return entry.label.removeprefix("Undo: ").removeprefix("Redo: ")
    return ""
