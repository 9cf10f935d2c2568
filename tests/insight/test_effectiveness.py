"""The effectiveness rate counts cycles by the day of their check, the ones that were begun again among them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from qms_desktop.flows.transitions import RULES
from qms_desktop.insight.chart import Chart, Tile
from qms_desktop.insight.continuous_improvement import DASHBOARD
from qms_desktop.insight.dashboard import ask
from qms_desktop.insight.period import Length
from qms_desktop.principles import REGISTERS
from qms_desktop.principles.continuous_improvement.corrective import FormerCycle
from qms_desktop.records.types import uuid7
from qms_desktop.workspace.workspace import Workspace


@pytest.fixture
def judged(tmp_path: Path) -> Iterator[Workspace]:
    """Eight effective ones, three cycles without full effect, one that lies before the period."""
    with Workspace.create(tmp_path / "x.qms", REGISTERS, RULES, organisation="N", owner="Ana") as made:
        with made.change("Tell") as work:
            today, monday = work.today, work.today - timedelta(days=work.today.weekday() + 28)
            for n in range(9):
                check = today - timedelta(days=10 if n < 8 else 3 * 366)
                values: dict[str, object] = {"title": f"CA {n}", "check_on": check, "result": "effective"}
                raised = monday - timedelta(days=7 * n) if n < 8 else date(2020, 1, 6)
                closed = monday if n < 8 else date(2020, 2, 3)
                record = work.add("corrective_action", values | {"occurred_on": raised}, taken_over_from="capa.csv",
                                  state="closed", closed_on=closed)  # fmt: skip
                work.session.flush()
                if n < 3:
                    result = "partly" if n else "not_effective"
                    line = FormerCycle(id=uuid7(), record=record.id, position=1, cycle=1, check_on=check, result=result)
                    work.session.add(line)
        yield made


def test_the_rate_and_its_chart(judged: Workspace) -> None:
    with judged.read() as look:
        found = ask(look, DASHBOARD, Length.YEAR)
    tile, chart = found["effectiveness"], found["effects"]
    assert isinstance(tile, Tile)
    assert isinstance(chart, Chart)
    assert (tile.figure, tile.n) == ("73 %", 8)
    assert "n = 11" in tile.meaning
    assert {one.name: sum(point.n for point in one.points) for one in chart.series} == {
        "Effective": 8, "Partly effective": 2, "Not effective": 1,
    }  # fmt: skip


def test_the_days_to_close_are_working_days(judged: Workspace) -> None:
    with judged.read() as look:
        found = ask(look, DASHBOARD, Length.YEAR, {"effects"}, {"effects": "Days to close"})["effects"]
    assert isinstance(found, Chart)
    # the weeks between are 0 to 7, five working days each
    assert found.note == "8 cases closed: too few to say."
    values = [point.value for one in found.series for point in one.points if point.value is not None]
    assert values[0] == 17.5
    assert values[1] == pytest.approx(31.5)
