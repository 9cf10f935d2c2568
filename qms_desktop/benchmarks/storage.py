"""Tasks 2, 3, 4, 8 and 9: opening, tables, search, durable saves and proof, without a window."""

from __future__ import annotations

import os
import random
import resource
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from qms_desktop.benchmarks.data import make
from qms_desktop.benchmarks.figures import Figure, median, milliseconds, p95
from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.records.fields import FieldType
from qms_desktop.workspace.connection import connect
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace

KIND = "nonconformity"
PAGE = 256
WORDS = ("porous", "weld seam", "gross", "housing 4711", "l0012", "nc-2026-0", "lager süd", "torque mixed", "batch")
SAVES = 1000
BULK = 10_000
ENTRIES = 100_000


def opening(path: Path) -> Iterator[Figure]:
    """Task 2: from a closed file to its first page."""

    def ours() -> None:
        with Workspace.open(path, REGISTERS, RULES, read_only=True) as opened:
            opened.page(Listing(KIND), _columns(opened), 0, PAGE)

    def least() -> None:
        raw = connect(path, mode="ro")
        raw.execute("SELECT * FROM record ORDER BY id DESC LIMIT 256").fetchall()
        raw.close()

    ours()
    yield Figure(
        "2",
        "open a closed file to its first page",
        median(milliseconds(ours)),
        target=120,
        floor=median(milliseconds(least)),
    )


def tables(path: Path) -> Iterator[Figure]:
    """Task 3: first page, jump, sort, filter, memory."""
    with Workspace.open(path, REGISTERS, RULES, read_only=True) as opened:
        columns = _columns(opened)
        plain = Listing(KIND)
        total = opened.count(plain)
        yield Figure("3", f"first page of {total:,} rows", median(_pages(opened, plain, [0] * 9)), target=80)
        before = _memory()
        chance = random.Random(3)  # noqa: S311  places to jump to
        jumps = [chance.randrange(total) for _ in range(60)]
        yield Figure("3", "jump anywhere, p95", p95(_pages(opened, plain, jumps)), target=80)
        slowest = {
            c: max(_pages(opened, replace(plain, sort=c, descending=d), [0])[0] for d in (False, True)) for c in columns
        }
        references = {f.name for f in opened.register(KIND).fields.values() if f.type is FieldType.PERSON}
        same = max(v for c, v in slowest.items() if c not in references)
        other = max(v for c, v in slowest.items() if c in references)
        yield Figure("3", "sort by any column of the same table, slowest", same, target=100)
        filtered = replace(plain, text="porous", sort="owner")
        yield Figure("3", "sort by owner with a filter", median(_pages(opened, filtered, [0] * 5)), target=300)
        yield Figure("3", "sort by owner, all rows", other)
        both = [
            *_pages(opened, replace(plain, text="0199"), [0] * 3),
            *_pages(opened, replace(plain, text="grosse"), [0] * 3),
        ]
        yield Figure("3", "substring filter, slowest of six", max(both), target=120)
        yield Figure("3", "memory above the first page", (_memory() - before) / 1024, "MB", target=30)


def searching(path: Path) -> Iterator[Figure]:
    """Task 4: full-text search with snippets."""
    with Workspace.open(path, REGISTERS, RULES, read_only=True) as opened:
        for word in WORDS:
            opened.search(word)
        newest = [t for w in WORDS for t in milliseconds(lambda w=w: opened.search(w), 5)]  # type: ignore[misc]
        ranked = [t for w in WORDS for t in milliseconds(lambda w=w: opened.search(w, ranked=True), 5)]  # type: ignore[misc]
    yield Figure("4", "search, 50 newest with snippet, p95", p95(newest), target=10)
    yield Figure("4", "search by rank under 5,000 hits, p95", p95(ranked), target=30)


def saving(path: Path) -> Iterator[Figure]:
    """Task 8: durable saves, one by one on the full file, and 10,000 at once."""
    with TemporaryDirectory(dir=path.parent, prefix="qms-saves-") as folder:
        copy = Path(folder) / "full.qms"
        shutil.copy(path, copy)
        with copy.open("rb+") as file:
            os.fsync(file.fileno())  # else the first saves would wait until the copy is on the disk
        with Workspace.open(copy, REGISTERS, RULES) as opened:
            before = milliseconds(lambda: _raw_saves(Path(folder) / "before.db"), 1)
            single = milliseconds(lambda: _save_all(opened), 1)
            # before and after, because a disk that others use is not the same for long
            least = median([*before, *milliseconds(lambda: _raw_saves(Path(folder) / "after.db"), 1)])
            bulk = milliseconds(lambda: _bulk(opened), 1)
    yield Figure("8", f"{SAVES:,} nonconformities, each its own durable commit", single[0], target=4500, floor=least)
    yield Figure("8", f"{BULK:,} nonconformities in one change set", bulk[0], target=4000)


def proving(path: Path) -> Iterator[Figure]:
    """Task 9: verify, quick check and backup, of a file of its own with a trail of about 100,000 entries."""
    with TemporaryDirectory(dir=path.parent, prefix="qms-proof-") as folder:
        file, copy = Path(folder) / "proof.qms", Path(folder) / "backup.qms"
        make(file, ENTRIES // 5)  # two entries a record, and more than as many records again in other registers
        least = median(milliseconds(file.read_bytes, 3))
        with Workspace.open(file, REGISTERS, RULES) as opened:
            entries = opened.verify().entries
            verified = median(milliseconds(opened.verify, 3))
            copied = milliseconds(lambda: opened.backup(copy), 1)[0]
            checked = median(milliseconds(lambda: _quick_check(opened), 3))
    yield Figure("9", f"verify {entries:,} entries and their rows", verified)
    yield Figure("9", "write and verify a backup of it", copied)
    yield Figure("9", "quick check", checked)
    yield Figure("9", "all three", verified + copied + checked, target=2500, floor=least)


def _quick_check(opened: Workspace) -> None:
    with opened.read() as look:
        look.session.connection().exec_driver_sql("PRAGMA quick_check").all()


def _save_all(opened: Workspace) -> None:
    for n in range(SAVES):
        with opened.change(f"Add nonconformity {n}") as work:
            work.add(KIND, _values(n))


def _bulk(opened: Workspace) -> None:
    with opened.change("Add many nonconformities") as work:
        for n in range(BULK):
            work.add(KIND, _values(n))


def _values(n: int) -> dict[str, object]:
    return {
        "title": f"Bore {n} out of tolerance",
        "description": "Measured at goods inwards; 3 of 40 parts are affected and stand in the blocked store.",
        "detected_where": "goods inwards",
        "product": "P-100",
    }


def _raw_saves(path: Path) -> None:
    """The least that durable saves of such rows cost: two inserts and a commit with the same pragmas."""
    raw = connect(path, mode="rwc")
    raw.execute("PRAGMA journal_mode=TRUNCATE").fetchall()
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT)")
    raw.execute("CREATE TABLE b (id INTEGER PRIMARY KEY, t TEXT)")
    for n in range(SAVES):
        raw.execute("BEGIN IMMEDIATE")
        for table in ("a", "b"):
            raw.execute(f"INSERT INTO {table} VALUES (?, ?)", (n, str(_values(n))))
        raw.execute("COMMIT")
    raw.close()


def _pages(opened: Workspace, listing: Listing, offsets: list[int]) -> list[float]:
    columns = _columns(opened)
    opened.page(listing, columns, 0, PAGE)
    return [milliseconds(lambda at=at: opened.page(listing, columns, at, PAGE), 1)[0] for at in offsets]  # type: ignore[misc]


def _columns(opened: Workspace) -> list[str]:
    return [c.key for c in opened.register(KIND).columns]


def _memory() -> float:
    """The most memory this process has used so far, in kilobytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform == "darwin" else most
