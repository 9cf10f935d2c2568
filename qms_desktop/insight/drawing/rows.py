"""Lying bars: kinds by name, divided where there are several series, and Pareto."""

from __future__ import annotations

from matplotlib.axes import Axes

from qms_desktop.insight.chart import Chart, Shape
from qms_desktop.insight.drawing.boxes import Box, fill
from qms_desktop.insight.drawing.columns import entries
from qms_desktop.insight.drawing.paper import Paper

_THICK = 0.66
_MOST = 38
"""The most dots a row takes."""
_NAMES = 0.42
"""The part of the width that names may take."""
_GAP = 8


def draw(paper: Paper, chart: Chart) -> None:
    """Draw the chart on the paper."""
    room = paper.width * _NAMES
    names = [paper.elided(label.short, room) for label in chart.labels]
    left = max((paper.wide(name) for name in names), default=0.0) + _GAP * paper.dot
    ends = [_end(chart, place) for place in range(len(chart.labels))]
    right = max((paper.wide(end) for end in ends), default=0.0) + _GAP * paper.dot
    legend = entries(chart) if chart.shape is Shape.ROWS else []
    top = paper.legend_height(legend) or 2 * paper.dot
    height = paper.height - top - 6 * paper.dot
    used = min(height, len(names) * _MOST * paper.dot)
    axes = paper.axes(left=left, bottom=2 * paper.dot + (height - used), top=top, right=right)
    axes.spines["bottom"].set_visible(False)
    totals = [sum(s.points[i].value or 0 for s in chart.series) for i in range(len(names))]
    axes.set_xlim(0, chart.axis[1] if chart.axis else max([*totals, 1.0]))
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names)
    axes.set_xticks([])
    axes.plot([0, 0], [-0.5, len(names) - 0.5], color=paper.ink["border"], linewidth=1, clip_on=False)
    _bars(paper, axes, chart)
    for place, (total, end) in enumerate(zip(totals, ends, strict=True)):
        paper.words(axes, total, place, end, va="center_baseline", shift=(6, 0))
    paper.dress(axes)
    for label in axes.get_yticklabels():
        label.set_color(paper.ink["text"])
    paper.legend(legend, left)


def _end(chart: Chart, place: int) -> str:
    """What stands behind a bar: its value, of a divided one the sum."""
    if len(chart.series) == 1:
        return chart.value(chart.series[0].points[place])
    return f"{sum(s.points[place].value or 0 for s in chart.series):,.{chart.places}f}"


def _bars(paper: Paper, axes: Axes, chart: Chart) -> None:
    begun = [0.0] * len(chart.labels)
    half = _THICK / 2
    for number, series in enumerate(chart.series):
        boxes: dict[str, list[Box]] = {}
        for place, point in enumerate(series.points):
            value = point.value or 0.0
            box = (begun[place], place + half, begun[place] + value, place - half)
            if value:
                boxes.setdefault(point.tone or series.tone, []).append(box)
            paper.spot(axes, number, place, box)
            begun[place] += value
        for tone, found in boxes.items():
            fill(paper, axes, found, tone, number, edge=0.8, plain=chart.shape is Shape.PARETO)
