"""Workbooks made by hand, honest and hostile, part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

NS = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_MAIN}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_MAIN}.worksheet+xml"/></Types>'
)
RELATIONS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK = f'<?xml version="1.0"?><workbook {NS}><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
BOOK_RELATIONS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
STYLES = (
    f'<?xml version="1.0"?><styleSheet {NS}><numFmts count="1"><numFmt numFmtId="164" formatCode="00000"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
STRINGS = f'<?xml version="1.0"?><sst {NS} count="2" uniqueCount="2"><si><t>Part</t></si><si><t>Qty</t></si></sst>'
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
)
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
Content = str | bytes | Callable[[IO[bytes]], None] | None


def sheet(rows: str = ROWS, *, before: str = "", head: str = "", tail: str = "") -> str:
    """The XML of a sheet."""
    return f'<?xml version="1.0"?>{before}<worksheet {NS}>{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'


def repeated(head: str, chunk: bytes, count: int, tail: str) -> Callable[[IO[bytes]], None]:
    """A part that is one chunk many times over."""

    def write(file: IO[bytes]) -> None:
        file.write(head.encode())
        for _ in range(count):
            file.write(chunk)
        file.write(tail.encode())

    return write


def workbook(path: Path, parts: Mapping[str, Content] | None = None, also: Mapping[str, str] | None = None) -> Path:
    """Write a small workbook, with some parts replaced (None leaves one out) and others added behind them."""
    content: dict[str, Content] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
        SHEET: sheet(),
        TEXTS: STRINGS,
        "xl/styles.xml": STYLES,
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            if callable(part):
                with archive.open(name, "w", force_zip64=True) as file:
                    part(file)
            elif part is not None:
                archive.writestr(name, part)
        for name, text in (also or {}).items():
            archive.writestr(name, text)
    return path
