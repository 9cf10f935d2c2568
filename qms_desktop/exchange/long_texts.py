"""Texts longer than a spreadsheet's cell: split when written, joined again when read, never cut.

A cell holds 32,767 UTF-16 units. The register's cell keeps the beginning and says where the rest stands: on the sheet
`Long texts`, one row per piece (mark, piece number, text).
"""

from __future__ import annotations

import re

from qms_desktop.exchange.table import Book, Sheet

MOST_UNITS = 32_767
SHEET = "Long texts"
ROOM = 200
_BASIC_PLANE = 0xFFFF
_SIGN = re.compile(r" \[continued on sheet ‘Long texts’ as (T[0-9]{1,9})\]\Z")


def units(text: str) -> int:
    """The length of a text as spreadsheets count it: a character beyond the basic plane counts twice."""
    return len(text) + sum(1 for sign in text if ord(sign) > _BASIC_PLANE) if len(text) > MOST_UNITS // 2 else len(text)


def pieces(text: str, most: int = MOST_UNITS - ROOM) -> list[str]:
    """The text in pieces of at most so many units, with room for the sign of continuation."""
    found = []
    start = size = 0
    for index, sign in enumerate(text):
        size += 2 if ord(sign) > _BASIC_PLANE else 1
        if size > most:
            found.append(text[start:index])
            start, size = index, 2 if ord(sign) > _BASIC_PLANE else 1
    return [*found, text[start:]]


def sign(mark: str) -> str:
    """What the register's cell says behind its piece."""
    return f" [continued on sheet ‘{SHEET}’ as {mark}]"


def rejoin(book: Book) -> None:
    """Put split texts of our own workbooks together again; other workbooks stay as they are."""
    source = next((sheet for sheet in book.sheets if sheet.name == SHEET), None)
    if source is None or not book.marks:
        return
    rest: dict[str, list[str]] = {}
    for row in source.rows[1:]:
        if len(row) > 2 and isinstance(row[0], str):  # noqa: PLR2004  mark, piece number, text
            rest.setdefault(row[0], []).append("" if row[2] is None else str(row[2]))
    book.sheets.remove(source)
    for sheet in book.sheets:
        _rejoin_sheet(sheet, rest)


def _rejoin_sheet(sheet: Sheet, rest: dict[str, list[str]]) -> None:
    """The same for one sheet."""
    for row in sheet.rows:
        for index, value in enumerate(row):
            if isinstance(value, str) and (found := _SIGN.search(value[-ROOM:])) and found[1] in rest:
                row[index] = _SIGN.sub("", value) + "".join(rest[found[1]])
