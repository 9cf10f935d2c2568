"""Task 7: the overview of every tab and of Home over five years, asked and drawn as the window does, without a window.

The floor is the least that the libraries can do for a page of four charts: four counts over the long register by SQLite
alone, and four figures of columns by matplotlib alone.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from qms_desktop.benchmarks.data import MANY, TODAY
from qms_desktop.benchmarks.figures import Figure, median, milliseconds
from qms_desktop.flows.transitions import RULES
from qms_desktop.insight.chart import Chart
from qms_desktop.insight.dashboard import Dashboard, read
from qms_desktop.insight.dashboards import DASHBOARDS
from qms_desktop.insight.drawing.picture import draw
from qms_desktop.insight.ink import Ink
from qms_desktop.insight.period import Length
from qms_desktop.principles import REGISTERS
from qms_desktop.ui.theme.tokens import LIGHT
from qms_desktop.workspace.connection import connect
from qms_desktop.workspace.workspace import Workspace

INK = Ink(LIGHT.table(), "DejaVu Sans")
SIZE = (440, 260)
"""Dots of a chart where three stand beside each other."""
COUNTS = ("occurred_on", "closed_on", "state", "due_on")
STEPS = 20


def overviews(path: Path) -> Iterator[Figure]:
    """Task 7: each page for the first time in a session, and after a change of the register that it costs most."""
    importlib.import_module("matplotlib.figure")  # once a session, by the drawing thread
    floor = median(milliseconds(lambda: _least(path), 3))
    for name, dashboard in DASHBOARDS.items():
        with Workspace.open(path, REGISTERS, RULES, read_only=True) as opened:
            opened.clock.fixed = datetime.combine(TODAY, time(12), UTC)
            every = [question.name for question in dashboard.questions]
            first = milliseconds(lambda o=opened, d=dashboard, n=every: _show(o, d, n), 1)[0]  # type: ignore[misc]
            costs = {kind: _after(opened, dashboard, kind) for kind in _kinds(dashboard)}
        charts = len(dashboard.charts)
        yield Figure("7", f"{name}: {charts} charts, first", first, target=500, floor=floor)
        slowest = max(costs, key=lambda kind: costs[kind])
        yield Figure("7", f"{name}: after a change of {slowest}", costs[slowest], target=150)


def _kinds(dashboard: Dashboard) -> set[str]:
    return {kind for question in dashboard.questions for kind in question.kinds}


def _after(opened: Workspace, dashboard: Dashboard, kind: str) -> float:
    """What is asked again after a change of a kind, all of its charts drawn anew as if each had changed."""
    return median(milliseconds(lambda: _show(opened, dashboard, dashboard.touched({kind})), 3))


def _show(opened: Workspace, dashboard: Dashboard, names: Collection[str]) -> None:
    """One question after the other, each in a read of its own, as the board asks them."""
    for name in names:
        answer = read(opened, dashboard, Length.FIVE, {name})[name]
        if isinstance(answer, Chart) and not answer.empty:
            draw(answer, INK, *SIZE)


def _least(path: Path) -> None:
    raw = connect(path, mode="ro")
    figure, agg = (importlib.import_module(f"matplotlib.{m}") for m in ("figure", "backends.backend_agg"))
    for column in COUNTS:
        sql = f"SELECT {column}, count(*) FROM record WHERE kind = ? AND voided = 0 GROUP BY {column}"
        counts = [number for _value, number in raw.execute(sql, (MANY,))]
        drawing = figure.Figure(figsize=(SIZE[0] / INK.dpi, SIZE[1] / INK.dpi), dpi=INK.dpi)
        canvas = agg.FigureCanvasAgg(drawing)
        drawing.add_subplot().bar(range(len(counts[:STEPS])), counts[:STEPS])
        canvas.draw()
    raw.close()
