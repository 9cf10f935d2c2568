"""kill -9 in the middle of saves (RELIABILITY.md, bar 1), of a large change, of a big attachment and of a backup."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest

from tests.workspace.bench import add_suppliers, bar, child, opened, supplier_titles

SAVING = """
workspace = Workspace.open(path, REGISTERS, RULES)
assert not workspace.read_only_because
n = int(sys.argv[2])
say("ready")
while True:
    n += 1
    with workspace.change(f"Save {n}") as work:
        made = work.add("supplier", {"title": f"Save {n}", "contact": "x" * (n % 190)})
        work.session.flush()
        work.amend(made, {"notes": f"note {n}"})
        work.attach(made, f"{n}.txt", b"%d " % n * 400)
    say(n)
"""
IMPORT = """
workspace = Workspace.open(path, REGISTERS, RULES)
say("ready")
with workspace.change("Import") as work:
    for n in range(5000):
        work.add("supplier", {"title": f"Row {n}"}, taken_over_from=f"list.csv, row {n}")
        if n % 500 == 0:
            work.session.flush()
say("done")
"""
BACKUP = """
workspace = Workspace.open(path, REGISTERS, RULES)
target = path.with_name("backup.qms")
workspace.backup(target)
say("ready")
while True:
    workspace.backup(target)
"""
CHANCE = random.Random(9)  # noqa: S311  not for secrets


def killed(script: str, path: Path, *arguments: object, after: float, saves: int = 0) -> list[str]:
    """What a child had acknowledged when it was killed, some seconds after it was ready."""
    process = child(script, path, *arguments)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()
    heard = [process.stdout.readline().strip() for _ in range(saves)]
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    out, _ = process.communicate(timeout=30)
    return heard + [line for line in out.split("\n")[:-1] if line]


def test_no_kill_loses_an_acknowledged_save_or_leaves_half_of_one(path: Path) -> None:
    start = acknowledged = 0
    for _ in range(bar(20, 200)):
        said = killed(SAVING, path, start, after=CHANCE.uniform(0.0, 0.1), saves=CHANCE.randrange(3))
        last = int(said[-1]) if said else start
        acknowledged += last - start
        with opened(path) as workspace:
            assert workspace.read_only_because == ""
            with workspace.read() as look:
                c = look.session.connection()
                rows = c.exec_driver_sql(
                    "SELECT title, notes FROM record WHERE kind = 'supplier' ORDER BY number"
                ).all()
                files = c.exec_driver_sql("SELECT count(*) FROM attachment").scalar()
                ordinary = c.exec_driver_sql("SELECT count(*) FROM change_set WHERE label LIKE 'Save %'").scalar()
            titles = [title for title, _ in rows]
            assert titles == [f"Save {n + 1}" for n in range(len(rows))], "in order, without a gap"
            assert len(rows) in (last, last + 1), "the one in hand may have been saved, no more and no less"
            assert [notes for _, notes in rows] == [f"note {n + 1}" for n in range(len(rows))]
            assert (files, ordinary) == (len(rows), len(rows))
            assert workspace.verify().problems == ()
            start = len(rows)
    assert acknowledged >= bar(15, 150)


def test_a_killed_import_is_there_whole_or_not_at_all(path: Path) -> None:
    whole = 0
    for after in (0.05, 0.3, 0.8, 1.4, 2.2)[: bar(3, 5)]:
        said = killed(IMPORT, path, after=after)
        with opened(path) as workspace:
            count = len(supplier_titles(workspace))
            assert count == 5000 * (whole + 1) if said else count in (5000 * whole, 5000 * (whole + 1))
            whole = count // 5000
            assert workspace.verify().problems == ()
            assert workspace.history(1)[0].label == ("Import" if whole else "Create the quality system of Nordlicht")


@pytest.mark.parametrize("after", [0.0, 0.02, 0.05, 0.07])
def test_a_killed_backup_leaves_the_last_whole_one(path: Path, after: float) -> None:
    with opened(path) as workspace:
        add_suppliers(workspace, *(f"Supplier {n}" for n in range(200)))
    killed(BACKUP, path, after=after)
    with opened(path.with_name("backup.qms"), read_only=True) as backup:
        assert len(supplier_titles(backup)) == 200
        assert backup.verify().problems == ()
    assert sorted(p.name for p in path.parent.glob("*.qms")) == ["backup.qms", "nordlicht.qms"]
