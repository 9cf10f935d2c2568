"""Tables for reading: aligned columns, cut to the terminal."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence

WIDEST = 60
NARROWEST = 6
GAP = "  "


def clean(text: str, *, blanks: bool = False) -> str:
    """A text on one line that cannot steer the terminal or turn its direction; `blanks` keeps runs of them."""
    line = text if blanks else " ".join(text.split())
    return "".join(c for c in line if c == "\n" or _is_shown(c))


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cs") and sign not in TURNING


TURNING = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"}


def width_of(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, width: int) -> str:
    """A text of at most so many columns, with an ellipsis where it was cut."""
    if width_of(text) <= width:
        return text
    kept, taken = [], 0
    for sign in text:
        taken += width_of(sign)
        if taken > width - 1:
            break
        kept.append(sign)
    return "".join(kept).rstrip() + "…"


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table."""
    cells = [[clean(cell) for cell in row] for row in rows]
    widths = [max(width_of(c) for c in column) for column in zip(headers, *cells, strict=True)]
    widths = _fitted([min(width, WIDEST) for width in widths], _room())
    for row in (list(headers), ["-" * width for width in widths], *cells):
        padded = (_padded(cut(cell, width), width) for cell, width in zip(row, widths, strict=True))
        yield GAP.join(padded).rstrip()


def _padded(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))


def _room() -> int | None:
    """The columns of the terminal; None where the output goes into a file or a pipe."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return shutil.get_terminal_size().columns
    return None


def _fitted(widths: list[int], room: int | None) -> list[int]:
    """The widths, the widest ones narrowed until all fit; the first column, by which rows are called, stays whole."""
    first, *fitted = widths
    while room and first + sum(fitted) + len(GAP) * len(fitted) > room and max(fitted, default=0) > NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return [first, *fitted]
