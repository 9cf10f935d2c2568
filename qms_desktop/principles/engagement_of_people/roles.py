"""Roles: what somebody in this place is for, may decide, and must be able to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.engagement_of_people.levels import Level
from qms_desktop.principles.engagement_of_people.people import Person, PersonRole
from qms_desktop.principles.engagement_of_people.people import State as PersonState
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import choice, day, long_text, person, reference, text
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """Whether the role exists."""

    IN_USE = "in_use", "In use", Tone.GREEN
    RETIRED = "retired", "Retired", Tone.GREY


class Role(Record, kind="role"):
    """One place in the organisation, whoever fills it."""

    purpose: Mapped[str | None] = long_text("Purpose")
    authorities: Mapped[str | None] = long_text(
        "May decide", hint="What this role decides alone: release, stop, spend, sign."
    )
    deputy: Mapped[UUID | None] = person("Deputy")


class RoleRequirement(Line, table="role_requirement", of=Role):
    """The level of a competence that the role asks for."""

    competence: Mapped[UUID | None] = reference("Competence", "competence", required=True)
    required_level: Mapped[str | None] = choice("Required level", Level, required=True)
    since: Mapped[date | None] = day("From")
    reason: Mapped[str | None] = text("Reason", length=300)


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
        Inherited(Record.title, label="Name"),
    ),
    lines=(
        Lines(RoleRequirement, "Required competences", "required competence", key=(RoleRequirement.competence,)),
    ),
    example={
        "title": "Welder",
        "purpose": "Joins tube and frame so that every seam passes its test.",
        "authorities": "Stops the job when the seam or the gas is not right.",
    },
)  # fmt: skip
