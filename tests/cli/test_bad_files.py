"""Files that are none, half, newer, foreign, locked or read-only: a sentence, status 3, and not a byte changed."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.connection import connect
from qms_desktop.workspace.workspace import Workspace
from tests.cli.conftest import Call, digest

READING = (
    ["list", "complaint"],
    ["show", "CMP-2026-0001"],
    ["history"],
    ["verify"],
    ["backup"],
    ["export", "risk", "x.csv"],
)
WRITING = (
    ["add", "customer", "title=A"], ["set", "CUS-2026-0001", "title=A"], ["move", "CMP-2026-0001", "close"],
    ["link", "CMP-2026-0001", "led_to", "NC-2026-0001"], ["undo"], ["redo"], ["void", "X", "--reason", "x"],
    ["raise", "CMP-2026-0001", "risk"],
)  # fmt: skip


def half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def newer(path: Path) -> None:
    raw = connect(path)
    raw.execute("PRAGMA user_version = 99")
    raw.close()


def foreign(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE address (name TEXT)")
    other.commit()
    other.close()


BAD: dict[str, Callable[[Path], object]] = {
    "no database": lambda path: path.write_bytes(b"PK\x03\x04 a workbook, perhaps"),
    "a text": lambda path: path.write_text("hello" * 1000, "utf-8"),
    "0 bytes": lambda path: path.write_bytes(b""),
    "newer": newer,
    "another program's": foreign,
}


@pytest.mark.parametrize("arguments", [*READING, *WRITING], ids=lambda a: a[0])
@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_not_ours(call: Call, file: Path, name: str, arguments: list[str]) -> None:
    BAD[name](file)
    before = digest(file)
    said = call(arguments[0], file, *arguments[1:])
    assert (said.status, said.out) == (3, "")
    assert file.name in said.err or "quality system" in said.err
    assert digest(file) == before
    assert [p.name for p in file.parent.iterdir() if p.is_file()] == [file.name]


@pytest.mark.parametrize("arguments", [*READING, *WRITING], ids=lambda a: a[0])
def test_half_a_file(call: Call, file: Path, complaint: str, arguments: list[str]) -> None:
    half(file)
    before = digest(file)
    said = call(arguments[0], file, *(a.replace("CMP-2026-0001", complaint) for a in arguments[1:]))
    assert said.status in {1, 3}
    assert said.err
    assert digest(file) == before


@pytest.mark.parametrize("arguments", [*READING, *WRITING], ids=lambda a: a[0])
def test_no_file_and_a_folder(call: Call, tmp_path: Path, arguments: list[str]) -> None:
    for path in (tmp_path / "none.qms", tmp_path, tmp_path / "none" / "none.qms", tmp_path / ("x" * 300)):
        said = call(arguments[0], path, *arguments[1:])
        assert (said.status, said.out) == (3, "")
        assert said.err.count("\n") == 1


def test_a_team_database_comes_later(call: Call) -> None:
    for arguments in (["list", "risk"], ["add", "risk", "title=A"], ["verify"]):
        said = call(arguments[0], "postgresql+psycopg://qms@server/acme", *arguments[1:])
        assert said.status == 3
        assert "later version" in said.err


@pytest.mark.parametrize("arguments", WRITING, ids=lambda a: a[0])
def test_writing_while_a_window_has_it_open(
    call: Call, file: Path, workspace_of: Callable[[Path], Workspace], arguments: list[str]
) -> None:
    opened = workspace_of(file)
    before = digest(file)
    said = call(arguments[0], file, *arguments[1:])
    assert (said.status, said.out) == (3, "")
    assert "open elsewhere" in said.err
    assert "QMS Desktop" in said.err
    assert digest(file) == before
    opened.close()


def test_reading_while_a_window_writes(call: Call, file: Path, workspace_of: Callable[[Path], Workspace]) -> None:
    opened = workspace_of(file)
    with opened.change("Add") as work:
        work.add("customer", {"title": "From the window"})
    assert call("list", file, "customer", "--json").json["rows"][0]["title"] == "From the window"
    assert call("verify", file).status == 0
    assert call("backup", file, file.with_name("copy.qms")).status == 0
    with opened.change("Add") as work:
        work.add("customer", {"title": "Still writing"})
    opened.close()


@pytest.fixture
def workspace_of() -> Callable[[Path], Workspace]:
    return lambda path: Workspace.open(path, REGISTERS, RULES)


@pytest.mark.skipif(os.name == "nt", reason="rights are different there")
def test_a_write_protected_file(call: Call, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.chmod(stat.S_IRUSR)
    real = os.access
    # root may write everything, so the answer of the system is made
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != file and real(path, mode))
    before = digest(file)
    assert call("list", file, "customer").status == 0
    said = call("add", file, "customer", "title=A")
    assert said.status == 3
    assert "write-protected" in said.err
    assert digest(file) == before


def test_the_engine_alone_opens_the_file(call: Call, file: Path, complaint: str, tmp_path: Path) -> None:
    # the hook cannot be taken out again, so it only listens while the test runs
    opened: list[str] = []
    listening = [True]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if listening[0] and event == "open" and str(arguments[0]) == str(file):
            opened.append(event)

    sys.addaudithook(hook)
    out = tmp_path / "out.csv"
    for arguments in (
        ["list", file, "complaint"], ["show", file, complaint], ["add", file, "customer", "title=A"], ["undo", file],
        ["export", file, "customer", out], ["import", file, "customer", out], ["verify", file],
        ["backup", file, tmp_path / "b.qms"], ["attach", file, complaint, file],
    ):  # fmt: skip
        call(*arguments)
    listening[0] = False
    assert opened == []
