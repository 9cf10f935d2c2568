"""Satisfaction: scores of surveys with their intervals, what weighs most, and whether anything has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import inf, sqrt
from statistics import fmean, stdev

from qms_desktop.statistics.intervals import LEVEL, Interval, net_promoter, quantile, remaining, share

PROMOTER, DETRACTOR = 9, 6
"""From 0 to 10: so much and more recommends, so much and less warns."""
CONTENT = 4
"""From 1 to 5: so much and more counts as content."""


def nps(scores: Sequence[int], *, population: int | None = None) -> Interval:
    """The net promoter score of answers from 0 to 10, in points.

    Raises:
        ValueError: no answers.
    """
    promoters, detractors = sum(s >= PROMOTER for s in scores), sum(s <= DETRACTOR for s in scores)
    return net_promoter(promoters, detractors, len(scores), population=population)


def csat(scores: Sequence[int], *, population: int | None = None) -> Interval:
    """The share of the two best answers of five, in per cent, with its Wilson interval.

    Raises:
        ValueError: no answers.
    """
    found = share(sum(s >= CONTENT for s in scores), len(scores), population=population)
    return Interval(100 * found.value, 100 * found.low, 100 * found.high)


def mean(
    values: Sequence[float], *, population: int | None = None, bounds: tuple[float, float] = (-inf, inf)
) -> Interval:
    """The mean with its t interval, which does not leave the bounds of the scale.

    Raises:
        ValueError: fewer than two values.
    """
    n = len(values)
    if n < 2:  # noqa: PLR2004  one value says nothing about how far values lie apart
        raise ValueError("an interval of a mean needs two values")
    middle = fmean(values)
    half = student(n - 1) * stdev(values) * sqrt(remaining(n, population) / n)
    return Interval(middle, max(bounds[0], middle - half), min(bounds[1], middle + half))


def student(freedom: int, level: float = LEVEL) -> float:
    """The two-sided quantile of Student's t (Cornish-Fisher expansion; off by less than 0.0001 from 9 degrees on)."""
    z, f = quantile(level), float(freedom)
    return (
        z
        + (z**3 + z) / (4 * f)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * f**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * f**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * f**4)
    )


def index(pairs: Iterable[tuple[float, float]]) -> float | None:
    """The weighted satisfaction index of (weight, score): sum(w s) / sum(w). None where nothing has a weight."""
    known = [(weight, score) for weight, score in pairs if weight > 0]
    total = sum(weight for weight, _score in known)
    return sum(weight * score for weight, score in known) / total if total else None


def changed(before: Interval, now: Interval) -> bool:
    """Whether a change is more than chance: the intervals do not overlap."""
    return not before.overlaps(now)


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Spearman's rank correlation, ties with their mean rank; None where one side never varies."""
    one, two = ranks(first), ranks(second)
    if len(one) != len(two) or len(one) < 3:  # noqa: PLR2004  two points always lie on a line
        return None
    a, b = fmean(one), fmean(two)
    spread = sqrt(sum((x - a) ** 2 for x in one) * sum((y - b) ** 2 for y in two))
    return sum((x - a) * (y - b) for x, y in zip(one, two, strict=True)) / spread if spread else None


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value from 1; equal values share the mean of their places."""
    places: Mapping[float, int] = Counter(values)
    found: dict[float, float] = {}
    before = 0
    for value in sorted(places):
        found[value] = before + (places[value] + 1) / 2
        before += places[value]
    return [found[value] for value in values]
