from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms_desktop.reports.bidi import begins_right, is_turned, visual
from qms_desktop.reports.listing import print_list
from qms_desktop.reports.record import print_record
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace
from tests.reports.paper import read


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("abc 12 (x)", "abc 12 (x)"),
        ("אבג", "גבא"),
        ("אב גד", "דג בא"),
        ("אב 12.5 גד", "דג 12.5 בא"),
        ("אב (גד)", "(דג) בא"),
        ("אב NC-2026-0014 גד", "דג NC-2026-0014 בא"),
    ],
)
def test_a_line_from_the_right(words: str, drawn: str) -> None:
    assert visual(words, right=True) == drawn


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("see אב גד end", "see דג בא end"),
        ("lot אב 12 end", "lot 12 בא end"),
        ("7 אב", "7 בא"),
        ("x (אב) y", "x (בא) y"),
        ("אָב", "באָ"),
    ],
)
def test_words_from_the_right_in_a_line_from_the_left(words: str, drawn: str) -> None:
    assert visual(words, right=False) == drawn


def test_the_first_letter_says_how_a_paragraph_is_read() -> None:
    assert begins_right("12 - אב abc")
    assert not begins_right("12 - abc אב")
    assert not begins_right("12 - ")
    assert is_turned("abc א")
    assert not is_turned("Größe 12")


def test_arabic_letters_are_joined() -> None:
    drawn = visual("مرحبا", right=True)  # meem, reh, hah, beh, alef: reh does not join on
    names = [unicodedata.name(sign) for sign in reversed(drawn)]
    assert names == [
        "ARABIC LETTER MEEM INITIAL FORM",
        "ARABIC LETTER REH FINAL FORM",
        "ARABIC LETTER HAH INITIAL FORM",
        "ARABIC LETTER BEH MEDIAL FORM",
        "ARABIC LETTER ALEF FINAL FORM",
    ]


def test_lam_and_alef_become_one() -> None:
    assert unicodedata.name(visual("لا", right=True)) == "ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM"
    assert "LIGATURE LAM WITH ALEF FINAL" in unicodedata.name(visual("بلا", right=True)[0])


def test_marks_do_not_break_the_joining() -> None:
    drawn = visual("بَب", right=True)
    assert "INITIAL" in unicodedata.name(drawn[1])
    assert "FINAL" in unicodedata.name(drawn[0])


@given(st.text(st.sampled_from("ab12 .,()-אבגםرمحب"), max_size=40), st.booleans())
def test_nothing_is_lost_or_doubled(words: str, right: bool) -> None:
    before = unicodedata.normalize("NFKC", words).translate(str.maketrans(")", "("))
    after = unicodedata.normalize("NFKC", visual(words, right=right)).translate(str.maketrans(")", "("))
    assert sorted(before) == sorted(after)


def test_a_record_in_hebrew_is_printed_in_its_order(workspace: Workspace, tmp_path: Path) -> None:
    words = "הקידוח רחב מדי, 9.2 מ״מ במקום 9.0 (שרטוט D-204). " * 12
    with workspace.change("Add") as work:
        given = {"title": "קידוח רחב מדי", "description": words, "detected_where": "תא 3", "severity": "major"}
        record = work.add("nonconformity", given | {"occurred_on": work.today}).id
        work.add("nonconformity", given | {"title": "ערבית " * 40, "occurred_on": work.today})
    print_record(workspace, record, tmp_path / "x.pdf", history=True, chain=True, compressed=False)
    text = read(tmp_path / "x.pdf").text
    assert "ידמ בחר חודיק" in text
    assert "9.2 ,ידמ בחר חודיקה" in text
    assert "(D-204 טוטרש)" in text
    assert print_list(workspace, Listing("nonconformity"), tmp_path / "y.pdf", compressed=False) == 1
    assert "ידמ בחר חודיק" in read(tmp_path / "y.pdf").text
