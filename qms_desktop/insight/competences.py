"""Requirements and what people can do: every requirement of a role against the newest assessment that still holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from qms_desktop.insight.scope import Scope
from qms_desktop.principles.engagement_of_people import competences, people, roles

record = people.Person.metadata.tables["record"]
held, wanted, found = (model.__table__ for model in (people.PersonRole, roles.RoleRequirement, competences.Assessment))


class Fit(StrEnum):
    """How somebody stands against a requirement."""

    MET = "met"
    BELOW = "below"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


FITS = {
    Fit.MET: ("Met", "green"),
    Fit.BELOW: ("Below the level", "amber"),
    Fit.EXPIRED: ("Ran out", "red"),
    Fit.UNKNOWN: ("Not assessed", "grey"),
}


@dataclass(frozen=True, slots=True)
class Required:
    """One person, one competence, and how the person stands."""

    person: str
    """The number of the person's record."""
    competence: UUID
    title: str
    family: str
    fit: Fit


def required(scope: Scope) -> Iterator[Required]:
    """Every competence that a role asks of a person who works here, at the highest level asked."""
    levels = _levels(scope)
    known = _competences(scope)
    asked: dict[tuple[UUID, str, UUID], int] = defaultdict(int)
    query = (
        select(record.c.id, record.c.number, wanted.c.competence, wanted.c.required_level)
        .select_from(record.join(held, held.c.record == record.c.id).join(wanted, wanted.c.record == held.c.role))
        .where(record.c.kind == "person", record.c.voided.is_(False), record.c.state == str(people.State.ACTIVE))
    )
    for person, number, competence, level in scope.connection.execute(query):
        if competence in known:
            key = (person, number, competence)
            asked[key] = max(asked[key], int(level or 0))
    for (person, number, competence), level in sorted(asked.items(), key=lambda item: item[0][1]):
        title, family = known[competence]
        yield Required(number, competence, title, family, _fit(levels.get((person, competence)), level, scope))


def _fit(newest: tuple[int, object] | None, level: int, scope: Scope) -> Fit:
    if newest is None:
        return Fit.UNKNOWN if level else Fit.MET
    has, until = newest
    if has < level:
        return Fit.BELOW
    return Fit.EXPIRED if until is not None and until < scope.today else Fit.MET  # type: ignore[operator]


def _levels(scope: Scope) -> dict[tuple[UUID, UUID], tuple[int, object]]:
    """The newest assessment of each person in each competence: its level, and until when it holds."""
    query = select(found.c.person, found.c.record, found.c.level, found.c.valid_until)
    rows = scope.connection.execute(query.order_by(found.c.assessed_on, found.c.id))
    return {(person, competence): (int(level or 0), until) for person, competence, level, until in rows}


def _competences(scope: Scope) -> dict[UUID, tuple[str, str]]:
    own = competences.Competence.__table__
    query = (
        select(record.c.id, record.c.title, own.c.family)
        .select_from(record.join(own, own.c.id == record.c.id))
        .where(record.c.voided.is_(False), record.c.state == str(competences.State.IN_USE))
    )
    return {key: (title, family or "Without a group") for key, title, family in scope.connection.execute(query)}
