"""The trail: its tables, the triggers that write it, and the hash that chains it.

An entry holds the full row at insert, at delete and after a change of shape, and the changed columns at update, as
JSON. Bytes of attachments are represented by their hash. The triggers are generated from the models, so a new table or
column is covered by itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from qms_desktop.records.base import Base
from qms_desktop.records.lines import Line

FORMAT = "qms-trail-1"
NOTABLE = timedelta(minutes=1)
"""Less than this is a clock being set right."""
DERIVED = MetaData()
"""Tables that the trail does not record, because they are the trail or can be made again from the rest."""

trail = Table(
    "trail",
    DERIVED,
    Column("seq", Integer, primary_key=True),
    Column("ts", String(40), nullable=False),
    Column("actor", String(32), nullable=False),
    Column("change", Integer, nullable=False),
    Column("tbl", String(40), nullable=False),
    Column("row", String(64), nullable=False),
    Column("op", String(1), nullable=False),
    Column("old", Text),
    Column("new", Text),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_trail_change", "change"),
    Index("ix_trail_row", "row"),
)
change_set = Table(
    "change_set",
    Base.metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("actor", String(32), nullable=False),
    Column("label", String(300), nullable=False),
    Column("reason", Text),
    Column("undoes", Integer),
    Column("signed", Boolean, nullable=False),
    Index("ix_change_set_undoes", "undoes"),
)
OTHER_ENDS = (("link", "source"), ("link", "target"), ("attachment", "record"))


@dataclass
class Voice:
    """What the trail's functions answer while a change runs; outside a change they refuse."""

    actor: str = ""
    change: int | None = None
    now: datetime | None = None

    def prepare(self, raw: Any) -> None:
        """Register the functions on a driver connection."""
        raw.create_function("qms_actor", 0, lambda: self.actor)
        raw.create_function("qms_change", 0, self._number)
        raw.create_function("qms_now", 0, self.stamp)
        raw.create_function("qms_link", 10, link, deterministic=True)

    def stamp(self) -> str:
        """The time of the change, in UTC, with microseconds."""
        return (self.now or datetime.now(UTC)).isoformat(timespec="microseconds")

    def _number(self) -> int:
        if self.change is None:
            message = "rows are written inside a change only"
            raise RuntimeError(message)
        return self.change


def link(*parts: object) -> str:
    """The hash of an entry: SHA-256 over the JSON array of format, previous hash and the entry's own columns."""
    body = json.dumps((FORMAT, *parts), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def key_of(table: Table) -> str:
    """The name of the one primary key column."""
    (column,) = table.primary_key.columns
    return str(column.name)


def image(table: Table, row: str = "") -> str:
    """The SQL expression of a full row as JSON without its empty columns; `row` is `NEW.`, `OLD.` or empty."""
    full = "json_object(" + ", ".join(f"'{n}', {row}\"{n}\"" for n in _recorded(table)) + ")"
    # merging into an empty object takes the nulls away, which are most of a row
    return f"json_patch('{{}}', {full})"


def _recorded(table: Table) -> list[str]:
    return [c.name for c in table.columns if not isinstance(c.type, LargeBinary)]


def _changed(names: list[str], row: str) -> str:
    parts = " UNION ALL ".join(f"SELECT '{n}' AS k, {row}.\"{n}\" AS v WHERE {_differs(n)}" for n in names)
    return f"(SELECT json_group_object(k, v) FROM ({parts}))"


def _differs(name: str) -> str:
    # by bytes: the columns' own collation would not see a change of case
    return f'OLD."{name}" COLLATE BINARY IS NOT NEW."{name}"'


def _entry(table: str, row: str, op: str, old: str, new: str) -> str:
    values = f"'{table}', k, '{op}', o, n"
    return (
        'INSERT INTO trail(seq, ts, actor, change, tbl, "row", op, old, new, prev, hash) '
        f"SELECT s, t, a, c, {values}, p, qms_link(p, s, t, a, c, {values}) FROM (SELECT "
        f"coalesce((SELECT max(seq) FROM trail), 0) + 1 AS s, qms_now() AS t, qms_actor() AS a, qms_change() AS c, "
        f"CAST({row} AS TEXT) AS k, {old} AS o, {new} AS n, "
        "coalesce((SELECT hash FROM trail ORDER BY seq DESC LIMIT 1), '') AS p)"
    )


def triggers() -> Iterator[tuple[str, str]]:
    """Name and statement of every trigger, in a fixed order."""
    for table in sorted(Base.metadata.tables.values(), key=lambda t: t.name):
        name, key, names = table.name, key_of(table), _recorded(table)
        differs = " OR ".join(_differs(n) for n in names)
        bodies = {
            "insert": ("AFTER INSERT", "", _entry(name, f'NEW."{key}"', "I", "NULL", image(table, "NEW."))),
            "update": (
                "AFTER UPDATE",
                f" WHEN {differs}",
                _entry(name, f'NEW."{key}"', "U", _changed(names, "OLD"), _changed(names, "NEW")),
            ),
            "delete": ("AFTER DELETE", "", _entry(name, f'OLD."{key}"', "D", image(table, "OLD."), "NULL")),
            "key": (
                "BEFORE UPDATE",
                f' WHEN OLD."{key}" IS NOT NEW."{key}"',
                "SELECT RAISE(ABORT, 'keys never change')",
            ),
        }
        for suffix, (moment, when, body) in bodies.items():
            yield _trigger(f"trail_{name}_{suffix}", moment, name, when, body)
    for name in ("trail", "change_set"):
        for verb in ("UPDATE", "DELETE"):
            body = f"SELECT RAISE(ABORT, 'the {name} is append-only')"
            yield _trigger(f"keep_{name}_{verb.lower()}", f"BEFORE {verb}", name, "", body)
    yield _trigger(
        "keep_blob_update", "BEFORE UPDATE", "blob", "", "SELECT RAISE(ABORT, 'the bytes of a file never change')"
    )


def reimage(connection: Connection, name: str) -> None:
    """Write the full image of every row of a table whose shape a migration has changed, so that the trail knows it."""
    table = Base.metadata.tables[name]
    key = key_of(table)
    source = f'(SELECT {image(table)} FROM "{name}" WHERE "{key}" = :key)'
    statement = text(_entry(name, ":key", "S", "NULL", source))
    for (row,) in connection.exec_driver_sql(f'SELECT "{key}" FROM "{name}" ORDER BY "{key}"').all():
        connection.execute(statement, {"key": row})


def _trigger(name: str, moment: str, table: str, when: str, body: str) -> tuple[str, str]:
    return name, f'CREATE TRIGGER {name} {moment} ON "{table}"{when} BEGIN {body}; END'


def line_tables() -> list[str]:
    """The tables of lines, in a fixed order."""
    return sorted(model.__tablename__ for model in Line.__subclasses__())


def indexes() -> Iterator[str]:
    """Indexes by which a record's history finds links, files and lines, the removed ones too."""
    for table, column in (*OTHER_ENDS, *((t, "record") for t in line_tables())):
        value = f"json_extract(coalesce(new, old), '$.{column}')"
        yield f"CREATE INDEX ix_trail_{table}_{column} ON trail ({value}) WHERE tbl = '{table}'"


def moved_back(last: str | None, now: str) -> Iterator[str]:
    """What the history says of a clock that was moved back since the last entry; they stand in the order of writing."""
    back = datetime.fromisoformat(last) - datetime.fromisoformat(now) if last else timedelta()
    if back > NOTABLE:
        yield f"The clock was moved back by {str(back).partition('.')[0]}."


LAST = text("SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1")
