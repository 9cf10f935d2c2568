"""Trend: the slope that a few outliers do not bend, and where it leads, with its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt, tan
from statistics import median

from qms_desktop.statistics.intervals import LEVEL, Interval

ENOUGH = 6
"""Over fewer points a trend is not said."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight line through points: the median of all slopes between two of them (Theil and Sen)."""

    slope: float
    offset: float
    points: tuple[tuple[float, float], ...]

    def at(self, x: float, *, level: float = LEVEL) -> Interval:
        """What the next value at x may be; the spread is that of all points around the line, outliers included."""
        n = len(self.points)
        middle = sum(p for p, _ in self.points) / n
        spread = sqrt(sum((y - self._on(p)) ** 2 for p, y in self.points) / (n - 2))
        around = sum((p - middle) ** 2 for p, _ in self.points)
        half = student(n - 2, level) * spread * sqrt(1 + 1 / n + (x - middle) ** 2 / around)
        return Interval(self._on(x), self._on(x) - half, self._on(x) + half)

    def _on(self, x: float) -> float:
        return self.offset + self.slope * x


def trend(points: Sequence[tuple[float, float]]) -> Trend | None:
    """The trend of points with different x; None where they are too few to say."""
    if len(points) < ENOUGH:
        return None
    slopes = [(y2 - y1) / (x2 - x1) for i, (x1, y1) in enumerate(points) for x2, y2 in points[i + 1 :]]
    slope = median(slopes)
    return Trend(slope, median([y - slope * x for x, y in points]), tuple(points))


def student(freedom: int, level: float = LEVEL) -> float:
    """How many standard errors a two-sided interval spans to each side, from so many degrees of freedom."""
    low, high = 0.0, pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < level else (low, middle)
    return sqrt(freedom) * tan((low + high) / 2)


def _within(angle: float, freedom: int) -> float:
    """The probability of Student's t within plus and minus sqrt(freedom) tan(angle): a finite sum for whole degrees."""
    term, total = 1.0, 1.0
    if freedom % 2:
        term = total = cos(angle)
        for k in range(3, freedom - 1, 2):
            term *= cos(angle) ** 2 * (k - 1) / k
            total += term
        return 2 / pi * (angle + (sin(angle) * total if freedom > 1 else 0.0))
    for k in range(2, freedom - 1, 2):
        term *= cos(angle) ** 2 * (k - 1) / k
        total += term
    return sin(angle) * total
