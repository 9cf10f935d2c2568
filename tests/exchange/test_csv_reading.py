"""Text tables in every encoding and with every delimiter; ragged rows are told, never cut."""

from __future__ import annotations

import codecs
import time
from pathlib import Path

import pytest

from qms_desktop.errors import Stopped
from qms_desktop.exchange import csv_reading
from qms_desktop.exchange.csv_reading import mend_ragged, shape_of, stream_rows
from qms_desktop.exchange.guard import Refused
from qms_desktop.exchange.workbook_reading import read_book

GERMAN = "Nr;Größe;Straße\n1;groß;Müllerstraße\n"
CZECH = "Č;Název\n1;Příliš žluťoučký kůň\n"
POLISH = "Nr,Opis\n1,Zażółć gęślą jaźń\n"
RUSSIAN = "№,Описание\n1,Несоответствие продукции\n"
SPANISH = "Nº;Descripción\n1;¿Qué pasó? El año pasado\n"


def read(tmp_path: Path, content: bytes, name: str = "a.csv") -> tuple[list[list[object]], list[str]]:
    path = tmp_path / name
    path.write_bytes(content)
    book = read_book(path)
    return [list(row) for row in book.sheets[0].rows], book.remarks


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (GERMAN.encode(), GERMAN),
        (GERMAN.encode("utf-8-sig"), GERMAN),
        (GERMAN.encode("cp1252"), GERMAN),
        (SPANISH.encode("cp1252"), SPANISH),
        (CZECH.encode("cp1250"), CZECH),
        (POLISH.encode("cp1250"), POLISH),
        (RUSSIAN.replace("№", "N").encode("cp1251"), RUSSIAN.replace("№", "N")),
        (RUSSIAN.encode("utf-16"), RUSSIAN),
        (codecs.BOM_UTF16_BE + CZECH.encode("utf-16-be"), CZECH),
        (GERMAN.encode("utf-16-le"), GERMAN),
        (GERMAN.encode("utf-16-be"), GERMAN),
        (GERMAN.encode("utf-32"), GERMAN),
    ],
    ids=lambda value: "" if isinstance(value, str) else f"{value[:6]!r}",
)
def test_encodings(tmp_path: Path, content: bytes, text: str) -> None:
    rows, _ = read(tmp_path, content)
    delimiter = ";" if ";" in text else ","
    assert rows == [line.split(delimiter) for line in text.splitlines()]


def test_a_guessed_encoding_is_told(tmp_path: Path) -> None:
    assert "Windows Western" in read(tmp_path, GERMAN.encode("cp1252"))[1][0]
    assert read(tmp_path, GERMAN.encode())[1] == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    lines = [["No", "Text", "Note"], ["1", "one, two; three", "a|b"], ["2", "x", "y"]]
    text = "\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line) for line in lines)
    assert read(tmp_path, text.encode())[0] == lines


def test_decimal_commas_do_not_win(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, b"a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n1,5;2,5;3,5\n")
    assert rows[1] == ["1,5", "2,5", "3,5"]


def test_a_line_that_names_the_delimiter(tmp_path: Path) -> None:
    assert read(tmp_path, b"sep=|\r\na|b,c\r\n1|2,3\r\n")[0] == [["a", "b,c"], ["1", "2,3"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_quotes_and_newlines_in_cells(tmp_path: Path, end: str) -> None:
    text = end.join(["no,text", '1,"two', 'lines and ""quotes"""', "2,plain"])
    rows, _ = read(tmp_path, text.encode())
    assert rows == [["no", "text"], ["1", f'two{end}lines and "quotes"'], ["2", "plain"]]


def test_texts_stay_texts(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, b"code,date,n\n0002,1/22,1E5\n1.10,02030-0432,\n")
    assert rows[1:] == [["0002", "1/22", "1E5"], ["1.10", "02030-0432", None]]


def test_a_blank_after_each_delimiter(tmp_path: Path) -> None:
    assert read(tmp_path, b'a, b, c\n1, "x, y", 3\n')[0] == [["a", "b", "c"], ["1", "x, y", "3"]]


def test_nul_characters_are_told(tmp_path: Path) -> None:
    rows, remarks = read(tmp_path, b"a,b\nx\0y,z\n")
    assert rows[1] == ["xy", "z"]
    assert "NUL" in remarks[0]


def test_ragged_rows_are_told_and_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"no,note,who\n1,first, second, third,Ann\n2,plain,Bob\n3,a,b,c,d\n4,x,Eve,,\n")
    book = read_book(path)
    sheet = book.sheets[0]
    assert sheet.ragged == {2: 5, 4: 5, 5: 5}
    assert mend_ragged(sheet.rows[1], 3) == ["1", "first, second, third", "Ann"]
    assert mend_ragged(sheet.rows[3], 3) is None
    assert mend_ragged(sheet.rows[4], 3) == ["4", "x", "Eve"]
    assert "3 rows have more cells" in book.remarks[0]


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    rows, remarks = read(tmp_path, b'a,b\n1,"open\n2,x\n3,y\n')
    assert rows == [["a", "b"], ["1", '"open'], ["2", "x"], ["3", "y"]]
    assert "never closed" in remarks[-1]


def test_a_disarmed_text_gets_its_own_beginning_back(tmp_path: Path) -> None:
    rows, remarks = read(tmp_path, b"a,b,c\n'=1+1,'''-x,it's\n'quoted',-5,'t\n")
    assert rows[1:] == [["=1+1", "''-x", "it's"], ["'quoted'", "-5", "'t"]]
    assert "apostrophe" in remarks[0]


@pytest.mark.parametrize("content", [b"\n\n\n", b"\xef\xbb\xbf", b",,\n,,\n"])
def test_nothing_in_it(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content)[0] == []


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_reading, "MOST_CELLS", 10)
    with pytest.raises(Refused, match="Split it"):
        read(tmp_path, b"1,2,3\n" * 10)


def test_a_text_of_more_than_a_million_characters(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read(tmp_path, b"a,b\n" + b"x" * 1_100_000 + b",1\n")


def test_streaming_and_cancelling(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("n,text\n" + "".join(f"{n},row {n}\n" for n in range(100_000)), "utf-8")
    start = time.monotonic()
    rows = stream_rows(path, shape_of(path))
    assert [next(rows), next(rows)] == [(1, ["n", "text"]), (2, ["0", "row 0"])]
    assert sum(1 for _ in rows) == 99_999
    assert time.monotonic() - start < 10
    with pytest.raises(Stopped):
        read_book(path, cancelled=lambda: True)
