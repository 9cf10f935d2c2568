"""Attainment and trend against the vectors of spec/calculations.md and values that can be worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from qms_desktop.statistics.attainment import Band, Track, Way, attained, kept, track_of_band, track_of_way
from qms_desktop.statistics.trend import student, trend

DAY = date(2026, 7, 1)
WAY = Way(5.0, 2.0, date(2026, 1, 1), date(2026, 12, 31))


def test_the_vector_of_the_specification() -> None:
    assert attained(5.0, 2.0, 3.1) == pytest.approx(0.6333, abs=5e-5)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "wanted"),
    [
        (5.0, 2.0, 5.0, 0.0),
        (5.0, 2.0, 6.0, 0.0),
        (5.0, 2.0, 2.0, 1.0),
        (5.0, 2.0, 0.0, 1.0),
        (80.0, 95.0, 86.0, 0.4),
        (80.0, 95.0, 70.0, 0.0),
        (80.0, 95.0, 99.0, 1.0),
        (-2.0, 2.0, 0.0, 0.5),
    ],
)
def test_attainment_stays_between_nothing_and_all(baseline: float, target: float, actual: float, wanted: float) -> None:
    assert attained(baseline, target, actual) == pytest.approx(wanted)


def test_what_equals_its_baseline_is_kept_and_never_divided_by_zero() -> None:
    with pytest.raises(ValueError, match="kept"):
        attained(95.0, 95.0, 96.0)
    assert kept(Band(95.0, None), [96.0, 95.0, 94.9, 97.0]) == 0.75
    assert kept(Band(None, 3.0), [3.0, 3.1]) == 0.5
    assert kept(Band(18.0, 22.0), [18.0, 22.0, 17.9, 22.1, 20.0]) == 0.6
    assert kept(Band(95.0, None), []) is None


def test_the_planned_line_goes_straight_from_the_baseline_to_the_target() -> None:
    assert WAY.planned(date(2025, 6, 1)) == WAY.planned(date(2026, 1, 1)) == 5.0
    assert WAY.planned(date(2026, 7, 2)) == pytest.approx(3.5)
    assert WAY.planned(date(2026, 12, 31)) == WAY.planned(date(2028, 1, 1)) == 2.0
    assert Way(5.0, 2.0, DAY, DAY).planned(DAY) == 2.0


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (3.5, Track.ON_TRACK),
        (2.0, Track.ON_TRACK),
        (3.51, Track.AT_RISK),
        (3.8, Track.AT_RISK),  # a tenth of the span (0.3) behind the line
        (3.81, Track.OFF_TRACK),
        (5.0, Track.OFF_TRACK),
    ],
)
def test_the_margin_is_a_tenth_of_the_span(value: float, wanted: Track) -> None:
    assert track_of_way(WAY, [(date(2026, 7, 2), value)]) is wanted
    mirrored = Way(2.0, 5.0, WAY.begin, WAY.due)
    assert track_of_way(mirrored, [(date(2026, 7, 2), 7.0 - value)]) is wanted


def test_only_the_last_measurement_is_judged_and_none_says_nothing() -> None:
    assert track_of_way(WAY, [(date(2026, 3, 31), 9.0), (date(2026, 7, 2), 3.0)]) is Track.ON_TRACK
    assert track_of_way(WAY, []) is track_of_band(Band(1.0, None), []) is Track.TOO_FEW


@pytest.mark.parametrize(
    ("band", "values", "wanted"),
    [
        (Band(95.0, None), [90.0, 95.0], Track.ON_TRACK),
        (Band(95.0, None), [96.0, 94.0], Track.AT_RISK),
        (Band(95.0, None), [94.0, 94.5], Track.OFF_TRACK),
        (Band(95.0, None), [94.5], Track.OFF_TRACK),
        (Band(None, 3.0), [3.0, 3.2], Track.AT_RISK),
        (Band(18.0, 22.0), [25.0, 22.4], Track.AT_RISK),
        (Band(18.0, 22.0), [20.0, 22.5], Track.OFF_TRACK),
        (Band(18.0, 22.0), [17.5], Track.OFF_TRACK),
    ],
)
def test_what_is_kept_is_at_risk_when_it_is_near_or_has_just_left(
    band: Band, values: list[float], wanted: Track
) -> None:
    assert track_of_band(band, [(DAY, value) for value in values]) is wanted


@pytest.mark.parametrize(
    ("freedom", "wanted"), [(1, 12.7062), (2, 4.30265), (3, 3.18245), (4, 2.77645), (10, 2.22814), (30, 2.04227)]
)
def test_the_quantiles_of_student_are_those_of_the_tables(freedom: int, wanted: float) -> None:
    assert student(freedom) == pytest.approx(wanted, rel=1e-5)
    assert student(freedom, 0.5) < student(freedom)


def test_five_points_are_too_few_for_a_trend() -> None:
    assert trend([(float(x), float(x)) for x in range(5)]) is None


def test_a_straight_line_is_found_and_has_no_spread() -> None:
    found = trend([(float(x), 10.0 - 0.5 * x) for x in range(6)])
    assert found is not None
    assert (found.slope, found.offset) == (-0.5, 10.0)
    ahead = found.at(10.0)
    assert (ahead.value, ahead.low, ahead.high) == (5.0, 5.0, 5.0)


def test_an_outlier_does_not_bend_the_line_but_widens_the_interval() -> None:
    straight = [(float(x), 2.0 * x) for x in range(9)]
    bent = [*straight[:4], (4.0, 60.0), *straight[5:]]
    found, wide = trend(straight), trend(bent)
    assert found is not None
    assert wide is not None
    assert wide.slope == pytest.approx(2.0)
    assert wide.at(10.0).value == pytest.approx(found.at(10.0).value)
    assert wide.at(10.0).high - wide.at(10.0).low > 50


def test_the_interval_is_that_of_a_new_value_worked_out_by_hand() -> None:
    # slopes have the median 1, the residuals are +1 and -1 in turn around y = x: s = sqrt(6/4), Sxx = 17.5
    points = [(float(x), x + (1.0 if x % 2 else -1.0)) for x in range(6)]
    found = trend(points)
    assert found is not None
    assert found.slope == pytest.approx(1.0, abs=0.25)
    spread = (sum((y - found.offset - found.slope * x) ** 2 for x, y in points) / 4) ** 0.5
    half = 2.776445 * spread * (1 + 1 / 6 + (8.0 - 2.5) ** 2 / 17.5) ** 0.5
    assert found.at(8.0).high - found.at(8.0).value == pytest.approx(half, rel=1e-5)
