"""How the command line is called, and how it fails: exit statuses, streams, never a traceback, never Qt."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from qms_desktop import __version__
from qms_desktop.cli import main
from qms_desktop.cli.arguments import NAMES
from qms_desktop.cli.commands import looking
from qms_desktop.cli.entry import declared
from tests.cli.conftest import Call

LATER = ("audit", "chart", "spc", "scan")


def start(*arguments: object, stdout: IO[bytes]) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, as a user starts it."""
    command = [sys.executable, "-c", "import sys; from qms_desktop.cli import main; sys.exit(main())"]
    return subprocess.run(
        [*command, *map(str, arguments)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )


def test_help_on_every_level(call: Call) -> None:
    said = call("--help")
    assert said.status == 0
    assert sorted(declared().declared) == sorted(NAMES)
    for name in NAMES:
        assert name in said.out
        assert call(name, "--help").status == 0
    assert not [name for name in LATER if f"    {name}" in said.out]


def test_version(call: Call) -> None:
    assert call("--version").out == f"QMS Desktop {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["list"],
        ["list", "a.qms"],
        ["registers", "--frob"],
        ["show", "a.qms", "X", "Y"],
        ["--frob", "list"],
    ],
)
def test_a_wrong_call_is_told_in_words(call: Call, arguments: list[str]) -> None:
    said = call(*arguments)
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert "usage:" not in said.err


@pytest.mark.parametrize("later", LATER)
def test_what_comes_later_is_not_offered(call: Call, later: str) -> None:
    said = call(later, "a.qms")
    assert said.status == 2
    assert "no command" in said.err


def test_options_may_stand_anywhere(call: Call, file: Path) -> None:
    assert call("--json", "registers").json["registers"]
    assert call("--as", "Ana Núñez", "add", file, "customer", "title=A", "--json").status == 0
    assert call("list", "--json", file, "--sort", "-title", "customer").json["total"] == 1


def test_a_stop_is_a_sentence(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(looking, "_registers", stopped)
    said = call("registers")
    assert (said.status, said.out) == (130, "")
    assert said.err.startswith("Stopped.")


def test_a_defect_is_a_sentence_and_kept_for_whoever_mends_it(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        message = "the inside of the program"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(looking, "_registers", broken)
    said = call("registers")
    assert said.status == 3
    assert "ZeroDivisionError" in said.err
    log = Path(os.environ["QMS_DATA"]) / "logs" / "command-line.log"
    assert str(log) in said.err
    assert "the inside of the program" in log.read_text("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk to write to")
def test_output_on_a_full_disk() -> None:
    with Path("/dev/full").open("wb") as full:
        done = start("registers", "--json", stdout=full)
    assert done.returncode == 3
    assert b"could not be written" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_a_reader_that_has_had_enough() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = start("registers", "--json", stdout=pipe)
    assert (done.returncode, done.stderr) == (0, b"")


def test_output_where_only_ascii_goes(file: Path) -> None:
    assert main(["add", str(file), "customer", "title=Größe 日本 😀"]) == 0
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-c", "import sys; from qms_desktop.cli import main; sys.exit(main())"]
    for more, part in (["--json"], b"\\u65e5"), ([], b"Gr\\xf6\\xdfe"):
        done = subprocess.run(
            [*command, "list", str(file), "customer", *more], capture_output=True, env=ascii_only, check=False
        )
        assert done.returncode == 0, done.stderr
        assert part in done.stdout


ALL_WITHOUT_QT = """
import sys
from qms_desktop.cli import main
folder = sys.argv[1]
file, sheet = f"{folder}/a.qms", f"{folder}/c.csv"
calls = [
    ["new", file], ["registers"], ["add", file, "customer", "title=A"], ["list", file, "customer"],
    ["add", file, "complaint", "title=B", "description=x", "channel=phone"], ["show", file, "CMP-YEAR-0001"],
    ["set", file, "CMP-YEAR-0001", "contact=C"], ["move", file, "CMP-YEAR-0001", "acknowledge"],
    ["raise", file, "CMP-YEAR-0001", "nonconformity"], ["link", file, "CUS-YEAR-0001", "concerns", "CMP-YEAR-0001"],
    ["attach", file, "CMP-YEAR-0001", sys.argv[0] if sys.argv[0] != "-c" else sys.executable],
    ["void", file, "CUS-YEAR-0001", "--reason", "x"], ["history", file], ["undo", file], ["redo", file],
    ["export", file, "customer", sheet], ["import", file, "customer", sheet], ["verify", file],
    ["backup", file, f"{folder}/b.qms"], ["restore", f"{folder}/b.qms", file, "--force"],
    ["--help"], ["--version"], ["frobnicate"],
]
from datetime import date
for arguments in calls:
    status = main([a.replace("YEAR", str(date.today().year)) for a in arguments])
    print("::", arguments[0], status, [m for m in sys.modules if m.startswith(("PySide6", "shiboken6", "matplotlib"))])
"""


def test_no_command_brings_qt(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALL_WITHOUT_QT, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith(":: ")]
    assert len(lines) == 23
    assert [line for line in lines if not line.endswith("[]")] == []
    assert [line.split()[1] for line in lines if line.split()[2] != "0"] == ["move", "frobnicate"]
