"""Dates from cells: real ones, serial numbers, texts in every order seen; the order is decided once for a column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

from qms_desktop.exchange.table import ErrorCell, NoValue, Value
from qms_desktop.exchange.words import folded, is_blank_word

Order: TypeAlias = Literal["dmy", "mdy", "ymd"]

EARLIEST_SERIAL, LATEST_SERIAL = 18_264, 109_574
"""1950-01-01 and 2199-12-30 as Excel counts days; other bare numbers are no dates."""

_CENTURY_TURN = 69
_MONTHS_IN_YEAR = 12
_TIME = (
    r"(?:(?:[T,]?\s*|\s+(?:um|at|à)\s+)\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*"
    r"(?:[ap]\.?m\.?|Uhr)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_DAY_NAME = r"(?:[^\W\d_]{2,12}\.?,?\s+)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})\s*([-/.年])\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})日?\.?{_TIME}", re.IGNORECASE)
_YEAR_LAST = re.compile(
    rf"{_DAY_NAME}(\d{{1,2}})\s*([-/. ])\s*(\d{{1,2}})\s*[-/. ]\s*(\d{{4}}|\d{{2}})\.?{_TIME}", re.IGNORECASE
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_NAMED = re.compile(
    rf"{_DAY_NAME}(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s\-/.]*(?:de\s+|of\s+)?([^\W\d_]{{3,12}})"
    r"\.?,?[\s\-/.]*(?:de\s+|del\s+)?"
    rf"(\d{{4}}|'?\d{{2}})(?:\s*г\.?)?{_TIME}",
    re.IGNORECASE,
)
_NAMED_FIRST = re.compile(
    rf"{_DAY_NAME}([^\W\d_]{{3,12}})\.?[\s\-]*(\d{{1,2}})(?:st|nd|rd|th)?,?[\s\-]+(\d{{4}}|'\d{{2}}){_TIME}",
    re.IGNORECASE,
)
_PERIODS = (
    (
        re.compile(r"(?:q|t|кв\.?\s?)[1-4][\s/.-]*(?:\d{4}|\d{2})|\d{4}[\s/.-]*[qt][1-4]|[1-4]\.?\s?(?:quartal|кв).*",
            re.IGNORECASE,
        ),
        "a quarter",
    ),
    (
        re.compile(r"(?:kw|cw|wk|week|s|sem)\.?\s?\d{1,2}([\s/.-]*\d{2,4})?|\d{4}[\s-]*[wk]w?\d{1,2}", re.IGNORECASE),
        "a week",
    ),
    (re.compile(r"\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{4}|[^\W\d_]{3,12}\.?[\s-]+\d{4}"), "a month"),
    (re.compile(r"(?:19|20)\d{2}"), "a year"),
)  # fmt: skip
_MONTHS = {
    1: "january januar jänner jan janvier janv enero ene janeiro gennaio gen января январь янв",
    2: "february februar feb février févr fevrier febrero fevereiro fev febbraio февраля февраль фев",
    3: "march märz mär maerz mar mrz mars marzo março marco марта март мар",
    4: "april apr avril avr abril abr aprile апреля апрель апр",
    5: "may mai mayo maio mag maggio мая май",
    6: "june juni jun juin junio junho giugno giu июня июнь июн",
    7: "july juli jul juillet juil julio julho luglio lug июля июль июл",
    8: "august aug août aout agosto ago авг августа август",
    9: "september sep sept septembre septiembre setembro set settembre сентября сентябрь сен сент",
    10: "october oktober oct okt octobre octubre outubro out ottobre ott октября октябрь окт",
    11: "november nov novembre noviembre novembro ноября ноябрь ноя нояб",
    12: "december dezember dec dez décembre déc decembre diciembre dic dezembro dicembre декабря декабрь дек",
}
_MONTH_OF = {word: month for month, words in _MONTHS.items() for word in words.split()}
_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class AmbiguousDate(ValueError):
    """A text that is one day read day-first and another read month-first; `day_first` and `month_first` are both."""

    def __init__(self, text: str, day_first: date, month_first: date) -> None:
        super().__init__(
            f"‘{text}’ can be {_said(day_first)} or {_said(month_first)}. Say for the whole column whether the day "
            "or the month comes first."
        )
        self.day_first, self.month_first = day_first, month_first


def to_date(value: Value, order: Order | None = None) -> date | None:
    """The day in a cell, `None` for an empty cell or a word for nothing (N/A, TBD ...).

    Args:
        value: a cell; a number counts days as Excel does.
        order: what the column's texts mean where day and month cannot be told apart; ISO dates need none.

    Raises:
        AmbiguousDate: the text has two readings and no order is given.
        ValueError: no date, an impossible one, or only a month, quarter, week or year.
    """
    if value is None or isinstance(value, ErrorCell | NoValue):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    if not isinstance(value, str):
        raise ValueError(f"‘{value}’ is not a date. Write a day such as 2025-03-31.")  # noqa: TRY004  as promised
    text = " ".join(value.split())
    return None if is_blank_word(text) else _from_text(text, order)


def _from_number(value: float) -> date:
    """A day as Excel counts it, or eight digits such as 20250331."""
    if EARLIEST_SERIAL <= value <= LATEST_SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(value))
    digits = f"{value:.0f}"
    if value == int(value) and (found := _COMPACT.fullmatch(digits)):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    raise ValueError(f"The number {value:g} is not a date. Write a day such as 2025-03-31.")


def _from_text(text: str, order: Order | None) -> date:
    """A day written as text."""
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(text):
        return _ordered(
            text, int(found[1]), int(found[3]), _year(found[4]), "dmy" if found[2] == "." and not order else order
        )
    if (found := _NAMED.fullmatch(text)) and (month := _MONTH_OF.get(folded(found[2]))):
        return _day(_year(found[3]), month, int(found[1]))
    if (found := _NAMED_FIRST.fullmatch(text)) and (month := _MONTH_OF.get(folded(found[1]))):
        return _day(_year(found[3]), month, int(found[2]))
    if text.isdecimal() and not re.fullmatch(r"(?:19|20)\d{2}", text):
        return _from_number(int(text))
    for pattern, name in _PERIODS:
        if pattern.fullmatch(text):
            raise ValueError(f"‘{text}’ is {name}, not a day. Write a day such as 2025-03-31.")
    raise ValueError(f"‘{text}’ is not a date. Write a day such as 2025-03-31, or leave the cell empty.")


def _ordered(text: str, first: int, second: int, year: int, order: Order | None) -> date:
    """A day of two small numbers and a year."""
    if order == "mdy" or (order is None and second > _MONTHS_IN_YEAR >= first):
        return _day(year, first, second)
    if order == "dmy" or first == second or first > _MONTHS_IN_YEAR:
        return _day(year, second, first)
    raise AmbiguousDate(text, _day(year, second, first), _day(year, first, second))


def _year(text: str) -> int:
    """The year; two digits up to 68 are of this century."""
    number = int(text.lstrip("'"))
    if len(text.lstrip("'")) > 2:  # noqa: PLR2004  a whole year
        return number
    return number + (2000 if number < _CENTURY_TURN else 1900)


def _day(year: int, month: int, day: int) -> date:
    """The day, or the sentence that it does not exist."""
    if not 1 <= month <= _MONTHS_IN_YEAR:
        raise ValueError(
            f"There is no month {month} (day {day}, year {year}). Check whether the day or the month comes first."
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{day} {_NAMES[month - 1]} {year} does not exist. Correct the day or the month.") from None


def _said(day: date) -> str:
    """A day in words."""
    return f"{day.day} {_NAMES[day.month - 1]} {day.year}"


def column_date_order(values: Iterable[Value]) -> Order | None:
    """What order the texts of a column are written in; `None` where they do not tell, or contradict each other.

    "ymd" also means that no text of the column needs an order. One text with a number above 12 decides for all.
    """
    needs, day_first, month_first = False, False, False
    for value in values:
        found = _YEAR_LAST.fullmatch(" ".join(value.split())) if isinstance(value, str) else None
        if not found:
            continue
        first, second = int(found[1]), int(found[3])
        day_first |= found[2] == "." or first > _MONTHS_IN_YEAR
        month_first |= second > _MONTHS_IN_YEAR and found[2] != "."
        needs |= first != second
    if day_first and month_first:
        return None
    if day_first or month_first:
        return "dmy" if day_first else "mdy"
    return None if needs else "ymd"
