"""Columns over time, side by side or on top of each other, and lines."""

from __future__ import annotations

from math import nan

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from qms_desktop.insight.chart import Chart, Shape
from qms_desktop.insight.drawing.paper import Paper, hatching

_WIDE = 0.72
"""The part of a step that its columns fill."""
_FEW = 8
"""Up to so many columns each is labelled with its value."""
_ROOM = 8
_DASHES = (0, (4, 3))
_NEAR_ZERO = 0.4
"""A line whose lowest value is below this part of its highest begins at zero."""


def draw(paper: Paper, chart: Chart) -> None:
    """Draw the chart on the paper."""
    low, high = _ends(chart)
    locator = MaxNLocator(nbins=4, integer=not chart.places, steps=[1, 2, 2.5, 5, 10], min_n_ticks=3)
    ticks = [float(t) for t in locator.tick_values(low, high)]
    if chart.axis is None:
        high = max(high, next((t for t in ticks if t >= high), high)) if chart.shape is not Shape.LINE else high
    ticks = [t for t in ticks if low - 1e-9 <= t <= high + 1e-9]
    words = [_tick(t) for t in ticks]
    left = max(paper.wide(word) for word in words) + _ROOM * paper.dot
    lines = max(label.short.count("\n") for label in chart.labels) + 1
    legend = len(chart.series) > 1
    few = chart.shape is Shape.COLUMNS and len(chart.series) == 1 and len(chart.labels) <= _FEW
    top = paper.line * 1.5 if legend else paper.line if few or chart.target else paper.line * 0.5
    right = 0.0
    if chart.shape is Shape.LINE:
        right = max((paper.wide(chart.value(s.points[-1])) for s in chart.series), default=0.0) + _ROOM * paper.dot
    axes = paper.axes(left=left, bottom=paper.line * lines + 6 * paper.dot, top=top, right=right)
    axes.set_xlim(-0.5, len(chart.labels) - 0.5)
    axes.set_ylim(low, high if high > low else low + 1)
    axes.set_yticks(ticks, words)
    axes.grid(axis="y", color=paper.ink["grid"], linewidth=1 * 72 / 96)
    _steps(paper, axes, chart)
    if chart.shape is Shape.LINE:
        _lines(paper, axes, chart)
    else:
        _columns(paper, axes, chart, labelled=few)
    if chart.target is not None:
        _target(paper, axes, chart.target.value, chart.target.words)
    paper.dress(axes)
    if legend:
        paper.legend([(s.name, s.tone, n) for n, s in enumerate(chart.series)], left)


def _ends(chart: Chart) -> tuple[float, float]:
    """The ends of the value axis: columns and counts begin at zero, lines need not."""
    if chart.axis is not None:
        return chart.axis
    if chart.shape is Shape.STACKED:
        sums = [sum(s.points[i].value or 0 for s in chart.series) for i in range(len(chart.labels))]
        return 0.0, max([*sums, 1.0])
    values = [p.value for _s, _i, p in chart.points() if p.value is not None]
    values += [p.high for _s, _i, p in chart.points() if p.high is not None]
    values += [p.low for _s, _i, p in chart.points() if p.low is not None]
    values += [v for v in (*chart.upper, *chart.lower) if v is not None]
    values += [chart.target.value] if chart.target else []
    high = max([*values, 1.0] if not chart.places else values or [1.0])
    low = min(values, default=0.0)
    if chart.shape is not Shape.LINE or 0 <= low < _NEAR_ZERO * high:
        return 0.0, high * 1.06 if chart.shape is Shape.LINE else high
    space = (high - low) * 0.15 or abs(high) * 0.1 or 1.0
    return low - space, high + space


def _tick(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.3g}"


def _steps(paper: Paper, axes: Axes, chart: Chart) -> None:
    """Name as many steps as have room; the last is always among them where they are thinned."""
    shorts = [label.short for label in chart.labels]
    slot = paper.box(axes).width / max(1, len(shorts))
    widest = max(paper.wide(short) for short in shorts) + 4 * paper.dot
    every = next((k for k in (1, 2, 3, 4, 6, 12) if k * slot >= widest), len(shorts))
    if every == 1 and slot < widest:
        shorts = [paper.elided(short, slot) for short in shorts]
    # a step that begins a year carries it, so thinning starts from one of those
    start = next((i for i, short in enumerate(shorts) if "\n" in short), len(shorts) - 1) % every
    places = list(range(start, len(shorts), every))
    axes.set_xticks(places, [shorts[i] for i in places])


def _columns(paper: Paper, axes: Axes, chart: Chart, *, labelled: bool) -> None:
    side = chart.shape is Shape.COLUMNS
    width = _WIDE / (len(chart.series) if side else 1)
    base = [0.0] * len(chart.labels)
    for number, series in enumerate(chart.series):
        for place, point in enumerate(series.points):
            value = point.value or 0.0
            middle = place + (number - (len(chart.series) - 1) / 2) * width if side else float(place)
            tone = point.tone or series.tone
            colour, strength = paper.colour(tone, number)
            if value:
                axes.bar(
                    middle, value, width * (0.94 if side else 1.0), bottom=base[place], color=colour, alpha=strength,
                    hatch=hatching(tone), edgecolor=paper.ink["surface"], linewidth=0 if side else 0.8,
                )  # fmt: skip
            half = width / 2
            paper.spot(axes, number, place, (middle - half, base[place], middle + half, base[place] + value))
            if labelled:
                paper.words(axes, middle, value, chart.value(point), ha="center", va="bottom", shift=(0, 2))
            base[place] += 0.0 if side else value


def _lines(paper: Paper, axes: Axes, chart: Chart) -> None:
    if chart.upper:
        for limits in (chart.upper, chart.lower):
            course = [nan if limit is None else limit for limit in limits]
            axes.step(
                range(len(course)), course, where="mid", color=paper.ink["text3"], linewidth=0.9, linestyle=_DASHES
            )
    if chart.centre is not None:
        axes.axhline(chart.centre, color=paper.ink["text3"], linewidth=0.9)
    for number, series in enumerate(chart.series):
        colour, strength = paper.colour(series.tone, number)
        drawn = [(i, p.value) for i, p in enumerate(series.points) if p.value is not None]
        xs, ys = [x for x, _y in drawn], [y for _x, y in drawn]
        bounds = [(i, p.low, p.high) for i, p in enumerate(series.points) if p.low is not None and p.high is not None]
        if bounds:
            axes.vlines(
                [b[0] for b in bounds],
                [b[1] for b in bounds],
                [b[2] for b in bounds],
                color=colour,
                alpha=0.35,
                linewidth=3,
            )
        axes.plot(xs, ys, color=colour, alpha=strength, linewidth=1.6, marker="o", markersize=3.6,
                  linestyle="-" if number == 0 else (0, (5, 2)))  # fmt: skip
        marked = [(x, y) for x, y in drawn if series.points[x].signal]
        if marked:
            axes.plot([x for x, _y in marked], [y for _x, y in marked], color=paper.ink["red"], marker="D",
                      markersize=6, linestyle="none")  # fmt: skip
        for x, y in drawn:
            paper.spot(axes, number, x, (x, y, x, y), least=14)
        if drawn:
            x, y = drawn[-1]
            paper.words(axes, x, y, chart.value(series.points[x]), font=paper.bold, va="center", shift=(7, 0))


def _target(paper: Paper, axes: Axes, value: float, words: str) -> None:
    axes.axhline(value, color=paper.ink["text3"], linewidth=1.1, linestyle=(0, (5, 3)))
    paper.words(axes, axes.get_xlim()[0], value, words, color=paper.ink["text2"], va="bottom", shift=(4, 3))
