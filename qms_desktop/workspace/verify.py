"""Proving the file: storage, references, schema, the chain, every row against the chain, every attachment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from qms_desktop.errors import Unavailable
from qms_desktop.records.base import Base
from qms_desktop.workspace import schema
from qms_desktop.workspace.anchors import Head
from qms_desktop.workspace.connection import APPLICATION_ID
from qms_desktop.workspace.trail import LAST, image, key_of, link

ENOUGH = 20
"""So many problems are told one by one; more would not help."""
STRETCH = 2000
"""So many entries are checked at the opening of a file that was never seen here."""
Progress = Callable[[int, int], bool]
CHAIN = (
    'SELECT prev, seq, ts, actor, change, tbl, "row", op, old, new, hash FROM trail WHERE seq > {after} ORDER BY seq'
)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. `entries` is the length of the trail, `head` its end, for paper."""

    ok: bool
    problems: tuple[str, ...]
    entries: int
    head: Head


def verify(connection: Connection, anchor: Head | None = None, progress: Progress | None = None) -> Report:
    """Check everything. `progress` is told entries done and in all; False cancels.

    Raises:
        Unavailable: cancelled.
    """
    problems: list[str] = []
    try:
        problems += _everything(connection, anchor, progress)
        last = head(connection)
    except (DBAPIError, UnicodeDecodeError) as error:
        # nothing behind the damage can be read
        problems.append(f"The storage is damaged: {getattr(error, 'orig', error)}.")
        last = Head(0, "")
    return Report(not problems, tuple(problems[:ENOUGH]), last.seq, last)


def _everything(connection: Connection, anchor: Head | None, progress: Progress | None) -> list[str]:
    problems: list[str] = []
    answer = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    if answer != "ok":
        problems.append(f"The storage is damaged: {answer}.")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        problems.append(f"{len(broken)} references point nowhere, the first in the table {broken[0][0]}.")
    problems += _schema(connection)
    state: dict[tuple[str, str], str | dict[str, object]] = {}
    problems += _chain(connection, anchor, state, progress)
    problems += _rows(connection, state)
    return problems + _blobs(connection)


def head(connection: Connection) -> Head:
    """The last entry of the trail."""
    row = connection.execute(LAST).first()
    return Head(row[0], row[1]) if row else Head(0, "")


def tail_problems(connection: Connection, anchor: Head | None) -> list[str]:
    """The check at opening: the remembered head is still there, and the chain holds from there on."""
    found = _anchored(connection, anchor)
    if anchor is None:
        # a file that was never seen here: its last stretch now, the whole of it when the user asks for the proof
        anchor = _entry(connection, head(connection).seq - STRETCH)
    return found or _links(connection, anchor, None, None)


def _entry(connection: Connection, seq: int) -> Head | None:
    row = connection.execute(text("SELECT seq, hash FROM trail WHERE seq = :s"), {"s": seq}).first()
    return Head(row[0], row[1]) if row else None


def _schema(connection: Connection) -> list[str]:
    wanted = schema.fresh(lambda c: (schema.shape(c), schema.parts(c)))
    pairs = zip((schema.shape(connection), schema.parts(connection)), wanted, strict=True)
    names = sorted({n for have, want in pairs for n in have.keys() | want.keys() if have.get(n) != want.get(n)})
    problems = []
    if names:
        shown = ", ".join(names[:5])
        problems.append(
            f"The schema differs from what this program made: {shown}. Someone has altered tables or triggers."
        )
    if schema.marks(connection) != (APPLICATION_ID, schema.VERSION, schema.REVISION):
        problems.append("The marks that tell the file's schema were altered.")
    return problems


def _anchored(connection: Connection, anchor: Head | None) -> list[str]:
    if anchor is None or not anchor.seq:
        return []
    row = connection.execute(text("SELECT hash FROM trail WHERE seq = :s"), {"s": anchor.seq}).first()
    if row is None:
        seen = f"The trail ends before entry {anchor.seq}, which was seen here earlier"
        return [f"{seen}: this is an older copy, or the trail was cut."]
    if row[0] != anchor.hash:
        seen = f"Entry {anchor.seq} of the trail is not the one seen here earlier"
        return [f"{seen}: history was rewritten, or this is a copy of the file that went its own way."]
    return []


def _chain(
    connection: Connection,
    anchor: Head | None,
    state: dict[tuple[str, str], str | dict[str, object]],
    progress: Progress | None,
) -> list[str]:
    return _anchored(connection, anchor) + _links(connection, None, state, progress)


def _links(
    connection: Connection,
    start: Head | None,
    state: dict[tuple[str, str], str | dict[str, object]] | None,
    progress: Progress | None,
) -> list[str]:
    problems: list[str] = []
    count, before = (start.seq, start.hash) if start else (0, "")
    total = head(connection).seq
    for prev, seq, *rest, stored in connection.exec_driver_sql(CHAIN.format(after=count)):
        count += 1
        if seq != count:
            problems.append(f"Entries {count} to {seq - 1} of the trail are missing.")
            count = seq
        if prev != before or stored != _linked(prev, seq, *rest):
            problems.append(f"Entry {seq} of the trail was altered.")
        before = stored
        if state is not None:
            try:
                _replay(state, rest, problems)
            except (ValueError, TypeError, AttributeError):
                problems.append(f"Entry {seq} of the trail cannot be read.")
        if len(problems) >= ENOUGH:
            break
        if progress is not None and not count % 5000 and not progress(count, total):
            raise Unavailable("Cancelled. Nothing was changed.")
    return problems


def _linked(*parts: object) -> str:
    try:
        return link(*parts)
    except TypeError:
        # bytes where text was: no entry of ours
        return ""


def _replay(state: dict[tuple[str, str], str | dict[str, object]], parts: list[str], problems: list[str]) -> None:
    _ts, _actor, _change, table, row, op, _old, new = parts
    key = (table, row)
    if op in ("I", "S"):
        state[key] = new
    elif op == "D":
        state.pop(key, None)
    elif key in state:
        known = state[key]
        full: dict[str, object] = json.loads(known) if isinstance(known, str) else known
        full.update(json.loads(new))
        # images leave empty columns out
        state[key] = {name: value for name, value in full.items() if value is not None}
    else:
        problems.append(f"The trail changes a row of {table} that it never made.")


def _rows(connection: Connection, state: dict[tuple[str, str], str | dict[str, object]]) -> list[str]:
    problems: list[str] = []
    for table in Base.metadata.tables.values():
        if table.name == "change_set":
            problems += _change_sets(connection, state)
            continue
        sql = f'SELECT "{key_of(table)}", {image(table)} FROM "{table.name}"'
        for key, live in connection.exec_driver_sql(sql):
            known = state.pop((table.name, str(key)), None)
            same = known == live if isinstance(known, str) else known is not None and known == json.loads(live)
            if not same:
                problems.append(_differs(connection, table.name, str(key), unknown=known is None))
            if len(problems) >= ENOUGH:
                return problems
    gone = list(state)[:ENOUGH]
    problems += [f"A row of {table} vanished without an entry in the trail ({row})." for table, row in gone]
    return problems


def _change_sets(connection: Connection, state: dict[tuple[str, str], str | dict[str, object]]) -> list[str]:
    table = Base.metadata.tables["change_set"]
    problems = []
    for key, live in connection.exec_driver_sql(f"SELECT number, {image(table)} FROM change_set"):
        if state.pop(("change_set", str(key)), None) != live:
            problems.append(f"Change set {key} differs from the trail.")
    return problems


def _differs(connection: Connection, table: str, row: str, *, unknown: bool) -> str:
    number = connection.execute(text("SELECT number FROM record WHERE id = :i"), {"i": row}).scalar()
    what = number or f"a row of {table} ({row})"
    return (
        f"{what} has no history." if unknown else f"{what} differs from its history: it was changed past the program."
    )


def _blobs(connection: Connection) -> list[str]:
    problems = []
    for digest, size, content in connection.exec_driver_sql("SELECT sha256, size, content FROM blob"):
        if len(content) != size or hashlib.sha256(content).hexdigest() != digest:
            problems.append(f"The bytes of an attachment ({digest[:12]}) are not the ones that were stored.")
    return problems
