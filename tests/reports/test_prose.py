from __future__ import annotations

from pathlib import Path

from qms_desktop.reports.pages import Sheet, write
from qms_desktop.reports.prose import prose
from qms_desktop.reports.stamp import Stamp
from qms_desktop.workspace.reader import Clock
from tests.reports.paper import Paper, read


def printed(text: str, folder: Path) -> Paper:
    sheet = Sheet(Stamp("Northwind", "", Clock().now(), "Ana", "1-AAAAA"), "", "Prose")
    write(folder / "x.pdf", sheet, prose(text), compressed=False)
    return read(folder / "x.pdf")


def test_headings_lists_and_bold_lose_their_marks(tmp_path: Path) -> None:
    text = "# Packing\n\nTake the **blue** bin.\nCount twice.\n\n## Steps\n- left\n  - right\n2. weigh\n### End\nDone"
    words = printed(text, tmp_path).words
    assert "Packing Take the blue bin. Count twice. Steps" in words
    assert "• left • right 2. weigh End Done" in words
    assert "*" not in words
    assert "#" not in words


def test_what_is_no_mark_stays(tmp_path: Path) -> None:
    text = "<b>2 * 3 ** 4</b> & -5\n#7 is no heading\n*not a list\n2026. was a year\n\n    four blanks"
    words = printed(text, tmp_path).words
    wanted = "<b>2 * 3 ** 4</b> & -5 #7 is no heading *not a list 2026. was a year four blanks"
    assert wanted.replace(" ", "") in words.replace(" ", "")


def test_a_long_text_without_any_mark_runs_over_pages(tmp_path: Path) -> None:
    assert len(printed("word " * 8000, tmp_path).pages) > 5
    assert len(printed("\n".join(f"- item {n}" for n in range(500)), tmp_path).pages) > 5
