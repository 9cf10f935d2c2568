"""`Ink`: the colours and the type a picture is drawn with, handed in by whoever shows it. And what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

RANKED = ("accent", "rest", "amber", "green", "violet")
"""The colours of series without a meaning of their own, in their order."""

AGAIN = "+"
"""Behind a tone that another series of the chart has already: it is drawn weaker."""


@dataclass(frozen=True)
class Ink:
    """Colours by token name, the font of the application, and how many dots an inch has."""

    colours: Mapping[str, str]
    family: str
    size: float = 8.5
    dpi: float = 96.0

    def __getitem__(self, name: str) -> str:
        """The colour of a token."""
        return self.colours[name]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point lies in a picture, in dots from the upper left corner."""

    series: int
    place: int
    left: float
    top: float
    right: float
    bottom: float

    def distance(self, x: float, y: float) -> float:
        """How far a place is from it; none inside."""
        across = max(self.left - x, 0.0, x - self.right)
        down = max(self.top - y, 0.0, y - self.bottom)
        return float((across * across + down * down) ** 0.5)


@dataclass(frozen=True, slots=True)
class Picture:
    """Red, green, blue and opacity of every dot, row by row, and where the points lie."""

    pixels: bytes
    width: int
    height: int
    spots: tuple[Spot, ...]
