"""Competence: how far what people can do is from what their roles ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=60)
"""So long before its end an assessment is called expiring."""
ALONE = 3
"""The level from which on somebody can stand in for somebody else."""


class Standing(StrEnum):
    """Whether an assessment still counts."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"


def standing(valid_until: date | None, today: date) -> Standing:
    """An assessment counts up to and with its last day."""
    if valid_until is None or valid_until > today + SOON:
        return Standing.VALID
    return Standing.EXPIRING if valid_until >= today else Standing.EXPIRED


def gap(required: int | None, actual: int | None) -> int:
    """The levels that are missing; `actual` is the valid one, None where there is none."""
    return max(0, (required or 0) - (actual or 0))


def gap_index(required: Sequence[int], actual: Sequence[int | None], weights: Sequence[float]) -> float | None:
    """The weighted share of what is required that is missing: 0 all there, 1 nothing. None where nothing is asked."""
    asked = sum(w * r for w, r in zip(weights, required, strict=True))
    missing = sum(w * gap(r, a) for w, r, a in zip(weights, required, actual, strict=True))
    return missing / asked if asked else None


def coverage(pairs: Iterable[tuple[int, int | None]]) -> float | None:
    """Of those who are asked for a level (required, actual), the share that has it; None where nobody is asked."""
    met = [(actual or 0) >= required for required, actual in pairs if required]
    return sum(met) / len(met) if met else None


def bus_factor(levels: Iterable[int | None]) -> int:
    """How many can do it without help; at 1 it stops with one illness."""
    return sum((level or 0) >= ALONE for level in levels)
