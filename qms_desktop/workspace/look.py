"""`Look`: a view of one moment, for rules and readers. It is the `Context` that guards are given, and cannot write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Self
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from qms_desktop.errors import RuleBroken, Unmet
from qms_desktop.records.base import Record
from qms_desktop.records.lines import Line
from qms_desktop.records.links import Attachment, Link, Organisation, Relation
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold
from qms_desktop.records.workflow import Context, Effect, Guard, Transition

Rules = Mapping[tuple[str, str], tuple[Guard, ...]]
"""Guards that flows add to a register's transition, by kind and name of the transition."""


@dataclass(frozen=True, slots=True)
class Following:
    """A rule of a flow that refuses nothing, and does something once the record has moved."""

    effect: Effect

    def __call__(self, _record: Record, _context: Context) -> Iterable[Unmet]:
        """Nothing is unmet."""
        return ()


def following(rules: Rules, kind: str, transition: Transition) -> list[Effect]:
    """What flows do after a transition."""
    return [rule.effect for rule in rules.get((kind, transition.name), ()) if isinstance(rule, Following)]


@dataclass
class Look:
    """What can be asked inside one transaction."""

    session: Session
    registers: Mapping[str, Register]
    rules: Rules
    now: datetime
    actor_id: UUID | None

    @property
    def context(self) -> Self:
        """This look as the context of a rule."""
        return self

    @cached_property
    def today(self) -> date:
        """The local day of the change."""
        return self.now.astimezone().date()

    @cached_property
    def organisation(self) -> Organisation:
        """The file's organisation."""
        return self.session.get_one(Organisation, 1)

    @property
    def waived(self) -> bool:
        """Whether the standing waiver for small organisations is in force."""
        return bool(self.organisation.waiver)

    @cached_property
    def actor(self) -> Record | None:
        """The person who acts."""
        model = self.registers["person"].model if "person" in self.registers else Record
        return self.session.get(model, self.actor_id) if self.actor_id else None

    def linked(self, record: Record, kind: str, relation: Relation | None = None) -> Sequence[Record]:
        """The records of a kind that a link connects with this one, in either direction, voided ones left out."""
        others = []
        for here, there in ((Link.source, Link.target), (Link.target, Link.source)):
            query = select(there).where(here == record.id)
            others.append(query.where(Link.relation == relation) if relation else query)
        model = self.registers[kind].model
        found = select(model).where(or_(*(model.id.in_(q) for q in others)), model.voided.is_(False))
        return list(self.session.scalars(found.order_by(model.id)))

    def attached(self, record: Record) -> int:
        """How many files are attached."""
        query = select(func.count()).select_from(Attachment).where(Attachment.record == record.id)
        return self.session.execute(query).scalar_one()

    def lines(self, record: Record, name: str) -> Sequence[Line]:
        """The record's lines of that name, in their order."""
        declared = self.registers[record.kind].lines_named(name)
        if declared is None:
            return ()
        model = declared.model
        query = select(model).where(model.record == record.id).order_by(*declared.order, model.position)
        return list(self.session.scalars(query))

    def label(self, record: Record, attribute: str) -> str:
        """The label of a field as the record's register shows it."""
        return self.registers[record.kind].fields[attribute].label

    def get(self, key: UUID | str) -> Record:
        """The record of a key or a human number.

        Raises:
            RuleBroken: there is none.
        """
        wanted = Record.id == key if isinstance(key, UUID) else Record.number == key.strip().upper()
        found = self.session.execute(select(Record.id, Record.kind).where(wanted)).one_or_none()
        if found is None:
            raise RuleBroken(f"There is no record {key}.")
        # whole, because reading a missing part later would save, and so hide from the rules what was changed
        return self.session.get_one(self.registers[found.kind].model, found.id)

    def resolve(self, kind: str | None, words: str) -> UUID | None:
        """The record that a text names: by number, name or external reference; None where none or several fit."""
        number = words.strip().upper()
        query = select(Record.id).where(Record.number == number)
        found = self.session.scalars(query.where(Record.kind == kind) if kind else query).all()
        if not found and kind:
            wanted = fold(words.strip())
            named = select(Record.id, Record.title, Record.external_ref).where(
                Record.kind == kind,
                Record.voided.is_(False),
                or_(func.lower(Record.title) == words.strip().lower(), Record.external_ref == words.strip())
                if words.isascii()
                else Record.title.is_not(None),
            )
            found = [i for i, t, ref in self.session.execute(named) if wanted in (fold(t), fold(ref or ""))]
        return found[0] if len(found) == 1 else None

    def unmet(self, record: Record, transition: Transition) -> list[Unmet]:
        """Every condition of a transition that is not fulfilled; the Full profile turns every should into a must."""
        found = transition.unmet(record, self, self.rules.get((record.kind, transition.name), ()))
        if self.organisation.full_profile:
            found = [Unmet(u.message, u.field, u.record) for u in found]
        return list(dict.fromkeys(found))

    def register(self, kind: str) -> Register:
        """The register of a kind.

        Raises:
            RuleBroken: there is none.
        """
        if kind not in self.registers:
            raise RuleBroken(f"There is no register “{kind}”. The registers are: {', '.join(self.registers)}.")
        return self.registers[kind]
