"""The periods for which something is measured: how often, how people write them, and where each begins and ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from qms_desktop.records.choices import Choice, Tone


class Frequency(Choice):
    """How often something is measured, from the shortest period to the longest."""

    DAILY = "daily", "Daily", Tone.GREY
    WEEKLY = "weekly", "Weekly", Tone.GREY
    MONTHLY = "monthly", "Monthly", Tone.GREY
    QUARTERLY = "quarterly", "Quarterly", Tone.GREY
    HALF_YEARLY = "half_yearly", "Half-yearly", Tone.GREY
    YEARLY = "yearly", "Yearly", Tone.GREY


MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEARLY: 6, Frequency.YEARLY: 12}
"""How many months a period has; days and weeks have none."""
NAMES = {
    Frequency.DAILY: "a day",
    Frequency.WEEKLY: "a week",
    Frequency.MONTHLY: "a month",
    Frequency.QUARTERLY: "a quarter",
    Frequency.HALF_YEARLY: "half a year",
    Frequency.YEARLY: "a year",
}
_YEAR, _FILL = r"(?P<year>(?:19|20|21)\d{2})", r"[\s/.-]*"
_FORMS: tuple[tuple[Frequency, str], ...] = (
    (Frequency.DAILY, rf"{_YEAR}-(?P<part>\d{{1,2}})-(?P<day>\d{{1,2}})(?:[ T].*)?"),
    (Frequency.DAILY, rf"(?P<day>\d{{1,2}})\.(?P<part>\d{{1,2}})\.{_YEAR}"),
    (Frequency.WEEKLY, rf"(?:k?w|cw|wk|week|sem)\.?\s*(?P<part>\d{{1,2}}){_FILL}{_YEAR}"),
    (Frequency.WEEKLY, rf"{_YEAR}{_FILL}(?:k?w|cw|wk)\s*(?P<part>\d{{1,2}})"),
    (Frequency.MONTHLY, rf"{_YEAR}[-/.](?P<part>\d{{1,2}})"),
    (Frequency.MONTHLY, rf"(?P<part>\d{{1,2}})[-/.]{_YEAR}"),
    (Frequency.QUARTERLY, rf"[qt]\s*(?P<part>[1-4]){_FILL}{_YEAR}"),
    (Frequency.QUARTERLY, rf"{_YEAR}{_FILL}[qt]\s*(?P<part>[1-4])"),
    (Frequency.QUARTERLY, rf"(?P<part>[1-4])\.?\s*(?:quarter|quartal|trimestre|кв\w*\.?){_FILL}{_YEAR}"),
    (Frequency.HALF_YEARLY, rf"(?:hj?|s)\s*(?P<part>[12]){_FILL}{_YEAR}"),
    (Frequency.HALF_YEARLY, rf"{_YEAR}{_FILL}(?:hj?|s)\s*(?P<part>[12])"),
    (Frequency.YEARLY, _YEAR),
)
_READ = tuple((frequency, re.compile(form, re.IGNORECASE)) for frequency, form in _FORMS)
_SAID: dict[Frequency, Callable[[date], str]] = {
    Frequency.DAILY: date.isoformat,
    Frequency.WEEKLY: lambda start: "W{1:02} {0}".format(*start.isocalendar()),
    Frequency.MONTHLY: lambda start: f"{start:%Y-%m}",
    Frequency.QUARTERLY: lambda start: f"Q{start.month // 3 + 1} {start.year}",
    Frequency.HALF_YEARLY: lambda start: f"H{start.month // 6 + 1} {start.year}",
    Frequency.YEARLY: lambda start: str(start.year),
}


def start_of(day: date, frequency: Frequency) -> date:
    """The first day of the period in which a day lies."""
    if frequency is Frequency.DAILY:
        return day
    if frequency is Frequency.WEEKLY:
        return day - timedelta(days=day.weekday())
    months = MONTHS[frequency]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def next_start(start: date, frequency: Frequency) -> date:
    """The first day of the period after the one that begins on `start`."""
    months = MONTHS.get(frequency)
    if months is None:
        return start + timedelta(days=1 if frequency is Frequency.DAILY else 7)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, 1)


def end_of(start: date, frequency: Frequency) -> date:
    """The last day of the period that begins on `start`."""
    return next_start(start, frequency) - timedelta(days=1)


def said(start: date, frequency: Frequency) -> str:
    """A period as people write it: 2026-05, Q2 2026, W23 2026."""
    return _SAID[frequency](start)


def read(text: str, frequency: Frequency) -> date:
    """The first day of the period that a text means: a day, 2026-05, Q2 2026, H1 2026, W23 2026 or a year.

    Raises:
        ValueError: with the sentence for the user: no period, or one longer than those of the frequency.
    """
    wanted = " ".join(text.split())
    example = said(start_of(date(2026, 5, 31), frequency), frequency)
    for written, form in _READ:
        if found := form.fullmatch(wanted):
            if list(Frequency).index(written) > list(Frequency).index(frequency):
                raise ValueError(f"‘{wanted}’ is {NAMES[written]}, and it is measured {frequency}. Write {example}.")
            return start_of(_first_day(written, wanted, found.groupdict()), frequency)
    raise ValueError(f"‘{wanted}’ is not a period. Write {example}, or a day such as 2026-05-31.")


def _first_day(written: Frequency, text: str, parts: dict[str, str]) -> date:
    year, part = int(parts["year"]), int(parts.get("part", 1))
    try:
        if written is Frequency.WEEKLY:
            return date.fromisocalendar(year, part, 1)
        months = MONTHS.get(written, 1)
        return date(year, (part - 1) * months + 1, int(parts.get("day", 1)))
    except ValueError:
        raise ValueError(f"There is no {text}. Correct the period.") from None
