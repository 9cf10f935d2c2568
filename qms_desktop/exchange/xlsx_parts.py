"""What the fast reader does not tell about an .xlsx: errors, formulas, hidden rows, shown zeros, marks of our own.

Runs in the reader's child process. The parts are read as bytes and searched with expressions that exclude `<` inside a
tag, so they stay linear; the small parts go through ElementTree, after `guard.check_zip` has refused every DTD.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field

from qms_desktop.exchange.table import column_number

# The start of a cell, formula, value or inline text, with what follows it up to the next tag.
_TOKEN = re.compile(rb"<(?:[A-Za-z]\w{0,20}:)?([cfvt])(\s[^<>]*)?(/?)>([^<]*)")
_PLACE = re.compile(rb"\sr=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_ERROR = re.compile(rb"\st=[\"']e[\"']")
_TEXT_RESULT = re.compile(rb"\st=[\"']str[\"']")
_IS_TEXT = re.compile(rb"\st=[\"'](?:s|str|inlineStr|b|d)[\"']")
_STYLE = re.compile(rb"\ss=[\"']([0-9]{1,6})[\"']")
_INTERESTING = re.compile(rb"\st=[\"']e[\"']|<(?:[A-Za-z]\w{0,20}:)?f[\s/>]")
_HIDDEN_ROW = re.compile(rb"<(?:[A-Za-z]\w{0,20}:)?row(\s[^<>]{0,300}hidden=[\"'](?:1|true)[\"'][^<>]{0,300})>")
_HIDDEN_COLUMN = re.compile(rb"<(?:[A-Za-z]\w{0,20}:)?col(\s[^<>]{0,300}hidden=[\"'](?:1|true)[\"'][^<>]{0,300})>")
_NUMBER_OF = {name: re.compile(rb"\s" + name + rb"=[\"']([0-9]{1,7})[\"']") for name in (b"r", b"min", b"max")}
_ZEROS = re.compile(r"0{2,20}(?:[-/. ]?0{1,20}){0,5}")
MOST_COLUMNS_HIDDEN = 16_384
MOST_DIGITS = 15
_CUSTOM = "docProps/custom.xml"


@dataclass(slots=True)
class Extras:
    """What stands in a sheet's XML beside the values. Places are (row, column), from 1."""

    errors: list[tuple[int, int, str]] = field(default_factory=list)
    without_value: list[tuple[int, int]] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    shown: list[tuple[int, int, str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


class Package:
    """The parts of an .xlsx or .xlsm that are looked into beside the reader."""

    def __init__(self, path: str) -> None:
        self._archive = zipfile.ZipFile(path)
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self._padded = _padded_styles(self._part("xl/styles.xml"))
        self._sheets = self._sheet_parts()

    def extras(self, sheet: str) -> Extras:
        """What the XML of a sheet of that name says; empty for a sheet that has no part of its own."""
        found = Extras()
        data = self._part(self._sheets.get(sheet, ""))
        if not data:
            return found
        if self._padded or _INTERESTING.search(data):
            self._note_cells(data, found)
        for match in _HIDDEN_ROW.finditer(data):
            if number := _NUMBER_OF[b"r"].search(match[1]):
                found.hidden_rows.append(int(number[1]))
        for match in _HIDDEN_COLUMN.finditer(data):
            first, last = _NUMBER_OF[b"min"].search(match[1]), _NUMBER_OF[b"max"].search(match[1])
            if first and last:
                found.hidden_columns += range(int(first[1]), min(int(last[1]), MOST_COLUMNS_HIDDEN) + 1)
        return found

    def _note_cells(self, data: bytes, found: Extras) -> None:
        """Sort the cells of a sheet into the extras; most belong nowhere."""
        attributes, is_formula, value = b"", False, b""
        for match in _TOKEN.finditer(data):
            token = match[1]
            if token == b"c":
                self._note_cell(attributes, is_formula, value, found)
                attributes, is_formula, value = match[2] or b"", False, b""
            elif token == b"f":
                is_formula = True
            else:
                value = value or match[4].strip()
        self._note_cell(attributes, is_formula, value, found)

    def _note_cell(self, attributes: bytes, is_formula: bool, value: bytes, found: Extras) -> None:
        """Sort one cell into the extras."""
        is_error = _ERROR.search(attributes)
        style = _STYLE.search(attributes) if self._padded else None
        code = self._padded.get(int(style[1])) if style else None
        if not (is_formula or is_error or code) or not (place := _PLACE.search(attributes)):
            return
        row, column = int(place[2]), column_number(place[1].decode())
        if is_formula:
            found.formulas.append((row, column))
        if is_error:
            found.errors.append((row, column, value[:20].decode("utf-8", "replace") or "#ERROR!"))
        elif is_formula and not value and not _TEXT_RESULT.search(attributes):
            found.without_value.append((row, column))
        elif code and value.isdigit() and len(value) <= MOST_DIGITS and not _IS_TEXT.search(attributes):
            found.shown.append((row, column, _as_shown(int(value), code)))

    def properties(self) -> dict[str, str]:
        """The custom document properties, as text."""
        data = self._part(_CUSTOM.lower())
        if not data:
            return {}
        from xml.etree import ElementTree as ET  # noqa: PLC0415  DTDs are refused before; starts faster

        found = {}
        for item in ET.fromstring(data):  # noqa: S314  the same
            found[item.get("name", "")] = "".join(item.itertext())
        return found

    def _sheet_parts(self) -> dict[str, str]:
        """The part's name for each sheet's name."""
        from xml.etree import ElementTree as ET  # noqa: PLC0415  DTDs are refused before; starts faster

        book = next((name for name in self._names if name.endswith("xl/workbook.xml")), "xl/workbook.xml")
        folder = posixpath.dirname(book)
        links = self._part(f"{folder}/_rels/workbook.xml.rels")
        data = self._part(book)
        if not links or not data:
            return {}
        targets = {item.get("Id"): item.get("Target", "") for item in ET.fromstring(links)}  # noqa: S314  the same
        parts = {}
        for item in ET.fromstring(data).iter():  # noqa: S314  the same
            if not item.tag.endswith("}sheet"):
                continue
            key = next((value for name, value in item.attrib.items() if name.endswith("}id")), None)
            target = targets.get(key, "")
            parts[item.get("name", "")] = posixpath.normpath(posixpath.join("/" + folder, target)).strip("/").lower()
        return parts

    def _part(self, name: str) -> bytes:
        """The bytes of a part, found without regard to case; empty where there is none."""
        real = self._names.get(name.lower())
        return self._archive.read(real) if real else b""


def _padded_styles(data: bytes) -> dict[int, str]:
    """The cell styles (by index) that show a number with leading zeros, and their format, e.g. "00000"."""
    if not data:
        return {}
    from xml.etree import ElementTree as ET  # noqa: PLC0415  DTDs are refused before; starts faster

    root = ET.fromstring(data)  # noqa: S314  the same
    codes = {item.get("numFmtId"): item.get("formatCode", "") for item in root.iter() if item.tag.endswith("}numFmt")}
    padded = {key: code for key, code in codes.items() if _ZEROS.fullmatch(code)}
    if not padded:
        return {}
    styles = next((item for item in root if item.tag.endswith("}cellXfs")), None)
    if styles is None:
        return {}
    return {index: padded[number] for index, style in enumerate(styles) if (number := style.get("numFmtId")) in padded}


def _as_shown(number: int, code: str) -> str:
    """The number as its format shows it: 42 by "00000" is "00042", 43210 by "00-000" is "43-210"."""
    digits = str(number).zfill(code.count("0"))
    over = len(digits) - code.count("0")
    shown, rest = digits[:over], iter(digits[over:])
    for sign in code:
        shown += next(rest) if sign == "0" else sign
    return shown
