"""Making the tables of a new file, telling a file's schema, and bringing an older file up to date."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, MetaData, String, Table, create_engine
from sqlalchemy.pool import StaticPool

from qms_desktop.errors import Unavailable
from qms_desktop.paths import bundled
from qms_desktop.records import links as _links  # noqa: F401  its tables belong to the schema
from qms_desktop.records.base import Base
from qms_desktop.workspace import numbering as _numbering  # noqa: F401  the same
from qms_desktop.workspace import search, trail
from qms_desktop.workspace.connection import APPLICATION_ID, connect

T = TypeVar("T")
VERSION = 3
"""The number of the newest migration; kept in the file as `user_version`."""
REVISION = "0003"
"""The name of the newest migration."""
OURS = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"


def create(connection: Connection) -> None:
    """Make every table, index and trigger in an empty file, and mark it as ours.

    The registers' modules must have been imported, because their models are the schema.
    """
    Base.metadata.create_all(connection)
    trail.DERIVED.create_all(connection)
    _alembic_table().create_all(connection)
    for statement in (*search.tables(), *trail.indexes()):
        connection.exec_driver_sql(statement)
    create_triggers(connection)
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{REVISION}')")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def create_triggers(connection: Connection) -> None:
    """Put every trigger of the trail in place; those that stand are taken down first."""
    for name, statement in trail.triggers():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(statement)


def drop_triggers(connection: Connection) -> None:
    """Take every trigger down, so that a migration may reshape tables."""
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all()
    for (name,) in rows:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def _alembic_table() -> MetaData:
    metadata = MetaData(naming_convention={"pk": "%(table_name)s_pkc"})
    Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))
    return metadata


def shape(connection: Connection) -> dict[str, str]:
    """Name and normalised statement of everything the file's schema holds."""
    rows = connection.exec_driver_sql(OURS).all()
    # a table that a migration rebuilt carries its name in quotes
    return {name: re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", " ".join(sql.split())) for name, sql in rows}


def parts(connection: Connection) -> dict[str, str]:
    """Every part of the schema, those without a statement too: its sort and the table it belongs to."""
    rows = connection.exec_driver_sql("SELECT name, type, tbl_name FROM sqlite_schema").all()
    return {name: f"{sort} of {table}" for name, sort, table in rows}


def marks(connection: Connection) -> tuple[int, int, str]:
    """What the file says of itself: whose it is, and of which schema."""
    ours, version = (connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("application_id", "user_version"))
    revision = connection.exec_driver_sql("SELECT max(version_num) FROM alembic_version").scalar()
    return int(ours or 0), int(version or 0), str(revision)


def expected() -> dict[str, str]:
    """The shape that this program's models ask for."""
    return fresh(shape)


def fresh(look: Callable[[Connection], T]) -> T:
    """What is seen of a file that this program has just made, in memory."""
    engine = create_engine(
        "sqlite://", creator=lambda: connect("", mode="memory"), poolclass=StaticPool, module=_dbapi()
    )
    with engine.begin() as connection:
        voice = trail.Voice()
        voice.prepare(connection.connection.driver_connection)
        create(connection)
        found = look(connection)
    engine.dispose()
    return found


def _dbapi() -> Any:
    from sqlcipher3 import dbapi2  # noqa: PLC0415  only for this check

    return dbapi2


def check(raw: Any, path: Path) -> int:
    """The schema version of an opened file.

    Raises:
        Unavailable: not a file of ours, or one of a newer program.
    """
    version = int(raw.execute("PRAGMA user_version").fetchone()[0])
    if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID or version < 1:
        raise Unavailable(f"{path.name} is not a quality system of QMS Desktop. Choose a .qms file.")
    if version > VERSION:
        raise Unavailable(
            f"{path.name} was written by a newer QMS Desktop (its schema is {version}, this program knows {VERSION}). "
            "Update the program; the file was not touched."
        )
    return version


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing; the caller holds the transaction, has made a backup, and runs a change.

    Raises:
        Unavailable: afterwards a reference would point nowhere.
    """
    from alembic import command  # noqa: PLC0415  400 ms that only an older file pays

    before = columns(connection)
    drop_triggers(connection)
    command.upgrade(alembic(connection), "head")
    create_triggers(connection)
    after = columns(connection)
    for name in sorted(n for n in before if n in Base.metadata.tables and after.get(n, before[n]) != before[n]):
        trail.reimage(connection, name)
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    problems = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if problems:
        raise Unavailable(f"The file could not be brought up to date: {len(problems)} references point nowhere.")


def alembic(connection: Connection) -> Any:
    """The configuration of alembic over an open connection."""
    from alembic.config import Config  # noqa: PLC0415  as above

    config = Config()
    # alembic reads the option with interpolation, so a % in the path must be doubled
    config.set_main_option("script_location", str(bundled("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def columns(connection: Connection) -> dict[str, list[str]]:
    """The names of the columns of every table, in their order."""
    rows = connection.exec_driver_sql(
        "SELECT m.name, c.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table'"
    ).all()
    found: dict[str, list[str]] = {}
    for table, column in rows:
        found.setdefault(table, []).append(column)
    return found
