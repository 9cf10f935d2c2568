"""What is asked of a person by their roles, and what shows that they can do it: the chain that auditors follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from qms_desktop.insight.competence_evidence import Found, evidence
from qms_desktop.principles.engagement_of_people.competences import Assessment, Competence
from qms_desktop.principles.engagement_of_people.competences import State as CompetenceState
from qms_desktop.principles.engagement_of_people.courses import Participant, Training
from qms_desktop.principles.engagement_of_people.people import PersonRole
from qms_desktop.principles.engagement_of_people.roles import Role, RoleRequirement
from qms_desktop.records.base import Record
from qms_desktop.statistics.competence import Standing, gap
from qms_desktop.workspace.look import Look


class Place(StrEnum):
    """How somebody stands against what is asked."""

    MET = "met"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    SHORT = "short"
    MISSING = "missing"
    EXTRA = "extra"
    """Nobody asks for it."""


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role of the person."""

    number: str
    title: str
    since: date | None
    purpose: str
    authorities: str


@dataclass(frozen=True, slots=True)
class Ability:
    """A competence that a role asks of the person, or that they have shown unasked."""

    number: str
    title: str
    critical: bool
    required: int | None
    roles: tuple[str, ...]
    """Those that ask for it."""
    proofs: tuple[Found, ...]
    """Newest first; the first one counts."""
    place: Place


@dataclass(frozen=True, slots=True)
class Lesson:
    """A training of the person."""

    number: str
    title: str
    state: str
    competence: str
    planned_on: date | None
    held_on: date | None
    present: str
    result: str
    evaluation: str
    evaluator: str
    evaluated_on: date | None
    outcome: str


def held_roles(session: Session, person: UUID) -> list[HeldRole]:
    """The roles that a person holds, in the order of their list."""
    query = (
        select(Role, PersonRole.since)
        .join(PersonRole, PersonRole.role == Role.id)
        .where(PersonRole.record == person, Role.voided.is_(False))
        .order_by(PersonRole.position)
    )
    return [
        HeldRole(role.number, role.title, since, role.purpose or "", role.authorities or "")
        for role, since in session.execute(query)
    ]


def abilities(look: Look, person: UUID) -> list[Ability]:
    """What is asked of a person, with its proof; then what they have shown beyond it."""
    found = []
    for competence in look.session.scalars(_competences(person)):
        behind = evidence(look, person, competence.id)
        asked = [a for a in behind.asked if a.since is None or a.since <= look.today]
        required = max((a.level for a in asked), default=None)
        if required is None and not behind.found:
            continue  # asked from a later day on
        newest = behind.found[0] if behind.found else None
        place = place_of(required, newest.level if newest else None, newest.standing if newest else None)
        roles = tuple(dict.fromkeys(a.role for a in asked))
        critical = bool(competence.critical)
        found.append(Ability(competence.number, competence.title, critical, required, roles, behind.found, place))
    return sorted(found, key=lambda a: (a.place is Place.EXTRA, not a.critical, a.title.casefold()))


def place_of(required: int | None, level: int | None, newest: Standing | None) -> Place:
    """How the newest assessment stands against the level that is asked for."""
    if required is None:
        return Place.EXTRA
    if level is None:
        return Place.MISSING if required else Place.MET
    if newest is Standing.EXPIRED:
        return Place.EXPIRED
    if gap(required, level):
        return Place.SHORT
    return Place.EXPIRING if newest is Standing.EXPIRING else Place.MET


def _competences(person: UUID) -> Select[Competence]:
    """Those in use that a role of the person asks for, or in which they were assessed."""
    asked = (
        select(RoleRequirement.competence)
        .join(PersonRole, PersonRole.role == RoleRequirement.record)
        .where(PersonRole.record == person)
    )
    shown = select(Assessment.record).where(Assessment.person == person)
    in_use = (Competence.voided.is_(False), Competence.state == CompetenceState.IN_USE.value)
    return select(Competence).where(*in_use, or_(Competence.id.in_(asked), Competence.id.in_(shown)))


def lessons(session: Session, person: UUID) -> Iterator[Lesson]:
    """The trainings of a person, newest first."""
    evaluator, competence = aliased(Record), aliased(Record)
    query = (
        select(Training, Participant, evaluator.title, competence.title)
        .join(Participant, Participant.record == Training.id)
        .outerjoin(evaluator, evaluator.id == Training.evaluator)
        .outerjoin(competence, competence.id == Training.competence)
        .where(Participant.person == person, Training.voided.is_(False))
        .order_by(Training.held_on.desc().nulls_first(), Training.id.desc())
    )
    for training, part, name, what in session.execute(query):
        yield Lesson(
            number=training.number,
            title=training.title,
            state=training.state,
            competence=what or "",
            planned_on=training.planned_on,
            held_on=training.held_on,
            present=part.present or "",
            result=part.result or "",
            evaluation=training.evaluation or "",
            evaluator=name or "",
            evaluated_on=training.evaluated_on,
            outcome=training.outcome or "",
        )
