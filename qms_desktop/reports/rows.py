"""A table of one-line texts over many pages, drawn row by row: thousands of rows in seconds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from qms_desktop.reports import colours, fonts
from qms_desktop.reports.bidi import drawn

SIZE, LEADING, PAD, ABOVE = 7.5, 9.5, 5.0, 4.0
LINES = 3
"""A cell is cut after so many lines; the record itself has all of it."""
HEAD = LEADING + 2 * ABOVE
DOT, CHIP_PAD = 1.8, 5.0
LEAST, USUAL = 34.0, 0.97
"""A column of free text is as wide as nearly all of its words; one of states and days as wide as the longest."""


class Cell(NamedTuple):
    """The words of a cell; a tone gives them a dot, `chip` a tint as well."""

    words: str
    tone: str = ""
    chip: bool = False


class Column(NamedTuple):
    """The head of a column; numbers stand at the right."""

    label: str
    right: bool = False


@dataclass(frozen=True)
class Rows:
    """The content of a table with the measures that follow from it."""

    columns: Sequence[Column]
    cells: Sequence[Sequence[Cell]]
    width: float
    widths: list[float] = field(init=False)
    lines: list[list[list[str]]] = field(init=False)
    ends: list[float] = field(init=False)
    """How far down each row ends."""

    def __post_init__(self) -> None:
        """Measure."""
        put = object.__setattr__
        put(self, "widths", _widths(self.columns, self.cells, self.width))
        put(self, "lines", [self._folded(row) for row in self.cells])
        heights = (max(map(len, row), default=1) * LEADING + 2 * ABOVE for row in self.lines)
        put(self, "ends", list(accumulate(heights)))

    def _folded(self, row: Sequence[Cell]) -> list[list[str]]:
        return [
            fonts.folded(cell.words, width - 2 * PAD - _sign(cell), SIZE, LINES)
            for cell, width in zip(row, self.widths, strict=True)
        ]


def _sign(cell: Cell) -> float:
    """The room that dot and tint take."""
    return (3 * DOT if cell.tone else 0.0) + (2 * CHIP_PAD if cell.chip else 0.0)


def _widths(columns: Sequence[Column], cells: Sequence[Sequence[Cell]], width: float) -> list[float]:
    """What each column needs for nearly all of its words; the widest give way until all fit."""
    needs = []
    for n, column in enumerate(columns):
        wanted = sorted(fonts.width(row[n].words, SIZE) + _sign(row[n]) for row in cells)
        most = max(wanted, default=0.0)
        usual = wanted[int(len(wanted) * USUAL)] if wanted and not any(row[n].tone for row in cells) else most
        needs.append(max(LEAST, fonts.width(column.label, SIZE, fonts.BOLD) + 1, usual) + 2 * PAD)
    spare = width - sum(needs)
    if spare >= 0:
        widest = needs.index(max(needs))
        needs[widest] += spare
        return needs
    low, high = LEAST, max(needs)
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (middle, high) if sum(min(n, middle) for n in needs) <= width else (low, middle)
    fitted = [min(n, low) for n in needs]
    return [n * width / sum(fitted) for n in fitted]


class RowTable(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A stretch of rows under its head; it is cut between rows, and each page's part has the head again."""

    def __init__(self, rows: Rows, told: Callable[[int], None] | None = None, start: int = 0, end: int = -1) -> None:
        super().__init__()
        self.rows, self.told, self.start = rows, told, start
        self.end = len(rows.cells) if end < 0 else end

    @property
    def _above(self) -> float:
        return self.rows.ends[self.start - 1] if self.start else 0.0

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """The head and its rows."""
        self.width = self.rows.width
        self.height = HEAD + (self.rows.ends[self.end - 1] - self._above if self.end > self.start else 0.0)
        return self.width, self.height

    def split(self, _room: float, height: float) -> list[Flowable]:
        """As many rows as fit, and the rest."""
        cut = bisect_right(self.rows.ends, self._above + height - HEAD, self.start, self.end)
        if cut <= self.start:
            return []
        return [RowTable(self.rows, self.told, self.start, cut), RowTable(self.rows, self.told, cut, self.end)]

    def draw(self) -> None:
        """The head, then each row over a thin line."""
        canvas, y = self.canv, self.height - HEAD
        canvas.setFillColor(HexColor(colours.PANEL))
        canvas.rect(0, y, self.width, HEAD, stroke=0, fill=1)
        x = 0.0
        for column, width in zip(self.rows.columns, self.rows.widths, strict=True):
            label = fonts.elided(column.label, width - 2 * PAD, SIZE, fonts.BOLD)
            self._put([label], (x, y + HEAD), width, right=column.right, font=fonts.BOLD, colour=colours.TEXT2)
            x += width
        canvas.setLineWidth(0.4)
        for row in range(self.start, self.end):
            top = self.height - HEAD - (self.rows.ends[row - 1] if row else 0.0) + self._above
            bottom = self.height - HEAD - self.rows.ends[row] + self._above
            self._draw_row(row, top)
            canvas.setStrokeColor(HexColor(colours.GRID))
            canvas.line(0, bottom, self.width, bottom)
        if self.told is not None:
            self.told(self.end)

    def _draw_row(self, row: int, top: float) -> None:
        x = 0.0
        parts = zip(self.rows.columns, self.rows.cells[row], self.rows.lines[row], self.rows.widths, strict=True)
        for column, cell, lines, width in parts:
            if cell.tone:
                self._draw_sign(cell, lines, (x + PAD, top - ABOVE - LEADING))
            colour = colours.TONES[cell.tone].text if cell.tone else colours.TEXT
            shift = _sign(cell) - (CHIP_PAD if cell.chip else 0.0)
            self._put(lines, (x + shift, top), width - shift, right=column.right, colour=colour)
            x += width

    def _draw_sign(self, cell: Cell, lines: Sequence[str], place: tuple[float, float]) -> None:
        canvas, (x, y), pair = self.canv, place, colours.TONES[cell.tone]
        middle = y + LEADING / 2 + 0.4
        if cell.chip:
            width = max(fonts.width(line, SIZE) for line in lines) + _sign(cell)
            low = middle + LEADING / 2 + 1 - len(lines) * LEADING - 2
            canvas.setFillColor(HexColor(pair.tint))
            canvas.roundRect(x, low, width, len(lines) * LEADING + 2, (LEADING + 2) / 2, stroke=0, fill=1)
        canvas.setFillColor(HexColor(pair.text))
        canvas.circle(x + DOT + (CHIP_PAD if cell.chip else 0.0), middle, DOT, stroke=0, fill=1)

    def _put(
        self,
        lines: Sequence[str],
        place: tuple[float, float],
        width: float,
        *,
        right: bool,
        colour: str,
        font: str = fonts.REGULAR,
    ) -> None:
        canvas, (x, top) = self.canv, place
        canvas.setFont(font, SIZE)
        canvas.setFillColor(HexColor(colour))
        for n, line in enumerate(lines):
            y = top - ABOVE - (n + 1) * LEADING + 2.5
            if right:
                canvas.drawRightString(x + width - PAD, y, drawn(line))
            else:
                canvas.drawString(x + PAD, y, drawn(line))
