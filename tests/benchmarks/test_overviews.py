"""The measured file and what is measured in it; no time is judged here."""

from __future__ import annotations

from pathlib import Path

import pytest

from qms_desktop.benchmarks import overviews
from qms_desktop.benchmarks.data import MANY, OTHERS, TENTH, make
from qms_desktop.flows.transitions import RULES
from qms_desktop.insight.chart import Chart
from qms_desktop.insight.dashboard import read
from qms_desktop.insight.dashboards import DASHBOARDS
from qms_desktop.insight.period import Length
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace

RECORDS = 100


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("measured") / "measured.qms"
    make(path, RECORDS)
    return path


def test_every_long_register_is_filled_and_its_charts_have_something_to_draw(measured: Path) -> None:
    with Workspace.open(measured, REGISTERS, RULES, read_only=True) as opened:
        assert opened.count(Listing(MANY)) == RECORDS
        assert {kind: opened.count(Listing(kind)) for kind in OTHERS} == dict.fromkeys(OTHERS, RECORDS // TENTH)
        for page in ("customer_focus", "continuous_improvement"):
            charts = [
                answer for answer in read(opened, DASHBOARDS[page], Length.FIVE).values() if isinstance(answer, Chart)
            ]
            drawn = [chart for chart in charts if not chart.empty]
            assert len(drawn) > len(charts) / 2, page


def test_a_page_is_measured_twice_against_a_floor(measured: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overviews, "DASHBOARDS", {"relationship_management": DASHBOARDS["relationship_management"]})
    first, again = overviews.overviews(measured)
    assert first.what.startswith("relationship_management: 4 charts")
    assert again.what.startswith("relationship_management: after a change of")
    assert first.floor
    assert (first.target, again.target) == (500, 150)
    assert min(first.value, again.value) > 0
