"""What an indicator is: the figure, its target and limits, and its values."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, Float, String
from sqlalchemy.orm import Mapped, mapped_column

from qms_desktop.principles import series
from qms_desktop.principles.evidence_based_decision_making import measuring
from qms_desktop.principles.evidence_based_decision_making.figures import Standing
from qms_desktop.principles.periods import Frequency
from qms_desktop.principles.targets import Direction
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import choice, day, long_text, number, text, whole
from qms_desktop.records.lines import Line


class State(Choice):
    """Whether it is measured."""

    IN_USE = "in_use", "In use", Tone.GREEN
    RETIRED = "retired", "Retired", Tone.GREY


class Indicator(Record, kind="indicator"):
    """One figure that is looked at in every period."""

    definition: Mapped[str | None] = long_text("Definition", hint="What is counted, and what is not")
    formula: Mapped[str | None] = text("Formula", length=500)
    unit: Mapped[str | None] = text("Unit", length=40, hint="%, ppm, days ...")
    factor: Mapped[float | None] = number(
        "Multiplied by", low=0, hint="100 for a percentage, where the unit does not say so"
    )
    decimals: Mapped[int | None] = whole("Decimals shown", low=0, high=6)
    direction: Mapped[str | None] = choice("Direction", Direction, required=True)
    target: Mapped[float | None] = number("Target")
    target_low: Mapped[float | None] = number("Range from")
    target_high: Mapped[float | None] = number("Range to")
    alarm_low: Mapped[float | None] = number("Alarm below")
    alarm_high: Mapped[float | None] = number("Alarm above")
    frequency: Mapped[str | None] = choice("Measured", Frequency, required=True)
    source: Mapped[str | None] = text("Data source", length=300)
    grace_days: Mapped[int | None] = whole(
        "Days for entering",
        low=0,
        high=365,
        hint=f"Days after the end of a period; {measuring.GRACE_DAYS} unless told otherwise",
    )
    alarm_because: Mapped[str | None] = text(
        "Nothing raised, because", length=500, hint="Why a value beyond the alarm limit needs nothing"
    )
    standing: Mapped[str | None] = choice("Against target", Standing, computed=True)
    last_value: Mapped[float | None] = number("Last value", computed=True)
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
    numerator: Mapped[float | None] = number("Numerator")
    denominator: Mapped[float | None] = number("Denominator", low=0)
    n: Mapped[int | None] = whole("Sample size", low=0)
    comment: Mapped[str | None] = text("Comment", length=500)
    counted: Mapped[float | None] = mapped_column(Float)
    """The value that numerator and denominator gave: where `value` differs from it, somebody has entered another."""
