from __future__ import annotations

import pytest

from qms_desktop.statistics.intervals import Interval
from qms_desktop.statistics.satisfaction import changed, csat, index, mean, nps, rank_correlation, student


def test_the_vectors_of_the_specification() -> None:
    found = nps([10] * 14 + [8] * 9 + [0] * 7, population=60)
    assert (round(found.low), round(found.value), round(found.high)) == (3, 23, 44)
    scores = [4] * 22 + [3] * 8
    assert [round(v, 1) for v in (csat(scores).value, csat(scores).low, csat(scores).high)] == [73.3, 55.6, 85.8]
    finite = csat(scores, population=60)
    assert (round(finite.low, 1), round(finite.high, 1)) == (60.9, 82.9)


def test_a_mean_has_the_interval_of_student() -> None:
    assert student(9) == pytest.approx(2.262157, abs=1e-4)
    assert student(29) == pytest.approx(2.045230, abs=1e-5)
    found = mean([5, 6, 7, 5, 6, 7, 5, 6, 7, 6], bounds=(1, 7))
    assert found.value == 6
    assert found.low == pytest.approx(5.4159, abs=1e-3)
    assert mean([7] * 9 + [1], bounds=(1, 7)).high == 7
    assert mean([5, 6, 7], population=3) == Interval(6, 6, 6)
    with pytest.raises(ValueError, match="two values"):
        mean([5])


def test_the_index_weighs() -> None:
    assert index([(3, 80), (1, 40), (0, 0)]) == 70
    assert index([]) is None


def test_a_change_is_one_only_beyond_both_intervals() -> None:
    assert not changed(Interval(23, 3, 44), Interval(40, 44, 60))
    assert changed(Interval(23, 3, 43), Interval(50, 44, 60))


def test_ranks_correlate_with_ties() -> None:
    assert rank_correlation([1, 2, 3, 4], [10, 20, 30, 40]) == pytest.approx(1)
    assert rank_correlation([1, 2, 2, 3], [3, 2, 2, 1]) == pytest.approx(-1)
    assert rank_correlation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]) == pytest.approx(0.820783, abs=1e-6)
    assert rank_correlation([5, 5, 5], [1, 2, 3]) is None
