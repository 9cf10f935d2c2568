from __future__ import annotations

import re
from datetime import date

import pytest

from qms_desktop.ui.widgets.day_text import NotADay, read_day, show_day
from qms_desktop.ui.widgets.due import due_text

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (date(2026, 11, 10), "12 d overdue", "red"),
        (date(2026, 11, 21), "1 d overdue", "red"),
        (date(2026, 11, 22), "today", "amber"),
        (date(2026, 11, 23), "in 1 d", None),
        (date(2026, 12, 6), "in 14 d", None),
        (date(2026, 12, 7), "7 Dec", None),
        (date(2026, 12, 31), "31 Dec", None),
        (date(2027, 1, 3), "3 Jan 2027", None),
        (None, "", None),
    ],
)
def test_due_dates_are_relative_while_near(due: date | None, words: str, tone: str | None) -> None:
    assert due_text(due, TODAY, open=True) == (words, tone)
    assert due_text(due, TODAY, open=False) == ("", None)


@pytest.mark.parametrize(
    "text",
    [
        "28 Nov 2026",
        " 28  nov 2026 ",
        "28. November 2026",
        "28 November 26",
        "28 Nov.",
        "2026-11-28",
        "28.11.2026",
        "28.11.26",
        "28.11.",
        "28.11",
    ],
)
def test_usual_ways_to_write_a_day_are_read(text: str) -> None:
    assert read_day(text, TODAY) == date(2026, 11, 28)


def test_today_is_a_day() -> None:
    assert read_day("Today", TODAY) == TODAY


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31 Feb 2027", "31 February does not exist"),
        ("31.02.2027", "31 February does not exist"),
        ("2027-02-29", "29 February 2027 does not exist"),
        ("31 April", "31 April does not exist"),
        ("0 May 2026", "0 May does not exist"),
        ("28.13.2026", "There is no month 13"),
        ("0000-01-01", "There is no year 0"),
        ("28 Foo 2026", "‘28 Foo 2026’ names no month. Write the date like 28 Nov 2026"),
        ("28 Ju 2026", "‘28 Ju 2026’ is not a date. Write it like 28 Nov 2026"),
        ("next week", "‘next week’ is not a date. Write it like 28 Nov 2026"),
        ("12345", "‘12345’ is not a date. Write it like 28 Nov 2026"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text: str, sentence: str) -> None:
    with pytest.raises(NotADay, match=f"^{re.escape(sentence)}$"):
        read_day(text, TODAY)


def test_a_shown_day_can_be_read_again() -> None:
    for month in range(1, 13):
        day = date(2026, month, 9)
        assert read_day(show_day(day), TODAY) == day
