"""Numbers as text: exact, and as the user's system writes them."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QLocale

_SPACES = re.compile(r"[\s\u00a0\u202f'’]")


class NotANumber(ValueError):
    """What was typed is not a number; `str()` is the sentence for the user."""


def marks() -> tuple[str, str]:
    """The decimal mark of this system, and the one that groups thousands."""
    point = QLocale().decimalPoint() or "."
    return point, "," if point == "." else "."


def read_number(text: str) -> Decimal:
    """A typed number.

    The system's decimal mark and thousands are understood; a single foreign mark that cannot group thousands is taken
    for the decimal one ("12,5" is 12.5 everywhere, "1,240" is 1240 in English and 1.24 in German).

    Raises:
        NotANumber: it cannot be read.
    """
    point, group = marks()
    plain = _SPACES.sub("", text).replace("−", "-")
    if re.fullmatch(rf"[+-]?\d{{1,3}}({re.escape(group)}\d{{3}})+({re.escape(point)}\d*)?", plain):
        plain = plain.replace(group, "")
    elif plain.count(group) == 1 and point not in plain:
        plain = plain.replace(group, point)
    if not re.fullmatch(rf"[+-]?(\d+({re.escape(point)}\d*)?|{re.escape(point)}\d+)", plain):
        raise NotANumber(QCoreApplication.translate("Number", "‘{0}’ is not a number").format(text.strip()))
    return Decimal(plain.replace(point, "."))


def show_number(number: Decimal, places: int | None = None, *, grouped: bool = False) -> str:
    """A number as this system writes it, with a fixed number of places if one is given."""
    point, group = marks()
    fixed = number if places is None else round(number, places)
    text = f"{fixed:,f}" if grouped else f"{fixed:f}"
    return text.translate(str.maketrans(",.", group + point))
