"""What the frame of the window shows of the file: who acts, what could be undone, what needs somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from qms_desktop.records.choices import Access
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.rows import Row
from qms_desktop.workspace.views import HistoryEntry, OrganisationView
from qms_desktop.workspace.workspace import Workspace

LOOK_BACK = 60
"""Change sets among which the one to undo or redo is looked for."""
MOST = 100
"""So many records of a register that need somebody are looked at; the badge says 99+ from there on."""


@dataclass(frozen=True, slots=True)
class Needs:
    """How much of a register needs the acting person by today, and how much of that is late."""

    due: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """One look at the file for top bar and status bar."""

    path: Path
    person: str
    role: str
    undo: str
    redo: str
    organisation: OrganisationView
    warnings: tuple[str, ...] = ()


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
        organisation=workspace.organisation(),
        warnings=tuple(workspace.warnings),
    )


def _person(workspace: Workspace) -> tuple[str, str]:
    """Name and first role of who acts, found by name because a whole record costs more than a row."""
    owner = workspace.organisation().owner
    if owner is None or owner.id != workspace.actor or owner.kind != "person":
        return (workspace.view(workspace.actor).title, "") if workspace.actor else ("", "")
    rows = workspace.page(Listing("person", where={"title": owner.title}), ("roles",))
    held = next((str(row.cells[0] or "").split(";") for row in rows if row.id == owner.id), [])
    return owner.title, next((role.label.lower() for role in Access if role.value in held), "")


def due_rows(workspace: Workspace, kind: str, until: date, columns: Sequence[str] = ()) -> list[Row]:
    """What a person answers for up to a day, the oldest first: what is theirs, and what nobody has taken yet.

    The due day is the first cell. Where there are more than `MOST`, the latest are among them too.
    """
    register = workspace.registers[kind]
    if workspace.actor is None or "due_on" not in register.fields:
        return []
    listings = [Listing(kind, owner=workspace.actor, overdue_on=until + timedelta(days=1), sort="due_on")]
    if "owner" in register.fields:
        listings.append(replace(listings[0], owner=None, where={"owner": None}))
    found: dict[UUID, Row] = {}
    for listing in listings:
        rows = workspace.page(listing, ("due_on", *columns), limit=MOST)
        if len(rows) == MOST:
            rows += workspace.page(replace(listing, descending=True), ("due_on", *columns), limit=MOST)
        found |= {row.id: row for row in rows}
    return sorted(found.values(), key=lambda row: str(row.cells[0]))


def needs(workspace: Workspace) -> dict[str, Needs]:
    """What needs the acting person by today, in each register."""
    today = workspace.today
    found = {}
    for kind in workspace.registers:
        days = [row.cells[0] for row in due_rows(workspace, kind, today)]
        found[kind] = Needs(len(days), sum(1 for day in days if isinstance(day, date) and day < today))
    return found


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
