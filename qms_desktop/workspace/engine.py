"""The one door to the database: SQLite of our own, its pragmas, its transactions and its errors in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from qms_desktop.errors import Conflict, Unavailable
from qms_desktop.workspace.connection import connect

PRAGMAS = (
    "journal_mode=TRUNCATE",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "cell_size_check=ON",
    "busy_timeout=5000",
    "cache_size=-4000",
    "cache_spill=4000",
)
WORDS = (
    ("disk is full", "The disk is full, so nothing was saved. Free some space and save again."),
    (
        "readonly",
        "The file can no longer be written (it was made read-only, moved or replaced). Save a copy elsewhere.",
    ),
    ("attempt to write", "The file can only be read here."),
    ("locked", "Another program holds the file. Close it there and try again."),
    ("no such function: qms_", "Only QMS Desktop may write to this file."),
    ("disk I/O", "The disk reported an error, so nothing was saved. Check the disk and keep a copy elsewhere."),
    ("malformed", "The file is damaged. Restore the newest backup."),
    ("no such table", "The file is not whole: a table is missing. Restore the newest backup."),
    ("not a database", "The file is not a quality system of QMS Desktop. Choose a .qms file."),
    ("unable to open", "The file cannot be opened. Check that it exists and that you may read it."),
)


def make_engine(path: Path | str, *, mode: str, prepare: Callable[[Any], None]) -> Engine:
    """An engine over one connection. `prepare` registers the functions that the trail's triggers call."""
    from sqlcipher3 import dbapi2  # noqa: PLC0415  as above

    def creator() -> Any:
        raw = connect(path, mode=mode)
        for pragma in PRAGMAS if mode != "ro" else PRAGMAS[2:]:
            raw.execute(f"PRAGMA {pragma}").fetchall()
        prepare(raw)
        return raw

    engine = create_engine("sqlite://", module=dbapi2, creator=creator, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    kind = connection.get_execution_options().get("begin", "")
    driver(connection).execute(f"BEGIN {kind}")


def driver(connection: Connection) -> Any:
    """The driver below a connection, for the few questions that every save asks: compiled ones cost it a third more.

    Its errors are told by `in_words` like all others.
    """
    return connection.connection.driver_connection


def finish(engine: Engine) -> None:
    """Close the connection and take the empty journal away, so that one file is all there is to copy."""
    with suppress(Exception):  # closing goes on, whatever the disk says
        raw = engine.raw_connection()
        raw.driver_connection.execute("PRAGMA journal_mode=DELETE").fetchall()  # type: ignore[union-attr]
        raw.close()
    engine.dispose()


@contextmanager
def in_words() -> Iterator[None]:
    """Turn the driver's errors into sentences.

    Raises:
        Unavailable: disk, lock, file.
        Conflict: a row that others still point at, or the second of what there can be one of.
    """
    from sqlcipher3 import dbapi2  # noqa: PLC0415  as above

    try:
        yield
    except UnicodeDecodeError as error:
        # the driver's own words about a damaged schema, which quote the damage
        raise Unavailable("The file is damaged: text in it cannot be read. Restore the newest backup.") from error
    except (DBAPIError, dbapi2.Error, sqlite3.Error) as error:
        raise explained(error) from error


def explained(error: Exception) -> Unavailable | Conflict:
    """The sentence for a database error."""
    text = str(getattr(error, "orig", None) or error)
    if "FOREIGN KEY" in text:
        return Conflict("Other records point at this one, so it cannot be taken away. Remove those links first.")
    if "UNIQUE" in text:
        return Conflict("There is one of these already where only one can be, so nothing was saved. Change that one.")
    for part, sentence in WORDS:
        if part in text:
            return Unavailable(sentence)
    return Unavailable(f"The database refused this ({text}). Nothing was saved.")
