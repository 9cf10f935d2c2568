"""Pareto: the causes in the order of their weight, and how much the first of them make together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

VITAL = 80.0
"""Per cent that the vital few make together."""


@dataclass(frozen=True, slots=True)
class Pareto:
    """Names from the most frequent to the least, with their counts, shares and sums in per cent."""

    order: tuple[str, ...]
    frequency: tuple[float, ...]
    cumulative: tuple[float, ...]
    percent: tuple[float, ...]
    cumulative_percent: tuple[float, ...]

    @property
    def vital(self) -> int:
        """How many names are needed to reach four fifths."""
        reached = enumerate(self.cumulative_percent, start=1)
        return next((place for place, percent in reached if percent >= VITAL), len(self.order))


def pareto(counts: Mapping[str, float]) -> Pareto:
    """The counts in their order; names with the same count stay in the order in which they came.

    Raises:
        ValueError: nothing was counted.
    """
    total = sum(counts.values())
    if total <= 0:
        raise ValueError("nothing was counted")
    order = tuple(sorted(counts, key=lambda name: -counts[name]))
    frequency = tuple(counts[name] for name in order)
    cumulative = tuple(accumulate(frequency))
    return Pareto(
        order,
        frequency,
        cumulative,
        tuple(100 * n / total for n in frequency),
        tuple(100 * n / total for n in cumulative),
    )
