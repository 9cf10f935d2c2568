"""The evidence behind one cell of the competence matrix: which roles ask for it, and every assessment so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from qms_desktop.principles.engagement_of_people.competences import Assessment
from qms_desktop.principles.engagement_of_people.people import PersonRole
from qms_desktop.principles.engagement_of_people.roles import RoleRequirement
from qms_desktop.records.base import Record
from qms_desktop.statistics.competence import Standing, standing
from qms_desktop.workspace.look import Look


@dataclass(frozen=True, slots=True)
class Asked:
    """A role of the person that asks for the competence."""

    role: str
    level: int
    since: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """One assessment."""

    on: date | None
    level: int
    method: str
    assessor: str
    valid_until: date | None
    standing: Standing
    proof: tuple[str, ...]
    """What shows it: certificate and issuer, evidence, note; only what was written down."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything behind a cell, the newest assessment first."""

    asked: tuple[Asked, ...]
    found: tuple[Found, ...]


def evidence(look: Look, person: UUID, skill: UUID) -> Evidence:
    """What is asked of a person in a competence, and what was found."""
    roles = (
        select(Record.title, RoleRequirement.required_level, RoleRequirement.since)
        .join(RoleRequirement, RoleRequirement.record == Record.id)
        .join(PersonRole, PersonRole.role == Record.id)
        .where(PersonRole.record == person, RoleRequirement.competence == skill, Record.voided.is_(False))
        .order_by(RoleRequirement.required_level.desc(), Record.title)
    )
    asked = tuple(Asked(title, int(level or 0), since) for title, level, since in look.session.execute(roles))
    assessor = aliased(Record)
    lines = (
        select(Assessment, assessor.title)
        .outerjoin(assessor, assessor.id == Assessment.assessor)
        .where(Assessment.record == skill, Assessment.person == person)
        .order_by(Assessment.assessed_on.desc(), Assessment.position.desc(), Assessment.id.desc())
    )
    return Evidence(asked, tuple(_found(look, line, name or "") for line, name in look.session.execute(lines)))


def _found(look: Look, line: Assessment, assessor: str) -> Found:
    certificate = " · ".join(word for word in (line.certificate_no, line.issuer) if word)
    return Found(
        line.assessed_on,
        int(line.level or 0),
        line.method or "",
        assessor,
        line.valid_until,
        standing(line.valid_until, look.today),
        tuple(word for word in (certificate, line.evidence, line.note) if word),
    )
