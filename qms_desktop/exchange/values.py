"""From what a cell holds to what a field takes: texts, words for nothing, yes and no. Pure functions.

Each returns the value, or raises `ValueError` with a sentence for the user. Dates are in `dates`, numbers in `numbers`;
both are re-exported here, so that an importer needs this module only.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from qms_desktop.exchange.dates import AmbiguousDate, Order, column_date_order, to_date
from qms_desktop.exchange.numbers import DecimalSign, Number, column_decimal_sign, to_number, to_whole
from qms_desktop.exchange.table import Value, is_empty
from qms_desktop.exchange.words import NO_WORDS, YES_WORDS, folded, is_blank_word

__all__ = [
    "AmbiguousDate",
    "DecimalSign",
    "Number",
    "Order",
    "clean_text",
    "column_date_order",
    "column_decimal_sign",
    "folded",
    "has_lost_digits",
    "is_blank_word",
    "is_empty",
    "to_bool",
    "to_date",
    "to_number",
    "to_text",
    "to_whole",
]

MOST_DIGITS = 15
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_TEXT = {"Cc", "Cs"}


def clean_text(text: str) -> str:
    """The text as it is stored: NFC, line ends as newlines, no control characters but newline and tab, stripped.

    A spreadsheet's own escapes of control characters (`_x000D_`, `_x0000_`) become what they stand for.
    """
    text = _ESCAPED.sub(_unescaped, text) if "_x" in text else text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in _NOT_TEXT)
    return unicodedata.normalize("NFC", kept).replace("\ufeff", "").strip()


def _unescaped(match: re.Match[str]) -> str:
    """The control character behind an escape; other escapes stay, they may be a code."""
    sign = chr(int(match[1], 16))
    return sign if sign < " " else match[0]


def to_text(value: Value, shown: str | None = None) -> str:  # noqa: PLR0911  one line for each type
    """The text of a cell for a text or code field, "" for an empty one.

    Args:
        value: the cell.
        shown: what the spreadsheet displays where it differs (`Sheet.shown`), e.g. "00042" for 42.
    """
    if is_empty(value):
        return ""
    if shown is not None:
        return clean_text(shown)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes") if not value.second else value.isoformat("seconds")
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return value.isoformat() if isinstance(value, date) else clean_text(str(value))


def _float_text(value: float) -> str:
    """A number as a person writes it: 42.0 is "42", 1e-07 is "0.0000001"."""
    if value.is_integer() and abs(value) < 10.0**MOST_DIGITS:
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def has_lost_digits(value: Value) -> bool:
    """Whether a number has more digits than a spreadsheet keeps, so that its last ones are not to be trusted."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**MOST_DIGITS


def to_bool(value: Value) -> bool | None:
    """Yes or no in seven languages, a cross or tick, 1 or 0; `None` for an empty cell.

    Raises:
        ValueError: another word.
    """
    if is_empty(value):
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and value in {0, 1}:
        return bool(value)
    word = folded(to_text(value))
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    if is_blank_word(word):
        return None
    raise ValueError(f"‘{to_text(value)}’ is neither yes nor no. Write yes or no, or leave the cell empty.")
