"""A field of counts: how many lie in which row and column."""

from __future__ import annotations

from matplotlib.patches import FancyBboxPatch

from qms_desktop.insight.chart import Chart
from qms_desktop.insight.drawing.paper import Paper

_GAP = 8
_NAMES = 0.3
_INSET = 0.04


def draw(paper: Paper, chart: Chart) -> None:
    """Draw the chart on the paper: the first series stands at the top."""
    room = paper.width * _NAMES
    rows = [paper.elided(series.name, room) for series in chart.series]
    left = max((paper.wide(row) for row in rows), default=0.0) + _GAP * paper.dot
    lines = max(label.short.count("\n") for label in chart.labels) + 1
    titled = paper.line if chart.columns else 0.0
    axes = paper.axes(
        left=left, bottom=paper.line * lines + titled + 6 * paper.dot, top=paper.line if chart.rows else 0
    )
    axes.spines["bottom"].set_visible(False)
    across, down = len(chart.labels), len(chart.series)
    axes.set_xlim(0, across)
    axes.set_ylim(down, 0)
    slot = paper.box(axes).width / max(1, across)
    axes.set_xticks(
        [i + 0.5 for i in range(across)], [paper.elided(label.short, slot - 2 * paper.dot) for label in chart.labels]
    )
    axes.set_yticks([i + 0.5 for i in range(down)], rows)
    for number, place, point in chart.points():
        tone = point.tone or "grey"
        shade = FancyBboxPatch(
            (place + _INSET, number + _INSET), 1 - 2 * _INSET, 1 - 2 * _INSET, boxstyle="square,pad=0",
            facecolor=paper.ink[f"{tone}_tint"], edgecolor="none", linewidth=0,
        )  # fmt: skip
        axes.add_patch(shade)
        if point.value:
            paper.words(axes, place + 0.5, number + 0.5, chart.value(point), color=paper.ink[tone], font=paper.bold,
                        ha="center", va="center_baseline")  # fmt: skip
        paper.spot(axes, number, place, (place, number + 1, place + 1, number))
    paper.dress(axes)
    if chart.rows:
        paper.words(axes, 0, 0, chart.rows, color=paper.ink["text2"], ha="left", va="bottom", shift=(0, 3))
    if chart.columns:
        axes.set_xlabel(chart.columns, fontproperties=paper.font, color=paper.ink["text2"], labelpad=2)
