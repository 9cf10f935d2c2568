"""The child process that reads: what happens when it dies, hangs, babbles or is no longer wanted."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from qms_desktop.errors import Stopped
from qms_desktop.exchange import child
from qms_desktop.exchange.guard import Refused
from qms_desktop.exchange.workbook_reading import read_book
from tests.exchange.crafted import workbook

unix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of Unix; Windows has a job instead")


def said_by(code: str, seconds: float = 20) -> str:
    """The refusal that a child running `code` leads to."""
    command = [sys.executable, "-I", "-S", "-c", code]
    with pytest.raises(Refused) as caught:
        list(child.answers(Path("x.xlsx"), seconds=seconds, command=command))
    return str(caught.value)


@unix
def test_a_child_that_aborts() -> None:
    assert "more memory" in said_by("import os; os.abort()")


@unix
def test_a_child_that_is_killed() -> None:
    assert "more time" in said_by("import os; os.kill(os.getpid(), 9)")


def test_a_child_that_ends_early() -> None:
    assert "stopped on this file (code 7)" in said_by("import sys; sys.exit(7)")


def test_a_child_that_hangs() -> None:
    start = time.monotonic()
    assert "took too long" in said_by("import time; time.sleep(60)", seconds=0.5)
    assert time.monotonic() - start < 5


def test_a_child_that_talks_nonsense() -> None:
    assert "makes no sense" in said_by("print('hello')")
    assert "makes no sense" in said_by("print('[]')")


def test_a_child_that_prints_without_end() -> None:
    start = time.monotonic()
    assert "more text" in said_by("import sys\nwhile True: sys.stdout.write('x' * 1000000)")
    assert time.monotonic() - start < 20


def test_a_program_that_is_not_there() -> None:
    with pytest.raises(Refused, match="could not be started"):
        list(child.answers(Path("x.xlsx"), command=["/nowhere/at-all"]))


def test_cancel_is_quick() -> None:
    start = time.monotonic()
    command = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"]
    with pytest.raises(Stopped):
        list(child.answers(Path("x"), command=command, cancelled=lambda: time.monotonic() - start > 0.2))
    assert time.monotonic() - start < 2


def test_cancel_while_reading(tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        read_book(workbook(tmp_path / "a.xlsx"), cancelled=lambda: True)


@unix
def test_the_child_has_limits_and_loads_little(tmp_path: Path) -> None:
    code = (
        "from qms_desktop.exchange import reader; import resource, sys, json; reader.main([sys.argv[1]]); "
        "print(json.dumps([resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0], "
        "resource.getrlimit(resource.RLIMIT_FSIZE)[0], "
        "sorted(set(sys.modules) & {'openpyxl', 'xlsxwriter', 'sqlalchemy', 'PySide6', 'csv'})]))"
    )
    path = workbook(tmp_path / "a.xlsx")
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[2147483648, 20, 0, []]"
