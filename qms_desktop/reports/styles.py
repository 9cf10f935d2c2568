"""The type and the measures of a printed page, in points."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from qms_desktop.reports import colours, fonts

PORTRAIT: tuple[float, float] = A4
LANDSCAPE: tuple[float, float] = (A4[1], A4[0])
SIDE, TOP, BOTTOM = 18 * mm, 20 * mm, 22 * mm
BODY, SMALL, TINY = 9.0, 8.0, 7.0


def _style(
    name: str, size: float, leading: float, colour: str, font: str = fonts.REGULAR, **more: float
) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=leading, textColor=HexColor(colour), splitLongWords=1, **more
    )


TITLE = _style("title", 16, 20, colours.TEXT, fonts.BOLD, spaceAfter=4)
HEADING = _style("heading", 10.5, 14, colours.TEXT, fonts.BOLD)
SUBTITLE = _style("subtitle", BODY, 12.5, colours.TEXT2)
TEXT = _style("text", BODY, 12.5, colours.TEXT)
LABEL = _style("label", 7.5, 10, colours.TEXT2)
CELL = _style("cell", SMALL, 10.5, colours.TEXT)
CELL_HEAD = _style("cell head", 7.5, 10, colours.TEXT2, fonts.BOLD)
CODE = _style("code", 6.5, 8.5, colours.TEXT2)
NOTE = _style("note", SMALL, 11, colours.TEXT2)
EMPTY = _style("empty", BODY, 12.5, colours.TEXT3)
