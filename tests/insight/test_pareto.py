"""A Pareto that somebody made in a spreadsheet comes out the same here: counts, sums and per cent."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from qms_desktop.exchange import importing
from qms_desktop.exchange.check import Plan, Verdict
from qms_desktop.insight.chart import Chart
from qms_desktop.insight.dashboard import ask
from qms_desktop.insight.dashboards import DASHBOARDS
from qms_desktop.insight.period import Length
from qms_desktop.statistics.pareto import pareto
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace

HEADER_ROW = 7
MINE = Plan(given={"Composant": "category", "Criticité": "cost"})


@pytest.fixture
def told(real: Path) -> tuple[Path, list[tuple[str, float, float, float]]]:
    """The file, and what it says itself: name, weight, running sum and its share."""
    (path,) = real.glob("Q143__*")
    rows = (
        load_workbook(path, data_only=True)
        .worksheets[0]
        .iter_rows(min_row=HEADER_ROW + 1, min_col=3, max_col=6, values_only=True)
    )
    return path, [(str(n), float(str(w)), float(str(s)), float(str(p))) for n, w, s, p in rows if n]


def drawn(workspace: Workspace, view: str) -> Chart:
    name = "nonconformity_pareto"
    with workspace.read() as look:
        found = ask(look, DASHBOARDS["continuous_improvement"], Length.YEAR, {name}, {name: view})[name]
    assert isinstance(found, Chart)
    return found


def test_the_sums_of_a_real_pareto(told: tuple[Path, list[tuple[str, float, float, float]]]) -> None:
    _path, rows = told
    found = pareto({name: weight for name, weight, _sum, _share in rows})
    assert found.order == tuple(row[0] for row in rows)
    assert found.frequency == tuple(row[1] for row in rows)
    assert found.cumulative == tuple(row[2] for row in rows)
    assert found.cumulative_percent == pytest.approx([100 * row[3] for row in rows])
    assert (len(rows), found.vital) == (8, 5)


def test_a_real_pareto_is_drawn_again_from_its_rows(
    workspace: Workspace, told: tuple[Path, list[tuple[str, float, float, float]]]
) -> None:
    path, rows = told
    register = workspace.register("nonconformity")
    source = importing.read(path, register)
    with workspace.read() as look:
        checked = importing.check(look, register, source, MINE)
    assert (checked.header_row, checked.count(Verdict.NEW), len(checked.rows)) == (HEADER_ROW, 8, 8)
    with workspace.change(importing.label(checked)) as work:
        importing.apply(work, checked)
    assert "8 without a day left out" in drawn(workspace, "By category").source
    made = workspace.page(Listing("nonconformity"), ["title"])
    with workspace.change("Say when") as work:
        for row in made:
            work.amend(row.id, {"occurred_on": work.today}, {"occurred_on": None})
    chart = drawn(workspace, "Cost by category")
    # what weighs the same stands by name here, in the order of the file there
    by_name = sorted(rows, key=lambda row: (-row[1], row[0].casefold()))
    assert [label.short for label in chart.labels] == [row[0] for row in by_name]
    (series,) = chart.series
    assert [point.value for point in series.points] == [row[1] for row in rows]
    assert [point.said for point in series.points] == [
        f"{w:.0f} ({100 * share:.0f} % together)" for _, w, _, share in rows
    ]
    assert chart.note == "8 cases: too few to rank."
