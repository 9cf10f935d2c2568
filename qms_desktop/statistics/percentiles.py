"""The value below which a part of the values lies."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor


def percentile(values: Sequence[float], part: float) -> float:
    """Between the two nearest values in proportion (the usual definition: type 7 of R, PERCENTILE.INC of Excel).

    Raises:
        ValueError: no values, or a part that is no share.
    """
    if not values or not 0 <= part <= 1:
        raise ValueError("a percentile needs values and a part between 0 and 1")
    found = sorted(values)
    place = part * (len(found) - 1)
    low = floor(place)
    high = min(low + 1, len(found) - 1)
    return found[low] + (found[high] - found[low]) * (place - low)


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return percentile(values, 0.5)
