"""Training: what has to be learned, by whom, how it was taught, and whether it worked."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.principles import headers, words
from qms_desktop.principles.engagement_of_people.learning import Evaluation, Form, Outcome, Passed, Source
from qms_desktop.principles.engagement_of_people.levels import Level
from qms_desktop.principles.headers import also
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone, YesNo
from qms_desktop.records.fields import When, choice, day, long_text, money, number, reference, text, whole
from qms_desktop.records.fields import person as somebody
from qms_desktop.records.lines import Line


class State(Choice):
    """The way of a training, from the need to the proof."""

    IDENTIFIED = "identified", "Identified", Tone.BLUE, *also("needed, requested, bedarf"), *words.OPEN
    PLANNED = "planned", "Planned", Tone.AMBER, *also("scheduled, geplant, planifié, planificado"), *words.IN_PROGRESS
    DELIVERED = "delivered", "Delivered", Tone.VIOLET, *also("held, durchgeführt, realizada"), *words.DONE
    EVALUATED = "evaluated", "Evaluated", Tone.VIOLET, *also("effectiveness checked, bewertet, évalué, evaluado")
    CLOSED = "closed", "Closed", Tone.GREEN, *also("valid, verified"), *words.ACTIVE, *words.CLOSED
    CANCELLED = "cancelled", "Cancelled", Tone.GREY, *words.CANCELLED


class Training(Record, kind="training"):
    """One need and the event that answers it."""

    source: Mapped[str | None] = choice("Came from", Source, aliases=also("trigger, origin, anlass, origine"))
    competence: Mapped[UUID | None] = reference(
        "Competence", "competence", aliases=also("skill, kompetenz, compétence, competencia, competência, competenza")
    )
    target_level: Mapped[str | None] = choice("Target level", Level, aliases=also("level, zielstufe, nivel"))
    form: Mapped[str | None] = choice(
        "Form", Form, aliases=also("training type, type of training, type, schulungsart, type de formation, tipo")
    )
    taught_by: Mapped[UUID | None] = somebody(
        "Internal trainer", aliases=also("own trainer, interner trainer, formateur interne")
    )
    provider: Mapped[str | None] = text(
        "Provider",
        aliases=also(
            "trainer, training provider, instructor, institute, schulungsanbieter, anbieter, formateur, "
            "organisme, instructor externo, proveedor, instrutor, fornecedor, formatore, docente, преподаватель"
        ),
    )
    planned_on: Mapped[date | None] = day(
        "Planned for", aliases=also("scheduled for, planned training date, geplant für")
    )
    held_on: Mapped[date | None] = day(
        "Held on", when=When.PAST,
        aliases=headers.DATE + also("training date, date of training, schulungsdatum, date de formation, completed on"),
    )  # fmt: skip
    hours: Mapped[float | None] = number(
        "Hours", low=0, aliases=also("duration, duration hours, stunden, dauer, durée, duración, duração, durata, часы")
    )
    cost: Mapped[int | None] = money("Cost", aliases=headers.COST)
    currency: Mapped[str | None] = text("Currency", length=3, aliases=headers.CURRENCY)
    attendance: Mapped[str | None] = long_text(
        "Attendance shown by", hint="Where the signed sheet is, or attach it.",
        aliases=headers.EVIDENCE + also("attendance sheet, attendance list, teilnehmerliste, feuille de présence"),
    )  # fmt: skip
    evaluation: Mapped[str | None] = choice(
        "Evaluated by", Evaluation, aliases=also("evaluation method, effectiveness method, wirksamkeitsprüfung")
    )
    evaluate_on: Mapped[date | None] = day("Evaluate on", aliases=also("evaluation due, effectiveness check due"))
    evaluated_on: Mapped[date | None] = day(
        "Evaluated on", when=When.PAST, aliases=also("evaluation date, effectiveness checked on, bewertet am")
    )
    evaluator: Mapped[UUID | None] = somebody("Evaluator", aliases=also("assessed by, approved by, bewertet von"))
    outcome: Mapped[str | None] = choice(
        "Outcome", Outcome, aliases=also("effectiveness, effective, wirksamkeit, wirksam, efficacité, eficacia")
    )
    findings: Mapped[str | None] = long_text(
        "What was seen", aliases=also("evaluation remarks, findings, feststellung")
    )
    next_step: Mapped[str | None] = text(
        "Next step", length=500, aliases=also("follow up, next steps, nächster schritt")
    )


class Participant(Line, table="participant", of=Training):
    """Somebody who is to learn it, and who was there."""

    person: Mapped[UUID | None] = somebody(
        "Person", required=True,
        aliases=also("employee, employee name, attendee, participant, name, teilnehmer, mitarbeiter, asistente"),
    )  # fmt: skip
    present: Mapped[str | None] = choice("Present", YesNo, aliases=also("attended, attendance, anwesend, présent"))
    result: Mapped[str | None] = choice(
        "Result", Passed, aliases=also("assessment result, test result, ergebnis, résultat, resultado, esito")
    )
    score: Mapped[int | None] = whole(
        "Score %", low=0, high=100, aliases=also("score, score percentage, points, punkte, note, puntuación")
    )
    certificate_no: Mapped[str | None] = text(
        "Certificate number", length=100, aliases=also("certification number, certificate no, zertifikatsnummer")
    )
    valid_until: Mapped[date | None] = day(
        "Valid until", aliases=also("expiration date, expiry date, expiry, gültig bis, válido hasta, válido até")
    )
