"""Processes: the home of every other record."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import choice, long_text, reference, text
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Transition, Workflow


class State(Choice):
    """Whether the process is lived."""

    IN_USE = "in_use", "In use", Tone.GREEN
    RETIRED = "retired", "Retired", Tone.GREY


class ProcessType(Choice):
    """What a process is for."""

    MANAGEMENT = "management", "Management", Tone.VIOLET
    CORE = "core", "Core", Tone.BLUE
    SUPPORT = "support", "Support", Tone.GREY


class Process(Record, kind="process"):
    """One process with its borders."""

    code: Mapped[str | None] = text("Code", length=40)
    process_type: Mapped[str | None] = choice("Type", ProcessType)
    purpose: Mapped[str | None] = long_text("Purpose")
    scope_start: Mapped[str | None] = text("Begins with", length=300)
    scope_end: Mapped[str | None] = text("Ends with", length=300)


class Step(Line, table="process_step", of=Process):
    """What is done, one step after the other."""

    what: Mapped[str] = text("Step", length=300, required=True)
    responsible: Mapped[str | None] = text("Responsible")
    document: Mapped[str | None] = text("Document")
    evidence: Mapped[str | None] = text("Record")


class Input(Line, table="process_input", of=Process):
    """What the process needs, and from where."""

    what: Mapped[str] = text("Input", length=300, required=True)
    supplier: Mapped[UUID | None] = reference("From process", "process")
    party: Mapped[str | None] = text("From outside", hint="A customer, a supplier, an authority.")
    requirement: Mapped[str | None] = text("Requirement", length=500)


class Output(Line, table="process_output", of=Process):
    """What the process gives, and to whom."""

    what: Mapped[str] = text("Output", length=300, required=True)
    receiver: Mapped[UUID | None] = reference("To process", "process")
    party: Mapped[str | None] = text("To outside", hint="A customer, a supplier, an authority.")
    acceptance: Mapped[str | None] = text("Acceptance", length=500)


WORKFLOW = Workflow(
    states=State,
    initial=State.IN_USE,
    closed=frozenset({State.RETIRED}),
    aside=frozenset({State.RETIRED}),
    transitions=(
        Transition("retire", "Retire", (State.IN_USE,), State.RETIRED, asks_reason=True, minor=True),
        Transition("restore", "Use again", (State.RETIRED,), State.IN_USE, asks_reason=True),
    ),
)

REGISTER = Register(
    model=Process,
    prefix="PRC",
    title="Processes",
    one="process",
    purpose="The processes of the organisation, who answers for each, and what belongs to it.",
    clause="4.4",
    icon="workflow",
    workflow=WORKFLOW,
    columns=(Process.number, Process.title, Process.code, Process.process_type, Process.state, Process.owner),
    form=(
        Section("Process", (Process.title, Process.code, Process.process_type, Process.owner, Process.purpose)),
        Section("Borders", (Process.scope_start, Process.scope_end, Process.notes)),
    ),
    inherited=(
        Inherited(Record.title, label="Name"),
        Inherited(Record.owner, label="Process owner"),
    ),
    lines=(
        Lines(Step, "Steps", "step"),
        Lines(Input, "Inputs", "input"),
        Lines(Output, "Outputs", "output"),
    ),
    chips=(ProcessType.CORE,),
    example={
        "title": "Purchasing",
        "code": "P3",
        "process_type": "support",
        "purpose": "Have the right material of the right quality in time, from suppliers we know.",
        "scope_start": "A need is reported",
        "scope_end": "The goods are accepted",
    },
)
