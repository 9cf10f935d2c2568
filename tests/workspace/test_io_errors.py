"""A disk that fails or is full (RELIABILITY.md, bar 3): told in words, nothing lost, the next save works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from qms_desktop.errors import Unavailable
from qms_desktop.exchange.exporting import export
from qms_desktop.workspace import backup as copying
from tests.workspace.bench import add_suppliers, bar, beside, child, digest, needs_root, opened, raw, supplier_titles

SAVES = """
import logging
logging.disable()
workspace = Workspace.open(path, REGISTERS, RULES)
say("open", workspace.read_only_because)
for n in range(1, 5):
    try:
        with workspace.change(f"Save {n}") as work:
            work.add("supplier", {"title": f"Save {n}"})
        say("saved", n)
    except Exception as error:
        say("refused", n, type(error).__name__, error)
workspace.close()
"""
CALLS = [
    ("pwrite64", "ENOSPC"),
    ("pwrite64", "EIO"),
    ("fsync,fdatasync", "EIO"),
    ("ftruncate", "EIO"),
    ("pread64", "EIO"),
]
WHEN = [str(n) for n in range(1, bar(3, 13))] + [f"{n}+" for n in range(1, bar(2, 7))]


def strace() -> str:
    found = shutil.which("strace")
    if not found or subprocess.run([found, "-qq", "true"], check=False, capture_output=True).returncode:
        pytest.skip("strace is not there, or may not trace")
    return found


@pytest.mark.parametrize(
    ("call", "error"), CALLS, ids=["disk full", "write fails", "sync fails", "cut fails", "read fails"]
)
def test_a_failing_disk_is_told_in_words_and_what_was_acknowledged_stays(path: Path, call: str, error: str) -> None:
    tool, shown = strace(), 0
    for when in WHEN:
        copy = Path(shutil.copy(path, path.with_name("copy.qms")))
        before = [tool, "-f", "-qq", "-o", "/dev/null", "-P", str(copy), "-P", f"{copy}-journal"]
        before += ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"]
        process = child(SAVES, copy, before=before)
        out, err = process.communicate(timeout=60)
        saved = [int(n) for n in re.findall(r"^saved (\d)$", out, re.MULTILINE)]
        refused = re.findall(r"^refused \d (\w+) (.*)$", out, re.MULTILINE)
        assert {name for name, _ in refused} <= {"Unavailable"}, out
        assert all(sentence.endswith(".") for _, sentence in refused)
        assert "Unavailable" in err or not process.returncode, err
        shown += bool(refused or process.returncode)
        if not when.endswith("+") and not process.returncode:
            assert saved[-1:] == [4], f"after one failure the next save works: {out}"
        shutil.rmtree(path.with_name("user data"), ignore_errors=True)
        with opened(copy) as workspace:
            there = {int(t.split()[1]) for t in supplier_titles(workspace)}
            assert set(saved) <= there <= {1, 2, 3, 4}
            assert workspace.verify().problems == ()
        copy.unlink()
    assert shown, "no injection hit; the test proves nothing"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes."""
    place = tmp_path / "small disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(path: Path) -> None:
    with suppress(OSError), path.open("wb", buffering=0) as out:
        while True:
            out.write(bytes(4096))


@needs_root
def test_a_full_disk_refuses_a_save_and_takes_it_when_there_is_space(path: Path, small: Path) -> None:
    file = Path(shutil.copy(path, small / "a.qms"))
    with opened(file) as workspace:
        add_suppliers(workspace, "Before")
        filler = small / "filler"
        fill(filler)
        with pytest.raises(Unavailable, match=r"disk is full, so nothing was saved"):
            add_suppliers(workspace, *(f"Too much {n}" for n in range(200)))
        assert supplier_titles(workspace) == ["Before"]
        filler.unlink()
        add_suppliers(workspace, "After")
        assert supplier_titles(workspace) == ["Before", "After"]
        assert workspace.verify().problems == ()


@needs_root
def test_a_full_disk_keeps_the_old_backup_and_leaves_nothing_half(path: Path, small: Path) -> None:
    target = small / "backup.qms"
    with opened(path) as workspace:
        workspace.backup(target)
        before = digest(target)
        with workspace.change("Large") as work:
            made = work.add("supplier", {"title": "Baltic Forge"})
            work.session.flush()
            work.attach(made, "photo.jpg", os.urandom(3_000_000))
        with pytest.raises(Unavailable, match="full"):
            workspace.backup(target)
    assert digest(target) == before
    assert beside(target) == ["backup.qms"]


def test_a_backup_is_a_whole_copy_that_verifies(path: Path) -> None:
    target = path.with_name("backup.qms")
    with opened(path) as workspace:
        add_suppliers(workspace, "Baltic Forge")
        head = workspace.verify().head
        seen: list[tuple[int, int]] = []
        assert workspace.backup(target, lambda done, of: not seen.append((done, of))) == target  # type: ignore[func-returns-value]
        assert seen[-1][0] == seen[-1][1] > 0
    with opened(target, read_only=True) as backup:
        assert backup.verify().head == head
        assert supplier_titles(backup) == ["Baltic Forge"]
    assert beside(path) == ["backup.qms", path.name]


def test_a_cancelled_backup_leaves_the_old_one(path: Path) -> None:
    target = path.with_name("backup.qms")
    with opened(path) as workspace:
        workspace.backup(target)
        before = digest(target)
        add_suppliers(workspace, "Baltic Forge")
        with pytest.raises(Unavailable, match="Cancelled"):
            workspace.backup(target, lambda _done, _of: False)
        assert add_suppliers(workspace, "Nordic Steel")
    assert digest(target) == before
    assert beside(path) == ["backup.qms", path.name]


def test_a_backup_of_a_damaged_file_never_replaces_a_good_one(path: Path) -> None:
    target = path.with_name("backup.qms")
    with opened(path) as workspace:
        add_suppliers(workspace, *(f"Supplier {n}" for n in range(300)))
        workspace.backup(target)
    before, image = digest(target), bytearray(path.read_bytes())
    for page in range(len(image) // 4096 * 3 // 4, len(image) // 4096, 3):
        image[page * 4096 : page * 4096 + 64] = os.urandom(64)
    path.write_bytes(image)
    with raw(path) as damaged, pytest.raises(Unavailable, match=r"does not verify|damaged"):
        copying.copy(damaged, target)
    assert digest(target) == before
    assert beside(path) == ["backup.qms", path.name]


def test_a_backup_into_a_missing_folder_is_told(path: Path) -> None:
    with opened(path) as workspace, pytest.raises(Unavailable):
        workspace.backup(path.with_name("nowhere") / "backup.qms")


def test_a_snapshot_equals_its_moment_and_vanishes(path: Path) -> None:
    with opened(path) as workspace:
        add_suppliers(workspace, "Before")
        with workspace.snapshot() as taken:
            add_suppliers(workspace, "After")
            assert supplier_titles(taken) == ["Before"]
            assert taken.verify().ok
            with pytest.raises(Unavailable, match="only be read"):
                add_suppliers(taken, "Never")
            place = taken.path.parent
        assert not place.exists()
        assert supplier_titles(workspace) == ["Before", "After"]


@needs_root
def test_a_full_disk_is_named_at_opening_and_when_something_is_written_there(path: Path, small: Path) -> None:
    file = Path(shutil.copy(path, small / "a.qms"))
    fill(small / "filler")
    with opened(file) as workspace:
        assert workspace.read_only_because == "The disk is full: free some space."
        assert [entry.name for entry in small.iterdir() if entry.suffix == ".lock"] == []
        for ending in ("xlsx", "csv"):
            with pytest.raises(Unavailable, match="the disk is full"):
                export(workspace, "supplier", small / f"out.{ending}")
    assert {entry.name for entry in small.iterdir()} == {"a.qms", "filler"}
    (small / "filler").unlink()
    with opened(file) as workspace:
        add_suppliers(workspace, "After")
        assert workspace.verify().problems == ()
