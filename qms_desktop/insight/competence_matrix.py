"""The competence matrix: who can do what, what their roles ask, and where that is not the same.

The newest assessment of a person in a competence counts. One that has run out counts as none in the gaps, and is shown
as expired, not as level 0. What several roles of a person ask is the highest of it, from the day on which it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy import Connection, select

from qms_desktop.principles.engagement_of_people.competences import Assessment, Competence
from qms_desktop.principles.engagement_of_people.competences import State as CompetenceState
from qms_desktop.principles.engagement_of_people.people import Person, PersonRole
from qms_desktop.principles.engagement_of_people.people import State as PersonState
from qms_desktop.principles.engagement_of_people.roles import Role, RoleRequirement
from qms_desktop.records.base import Record
from qms_desktop.statistics.competence import Standing, bus_factor, coverage, gap, gap_index, standing
from qms_desktop.workspace.look import Look

CRITICAL_WEIGHT = 2.0
"""A gap in a critical competence counts twice in the index."""
LEAST = 2
"""Fewer than so many who can do a critical competence alone are a risk."""
KINDS = ("person", "role", "competence")
"""The kinds of records the matrix is made of."""
Place = tuple[UUID, UUID]
"""Person and competence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is required and what was found, for one person in one competence."""

    required: int | None = None
    level: int | None = None
    """The level of the newest assessment, even where it has run out."""
    assessed_on: date | None = None
    valid_until: date | None = None
    standing: Standing = Standing.VALID

    @property
    def actual(self) -> int | None:
        """The level that counts."""
        return None if self.standing is Standing.EXPIRED else self.level

    @property
    def gap(self) -> int:
        """The levels that are missing."""
        return gap(self.required, self.actual)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A row of the matrix."""

    id: UUID
    number: str
    name: str
    department: str
    roles: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Skill:
    """A column of the matrix; `means` are its own words for the levels 0 to 4, empty where it has none."""

    id: UUID
    number: str
    name: str
    family: str
    critical: bool
    means: tuple[str, ...]


EMPTY = Cell()


@dataclass(frozen=True)
class Matrix:
    """People, competences, and the cells where something is required or was found."""

    people: tuple[Somebody, ...]
    skills: tuple[Skill, ...]
    cells: Mapping[Place, Cell]
    roles: Mapping[UUID, str]

    def cell(self, person: UUID, skill: UUID) -> Cell:
        """The cell of a person and a competence."""
        return self.cells.get((person, skill), EMPTY)

    def narrowed(self, *, role: UUID | None = None, department: str = "", gaps: bool = False) -> Matrix:
        """Only the people of a role or a department; of a role, only what it or its people are about."""
        people = tuple(
            p
            for p in self.people
            if (role is None or role in p.roles) and (not department or p.department == department)
        )
        shown = {p.id for p in people}
        skills = self.skills
        if role is not None:
            about = {skill for person, skill in self.cells if person in shown}
            skills = tuple(s for s in skills if s.id in about)
        found = replace(self, people=people, skills=skills)
        return found.with_gaps() if gaps else found

    def with_gaps(self) -> Matrix:
        """Only the rows and columns in which something is missing."""
        people = tuple(p for p in self.people if any(self.cell(p.id, s.id).gap for s in self.skills))
        skills = tuple(s for s in self.skills if any(self.cell(p.id, s.id).gap for p in self.people))
        return replace(self, people=people, skills=skills)

    def column(self, skill: UUID) -> list[Cell]:
        """The cells of a competence, in the order of the people."""
        return [self.cell(person.id, skill) for person in self.people]

    @cached_property
    def person_gaps(self) -> tuple[int, ...]:
        """The levels each person is missing."""
        return tuple(sum(self.cell(p.id, s.id).gap for s in self.skills) for p in self.people)

    @cached_property
    def skill_gaps(self) -> tuple[int, ...]:
        """The levels that are missing in each competence."""
        return tuple(sum(cell.gap for cell in self.column(s.id)) for s in self.skills)

    @cached_property
    def coverages(self) -> tuple[float | None, ...]:
        """Of those who are asked, the share that has the level."""
        return tuple(coverage((c.required or 0, c.actual) for c in self.column(s.id)) for s in self.skills)

    @cached_property
    def bus_factors(self) -> tuple[int, ...]:
        """How many can do each competence without help."""
        return tuple(bus_factor(c.actual for c in self.column(s.id)) for s in self.skills)

    @cached_property
    def index(self) -> float | None:
        """The weighted share of what is required that is missing; critical competences count twice."""
        asked = [
            (cell.required, cell.actual, CRITICAL_WEIGHT if skill.critical else 1.0)
            for skill in self.skills
            for cell in self.column(skill.id)
            if cell.required
        ]
        return gap_index([a[0] for a in asked], [a[1] for a in asked], [a[2] for a in asked])

    @cached_property
    def standings(self) -> Mapping[Standing, int]:
        """How many of the shown assessments are valid, expiring or expired."""
        shown = [c for s in self.skills for c in self.column(s.id) if c.level is not None]
        return {kind: sum(c.standing is kind for c in shown) for kind in Standing}

    @property
    def at_risk(self) -> tuple[Skill, ...]:
        """The critical competences that one person, or nobody, can do alone."""
        return tuple(s for s, n in zip(self.skills, self.bus_factors, strict=True) if s.critical and n < LEAST)


def competence_matrix(look: Look) -> Matrix:
    """The whole matrix of this moment."""
    connection, today = look.session.connection(), look.today
    held = _held(connection)
    required = _required(connection, held, today)
    cells = {place: Cell(required=level) for place, level in required.items()}
    for place, level, assessed_on, valid_until in _found(connection):
        before = cells.get(place, EMPTY)
        cells[place] = replace(
            before,
            level=level,
            assessed_on=assessed_on,
            valid_until=valid_until,
            standing=standing(valid_until, today),
        )
    return Matrix(_people(connection, held), _skills(connection), cells, _roles(connection))


def _people(connection: Connection, held: Mapping[UUID, list[UUID]]) -> tuple[Somebody, ...]:
    query = (
        select(Record.id, Record.number, Record.title, Person.__table__.c.department)
        .join(Person.__table__, Person.__table__.c.id == Record.id)
        .where(Record.state == str(PersonState.ACTIVE), Record.voided.is_(False))
        .order_by(Record.title, Record.number)
    )
    return tuple(
        Somebody(key, number, name, department or "", tuple(held.get(key, ())))
        for key, number, name, department in connection.execute(query)
    )


def _skills(connection: Connection) -> tuple[Skill, ...]:
    own = Competence.__table__.c
    query = (
        select(
            Record.id, Record.number, Record.title, own.family, own.critical,
            own.means_0, own.means_1, own.means_2, own.means_3, own.means_4,
        )
        .join(Competence.__table__, own.id == Record.id)
        .where(Record.state == str(CompetenceState.IN_USE), Record.voided.is_(False))
        .order_by(own.family.is_(None), own.family, Record.title, Record.number)
    )  # fmt: skip
    return tuple(
        Skill(row[0], row[1], row[2], row[3] or "", bool(row[4]), tuple(word or "" for word in row[5:]))
        for row in connection.execute(query)
    )


def _roles(connection: Connection) -> dict[UUID, str]:
    query = select(Record.id, Record.title).where(Record.kind == Role.KIND, Record.voided.is_(False))
    return {row.id: row.title for row in connection.execute(query.order_by(Record.title))}


def _held(connection: Connection) -> dict[UUID, list[UUID]]:
    """The roles each person holds."""
    query = (
        select(PersonRole.record, PersonRole.role)
        .join(Record, Record.id == PersonRole.role)
        .where(Record.voided.is_(False))
    )
    held: dict[UUID, list[UUID]] = {}
    for person, role in connection.execute(query.order_by(PersonRole.position)):
        if role is not None:
            held.setdefault(person, []).append(role)
    return held


def _required(connection: Connection, held: Mapping[UUID, list[UUID]], today: date) -> dict[Place, int]:
    query = select(
        RoleRequirement.record, RoleRequirement.competence, RoleRequirement.required_level, RoleRequirement.since
    )
    asked: dict[UUID, list[tuple[UUID, int]]] = {}
    for role, skill, level, since in connection.execute(query):
        if skill is not None and level is not None and (since is None or since <= today):
            asked.setdefault(role, []).append((skill, int(level)))
    required: dict[Place, int] = {}
    for person, roles in held.items():
        for wanted, least in (row for role in roles for row in asked.get(role, ())):
            required[person, wanted] = max(least, required.get((person, wanted), 0))
    return required


def _found(connection: Connection) -> Iterator[tuple[Place, int, date | None, date | None]]:
    """Every assessment, the newest of each person and competence last."""
    query = select(
        Assessment.person, Assessment.record, Assessment.level, Assessment.assessed_on, Assessment.valid_until
    ).order_by(Assessment.assessed_on, Assessment.position, Assessment.id)
    for person, skill, level, assessed_on, valid_until in connection.execute(query):
        if person is not None and level is not None:
            yield (person, skill), int(level), assessed_on, valid_until
