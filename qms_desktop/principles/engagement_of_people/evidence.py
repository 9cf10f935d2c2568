"""What is asked of a person by their roles, and what shows that they can do it: the chain that auditors follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from qms_desktop.principles.engagement_of_people.competences import Assessment, Competence
from qms_desktop.principles.engagement_of_people.courses import Participant, Training
from qms_desktop.principles.engagement_of_people.levels import Level
from qms_desktop.principles.engagement_of_people.people import PersonRole
from qms_desktop.principles.engagement_of_people.roles import Role, RoleRequirement
from qms_desktop.records.base import Record

SOON = timedelta(days=60)
"""An assessment that ends within so many days is expiring."""


class Standing(StrEnum):
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
class Proof:
    """One assessment."""

    level: str
    on: date | None
    method: str
    assessor: str
    valid_until: date | None
    detail: str
    """Issuer, certificate number and what else shows it."""


@dataclass(frozen=True, slots=True)
class Ability:
    """A competence that a role asks of the person, or that they have shown unasked."""

    number: str
    title: str
    critical: bool
    required: str
    roles: tuple[str, ...]
    proofs: tuple[Proof, ...]
    """Newest first; the first one counts."""
    standing: Standing


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


def abilities(session: Session, person: UUID, today: date) -> list[Ability]:
    """What is asked of a person, with its proof; then what they have shown beyond it."""
    asked = _asked(session, person)
    proofs = _proofs(session, person)
    keys = [*asked, *(key for key in proofs if key not in asked)]
    query = select(Competence).where(Competence.id.in_(keys), Competence.voided.is_(False))
    known = {c.id: c for c in session.scalars(query)}
    found = []
    for key in (k for k in keys if k in known):
        level, roles = asked.get(key, ("", ()))
        competence = known[key]
        shown = tuple(proofs.get(key, ()))
        place = standing(level, shown, today)
        critical = bool(competence.critical)
        found.append(Ability(competence.number, competence.title, critical, level, roles, shown, place))
    return found


def standing(required: str, proofs: Sequence[Proof], today: date) -> Standing:
    """How the newest proof stands against the level that is asked for."""
    newest = proofs[0] if proofs else None
    if not required:
        return Standing.EXTRA
    if newest is None:
        return Standing.MISSING if required > Level.NONE else Standing.MET
    if newest.valid_until is not None and newest.valid_until < today:
        return Standing.EXPIRED
    if newest.level < required:
        return Standing.SHORT
    ends_soon = newest.valid_until is not None and newest.valid_until <= today + SOON
    return Standing.EXPIRING if ends_soon else Standing.MET


def _asked(session: Session, person: UUID) -> dict[UUID, tuple[str, tuple[str, ...]]]:
    """The highest level that any of the person's roles asks for, and those roles, by competence."""
    query = (
        select(RoleRequirement.competence, RoleRequirement.required_level, Role.title)
        .join(Role, Role.id == RoleRequirement.record)
        .join(PersonRole, PersonRole.role == Role.id)
        .where(PersonRole.record == person, Role.voided.is_(False))
        .order_by(PersonRole.position, RoleRequirement.position)
    )
    found: dict[UUID, tuple[str, tuple[str, ...]]] = {}
    for competence, level, role in session.execute(query):
        if competence is not None:
            before, roles = found.get(competence, ("", ()))
            found[competence] = (max(before, level or ""), (*roles, role))
    return found


def _proofs(session: Session, person: UUID) -> dict[UUID, list[Proof]]:
    assessor = aliased(Record)
    query = (
        select(Assessment, assessor.title)
        .outerjoin(assessor, assessor.id == Assessment.assessor)
        .where(Assessment.person == person, Assessment.assessed_on.is_not(None))
        .order_by(Assessment.assessed_on.desc(), Assessment.position.desc())
    )
    found: dict[UUID, list[Proof]] = {}
    for line, name in session.execute(query):
        parts = (line.issuer, line.certificate_no, line.evidence, line.note)
        detail = ", ".join(str(p) for p in parts if p)
        proof = Proof(line.level or "", line.assessed_on, line.method or "", name or "", line.valid_until, detail)
        found.setdefault(line.record, []).append(proof)
    return found


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
