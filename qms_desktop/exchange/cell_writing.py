"""Writing one cell so that it comes back equal: the formats of our workbooks, and the kinds of values."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from qms_desktop.exchange import long_texts

INPUT, OURS, ERROR_BACK, ERROR_TEXT = "#FFFFFF", "#E3EDFB", "#FCE9E7", "#B3261E"
LINE, _HEAD_TEXT = "#D5DCE6", "#1F2A37"
_FIRST_DAY = date(1900, 3, 1)
"""Before it, Excel counts a day that never was; such days are written as text."""
_MOST_EXACT = 10**15
_AT_RISK = re.compile(r"\A<r>[\s\S]*</r>\Z|_x[0-9A-Fa-f]{4}(?:\r|_x[0-9A-Fa-f]{4}[_\r])")
_ESCAPE_LIKE = re.compile(r"_(x[0-9A-Fa-f]{4}(?=[_\r]))")
_SHORT_PIECE = 2_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Formats:
    """The formats of a workbook; the font is named explicitly in each, LibreOffice would take its own else."""

    def __init__(self, book: Any) -> None:
        def made(**more: object) -> Any:
            return book.add_format({"font_name": "Calibri", "font_size": 11, "valign": "top", **more})

        self.text = made()
        self.long_text = made(text_wrap=True)
        self.code = made(num_format="@")
        self.day = made(num_format="yyyy-mm-dd")
        self.moment = made(num_format="yyyy-mm-dd hh:mm")
        self.number = made(num_format="General")
        self.whole = made(num_format="0")
        self.money = made(num_format="#,##0.00")
        self.key = made(bg_color=OURS, border=1, border_color=LINE)
        self.header = made(bold=True, text_wrap=True, bg_color="#EEF2F7", font_color=_HEAD_TEXT, bottom=1)
        self.key_header = made(bold=True, text_wrap=True, bg_color=OURS, font_color=_HEAD_TEXT, bottom=1)
        self.title = made(bold=True, font_size=18, font_color="#1D5FBF")
        self.label = made(bold=True, font_color="#566170")
        self.error = book.add_format({"bg_color": ERROR_BACK, "font_color": ERROR_TEXT})

    def of(self, kind: str) -> Any:
        """The format of a column's type."""
        names = {
            "long_text": self.long_text, "day": self.day, "number": self.number, "whole": self.whole,
            "money": self.money, "key": self.key,
        }  # fmt: skip
        return names.get(kind, self.text)


def write_text(sheet: Any, row: int, column: int, text: str, form: Any) -> None:
    """Write a text as it is, also where XlsxWriter's own escapes would alter it."""
    sheet.write_string(row, column, _raw(text) if _AT_RISK.search(text) else text, form)


def _raw(text: str) -> str:
    """The text as the XML that XlsxWriter copies into the file.

    It copies any text of the shape `<r>...</r>`, also a user's, and misses the second of two escapes that share an
    underscore (`_x0041_x0042_`). Written here with character references, both come back equal.
    """
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    safe = _ESCAPE_LIKE.sub(r"&#95;x005F&#95;\1", safe).replace("\r", "&#95;x000D&#95;")
    return f'<r><t xml:space="preserve">{safe}</t></r>'


class CellWriter:
    """Writes the cells of one sheet, splits texts that are too long, and remembers what the user should know."""

    def __init__(self, sheet: Any, formats: Formats) -> None:
        self._sheet = sheet
        self._formats = formats
        self._long: list[tuple[str, int, str]] = []
        self._marks = self._removed = self._as_text = 0

    def turn_to(self, sheet: Any) -> None:
        """Go on with another sheet of the same workbook."""
        self._sheet = sheet

    def write(self, row: int, column: int, value: object, kind: str) -> None:
        """Write one value in the format of its column's type; rows and columns count from 0."""
        form = self._formats.of(kind)
        if value is None or value == "":
            if kind == "key":
                self._sheet.write_blank(row, column, None, form)
        elif isinstance(value, bool):
            self._sheet.write_string(row, column, "Yes" if value else "No", form)
        elif isinstance(value, int | float | Decimal):
            self._number(row, column, value, form)
        elif isinstance(value, date):
            self._day(row, column, value, form)
        else:
            self._text(row, column, value.isoformat() if isinstance(value, time) else str(value), form)

    def _number(self, row: int, column: int, value: float | Decimal, form: Any) -> None:
        """A number; one that a spreadsheet would alter is written as text."""
        if not math.isfinite(value) or not -_MOST_EXACT < value < _MOST_EXACT:
            self._as_text += 1
            self._sheet.write_string(row, column, str(value), form)
        else:
            self._sheet.write_number(row, column, value, form)

    def _day(self, row: int, column: int, value: date, form: Any) -> None:
        """A day or a moment; what lies before 1 March 1900 or has a zone is written as text."""
        moment = isinstance(value, datetime)
        day = value.date() if isinstance(value, datetime) else value
        if day < _FIRST_DAY or (isinstance(value, datetime) and value.tzinfo is not None):
            self._as_text += 1
            self._sheet.write_string(row, column, value.isoformat(), form)
        else:
            self._sheet.write_datetime(row, column, value, self._formats.moment if moment else self._formats.day)

    def _text(self, row: int, column: int, text: str, form: Any) -> None:
        """A text, split where a cell does not hold it."""
        clean = _CONTROL.sub("", text)
        self._removed += clean != text
        grown = len(clean) > _SHORT_PIECE and _AT_RISK.search(clean) and len(_raw(clean)) > long_texts.MOST_UNITS
        if grown or long_texts.units(clean) > long_texts.MOST_UNITS:
            self._marks += 1
            mark = f"T{self._marks}"
            first, *rest = long_texts.pieces(clean, _SHORT_PIECE if grown else long_texts.MOST_UNITS - long_texts.ROOM)
            self._long += [(mark, number, piece) for number, piece in enumerate(rest, 1)]
            clean = first + long_texts.sign(mark)
        write_text(self._sheet, row, column, clean, form)

    def write_long_texts(self, book: Any, name: str) -> None:
        """Add the sheet with the rest of the texts that were split, if there are any."""
        if not self._long:
            return
        sheet = book.add_worksheet(name)
        sheet.set_column(2, 2, 60)
        for column, text in enumerate(("Text", "Part", "Continued")):
            sheet.write_string(0, column, text, self._formats.header)
        for row, (mark, number, piece) in enumerate(self._long, 1):
            sheet.write_string(row, 0, mark, self._formats.text)
            sheet.write_number(row, 1, number, self._formats.whole)
            write_text(sheet, row, 2, piece, self._formats.text)

    @property
    def remarks(self) -> list[str]:
        """The sentences for what was not written as it stood."""
        found = []
        if self._marks:
            found.append(
                f"{self._marks:,} text(s) are longer than a cell holds; the rest is on the sheet ‘{long_texts.SHEET}’."
            )
        if self._removed:
            found.append(f"{self._removed:,} text(s) lost control characters, which a workbook cannot hold.")
        if self._as_text:
            found.append(f"{self._as_text:,} value(s) are written as text, because a spreadsheet would alter them.")
        return found
