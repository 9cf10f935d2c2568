"""The figures of an indicator: the value that two counts give, and how a value stands against the target."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from qms_desktop.principles.targets import meets
from qms_desktop.records.choices import Choice, Tone

if TYPE_CHECKING:
    from qms_desktop.principles.evidence_based_decision_making.measures import Indicator

TIMES = {"%": 100.0, "percent": 100.0, "ppm": 1_000_000.0, "‰": 1000.0}
"""By what a share is multiplied to be shown in these units."""


class Standing(Choice):
    """How the last value stands against target and alarm limits. Whether it is stale is asked of the day."""

    ON_TARGET = "on_target", "On target", Tone.GREEN
    MISSED = "missed", "Missed", Tone.AMBER
    ALARM = "alarm", "Beyond alarm limit", Tone.RED
    NO_TARGET = "no_target", "No target", Tone.GREY
    NO_VALUE = "no_value", "No value", Tone.GREY


def standing_of(indicator: Indicator, value: float | None) -> Standing:
    """How a value stands; one on a limit is not beyond it."""
    if value is None:
        return Standing.NO_VALUE
    if is_alarm(indicator, value):
        return Standing.ALARM
    met = meets(value, indicator.direction, indicator.target, indicator.target_low, indicator.target_high)
    if met is None:
        return Standing.NO_TARGET
    return Standing.ON_TARGET if met else Standing.MISSED


def is_alarm(indicator: Indicator, value: float) -> bool:
    """Whether a value lies beyond an alarm limit."""
    low, high = indicator.alarm_low, indicator.alarm_high
    return (low is not None and value < low) or (high is not None and value > high)


def share(indicator: Indicator, numerator: float, denominator: float) -> float:
    """The value that numerator and denominator give."""
    times = indicator.factor or TIMES.get((indicator.unit or "").strip().lower(), 1.0)
    return numerator / denominator * times


def shown(indicator: Indicator, value: float) -> str:
    """A value with the decimals and the unit of its indicator."""
    figure = f"{value:.{indicator.decimals}f}" if indicator.decimals is not None else f"{value:g}"
    return f"{figure} {indicator.unit}" if indicator.unit else figure


def rounded(indicator: Indicator, value: float | None) -> float | None:
    """A value as it is listed: with the decimals of its indicator, or with six digits that count."""
    if value is None:
        return None
    return float(f"{value:.6g}") if indicator.decimals is None else round(value, indicator.decimals)


def agrees(given: float, exact: float) -> bool:
    """Whether a value that was given is the exact one, rounded as it was written."""
    if math.isclose(given, exact, rel_tol=1e-9, abs_tol=1e-12):
        return True
    written = Decimal(repr(given)).normalize().as_tuple().exponent
    places = max(0, -int(written))
    return abs(given - exact) <= 0.5 * 10.0**-places * (1 + 1e-9)
