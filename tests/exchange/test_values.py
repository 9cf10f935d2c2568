"""Golden tables of conversions."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms_desktop.exchange import values
from qms_desktop.exchange.dates import Order
from qms_desktop.exchange.table import NO_VALUE, ErrorCell, Value

AUGUST = date(2021, 8, 16)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2021-08-16", None, AUGUST),
        ("2021-08-16", "mdy", AUGUST),
        ("2021/8/16", None, AUGUST),
        ("2021-08-16T10:20:30.5Z", None, AUGUST),
        ("2021-08-16 10:20", None, AUGUST),
        ("20210816", None, AUGUST),
        ("16.08.2021", None, AUGUST),
        ("16.08.2021 14:30 Uhr", None, AUGUST),
        ("13.10.18", None, date(2018, 10, 13)),
        ("20/6/22", None, date(2022, 6, 20)),
        ("6/20/22", None, date(2022, 6, 20)),
        ("12/11/24", "dmy", date(2024, 11, 12)),
        ("12/11/24", "mdy", date(2024, 12, 11)),
        ("6/6/2025 6:00:00AM", None, date(2025, 6, 6)),
        ("01.02.2026", None, date(2026, 2, 1)),
        ("01.02.2026", "mdy", date(2026, 1, 2)),
        ("16-Aug-21", None, AUGUST),
        ("16 August 2021", None, AUGUST),
        ("August 16, 2021", None, AUGUST),
        ("Mon, 16 Aug 2021", None, AUGUST),
        ("16. August 2021", None, AUGUST),
        ("16 août 2021", None, AUGUST),
        ("1er mars 2024", None, date(2024, 3, 1)),
        ("16 de agosto de 2021", None, AUGUST),
        ("16 agosto 2021", None, AUGUST),
        ("16 августа 2021 г.", None, AUGUST),
        ("3. März 2020", None, date(2020, 3, 3)),
        ("44424", None, AUGUST),
        (44424, None, AUGUST),
        (44424.75, None, AUGUST),
        (20210816.0, None, AUGUST),
        (datetime(2021, 8, 16, 12, 30), None, AUGUST),  # noqa: DTZ001  a cell has no zone
        (AUGUST, None, AUGUST),
        ("31/12/69", None, date(1969, 12, 31)),
        ("", None, None),
        ("N/A", None, None),
        ("TBD", None, None),
        ("–", None, None),
        ("k.A.", None, None),
        (ErrorCell("#N/A"), None, None),
        (NO_VALUE, None, None),
        (None, None, None),
    ],
)
def test_dates(text: Value, order: Order | None, day: date | None) -> None:
    assert values.to_date(text, order) == day


@pytest.mark.parametrize(
    ("text", "order", "words"),
    [
        ("31/02/2024", "dmy", "31 February 2024 does not exist"),
        ("29.2.2023", None, "29 February 2023 does not exist"),
        ("30 Feb 2024", None, "30 February 2024 does not exist"),
        ("2024-13-01", None, "There is no month 13"),
        ("13/13/2024", None, "There is no month 13"),
        ("16/08/2021", "mdy", "There is no month 16"),
        ("Q1 2025", None, "a quarter, not a day"),
        ("2025-Q1", None, "a quarter, not a day"),
        ("KW 12 2025", None, "a week, not a day"),
        ("2025-03", None, "a month, not a day"),
        ("March 2025", None, "a month, not a day"),
        ("2025", None, "a year, not a day"),
        ("Ongoing", None, "not a date"),
        ("1/22", None, "not a date"),
        (42.0, None, "not a date"),
        (True, None, "not a date"),
        (time(12), None, "not a date"),
    ],
)
def test_texts_that_are_no_day(text: Value, order: Order | None, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        values.to_date(text, order)


def test_an_ambiguous_day_is_a_question() -> None:
    with pytest.raises(values.AmbiguousDate, match="12 November 2024 or 11 December 2024") as caught:
        values.to_date("12/11/24")
    assert (caught.value.day_first, caught.value.month_first) == (date(2024, 11, 12), date(2024, 12, 11))


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["12/11/24", "20/6/22"], "dmy"),
        (["12/11/24", "6/20/22"], "mdy"),
        (["12/11/24", "1/2/24"], None),
        (["20/6/22", "6/20/22"], None),
        (["2021-08-16", "N/A", None], "ymd"),
        (["16.08.2021", "01.02.2021"], "dmy"),
        (["01.02.2021"], "dmy"),
        (["6/6/2025"], "ymd"),
        ([date(2021, 1, 1), "16 Aug 2021"], "ymd"),
        ([], "ymd"),
    ],
)
def test_the_order_of_a_column(texts: list[Value], order: Order | None) -> None:
    assert values.column_date_order(texts) == order


@given(st.dates(date(1950, 1, 1), date(2068, 12, 31)))
def test_every_day_comes_back(day: date) -> None:
    assert values.to_date(day.isoformat()) == day
    assert values.to_date(day.strftime("%d/%m/%Y"), "dmy") == day
    assert values.to_date(day.strftime("%m/%d/%Y"), "mdy") == day
    assert values.to_date(day.strftime("%d.%m.%Y")) == day
    assert values.to_date(f"{day.day} {day:%B} {day.year}") == day


@given(st.text())
def test_no_text_breaks_a_conversion(text: str) -> None:
    for convert in (values.to_date, values.to_number, values.to_whole, values.to_bool):
        with contextlib.suppress(ValueError):
            convert(text)
    assert values.clean_text(values.clean_text(text)) == values.clean_text(text)


@pytest.mark.parametrize(
    ("text", "sign", "number", "unit"),
    [
        ("300,000 CHF", None, "300000", "CHF"),
        ("CHF 300'000.50", None, "300000.50", "CHF"),
        ("20%", None, "20", "%"),
        ("1,5", None, "1.5", ""),
        ("1.234,56", None, "1234.56", ""),
        ("1,234.56 €", None, "1234.56", "€"),
        ("1,234", None, "1234", ""),
        ("1,234", ",", "1.234", ""),
        ("1.234", None, "1.234", ""),
        ("1.234", ",", "1234", ""),
        ("1 234 567", None, "1234567", ""),
        ("1 234,5 kg", None, "1234.5", "kg"),
        ("0,125", None, "0.125", ""),
        ("-5", None, "-5", ""),
        ("(5.20)", None, "-5.20", ""),
        ("$1,200", None, "1200", "$"),
        ("3 m²", None, "3", "m²"),
        ("1e3", None, "1000", ""),
        (".5", None, "0.5", ""),
        (12.5, None, "12.5", ""),
        (7, None, "7", ""),
    ],
)
def test_numbers(text: Value, sign: values.DecimalSign | None, number: str, unit: str) -> None:
    assert values.to_number(text, sign) == (Decimal(number), unit)


@pytest.mark.parametrize(
    "text", ["<5", "> 3", "~4", "ca. 5", "25.2-29.4", "1/2", "1.2.3", "12,34,567", "30 & 40", "abc", "5 - High", True]
)
def test_texts_that_are_no_number(text: Value) -> None:
    with pytest.raises(ValueError, match="number"):
        values.to_number(text)


@pytest.mark.parametrize("text", [None, "", " ", "N/A", "TBD", "-", "?", ErrorCell("#DIV/0!"), NO_VALUE])
def test_nothing_is_nothing(text: Value) -> None:
    assert values.to_number(text) is None
    assert values.to_whole(text) is None
    assert values.to_bool(text) is None
    assert values.to_date(text) is None


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1,5", "2,25"], ","),
        (["1.5", "1,234"], "."),
        (["1.234,5", "1.234"], ","),
        (["1,5", "1.5"], None),
        (["1,234", "5"], None),
        (["1.234.567"], ","),
        ([], None),
    ],
)
def test_the_decimal_sign_of_a_column(texts: list[Value], sign: values.DecimalSign | None) -> None:
    assert values.column_decimal_sign(texts) == sign


def test_whole_numbers() -> None:
    assert values.to_whole("48 hours") == 48
    assert values.to_whole(4.0) == 4
    with pytest.raises(ValueError, match=r"4\.5 is not a whole number"):
        values.to_whole(4.5)


@pytest.mark.parametrize("word", ["Yes", "JA", "oui", "sí", "sim", "sì", "да", "x", "✓", "TRUE", 1, 1.0, True])
def test_yes(word: Value) -> None:
    assert values.to_bool(word) is True


@pytest.mark.parametrize("word", ["No", "Nein", "non", "não", "нет", "false", 0, False])
def test_no(word: Value) -> None:
    assert values.to_bool(word) is False


def test_neither_yes_nor_no() -> None:
    with pytest.raises(ValueError, match="neither yes nor no"):
        values.to_bool("maybe")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0002", "0002"),
        (42.0, "42"),
        (1.1, "1.1"),
        (1e-07, "0.0000001"),
        (1e20, "100000000000000000000"),
        (True, "Yes"),
        (AUGUST, "2021-08-16"),
        (datetime(2021, 8, 16), "2021-08-16"),  # noqa: DTZ001  a cell has no zone
        (datetime(2021, 8, 16, 9, 5), "2021-08-16 09:05"),  # noqa: DTZ001  the same
        (time(9, 5), "09:05"),
        (timedelta(hours=30), "30:00:00"),
        (ErrorCell("#REF!"), ""),
        ("  a_x000D_\r\nb\x07\tc ", "a\n\nb\tc"),
        ("a_x0000_b", "ab"),
        ("part_x0041_7", "part_x0041_7"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_texts(value: Value, text: str) -> None:
    assert values.to_text(value) == text


def test_what_is_shown_wins() -> None:
    assert values.to_text(42.0, "00042") == "00042"


def test_lost_digits() -> None:
    assert values.has_lost_digits(1.2345678901234568e17)
    assert not values.has_lost_digits(123456789012345.0)
    assert not values.has_lost_digits("123456789012345678")


@pytest.mark.parametrize(
    "word", ["n/a", "N.A.", "tbd", "-", "—", "None", "keine", "s/o", "нет данных", "not  applicable"]
)
def test_blank_words(word: str) -> None:
    assert values.is_blank_word(word)


def test_words_that_say_something() -> None:
    assert not any(map(values.is_blank_word, ["no", "0", "offen", "open", "se", "to"]))
    assert values.is_blank_word("pending", frozenset({"pending"}))
