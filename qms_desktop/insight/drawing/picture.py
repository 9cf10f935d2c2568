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
mpl.rcParams.update({"hatch.linewidth": 0.8, "svg.fonttype": "none", "axes.unicode_minus": True})


def _drawn(chart: Chart, ink: Ink, width: int, height: int) -> Paper:
    paper = Paper(ink, width, height)
    if chart.labels:
        _DRAWN[chart.shape](paper, chart)
    return paper


def draw(chart: Chart, ink: Ink, width: int, height: int) -> Picture:
    """The chart in so many dots."""
    paper = _drawn(chart, ink, max(1, width), max(1, height))
    return Picture(paper.pixels(), paper.width, paper.height, tuple(paper.spots))


def printed(chart: Chart, ink: Ink, width: int, height: int, kind: str) -> bytes:
    """The chart with its title and its source as the bytes of a `png` or `svg` file."""
    paper = Paper(ink, width, height)
    head, foot = 2.2 * paper.line, 2.6 * paper.line
    inner = _drawn(chart, ink, width, round(height - head - foot))
    figure = inner.figure
    figure.set_size_inches(width / ink.dpi, height / ink.dpi)
    for axes in figure.axes:
        box = axes.get_position()
        inside = height - head - foot
        axes.set_position((box.x0, (box.y0 * inside + foot) / height, box.width, box.height * inside / height))
    for legend in figure.legends:
        legend.set_bbox_to_anchor((legend.get_bbox_to_anchor().x0 / inner.width, 1 - head / height), figure.transFigure)
    edge = 6 * paper.dot / width
    big = paper.bold.copy()
    big.set_size(ink.size * 1.3)
    figure.text(edge, 1 - 0.3 * paper.line / height, chart.title, fontproperties=big, color=ink["text"], va="top")
    for place, words in enumerate((chart.note, chart.source)):
        y = (foot - (0.5 + 1.1 * place) * paper.line) / height
        figure.text(edge, y, words, fontproperties=paper.font, color=ink["text2" if place == 0 else "text3"], va="top")
    stream = BytesIO()
    metadata = {"Date": None} if kind == "svg" else {"Software": None}
    figure.savefig(stream, format=kind, metadata=metadata, facecolor=ink["surface"])
    return stream.getvalue()
