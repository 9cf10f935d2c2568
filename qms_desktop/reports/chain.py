"""The chain of a record on paper: as a list, and as a graph from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, Spacer

from qms_desktop.flows.trace import Node, Trace, leading
from qms_desktop.flows.tracing import trace
from qms_desktop.records.register import Register
from qms_desktop.reports import colours, fonts, parts, styles
from qms_desktop.reports.bidi import drawn, is_turned
from qms_desktop.reports.pages import Progress, Sheet, write
from qms_desktop.reports.parts import Chip
from qms_desktop.reports.stamp import stamp
from qms_desktop.reports.texts import markup, on_one_line
from qms_desktop.workspace.reader import Reader

WIDTH = styles.LANDSCAPE[0] - 2 * styles.SIDE
PAGE = styles.LANDSCAPE[1] - styles.TOP - styles.BOTTOM
INDENT = 14.0
BOX, HEIGHT, ACROSS, DOWN = 132.0, 52.0, 34.0, 12.0
PAD, TITLE_LINES = 7.0, 2
SMALLEST = 0.55
"""Below this scale nobody can read a box any more."""
STEP = 4.0


def print_chain(
    reader: Reader, key: UUID | str, path: Path, *, progress: Progress | None = None, compressed: bool = True
) -> int:
    """Write the chain of a record, by key or number; returns the number of pages.

    Raises:
        RuleBroken: there is no such record. Unavailable: the file cannot be written. Stopped: cancelled.
    """
    with reader.read() as look:
        record = look.get(key)
        sheet = Sheet(stamp(look), record.number, record.title, size=styles.LANDSCAPE)
        found = trace(look, record.id)
    return write(path, sheet, _alone(sheet, found, reader.registers), progress, compressed=compressed)


def _alone(sheet: Sheet, chain: Trace, registers: Mapping[str, Register]) -> Iterator[Flowable]:
    """The chain as a document of its own."""
    yield parts.paragraph(sheet.stamp.organisation, styles.SUBTITLE)
    yield Spacer(1, 4)
    yield parts.titled(sheet.number, sheet.title)
    yield from story(chain, registers)


def story(chain: Trace, registers: Mapping[str, Register]) -> Iterator[Flowable]:
    """The chain as an appendix."""
    yield from parts.heading("Chain: what led to this record, and what followed")
    if chain.alone:
        yield parts.paragraph("This record is tied to no other.", styles.EMPTY)
        return
    heads = ("Record", "How it belongs", "Since", "Closed", "State")
    lines = (
        [_name(chain, n), _relation(chain, n), str(n.since or ""), str(n.closed_on or ""), _chip(n, registers)]
        for n in chain.nodes
    )
    yield parts.table(heads, lines, (WIDTH - 400, 160, 65, 65, 110))
    if chain.left_out:
        words = f"{chain.left_out:,} more records belong to this chain; the nearest {len(chain.nodes)} are shown."
        yield parts.paragraph(words, styles.NOTE)
    graph = Graph(chain, registers)
    yield Spacer(1, 14)
    yield CondPageBreak(min(graph.wrap(WIDTH, 0)[1], PAGE))
    yield graph


def _name(trace: Trace, node: Node) -> Flowable:
    style = styles.CELL.clone("chain", leftIndent=INDENT * node.depth)
    if is_turned(node.ref.title):
        return parts.paragraph(f"{node.ref.number}  {node.ref.title}", style)
    words = f"{markup(node.ref.number)}  {markup(node.ref.title)}"
    if node.ref.id == trace.here:
        words = f'<font name="{fonts.BOLD}">{words}</font>  (this record)'
    return Paragraph(words, style)


def _relation(trace: Trace, node: Node) -> str:
    numbers = {n.ref.id: n.ref.number for n in trace.nodes}
    return "\n".join(f"{t.back} {numbers[t.first]}" for t in leading(trace.ties, node))


def _chip(node: Node, registers: Mapping[str, Register]) -> Chip:
    state = registers[node.ref.kind].workflow.states(node.state)
    return Chip(state.label, state.tone)


class Graph(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Boxes in columns, each behind what led to it. `top` and `bottom` are the band of the drawing that is shown."""

    def __init__(
        self, trace: Trace, registers: Mapping[str, Register], band: tuple[float, float] | None = None
    ) -> None:
        super().__init__()
        self.trace, self.registers = trace, registers
        self.scale = min(1.0, WIDTH / (trace.columns * (BOX + ACROSS) - ACROSS))
        self.top, self.bottom = band or (0.0, trace.rows * (HEIGHT + DOWN) - DOWN)

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """The band at its scale; a chain too long for a page is told in a sentence instead."""
        self.width, self.height = WIDTH, (self.bottom - self.top) * self.scale
        if self.scale < SMALLEST:
            self.height = styles.NOTE.leading
        return self.width, self.height

    def split(self, _room: float, height: float) -> list[Flowable]:
        """As many whole boxes as fit, and the rest on the next page."""
        if self.scale < SMALLEST:
            return []
        limit = self.top + height / self.scale
        tops = [self._place(n)[1] for n in self.trace.nodes]
        cut = limit
        while cut > self.top and any(top < cut < top + HEIGHT for top in tops):
            cut -= STEP
        if cut <= self.top or not any(self.top <= top < cut for top in tops):
            return []
        bands = (self.top, cut), (cut, self.bottom)
        return [Graph(self.trace, self.registers, band) for band in bands]

    def draw(self) -> None:
        """Lines first, boxes over them; what lies outside the band is clipped."""
        canvas = self.canv
        if self.scale < SMALLEST:
            canvas.setFont(fonts.REGULAR, styles.SMALL)
            canvas.drawString(0, 0, "The chain is too long to be drawn on a page; the list above holds all of it.")
            return
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(0, 0, self.width, self.height)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.scale(self.scale, self.scale)
        self._draw_ties()
        for node in self.trace.nodes:
            self._draw_box(node)
        canvas.restoreState()

    def _place(self, node: Node) -> tuple[float, float]:
        """The left and the top of a box, from the top of the drawing."""
        return node.column * (BOX + ACROSS), node.row * (HEIGHT + DOWN)

    def _from_below(self, y: float) -> float:
        return self.bottom - y

    def _draw_ties(self) -> None:
        canvas = self.canv
        places = {n.ref.id: self._place(n) for n in self.trace.nodes}
        canvas.setLineWidth(1)
        for tie in self.trace.ties:
            (x1, y1), (x2, y2) = places[tie.first], places[tie.then]
            start, end = (x1 + BOX, self._from_below(y1 + HEIGHT / 2)), (x2, self._from_below(y2 + HEIGHT / 2))
            canvas.setStrokeColor(HexColor(colours.TEXT3))
            canvas.setDash([3, 2] if tie.beside else [])
            middle = (start[0] + end[0]) / 2
            canvas.bezier(*start, middle, start[1], middle, end[1], *end)
        canvas.setDash([])

    def _draw_box(self, node: Node) -> None:
        canvas, (x, top) = self.canv, self._place(node)
        y = self._from_below(top + HEIGHT)
        here = node.ref.id == self.trace.here
        state = self.registers[node.ref.kind].workflow.states(node.state)
        pair = colours.TONES[state.tone]
        canvas.setFillColor(HexColor(colours.PAPER))
        canvas.setStrokeColor(HexColor(colours.ACCENT if here else colours.BORDER))
        canvas.setLineWidth(1.6 if here else 0.8)
        canvas.roundRect(x, y, BOX, HEIGHT, 5, stroke=1, fill=1)
        room = BOX - 2 * PAD
        label = fonts.elided(on_one_line(state.label), room - fonts.width(node.ref.number, 7) - 16, 6.5)
        width = fonts.width(label, 6.5) + 8
        canvas.setFillColor(HexColor(pair.tint))
        canvas.roundRect(x + BOX - PAD - width, y + HEIGHT - 16, width, 10.5, 5, stroke=0, fill=1)
        _put(self, label, (x + BOX - PAD - width + 4, y + HEIGHT - 13), 6.5, pair.text)
        _put(self, node.ref.number, (x + PAD, y + HEIGHT - 13.5), 7, colours.TEXT2)
        for n, line in enumerate(fonts.folded(on_one_line(node.ref.title), room, 7.5, TITLE_LINES)):
            _put(self, line, (x + PAD, y + HEIGHT - 26 - n * 9.5), 7.5, colours.TEXT)
        if node.relation:
            _put(self, fonts.elided(node.relation.lower(), room, 6), (x + PAD, y + 5), 6, colours.TEXT3)


def _put(graph: Graph, words: str, place: tuple[float, float], size: float, colour: str) -> None:
    graph.canv.setFont(fonts.REGULAR, size)
    graph.canv.setFillColor(HexColor(colour))
    graph.canv.drawString(*place, drawn(words))
