"""The fonts that are embedded: DejaVu Sans, which covers Latin, Greek, Cyrillic, Hebrew, Arabic and many signs.

A sign that it lacks is printed as the font's own box, so that nothing disappears unseen.
"""

from __future__ import annotations

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from qms_desktop.paths import bundled

REGULAR = "DejaVu Sans"
BOLD = "DejaVu Sans Bold"
FILES = {REGULAR: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"}


@cache
def prepare() -> None:
    """Make the fonts known to the printer, once."""
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, bundled("resources", "fonts", file)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def width(words: str, size: float, font: str = REGULAR) -> float:
    """How wide a text is on one line, in points."""
    return float(pdfmetrics.stringWidth(words, font, size))


def elided(words: str, room: float, size: float, font: str = REGULAR) -> str:
    """A text that fits on one line, with an ellipsis where it was cut."""
    if width(words, size, font) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(words[:middle].rstrip() + "…", size, font) <= room else (low, middle - 1)
    return words[:low].rstrip() + "…"
