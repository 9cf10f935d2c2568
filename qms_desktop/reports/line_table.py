"""The rows that a record owns, as a table; what does not fit beside each other stands below its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Paragraph, Spacer, TableStyle

from qms_desktop.records.fields import Field, FieldType
from qms_desktop.reports import colours, fonts, parts, styles
from qms_desktop.reports.texts import markup, on_one_line
from qms_desktop.reports.values import said
from qms_desktop.workspace.views import LinesView

WIDTH = styles.PORTRAIT[0] - 2 * styles.SIDE
WIDEST, PADDING = 150.0, 11.0
"""A column wider than this stands below its row, where the others need the room."""
SEVERAL = 4


def line_table(lines: LinesView) -> Iterator[Flowable]:
    """The lines of one kind; nothing where there are none, and no column that is empty in all of them."""
    if not lines.rows:
        return
    yield from parts.heading(f"{lines.title} ({len(lines.rows)})")
    words = [[said(f, value) for f, value in zip(lines.fields, row.cells, strict=True)] for row in lines.rows]
    shown = [n for n in range(len(lines.fields)) if any(row[n] for row in words)]
    needs = {n: _need(lines.fields[n], [row[n] for row in words]) for n in shown}
    beside = _fitting(lines.fields, needs)
    below = [n for n in shown if n not in beside]
    widths = [needs[n] for n in beside]
    spare = max(0.0, WIDTH - sum(widths))
    widths[widths.index(max(widths))] += spare
    yield _table(lines.fields, words, beside, below, widths)
    left = [f.label for n, f in enumerate(lines.fields) if n not in shown]
    if left:
        yield Spacer(1, 4)
        yield parts.paragraph(f"Left empty in all: {', '.join(left)}", styles.EMPTY)


def _need(field: Field, words: Sequence[str]) -> float:
    """The room in which no word of the head or of a cell is broken, and most cells take one line."""
    size = styles.SMALL
    head = max(fonts.width(w, styles.CELL_HEAD.fontSize, fonts.BOLD) for w in field.label.split())
    longest = max(fonts.width(w, size) for cell in words for w in (cell.split() or [""]))
    whole = max(fonts.width(on_one_line(cell), size) for cell in words)
    return max(head, min(whole, WIDEST), min(longest, WIDEST)) + PADDING


def _fitting(fields: Sequence[Field], needs: dict[int, float]) -> list[int]:
    """The columns that stand beside each other: short ones first, in their order, as many as fit."""
    if sum(needs.values()) <= WIDTH:
        return list(needs)
    found: list[int] = []
    room = WIDTH
    short = [n for n in needs if fields[n].type is not FieldType.LONG_TEXT and needs[n] < WIDEST]
    for n in short if len(short) >= SEVERAL else needs:
        if needs[n] <= room:
            found.append(n)
            room -= needs[n]
    return sorted(found) or [next(iter(needs))]


def _table(
    fields: Sequence[Field],
    words: Sequence[Sequence[str]],
    beside: Sequence[int],
    below: Sequence[int],
    widths: Sequence[float],
) -> Flowable:
    rows: list[list[str | Flowable]] = []
    style: list[tuple[object, ...]] = []
    for line in words:
        rows.append([line[n] for n in beside])
        more = [f"{fields[n].label}: {line[n]}" for n in below if line[n]]
        if more:
            place = len(rows) + 1  # behind the head
            rows.append([_below(more), *[""] * (len(beside) - 1)])
            style += [("SPAN", (0, place), (-1, place)), ("TOPPADDING", (0, place), (-1, place), 0)]
            style.append(("LINEBELOW", (0, place - 1), (-1, place - 1), 0.4, HexColor(colours.PAPER)))
    made = parts.table([fields[n].label for n in beside], rows, widths)
    made.setStyle(TableStyle(style))
    return made


def _below(more: Sequence[str]) -> Flowable:
    if len(more) == 1 or all(len(m) < WIDEST for m in more):
        return parts.paragraph("  ·  ".join(on_one_line(m) for m in more), styles.NOTE)
    return Paragraph("<br/>".join(markup(m) for m in more), styles.NOTE)
