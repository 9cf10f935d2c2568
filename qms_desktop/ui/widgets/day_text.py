"""Days as text: how they are written in a field, and how typed ones are read."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]?(\d{2}|\d{4})?")
_WORDS = re.compile(r"(\d{1,2})\.?\s+([^\W\d]{3,})\.?(?:\s+(\d{2}|\d{4}))?")
_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_CENTURY, _SHORT_YEAR, _MONTHS = 2000, 100, 12
_LEAP_DAY = (29, 2)


class NotADay(ValueError):
    """What was typed is not a day; `str()` is the sentence for the user."""


def month_names() -> list[str]:
    """The twelve short month names in the user's language."""
    return QCoreApplication.translate("Day", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()


def long_month_names() -> list[str]:
    """The twelve month names in the user's language."""
    names = "January February March April May June July August September October November December"
    return QCoreApplication.translate("Day", names).split()


def show_day(day: date) -> str:
    """A day as it stands in a field: "28 Nov 2026"."""
    return f"{day.day} {month_names()[day.month - 1]} {day.year}"


def read_day(text: str, today: date) -> date:
    """A typed day: "28 Nov 2026", "2026-11-28", "28.11.2026", "28/11", "today"; a missing year is this one.

    Raises:
        NotADay: it cannot be read, or there is no such day. Nothing is guessed.
    """
    words = " ".join(text.split())
    if words.casefold() in {"today", QCoreApplication.translate("Day", "today").casefold()}:
        return today
    if match := _ISO.fullmatch(words):
        return _make(int(match[3]), int(match[2]), int(match[1]))
    if match := _NUMBERS.fullmatch(words):
        day, month = _ordered(int(match[1]), int(match[2]), dotted="." in words)
        return _make(day, month, _year(match[3], today))
    if match := _WORDS.fullmatch(words):
        return _make(int(match[1]), _month(match[2], text), _year(match[3], today))
    raise NotADay(
        QCoreApplication.translate("Day", "‘{0}’ is not a date. Write it like 28 Nov 2026").format(text.strip())
    )


def _ordered(first: int, second: int, *, dotted: bool) -> tuple[int, int]:
    """Day and month of two numbers: the month stands first only where the system writes it so, and never with dots."""
    month_first = QLocale().dateFormat(QLocale.FormatType.ShortFormat).lower().startswith("m")
    return (second, first) if month_first and not dotted else (first, second)


def _year(text: str | None, today: date) -> int:
    if text is None:
        return today.year
    return int(text) if int(text) >= _SHORT_YEAR else _CENTURY + int(text)


def _month(word: str, text: str) -> int:
    """The month a word begins, in the user's language or in English, if it is only one."""
    wanted = word.casefold()
    for names in (month_names(), long_month_names(), _ENGLISH):
        known = [name.casefold() for name in names]
        found = [number for number, name in enumerate(known, 1) if name.startswith(wanted) or wanted.startswith(name)]
        if len(found) == 1:
            return found[0]
    sentence = QCoreApplication.translate("Day", "‘{0}’ names no month. Write the date like 28 Nov 2026")
    raise NotADay(sentence.format(text.strip()))


def _make(day: int, month: int, year: int) -> date:
    if not 1 <= month <= _MONTHS:
        raise NotADay(QCoreApplication.translate("Day", "There is no month {0}").format(month))
    if year < date.min.year:
        raise NotADay(QCoreApplication.translate("Day", "There is no year {0}").format(year))
    try:
        return date(year, month, day)
    except ValueError:
        name = long_month_names()[month - 1] + (f" {year}" if (day, month) == _LEAP_DAY else "")
        raise NotADay(QCoreApplication.translate("Day", "{0} {1} does not exist").format(day, name)) from None
