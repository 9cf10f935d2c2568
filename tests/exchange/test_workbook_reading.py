"""What leaves the reader of workbooks: values at their addresses, and a remark for all that is not plain."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from qms_desktop.exchange.guard import Refused
from qms_desktop.exchange.table import NO_VALUE, ErrorCell, Sheet, Visibility, address, column_letter, column_number
from qms_desktop.exchange.workbook_reading import read_book
from tests.exchange.crafted import BOOK, BOOK_RELATIONS, OFFICE, SHEET, STRINGS, TEXTS, sheet, workbook


def read_sheet(tmp_path: Path, rows: str, **more: str) -> tuple[Sheet, list[str]]:
    book = read_book(workbook(tmp_path / "a.xlsx", {SHEET: sheet(rows, **more)}))
    return book.sheets[0], book.remarks


def test_an_honest_workbook(tmp_path: Path) -> None:
    book = read_book(workbook(tmp_path / "a.xlsx"))
    assert book.kind == ".xlsx"
    assert [(found.name, found.rows) for found in book.sheets] == [("S", [["Part", "Qty"], [1.0]])]
    assert book.remarks == []


def test_addresses_never_shift(tmp_path: Path) -> None:
    found, _ = read_sheet(tmp_path, '<row r="7"><c r="C7" t="inlineStr"><is><t>x</t></is></c></row>')
    assert found.cell(7, 3) == "x"
    assert len(found.rows) == 7
    assert found.cell(1, 1) is found.cell(99, 1) is found.cell(7, 99) is None


def test_errors_are_marked_and_told(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#DIV/0!</v></c></row>'
        '<row r="3"><c r="C3" t="e"><v>#N/A</v></c></row>'
    )
    found, remarks = read_sheet(tmp_path, rows)
    assert found.cell(1, 2) == ErrorCell("#DIV/0!")
    assert found.cell(3, 3) == ErrorCell("#N/A")
    assert remarks == ["2 error cells are read as empty (first: S!B1)."]


def test_formulas_with_and_without_a_result(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+2</f><v>3</v></c><c r="C1" t="str"><f>""</f><v></v></c>'
        '<c r="D1"><v>4</v></c></row>'
    )
    found, remarks = read_sheet(tmp_path, rows)
    assert found.rows == [[NO_VALUE, 3.0, None, 4.0]]
    assert found.formulas == {(1, 1), (1, 2), (1, 3)}
    assert remarks == ["1 formula has no saved result and is read as empty (first: S!A1)."]


def test_leading_zeros_of_a_format_are_told(tmp_path: Path) -> None:
    found, remarks = read_sheet(tmp_path, '<row r="1"><c r="A1" s="2"><v>42</v></c></row>')
    assert found.cell(1, 1) == 42.0
    assert found.shown == {(1, 1): "00042"}
    assert "00042" in remarks[0]


def test_many_digits_are_told(tmp_path: Path) -> None:
    _, remarks = read_sheet(tmp_path, '<row r="1"><c r="A1"><v>123456789012345678</v></c></row>')
    assert remarks == ["1 number has over 15 digits, of which 15 are kept (first: S!A1)."]


@pytest.mark.parametrize(("system", "day"), [("", date(2026, 3, 2)), ("<workbookPr date1904='1'/>", date(2030, 3, 3))])
def test_both_systems_of_dates(tmp_path: Path, system: str, day: date) -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>46083</v></c><c r="B1" s="1"><v>46083.5</v></c></row>'
    parts = {SHEET: sheet(rows), "xl/workbook.xml": BOOK.replace("<sheets>", system + "<sheets>")}
    (found,) = read_book(workbook(tmp_path / "a.xlsx", parts)).sheets
    value, moment = found.rows[0]
    assert (value.date() if isinstance(value, datetime) else value) == day
    assert isinstance(moment, datetime)
    assert moment.hour == 12


def test_hidden_rows_columns_and_merged_areas(tmp_path: Path) -> None:
    rows = '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>'
    found, remarks = read_sheet(
        tmp_path,
        rows,
        head='<cols><col min="2" max="3" width="9" hidden="1"/></cols>',
        tail='<mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>',
    )
    assert found.hidden_rows == {1}
    assert found.hidden_columns == {2, 3}
    assert found.merged == [(2, 1, 3, 2)]
    assert [remark.partition("has ")[2] for remark in remarks] == [
        "1 hidden row.",
        "1 hidden column.",
        "1 merged area.",
    ]


@pytest.mark.parametrize(
    ("state", "visibility"), [("hidden", Visibility.HIDDEN), ("veryHidden", Visibility.VERY_HIDDEN)]
)
def test_hidden_sheets(tmp_path: Path, state: str, visibility: Visibility) -> None:
    parts = {"xl/workbook.xml": BOOK.replace('sheetId="1"', f'sheetId="1" state="{state}"')}
    book = read_book(workbook(tmp_path / "a.xlsx", parts))
    assert book.sheets[0].visibility is visibility
    assert book.visible_sheets == []
    assert book.remarks == [f"The sheet ‘S’ is {visibility}."]


def test_nul_is_taken_out_and_told(tmp_path: Path) -> None:
    parts = {TEXTS: STRINGS.replace("Part", "a_x0000_b")}
    book = read_book(workbook(tmp_path / "a.xlsx", parts))
    assert book.sheets[0].cell(1, 1) == "ab"
    assert "NUL" in book.remarks[0]


def test_one_damaged_sheet_does_not_take_the_others(tmp_path: Path) -> None:
    one = '<sheet name="S" sheetId="1" r:id="rId1"/>'
    parts = {
        "xl/workbook.xml": BOOK.replace(one, one + '<sheet name="T" sheetId="2" r:id="rId9"/>'),
        "xl/_rels/workbook.xml.rels": BOOK_RELATIONS.replace(
            "<Relationship ",
            f'<Relationship Id="rId9" Type="{OFFICE}/worksheet" Target="worksheets/sheet2.xml"/><Relationship ',
            1,
        ),
        "xl/worksheets/sheet2.xml": sheet('<row r="1"><c r="A1" t="s"><v>&broken</v></c></row>'),
    }
    book = read_book(workbook(tmp_path / "a.xlsx", parts))
    assert [found.rows[0] for found in book.sheets] == [["Part", "Qty"]]
    assert book.remarks[0].startswith("The sheet ‘T’ is damaged and was left out")


def test_macros_and_links_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsm", also={"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<x/>"})
    remarks = " ".join(read_book(path).remarks)
    assert "never run" in remarks
    assert "not followed" in remarks


def test_endings_in_capitals(tmp_path: Path) -> None:
    assert read_book(workbook(tmp_path / "A.XLSX")).kind == ".xlsx"


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")

    def touch(_rows: int) -> None:
        path.write_bytes(path.read_bytes() + b"x")

    with pytest.raises(Refused, match="was changed by another program"):
        read_book(path, progress=touch)


def test_letters_of_columns() -> None:
    for number in (1, 26, 27, 702, 703, 16384):
        assert column_number(column_letter(number)) == number
    assert (column_letter(16384), address(7, 28)) == ("XFD", "AB7")
