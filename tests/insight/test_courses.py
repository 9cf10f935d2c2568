"""The course of an indicator and of an objective: every value, its period, its limits, and what was aimed at."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qms_desktop.insight.courses import course_of
from qms_desktop.insight.drawing.picture import draw
from qms_desktop.insight.ink import Ink
from qms_desktop.ui.theme.tokens import LIGHT
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

INK = Ink(LIGHT.table(), "DejaVu Sans")


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Work, "today", date(2026, 11, 22))


def course(workspace: Workspace, key: Any) -> Any:
    with workspace.read() as look:
        return course_of(look.get(key), look)


def indicator(workspace: Workspace, rows: list[dict[str, object]], **values: object) -> Any:
    with workspace.change("Add") as work:
        made = work.add("indicator", {"title": "On time", "direction": "up", "frequency": "monthly"} | values)
        work.add_lines(made, "indicator_value", rows)
        return made.id


def test_an_indicator_is_drawn_with_target_and_alarm_limits(workspace: Workspace) -> None:
    rows: list[dict[str, object]] = [
        {"period": "2026-09", "numerator": 190, "denominator": 200}, {"period": "2026-10", "value": 88.0},
    ]  # fmt: skip
    key = indicator(workspace, rows, unit="%", target=95.0, alarm_low=90.0, decimals=1)
    chart = course(workspace, key)
    assert chart.title == "On time, %"
    assert [label.full for label in chart.labels] == ["September 2026", "October 2026"]
    first, last = chart.series[0].points
    assert (first.value, first.low < 95.0 < first.high, first.signal) == (95.0, True, False)
    assert (last.value, last.low, last.signal) == (88.0, None, True)
    assert (chart.target.words, chart.lower, chart.upper) == ("target 95 %", (90.0, 90.0), (None, None))
    assert chart.note == "Target met in 1 of 2 periods."
    assert list(chart.table())[1] == ["October 2026", 88.0, 90.0, None]
    assert draw(chart, INK, 480, 300).spots


def test_a_range_is_drawn_as_its_limits(workspace: Workspace) -> None:
    rows: list[dict[str, object]] = [{"period": "Q3 2026", "value": 21.25}]
    key = indicator(workspace, rows, direction="range", frequency="quarterly", target_low=18.0, target_high=22.0)
    chart = course(workspace, key)
    assert (chart.target, chart.lower, chart.upper, chart.places) == (None, (18.0,), (22.0,), 2)
    assert chart.labels[0].full == "Q3 2026"


def test_nothing_measured_has_no_course(workspace: Workspace) -> None:
    assert course(workspace, indicator(workspace, [])) is None
    with workspace.change("Add") as work:
        key = work.add("objective", {"title": "Halve"}).id
        other = work.add("customer", {"title": "Hansen"}).id
    assert course(workspace, key) is None
    assert course(workspace, other) is None


def test_an_objective_is_drawn_beside_its_plan_and_tells_what_was_aimed_at_before(workspace: Workspace) -> None:
    values = {
        "title": "Halve the complaints", "direction": "down", "baseline": 8.0, "baseline_on": date(2025, 12, 31),
        "target": 4.0, "due_on": date(2026, 12, 31), "frequency": "quarterly", "measure": "Complaints",
        "description": "Bins", "evaluation": "Counted",
    }  # fmt: skip
    with workspace.change("Add") as work:
        key = work.add("objective", values).id
        work.move(key, "activate", waive=True)
        work.add_lines(key, "objective_value", [{"period": "Q1 2026", "value": 7}, {"period": "Q2 2026", "value": 5}])
    with workspace.change("Be modest") as work:
        work.amend(key, {"target": 5.0})
    chart = course(workspace, key)
    assert [series.name for series in chart.series] == ["Measured", "Planned"]
    assert [point.value for point in chart.series[0].points] == [7.0, 5.0]
    assert chart.series[1].points[0].value == pytest.approx(8.0 - 3.0 * 90 / 365)
    assert chart.target.value == 5.0
    assert chart.note == "Aimed at before: 4 by 2026-12-31 until 2026-11-22."
    assert draw(chart, INK, 480, 300).spots


def test_what_is_kept_is_drawn_with_its_limit(workspace: Workspace) -> None:
    values = {
        "title": "Keep the complaints low", "direction": "keep_below", "target": 4.0, "due_on": date(2026, 12, 31),
        "frequency": "yearly", "measure": "Complaints", "description": "Bins", "evaluation": "Counted",
    }  # fmt: skip
    with workspace.change("Add") as work:
        key = work.add("objective", values).id
        work.move(key, "activate", waive=True)
        work.add_lines(key, "objective_value", [{"period": "2026", "value": 3}])
    chart = course(workspace, key)
    assert (len(chart.series), chart.target, chart.lower, chart.upper) == (1, None, (None,), (4.0,))
