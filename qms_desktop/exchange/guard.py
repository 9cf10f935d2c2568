"""What a file really is, and whether a packed workbook is safe to hand to a reader.

The limits are those that held against 2,582 hostile files (RELIABILITY.md). Sizes are counted while unpacking, never
taken from the headers of the zip. Only the standard library is used, because the reader's child process runs this
before it loads any reader. Expressions exclude `<` inside a tag, so that no text makes them slow.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from qms_desktop.errors import Unavailable
from qms_desktop.exchange.table import column_number

MOST_BYTES = 30 << 20
MOST_PART = 200 << 20
MOST_UNPACKED = 300 << 20
MOST_PARTS = 2_000
MOST_RATIO = 200
RATIO_FROM = 10 << 20
MOST_CELLS = 2_000_000
MOST_STRINGS = 5_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
CHUNK = 1 << 18
TAIL = 1_000
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
AGAIN = "Open it in Excel or LibreOffice, save it once more as .xlsx, and read that copy."

_CELL = re.compile(
    rb"<(?:[A-Za-z]\w{0,20}:)?c\s(?:[^<>]{0,200}\s)?r=[\"']([A-Z]{1,9})([0-9]{1,20})[\"'][^<>]{0,200}(?<!/)>"
)
_ENCODING = re.compile(rb"^\s*<\?xml[^<>]{0,200}encoding=[\"']([^\"'<>]{1,40})[\"']")
_STRINGS = re.compile(rb"\b(?:uniqueCount|count)=[\"']([0-9]{1,20})[\"']")
_INSIDE = {
    "xl/workbook.xml": ((".xlsx", ".xlsm"), "an Excel workbook; give it the ending .xlsx"),
    "xl/workbook.bin": ((".xlsb",), "a binary Excel workbook; give it the ending .xlsb"),
    "content.xml": ((".ods", ".xlsx", ".xlsm"), "an OpenDocument file; give it the ending .ods if it is a workbook"),
    "word/document.xml": ((), "a Word document; copy its table into a workbook"),
    "ppt/presentation.xml": ((), "a presentation; copy its table into a workbook"),
}
_UTF8 = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_TEXTS = {".csv", ".tsv", ".txt"}
READABLE = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt")


class Refused(Unavailable):
    """A file that is not read; the sentence says why, and what to do."""


def look_at(path: Path) -> str:
    """The ending of a file that may be read, in lower case, after a look at its first bytes and its size.

    Raises:
        Refused: it cannot be opened, is empty, too large, protected, or not what its name says.
    """
    kind = path.suffix.lower()
    if kind not in READABLE:
        raise Refused(f"‘{path.name}’ is not a kind of file that can be read here. Readable are {', '.join(READABLE)}.")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(
            f"‘{path.name}’ could not be opened: {reason}. Check that it is there and that you may read it."
        ) from error
    if not size:
        raise Refused(f"‘{path.name}’ is empty: it has no bytes at all. Ask for it again, or save it again.")
    if kind not in _TEXTS and size > MOST_BYTES:
        raise Refused(f"‘{path.name}’ is larger than 30 MB. Split it, or save the sheet you need as .csv.")
    _check_name(path, kind, head)
    return kind


def _check_name(path: Path, kind: str, head: bytes) -> None:
    """Refuse a file whose first bytes contradict its ending."""
    found = _true_kind(path, head)
    expected = "text" if kind in _TEXTS else "ole" if kind == ".xls" else "zip"
    if found == "ole" and expected != "text" and _is_encrypted(path):
        raise Refused(
            f"‘{path.name}’ is protected by a password or by rights management. Open it, save an unprotected copy, "
            "and read that copy."
        )
    said = {
        "ole": "an old Excel or Office file; give it the ending .xls",
        "zip": "a packed workbook or other zip file; give it its right ending, usually .xlsx",
        "pdf": "a PDF document; save the table in it as .xlsx or .csv",
        "web": "a web page or XML file; open it in Excel or LibreOffice and save it as .xlsx",
        "picture": "a picture; type the table into a workbook",
        "text": "a plain text file; give it the ending .csv if it holds a table",
        "unknown": "not a workbook, or it is damaged; save it once more as .xlsx",
    }
    if found == expected or (found == "old" and kind == ".xls") or (found == "web" and expected == "text"):
        return
    if expected == "text" and found == "unknown":
        return  # the text reader finds out, and says why not
    raise Refused(f"‘{path.name}’ is not what its name says: it is {said.get(found, said['unknown'])}.")


def _true_kind(path: Path, head: bytes) -> str:  # noqa: PLR0911  a table of first bytes, one line each
    """What the first bytes say: ole, zip, pdf, picture, web, old (Excel before 1995), text or unknown."""
    if head.startswith(OLE_HEAD):
        return "ole"
    if head.startswith(b"PK") or (path.suffix.lower() not in _TEXTS and zipfile.is_zipfile(path)):
        return "zip"
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return "picture"
    if head[:2] in {b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08"}:
        return "old"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:20].lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        return "web"
    if b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    return "unknown"


def _is_encrypted(path: Path) -> bool:
    """Whether an Office container holds an encrypted workbook; its streams have fixed names."""
    data = path.read_bytes()
    return "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data


def check_zip(path: Path) -> list[str]:
    """Unpack every part once, within the limits, and return remarks (macros, links to other files).

    Raises:
        Refused: damaged, hostile or too large; the sentence says which.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_names(parts, path.name)
            _check_inside(path, [part.filename.lower() for part in parts])
            _check_parts(archive, parts)
    except Refused:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refused(
            f"‘{path.name}’ is damaged ({str(error)[:80]}). Ask for it again, or open and save it in Excel or "
            "LibreOffice."
        ) from error
    names = [part.filename.lower() for part in parts]
    remarks = []
    if any("vbaproject" in name for name in names):
        remarks.append("The workbook holds macros; they are never run and not kept.")
    if any(name.startswith("xl/externallinks/") and name.endswith(".xml") for name in names):
        remarks.append("The workbook has links to other files; they are not followed, the values saved last are used.")
    return remarks


def _check_names(parts: list[zipfile.ZipInfo], file: str) -> None:
    """Refuse too many parts, twins, names that leave the file, and what the zip says is locked."""
    if len(parts) > MOST_PARTS:
        raise Refused(f"‘{file}’ has {len(parts):,} parts inside, more than any real workbook. {AGAIN}")
    names = [part.filename.lower().replace("\\", "/") for part in parts]
    if len(set(names)) != len(names):
        raise Refused(f"‘{file}’ holds two parts of the same name, so it has two contents. {AGAIN}")
    if any(name.startswith("/") or ".." in name.split("/") or ":" in name for name in names):
        raise Refused(f"‘{file}’ holds a part whose name points outside the file. It was not made by a spreadsheet.")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(f"‘{file}’ is protected by a password. Open it, save an unprotected copy, and read that copy.")


def _check_inside(path: Path, names: list[str]) -> None:
    """Refuse a packed file that is another kind than its ending says."""
    for inside, (endings, said) in _INSIDE.items():
        if inside in names and path.suffix.lower() not in endings:
            raise Refused(f"‘{path.name}’ is not what its name says: it is {said}.")


def _check_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack each part in pieces and look into the XML ones."""
    total = cells = 0
    for part in parts:
        name = part.filename.lower()
        watch = _SheetBox() if "worksheets/" in name and name.endswith(".xml") else None
        size = 0
        for piece in _pieces(archive, part):
            if name.endswith((".xml", ".rels")):
                _check_xml(name, piece, first=not size)
            size += len(piece) - (TAIL if size else 0)
            if watch:
                watch.see(piece)
        total += size
        cells += watch.cells if watch else 0
        if total > MOST_UNPACKED:
            raise Refused(f"The workbook unpacks to more than {MOST_UNPACKED >> 20} MB. Split it, or save it as .csv.")
        if cells > MOST_CELLS:
            raise Refused(_spans(cells))


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked part in pieces, each but the first led by the last `TAIL` bytes before it.

    Raises:
        Refused: it is packed unusually, too large or packed too tightly.
    """
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Refused(f"The part ‘{part.filename}’ is packed in an unusual way. {AGAIN}")
    size, tail = 0, b""
    with archive.open(part) as file:
        while piece := file.read(CHUNK):
            size += len(piece)
            if size > MOST_PART:
                raise Refused(f"The part ‘{part.filename}’ unpacks to more than {MOST_PART >> 20} MB. Split the file.")
            if size > RATIO_FROM and size > MOST_RATIO * max(1, part.compress_size):
                raise Refused(
                    f"The part ‘{part.filename}’ is packed more than {MOST_RATIO}:1, as files made to fill the memory "
                    f"are. {AGAIN}"
                )
            yield (tail.rjust(TAIL) if size > len(piece) else b"") + piece
            tail = piece[-TAIL:]


def _check_xml(name: str, piece: bytes, *, first: bool) -> None:
    """Refuse what readers of XML are attacked with, and encodings they silently read as nothing."""
    if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
        raise Refused(f"The part ‘{name}’ declares XML entities, which no spreadsheet does but attacks do. {AGAIN}")
    if not first or name.startswith("customxml/"):  # foreign data beside the tables, which no reader opens
        return
    start = piece[:400]
    named = _ENCODING.match(start)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or (named and named[1].lower() not in _UTF8):
        raise Refused(f"The part ‘{name}’ is not written in UTF-8, as spreadsheets are. {AGAIN}")
    if name.endswith("sharedstrings.xml") and any(int(n) > MOST_STRINGS for n in _STRINGS.findall(start)):
        raise Refused(f"The workbook claims more than {MOST_STRINGS:,} texts. {AGAIN}")


class _SheetBox:
    """The box that the filled cells of one sheet span; a reader needs memory for all of it."""

    def __init__(self) -> None:
        self.rows = self.columns = 0

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    def see(self, piece: bytes) -> None:
        """Widen the box by the cells of a piece of the sheet's XML."""
        rows, letters = self.rows, {b""}
        for match in _CELL.finditer(piece):
            letters.add(match[1])
            row = int(match[2])
            rows = max(rows, row)
        self.rows = rows
        self.columns = max(self.columns, *(column_number(text.decode()) for text in letters))
        if self.rows > LAST_ROW or self.columns > LAST_COLUMN:
            raise Refused(f"A cell lies outside the sheet (beyond row {LAST_ROW:,} or column XFD). {AGAIN}")
        if self.cells > MOST_CELLS:
            raise Refused(_spans(self.cells))


def _spans(cells: int) -> str:
    """The sentence about a used area that is too large."""
    return (
        f"The used area of the sheets spans {cells:,} cells; at most {MOST_CELLS:,} are read. Delete stray cells far "
        "to the right or far below, or save the sheet you need as .csv."
    )
