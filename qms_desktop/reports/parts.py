"""The pieces of a page: chips, headings, fields beside each other, tables, strips that tell something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer, Table, TableStyle

from qms_desktop.reports import colours, fonts, styles
from qms_desktop.reports.bidi import begins_right, drawn, is_turned, visual
from qms_desktop.reports.texts import markup, on_one_line, visible

CHIP, CHIP_HEIGHT, CHIP_PAD, DOT, LINE = 7.5, 13.5, 7.0, 2.0, 10.5
LEAST_BELOW = 110.0
"""A heading stays with so much of what follows it."""
GUTTER = 14.0
HIGH = 400.0
"""A row that is higher than this may not fit on a page in landscape."""
MANY = 100_000
"""More lines than any field holds."""
Padding = tuple[float, float, float, float]
Command = tuple[Any, ...]
HASH_HALF = 32


def paragraph(text: str, style: ParagraphStyle = styles.TEXT) -> Flowable:
    """A user's text."""
    return Turned(text, style) if is_turned(text) else Paragraph(markup(text), style)


class Turned(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A text with words that are read from right to left: broken into lines first, then each line put in its order."""

    def __init__(self, text: str, style: ParagraphStyle) -> None:
        super().__init__()
        self.text, self.style = visible(text), style

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """Break the lines."""
        inside = room - self.style.leftIndent - self.style.rightIndent
        lines: list[str] = []
        for source in self.text.split("\n"):
            right = begins_right(source)
            folded = fonts.folded(source, inside, self.style.fontSize, MANY, self.style.fontName)
            lines += [visual(line, right=right) for line in folded]
        side = TA_RIGHT if begins_right(self.text) else TA_LEFT
        style = ParagraphStyle("turned", parent=self.style, alignment=side)
        self._drawn = Paragraph("<br/>".join(escape(line, quote=False) for line in lines), style)
        self.width, self.height = self._drawn.wrap(room, height)
        return self.width, self.height

    def split(self, room: float, height: float) -> list[Flowable]:
        """Between lines, which stay as they were broken."""
        self.wrap(room, height)
        return list(self._drawn.split(room, height))

    def draw(self) -> None:
        """Draw the lines."""
        self._drawn.drawOn(self.canv, 0, 0)


class Chip(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A state or a grade: a dot and a word on a tint, so that no colour says anything alone."""

    def __init__(self, words: str, tone: str, align: str = "LEFT") -> None:
        super().__init__()
        self.words, self.pair, self.hAlign = on_one_line(words), colours.TONES[tone], align

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """As wide as its words, as far as there is room."""
        self.shown = fonts.elided(self.words, room - 2 * CHIP_PAD - 3 * DOT, CHIP)
        self.width = fonts.width(self.shown, CHIP) + 2 * CHIP_PAD + 3 * DOT
        self.height = LINE
        return self.width, self.height

    def draw(self) -> None:
        """Tint, dot, word."""
        canvas = self.canv
        canvas.translate(0, (LINE - CHIP_HEIGHT) / 2)  # a little over its line, above and below
        canvas.setFillColor(HexColor(self.pair.tint))
        canvas.roundRect(0, 0, self.width, CHIP_HEIGHT, CHIP_HEIGHT / 2, stroke=0, fill=1)
        canvas.setFillColor(HexColor(self.pair.text))
        canvas.circle(CHIP_PAD + DOT, CHIP_HEIGHT / 2, DOT, stroke=0, fill=1)
        canvas.setFont(fonts.REGULAR, CHIP)
        canvas.drawString(CHIP_PAD + 3 * DOT, CHIP_HEIGHT / 2 - CHIP * 0.36, drawn(self.shown))


def _grid(
    cells: Sequence[Sequence[Any]], widths: Sequence[Any], padding: Padding, *commands: Command, **more: int
) -> Table:
    """A table over all of whose cells the commands go; `padding` is left, right, top, bottom."""
    sides = zip(("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING"), padding, strict=True)
    everywhere: list[Command] = [("FONTNAME", fonts.REGULAR), *sides]  # unset, it names a font that is not in the file
    style = [(name, (0, 0), (-1, -1), *values) for name, *values in (*everywhere, *commands)]
    return Table([list(line) for line in cells], colWidths=list(widths), style=TableStyle(style), **more)


def row(cells: Sequence[Any], widths: Sequence[float], *, middle: bool = False) -> Table:
    """Things beside each other, without lines."""
    made = _grid([cells], widths, (0, 0, 0, 0), ("VALIGN", "MIDDLE" if middle else "TOP"))
    made.hAlign = "LEFT"
    return made


def heading(words: str) -> list[Flowable]:
    """The title of a part over a thin rule."""
    line = ("LINEBELOW", 0.6, HexColor(colours.BORDER))
    rule = _grid([[paragraph(words, styles.HEADING)]], ["100%"], (0, 0, 0, 3), line)
    return [CondPageBreak(LEAST_BELOW), Spacer(1, 12), rule, Spacer(1, 6)]


def ends(start: Flowable, chips: Sequence[Flowable], width: float) -> Table:
    """Something at the left, chips at the right margin."""
    widths = [chip.wrap(width, 0)[0] + 4 for chip in chips]
    return row([start, *chips], [width - sum(widths), *widths], middle=True)


def titled(number: str, title: str) -> Flowable:
    """Number and title of a record; the number is lighter."""
    if is_turned(title):
        return Turned(f"{title}  {number}" if begins_right(title) else f"{number}  {title}", styles.TITLE)
    quiet = f'<font name="{fonts.REGULAR}" color="{colours.TEXT2}">{markup(number)}</font>' if number else ""
    return Paragraph(f"{quiet}  {markup(title)}", styles.TITLE)


def labelled(label: str, value: str) -> list[Flowable]:
    """A field: its label, and its value in words below."""
    return [Paragraph(markup(label), styles.LABEL), paragraph(value)]


def pairs(fields: Sequence[list[Flowable]], width: float) -> list[Flowable]:
    """Short fields in two equal columns, in reading order."""
    half = (width - GUTTER) / 2
    found: list[Flowable] = []
    for at in range(0, len(fields), 2):
        two = [*fields[at : at + 2], []][:2]
        found += [row([two[0], "", two[1]], [half, GUTTER, half]), Spacer(1, 5)]
    return found


def block(label: str, value: str) -> list[Flowable]:
    """A long field over the whole width; it may run over pages."""
    first, text = labelled(label, value)
    first.keepWithNext = 1
    return [first, text, Spacer(1, 5)]


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str | Flowable]], widths: Sequence[float], *, code: int = -1
) -> Table:
    """A table with a repeated head; a row that is higher than a page is split. `code` is a column of hashes."""
    lines = [list(line) for line in rows]
    cells = [[_cell(v, styles.CODE if n == code else styles.CELL) for n, v in enumerate(line)] for line in lines]
    head = [Paragraph(markup(h), styles.CELL_HEAD) for h in heads]
    rule = ("LINEBELOW", 0.4, HexColor(colours.GRID))
    # only then, because a table that may split in a row repeats its head in the middle of a page
    split = int(any(_is_high(line, widths) for line in lines))
    made = _grid([head, *cells], widths, (5, 5, 3, 4), rule, ("VALIGN", "TOP"), repeatRows=1, splitInRow=split)
    made.setStyle(TableStyle([("BACKGROUND", (0, 0), (-1, 0), HexColor(colours.PANEL))]))
    return made


def _is_high(line: Sequence[str | Flowable], widths: Sequence[float]) -> bool:
    """Whether a row may be too high for a page."""
    for value, width in zip(line, widths, strict=True):
        words = value if isinstance(value, str) else getattr(value, "text", "")
        folded = sum(1 + fonts.width(part, styles.SMALL) // (width - 10) for part in words.split("\n"))
        if folded * styles.CELL.leading > HIGH:
            return True
    return False


def _cell(value: str | Flowable, style: ParagraphStyle) -> Flowable:
    return paragraph(value, style) if isinstance(value, str) else value


def strip(words: str, tone: str) -> list[Flowable]:
    """A sentence on a tint, over the whole width."""
    pair = colours.TONES[tone]
    style = ParagraphStyle("strip", parent=styles.TEXT, textColor=HexColor(pair.text))
    looks: tuple[Command, ...] = (("BACKGROUND", HexColor(pair.tint)), ("LINEBEFORE", 2, HexColor(pair.text)))
    made = _grid([[paragraph(words, style)]], ["100%"], (9, 6, 4, 5), *looks, splitInRow=1)
    return [made, Spacer(1, 5)]
