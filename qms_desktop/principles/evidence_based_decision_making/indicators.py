"""Indicators: what is measured again and again, its target, and a value for every period.

Decision: `due_on` is the day by which the next value must be there, so "stale" is what "overdue" is everywhere else:
asked of the day on which somebody looks, and right without a nightly job. Rejected: a stored state "stale".
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, Float, String
from sqlalchemy.orm import Mapped, mapped_column

from qms_desktop.principles import headers, series, words
from qms_desktop.principles.evidence_based_decision_making import measuring
from qms_desktop.principles.evidence_based_decision_making.figures import Standing
from qms_desktop.principles.headers import also
from qms_desktop.principles.periods import Frequency
from qms_desktop.principles.targets import Direction
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access, Choice, Tone
from qms_desktop.records.fields import choice, day, long_text, number, text, whole
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Transition, Workflow


class State(Choice):
    """Whether it is measured."""

    IN_USE = "in_use", "In use", Tone.GREEN, *words.ACTIVE, *words.OPEN
    RETIRED = "retired", "Retired", Tone.GREY, *words.INACTIVE, *words.CLOSED


class Indicator(Record, kind="indicator"):
    """One figure that is looked at in every period."""

    definition: Mapped[str | None] = long_text(
        "Definition",
        hint="What is counted, and what is not",
        aliases=also(
            "description, meaning, beschreibung, définition, definición, definição, definizione, описание, определение"
        ),
    )
    formula: Mapped[str | None] = text(
        "Formula", length=500, aliases=also("calculation, formel, berechnung, formule, calcul, fórmula, формула")
    )
    unit: Mapped[str | None] = text(
        "Unit",
        length=40,
        hint="%, ppm, days ...",
        aliases=also("unit of measure, uom, einheit, unité, unidad, unidade, unità, единица"),
    )
    factor: Mapped[float | None] = number(
        "Multiplied by",
        low=0,
        hint="100 for a percentage, where the unit does not say so",
        aliases=also("factor, multiplier, faktor, facteur, fator"),
    )
    decimals: Mapped[int | None] = whole("Decimals shown", low=0, high=6, aliases=also("decimals, nachkommastellen"))
    direction: Mapped[str | None] = choice(
        "Direction",
        Direction,
        required=True,
        aliases=also("better, polarity, richtung, sens, dirección, sentido, direzione, направление"),
    )
    target: Mapped[float | None] = number(
        "Target",
        aliases=also("target value, goal, ziel, zielwert, sollwert, cible, objectif, meta, objetivo, obiettivo, цель"),
    )
    target_low: Mapped[float | None] = number("Range from", aliases=also("lower target, target low, minimum, von"))
    target_high: Mapped[float | None] = number("Range to", aliases=also("upper target, target high, maximum, bis"))
    alarm_low: Mapped[float | None] = number(
        "Alarm below", aliases=also("lower alarm, alarm low, lower limit, untere grenze, seuil bas, límite inferior")
    )
    alarm_high: Mapped[float | None] = number(
        "Alarm above", aliases=also("upper alarm, alarm high, upper limit, obere grenze, seuil haut, límite superior")
    )
    frequency: Mapped[str | None] = choice(
        "Measured",
        Frequency,
        required=True,
        aliases=also("frequency, interval, häufigkeit, turnus, fréquence, frecuencia, frequência, frequenza, частота"),
    )
    source: Mapped[str | None] = text(
        "Data source",
        length=300,
        aliases=also("source, source of data, datenquelle, quelle, source de données, fuente, fonte, источник"),
    )
    grace_days: Mapped[int | None] = whole(
        "Days for entering",
        low=0,
        high=365,
        hint=f"Days after the end of a period; {measuring.GRACE_DAYS} unless told otherwise",
        aliases=also("grace, grace days, karenztage, délai de saisie, días de gracia"),
    )
    alarm_because: Mapped[str | None] = text(
        "Nothing raised, because", length=500, hint="Why a value beyond the alarm limit needs nothing"
    )
    standing: Mapped[str | None] = choice("Against target", Standing, computed=True)
    last_value: Mapped[float | None] = number(
        "Last value", computed=True, aliases=also("current value, letzter wert, dernière valeur, último valor")
    )
    last_period: Mapped[date | None] = day("Last period", computed=True)
    reviewed_until: Mapped[date | None] = day("Reviewed until", computed=True)
    explained_until: Mapped[date | None] = mapped_column(Date)
    """The newest alarm for which that reason was given; the next alarm asks again."""
    seal: Mapped[str | None] = mapped_column(String(64))
    """A digest of the reviewed values, by which a change of one of them is noticed at every door."""


class Value(Line, table="indicator_value", of=Indicator):
    """What was measured in one period."""

    period: Mapped[str] = series.period()
    value: Mapped[float | None] = series.value()
    numerator: Mapped[float | None] = number(
        "Numerator", aliases=also("count, zähler, numérateur, numerador, numeratore, числитель")
    )
    denominator: Mapped[float | None] = number(
        "Denominator", low=0, aliases=also("base, total, nenner, dénominateur, denominador, denominatore, знаменатель")
    )
    n: Mapped[int | None] = whole(
        "Sample size", low=0, aliases=also("n, sample, stichprobe, taille, muestra, amostra, campione, выборка")
    )
    comment: Mapped[str | None] = text("Comment", length=500, aliases=headers.NOTES.aliases)
    counted: Mapped[float | None] = mapped_column(Float)
    """The value that numerator and denominator gave: where `value` differs from it, somebody has entered another."""


RESPONSIBLE = (Access.QUALITY_MANAGER, Access.PROCESS_OWNER, Access.TOP_MANAGEMENT)

WORKFLOW = Workflow(
    states=State,
    initial=State.IN_USE,
    closed=frozenset({State.RETIRED}),
    aside=frozenset({State.RETIRED}),
    transitions=(
        Transition(
            "review",
            "Review values",
            (State.IN_USE,),
            State.IN_USE,
            asks=(Indicator.definition,),
            guards=(measuring.something_new, measuring.target_known),
            roles=RESPONSIBLE,
            effects=(measuring.close_periods,),
            minor=True,
        ),
        Transition(
            "open_values",
            "Open reviewed values",
            (State.IN_USE,),
            State.IN_USE,
            needs=(Indicator.reviewed_until,),
            roles=(Access.QUALITY_MANAGER,),
            asks_reason=True,
            effects=(measuring.open_periods,),
            minor=True,
        ),
        Transition("retire", "Retire", (State.IN_USE,), State.RETIRED, asks_reason=True, minor=True),
        Transition("restore", "Use again", (State.RETIRED,), State.IN_USE, asks_reason=True),
    ),
)

REGISTER = Register(
    model=Indicator,
    prefix="IND",
    title="Indicators",
    one="indicator",
    purpose="The figures by which you know whether processes do what they should, each with its target and its values.",
    clause="9.1.1, 9.1.3",
    icon="gauge",
    workflow=WORKFLOW,
    columns=(
        Indicator.number, Indicator.title, Indicator.standing, Indicator.last_value, Indicator.target, Indicator.unit,
        Indicator.last_period, Indicator.state, Indicator.owner, Indicator.due_on,
    ),
    form=(
        Section(
            "What is measured",
            (
                Indicator.title, Indicator.definition, Indicator.formula, Indicator.unit, Indicator.factor,
                Indicator.decimals, Indicator.frequency, Indicator.source, Indicator.process, Indicator.owner,
                Indicator.grace_days,
            ),
        ),
        Section(
            "Target",
            (
                Indicator.direction, Indicator.target, Indicator.target_low, Indicator.target_high,
                Indicator.alarm_low, Indicator.alarm_high, Indicator.alarm_because,
            ),
        ),
        Section(
            "Where it stands",
            (
                Indicator.standing, Indicator.last_value, Indicator.last_period, Indicator.due_on,
                Indicator.reviewed_until,
            ),
            editable_in=(State.RETIRED,),  # which is closed: worked out here, so never by hand
        ),
        Section("Record", (Indicator.notes,)),
    ),
    inherited=(
        Inherited(
            Record.title,
            label="Name",
            aliases=also(
                "indicator, indicator name, kpi, kpi name, metric, measure, key performance indicator, kennzahl, "
                "indikator, messgröße, indicateur, nom, indicador, nombre, nome, indicatore, показатель, название"
            ),
        ),
        Inherited(
            Record.external_ref, aliases=also("kpi id, kpi no, kpi number, indicator id, kennzahlnummer, código, code")
        ),
        Inherited(Record.due_on, label="Next value due", aliases=also("next due, stale on, nächster wert fällig")),
        headers.OWNER, headers.PROCESS, headers.NOTES,
    ),
    lines=(Lines(Value, "Values", "value", key=(Value.period,), order=(Value.period,)),),
    chips=(Standing.MISSED, Standing.ALARM, Standing.NO_VALUE),
    example={
        "title": "Deliveries on time",
        "definition": "Order lines delivered by the confirmed day, of all lines due in the month.",
        "formula": "Lines on time / lines due",
        "unit": "%",
        "decimals": 1,
        "direction": "up",
        "target": 95,
        "alarm_low": 90,
        "frequency": "monthly",
        "source": "Dispatch list",
    },
    sheet_words=also(
        "indicator, indicators, kpi, kpis, kpi list, metrics, kennzahlen, indikatoren, indicateurs, indicadores, "
        "indicatori, показатели"
    ),
    derive=measuring.derive,
    checks=(
        measuring.values_right, measuring.same_periods, measuring.limits_right, measuring.reviewed_untouched,
    ),
)  # fmt: skip
