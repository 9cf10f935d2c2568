"""Files made to do harm: each is refused within five seconds, in words, and the program lives on."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from qms_desktop.exchange.guard import OLE_HEAD, Refused
from qms_desktop.exchange.workbook_reading import read_book
from tests.exchange.crafted import (
    BOOK,
    NS,
    SHEET,
    STRINGS,
    TEXTS,
    Content,
    repeated,
    sheet,
    workbook,
)

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
MEGABYTE = 1 << 20


def cells(*places: str) -> str:
    return sheet(
        "".join(f'<row r="{p.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{p}"><v>1</v></c></row>' for p in places)
    )


HOSTILE: dict[str, tuple[dict[str, Content], str]] = {
    "two far cells": ({SHEET: cells("A1", "XFD1048576")}, "spans"),
    "a box of a hundred million": ({SHEET: cells("A1", "ALL100000")}, "spans"),
    "a row that no sheet has": ({SHEET: cells("A1", "A99999999999999999999")}, "outside the sheet"),
    "a row of 2 to the 32": ({SHEET: cells("A4294967295")}, "outside the sheet"),
    "a column that no sheet has": ({SHEET: cells("ZZZZZZZZ1")}, "outside the sheet"),
    "a count of texts that lies": ({TEXTS: STRINGS.replace('"2"', '"4294967295"')}, "texts"),
    "one text of 64 MB": (
        {TEXTS: repeated(f'<sst {NS} uniqueCount="1"><si><t>', b"A" * MEGABYTE, 64, "</t></si></sst>")},
        "packed more than",
    ),
    "64 MB of blanks": (
        {SHEET: repeated(f"<worksheet {NS}>", b" " * MEGABYTE, 64, "</worksheet>")},
        "packed more than",
    ),
    "entities in the sheet": ({SHEET: sheet(before=LAUGHS)}, "entities"),
    "entities in the texts": ({TEXTS: STRINGS.replace("?>", "?>" + LAUGHS, 1).replace("Part", "&i;")}, "entities"),
    "an entity that reads a file": (
        {TEXTS: STRINGS.replace("?>", '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:/etc/hostname">]>', 1)},
        "entities",
    ),
    "a sheet in UTF-16": ({SHEET: sheet().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16")}, "UTF-8"),
    "a sheet in Latin 1": ({SHEET: sheet().replace("?>", ' encoding="ISO-8859-1"?>', 1)}, "UTF-8"),
    "deep nesting": (
        {SHEET: repeated(f"<worksheet {NS}><sheetData>", b"<x>" * 1000, 10_000, "</worksheet>")},
        "packed",
    ),
    "no sheets": ({"xl/workbook.xml": f"<workbook {NS}><sheets/></workbook>"}, "no sheet"),
    "no workbook": ({"xl/workbook.xml": None}, "no sheet"),
    "a Word document": ({"word/document.xml": "<w/>"}, "a Word document"),
    "an OpenDocument file": ({"xl/workbook.xml": None, "content.xml": "<office/>"}, "no sheet"),
}


def refusal(path: Path) -> str:
    """The sentence with which a file is refused, in less than five seconds."""
    start = time.monotonic()
    with pytest.raises(Refused) as caught:
        read_book(path)
    assert time.monotonic() - start < 5
    sentence = str(caught.value)
    assert sentence[0] in "‘TANR"
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    return sentence


@pytest.mark.parametrize("name", HOSTILE)
def test_refused(tmp_path: Path, name: str) -> None:
    parts, word = HOSTILE[name]
    assert word in refusal(workbook(tmp_path / "bad.xlsx", parts))


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil", "C:\\evil"])
def test_parts_that_point_outside(tmp_path: Path, name: str) -> None:
    assert "points outside" in refusal(workbook(tmp_path / "bad.xlsx", also={name: "x"}))


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile says so itself
        path = workbook(tmp_path / "bad.xlsx", also={SHEET: cells("A1")})
    assert "same name" in refusal(path)


def test_too_many_parts(tmp_path: Path) -> None:
    assert "parts" in refusal(workbook(tmp_path / "bad.xlsx", also={f"xl/x{n}.xml": "" for n in range(2001)}))


def test_an_encrypted_workbook(tmp_path: Path) -> None:
    path = tmp_path / "secret.xlsx"
    path.write_bytes(OLE_HEAD + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512))
    assert "protected by a password or by rights management" in refusal(path)


def test_a_large_file(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.write(b"PK\3\4")
        file.truncate(31 * MEGABYTE)
    assert "larger than 30 MB" in refusal(path)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.xlsx", b"hello,world\n1,2\n", "plain text"),
        ("a.xlsx", b"<html><table></table></html>", "web page"),
        ("a.xls", b"<?xml version='1.0'?><Workbook/>", "web page"),
        ("a.xlsx", OLE_HEAD + bytes(600), "old Excel"),
        ("a.csv", b"%PDF-1.7 ...", "PDF"),
        ("a.csv", b"PK\3\4 and so on", "packed workbook"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        ("a.csv", bytes(range(256)) * 40, "no text"),
        ("a.xlsx", b"", "empty"),
        ("a.docx", b"PK\3\4", "not a kind of file"),
        ("a.ods", bytes(100) + b"\1\2\3", "not a workbook"),
    ],
)
def test_files_that_are_not_what_their_name_says(tmp_path: Path, name: str, content: bytes, word: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert word in refusal(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "could not be opened" in refusal(tmp_path / "gone.xlsx")


@pytest.mark.parametrize("cut", [lambda data: data[: len(data) // 2], lambda data: data[:-30], lambda data: data[40:]])
def test_truncated(tmp_path: Path, cut: Callable[[bytes], bytes]) -> None:
    path = workbook(tmp_path / "cut.xlsx")
    path.write_bytes(cut(path.read_bytes()))
    refusal(path)


def test_many_flipped_bytes_never_escape(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx").read_bytes()
    path = tmp_path / "flipped.xlsx"
    verdicts = set()
    for place in range(7, len(whole), len(whole) // 20):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            verdicts.add(bool(read_book(path).sheets))
        except Refused as refused:
            verdicts.add(not str(refused))
    assert verdicts <= {True, False}


def test_a_workbook_of_many_sheets_on_one_part(tmp_path: Path) -> None:
    one = '<sheet name="S" sheetId="1" r:id="rId1"/>'
    many = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 400))
    book = read_book(workbook(tmp_path / "many.xlsx", {"xl/workbook.xml": BOOK.replace(one, many)}))
    assert len(book.sheets) == 399


def test_tags_without_end_do_not_slow_the_guard(tmp_path: Path) -> None:
    part = repeated("<worksheet><sheetData>", b'<c <row <c s="' * 997 + b"\n\xff\xfe\x01" * 9, 400, "")
    refusal(workbook(tmp_path / "slow.xlsx", {SHEET: part}))
