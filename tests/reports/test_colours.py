from __future__ import annotations

from qms_desktop.reports import colours
from qms_desktop.ui.theme.tokens import LIGHT, TONES


def test_paper_has_the_light_colours_of_the_window() -> None:
    assert colours.TONES.keys() == set(TONES)
    for name in TONES:
        pair = colours.TONES[name]
        assert (pair.text, pair.tint) == (LIGHT.tone(name).text, LIGHT.tone(name).tint)
    same = {"TEXT": "text", "TEXT2": "text2", "TEXT3": "text3", "ACCENT": "accent", "BORDER": "border", "GRID": "grid"}
    for here, there in {**same, "PANEL": "bg", "PAPER": "surface"}.items():
        assert getattr(colours, here) == LIGHT.colour(there)
