from __future__ import annotations

import math
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms_desktop.records.choices import Access, YesNo
from qms_desktop.records.fields import Field, FieldInfo, FieldType, When
from qms_desktop.workspace.validation import CHECKS, checked

TODAY = date(2026, 11, 22)
KEY = UUID("01932c07-0000-7000-8000-000000000001")


def a(type_: FieldType, **more: object) -> Field:
    return Field("it", FieldInfo("It", type_, **more))  # type: ignore[arg-type]


TITLE = a(FieldType.TEXT, length=250, required=True)
TEXT = a(FieldType.TEXT, length=20)
LONG = a(FieldType.LONG_TEXT, length=20_000)
NUMBER = a(FieldType.NUMBER, low=0, high=100)
FREE = a(FieldType.NUMBER)
WHOLE = a(FieldType.WHOLE, low=1, high=120)
COUNT = a(FieldType.WHOLE)
MONEY = a(FieldType.MONEY, low=0)
PAST = a(FieldType.DAY, when=When.PAST)
FUTURE = a(FieldType.DAY, when=When.FUTURE)
CHOICE = a(FieldType.CHOICE, choices=YesNo)
CHOICES = a(FieldType.CHOICES, choices=Access)
FLAG = a(FieldType.FLAG)
PERSON = a(FieldType.PERSON)

TAKEN = [
    (TITLE, "  Thread\ttoo \n short ", "Thread too short"),
    (TITLE, "x" * 250, "x" * 250),
    (TITLE, "a\x00b\x07c\x7fd\x9be", "abcde"),
    (TITLE, "a\ud800b", "ab"),
    (TITLE, "cafe\u0301", "caf\u00e9"),
    (TITLE, "🏭 plant 👩‍🔧", "🏭 plant 👩‍🔧"),
    (TITLE, "שלום עולם", "שלום עולם"),
    (TITLE, "=HYPERLINK(1)", "=HYPERLINK(1)"),
    (TITLE, 42, "42"),
    (TEXT, "00042", "00042"),
    (TEXT, "   ", None),
    (TEXT, "\x00\x01", None),
    (LONG, "one\r\ntwo\n\tthree", "one\ntwo\n\tthree"),
    (LONG, "x" * 20_000, "x" * 20_000),
    (NUMBER, 0, 0),
    (NUMBER, 99.5, 99.5),
    (NUMBER, None, None),
    (FREE, -1e300, -1e300),
    (WHOLE, 12.0, 12),
    (COUNT, -(2**53), -(2**53)),
    (MONEY, 1999, 1999),
    (PAST, TODAY, TODAY),
    (PAST, datetime(2026, 11, 22, 23, 59, tzinfo=UTC), TODAY),
    (PAST, date(1900, 1, 1), date(1900, 1, 1)),
    (FUTURE, date(2200, 12, 31), date(2200, 12, 31)),
    (FUTURE, date(2020, 1, 1), date(2020, 1, 1)),
    (CHOICE, "yes", "yes"),
    (CHOICE, " no ", "no"),
    (CHOICES, "reader;auditor;reader", "auditor;reader"),
    (CHOICES, " ; ", None),
    (FLAG, False, False),
    (PERSON, KEY, KEY),
]
REFUSED = [
    (TITLE, None, "required"),
    (TITLE, " \t\n", "required"),
    (TITLE, "\x00\x07", "required"),
    (TITLE, "x" * 251, "251 characters; 250 fit"),
    (TITLE, "x" * 10_000, "10,000 characters; 250 fit"),
    (LONG, "x" * 20_001, "20,001 characters; 20,000 fit"),
    (NUMBER, "twelve", "not a number"),
    (NUMBER, "12", "not a number"),
    (NUMBER, True, "not a number"),
    (NUMBER, math.nan, "not a number"),
    (NUMBER, math.inf, "not a number"),
    (NUMBER, -math.inf, "not a number"),
    (NUMBER, -0.5, "least is 0"),
    (NUMBER, 100.5, "most is 100"),
    (WHOLE, 12.5, "not a whole number"),
    (WHOLE, 0, "least is 1"),
    (COUNT, 2**53 + 1, "too large"),
    (COUNT, 1e300, "too large"),
    (MONEY, -1, "least is 0"),
    (MONEY, "19.99", "not a number"),
    (PAST, date(2026, 11, 23), "in the future"),
    (PAST, date(1899, 12, 31), "1899 cannot be right"),
    (FUTURE, date(2201, 1, 1), "2201 cannot be right"),
    (PAST, "2026-02-31", "not a date"),
    (PAST, "31 February", "not a date"),
    (PAST, 46082, "not a date"),
    (CHOICE, "Yes", "not one of: Yes, No"),
    (CHOICE, "maybe", "not one of: Yes, No"),
    (CHOICES, "auditor;boss", "‘boss’ is not one of"),
    (FLAG, "yes", "neither yes nor no"),
    (FLAG, 1, "neither yes nor no"),
    (PERSON, "Ana", "not known here"),
]


def named(value: object) -> str:
    return value.type if isinstance(value, Field) else ascii(value)[:30]


@pytest.mark.parametrize(("field", "value", "stored"), TAKEN, ids=named)
def test_a_value_is_taken(field: Field, value: object, stored: object) -> None:
    got = checked(field, value, TODAY)
    assert got == stored
    assert type(got) is type(stored)


@pytest.mark.parametrize(("field", "value", "sentence"), REFUSED, ids=named)
def test_a_value_is_refused_in_words(field: Field, value: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as caught:
        checked(field, value, TODAY)
    assert "It:" not in str(caught.value), "the label is added by who shows the sentence"
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("kind", FieldType)
def test_every_type_of_field_is_checked_and_may_be_empty_unless_required(kind: FieldType) -> None:
    assert kind in CHECKS
    assert checked(a(kind), None, TODAY) is None
    assert checked(a(kind), "  ", TODAY) is None
    with pytest.raises(ValueError, match="required"):
        checked(a(kind, required=True), "", TODAY)


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.datetimes(), st.binary(),
    st.builds(uuid4), st.lists(st.integers(), max_size=2),
)  # fmt: skip


@given(st.sampled_from([TITLE, TEXT, LONG, NUMBER, WHOLE, MONEY, PAST, CHOICE, CHOICES, FLAG, PERSON]), ANYTHING)
def test_anything_is_taken_or_refused_with_a_sentence_and_what_is_taken_stays_as_it_is(
    field: Field, value: object
) -> None:
    try:
        stored = checked(field, value, TODAY)
    except ValueError as refusal:
        sentence = str(refusal)
    else:
        sentence = "It was taken."
        assert checked(field, stored, TODAY) == stored
    assert sentence.endswith(".")
