"""The value axis: where it begins and ends, and which values are named."""

from __future__ import annotations

from math import ceil

from matplotlib.ticker import MaxNLocator

from qms_desktop.insight.chart import Chart, Shape

_NEAR_ZERO = 0.4
"""A line whose lowest value is below this part of its highest begins at zero."""
_INTERVALS = 4
_ROOM = 0.06
"""What a line leaves free above itself."""


def axis(chart: Chart) -> tuple[float, float, list[float]]:
    """The ends of the axis and its ticks, three to five. Columns and counts begin at zero, lines need not."""
    low, high = chart.axis or _ends(chart)
    if low == 0 and not chart.places and chart.axis is None:
        step = _step(high)
        top = max(2, ceil(high / step)) * step
        end = high if chart.shape is Shape.LINE and high > 2 * step else float(top)
        return 0.0, end, [float(t) for t in range(0, top + 1, step) if t <= end]
    locator = MaxNLocator(nbins=_INTERVALS, steps=[1, 2, 2.5, 5, 10], min_n_ticks=3)
    ticks = [float(tick) for tick in locator.tick_values(low, high)]
    if chart.shape is not Shape.LINE and chart.axis is None:
        high = next((tick for tick in ticks if tick >= high), high)
    slack = (high - low) * 1e-9
    return low, high, [tick for tick in ticks if low - slack <= tick <= high + slack]


def named(value: float) -> str:
    """A tick in words."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.3g}"


def _step(high: float) -> int:
    """The least whole step of which a few reach the top."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if high <= factor * size * _INTERVALS:
                return factor * size
        size *= 10


def _ends(chart: Chart) -> tuple[float, float]:
    if chart.shape is Shape.STACKED:
        sums = [sum(s.points[i].value or 0 for s in chart.series) for i in range(len(chart.labels))]
        return 0.0, max([*sums, 1.0])
    points = [point for _series, _place, point in chart.points()]
    given = [v for point in points for v in (point.value, point.low, point.high)]
    given += [*chart.upper, *chart.lower, chart.target.value if chart.target else None]
    values = [value for value in given if value is not None]
    low, high = min(values, default=0.0), max(values, default=1.0)
    if chart.shape is not Shape.LINE:
        return 0.0, high or 1.0
    if 0 <= low <= _NEAR_ZERO * high:
        return 0.0, (high or 1.0) * (1 + _ROOM)
    space = (high - low) * 0.15 or abs(high) * 0.1 or 1.0
    return low - space, high + space
