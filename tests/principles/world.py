"""A small quality system in memory: the context that guards ask, without the workspace above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import create_engine, or_, select
from sqlalchemy.orm import Session

from qms_desktop.errors import Unmet
from qms_desktop.principles import REGISTERS
from qms_desktop.principles.engagement_of_people.people import PersonRole
from qms_desktop.records.base import Base, Record
from qms_desktop.records.links import Link, Relation
from qms_desktop.records.register import Register
from qms_desktop.records.workflow import Guard, Transition
from qms_desktop.workspace.look import following

KINDS: dict[str, Register] = {register.kind: register for register in REGISTERS}
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
NO_RULES: Mapping[tuple[str, str], tuple[Guard, ...]] = {}


def open_session() -> Session:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    return Session(engine)


@dataclass
class World:
    session: Session = field(default_factory=open_session)
    today: date = date(2026, 11, 20)
    actor: Record | None = None
    waived: bool = False
    files: dict[Any, int] = field(default_factory=dict)
    rules: Mapping[tuple[str, str], tuple[Guard, ...]] = field(default_factory=lambda: NO_RULES)
    count: int = 0

    @property
    def context(self) -> World:
        return self

    def add(self, kind: str, values: Mapping[str, object]) -> Record:
        register = KINDS[kind]
        self.count += 1
        given = {"title": f"A {register.one}", "state": str(register.workflow.initial), "voided": False} | dict(values)
        made = register.model(number=f"{register.prefix}-{self.count:04}", created_at=NOW, updated_at=NOW, **given)
        self.session.add(made)
        if register.derive:
            register.derive(made, self)
        self.session.flush()
        return made

    def person(self, name: str, roles: str | None = None) -> Record:
        return self.add("person", {"title": name, "roles": roles})

    def hold(self, person: Record, role: Record) -> None:
        self.session.add(PersonRole(record=person.id, role=role.id, position=1))
        self.session.flush()

    def lines(self, record: Record, name: str) -> Sequence[Any]:
        declared = KINDS[record.kind].lines_named(name)
        assert declared is not None
        model = declared.model
        query = select(model).where(model.record == record.id).order_by(*declared.order, model.position)
        return list(self.session.scalars(query))

    def link(self, source: Record, relation: Relation, target: Record) -> object:
        tie = Link(source=source.id, relation=str(relation), target=target.id, created_at=NOW)
        self.session.add(tie)
        self.session.flush()
        return tie

    def linked(self, record: Record, kind: str, relation: Relation | None = None) -> Sequence[Record]:
        model = KINDS[kind].model
        forth = select(Link.target).where(Link.source == record.id)
        back = select(Link.source).where(Link.target == record.id)
        if relation:
            forth, back = forth.where(Link.relation == relation), back.where(Link.relation == relation)
        found = select(model).where(or_(model.id.in_(forth), model.id.in_(back)), model.voided.is_(False))
        return self.session.scalars(found).all()

    def attached(self, record: Record) -> int:
        return self.files.get(record.id, 0)

    def label(self, record: Record, attribute: str) -> str:
        return KINDS[record.kind].fields[attribute].label

    def amend(self, record: Record, **values: object) -> None:
        for name, value in values.items():
            setattr(record, name, value)
        derive = KINDS[record.kind].derive
        if derive:
            derive(record, self)
        self.session.flush()

    def problems(self, record: Record) -> set[str]:
        return pointed(unmet for check in KINDS[record.kind].checks for unmet in check(record, self))

    def transition(self, record: Record, name: str) -> Transition:
        found = KINDS[record.kind].workflow.named(record.state, name)
        assert found is not None, f"“{name}” does not start in {record.state}"
        return found

    def unmet(self, record: Record, name: str) -> list[Unmet]:
        return self.transition(record, name).unmet(record, self, self.rules.get((record.kind, name), ()))

    def musts(self, record: Record, name: str) -> set[str]:
        return pointed(unmet for unmet in self.unmet(record, name) if unmet.must)

    def shoulds(self, record: Record, name: str) -> set[str]:
        return pointed(unmet for unmet in self.unmet(record, name) if not unmet.must)

    def move(self, record: Record, name: str) -> None:
        """Pass a transition whose musts are all met; shoulds are waved through."""
        assert self.musts(record, name) == set()
        transition = self.transition(record, name)
        record.state = str(transition.end)
        for effect in (*transition.effects, *following(self.rules, record.kind, transition)):
            effect(record, self)
        derive = KINDS[record.kind].derive
        if derive:
            derive(record, self)
        self.session.flush()


def pointed(found: Iterable[Unmet]) -> set[str]:
    """What each unmet condition points at: its field, else its sentence."""
    return {unmet.field or unmet.message for unmet in found}
