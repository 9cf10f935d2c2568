"""The type scale: size in points at the base of 10, and weight, by the role of the text."""

from __future__ import annotations

from PySide6.QtGui import QFont

BASE = 10.0
SMALLEST, LARGEST = 9.0, 14.0

REGULAR, MEDIUM, BOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold

SCALE: dict[str, tuple[float, QFont.Weight]] = {
    "kpi": (22, BOLD),
    "question": (17, BOLD),
    "page": (16, BOLD),
    "card": (11, BOLD),
    "answer": (11, BOLD),
    "body": (10, REGULAR),
    "strong": (10, BOLD),
    "tab": (9.5, REGULAR),
    "tab_current": (9.5, BOLD),
    "caption": (9, REGULAR),
    "head": (9, BOLD),
    "chip": (9, MEDIUM),
    "small": (8.5, REGULAR),
    "badge": (8.5, BOLD),
    "rail": (8, REGULAR),
    "rail_current": (8, BOLD),
    "initials": (8, BOLD),
}


def points(role: str, base: float = BASE) -> float:
    """The size of a role in points when the user's base size is `base`."""
    return round(SCALE[role][0] * base / BASE, 2)


def clamped(base: float) -> float:
    """The nearest base size the program can show."""
    return min(LARGEST, max(SMALLEST, base))
