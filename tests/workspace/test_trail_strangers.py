"""What another program, or a person with a database browser, may try; the trail's own tables; the schema."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import Integer, insert, text

from qms_desktop.errors import QmsError, Unavailable
from qms_desktop.records.base import Base
from qms_desktop.workspace import schema, trail
from qms_desktop.workspace.workspace import Workspace
from tests.workspace.bench import opened, raw, spare

TABLES = sorted(Base.metadata.tables)


@pytest.fixture
def path(stocked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(stocked, tmp_path / "nordlicht.qms"))


@pytest.mark.parametrize("name", TABLES)
def test_another_program_cannot_write_past_the_trail(path: Path, name: str) -> None:
    table = Base.metadata.tables[name]
    columns = [c.name for c in table.columns if not c.primary_key]
    for statement in (
        *(f'UPDATE "{name}" SET "{c}" = {"0" if isinstance(table.c[c].type, Integer) else "NULL"}' for c in columns),
        f'UPDATE "{name}" SET "{spare(table)}" = \'x\'',
        f'DELETE FROM "{name}"',
        f'INSERT INTO "{name}" SELECT * FROM "{name}"',
        f'INSERT OR REPLACE INTO "{name}" SELECT * FROM "{name}"',
    ):
        with closing(sqlite3.connect(path)) as stranger, suppress(sqlite3.Error):
            stranger.execute(statement)
            stranger.commit()
    with opened(path) as workspace:
        assert workspace.verify().problems == ()


def test_a_stranger_is_told_why(path: Path) -> None:
    with closing(sqlite3.connect(path)) as stranger, pytest.raises(sqlite3.OperationalError, match="qms_"):
        stranger.execute("UPDATE record SET title = 'x'")


def dropped(name: str) -> list[str]:
    return [f"DROP TRIGGER {n}" for n, sql in trail.triggers() if f' ON "{name}"' in sql]


def put_back(name: str) -> list[str]:
    return [sql for _, sql in trail.triggers() if f' ON "{name}"' in sql]


def weakened(name: str) -> list[str]:
    wanted = f"trail_{name}_update"
    sql = next(s for n, s in trail.triggers() if n == wanted)
    return [f"DROP TRIGGER {wanted}", sql.replace(" WHEN ", " WHEN 0 AND ", 1)]


def edited(name: str) -> str:
    return f'UPDATE "{name}" SET "{spare(Base.metadata.tables[name])}" = \'5\''


STRANGE: list[tuple[str, Callable[[str], list[str]]]] = [
    ("triggers dropped, row edited", lambda t: [*dropped(t), edited(t)]),
    ("triggers dropped, row edited, put back", lambda t: [*dropped(t), edited(t), *put_back(t)]),
    ("triggers dropped, rows deleted, put back", lambda t: [*dropped(t), f'DELETE FROM "{t}"', *put_back(t)]),
    ("one trigger dropped, nothing else", lambda t: [f"DROP TRIGGER trail_{t}_update"]),
    ("one trigger weakened", weakened),
    ("a column added", lambda t: [f'ALTER TABLE "{t}" ADD COLUMN extra TEXT']),
    ("a trigger added", lambda t: [f'CREATE TRIGGER sly AFTER INSERT ON "{t}" BEGIN SELECT 1; END']),
]


def is_found(path: Path) -> bool:
    """Whether the file is refused at opening, or verify has something to say."""
    try:
        with opened(path) as workspace:
            return not workspace.verify().ok
    except Unavailable:
        return True


@pytest.mark.parametrize("name", TABLES)
def test_whoever_takes_the_triggers_down_is_found(path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for way, statements in STRANGE:
        monkeypatch.setenv("QMS_DATA", str(path.with_name(f"user data of {way}")))
        copy = Path(shutil.copy(path, path.with_name("copy.qms")))
        with raw(copy) as stranger:
            for statement in statements(name):
                stranger.execute(statement)
        assert is_found(copy), way


def test_a_cascade_is_recorded(path: Path) -> None:
    """No table cascades today; whoever adds one learns here that the trail sees it (recursive triggers)."""
    rules = {fk.ondelete for t in Base.metadata.tables.values() for fk in t.foreign_keys}
    assert rules <= {"RESTRICT", None}
    with opened(path) as workspace, workspace.read() as look:
        assert look.session.execute(text("PRAGMA recursive_triggers")).scalar() == 1
        assert look.session.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_the_trail_only_grows(workspace: Workspace) -> None:
    for statement in (
        "UPDATE trail SET actor = ''",
        "DELETE FROM trail",
        "UPDATE change_set SET label = ''",
        "DELETE FROM change_set",
        "INSERT OR REPLACE INTO trail SELECT * FROM trail",
    ):
        with pytest.raises(QmsError, match="append-only"), workspace.change("Cheat") as work:
            work.session.execute(text(statement))
    assert workspace.verify().ok


def test_an_entry_written_by_hand_is_found(workspace: Workspace) -> None:
    with workspace.change("Forge") as work:
        work.session.execute(
            text(
                'INSERT INTO trail SELECT seq + 1, ts, actor, change, tbl, "row", op, old, new, hash, hash '
                "FROM trail ORDER BY seq DESC LIMIT 1"
            )
        )
        work.add("supplier", {"title": "Baltic Forge"})
    assert not workspace.verify().ok


def test_a_change_of_case_only_is_recorded_and_undone(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        made = work.add("supplier", {"title": "baltic forge"}).id
    with workspace.change("Rename") as work:
        work.amend(made, {"title": "Baltic Forge"})
    assert workspace.verify().problems == ()
    workspace.undo()
    assert workspace.view(made).title == "baltic forge"


def test_schema_and_marks_are_those_of_the_program(workspace: Workspace) -> None:
    with workspace.read() as look:
        connection = look.session.connection()
        assert schema.shape(connection) == schema.expected()
    for mark in ("PRAGMA user_version = 0", "UPDATE alembic_version SET version_num = '0009'"):
        with raw(workspace.path) as stranger:
            stranger.execute(mark)
        assert any("marks" in p for p in workspace.verify().problems)


def test_bulk_inserts_of_core_are_recorded(workspace: Workspace) -> None:
    with workspace.change("Bulk") as work:
        work.session.execute(
            insert(Base.metadata.tables["counter"]), [{"name": f"X-{n}", "last": n} for n in range(50)]
        )
    assert workspace.verify().ok
    workspace.undo()
    assert workspace.verify().ok
