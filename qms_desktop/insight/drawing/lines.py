"""Courses: lines with their bounds, limits, target and signals."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import nan

from matplotlib.axes import Axes

from qms_desktop.insight.chart import Chart, Point, Series
from qms_desktop.insight.drawing.paper import Paper

_DASHES, _SECOND = (0, (4, 3)), (0, (5, 2))
_SPOT = 14
"""The least size of a point for the mouse, in usual dots."""
_TRIES = 12
_BETWEEN = 8


def room(paper: Paper, chart: Chart) -> float:
    """The width of the words behind the last points."""
    said = [chart.value(point) for series in chart.series if (point := _last(series)) is not None]
    return max((paper.wide(words) for words in said), default=0.0) + 4 * paper.dot


def draw(paper: Paper, axes: Axes, chart: Chart) -> None:
    """Draw the lines into the field."""
    _limits(paper, axes, chart)
    for number, series in enumerate(chart.series):
        _line(paper, axes, series, number)
    _name_ends(paper, axes, chart)
    if chart.target is not None:
        axes.axhline(chart.target.value, color=paper.ink["text3"], linewidth=1.1, linestyle=_SECOND)
        _aside(paper, axes, chart, chart.target.value, chart.target.words)


def _last(series: Series) -> Point | None:
    return next((point for point in reversed(series.points) if point.value is not None), None)


def _limits(paper: Paper, axes: Axes, chart: Chart) -> None:
    for limits, words in ((chart.upper, "upper limit"), (chart.lower, "lower limit")):
        known = [limit for limit in limits if limit is not None]
        if not known or (words == "lower limit" and not any(known)):
            continue  # a limit of zero is the axis itself
        course = [nan if limit is None else limit for limit in limits]
        axes.step(range(len(course)), course, where="mid", color=paper.ink["text3"], linewidth=1, linestyle=_DASHES)
        _aside(paper, axes, chart, max(known), words)
    if chart.centre is not None:
        axes.axhline(chart.centre, color=paper.ink["text3"], linewidth=1)
        _aside(paper, axes, chart, chart.centre, f"mean {chart.centre:,.{chart.places}f}")


def _line(paper: Paper, axes: Axes, series: Series, number: int) -> None:
    colour = paper.colour(series.tone, number)
    for place, point in enumerate(series.points):
        if point.low is not None and point.high is not None:
            axes.vlines(place, point.low, point.high, color=colour, alpha=0.35, linewidth=3)
    drawn = [(place, point.value) for place, point in enumerate(series.points) if point.value is not None]
    axes.plot(
        [x for x, _y in drawn], [y for _x, y in drawn], color=colour, linewidth=1.6, marker="o",
        markersize=3.6, linestyle=_SECOND if number else "-",
    )  # fmt: skip
    marked = [(x, y) for x, y in drawn if series.points[x].signal]
    axes.plot(
        [x for x, _y in marked], [y for _x, y in marked], color=paper.ink["red"], marker="D", markersize=6,
        linestyle="none",
    )  # fmt: skip
    for x, y in drawn:
        paper.spot(axes, number, x, (x, y, x, y), least=_SPOT)


def _name_ends(paper: Paper, axes: Axes, chart: Chart) -> None:
    """The value of the last point of each line, unless another stands there already."""
    taken: list[float] = []
    for series in chart.series:
        place = max((i for i, point in enumerate(series.points) if point.value is not None), default=None)
        if place is None:
            continue
        point = series.points[place]
        height = float(axes.transData.transform((place, point.value or 0.0))[1])
        if all(abs(height - other) >= paper.line for other in taken):
            paper.words(
                axes, place, point.value or 0.0, chart.value(point), font=paper.bold, va="center_baseline",
                shift=(8, 0), bbox=_behind(paper), zorder=4,
            )  # fmt: skip
            taken.append(height)


def _course(series: Series) -> Iterator[tuple[float, float]]:
    """Where a line and its bounds pass: its points, and places between them close enough for a word."""
    for place, point in enumerate(series.points):
        yield from ((place, bound) for bound in (point.low, point.high) if bound is not None)
    drawn = [(place, point.value) for place, point in enumerate(series.points) if point.value is not None]
    for (left, start), (right, end) in pairwise([*drawn, *drawn[-1:]]):
        for step in range(_BETWEEN):
            share = step / _BETWEEN
            yield left + share * (right - left), start + share * (end - start)


def _aside(paper: Paper, axes: Axes, chart: Chart, value: float, words: str) -> None:
    """Words above a level line, where the courses leave most room for them."""
    field = paper.box(axes)
    wide = (paper.wide(words) + 8 * paper.dot) / field.width
    courses = [axes.transData.transform(point) for series in chart.series for point in _course(series)]
    middle = float(axes.transData.transform((0, value))[1]) + paper.line * 0.6

    def free(start: float) -> float:
        left, right = field.x0 + start * field.width, field.x0 + (start + wide) * field.width
        near = [abs(float(y) - middle) for x, y in courses if left - _SPOT <= x <= right + _SPOT]
        return min(near, default=float("inf"))

    starts = [(1 - wide) * n / _TRIES for n in range(_TRIES + 1)]
    start = next((s for s in starts if free(s) >= paper.line), max(starts, key=free))
    x = axes.transData.inverted().transform((field.x0 + start * field.width, 0))[0]
    paper.words(axes, float(x), value, words, color=paper.ink["text2"], va="bottom", shift=(4, 2), bbox=_behind(paper))


def _behind(paper: Paper) -> dict[str, object]:
    """The ground under words that a line may cross."""
    return {"facecolor": paper.ink["surface"], "alpha": 0.8, "edgecolor": "none", "pad": 0.5}
