"""What an objective is: its fields, its milestones, its own measurements, and what was aimed at before."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.principles import headers, series, words
from qms_desktop.principles.headers import also
from qms_desktop.principles.periods import Frequency
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, long_text, number, person, reference, text
from qms_desktop.records.lines import Line


class State(Choice):
    """The way of an objective."""

    DRAFT = "draft", "Draft", Tone.BLUE, *also("planned, proposed, entwurf, geplant, borrador, rascunho"), *words.OPEN
    ACTIVE = "active", "Active", Tone.AMBER, *words.ACTIVE, *words.IN_PROGRESS
    ACHIEVED = "achieved", "Achieved", Tone.GREEN, *also("met, reached, erreicht, atteint, logrado"), *words.DONE
    NOT_ACHIEVED = (
        "not_achieved",
        "Not achieved",
        Tone.RED,
        *also("missed, not met, failed, nicht erreicht, non atteint, no logrado, não atingido"),
    )
    CANCELLED = "cancelled", "Cancelled", Tone.GREY, *words.CANCELLED


class Aim(Choice):
    """What is wanted of the measure. What equals its baseline is kept, not reached."""

    UP = (
        "up",
        "Raise",
        Tone.GREEN,
        *also("increase, higher, erhöhen, steigern, augmenter, aumentar, увеличить"),
    )
    DOWN = "down", "Lower", Tone.BLUE, *also("decrease, reduce, senken, verringern, réduire, reducir, reduzir, снизить")
    RANGE = "range", "Stay within", Tone.VIOLET, *also("between, bereich, plage, intervalo, intervallo, диапазон")
    KEEP = (
        "keep",
        "Keep at least",
        Tone.GREEN,
        *also("maintain, at least, halten, mindestens, maintenir, mantener"),
    )
    KEEP_BELOW = "keep_below", "Keep at most", Tone.BLUE, *also("at most, höchstens, au plus, como máximo, no máximo")


class Objective(Record, kind="objective"):
    """One thing to reach."""

    commitment: Mapped[str | None] = text(
        "Policy commitment", length=300, aliases=also("policy, commitment, qualitätspolitik, politique, política")
    )
    parent: Mapped[UUID | None] = reference("Part of", "objective", aliases=also("parent, parent objective, teil von"))
    indicator: Mapped[UUID | None] = reference(
        "Measured by",
        "indicator",
        hint="Its values count; without one, enter measurements below",
        aliases=also("indicator, kpi, kennzahl, indicateur, indicador, indicatore, показатель"),
    )
    measure: Mapped[str | None] = text(
        "Measure",
        length=300,
        hint="What is measured, where no indicator does",
        aliases=also("measurement, metric, how measured, messgröße, mesure, medida, medición, misura, измерение"),
    )
    unit: Mapped[str | None] = text("Unit", length=40, aliases=also("uom, einheit, unité, unidad, unidade, unità"))
    direction: Mapped[str | None] = choice(
        "Direction", Aim, aliases=also("richtung, sens, dirección, direção, direzione")
    )
    baseline: Mapped[float | None] = number(
        "Baseline",
        aliases=also("base, start value, current value, ausgangswert, valeur initiale, línea base"),
    )
    baseline_on: Mapped[date | None] = day(
        "Baseline on", when=When.PAST, aliases=also("baseline date, start, start date, ausgangsdatum, fecha base")
    )
    target: Mapped[float | None] = number(
        "Target", aliases=also("target value, goal, ziel, zielwert, cible, meta, valor objetivo, целевое значение")
    )
    target_low: Mapped[float | None] = number("Range from", aliases=also("lower target, minimum, von"))
    target_high: Mapped[float | None] = number("Range to", aliases=also("upper target, maximum, bis"))
    frequency: Mapped[str | None] = choice(
        "Measured every", Frequency, aliases=also("frequency, interval, häufigkeit, fréquence, frecuencia, frequência")
    )
    resources: Mapped[str | None] = long_text(
        "Resources",
        aliases=also("budget, required resources, ressourcen, mittel, ressources, recursos, ресурсы"),
    )
    evaluation: Mapped[str | None] = long_text(
        "How the result is evaluated", aliases=also("evaluation, how evaluated, bewertung, évaluation, evaluación")
    )
    missed_because: Mapped[str | None] = long_text(
        "Why it was not reached", aliases=also("reason not achieved, grund der abweichung")
    )
    what_next: Mapped[str | None] = long_text("What next", aliases=also("next steps, wie weiter, suite, qué sigue"))
    activated_on: Mapped[date | None] = day("Active since", computed=True)
    approved_by: Mapped[UUID | None] = person("Approved by", computed=True)


class Milestone(Line, table="objective_milestone", of=Objective):
    """A step on the way."""

    what: Mapped[str] = text("Milestone", length=300, required=True, aliases=also("step, meilenstein, étape, hito"))
    due: Mapped[date | None] = day("Due", when=When.FUTURE, aliases=headers.DATES_DUE)
    done_on: Mapped[date | None] = day("Done on", when=When.PAST, aliases=also("done, completed, erledigt am, fait le"))
    note: Mapped[str | None] = text("Note", length=500, aliases=headers.NOTES.aliases)


class Measurement(Line, table="objective_value", of=Objective):
    """What was measured in one period, where no indicator does it."""

    period: Mapped[str] = series.period()
    value: Mapped[float | None] = series.value()
    comment: Mapped[str | None] = text("Comment", length=500, aliases=headers.NOTES.aliases)


class FormerTarget(Line, table="objective_target", of=Objective):
    """What was aimed at before the target or the due day changed."""

    until: Mapped[date | None] = day("Until", required=True)
    target: Mapped[float | None] = number("Target")
    target_low: Mapped[float | None] = number("Range from")
    target_high: Mapped[float | None] = number("Range to")
    due: Mapped[date | None] = day("Due")
