from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms_desktop.principles.dates import after_working_days, working_days_between

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("start", "count", "wanted"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, date(2026, 11, 23)),
        (FRIDAY, 5, date(2026, 11, 27)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # received on a Saturday, one working day later is Monday
        (date(2026, 11, 22), 2, date(2026, 11, 24)),
        (date(2026, 11, 23), 20, date(2026, 12, 21)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),  # public holidays are not known
        (date(2028, 2, 28), 2, date(2028, 3, 1)),
    ],
)
def test_working_days_after(start: date, count: int, wanted: date) -> None:
    assert after_working_days(start, count) == wanted


@given(DAYS, st.integers(1, 300))
def test_it_ends_on_a_working_day_and_counts_back(start: date, count: int) -> None:
    end = after_working_days(start, count)
    assert end.weekday() < 5
    assert working_days_between(start, end) == count


def test_no_days_lie_between_a_day_and_an_earlier_one() -> None:
    assert working_days_between(FRIDAY, FRIDAY) == 0
    assert working_days_between(FRIDAY, FRIDAY - timedelta(days=9)) == 0
