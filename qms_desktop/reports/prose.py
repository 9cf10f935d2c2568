"""A text with the few marks of Markdown that people write by hand: headings, lists, bold; the rest stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer

from qms_desktop.reports import fonts, parts, styles
from qms_desktop.reports.bidi import is_turned
from qms_desktop.reports.texts import markup

INDENT, BULLET = 14.0, "•"
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*")
_ITEM = re.compile(r"(\s*)(?:([-*+])|(\d{1,3}[.)]))\s+(.+)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
SMALL_HEADING = ParagraphStyle("small heading", parent=styles.TEXT, fontName=fonts.BOLD, spaceBefore=6, spaceAfter=2)


def prose(text: str) -> Iterator[Flowable]:
    """The text as paragraphs, headings and lists."""
    block: list[str] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        heading, item = _HEADING.fullmatch(line.strip()), _ITEM.fullmatch(line)
        if line.strip() and not heading and not item:
            block.append(line)
            continue
        yield from _paragraph(block)
        block = []
        if heading:
            yield from _heading(len(heading[1]), heading[2])
        elif item:
            yield _item(len(item[1]), item[3] or BULLET, item[4])


def _paragraph(lines: list[str]) -> Iterator[Flowable]:
    if lines:
        yield _text("\n".join(lines), styles.TEXT)
        yield Spacer(1, 5)


def _heading(level: int, words: str) -> Iterator[Flowable]:
    if level <= 2:  # noqa: PLR2004  chapters and their parts get the rule, what is smaller does not
        yield from parts.heading(words)
    else:
        made = _text(words, SMALL_HEADING)
        made.keepWithNext = 1
        yield made


def _item(blanks: int, sign: str, words: str) -> Flowable:
    left = INDENT * (1 + blanks // 2)
    style = ParagraphStyle(
        "item", parent=styles.TEXT, leftIndent=left, bulletIndent=left - INDENT, bulletFontName=fonts.REGULAR,
        bulletFontSize=styles.BODY, spaceAfter=2,
    )  # fmt: skip
    if is_turned(words):
        return parts.paragraph(f"{sign} {words}", style)
    return Paragraph(_bold(words), style, bulletText=sign)


def _text(words: str, style: ParagraphStyle) -> Flowable:
    return parts.paragraph(words, style) if is_turned(words) else Paragraph(_bold(words), style)


def _bold(text: str) -> str:
    return _BOLD.sub(lambda m: f'<font name="{fonts.BOLD}">{m[1]}</font>', markup(text))
