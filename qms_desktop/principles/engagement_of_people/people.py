"""People: who works here, and what each may do in this system. No more personal data than that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.dates import in_order, note_day
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access, Answered, Choice, Tone
from qms_desktop.records.fields import When, choice, day, person, reference, several, text
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """Whether somebody works here."""

    ACTIVE = "active", "Active", Tone.GREEN
    LEFT = "left", "Left", Tone.GREY


class Person(Record, kind="person"):
    """One person of the organisation."""

    employee_no: Mapped[str | None] = text("Employee number", length=40)
    job_title: Mapped[str | None] = text("Job title")
    department: Mapped[str | None] = text("Department")
    email: Mapped[str | None] = text("E-mail")
    roles: Mapped[str | None] = several("Access", Access)
    started_on: Mapped[date | None] = day("Started on")
    left_on: Mapped[date | None] = day("Left on", when=When.ANY)
    language: Mapped[str | None] = text("Language", length=40)
    deputy: Mapped[UUID | None] = person("Deputy")
    things_back: Mapped[str | None] = choice("Keys and equipment returned", Answered)
    access_ended: Mapped[str | None] = choice("Accounts and access ended", Answered)
    knowledge_kept: Mapped[str | None] = choice("Knowledge handed over", Answered)
    authorisations_ended: Mapped[str | None] = choice(
        "Authorisations withdrawn", Answered, hint="Stamps, signatures, releases, driving and welding permits."
    )


class PersonRole(Line, table="person_role", of=Person):
    """A role that the person holds; one person may hold several, and several may hold one."""

    role: Mapped[UUID | None] = reference("Role", "role", required=True)
    since: Mapped[date | None] = day("From")
    note: Mapped[str | None] = text("Note", length=300)


def still_planned(leaver: Person, context: Context) -> Iterator[Unmet]:
    """What the list for leavers says is planned is not done."""
    for attribute in LEAVING:
        if getattr(leaver, attribute.key) == Answered.PLANNED:
            label = context.label(leaver, attribute.key)
            yield Unmet(f"{label}: planned, not done yet.", field=attribute.key, must=False)


LEAVING = (Person.things_back, Person.access_ended, Person.knowledge_kept, Person.authorisations_ended)
"""The check list for leavers."""

WORKFLOW = Workflow(
    states=State,
    initial=State.ACTIVE,
    closed=frozenset({State.LEFT}),
    aside=frozenset({State.LEFT}),
    transitions=(
        Transition(
            "leave", "Leaves", (State.ACTIVE,), State.LEFT,
            guards=(still_planned,), effects=(note_day(Person.left_on),), minor=True,
        ),
        Transition("come_back", "Comes back", (State.LEFT,), State.ACTIVE, asks_reason=True, minor=True),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Person,
    prefix="PER",
    title="People",
    one="person",
    purpose="Who works here, who stands in for whom, and what each may do in this system.",
    clause="5.3, 7.1.2",
    icon="user",
    workflow=WORKFLOW,
    columns=(Person.number, Person.title, Person.job_title, Person.department, Person.roles, Person.state),
    form=(
        Section(
            "Person",
            (
                Person.title, Person.employee_no, Person.job_title, Person.department, Person.email, Person.language,
                Person.deputy,
            ),
        ),
        Section("In this system", (Person.roles,)),
        Section("Employment", (Person.started_on, Person.left_on, Person.notes)),
        Section("When leaving", LEAVING),
    ),
    inherited=(
        Inherited(Record.title, label="Name"),
    ),
    lines=(Lines(PersonRole, "Roles", "role", key=(PersonRole.role,)),),
    chips=(Access.QUALITY_MANAGER, Access.PROCESS_OWNER),
    example={
        "title": "Ana Núñez",
        "employee_no": "0042",
        "job_title": "Quality engineer",
        "department": "Quality",
        "email": "ana.nunez@northwind.example",
        "roles": "quality_manager;auditor",
    },
    checks=(in_order(Person.started_on, Person.left_on),),
)  # fmt: skip
