"""Lines of many records at once, as sheets and lists show them: columns, never objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Select, func, select

from qms_desktop.errors import RuleBroken
from qms_desktop.records.base import Record
from qms_desktop.records.lines import Lines
from qms_desktop.workspace.queries import REFERENCES, cells_of
from qms_desktop.workspace.rows import Ref

base = Record.__table__


class OwnedRow(NamedTuple):
    """A line with the record that owns it; `cells` follow the lines' fields, references as `Ref`."""

    id: UUID
    record: Ref
    cells: tuple[object, ...]


def rows(
    connection: Connection,
    lines: Lines,
    *,
    records: Sequence[UUID] | None = None,
    where: Mapping[str, object] | None = None,
    sort: str = "",
    descending: bool = False,
    limit: int | None = None,
) -> list[OwnedRow]:
    """Lines by the number of their record and in their own order, or by a field.

    Where no records are named, the lines of voided ones are left out.

    Args:
        connection: where to ask.
        lines: which kind of lines.
        records: only those that these own, voided or not.
        where: field names and typed values, `record` among them; a tuple means any of its values.
        sort: a field of the lines.
        descending: the other way round.
        limit: at most so many.

    Raises:
        RuleBroken: the lines have no such field.
    """
    own = lines.model.__table__
    selected: list[Any] = [own.c.id, base.c.id, base.c.kind, base.c.number, base.c.title]
    source = own.join(base, base.c.id == own.c.record)
    spans: list[bool] = []
    for name, shown in lines.fields.items():
        spans.append(shown.type in REFERENCES)
        if spans[-1]:
            other = base.alias()
            source = source.outerjoin(other, other.c.id == own.c[name])
            selected += [other.c.id, other.c.kind, other.c.number, other.c.title]
        else:
            selected.append(own.c[name])
    query = select(*(c.label(f"c{n}") for n, c in enumerate(selected))).select_from(source)
    query = _narrowed(query, lines, records, where or {})
    order: list[Any] = [base.c.number, *(own.c[a.key] for a in lines.order), own.c.position]
    if sort:
        order = [_column(lines, sort), *order]
    query = query.order_by(*((c.desc() if descending else c.asc()) for c in order[:1]), *order[1:])
    return [
        OwnedRow(raw[0], Ref(*raw[1:5]), cells_of(raw[5:], spans)) for raw in connection.execute(query.limit(limit))
    ]


def count(connection: Connection, lines: Lines, where: Mapping[str, object] | None = None) -> int:
    """How many lines there are, those of voided records left out."""
    source = lines.model.__table__.join(base, base.c.id == lines.model.__table__.c.record)
    query = _narrowed(select(func.count()).select_from(source), lines, None, where or {})
    return int(connection.execute(query).scalar_one())


def _narrowed(
    query: Select[Any], lines: Lines, records: Sequence[UUID] | None, where: Mapping[str, object]
) -> Select[Any]:
    mine = base.c.voided.is_(False) if records is None else lines.model.__table__.c.record.in_(records)
    query = query.where(mine)
    for name, value in where.items():
        target = _column(lines, name)
        fits = target.in_(value) if isinstance(value, tuple) else target.is_(None) if value is None else target == value
        query = query.where(fits)
    return query


def _column(lines: Lines, name: str) -> Any:
    if name == "record" or name in lines.fields:
        return lines.model.__table__.c[name]
    raise RuleBroken(f"{lines.title} have no field “{name}”. They have: {', '.join(lines.fields)}.")
