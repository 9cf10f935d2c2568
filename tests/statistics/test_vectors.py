"""The test vectors of spec/calculations.md, and the public reference cases where they lie beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qms_desktop.statistics.attributes import c_chart, np_chart, p_chart, u_chart
from qms_desktop.statistics.intervals import Interval, count, most, net_promoter, rate, share
from qms_desktop.statistics.pareto import pareto
from qms_desktop.statistics.percentiles import median, percentile

PUBLIC = Path(__file__).resolve().parents[3] / "shared" / "stats_public.json"


def cases(kind: str) -> list[dict[str, Any]]:
    if not PUBLIC.is_file():
        pytest.skip("the public reference cases are not beside this checkout")
    found = [case for case in json.loads(PUBLIC.read_text("utf-8"))["cases"] if case["kind"] == kind]
    assert found
    return found


def spread(expected: object, n: int) -> list[float]:
    """A limit that is the same over the chart stands there once."""
    return [float(v) for v in expected] if isinstance(expected, list) else [float(str(expected))] * n


def test_the_net_promoter_score_has_its_interval() -> None:
    found = net_promoter(14, 7, 30)
    assert found.value == pytest.approx(23.3, abs=0.05)
    assert found.high - found.value == pytest.approx(28.8, abs=0.05)
    small = net_promoter(14, 7, 30, population=60)
    assert small.high - small.value == pytest.approx(20.5, abs=0.05)
    assert (round(small.low), round(small.high)) == (3, 44)
    assert net_promoter(30, 0, 30, population=30) == Interval(100, 100, 100)


def test_a_share_has_the_interval_of_wilson() -> None:
    found = share(22, 30)
    assert [round(100 * v, 1) for v in (found.value, found.low, found.high)] == [73.3, 55.6, 85.8]
    small = share(22, 30, population=60)
    assert [round(100 * v, 1) for v in (small.low, small.high)] == [60.9, 82.9]
    assert share(30, 30, population=30) == Interval(1, 1, 1)
    assert share(0, 5).low == 0


def test_parts_per_million_have_exact_bounds() -> None:
    found = rate(18, 12_500 / 1e6)
    assert [round(v) for v in (found.value, found.low, found.high)] == [1440, 853, 2276]
    assert round(most(0, 800 / 1e6)) == 3745
    assert count(0).low == 0
    assert count(0).high == pytest.approx(3.6889, abs=1e-4)
    assert count(2000).low < 2000 < count(2000).high


def test_p_chart_has_limits_of_its_own_for_every_sample() -> None:
    sizes, hits = [100, 80, 120, 100, 90, 110, 100, 95, 105, 100], [4, 2, 6, 3, 4, 5, 12, 3, 4, 5]
    found = p_chart(hits, sizes)
    assert found.centre == pytest.approx(0.048)
    assert [round(found.upper[n], 4) for n in (0, 1, 2)] == [0.1121, 0.1197, 0.1065]
    assert found.signals == (6,)


def test_a_point_on_the_limit_is_no_signal() -> None:
    sizes, hits = [90, 80, 120, 100, 90, 110, 110, 95, 105, 100], [4, 2, 6, 3, 4, 5, 12, 3, 4, 5]
    found = p_chart(hits, sizes)
    assert found.centre == pytest.approx(0.048)
    assert found.upper[6] == pytest.approx(0.10915, abs=1e-5)
    assert found.values[6] == pytest.approx(0.10909, abs=1e-5)
    assert found.signals == ()


def test_the_worst_month_of_a_u_chart_need_not_be_a_signal() -> None:
    deliveries, complaints = [240, 260, 250, 230, 270, 255], [3, 2, 4, 2, 9, 3]
    found = u_chart(complaints, [n / 1000 for n in deliveries])
    assert found.centre == pytest.approx(15.282, abs=1e-3)
    assert found.upper[4] == pytest.approx(37.85, abs=0.01)
    assert found.values[4] == pytest.approx(33.33, abs=0.01)
    assert found.signals == ()


@pytest.mark.parametrize("kind", ["p_chart", "np_chart", "c_chart", "u_chart"])
def test_the_public_cases_of_attribute_charts_come_out(kind: str) -> None:
    for case in cases(kind):
        counts, sizes, wanted = case["input"]["counts"], case["input"].get("sizes", []), case["expected"]
        found = {
            "p_chart": lambda: p_chart(counts, sizes),  # noqa: B023  called at once
            "np_chart": lambda: np_chart(counts, sizes[0]),  # noqa: B023
            "c_chart": lambda: c_chart(counts),  # noqa: B023
            "u_chart": lambda: u_chart(counts, sizes),  # noqa: B023
        }[kind]()
        n = len(counts)
        assert found.centre == pytest.approx(wanted["center"], rel=1e-9), case["id"]
        assert list(found.lower) == pytest.approx(spread(wanted["lcl"], n), rel=1e-9, abs=1e-12), case["id"]
        assert list(found.upper) == pytest.approx(spread(wanted["ucl"], n), rel=1e-9), case["id"]
        assert list(found.values) == pytest.approx(wanted["statistics"], rel=1e-9), case["id"]


def test_the_public_cases_of_pareto_come_out() -> None:
    for case in cases("pareto"):
        found, wanted = pareto(case["input"]["counts"]), case["expected"]
        assert list(found.order) == wanted["order"]
        for name in ("frequency", "cumulative", "percent", "cumulative_percent"):
            assert list(getattr(found, name)) == pytest.approx(wanted[name], rel=1e-9), case["id"]


def test_the_vital_few_make_four_fifths() -> None:
    assert pareto({"a": 78, "b": 41, "c": 34, "d": 12, "e": 9, "f": 5}).vital == 3
    assert pareto({"a": 1}).vital == 1


def test_percentiles_lie_between_the_nearest_values() -> None:
    assert median([5, 1, 3]) == 3
    assert median([1, 2, 3, 4]) == 2.5
    assert percentile([10, 20, 30, 40, 50], 0.9) == pytest.approx(46)
    assert percentile([7], 0.9) == 7


@pytest.mark.parametrize("call", [
    lambda: share(3, 0), lambda: share(4, 3), lambda: net_promoter(3, 3, 5), lambda: count(-1), lambda: rate(1, 0),
    lambda: p_chart([3], [2]), lambda: u_chart([1], [0]), lambda: c_chart([]), lambda: pareto({}),
    lambda: pareto({"a": 0}), lambda: percentile([], 0.5), lambda: percentile([1], 2),
])  # fmt: skip
def test_figures_of_nothing_are_refused(call: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        call()
