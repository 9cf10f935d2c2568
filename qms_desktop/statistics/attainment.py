"""Attainment: how much of the way from the baseline to the target is done, and whether that is enough by now.

Measurements come as (day, value), the oldest first. What improves is judged against a straight planned line from the
baseline to the target; what is to stay good is judged by the periods in which it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MARGIN = 0.1
"""How much of the span a value may lag behind the planned line and still be called at risk, not off track."""

Measured = Sequence[tuple[date, float]]


class Track(StrEnum):
    """How the latest measurement stands against the plan."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    TOO_FEW = "too_few_points"


@dataclass(frozen=True, slots=True)
class Way:
    """What is to be improved: from the baseline on one day to the target on another."""

    baseline: float
    target: float
    begin: date
    due: date

    @property
    def span(self) -> float:
        """How far it is from the baseline to the target."""
        return abs(self.target - self.baseline)

    def planned(self, day: date) -> float:
        """Where the straight line is on a day; before its begin the baseline, after its end the target."""
        days = (self.due - self.begin).days
        part = 1.0 if days <= 0 else min(1.0, max(0.0, (day - self.begin).days / days))
        return self.baseline + (self.target - self.baseline) * part


@dataclass(frozen=True, slots=True)
class Band:
    """What is to stay within limits; an open end is None."""

    low: float | None
    high: float | None

    def holds(self, value: float) -> bool:
        """Whether a value lies inside; one on a limit does."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def beyond(self, value: float) -> float:
        """How far a value lies outside."""
        under = self.low - value if self.low is not None else 0.0
        over = value - self.high if self.high is not None else 0.0
        return max(0.0, under, over)


def attained(baseline: float, target: float, actual: float) -> float:
    """The part of the way that is done, between 0 and 1.

    Raises:
        ValueError: there is no way, because baseline and target are equal. Such an aim is kept, not reached.
    """
    if baseline == target:
        raise ValueError("an aim that equals its baseline is kept, not reached")
    return min(1.0, max(0.0, (actual - baseline) / (target - baseline)))


def kept(band: Band, values: Sequence[float]) -> float | None:
    """The share of measurements inside the band; None without any."""
    return sum(band.holds(value) for value in values) / len(values) if values else None


def track_of_way(way: Way, measured: Measured) -> Track:
    """On track at or beyond the planned line, at risk within a tenth of the span behind it, else off track."""
    if not measured:
        return Track.TOO_FEW
    day, value = measured[-1]
    behind = way.planned(day) - value if way.target > way.baseline else value - way.planned(day)
    # a value on the line is not behind it, whatever the last binary digit says
    if behind <= 1e-9 * max(1.0, way.span):
        return Track.ON_TRACK
    return Track.AT_RISK if behind <= MARGIN * way.span * (1 + 1e-9) else Track.OFF_TRACK


def track_of_band(band: Band, measured: Measured) -> Track:
    """On track inside; outside at risk while it is near a range or has just left, else off track."""
    if not measured:
        return Track.TOO_FEW
    beyond = band.beyond(measured[-1][1])
    if beyond == 0:
        return Track.ON_TRACK
    if band.low is not None and band.high is not None:
        near = beyond <= MARGIN * (band.high - band.low) * (1 + 1e-9)
    else:
        near = len(measured) > 1 and band.holds(measured[-2][1])
    return Track.AT_RISK if near else Track.OFF_TRACK
