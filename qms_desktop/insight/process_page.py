"""Everything that belongs to one process: what goes in and out, how it runs, who is in it, and its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from qms_desktop.insight.period import Length, Period
from qms_desktop.insight.process_map import Node, ProcessMap, draw
from qms_desktop.insight.scope import Scope, narrowed
from qms_desktop.principles.engagement_of_people.people import Person, PersonRole
from qms_desktop.principles.engagement_of_people.people import State as PersonState
from qms_desktop.principles.engagement_of_people.roles import Role
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator
from qms_desktop.principles.process_approach.processes import Input, Output, Process, ProcessType, Step
from qms_desktop.principles.risk_based_thinking.risks import Risk
from qms_desktop.records.base import Record
from qms_desktop.records.register import Register
from qms_desktop.workspace import queries
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.reading import refs
from qms_desktop.workspace.rows import Ref, Row
from qms_desktop.workspace.workspace import Workspace

SHOWN = 5
"""So many records of a kind are shown on the page, those that are due first; the rest is one click away."""
FIRST = ("indicator", "risk", "document", "nonconformity", "action")
"""What every process is asked for: these stand first, and are shown even where there is none."""
MARKS = {"indicator": Indicator.standing.key, "risk": Risk.level.key}
"""The field that says how a record of a kind stands."""


@dataclass(frozen=True, slots=True)
class Tie:
    """An input or an output: what, and from or to whom; `other` is a process, `party` somebody outside."""

    what: str
    other: UUID | None = None
    name: str = ""
    """The neighbour as the map names it."""
    party: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A record of the process."""

    ref: Ref
    state: str
    due_on: date | None
    owner: str
    mark: str = ""
    """How it stands, where its kind says so in a field: `MARKS`."""


@dataclass(frozen=True, slots=True)
class Group:
    """The open records of a kind: how many, the first of them, and all of them as a listing."""

    kind: str
    title: str
    total: int
    late: int
    items: tuple[Item, ...]
    behind: Listing


@dataclass(frozen=True, slots=True)
class Holder:
    """A role in the process, and the people who hold it."""

    role: Ref
    people: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ProcessSheet:
    """What the page of a process shows."""

    node: Node
    today: date
    band: str
    owner: Ref | None
    purpose: str
    begins: str
    ends: str
    inputs: tuple[Tie, ...]
    steps: tuple[tuple[str, str, str, str], ...]
    """What, who, by which document, on which record."""
    outputs: tuple[Tie, ...]
    holders: tuple[Holder, ...]
    groups: tuple[Group, ...]


def read(workspace: Workspace, key: UUID) -> ProcessSheet | None:
    """The page of a process; None where it is no longer in use."""
    with workspace.read() as look:
        return sheet(look, key)


def sheet(look: Look, key: UUID) -> ProcessSheet | None:
    """The same inside a read."""
    drawn = draw(look)
    node = drawn.node(key)
    process = look.session.get(Process, key)
    if node is None or process is None:
        return None
    scope = Scope(look, Period(look.today, Length.YEAR))
    steps: Sequence[Any] = look.lines(process, Step.__tablename__)
    return ProcessSheet(
        node=node,
        today=look.today,
        band=ProcessType(process.process_type).label if process.process_type else "",
        owner=refs(scope.connection, [process.owner]).get(process.owner) if process.owner else None,
        purpose=process.purpose or "",
        begins=process.scope_start or "",
        ends=process.scope_end or "",
        inputs=_ties(look, drawn, process, Input, Input.supplier.key, Input.requirement.key),
        steps=tuple((s.what, s.responsible or "", s.document or "", s.evidence or "") for s in steps),
        outputs=_ties(look, drawn, process, Output, Output.receiver.key, Output.acceptance.key),
        holders=tuple(_holders(scope, key)),
        groups=tuple(_groups(scope, key)),
    )


def _ties(look: Look, drawn: ProcessMap, process: Process, model: type[Any], other: str, note: str) -> tuple[Tie, ...]:
    """The lines of the process itself, then what only a neighbour has written down."""
    rows: Sequence[Any] = look.lines(process, model.__tablename__)
    found: dict[tuple[str, UUID | None, str], Tie] = {}
    for row in rows:
        beside = drawn.node(key) if (key := getattr(row, other)) is not None else None
        whose = beside.id if beside else None
        tie = Tie(row.what, whose, beside.name if beside else "", row.party or "", getattr(row, note) or "")
        found[row.what.casefold(), tie.other, tie.party] = tie
    for (start, end), whats in drawn.flows.items():
        here, there = (end, start) if model is Input else (start, end)
        neighbour = drawn.node(there)
        if here == process.id and neighbour is not None:
            for what in whats:
                found.setdefault((what.casefold(), there, ""), Tie(what, there, neighbour.name))
    return tuple(found.values())


def _holders(scope: Scope, key: UUID) -> Iterator[Holder]:
    """The roles of the process, and who holds them today."""
    listing = scope.standing(Role.KIND, process=key)
    roles = _rows(scope, scope.register(Role.KIND), listing, 100)
    query = (
        select(PersonRole.role, Person.id, Person.number, Person.title)
        .join(Person, Person.id == PersonRole.record)
        .where(PersonRole.role.in_([role.ref.id for role in roles]))
        .where(Person.state == str(PersonState.ACTIVE), Person.voided.is_(False))
        .order_by(Person.title)
    )
    held: dict[UUID | None, list[Ref]] = {}
    for of, person, number, name in scope.connection.execute(query):
        held.setdefault(of, []).append(Ref(person, Person.KIND, number, name))
    for role in roles:
        yield Holder(role.ref, tuple(held.get(role.ref.id, ())))


def _groups(scope: Scope, key: UUID) -> Iterator[Group]:
    kinds = [k for k, r in scope.look.registers.items() if Record.process.key in r.fields and k != Role.KIND]
    for kind in sorted(kinds, key=lambda k: FIRST.index(k) if k in FIRST else len(FIRST)):
        register = scope.register(kind)
        standing = scope.standing(kind, process=key)
        total = scope.count(standing)
        if total or kind in FIRST:
            late = scope.count(scope.overdue(kind, process=key))
            yield Group(kind, register.title, total, late, tuple(_items(scope, register, standing)), standing)


def _items(scope: Scope, register: Register, standing: Listing) -> list[Item]:
    """Those that can still be due first, the earliest at the top; then those that are only kept."""
    due = queries.open_states(register)
    found = _rows(scope, register, narrowed(standing, state=due), SHOWN)
    kept = tuple(state for state in _states(standing) if state not in due)
    if len(found) < SHOWN and kept:
        found += _rows(scope, register, narrowed(standing, state=kept), SHOWN - len(found))
    return found


def _states(listing: Listing) -> Iterable[str]:
    states = listing.where["state"]
    return states if isinstance(states, tuple) else ()


def _rows(scope: Scope, register: Register, listing: Listing, limit: int) -> list[Item]:
    mark = MARKS.get(register.kind)
    columns = ("number", "title", "due_on", "owner", *([mark] if mark else []))
    ids = queries.keys(scope.connection, register, Listing(listing.kind, where=listing.where, sort="due_on"), 0, limit)
    rows = {row.id: row for row in queries.rows(scope.connection, register, ids, columns)}
    return [_item(register, rows[key]) for key in ids]


def _item(register: Register, row: Row) -> Item:
    number, title, due, owner, *mark = row.cells
    day = due if isinstance(due, date) and not register.workflow.is_settled(row.state) else None
    name = owner.title if isinstance(owner, Ref) else ""
    return Item(
        Ref(row.id, register.kind, str(number), str(title)),
        row.state,
        day,
        name,
        str(mark[0]) if mark and mark[0] else "",
    )
