"""Real files of real factories, and files from other libraries' test suites: read or refused in words, quickly.

The files are not part of the project; where they are absent one visible skip says so.
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from qms_desktop.exchange.csv_reading import mend_ragged
from qms_desktop.exchange.guard import Refused
from qms_desktop.exchange.headers import find_table
from qms_desktop.exchange.workbook_reading import read_book

FIXTURES = Path(__file__).resolve().parents[2].parent / "shared" / "fixtures"
absent = pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="the fixtures are not here: real and nasty files were not tried"
)
MOST_SECONDS = 5.0
REFUSED_REAL = 0
FEWEST_NASTY_READ = 340


def verdict(path: Path) -> tuple[str, str, float]:
    """A file's name, what became of it, and the seconds it took."""
    start = time.monotonic()
    try:
        book = read_book(path)
    except Refused as refused:
        return path.name, str(refused), time.monotonic() - start
    assert all(remark.endswith(".") for remark in book.remarks)
    return path.name, "read", time.monotonic() - start


def verdicts(folder: str) -> list[tuple[str, str, float]]:
    """The verdict on every file of a folder, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(verdict, sorted((FIXTURES / folder).iterdir())))


@absent
def test_every_nasty_file_has_a_verdict_in_words() -> None:
    found = verdicts("nasty")
    assert [entry for entry in found if entry[2] > MOST_SECONDS] == []
    assert [words for _, words, _ in found if words != "read" and not words.endswith(".")] == []
    assert sum(1 for _, words, _ in found if words == "read") >= FEWEST_NASTY_READ


@absent
def test_every_real_file_is_read() -> None:
    assert [entry for entry in verdicts("real") if entry[1] != "read" or entry[2] > MOST_SECONDS] == []


def expected() -> list[Any]:
    """What is known of the real files: header row and count of records."""
    if not FIXTURES.is_dir():
        return []
    entries = json.loads((FIXTURES / "INDEX.json").read_text("utf-8"))
    return [entry for entry in entries if (entry.get("expected") or {}).get("records") is not None]


@absent
def test_the_table_of_every_real_file() -> None:
    wrong = []
    for entry in expected():
        known = entry["expected"]
        book = read_book(FIXTURES / entry["file"])
        named = [sheet for sheet in book.sheets if sheet.name == known.get("sheet")]
        table = find_table((named or book.sheets)[0], mend=mend_ragged)
        assert table is not None
        seen = (str(table.header_row), len(table.data_rows))
        if seen != (known.get("header_rows") or "1", known["records"]):
            wrong.append((entry["file"], seen))
    assert wrong == []


@absent
def test_the_unquoted_commas_of_a_real_risk_register() -> None:
    (sheet,) = read_book(FIXTURES / "real" / "Q127__AI_Risk_Register.csv").sheets
    table = find_table(sheet, mend=mend_ragged)
    assert table is not None
    assert table.ragged == []
    assert {len(cells) for _, cells in table.data_rows} == {14}
    by_header = dict(zip(table.headers, table.data_rows[0][1], strict=True))
    assert by_header["Evidence Link"] == "agent/agent_core.py"
    assert str(by_header["Notes"]).endswith("thresholds, alerts, and prompt modification in agent_core.py")
