"""Roles: what somebody in this place is for, may decide, and must be able to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles import headers, words
from qms_desktop.principles.engagement_of_people.levels import Level
from qms_desktop.principles.engagement_of_people.people import Person, PersonRole
from qms_desktop.principles.engagement_of_people.people import State as PersonState
from qms_desktop.principles.headers import also
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import choice, day, long_text, person, reference, text
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """Whether the role exists."""

    IN_USE = "in_use", "In use", Tone.GREEN, *words.ACTIVE, *words.OPEN
    RETIRED = "retired", "Retired", Tone.GREY, *words.INACTIVE, *words.CANCELLED


class Role(Record, kind="role"):
    """One place in the organisation, whoever fills it."""

    purpose: Mapped[str | None] = long_text("Purpose", aliases=also("aim, mission, zweck, aufgabe, finalité, scopo"))
    authorities: Mapped[str | None] = long_text(
        "May decide",
        hint="What this role decides alone: release, stop, spend, sign.",
        aliases=also(
            "authorities, authority, powers, befugnisse, befugnis, autorités, pouvoirs, autoridad, facultades, "
            "autoridade, autorità, полномочия"
        ),
    )
    deputy: Mapped[UUID | None] = person(
        "Deputy", aliases=also("substitute, stand in, stellvertreter, vertretung, remplaçant, suplente, sostituto")
    )


class RoleRequirement(Line, table="role_requirement", of=Role):
    """The level of a competence that the role asks for."""

    competence: Mapped[UUID | None] = reference(
        "Competence", "competence", required=True,
        aliases=also("skill, training title, training, course, kompetenz, schulung, compétence, competencia"),
    )  # fmt: skip
    required_level: Mapped[str | None] = choice(
        "Required level", Level, required=True,
        aliases=also("required, target, soll, sollstufe, niveau requis, nivel requerido, nível exigido"),
    )  # fmt: skip
    since: Mapped[date | None] = day("From", aliases=also("from date, since, ab, depuis, desde, dal"))
    reason: Mapped[str | None] = text("Reason", length=300, aliases=also("why, grund, raison, motivo, motif"))


def nobody_holds_it(role: Role, context: Context) -> Iterator[Unmet]:
    """Whoever holds a role that goes needs another one, or none."""
    query = (
        select(Person.id, Person.title)
        .join(PersonRole, PersonRole.record == Person.id)
        .where(PersonRole.role == role.id, Person.state == str(PersonState.ACTIVE), Person.voided.is_(False))
    )
    for key, name in context.session.execute(query):
        yield Unmet(f"{name} still holds this role.", record=key, must=False)


WORKFLOW = Workflow(
    states=State,
    initial=State.IN_USE,
    closed=frozenset({State.RETIRED}),
    aside=frozenset({State.RETIRED}),
    transitions=(
        Transition(
            "retire", "Retire", (State.IN_USE,), State.RETIRED,
            guards=(nobody_holds_it,), asks_reason=True, minor=True,
        ),
        Transition("restore", "Use again", (State.RETIRED,), State.IN_USE, asks_reason=True),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Role,
    prefix="ROL",
    title="Roles",
    one="role",
    purpose="What each role is for, what it may decide, and which competences it asks for.",
    clause="5.3, 7.2",
    icon="badge-check",
    workflow=WORKFLOW,
    columns=(Role.number, Role.title, Role.process, Role.deputy, Role.state),
    form=(
        Section("Role", (Role.title, Role.process, Role.deputy, Role.owner, Role.purpose, Role.authorities)),
        Section("Notes", (Role.notes,)),
    ),
    inherited=(
        Inherited(
            Record.title,
            label="Name",
            aliases=also(
                "role, role name, job role, position, function, job title, rolle, funktion, stelle, rôle, fonction, "
                "poste, rol, puesto, función, papel, função, cargo, ruolo, mansione, роль, должность"
            ),
        ),
        headers.OWNER, headers.PROCESS, headers.NOTES,
    ),
    lines=(
        Lines(RoleRequirement, "Required competences", "required competence", key=(RoleRequirement.competence,)),
    ),
    example={
        "title": "Welder",
        "purpose": "Joins tube and frame so that every seam passes its test.",
        "authorities": "Stops the job when the seam or the gas is not right.",
    },
    sheet_words=also("role, roles, job descriptions, rollen, stellen, rôles, fonctions, funciones, ruoli, роли"),
)  # fmt: skip
