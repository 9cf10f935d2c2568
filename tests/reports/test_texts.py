from __future__ import annotations

from pathlib import Path

from qms_desktop.reports import parts
from qms_desktop.reports.pages import Sheet, write
from qms_desktop.reports.stamp import Stamp
from qms_desktop.reports.texts import markup, on_one_line, visible
from qms_desktop.workspace.reader import Clock
from tests.reports.paper import read


def test_controls_leave_a_mark() -> None:
    assert visible("bell\x07 escape\x1b[1m null\x00 next\x85") == "bell\ufffd escape\ufffd[1m null\ufffd next\ufffd"


def test_line_ends_of_every_system_are_line_ends() -> None:
    assert visible("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert on_one_line(" a\r\n b\t c ") == "a b c"


def test_nothing_in_a_text_is_markup() -> None:
    assert markup("<b>&amp;</b>\n") == "&lt;b&gt;&amp;amp;&lt;/b&gt;<br/>"


def test_blanks_keep_their_number() -> None:
    assert markup("  a  b").replace("\u00a0", "_") == "__a__b"
    assert markup("a b") == "a b"


def test_half_a_sign_and_turning_marks_do_not_stop_the_printer(tmp_path: Path) -> None:
    words = "half \ud83d sign, \u202eturned, \x07 bell"
    sheet = Sheet(Stamp("Northwind", "", Clock().now(), "Ana", "1-AAAAA"), "", words)
    write(tmp_path / "x.pdf", sheet, (parts.paragraph(w) for w in [words]), compressed=False)
    assert "half \ufffd sign, turned, \ufffd bell" in read(tmp_path / "x.pdf").text
