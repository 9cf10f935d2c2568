"""Reading our own PDFs back: the text of every page, by the fonts' own tables of signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\n?endstream", re.DOTALL)
_SIGN = re.compile(rb"<([0-9A-F]{2,4})> <([0-9A-F]{4,6})>")
_SHOWN = re.compile(rb"/(F\d+(?:\+\d+)?) [\d.]+ Tf|\(((?:[^()\\]|\\.)*)\) Tj", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)


@dataclass(frozen=True)
class Paper:
    """A printed file."""

    pages: list[str]
    raw: bytes

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    @property
    def words(self) -> str:
        """The text with single blanks, whatever lines it was broken into."""
        return " ".join(self.text.split())


def read(path: Path) -> Paper:
    """A PDF that was written uncompressed."""
    raw = path.read_bytes()
    objects = {int(n): body for n, body in _OBJECT.findall(raw)}
    fonts = _fonts(objects)
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b(?!s)", body)]
    return Paper([_text(_content(objects, page), fonts) for page in pages], raw)


def _fonts(objects: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    found = {}
    for body in objects.values():
        name, table = re.search(rb"/Name /(\S+)", body), re.search(rb"/ToUnicode (\d+) 0 R", body)
        if name and table:
            signs = _SIGN.findall(objects[int(table[1])])
            found[name[1]] = {int(code, 16): chr(int(sign, 16)) for code, sign in signs}
    return found


def _content(objects: dict[int, bytes], page: bytes) -> bytes:
    number = re.search(rb"/Contents (\d+) 0 R", page)
    assert number is not None
    stream = _STREAM.search(objects[int(number[1])])
    assert stream is not None, "print it uncompressed to read it back"
    return stream[1]


def _text(content: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    lines, signs = [], dict[int, str]()
    for font, shown in _SHOWN.findall(content):
        if font:
            signs = fonts.get(font, {})
        else:
            lines.append("".join(signs.get(code, chr(code)) for code in _ESCAPE.sub(_plain, shown)))
    return "\n".join(lines)


def _plain(match: re.Match[bytes]) -> bytes:
    said = match[1]
    if said.isdigit():
        return bytes([int(said, 8)])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(said, said)
