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


def folded(words: str, room: float, size: float, most: int, font: str = REGULAR) -> list[str]:
    """A text on at most so many lines; what does not fit into the last one ends in an ellipsis."""
    if width(words, size, font) <= room:
        return [words]
    rest, found = words, list[str]()
    while rest and len(found) < most - 1:
        line = _first_line(rest, room, size, font)
        found.append(line)
        rest = rest[len(line) :].lstrip()
    return [*found, elided(rest, room, size, font)] if rest else found


def _first_line(words: str, room: float, size: float, font: str) -> str:
    """As many whole words as fit, or as many letters of the first one."""
    taken, end = 0.0, 0
    for sign in words:
        taken += width(sign, size, font)
        if taken > room:
            break
        end += 1
    if end == len(words):
        return words
    blank = words.rfind(" ", 0, end + 1)
    return words[:blank].rstrip() if blank > 0 else words[: max(1, end)]
