"""Numbers from cells: with units, percent signs, thousands separators and decimal commas; never a guess from "<5"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from qms_desktop.exchange.table import ErrorCell, NoValue, Value
from qms_desktop.exchange.words import is_blank_word

DecimalSign: TypeAlias = Literal[".", ","]

_GROUPING_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f’'](?=\d{3}(?!\d))")
_NUMBER = re.compile(
    r"(?P<open>\()?\s*(?P<before>[A-Z]{3}|[€$£¥₣₽]|Fr\.)?\s*(?P<sign>[-+−])?\s*(?P<before2>[€$£¥₣₽])?\s*"
    r"(?P<digits>\d[\d.,]*|[.,]\d+)(?P<power>[eE][+-]?\d{1,3})?"
    r"(?:\s*(?P<unit>%|‰|°?[^\W\d_][^\d<>=()]{0,20}[0-9²³]?|[€$£¥₣₽]|\.[-–—]))?\s*(?P<close>\))?"
)
_INEXACT = re.compile(
    r"(?:[<>≤≥~≈±]|ca\.?\s|approx|about|etwa|environ|circa|more than|less than|min\.?\s|max\.?\s)", re.IGNORECASE
)
_RANGE = re.compile(r"\s*[-+−]?[\d.,]+\s*(?:[-–—…/]|\.\.+|to|bis|à)\s*[-+−]?[\d.,]+\s*\D{0,10}", re.IGNORECASE)
_GROUP = 3


class Number(NamedTuple):
    """A number and what stood behind or before it: "CHF", "%", "mm", or "" ."""

    value: Decimal
    unit: str


def to_number(value: Value, decimal_sign: DecimalSign | None = None) -> Number | None:
    """The number in a cell, `None` for an empty cell or a word for nothing.

    Args:
        value: a cell; "20%" gives 20 with the unit "%".
        decimal_sign: of the column. Without it "1,234" is read as 1234 and "1.234" as 1.234, as in English.

    Raises:
        ValueError: no number, or not one: "<5", "25.2-29.4".
    """
    if value is None or isinstance(value, ErrorCell | NoValue):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Number(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), "")
    if not isinstance(value, str):
        raise ValueError(f"‘{value}’ is not a number. Write digits only, for example 12.5.")  # noqa: TRY004  as promised
    text = _GROUPING_SPACES.sub("", value.strip())
    return None if is_blank_word(text) else _from_text(text, decimal_sign)


def _from_text(text: str, decimal_sign: DecimalSign | None) -> Number:
    """A number written as text."""
    if _INEXACT.match(text):
        raise ValueError(f"‘{text}’ is not one exact number. Write the number, and the rest into a text field.")
    if _RANGE.fullmatch(text):
        raise ValueError(f"‘{text}’ is a range or a fraction, not one number. Write one number.")
    found = _NUMBER.fullmatch(text)
    if not found or bool(found["open"]) != bool(found["close"]):
        raise ValueError(f"‘{text[:60]}’ is not a number. Write digits only, for example 12.5.")
    digits = _plain(found["digits"], decimal_sign, text)
    number = Decimal(digits + (found["power"] or ""))
    negative = found["open"] or (found["sign"] and found["sign"] != "+")
    unit = (found["unit"] or found["before"] or found["before2"] or "").strip()
    return Number(-number if negative else number, "" if unit.startswith(".") else unit)


def _plain(digits: str, decimal_sign: DecimalSign | None, text: str) -> str:
    """The digits with a point and without separators of thousands."""
    sign = decimal_sign or _sign_of(digits) or "."
    other = "," if sign == "." else "."
    whole, _, fraction = digits.partition(sign)
    groups = whole.split(other)
    if sign in fraction or other in fraction or any(len(group) != _GROUP for group in groups[1:]):
        said = f", and this column has a decimal {'comma' if sign == ',' else 'point'}" if decimal_sign else ""
        raise ValueError(f"The points and commas of ‘{text[:60]}’ do not make a number{said}. Correct the cell.")
    return "".join(groups) + ("." + fraction if fraction else "") or "0"


def _sign_of(digits: str) -> DecimalSign | None:
    """The decimal sign of one number, where it can be told; "1,234" and "1.234" cannot."""
    point, comma = digits.rfind("."), digits.rfind(",")
    if point >= 0 and comma >= 0:
        return "." if point > comma else ","
    for sign, other, place in ((".", ",", point), (",", ".", comma)):
        if place < 0:
            continue
        if digits.count(sign) > 1:
            return "," if other == "," else "."
        if len(digits) - place - 1 != _GROUP or place > _GROUP or digits.startswith(("0" + sign, sign)):
            return "." if sign == "." else ","
    return None


def column_decimal_sign(values: Iterable[Value]) -> DecimalSign | None:
    """The decimal sign that the texts of a column use; `None` where they do not tell or contradict each other."""
    found: set[DecimalSign] = set()
    for value in values:
        match = _NUMBER.fullmatch(_GROUPING_SPACES.sub("", value.strip())) if isinstance(value, str) else None
        if match and (sign := _sign_of(match["digits"])):
            found.add(sign)
    return found.pop() if len(found) == 1 else None


def to_whole(value: Value, decimal_sign: DecimalSign | None = None) -> int | None:
    """The whole number in a cell, `None` for an empty cell or a word for nothing.

    Raises:
        ValueError: no number, or one with a fraction.
    """
    number = to_number(value, decimal_sign)
    if number is None:
        return None
    if number.value != number.value.to_integral_value():
        raise ValueError(f"{number.value:f} is not a whole number. Write a number without a fraction.")
    return int(number.value)
