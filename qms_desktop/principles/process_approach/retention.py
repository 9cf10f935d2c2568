"""Retention: which records are kept, where, for how long, and what happens to them then."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles import headers, words
from qms_desktop.principles.headers import also
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import choice, text, whole
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow


class State(Choice):
    """Whether such records are still made or kept."""

    IN_FORCE = (
        "in_force",
        "In force",
        Tone.GREEN,
        *also("valid, gültig, en vigueur, vigente"),
        *words.ACTIVE,
        *words.OPEN,
    )
    ENDED = "ended", "Ended", Tone.GREY, *also("obsolete, abolished, beendet, terminé"), *words.INACTIVE, *words.CLOSED


class Medium(Choice):
    """In what the records lie."""

    HERE = "here", "In this program", Tone.GREEN, *also("qms, program, software, programm, logiciel")
    PAPER = (
        "paper",
        "On paper",
        Tone.GREY,
        *also("hard copy, hardcopy, binder, folder, papier, ordner, papel, carta, бумага"),
    )
    ELSEWHERE = "elsewhere", "In another system", Tone.BLUE, *also(
        "electronic, digital, erp, server, file server, soft copy, elektronisch, électronique, electrónico, "
        "eletrônico, elettronico, электронный"
    )  # fmt: skip


class Trigger(Choice):
    """From when the period is counted."""

    CREATED = "created", "Made", Tone.GREY, *also("creation, date of record, erstellung, création, creación, criação")
    CLOSED = (
        "closed",
        "Case closed",
        Tone.GREY,
        *also("completion, end of case, abschluss, clôture, cierre, encerramento"),
    )
    DELIVERED = "delivered", "Product delivered", Tone.GREY, *also("delivery, shipment, lieferung, livraison, entrega")
    END_OF_LIFE = (
        "end_of_life",
        "Product no longer made",
        Tone.GREY,
        *also("end of life, end of production, produktende"),
    )
    OBSOLETE = "obsolete", "Document obsolete", Tone.GREY, *also("obsolescence, superseded, ungültigkeit, péremption")
    LEFT = "left", "Person left", Tone.GREY, *also("end of employment, austritt, départ, baja, saída")


class Disposal(Choice):
    """What happens to them when the period is over."""

    SHRED = "shred", "Shredded", Tone.GREY, *also("shredding, destroyed, vernichten, schreddern, destruction, destruir")
    DELETE = (
        "delete",
        "Deleted",
        Tone.GREY,
        *also("delete, erase, löschen, effacer, borrar, eliminar, apagar, удаление"),
    )
    ARCHIVE = (
        "archive",
        "Archived for good",
        Tone.BLUE,
        *also("archive, permanent, archiv, archivage, archivo, arquivo"),
    )
    RETURN = "return", "Returned to the customer", Tone.GREY, *also("returned, zurück an kunden, rendu au client")


class RecordType(Record, kind="record_type"):
    """One kind of record that shows conformity."""

    medium: Mapped[str | None] = choice(
        "Kept", Medium, aliases=also("medium, format, form, speicherart, support, soporte")
    )
    place: Mapped[str | None] = text(
        "Where kept", length=300,
        aliases=also(
            "location, storage, storage location, where, place, ablageort, aufbewahrungsort, lieu de classement, "
            "lieu de conservation, ubicación, lugar de archivo, local de armazenamento, luogo, место хранения"
        ),
    )  # fmt: skip
    years: Mapped[int | None] = whole(
        "Kept for (years)", low=0, high=100, hint="0 where they are kept for good.",
        aliases=also(
            "retention, retention period, retention time, retention years, years, aufbewahrungsfrist, "
            "aufbewahrungsdauer, durée de conservation, tiempo de retención, plazo de conservación, "
            "tempo de retenção, periodo di conservazione, срок хранения"
        ),
    )  # fmt: skip
    trigger: Mapped[str | None] = choice(
        "Counted from", Trigger, aliases=also("trigger, retention trigger, from, start of period, beginn der frist")
    )
    protection: Mapped[str | None] = text(
        "Protected by", length=300,
        aliases=also("protection, access, backup, schutz, zugriffsschutz, protección, proteção, protezione, защита"),
    )  # fmt: skip
    disposal: Mapped[str | None] = choice(
        "Then", Disposal,
        aliases=also("disposal, disposition, disposal method, entsorgung, vernichtung, élimination, eliminación"),
    )  # fmt: skip
    legal_basis: Mapped[str | None] = text(
        "Legal basis", length=300,
        aliases=also("law, regulation, requirement, rechtsgrundlage, gesetz, base légale, base legal, base giuridica"),
    )  # fmt: skip


def rule_whole(record_type: RecordType, context: Context) -> Iterator[Unmet]:
    """A period says from when it is counted."""
    if record_type.years and record_type.trigger is None and not record_type.taken_over_from:
        label = context.label(record_type, "trigger")
        yield Unmet(f"{label} is missing: say from when the {record_type.years} years run.", field="trigger")


WORKFLOW = Workflow(
    states=State,
    initial=State.IN_FORCE,
    closed=frozenset({State.ENDED}),
    aside=frozenset({State.ENDED}),
    transitions=(
        Transition("retire", "End", (State.IN_FORCE,), State.ENDED, asks_reason=True, minor=True),
        Transition("restore", "Use again", (State.ENDED,), State.IN_FORCE, asks_reason=True),
    ),
)

REGISTER = Register(
    model=RecordType,
    prefix="RET",
    title="Retention",
    one="record type",
    purpose="Which records are kept, where and for how long, who answers for them, and what happens then.",
    clause="7.5.3",
    icon="hourglass",
    workflow=WORKFLOW,
    columns=(
        RecordType.number, RecordType.title, RecordType.medium, RecordType.place, RecordType.years, RecordType.trigger,
        RecordType.disposal, RecordType.owner, RecordType.state,
    ),
    form=(
        Section(
            "Record type",
            (RecordType.title, RecordType.owner, RecordType.process, RecordType.medium, RecordType.place),
        ),
        Section("Retention", (RecordType.years, RecordType.trigger, RecordType.disposal, RecordType.legal_basis)),
        Section("Protection", (RecordType.protection, RecordType.notes, RecordType.closed_on)),
    ),
    inherited=(
        Inherited(
            Record.title,
            label="Name",
            aliases=headers.TITLE + also(
                "record, record type, records, record name, type of record, document, aufzeichnung, nachweis, "
                "aufzeichnungsart, enregistrement, registro, tipo de registro, registrazione, запись, вид записи"
            ),
        ),
        headers.OWNER, headers.PROCESS, headers.NOTES, headers.CLOSED_ON,
    ),
    chips=(Medium.PAPER, Medium.ELSEWHERE),
    example={
        "title": "Certificates of incoming material",
        "medium": "paper",
        "place": "Binder at goods in, by order number",
        "years": 10,
        "trigger": "delivered",
        "disposal": "shred",
        "protection": "Locked cabinet; scanned every quarter",
        "legal_basis": "Product liability",
    },
    sheet_words=also(
        "retention, retention list, record types, records matrix, list of records, records retention, aufzeichnungen, "
        "aufbewahrungsfristen, enregistrements, registros, retención, registrazioni, записи"
    ),
    checks=(rule_whole,),
)  # fmt: skip
