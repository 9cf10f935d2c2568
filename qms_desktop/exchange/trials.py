"""`Trial`: what a register's own rules would say if some records owned other lines than they do. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from qms_desktop.exchange.check import Row
from qms_desktop.exchange.conversion import Unknown
from qms_desktop.exchange.targets import RowsOf
from qms_desktop.records.base import Record
from qms_desktop.records.lines import Line
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.reader import ReadSession

MOST = 400
"""Up to so many rows of one record are tried one after the other, to say which of them is wrong."""


@dataclass
class Trial(Look):
    """A look of its own session, which is thrown away; lines stand in for those of the file."""

    stand_in: dict[UUID, list[Line]] = field(default_factory=dict)
    name: str = ""

    def lines(self, record: Record, name: str) -> Sequence[Line]:
        """The record's lines of that name, as they would be."""
        found = self.stand_in.get(record.id) if name == self.name else None
        return super().lines(record, name) if found is None else found

    @classmethod
    @contextmanager
    def of(cls, look: Look, into: RowsOf) -> Iterator[Trial]:
        """A trial on the moment that a look shows."""
        with ReadSession(bind=look.session.connection(), autoflush=False) as session:
            yield cls(session, look.registers, look.rules, look.now, look.actor_id, name=into.lines.name)

    def settle(self, into: RowsOf, row: Row) -> None:
        """Bring the key of a row into the form the register writes it in: a month becomes its first day."""
        register = into.register
        if register.derive is None or row.record is None:
            return
        record = self.session.get_one(register.model, row.record)
        line = _made(into, row)
        self.stand_in = {row.record: [line]}
        register.derive(record, self)
        for name in into.keys:
            if isinstance(row.values.get(name), str):
                row.values[name] = getattr(line, name)

    def judge(self, into: RowsOf, owner: UUID, rows: Sequence[Row]) -> Iterator[tuple[Row, str, str]]:
        """The rows that the register's own checks refuse, each with the field and the sentence."""
        if not into.register.checks:
            return
        if not self._refusals(into, owner, rows):
            return
        if len(rows) > MOST:
            yield from ((row, *refusal) for row in rows for refusal in self._refusals(into, owner, rows)[:1])
            return
        good: list[Row] = []
        for row in rows:
            found = self._refusals(into, owner, [*good, row])
            if found:
                yield from ((row, *refusal) for refusal in found)
            else:
                good.append(row)

    def _refusals(self, into: RowsOf, owner: UUID, rows: Sequence[Row]) -> list[tuple[str, str]]:
        """What the checks say of the record with these rows written; what they say of it anyway is not theirs."""
        before = self._said(into, owner, ())
        return [said for said in self._said(into, owner, rows) if said not in before]

    def _said(self, into: RowsOf, owner: UUID, rows: Sequence[Row]) -> list[tuple[str, str]]:
        register, model = into.register, into.lines.model
        self.session.expunge_all()
        record = self.session.get_one(register.model, owner)
        query = select(model).where(model.record == owner).order_by(model.position)
        here = list(self.session.scalars(query))
        by_key = {line.id: line for line in here}
        for row in rows:
            line = by_key.get(row.line) if row.line else None
            if line is None:
                here.append(_made(into, row))
                continue
            for name in row.before:
                setattr(line, name, _plain(row.values.get(name)))
        names = [a.key for a in into.lines.order]
        here.sort(key=lambda line: tuple(((v := getattr(line, n)) is not None, v) for n in names))
        self.stand_in = {owner: here}
        if register.derive:
            register.derive(record, self)
        return [(u.field or "", u.message) for check in register.checks for u in check(record, self) if u.must]


def _made(into: RowsOf, row: Row) -> Line:
    return into.lines.model(
        record=row.record, **{n: _plain(v) for n, v in row.values.items() if n in into.lines.fields}
    )


def _plain(value: object) -> object:
    """A record that would be made along the way has no key yet."""
    return None if isinstance(value, Unknown) else value
