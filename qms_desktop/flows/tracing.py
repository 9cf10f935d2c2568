"""Walking the links and tying fields of the file, from one record to the chain it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import or_, select

from qms_desktop.flows.links import FIELD_RELATIONS
from qms_desktop.flows.trace import Known, Tie, Trace, arranged
from qms_desktop.records.base import Record
from qms_desktop.records.links import Link, Relation
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.rows import Ref

ORDER = {
    Relation.LED_TO: True,
    Relation.CORRECTS: False,
    Relation.CAUSED_BY: False,
    Relation.TREATS: False,
    Relation.EVIDENCES: False,
    Relation.CHANGES: True,
    Relation.TRAINS: False,
    Relation.SUPERSEDES: False,
    Relation.RECURRENCE_OF: False,
}
"""The relations that make a chain, and whether their target comes later in it.

The others (concerns, audits, measures, decided in) stand beside it: what they lead to is shown, but not walked through,
because a process or a supplier is tied to half of the file.
"""
LONGEST = 60
base = Record.__table__


def trace(look: Look, record: UUID, most: int = LONGEST) -> Trace:
    """What led to a record and what followed, both ways over all links, at most so many records."""
    walk = _Walk(look, record, most)
    before = walk.follow([record], back=True)
    walk.follow([record], back=False)
    walk.follow(before, back=False)
    chain = set(walk.found)
    ties = list(walk.around(chain))
    for tie in ties:
        if tie.beside and tie.first in chain:
            walk.take(tie.then)
    known = _known(look, walk.found)
    shown = {t for t in ties if t.first in known and t.then in known and not _is_repeated(t, chain)}
    return arranged(record, known, sorted(shown), len(walk.left_out))


def _is_repeated(tie: Tie, chain: set[UUID]) -> bool:
    """A tie beside the chain is read from the chain's side, and once where both ends are in it."""
    return tie.beside and (tie.first not in chain or (tie.then in chain and tie.then < tie.first))


class _Walk:
    """What was found so far, in the order of finding; the nearest first, so that a limit cuts the farthest."""

    def __init__(self, look: Look, start: UUID, most: int) -> None:
        self.look, self.most = look, most
        self.found: dict[UUID, None] = {start: None}
        self.left_out: set[UUID] = set()

    def take(self, key: UUID) -> bool:
        """Whether this record is new and there is room for it."""
        if key in self.found:
            return False
        if len(self.found) >= self.most:
            self.left_out.add(key)
            return False
        self.found[key] = None
        return True

    def follow(self, start: Iterable[UUID], *, back: bool) -> list[UUID]:
        """Everything before, or after, some records."""
        reached: list[UUID] = []
        edge = list(start)
        while edge:
            here = set(edge)
            ends = ((t.then, t.first) if back else (t.first, t.then) for t in self.around(here) if not t.beside)
            edge = [there for near, there in ends if near in here and self.take(there)]
            reached += edge
        return reached

    def around(self, keys: Iterable[UUID]) -> Iterator[Tie]:
        """Every tie that touches one of these records, but none to a voided one."""
        wanted = list(keys)
        yield from self._linked(wanted)
        for (kind, name), relation in FIELD_RELATIONS.items():
            own = self.look.registers[kind].model.__table__
            query = (
                select(own.c[name], own.c.id)
                .join(base, base.c.id == own.c.id)
                .where(
                    base.c.voided.is_(False),
                    own.c[name].is_not(None),
                    or_(own.c[name].in_(wanted), own.c.id.in_(wanted)),
                )
                .order_by(own.c.id)
            )
            for named, key in self.look.session.execute(query):
                yield _tie(named, relation, key)

    def _linked(self, wanted: list[UUID]) -> Iterator[Tie]:
        query = (
            select(Link.source, Link.relation, Link.target)
            .where(or_(Link.source.in_(wanted), Link.target.in_(wanted)))
            .order_by(Link.id)
        )
        rows = self.look.session.execute(query).all()
        ends = {row[0] for row in rows} | {row[2] for row in rows}
        voided = select(base.c.id).where(base.c.id.in_(ends), base.c.voided.is_(True))
        gone = set(self.look.session.scalars(voided)) - set(self.found)
        for source, relation, target in rows:
            if not {source, target} & gone:
                tie = _tie(source, Relation(relation), target)
                yield tie
                if tie.beside:
                    yield Tie(target, source, tie.back, tie.words, beside=True)


def _tie(source: UUID, relation: Relation, target: UUID) -> Tie:
    """A link as its earlier end reads it."""
    if ORDER.get(relation, True):
        return Tie(source, target, relation.label, relation.inverse[1], relation not in ORDER)
    return Tie(target, source, relation.inverse[1], relation.label, beside=False)


def _known(look: Look, keys: Iterable[UUID]) -> dict[UUID, Known]:
    named = (base.c.id, base.c.kind, base.c.number, base.c.title)
    columns = (*named, base.c.state, base.c.occurred_on, base.c.created_at, base.c.closed_on)
    rows = look.session.execute(select(*columns).where(base.c.id.in_(list(keys))).order_by(base.c.id))
    return {r[0]: Known(Ref(*r[:4]), r[4], r[5] or r[6].astimezone().date(), r[7]) for r in rows}
