"""Attacks of somebody who has the file and the program's source; single flipped bits (RELIABILITY.md, bars 6 and 9)."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qms_desktop.errors import QmsError
from qms_desktop.records.base import Base
from qms_desktop.workspace import anchors
from qms_desktop.workspace.trail import link, triggers
from tests.workspace.bench import add_suppliers, bar, opened, raw

COLUMNS = 'prev, seq, ts, actor, change, tbl, "row", op, old, new'


@pytest.fixture
def path(stocked: Path, tmp_path: Path) -> Path:
    path = Path(shutil.copy(stocked, tmp_path / "nordlicht.qms"))
    with opened(path) as workspace:
        first = add_suppliers(workspace, "Baltic Forge", "Nordic Steel")[0]
        for contact in ("Jonas", "Mara", "Edda"):
            with workspace.change("Amend") as work:
                work.amend(first, {"contact": contact})
    return path


def take_down(c: Any) -> None:
    for name, _ in triggers():
        c.execute(f"DROP TRIGGER {name}")


def put_back(c: Any) -> None:
    for _, statement in triggers():
        c.execute(statement)


def recompute(c: Any) -> None:
    previous = ""
    for row in c.execute(f"SELECT {COLUMNS} FROM trail ORDER BY seq").fetchall():
        made = link(previous, *row[1:])
        c.execute("UPDATE trail SET prev = ?, hash = ? WHERE seq = ?", (previous, made, row[1]))
        previous = made


def last_amended(c: Any) -> int:
    (found,) = c.execute("SELECT max(seq) FROM trail WHERE tbl = 'supplier' AND op = 'U'").fetchone()
    return int(found)


def new_value(c: Any) -> None:
    c.execute("UPDATE trail SET new = replace(new, 'Mara', 'Nora') WHERE new LIKE '%Mara%'")


def middle_gone(c: Any) -> None:
    c.execute("DELETE FROM trail WHERE seq = 40")


def swapped(c: Any) -> None:
    c.execute("UPDATE trail SET seq = -1 WHERE seq = 50")
    c.execute("UPDATE trail SET seq = 50 WHERE seq = 51")
    c.execute("UPDATE trail SET seq = 51 WHERE seq = -1")


def forged_between(c: Any) -> None:
    c.execute("UPDATE trail SET seq = -seq WHERE seq > 60")
    c.execute("UPDATE trail SET seq = -seq + 1 WHERE seq < 0")
    c.execute(f"CREATE TEMP TABLE forged AS SELECT {COLUMNS}, hash FROM trail WHERE seq = 60")
    c.execute("UPDATE forged SET seq = 61, actor = 'evil'")
    c.execute(f"INSERT INTO trail({COLUMNS}, hash) SELECT * FROM forged")


def other_actor(c: Any) -> None:
    c.execute("UPDATE trail SET actor = 'somebody else' WHERE seq = 61")


def other_time(c: Any) -> None:
    c.execute("UPDATE trail SET ts = replace(ts, '20', '19') WHERE seq = 61")


def row_edited(c: Any) -> None:
    c.execute("UPDATE supplier SET contact = 'Nora' WHERE contact = 'Edda'")


def row_gone(c: Any) -> None:
    c.execute("DELETE FROM attachment WHERE rowid = 1")


def bytes_altered(c: Any) -> None:
    c.execute("UPDATE blob SET content = CAST('bytes 7' AS BLOB) WHERE rowid = 1")


def bytes_and_hash_altered(c: Any) -> None:
    c.execute("PRAGMA foreign_keys = OFF")
    c.execute("UPDATE blob SET content = x'00', size = 1 WHERE rowid = 1")


def tail_cut(c: Any) -> None:
    c.execute("DELETE FROM trail WHERE seq > (SELECT max(seq) FROM trail) - 3")


def nonsense(c: Any) -> None:
    c.execute("UPDATE trail SET new = '{not json' WHERE seq = ?", (last_amended(c),))


def list_for_a_row(c: Any) -> None:
    c.execute("UPDATE trail SET new = '[1]' WHERE op = 'I' AND tbl = 'supplier'")


def bytes_for_text(c: Any) -> None:
    c.execute("UPDATE trail SET new = x'ff00' WHERE seq = ?", (last_amended(c),))


def nothing_for_text(c: Any) -> None:
    c.execute("UPDATE trail SET new = NULL WHERE seq = ?", (last_amended(c),))


def no_utf8(c: Any) -> None:
    c.execute("UPDATE record SET title = CAST(x'ff41' AS TEXT) WHERE kind = 'supplier'")


def empty_trail(c: Any) -> None:
    c.execute("DELETE FROM trail")


def cut_with_rollback(c: Any) -> None:
    """The last amendment never happened: rows, change set and trail agree."""
    (number,) = c.execute("SELECT max(number) FROM change_set").fetchone()
    c.execute("UPDATE supplier SET contact = 'Mara' WHERE contact = 'Edda'")
    (kept,) = c.execute("SELECT old FROM trail WHERE change = ? AND tbl = 'record'", (number,)).fetchone()
    before = json.loads(kept)
    c.execute(
        "UPDATE record SET version = ?, updated_at = ? WHERE id = "
        "(SELECT \"row\" FROM trail WHERE change = ? AND tbl = 'record')",
        (before["version"], before["updated_at"], number),
    )
    c.execute("DELETE FROM trail WHERE change = ?", (number,))
    c.execute("DELETE FROM change_set WHERE number = ?", (number,))


def rewritten(c: Any) -> None:
    """Somebody with the source writes another history and chains it properly."""
    row_edited(c)
    c.execute("UPDATE trail SET new = replace(new, 'Edda', 'Nora') WHERE seq = ?", (last_amended(c),))
    recompute(c)


BARE = [
    new_value, middle_gone, swapped, forged_between, other_actor, other_time, row_edited, row_gone, bytes_altered,
    bytes_and_hash_altered, tail_cut, nonsense, list_for_a_row, bytes_for_text, nothing_for_text, no_utf8, empty_trail,
]  # fmt: skip
ANCHORED = [cut_with_rollback, rewritten]


def attacked(path: Path, attack: Callable[[Any], None]) -> None:
    with raw(path) as c:
        take_down(c)
        attack(c)
        put_back(c)


def verdict(path: Path) -> tuple[bool, list[str], list[str]]:
    """Whether the file is sound as verify sees it, what it says, and what opening said before."""
    with opened(path) as workspace:
        report = workspace.verify()
        return report.ok, list(report.problems), list(workspace.warnings)


@pytest.mark.parametrize("attack", BARE, ids=lambda a: a.__name__)
def test_an_attack_is_found_even_without_an_anchor(
    path: Path, attack: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QMS_DATA", str(path.with_name("another computer")))
    attacked(path, attack)
    ok, problems, _ = verdict(path)
    assert not ok
    assert all(p.endswith(".") for p in problems)


@pytest.mark.parametrize("attack", ANCHORED, ids=lambda a: a.__name__)
def test_a_history_that_agrees_with_itself_is_found_with_the_anchor_alone(
    path: Path, attack: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    attacked(path, attack)
    ok, problems, warnings = verdict(path)
    assert not ok
    assert any("seen here earlier" in p for p in problems)
    assert warnings, "told at opening"
    monkeypatch.setenv("QMS_DATA", str(path.with_name("another computer")))
    assert verdict(path)[0], "without the anchor nothing tells; that is what the anchor is for"


def test_an_older_copy_swapped_in_is_found(path: Path) -> None:
    older = Path(shutil.copy(path, path.with_name("older.qms")))
    with opened(path) as workspace:
        add_suppliers(workspace, "Third")
    older.replace(path)
    ok, problems, warnings = verdict(path)
    assert not ok
    assert "older copy" in problems[0] + warnings[0]


def test_the_anchor_is_not_replaced_by_the_head_of_a_file_in_doubt(path: Path) -> None:
    attacked(path, rewritten)
    for _ in range(2):
        ok, _, warnings = verdict(path)
        assert not ok
        assert warnings


def test_the_code_for_paper_names_the_entry_and_a_hundred_bits() -> None:
    one = anchors.Head(7, "ab" * 32)
    other = anchors.Head(7, "ab" * 12 + "bb" + "ab" * 19)
    assert one.code.startswith("7-")
    assert len(one.code.replace("-", "")) == 21
    assert one.code != other.code
    assert one.code == anchors.Head(7, "ab" * 31 + "00").code
    assert anchors.Head(0, "").code == "0-AAAAA-AAAAA-AAAAA-AAAAA"


def contents(path: Path) -> list[object]:
    with opened(path, read_only=True) as workspace, workspace.read() as look:
        c = look.session.connection()
        names = [*Base.metadata.tables, "trail", "alembic_version", "search_row"]
        rows: list[object] = [sorted(map(repr, c.exec_driver_sql(f'SELECT * FROM "{n}" NOT INDEXED'))) for n in names]
        return [*rows, sorted(map(repr, c.exec_driver_sql("SELECT type, name, sql FROM sqlite_schema")))]


def test_no_flipped_bit_is_silent(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QMS_DATA", str(path.with_name("another computer")))
    whole, image = contents(path), path.read_bytes()
    chance = random.Random(int(os.environ.get("QMS_SEED", "5")))  # noqa: S311  not for secrets
    target = path.with_name("flipped.qms")
    found = harmless = 0
    silent = []
    for position in chance.sample(range(len(image)), bar(80, 1000)):
        flipped = bytearray(image)
        flipped[position] ^= 1 << chance.randrange(8)
        target.write_bytes(flipped)
        try:
            with opened(target, read_only=True) as workspace:
                told = not workspace.verify().ok
        except QmsError:
            told = True
        found += told
        if not told and contents(target) == whole:
            harmless += 1
        elif not told:
            silent.append(position)
    assert silent == []
    assert found > 0
    assert harmless > 0
