"""Where the table stands, and which rows are records: sheets as real people make them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qms_desktop.exchange.csv_reading import mend_ragged
from qms_desktop.exchange.headers import Found, find_table, find_tables
from qms_desktop.exchange.table import NO_VALUE, Book, ErrorCell, Sheet, Value, Visibility

HEAD: list[Value] = ["No.", "Title", "Owner", "Due"]
ONE: list[Value] = ["R1", "Flood", "Ann", date(2026, 1, 2)]
TWO: list[Value] = ["R2", "Fire", "Bob", date(2026, 1, 3)]
THREE: list[Value] = ["R3", "Theft", None, None]


def found(rows: list[list[Value]], *known: str, **more: object) -> Found:
    sheet = Sheet("S", rows)
    for name, value in more.items():
        setattr(sheet, name, value)
    table = find_table(sheet, known, mend=mend_ragged)
    assert table is not None
    return table


def left_out(table: Found) -> dict[int, str]:
    return dict(table.left_out)


def test_a_plain_table() -> None:
    table = found([HEAD, ONE, TWO])
    assert (table.header_row, table.first_column, table.headers) == (1, 1, HEAD)
    assert table.data_rows == [(2, ONE), (3, TWO)]
    assert table.left_out == []


@pytest.mark.parametrize("above", range(0, 29, 4))
def test_below_a_letterhead(above: int) -> None:
    letterhead: list[list[Value]] = [["ACME Ltd"], [], ["Risk register", None, "Rev. 3"], ["Date:", date(2026, 1, 1)]]
    lines: list[list[Value]] = [
        [None, f"{n}. Fill in every column, and ask if you do not know how."] for n in range(30)
    ]
    rows = [*(letterhead + lines)[:above], HEAD, ONE, TWO]
    table = found(rows)
    assert table.header_row == above + 1
    assert len(table.data_rows) == 2


def test_not_in_column_a_and_numbers_stay_those_of_the_file() -> None:
    rows: list[list[Value]] = [[], [None, None, "Register"], [None, None, *HEAD], [None, None, *ONE]]
    table = found(rows, first_row=5)
    assert (table.header_row, table.first_column) == (7, 3)
    assert table.data_rows == [(8, ONE)]


def test_a_rating_table_above() -> None:
    scale: list[list[Value]] = [["Scale", None], ["1", "Rare"], ["2", "Likely"], ["3", "Certain"], []]
    assert found([*scale, HEAD, ONE, TWO]).header_row == 6


def test_known_words_decide_between_rows_of_text() -> None:
    rows: list[list[Value]] = [
        ["a b", "c d", "e f", "g h"],
        ["Nr.", "Bezeichnung", "Verantwortlich", "Termin"],
        ["x", "y", "z", "w"],
    ]
    assert found(rows).header_row == 1
    table = found(rows, "nr.", "bezeichnung", "verantwortlich", "termin")
    assert (table.header_row, table.known) == (2, 4)


def test_two_tables_side_by_side() -> None:
    rows: list[list[Value]] = [
        [*HEAD, None, "Code", "Meaning"],
        [*ONE, None, "A", "low"],
        [*TWO, None, "B", "high"],
    ]
    assert found(rows).headers == HEAD
    assert found(rows, "code", "meaning").headers == ["Code", "Meaning"]


def test_columns_without_a_header_are_kept() -> None:
    table = found([["", "Title", None, "Due"], ["1", "Flood", "stray", "x"]])
    assert table.headers == ["", "Title", "", "Due"]
    assert table.data_rows[0][1] == ["1", "Flood", "stray", "x"]


def test_repeated_headers_sections_and_totals() -> None:
    rows: list[list[Value]] = [
        HEAD, ["Production"], ONE, TWO, [],
        ["NO.", "title ", "Owner", "Due"], ["Warehouse"], THREE, ["Total", None, None, 3.0],
    ]  # fmt: skip
    table = found(rows)
    assert [number for number, _ in table.data_rows] == [3, 4, 8]
    assert left_out(table) == {
        2: "a section title", 5: "blank", 6: "the header again", 7: "a section title", 9: "a total",
    }  # fmt: skip


def test_signatures_and_notes_below() -> None:
    rows: list[list[Value]] = [
        HEAD,
        ONE,
        TWO,
        [],
        ["Prepared by: Ann", None, "Approved by: Bob"],
        [None, "Legend: R = risk"],
    ]
    table = found(rows)
    assert len(table.data_rows) == 2
    assert set(left_out(table)) == {4, 5, 6}


def test_a_title_that_begins_with_total_is_a_record() -> None:
    rows: list[list[Value]] = [
        HEAD,
        ["Total loss of supplier", "long text", "Ann", "x"],
        ["R2", "Totals wrong", "Bob", "y"],
    ]
    assert len(found(rows).data_rows) == 2


def test_numbers_and_formulas_given_in_advance() -> None:
    rows: list[list[Value]] = [
        HEAD,
        ONE,
        ["R2"],
        ["R3", None, None, 0.0],
        [None, None, None, NO_VALUE],
        [None, ErrorCell("#REF!")],
    ]
    table = found(rows, formulas={(4, 4), (5, 4)})
    assert [number for number, _ in table.data_rows] == [2]
    assert left_out(table) == {
        3: "only a number given in advance", 4: "only a number given in advance", 5: "blank", 6: "only error values",
    }  # fmt: skip


def test_a_record_with_only_a_description_is_a_record() -> None:
    table = found([HEAD, ONE, [None, "Something happened", None, None], TWO])
    assert len(table.data_rows) == 3


def test_a_single_column_and_an_empty_table() -> None:
    assert found([["Name"], ["Ann"], ["Bob"]]).data_rows == [(2, ["Ann"]), (3, ["Bob"])]
    assert found([HEAD]).data_rows == []
    assert find_table(Sheet("S")) is None
    assert find_table(Sheet("S", [[1.0, 2.0], [3.0, 4.0]])) is None


def test_the_user_chooses_the_row() -> None:
    table = find_table(Sheet("S", [HEAD, ONE, TWO]), header_row=2)
    assert table is None or table.header_row == 2
    lonely: list[Value] = ["x"]
    far = [*([lonely] * 40), HEAD, ONE]
    table = find_table(Sheet("S", far), header_row=41)
    assert table is not None
    assert (table.headers, table.data_rows) == (HEAD, [(42, ONE)])


def test_ragged_rows() -> None:
    rows: list[list[Value]] = [
        ["No", "Note", "Who"],
        ["1", "a", " b", "Ann"],
        ["2", "a", "b", "c", "Bob"],
        ["3", "x", "Eve"],
    ]
    table = found(rows, ragged={2: 4, 3: 5})
    assert table.data_rows[0] == (2, ["1", "a, b", "Ann"])
    assert table.data_rows[1] == (3, ["2", "a", "b", "c", "Bob"])
    assert table.ragged == [3]


def test_the_best_sheet_first_and_hidden_ones_off(tmp_path: Path) -> None:
    notes = Sheet("Notes", [["Read this", "please"], ["a", "b"]])
    hidden = Sheet("Old", [HEAD, ONE], visibility=Visibility.HIDDEN)
    real = Sheet("Register", [HEAD, ONE, TWO])
    book = Book(tmp_path, ".xlsx", [notes, hidden, real])
    assert [sheet.name for sheet, _ in find_tables(book, {"title", "owner"})] == ["Register", "Notes"]
    assert len(find_tables(book, also_hidden=True)) == 3
