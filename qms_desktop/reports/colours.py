"""The colours of paper: the light set of the window's tokens, which only the window itself may import."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """A status colour: text to be read on its tint."""

    text: str
    tint: str


TEXT = "#18212C"
TEXT2 = "#566170"
TEXT3 = "#687382"
ACCENT = "#1D5FBF"
BORDER = "#D9DEE5"
GRID = "#E8EBEF"
PANEL = "#F5F6F8"
PAPER = "#FFFFFF"

TONES = {
    "red": Pair("#B3261E", "#FCE9E7"),
    "amber": Pair("#855300", "#FFF0D1"),
    "green": Pair("#1A6B3A", "#E0F3E6"),
    "blue": Pair("#1D5FBF", "#E3EDFB"),
    "violet": Pair("#6A3FA0", "#F0E8FA"),
    "grey": Pair("#4A5563", "#E9ECF1"),
}
