"""A chart as an image in memory, or as a file."""

from __future__ import annotations

from io import BytesIO

import matplotlib as mpl

from qms_desktop.insight.chart import Chart, Shape
from qms_desktop.insight.drawing import columns, grid, rows
from qms_desktop.insight.drawing.paper import Paper
from qms_desktop.insight.ink import Ink, Picture

_DRAWN = {
    Shape.COLUMNS: columns.draw,
    Shape.STACKED: columns.draw,
    Shape.LINE: columns.draw,
    Shape.ROWS: rows.draw,
    Shape.PARETO: rows.draw,
    Shape.GRID: grid.draw,
}
_HEAD, _FOOT, _TITLE = 2.2, 2.7, 1.3
"""Lines of words above and below a printed chart, and the size of its title by the size of the type."""
mpl.rcParams.update({"hatch.linewidth": 0.8, "svg.fonttype": "none", "axes.unicode_minus": True})


def draw(chart: Chart, ink: Ink, width: int, height: int) -> Picture:
    """The chart in so many dots."""
    paper = Paper(ink, max(1, width), max(1, height))
    if chart.labels:
        _DRAWN[chart.shape](paper, chart)
    return Picture(paper.pixels(), paper.width, paper.height, tuple(paper.spots))


def printed(chart: Chart, ink: Ink, width: int, height: int, kind: str) -> bytes:
    """The chart with its title and its source as the bytes of a `png` or `svg` file."""
    line = Paper(ink, 1, 1).line
    head, foot = _HEAD * line, _FOOT * line
    paper = Paper(ink, width, round(height - head - foot), head, foot)
    if chart.labels:
        _DRAWN[chart.shape](paper, chart)
    edge = 6 * paper.dot / width
    big = paper.bold.copy()
    big.set_size(ink.size * _TITLE)
    paper.figure.text(edge, 1 - 0.3 * line / paper.whole, chart.title, fontproperties=big, color=ink["text"], va="top")
    words = [(chart.note, "text2"), (chart.source, "text3")]
    for place, (said, colour) in enumerate([(said, colour) for said, colour in words if said]):
        y = (foot - (0.5 + 1.1 * place) * line) / paper.whole
        paper.figure.text(edge, y, said, fontproperties=paper.font, color=ink[colour], va="top")
    stream = BytesIO()
    metadata = {"Date": None} if kind == "svg" else {"Software": None}
    paper.figure.savefig(stream, format=kind, metadata=metadata, facecolor=ink["surface"])
    return stream.getvalue()
