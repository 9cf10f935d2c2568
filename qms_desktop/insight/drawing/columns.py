"""Charts over time: columns side by side or on top of each other, and the frame that lines share."""

from __future__ import annotations

from matplotlib.axes import Axes

from qms_desktop.insight.chart import Chart, Shape
from qms_desktop.insight.drawing import lines, scale
from qms_desktop.insight.drawing.boxes import Box, fill
from qms_desktop.insight.drawing.paper import Entry, Paper

_WIDE = 0.72
"""The part of a step that its columns fill."""
_FEW = 8
"""Up to so many columns each is labelled with its value."""
_ROOM = 8


def draw(paper: Paper, chart: Chart) -> None:
    """Draw the chart on the paper."""
    is_line = chart.shape is Shape.LINE
    few = chart.shape is Shape.COLUMNS and len(chart.series) == 1 and len(chart.labels) <= _FEW
    low, high, ticks = scale.axis(chart)
    words = [scale.named(tick) for tick in ticks]
    left = max(paper.wide(word) for word in words) + _ROOM * paper.dot
    legend = entries(chart)
    top = paper.legend_height(legend) or (paper.line if few or chart.target else paper.line * 0.5)
    below = max(label.short.count("\n") for label in chart.labels) + 1
    right = lines.room(paper, chart) + _ROOM * paper.dot if is_line else 0.0
    axes = paper.axes(left=left, bottom=paper.line * below + 6 * paper.dot, top=top, right=right)
    axes.set_xlim(-0.5, len(chart.labels) - 0.5)
    axes.set_ylim(low, high if high > low else low + 1)
    axes.set_yticks(ticks, words)
    axes.grid(axis="y", color=paper.ink["grid"], linewidth=1 * 72 / 96)
    _steps(paper, axes, chart)
    if is_line:
        lines.draw(paper, axes, chart)
    else:
        _columns(paper, axes, chart, labelled=few)
    paper.dress(axes)
    paper.legend(legend, left)


def entries(chart: Chart) -> list[Entry]:
    """What a legend has to explain: nothing where there is one series without a name."""
    if len(chart.series) == 1 and (not chart.series[0].name or chart.shape is Shape.LINE):
        return []
    return [(series.name, series.tone, number) for number, series in enumerate(chart.series)]


def _steps(paper: Paper, axes: Axes, chart: Chart) -> None:
    """Name as many steps as have room."""
    shorts = [label.short for label in chart.labels]
    slot = paper.box(axes).width / max(1, len(shorts))
    widest = max(paper.wide(short) for short in shorts) + 4 * paper.dot
    every = next((k for k in (1, 2, 3, 4, 6, 12) if k * slot >= widest), len(shorts))
    # a step that begins a year carries it, so thinning starts from one of those
    start = next((i for i, short in enumerate(shorts) if "\n" in short), len(shorts) - 1) % every
    places = list(range(start, len(shorts), every))
    axes.set_xticks(places, [shorts[i] for i in places])


def _columns(paper: Paper, axes: Axes, chart: Chart, *, labelled: bool) -> None:
    side = chart.shape is Shape.COLUMNS
    width = _WIDE / (len(chart.series) if side else 1)
    half = width / 2 * (0.94 if side else 1.0)
    base = [0.0] * len(chart.labels)
    for number, series in enumerate(chart.series):
        boxes: dict[str, list[Box]] = {}
        for place, point in enumerate(series.points):
            value = point.value or 0.0
            middle = place + (number - (len(chart.series) - 1) / 2) * width if side else float(place)
            if value:
                box = (middle - half, base[place], middle + half, base[place] + value)
                boxes.setdefault(point.tone or series.tone, []).append(box)
            spot = (middle - width / 2, base[place], middle + width / 2, base[place] + value)
            paper.spot(axes, number, place, spot)
            if labelled:
                paper.words(axes, middle, value, chart.value(point), ha="center", va="bottom", shift=(0, 2))
            base[place] += 0.0 if side else value
        for tone, found in boxes.items():
            fill(paper, axes, found, tone, number, edge=0 if side else 0.8)
