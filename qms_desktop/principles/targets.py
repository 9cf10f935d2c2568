"""Targets: which way is better, and whether a value meets what was wanted."""

from __future__ import annotations

from qms_desktop.records.choices import Choice, Tone


class Direction(Choice):
    """Which values are good ones."""

    UP = "up", "Higher is better", Tone.GREEN
    DOWN = "down", "Lower is better", Tone.BLUE
    RANGE = "range", "Within a range", Tone.VIOLET


def meets(
    value: float, direction: str | None, target: float | None, low: float | None, high: float | None
) -> bool | None:
    """Whether a value meets the target, a value on the line included; None where nothing is there to compare with."""
    if direction == Direction.RANGE:
        return None if low is None or high is None else low <= value <= high
    if target is None or direction is None:
        return None
    return value >= target if direction == Direction.UP else value <= target
