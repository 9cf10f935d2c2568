"""Two programs on one file: one writes, the other reads and knows who writes (RELIABILITY.md, bars 4, 5 and 15)."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qms_desktop.errors import Unavailable
from qms_desktop.workspace.lock import FileLock, Holder
from tests.workspace.bench import (
    add_suppliers,
    bar,
    beside,
    child,
    digest,
    needs_root,
    opened,
    ran,
    supplier_titles,
)

HOLD = """
workspace = Workspace.open(path, REGISTERS, RULES, program="the other one")
say("open", workspace.read_only_because)
sys.stdin.readline()
workspace.close()
"""
RACE = """
say("ready")
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    with Workspace.open(path, REGISTERS, RULES) as workspace:
        writes = not workspace.read_only_because
        if writes:
            guard = os.open(str(path) + ".guard", os.O_CREAT | os.O_EXCL)
            with workspace.change("Add") as work:
                work.add("supplier", {"title": f"By {os.getpid()}"})
            os.close(guard)
            os.unlink(str(path) + ".guard")
        say("wrote" if writes else "read")
"""


def holding(path: Path) -> subprocess.Popen[str]:
    process = child(HOLD, path, stdin=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == "open \n"
    return process


def let_go(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=30)
    assert process.returncode == 0


def test_a_second_opening_reads_only_and_names_the_holder(path: Path) -> None:
    other = holding(path)
    with opened(path) as second:
        assert second.read_only_because.startswith("It is open elsewhere: ")
        assert second.holder is not None
        assert second.holder.program == "the other one"
        assert str(second.holder) in second.read_only_because
        with pytest.raises(Unavailable, match="can only be read"):
            add_suppliers(second, "Baltic Forge")
        with pytest.raises(Unavailable, match="can only be read"):
            second.undo()
        assert second.verify().ok
    let_go(other)
    assert beside(path) == [path.name]
    with opened(path) as third:
        assert third.read_only_because == ""


def test_the_lock_of_a_killed_holder_is_free_at_once(path: Path) -> None:
    other = holding(path)
    other.kill()
    other.communicate()
    assert f"{path.name}.lock" in beside(path)
    start = time.perf_counter()
    with opened(path) as second:
        assert second.read_only_because == ""
        assert add_suppliers(second, "Baltic Forge")
    assert time.perf_counter() - start < 5
    assert beside(path) == [path.name]


def test_races_never_make_two_writers_and_lose_no_save(path: Path) -> None:
    rounds = bar(15, 25)
    racers = [child(RACE, path, rounds, stdin=subprocess.PIPE) for _ in range(2)]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("\n")
        racer.stdin.flush()
    said = [racer.communicate(timeout=120) for racer in racers]
    assert [racer.returncode for racer in racers] == [0, 0], said
    words = [word for out, _ in said for word in out.split()]
    assert len(words) == 2 * rounds
    with opened(path) as workspace:
        assert len(supplier_titles(workspace)) == words.count("wrote") > 0
        with workspace.read() as look:
            rows = look.session.connection().exec_driver_sql("SELECT number FROM record WHERE kind = 'supplier'")
            numbers = sorted(n for (n,) in rows)
        assert numbers == [f"SUP-2026-{n:04}" for n in range(1, len(numbers) + 1)] or "2026" not in numbers[0]
        assert workspace.verify().problems == ()


def test_a_lock_file_left_behind_with_nonsense_does_no_harm(path: Path) -> None:
    lock = path.with_name(path.name + ".lock")
    lock.write_text("{half", encoding="utf-8")
    with opened(path) as first:
        assert first.read_only_because == ""
        lock.write_text("[1, 2]", encoding="utf-8")
        assert FileLock(path).acquire("x") == Holder("somebody", "this machine", "another window", "a moment ago")
    assert not lock.exists()


WRITABLE = """
os.environ["QMS_DATA"] = sys.argv[2]
with Workspace.open(path, REGISTERS, RULES, read_only=True) as workspace:
    workspace.verify()  # whatever is imported late is imported while we are root
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
with Workspace.open(path, REGISTERS, RULES) as workspace:
    say(workspace.read_only_because, workspace.verify().ok, workspace.view("PER-2026-0001").title)
    try:
        with workspace.change("Add") as work:
            work.add("supplier", {"title": "x"})
    except Exception as error:
        say(type(error).__name__, error)
"""


@pytest.fixture
def public(path: Path) -> Iterator[Path]:
    """A copy where others than root may look: pytest's own folders are closed to them."""
    folder = Path("/var/tmp") / f"qms-test-{os.getpid()}-{time.monotonic_ns()}"  # noqa: S108  others must reach it
    folder.mkdir(mode=0o755)
    shutil.copy(path, folder / "nordlicht.qms")
    try:
        yield folder / "nordlicht.qms"
    finally:
        shutil.rmtree(folder)


@needs_root
@pytest.mark.parametrize(
    ("file", "folder", "because"), [(0o444, 0o777, "write-protected"), (0o666, 0o555, "Its folder cannot be written")]
)
def test_what_cannot_be_written_is_read_and_says_why(
    public: Path, tmp_path: Path, file: int, folder: int, because: str
) -> None:
    public.chmod(file)
    public.parent.chmod(folder)
    before = digest(public)
    out = ran(WRITABLE, public, tmp_path)
    assert because in out
    assert "True Ana Probe" in out
    assert "Unavailable nordlicht.qms can only be read." in out
    assert (digest(public), beside(public)) == (before, ["nordlicht.qms"])


def test_a_file_swapped_by_a_sync_client_takes_no_more_saves(path: Path) -> None:
    older = Path(shutil.copy(path, path.with_name("older.qms")))
    with opened(path) as workspace:
        add_suppliers(workspace, "Baltic Forge")
        mine = digest(path)
        path.rename(path.with_name("mine.qms"))
        older.rename(path)
        swapped = digest(path)
        with pytest.raises(Unavailable, match="moved or replaced"):
            add_suppliers(workspace, "Nordic Steel")
    assert (digest(path), digest(path.with_name("mine.qms"))) == (swapped, mine)
