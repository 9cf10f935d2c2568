"""What is written comes back equal: no live formula, no live link, nothing half written."""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qms_desktop.errors import Stopped, Unavailable
from qms_desktop.exchange import writing
from qms_desktop.exchange.headers import find_table
from qms_desktop.exchange.table import Book
from qms_desktop.exchange.workbook_reading import read_book
from qms_desktop.exchange.writing import ColumnSpec, Written, write_csv, write_json, write_register

NASTY = (
    "=1+1", '=HYPERLINK("http://x.example","y")', "+49 30 1234", "-5", "@x", "\tx", "'x", "''=x", "00042", "1E5",
    "1/22", "http://x.example", "mailto:a@b.example", "{=A1}", "a\r\nb", "a\rb", "a\nb", "😀", "שלום", "مرحبا",
    "_x0041_", "_x000D_",
    "x_x0041_x0042_x0043_", "_x0041\r", "_x0041\rx0042_", "_x0041_x0042\r", "<r>a</r>", "<r><t>b</t></r>",
    "<r>&c</r>", "<r>",
    "<r>" + "&" * 20_000 + "</r>", "<r>" + "_x0041_x0042\r" * 2_300 + "</r>",
    " lead and trail ", "<b>&amp;</b>", '"quoted"', "TRUE", "#N/A", "x" * 32_767, "😀" * 20_000, "y" * 90_000,
    "\u2028", "a;b|c,d", "sep=;", "\ufeffx", "‘’",
)  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40),
    st.lists(st.sampled_from(["_", "x0041", "_x0041", "_x000D_", "\r", "\n", "<r>", "</r>", " ", "x"]), max_size=8).map(
        "".join
    ),
    st.text("=+-@\t\r\n'_x0041\" ,;", max_size=12),
)
COLUMNS = (
    ColumnSpec("title", "Title", required=True, prompt="What it is about"),
    ColumnSpec("description", "Description", "long_text"),
    ColumnSpec("due_on", "Due", "day"),
    ColumnSpec("count", "Count", "whole"),
    ColumnSpec("cost", "Cost", "money"),
    ColumnSpec("rating", "Rating", "choice", choices=["Preferred", "Blocked", *(f"Choice {n}" for n in range(60))]),
    ColumnSpec("critical", "Critical", "flag"),
)
IDENTITY = {
    "template": "suppliers", "version": "1", "schema": "a1", "export_id": "7", "exported_at": "2026-11-22T10:42:00Z",
    "kind": "supplier", "organisation": "Größe & Söhne",
}  # fmt: skip
ROW = ("SUP-0001", "Baltic Forge", "two\nlines", date(2026, 12, 31), 5, 12.5, "Preferred", True)


def write(path: Path, rows: Sequence[tuple[object, ...]], **more: Any) -> Written:
    identity: dict[str, Any] = {"properties": IDENTITY, "read_me": ["Suppliers", "From: us"]}
    return write_register(path, sheet_title="Suppliers", columns=COLUMNS, rows=rows, **identity, **more)


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_the_standard_of_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert write(path, [ROW], qms_rows=[("0a1b", 3, "k")]) == Written(1)
    book = read_book(path)
    assert [(sheet.name, sheet.visibility.value) for sheet in book.sheets] == [
        ("Read me", "visible"), ("Suppliers", "visible"), ("Lists", "hidden"),
    ]  # fmt: skip
    assert {name.removeprefix("qms."): value for name, value in book.properties.items()} == IDENTITY
    assert ["qms.kind", "supplier"] in book.marks
    assert ["column", "due_on", "Due", "day"] in book.marks
    register = book.sheets[1]
    assert register.rows[0] == [
        "No.",
        "Title *",
        "Description",
        "Due",
        "Count",
        "Cost",
        "Rating",
        "Critical",
        "qms_row",
    ]
    assert register.rows[1] == [*ROW[:-1], "Yes", "0a1b.3.k"]
    assert register.hidden_columns == {9}
    inside = parts(path)
    sheet = inside["xl/worksheets/sheet2.xml"]
    for piece in (
        'topLeftCell="C2"',
        'orientation="landscape"',
        'paperSize="9"',
        "fitToPage",
        "Page &amp;P of &amp;N",
        "<tableParts",
    ):
        assert piece in sheet
    assert re.search(r"<formula1>list_\d+_rating</formula1>", sheet)
    assert 'type="date"' in sheet
    assert "_xlnm.Print_Titles" in inside["xl/workbook.xml"]
    assert 'state="veryHidden"' in inside["xl/workbook.xml"]
    assert set(re.findall(r'<name val="([^"]+)"', inside["xl/styles.xml"])) <= {
        "Calibri",
        "Tahoma",
    }  # Tahoma: XlsxWriter's for comments


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXT, TEXT), max_size=12))
def test_hostile_text_comes_back_equal_from_a_workbook(tmp_path: Path, texts: list[tuple[str, str]]) -> None:
    check_round_trip(tmp_path / "out.xlsx", texts)


@pytest.mark.parametrize("large", [False, True])
def test_every_nasty_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: bool) -> None:
    if large:
        monkeypatch.setattr(writing, "MOST_TABLE_ROWS", 1)
    check_round_trip(tmp_path / "out.xlsx", [(text, text) for text in NASTY])


def check_round_trip(path: Path, texts: list[tuple[str, str]]) -> None:
    write(path, [("K", *pair, None, None, None, None, None) for pair in texts])
    book = read_book(path)
    assert [sheet.name for sheet in book.sheets] == ["Read me", "Suppliers", "Lists"]
    read = [(row + [None] * 3)[1:3] for row in book.sheets[1].rows[1:]]
    assert read == [[text or None for text in pair] for pair in texts]
    assert book.sheets[1].formulas == set()
    inside = parts(path)
    assert not any("<f>" in text or "<hyperlink" in text for name, text in inside.items() if "worksheets/sheet" in name)
    assert not any("hyperlink" in text for name, text in inside.items() if name.endswith(".rels"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=12), st.sampled_from(",;\t"))
def test_hostile_text_comes_back_equal_from_csv(
    tmp_path: Path, rows: list[tuple[str, str, str]], delimiter: str
) -> None:
    path = tmp_path / "out.csv"
    assert write_csv(path, ["No.", "Title", "Note"], [("1", *row[1:]) for row in rows], delimiter=delimiter) == len(
        rows
    )
    (sheet,) = read_book(path).sheets
    assert sheet.rows == [["No.", "Title", "Note"], *(["1", row[1] or None, row[2] or None] for row in rows)]


def test_no_cell_of_a_csv_begins_like_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, ["=a", "b"], [(text, -5) for text in NASTY])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    for line in path.read_text("utf-8-sig").splitlines():
        assert not line.startswith(("=", "+", "-", "@", '"=', '"+', '"-', '"@', '"\t'))


def test_values_that_a_spreadsheet_would_alter_are_told(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    rows = [("1", "a\x07b", None, date(1850, 1, 1), 10**17, float("nan"), None, None)]
    assert len(write(path, rows).remarks) == 2
    assert read_book(path).sheets[1].rows[1] == ["1", "ab", None, "1850-01-01", "100000000000000000", "nan"]


def test_a_register_without_rows(tmp_path: Path) -> None:
    write(tmp_path / "out.xlsx", [])
    table = find_table(read_book(tmp_path / "out.xlsx").sheets[1])
    assert table is not None
    assert table.data_rows == []


def test_many_rows_are_written_without_a_table(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    count = writing.MOST_TABLE_ROWS + 5
    told: list[int] = []
    rows = [(f"{n}", f"title {n}", *ROW[2:]) for n in range(count)]
    assert write(path, rows, progress=told.append).rows == count
    assert told[-1] == count
    sheet = read_book(path).sheets[1]
    assert (len(sheet.rows), sheet.rows[-1][1]) == (count + 1, f"title {count - 1}")
    assert "<autoFilter" in parts(path)["xl/worksheets/sheet2.xml"]


@pytest.mark.parametrize("count", [10, writing.MOST_TABLE_ROWS + 500])
def test_cancel_keeps_the_old_file(tmp_path: Path, count: int) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(Stopped):
        write(path, [ROW] * count, cancelled=lambda: True)
    assert [(left.name, left.read_bytes()) for left in tmp_path.iterdir()] == [("out.xlsx", b"old")]


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv", "out.json"])
def test_a_failure_keeps_the_old_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")

    def rows() -> Iterator[tuple[object, ...]]:
        yield ROW
        raise KeyError("half way")

    circle: list[object] = []
    circle.append(circle)
    writers: dict[str, Callable[[], object]] = {
        "out.xlsx": lambda: write_register(path, sheet_title="S", columns=COLUMNS, rows=rows(), properties={}),
        "out.csv": lambda: write_csv(path, ["a"], rows()),
        "out.json": lambda: write_json(path, circle),
    }
    with pytest.raises((KeyError, ValueError)):
        writers[name]()
    assert [(left.name, left.read_bytes()) for left in tmp_path.iterdir()] == [(name, b"old")]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for write_it in (write, lambda path, rows: write_csv(path, ["a"], rows)):
        with pytest.raises(Unavailable, match="could not be written"):
            write_it(tmp_path / "nowhere" / "out.xlsx", [ROW])


def test_a_full_disk_keeps_the_old_file(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here: a full disk cannot be played")
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    (tmp_path / f"out.csv.{os.getpid()}.part").symlink_to(full)
    with pytest.raises(Unavailable, match="could not be written"):
        write_csv(path, ["a"], [("x" * 100_000,)] * 50)
    assert [(left.name, left.read_bytes()) for left in tmp_path.iterdir()] == [("out.csv", b"old")]


def test_json(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_json(path, {"day": date(2026, 1, 2), "text": "Größe =1"})
    assert json.loads(path.read_text("utf-8")) == {"day": "2026-01-02", "text": "Größe =1"}
    assert "Größe" in path.read_text("utf-8")


def test_titles_that_no_sheet_may_have(tmp_path: Path) -> None:
    for title in ("a/b:c*?[d]", "Lists", "x" * 60, "'quoted'", "", "_qms"):
        path = tmp_path / "out.xlsx"
        write_register(path, sheet_title=title, columns=COLUMNS[:1], rows=[("1", "x")], properties={})
        assert read_book(path).sheets[1].rows[1] == ["1", "x"]
        assert isinstance(read_book(path), Book)
