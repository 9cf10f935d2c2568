"""Control charts of counted things: shares (p), numbers (np), counts (c) and rates (u)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

SIGMAS = 3


@dataclass(frozen=True, slots=True)
class Chart:
    """The points, the centre, and the limits of each point."""

    values: tuple[float, ...]
    centre: float
    lower: tuple[float, ...]
    upper: tuple[float, ...]

    @property
    def signals(self) -> tuple[int, ...]:
        """The points beyond a limit; a point on the line is not beyond it."""
        limits = zip(self.values, self.lower, self.upper, strict=True)
        return tuple(place for place, (value, low, high) in enumerate(limits) if value < low or value > high)


def p_chart(hits: Sequence[float], sizes: Sequence[float]) -> Chart:
    """Shares of samples of any size.

    Raises:
        ValueError: an empty sample, or more hits than its size.
    """
    _check(hits, sizes)
    if any(hit > size for hit, size in zip(hits, sizes, strict=True)):
        raise ValueError("more hits than cases")
    centre = sum(hits) / sum(sizes)
    spreads = [sqrt(centre * (1 - centre) / size) for size in sizes]
    return _chart([hit / size for hit, size in zip(hits, sizes, strict=True)], centre, spreads, most=1.0)


def np_chart(hits: Sequence[float], size: float) -> Chart:
    """Numbers in samples of one size; the limits are those of p times the size."""
    found = p_chart(hits, [size] * len(hits))
    parts = (found.values, found.lower, found.upper)
    values, lower, upper = (tuple(size * value for value in part) for part in parts)
    return Chart(values, size * found.centre, lower, upper)


def c_chart(counts: Sequence[float]) -> Chart:
    """Counts over equal stretches."""
    return u_chart(counts, [1.0] * len(counts))


def u_chart(counts: Sequence[float], exposures: Sequence[float]) -> Chart:
    """Counts per unit of exposure.

    Raises:
        ValueError: a stretch without exposure.
    """
    _check(counts, exposures)
    centre = sum(counts) / sum(exposures)
    spreads = [sqrt(centre / exposure) for exposure in exposures]
    return _chart([n / exposure for n, exposure in zip(counts, exposures, strict=True)], centre, spreads)


def _check(counts: Sequence[float], sizes: Sequence[float]) -> None:
    if not counts or len(counts) != len(sizes) or any(size <= 0 for size in sizes) or any(n < 0 for n in counts):
        raise ValueError("every point needs a count and something to which it refers")


def _chart(values: Sequence[float], centre: float, spreads: Sequence[float], most: float | None = None) -> Chart:
    lower = tuple(max(0.0, centre - SIGMAS * spread) for spread in spreads)
    upper = tuple(centre + SIGMAS * spread for spread in spreads)
    return Chart(tuple(values), centre, lower, upper if most is None else tuple(min(most, high) for high in upper))
