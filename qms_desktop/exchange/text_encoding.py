"""In which encoding a text file is written; decided once for the whole file, and told to the user where it was a guess.

A byte-order mark decides; else the pattern of NUL bytes (UTF-16); else UTF-8, if the whole file is valid; else one of
three Windows code pages: Cyrillic where letters above 127 stand in runs, Central European where the bytes would be
signs inside words in the Western page, Western in all other cases. Old Mac and DOS pages are not guessed.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_SAMPLE = 1 << 16
_CHUNK = 1 << 20
_NUL_SHARE = 0.3
_RUN_SHARE = 0.6
_HIGH = re.compile(rb"[\x80-\xff]")
_CYRILLIC_RUN = re.compile(rb"[\xa8\xb8\xc0-\xff]{2,}")
_CENTRAL = re.compile(rb"[A-Za-z\xc0-\xff](?:\xb9|\xb3|\xbf)[A-Za-z\xc0-\xff]|[\x8d\x8f\x9d]|[A-Za-z]\x9f[a-z]")
_CENTRAL_START = re.compile(
    rb"(?:^|[\s,;\t\"])[\xa3\xaf\xa5\xb3\xbf\x8c\x9c\x8f\x9f\xa6][a-z]{2,}|\b[a-z]{2,}[\xb3\xb9][\s,;.]"
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """Python's name of the encoding, the user's name, and whether it was guessed rather than known."""

    codec: str
    name: str
    guessed: bool = False


def encoding_of(path: Path) -> Encoding:
    """The encoding of a text file; reads the whole file once, in pieces.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for bom, codec, name in _BOMS:
        if head.startswith(bom):
            return Encoding(codec, name)
    if wide := _wide(head):
        return Encoding(wide, "UTF-16", guessed=True)
    if _is_utf8(path):
        return Encoding("utf-8", "UTF-8")
    return _code_page(path)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of ordinary text is NUL."""
    half = max(1, len(head) // 2)
    if head[1::2].count(0) > _NUL_SHARE * half and head[0::2].count(0) < head[1::2].count(0) // 4:
        return "utf-16-le"
    if head[0::2].count(0) > _NUL_SHARE * half and head[1::2].count(0) < head[0::2].count(0) // 4:
        return "utf-16-be"
    return None


def _is_utf8(path: Path) -> bool:
    """Whether every byte of the file is valid UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(_CHUNK):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _code_page(path: Path) -> Encoding:
    """The most likely Windows code page, from the first megabyte that holds letters above 127."""
    sample = b""
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            sample = piece
            if _HIGH.search(piece):
                break
    high = len(_HIGH.findall(sample))
    if high and sum(map(len, _CYRILLIC_RUN.findall(sample))) > _RUN_SHARE * high:
        return Encoding("cp1251", "Windows Cyrillic (1251)", guessed=True)
    if len(_CENTRAL.findall(sample)) + len(_CENTRAL_START.findall(sample)) > 0:
        return Encoding("cp1250", "Windows Central European (1250)", guessed=True)
    return Encoding("cp1252", "Windows Western (1252)", guessed=True)
