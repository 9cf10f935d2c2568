"""Ways of changing a row: each is recorded, refused, or found by verify (RELIABILITY.md, bar 8), over all tables."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Connection, Float, Integer, LargeBinary, Table, delete, text, update
from sqlalchemy.exc import DBAPIError

from qms_desktop.errors import QmsError
from qms_desktop.records.base import Base
from qms_desktop.records.types import uuid7
from qms_desktop.workspace import trail
from qms_desktop.workspace.workspace import Workspace
from tests.workspace.bench import opened, spare, tables

TABLES = sorted(Base.metadata.tables)


@pytest.fixture
def path(stocked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(stocked, tmp_path / "nordlicht.qms"))


def other(column: Column[Any]) -> object:
    """A value that no row has in this column."""
    if isinstance(column.type, Boolean):
        return 1
    if isinstance(column.type, Float):
        return 0.1
    if isinstance(column.type, Integer):
        return 77
    if isinstance(column.type, LargeBinary):
        return b"altered"
    return "f" * 32


def test_every_table_and_every_column_is_covered_by_triggers(workspace: Workspace) -> None:
    with workspace.read() as look:
        rows = look.session.execute(text("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
        stand = {row.name: row.sql for row in rows}
    assert stand == dict(trail.triggers())
    for table in Base.metadata.tables.values():
        for verb in ("insert", "update", "delete"):
            body = stand[f"trail_{table.name}_{verb}"]
            covered = {c.name for c in table.columns if f"'{c.name}'" in body}
            assert covered == {c.name for c in table.columns if not isinstance(c.type, LargeBinary)}
        judged = stand[f"trail_{table.name}_update"].partition(" BEGIN ")[0]
        assert all(f'OLD."{name}"' in judged and f'NEW."{name}"' in judged for name in covered)


def test_every_table_of_the_file_is_recorded_or_made_from_the_rest(workspace: Workspace) -> None:
    with workspace.read() as look:
        names = {r[0] for r in look.session.execute(text("SELECT name FROM sqlite_schema WHERE type = 'table'"))}
    derived = {"trail", "alembic_version", "search_row"} | {
        n for n in names if n == "search" or n.startswith("search_")
    }
    assert names - derived == set(TABLES)


Way = Callable[[Connection, Table], None]


def core_text_update(connection: Connection, table: Table) -> None:
    connection.execute(text(f'UPDATE "{table.name}" SET "{spare(table)}" = :v'), {"v": other(table.c[spare(table)])})


def bulk_update(connection: Connection, table: Table) -> None:
    connection.execute(update(table).values({spare(table): other(table.c[spare(table)])}))


def driver_delete(connection: Connection, table: Table) -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    connection.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE rowid = (SELECT max(rowid) FROM "{table.name}")')


def bulk_delete(connection: Connection, table: Table) -> None:
    connection.execute(delete(table))


def copied(connection: Connection, table: Table) -> dict[str, Any]:
    row = dict(connection.exec_driver_sql(f'SELECT * FROM "{table.name}" ORDER BY rowid DESC').mappings().first() or {})
    key = trail.key_of(table)
    row[key] = row[key] + 1 if isinstance(row[key], int) else uuid7().hex
    if "number" in row and table.name == "record":
        row["number"] = "SUP-2026-0999"
    if table.name == "link":
        row["relation"] = "treats"
    return row


def driver_insert(connection: Connection, table: Table) -> None:
    row = copied(connection, table)
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    marks = ", ".join("?" for _ in row)
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" VALUES ({marks})', tuple(row.values()))


def insert_or_replace(connection: Connection, table: Table) -> None:
    row = copied(connection, table)
    (row[trail.key_of(table)],) = connection.exec_driver_sql(
        f'SELECT "{trail.key_of(table)}" FROM "{table.name}" ORDER BY rowid DESC'
    ).first() or ("",)
    row[spare(table)] = other(table.c[spare(table)])
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    marks = ", ".join("?" for _ in row)
    connection.exec_driver_sql(f'INSERT OR REPLACE INTO "{table.name}" VALUES ({marks})', tuple(row.values()))


def upsert(connection: Connection, table: Table) -> None:
    row, key = copied(connection, table), trail.key_of(table)
    (row[key],) = connection.exec_driver_sql(f'SELECT "{key}" FROM "{table.name}" ORDER BY rowid DESC').first() or ("",)
    value = other(table.c[spare(table)])
    sql = f'INSERT INTO "{table.name}" VALUES ({", ".join("?" for _ in row)}) ON CONFLICT("{key}") DO UPDATE SET'
    connection.exec_driver_sql(f'{sql} "{spare(table)}" = ?', (*row.values(), value))


def new_key(connection: Connection, table: Table) -> None:
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    key = trail.key_of(table)
    connection.exec_driver_sql(
        f'UPDATE "{table.name}" SET "{key}" = ? WHERE rowid = (SELECT max(rowid) FROM "{table.name}")',
        (4711 if isinstance(table.c[key].type, Integer) else "f" * 32,),
    )


def through_a_view(connection: Connection, table: Table) -> None:
    connection.exec_driver_sql(f'CREATE TEMP VIEW v AS SELECT * FROM "{table.name}"')
    connection.exec_driver_sql(f'CREATE TEMP TRIGGER vt INSTEAD OF DELETE ON v BEGIN DELETE FROM "{table.name}"; END')
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    connection.exec_driver_sql("DELETE FROM v")


WAYS: list[Way] = [core_text_update, bulk_update, driver_delete, bulk_delete, driver_insert, insert_or_replace, upsert]
WAYS += [new_key, through_a_view]


@pytest.mark.parametrize("name", TABLES)
def test_no_way_inside_a_change_goes_unrecorded(path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table = Base.metadata.tables[name]
    recorded = refused = 0
    for way in WAYS:
        monkeypatch.setenv("QMS_DATA", str(path.with_name(f"user data of {way.__name__}")))
        copy = Path(shutil.copy(path, path.with_name(f"{way.__name__}.qms")))
        with opened(copy) as workspace:
            before = tables(workspace)
            try:
                with workspace.change(way.__name__) as work:
                    way(work.session.connection(), table)
            except (QmsError, DBAPIError):
                refused += 1
                assert tables(workspace) == before, f"{way.__name__} was refused, but left something"
            else:
                recorded += 1
                assert tables(workspace) != before, f"{way.__name__} on {name} did nothing; the test proves nothing"
            report = workspace.verify()
            # recorded, even where what was written is nonsense that verify names
            nonsense = [p for p in report.problems if "point nowhere" in p or "bytes of an attachment" in p]
            assert list(report.problems) == nonsense, way.__name__
        copy.unlink()
    assert recorded + refused == len(WAYS)
    assert recorded or name == "change_set"
