"""Intervals: how far the truth may be from what a few cases show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from statistics import NormalDist

LEVEL = 0.95
ENOUGH = 10
"""Below so many cases a share or a score is not printed."""
_HALVINGS = 200


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and the bounds between which the truth lies at the stated level."""

    value: float
    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        """Whether both may be the same."""
        return self.low <= other.high and other.low <= self.high


def quantile(level: float = LEVEL) -> float:
    """How many standard deviations a two-sided interval of that level spans to each side."""
    return NormalDist().inv_cdf((1 + level) / 2)


def remaining(n: int, population: int | None) -> float:
    """What of the variance is left when a part of a finite population was asked (one for an endless population)."""
    if population is None or population <= 1:
        return 1.0
    return max(0.0, (population - n) / (population - 1))


def share(hits: int, n: int, *, population: int | None = None, level: float = LEVEL) -> Interval:
    """A share with its Wilson interval; of a finite population, n counts for as many as leave that much variance.

    Raises:
        ValueError: nothing was counted, or more hits than cases.
    """
    if n <= 0 or not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no share")
    p = hits / n
    left = remaining(n, population)
    if not left:
        return Interval(p, p, p)
    weight, z = n / left, quantile(level)
    middle = (p + z * z / (2 * weight)) / (1 + z * z / weight)
    half = z / (1 + z * z / weight) * sqrt(p * (1 - p) / weight + z * z / (4 * weight * weight))
    return Interval(p, max(0.0, middle - half), min(1.0, middle + half))


def net_promoter(
    promoters: int, detractors: int, n: int, *, population: int | None = None, level: float = LEVEL
) -> Interval:
    """The net promoter score in points from -100 to 100, with its interval.

    Raises:
        ValueError: nothing was counted, or more answers than persons.
    """
    if n <= 0 or promoters < 0 or detractors < 0 or promoters + detractors > n:
        raise ValueError(f"{promoters} and {detractors} of {n} is no score")
    p, d = promoters / n, detractors / n
    spread = max(0.0, p + d - (p - d) ** 2)
    half = quantile(level) * sqrt(spread / n * remaining(n, population))
    return Interval(100 * (p - d), max(-100.0, 100 * (p - d - half)), min(100.0, 100 * (p - d + half)))


def count(events: int, *, level: float = LEVEL) -> Interval:
    """The exact Poisson interval of a count.

    Raises:
        ValueError: a count below zero.
    """
    if events < 0:
        raise ValueError(f"{events} is no count")
    tail = (1 - level) / 2
    low = 0.0 if events == 0 else _root(lambda mean: 1 - _at_most(events - 1, mean), tail, rising=True)
    return Interval(events, low, _root(lambda mean: _at_most(events, mean), tail, rising=False))


def rate(events: int, exposure: float, *, level: float = LEVEL) -> Interval:
    """Events per unit of exposure, with the exact Poisson interval.

    Raises:
        ValueError: no exposure.
    """
    if exposure <= 0:
        raise ValueError("a rate needs something to which it refers")
    found = count(events, level=level)
    return Interval(found.value / exposure, found.low / exposure, found.high / exposure)


def most(events: int, exposure: float, *, level: float = LEVEL) -> float:
    """The one-sided upper bound of a rate: what zero events do not rule out."""
    return _root(lambda mean: _at_most(events, mean), 1 - level, rising=False) / exposure


def _at_most(events: int, mean: float) -> float:
    """The probability of at most so many events."""
    if mean == 0:
        return 1.0
    return min(1.0, sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(events + 1)))


def _root(function: Callable[[float], float], wanted: float, *, rising: bool) -> float:
    """Where a monotone function over the means takes a value."""
    low, high = 0.0, 1.0
    while (function(high) < wanted) == rising:
        low, high = high, 2 * high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if (function(middle) < wanted) == rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2
