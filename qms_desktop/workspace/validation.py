"""The check of a single value against its field: pure, so that form, import and command line judge alike."""

from __future__ import annotations

# ruff: noqa: TRY004  these ValueErrors are sentences for the user, not programming errors
import math
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from qms_desktop.records.fields import Field, FieldInfo, FieldType, When

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 12, 31)


def checked(field: Field, value: object, today: date) -> object:
    """The value as it is stored.

    Raises:
        ValueError: with the sentence for the user, which does not repeat the field's label.
    """
    info = field.info
    if value is None or (isinstance(value, str) and not value.strip()):
        if info.required:
            raise ValueError("This is required.")
        return None
    return CHECKS[info.type](info, value, today)


def _text(info: FieldInfo, value: object, _today: date) -> str | None:
    text = str(value)
    if not (text.isascii() and text.isprintable()):
        kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
        text = unicodedata.normalize("NFC", kept)
    text = text.strip()
    if info.type is FieldType.TEXT:
        text = " ".join(text.split())
    if info.length and len(text) > info.length:
        raise ValueError(f"This has {len(text):,} characters; {info.length:,} fit. Shorten it.")
    if info.required and not text:
        raise ValueError("This is required.")
    return text or None


def _day(info: FieldInfo, value: object, today: date) -> date:
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        raise ValueError(f"‘{value}’ is not a date. Write it as 2026-11-22.")
    if not EARLIEST <= value <= LATEST:
        raise ValueError(f"The year {value.year} cannot be right. Years from 1900 to 2200 are taken.")
    if info.when is When.PAST and value > today:
        raise ValueError(f"{value.isoformat()} is in the future; this day must be past or today.")
    return value


def _number(info: FieldInfo, value: object, _today: date) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"‘{value}’ is not a number.")
    if info.type is not FieldType.NUMBER:
        if value != int(value):
            raise ValueError(f"{value} is not a whole number.")
        value = int(value)
        if abs(value) > 2**53:
            raise ValueError(f"{value} is too large.")
    if info.low is not None and value < info.low:
        raise ValueError(f"{value:g} is too small; the least is {info.low:g}.")
    if info.high is not None and value > info.high:
        raise ValueError(f"{value:g} is too large; the most is {info.high:g}.")
    return value


def _choice(info: FieldInfo, value: object, _today: date) -> str:
    wanted = str(value).strip()
    for member in info.members:
        if wanted == member.value:
            return str(member.value)
    labels = ", ".join(member.label for member in info.members)
    raise ValueError(f"‘{wanted}’ is not one of: {labels}.")


def _choices(info: FieldInfo, value: object, today: date) -> str | None:
    parts = {_choice(info, part, today) for part in str(value).split(";") if part.strip()}
    return ";".join(str(c) for c in info.members if c in parts) or None


def _flag(_info: FieldInfo, value: object, _today: date) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"‘{value}’ is neither yes nor no.")
    return value


def _reference(_info: FieldInfo, value: object, _today: date) -> UUID:
    if not isinstance(value, UUID):
        raise ValueError(f"‘{value}’ is not known here.")
    return value


CHECKS: dict[FieldType, Callable[[FieldInfo, object, date], object]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.DAY: _day,
    FieldType.NUMBER: _number,
    FieldType.WHOLE: _number,
    FieldType.MONEY: _number,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.PERSON: _reference,
    FieldType.REFERENCE: _reference,
    FieldType.FLAG: _flag,
}
