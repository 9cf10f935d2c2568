"""Processes: the home of every other record."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.principles import headers, words
from qms_desktop.principles.headers import also
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import choice, long_text, reference, text
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Transition, Workflow


class State(Choice):
    """Whether the process is lived."""

    IN_USE = "in_use", "In use", Tone.GREEN, *also("approved, released, effective"), *words.ACTIVE, *words.OPEN
    RETIRED = "retired", "Retired", Tone.GREY, *also("obsolete, superseded, veraltet, périmé"), *words.INACTIVE


class ProcessType(Choice):
    """What a process is for."""

    MANAGEMENT = (
        "management",
        "Management",
        Tone.VIOLET,
        *also("führungsprozess, führung, direction, pilotage, gestión"),
    )
    CORE = "core", "Core", Tone.BLUE, *also("main, operational, kernprozess, hauptprozess, réalisation, operativo")
    SUPPORT = (
        "support",
        "Support",
        Tone.GREY,
        *also("supporting, unterstützend, stützprozess, soporte, apoio, supporto"),
    )


class Process(Record, kind="process"):
    """One process with its borders."""

    code: Mapped[str | None] = text(
        "Code", length=40, aliases=also("process code, process id, process no, kürzel, código")
    )
    process_type: Mapped[str | None] = choice(
        "Type",
        ProcessType,
        aliases=also("process type, category, prozessart, type de processus, tipo de proceso, tipo"),
    )
    purpose: Mapped[str | None] = long_text("Purpose", aliases=also("aim, objective, zweck, finalité, objetivo, scopo"))
    scope_start: Mapped[str | None] = text("Begins with", length=300, aliases=also("start, trigger, input, beginn"))
    scope_end: Mapped[str | None] = text("Ends with", length=300, aliases=also("end, result, output, ende"))


class Step(Line, table="process_step", of=Process):
    """What is done, one step after the other."""

    what: Mapped[str] = text("Step", length=300, required=True, aliases=also("activity, task, tätigkeit, étape, paso"))
    responsible: Mapped[str | None] = text("Responsible", aliases=headers.OWNER.aliases)
    document: Mapped[str | None] = text("Document", aliases=also("instruction, procedure, anweisung"))
    evidence: Mapped[str | None] = text("Record", aliases=also("form, evidence, nachweis"))


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
        Inherited(
            Record.title,
            label="Name",
            aliases=also(
                "process, process name, process title, prozess, prozessname, bezeichnung, processus, "
                "nom du processus, proceso, nombre del proceso, processo, nome do processo, процесс, "
                "название процесса"
            ),
        ),
        Inherited(Record.owner, label="Process owner", aliases=headers.OWNER.aliases + also("prozesseigner, owner")),
        headers.NOTES,
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
    sheet_words=also(
        "process, processes, process list, prozesse, prozessliste, processus, procesos, processos, процессы"
    ),
)
