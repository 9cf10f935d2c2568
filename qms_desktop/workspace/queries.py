"""Register tables: counting, and pages of rows that select columns, never objects.

A page finds its keys through an index first and joins its rows afterwards, so that the last page of 200,000 costs as
little as the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, null, or_, select, text
from sqlalchemy.orm import aliased

from qms_desktop.errors import RuleBroken
from qms_desktop.records.base import Record
from qms_desktop.records.fields import FieldType
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold
from qms_desktop.workspace.rows import Facets, Ref, Row
from qms_desktop.workspace.views import DayItem

REFERENCES = {FieldType.PERSON, FieldType.REFERENCE}
PLAIN = ("number", "state", "title", "due_on", "owner", "closed_on", "created_at", "updated_at", "voided", "version")
"""Columns every register can show, sort and filter besides its fields."""
base = Record.__table__


@dataclass(frozen=True, slots=True)
class Span:
    """Values from `first` to `last`, both of them included; None leaves that end open."""

    first: object = None
    last: object = None


@dataclass(frozen=True, slots=True)
class Before:
    """Values below those of another field of the same record, or (`kept`) values not below them."""

    field: str
    kept: bool = False


@dataclass(frozen=True)
class Listing:
    """What a table shows: which rows of a register, in which order."""

    kind: str
    text: str = ""
    """Part of number or title, in any case and with or without accents."""
    where: Mapping[str, object] = field(default_factory=dict)
    """Field names and typed values; a tuple means any of its values, a `Span` those within, a `Before` a comparison
    with another field; `state` works like a field."""
    owner: UUID | None = None
    overdue_on: date | None = None
    voided: bool = False
    sort: str = ""
    """A field name; empty means newest first."""
    descending: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether only a part of the register is asked for."""
        return bool(self.text or self.where or self.owner or self.overdue_on)


def column(register: Register, name: str) -> Any:
    """The table column of a field.

    Raises:
        RuleBroken: the register has no such field.
    """
    table = register.model.__table__
    if name in register.fields or name in PLAIN:
        return table.c[name] if name in table.c and name != "id" else base.c[name]
    raise RuleBroken(f"{register.title} have no field “{name}”. They have: {', '.join(register.fields)}.")


def open_states(register: Register) -> tuple[str, ...]:
    """The states in which something can still be due."""
    return tuple(str(s) for s in register.workflow.states if not register.workflow.is_settled(str(s)))


def _due() -> ColumnElement[date | None]:
    """The due day, wrapped so that the index over states finds the few open records, not the one over days the many."""
    return func.coalesce(base.c.due_on, null())


def _conditions(register: Register, listing: Listing) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [base.c.kind == register.kind, base.c.voided.is_(listing.voided)]
    if listing.owner is not None:
        found.append(base.c.owner == listing.owner)
    if listing.overdue_on is not None:
        found += [_due() < listing.overdue_on, base.c.state.in_(open_states(register))]
    found += _wanted(register, listing)
    words = fold(listing.text).split()
    if words:
        match = " AND ".join(f"instr(folded, :w{n}) > 0" for n in range(len(words)))
        inside = text(f"record.id IN (SELECT record FROM search_row WHERE kind = :k AND {match})")
        found.append(inside.bindparams(k=register.kind, **{f"w{n}": w for n, w in enumerate(words)}))  # type: ignore[arg-type]
    return found


def _wanted(register: Register, listing: Listing) -> list[ColumnElement[bool]]:
    return [m for name, value in listing.where.items() for m in _meets(register, column(register, name), value)]


def _meets(register: Register, target: Any, value: object) -> Iterator[ColumnElement[bool]]:
    """What a field must be: a value, one of several, within a span, or before another field."""
    match value:
        case Span(first, last):
            if first is not None:
                yield target >= first
            if last is not None:
                yield target <= last
        case Before(name, kept):
            other = column(register, name)
            yield target >= other if kept else target < other
        case tuple():
            filled = target.in_([one for one in value if one is not None])
            yield or_(filled, target.is_(None)) if None in value else filled
        case None:
            yield target.is_(None)
        case _:
            yield target == value


def _joined(register: Register, listing: Listing, query: Select[Any]) -> Select[Any]:
    """The query over the base table, with the register's own table only where a condition or the order needs it."""
    names = [*listing.where, *(v.field for v in listing.where.values() if isinstance(v, Before)), listing.sort]
    own = register.model.__table__
    if any(n and n in own.c and n != "id" for n in names):
        return query.select_from(base.join(own, own.c.id == base.c.id))
    return query.select_from(base)


def count(connection: Connection, register: Register, listing: Listing) -> int:
    """How many rows the listing has."""
    own = register.model.__table__
    narrowed = listing.text or listing.owner or listing.overdue_on or listing.voided
    alone = all(name in own.c and not isinstance(value, Before) for name, value in listing.where.items())
    if listing.where and alone and not narrowed:
        # by the index over the register's own column, without a look at each record
        voided = select(base.c.id).where(base.c.kind == register.kind, base.c.voided.is_(True))
        found = select(func.count()).select_from(own).where(own.c.id.not_in(voided), *_wanted(register, listing))
        return int(connection.execute(found).scalar_one())
    query = _joined(register, listing, select(func.count())).where(*_conditions(register, listing))
    return int(connection.execute(query).scalar_one())


def tally(
    connection: Connection, register: Register, listing: Listing, columns: Sequence[str], *, summed: str = ""
) -> dict[tuple[Any, ...], int]:
    """How many rows of the listing have which values in these columns: what a chart counts and opens again.

    With `summed`, the sum of that field instead of the number of rows.
    """
    targets = [column(register, name) for name in columns]
    own = register.model.__table__
    inner = {name: value for name, value in listing.where.items() if column(register, name).table is base}
    outer = {name: value for name, value in listing.where.items() if name not in inner}
    compared = [column(register, v.field) for v in listing.where.values() if isinstance(v, Before)]
    if summed:
        targets.append(column(register, summed))
    query = select(*targets[: len(columns)], func.sum(targets[-1]) if summed else func.count())
    groups = targets[: len(columns)]
    if not outer and all(target.table is base for target in [*targets, *compared]):
        query = query.select_from(base).where(*_conditions(register, listing))
        if "state" in inner and "state" not in columns:
            # the state leaves few rows; walking the index of the groups would look at every record for its state
            groups = [func.coalesce(group, null()) for group in groups]
    elif compared or any(target.table is base for target in targets):
        query = query.select_from(base.join(own, own.c.id == base.c.id)).where(*_conditions(register, listing))
    else:
        # keys first, from an index over the base table, then a seek into the own one: a third of the time of the join
        members = _members(connection, register, replace(listing, where=inner))
        more = [c for name, value in outer.items() for c in _meets(register, column(register, name), value)]
        query = query.select_from(own).where(members, *more)
    return {tuple(row[:-1]): row[-1] or 0 for row in connection.execute(query.group_by(*groups))}


def _members(connection: Connection, register: Register, listing: Listing) -> ColumnElement[bool]:
    """Which rows of the own table are in a listing of the base table: those in it or, where they are fewer, not in it.

    Most of a register by its own index, less a few, costs a fifth of looking up most of it one by one.
    """
    own, conditions = register.model.__table__, _conditions(register, listing)
    inside = select(base.c.id).where(*conditions)
    if listing.is_filtered:
        whole = select(func.count()).select_from(base).where(base.c.kind == register.kind)
        number = select(func.count()).select_from(base).where(*conditions)
        if 2 * connection.execute(number).scalar_one() < connection.execute(whole).scalar_one():
            return own.c.id.in_(inside)
    # where a day is empty the comparison says neither yes nor no, and the row is not inside
    rest = select(base.c.id).where(base.c.kind == register.kind, func.coalesce(and_(*conditions), false()).is_(false()))
    return own.c.id.not_in(rest)


def keys(connection: Connection, register: Register, listing: Listing, offset: int, limit: int) -> list[UUID]:
    """The keys of a stretch of the listing, in its order."""
    query = _alone(register, listing)
    if query is None:
        query = _joined(register, listing, select(base.c.id)).where(*_conditions(register, listing))
    query = _ordered(register, listing, query).limit(limit).offset(offset)
    return list(connection.execute(query).scalars())


def _alone(register: Register, listing: Listing) -> Select[Any] | None:
    """For the whole register in the order of one of its own columns: that table alone, which has the index."""
    own = register.model.__table__
    shown = register.fields.get(listing.sort)
    if listing.is_filtered or listing.voided or shown is None or shown.type in REFERENCES or listing.sort not in own.c:
        return None
    voided = select(base.c.id).where(base.c.kind == register.kind, base.c.voided.is_(True))
    return select(own.c.id).where(own.c.id.not_in(voided))


def _ordered(register: Register, listing: Listing, query: Select[Any]) -> Select[Any]:
    down = listing.descending
    if not listing.sort:
        return query.order_by(base.c.id.desc())
    target: Any = column(register, listing.sort)
    tie = target.table.c.id.desc() if down else target.table.c.id.asc()
    shown = register.fields.get(listing.sort)
    if shown is not None and shown.type in REFERENCES:
        other = aliased(base)
        query = query.outerjoin(other, other.c.id == target)
        target = other.c.title
        tie = base.c.id.desc() if down else base.c.id.asc()
    if listing.is_filtered:
        # the filter leaves few rows, and walking the whole index of the order would take longer than sorting them
        target = func.coalesce(target, null())
    order = target.desc() if down else target.asc()
    return query.order_by(order.nulls_last(), tie)


def page(
    connection: Connection, register: Register, listing: Listing, columns: Sequence[str], offset: int, limit: int
) -> list[Row]:
    """A stretch of rows with the asked columns."""
    ids = keys(connection, register, listing, offset, limit)
    found = {row.id: row for row in rows(connection, register, ids, columns)}
    return [found[i] for i in ids]


def rows(connection: Connection, register: Register, ids: Sequence[UUID], columns: Sequence[str]) -> list[Row]:
    """The rows of these keys, in no particular order; references come as `Ref`."""
    own = register.model.__table__
    selected: list[Any] = [base.c.id, base.c.state]
    source = base.join(own, own.c.id == base.c.id)
    spans: list[bool] = []
    for name in columns:
        shown = register.fields.get(name)
        target = column(register, name)
        spans.append(shown is not None and shown.type in REFERENCES)
        if spans[-1]:
            other = base.alias()
            source = source.outerjoin(other, other.c.id == target)
            selected += [other.c.id, other.c.kind, other.c.number, other.c.title]
        else:
            selected.append(target)
    labels = [c.label(f"c{n}") for n, c in enumerate(selected)]
    query = select(*labels).select_from(source).where(base.c.id.in_(ids))
    return [Row(raw[0], raw[1], cells_of(raw[2:], spans)) for raw in connection.execute(query)]


def cells_of(values: Sequence[Any], spans: Sequence[bool]) -> tuple[object, ...]:
    """The cells of a row that was selected flat: four columns of it are a `Ref` where a span says so."""
    cells: list[object] = []
    at = 0
    for is_reference in spans:
        if is_reference:
            cells.append(Ref(*values[at : at + 4]) if values[at] is not None else None)
            at += 4
        else:
            cells.append(values[at])
            at += 1
    return tuple(cells)


def facets(connection: Connection, register: Register, owner: UUID | None, today: date) -> Facets:
    """The counts that chips and tabs show."""
    states = select(base.c.state, base.c.voided, func.count()).where(base.c.kind == register.kind)
    counted: dict[str, int] = {}
    voided = 0
    for state, is_void, number in connection.execute(states.group_by(base.c.voided, base.c.state)):
        if is_void:
            voided += number
        else:
            counted[state] = number
    mine = Listing(register.kind, owner=owner, where={"state": open_states(register)})
    return Facets(
        total=sum(counted.values()),
        states=counted,
        mine=count(connection, register, mine) if owner else 0,
        overdue=count(connection, register, Listing(register.kind, overdue_on=today)),
        voided=voided,
    )


def my_day(connection: Connection, registers: Mapping[str, Register], actor: UUID | None, until: date) -> list[DayItem]:
    """Open records due up to a day: mine first asked for, and those that wait for others."""
    standing = [
        and_(base.c.kind == r.kind, base.c.voided.is_(False), base.c.state.in_(open_states(r)))
        for r in registers.values()
    ]
    owner = base.alias()
    query = (
        select(
            base.c.id,
            base.c.kind,
            base.c.number,
            base.c.title,
            base.c.state,
            base.c.due_on,
            base.c.owner,
            owner.c.title,
        )
        .select_from(base.outerjoin(owner, owner.c.id == base.c.owner))
        .where(or_(*standing), _due() <= until)
        .order_by(base.c.due_on, base.c.id)
        .limit(200)
    )
    return [
        DayItem(r[0], r[1], r[2], r[3], r[4], r[5], r[7] or "", mine=r[6] is None or r[6] == actor)
        for r in connection.execute(query)
    ]


def options(connection: Connection, kind: str | None, words: str, limit: int = 20) -> list[Ref]:
    """Records that a reference field may point at, for what was typed so far."""
    query = select(base.c.id, base.c.kind, base.c.number, base.c.title).where(base.c.voided.is_(False))
    if kind:
        query = query.where(base.c.kind == kind)
    parts = fold(words).split()
    if parts:
        match = " AND ".join(f"instr(folded, :w{n}) > 0" for n in range(len(parts)))
        inside = text(f"record.id IN (SELECT record FROM search_row WHERE {match})")
        query = query.where(inside.bindparams(**{f"w{n}": w for n, w in enumerate(parts)}))
    return [Ref(*row) for row in connection.execute(query.order_by(base.c.title).limit(limit))]
