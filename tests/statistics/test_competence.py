from __future__ import annotations

from datetime import date

import pytest

from qms_desktop.statistics.competence import Standing, bus_factor, coverage, gap, gap_index, standing

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("required", "actual", "missing"), [(3, 3, 0), (2, 1, 1), (4, 2, 2), (1, 2, 0), (3, None, 3), (None, 2, 0)]
)
def test_the_gap_is_what_is_missing(required: int | None, actual: int | None, missing: int) -> None:
    assert gap(required, actual) == missing


def test_the_gap_index_of_the_vector() -> None:
    found = gap_index([3, 2, 4, 1], [3, 1, 2, 2], [2, 1, 2, 1])
    assert found is not None
    assert round(found, 4) == 0.2941


def test_the_gap_index_runs_from_all_there_to_nothing() -> None:
    assert gap_index([3, 2], [4, 2], [1, 1]) == 0
    assert gap_index([3, 2], [None, None], [1, 2]) == 1
    assert gap_index([0, 0], [1, 2], [1, 1]) is None
    assert gap_index([], [], []) is None


def test_coverage_counts_those_who_are_asked() -> None:
    assert coverage([(3, 3), (3, 2), (2, None), (0, None), (1, 4)]) == 0.5
    assert coverage([(0, 3)]) is None


def test_the_bus_factor_counts_who_needs_no_help() -> None:
    assert bus_factor([4, 3, 2, None, 0]) == 2
    assert bus_factor([]) == 0


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (None, Standing.VALID),
        (date(2027, 1, 20), Standing.VALID),
        (date(2027, 1, 19), Standing.EXPIRING),
        (TODAY, Standing.EXPIRING),
        (date(2026, 11, 19), Standing.EXPIRED),
    ],
)
def test_an_assessment_is_called_expiring_sixty_days_before_its_end(until: date | None, expected: Standing) -> None:
    assert standing(until, TODAY) is expected
