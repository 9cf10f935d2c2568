"""Undo and redo: the old images of a change set, written back as a new change set."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from qms_desktop.errors import Conflict, RuleBroken
from qms_desktop.records.base import Base
from qms_desktop.workspace.trail import key_of

LEFT_ALONE = {"counter", "change_set", "blob"}
"""Numbers stay retired, history stays, and bytes stay for redo."""
RESHAPED = "EXISTS (SELECT 1 FROM trail AS t WHERE t.change = {number} AND t.op = 'S')"
"""Whether a change set is an update of the file to a newer schema, which is no work of the user's."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A change set as undo looks at it."""

    number: int
    label: str
    undoes: int | None
    signed: bool


def newest(connection: Connection, *, redo: bool) -> Entry:
    """The change set that undo (or redo) takes.

    Raises:
        RuleBroken: there is none, or it is an approval.
    """
    sql = text(
        "SELECT number, label, undoes, signed FROM change_set AS c WHERE (undoes IS NULL) = :plain AND number > 1 "
        "AND NOT EXISTS (SELECT 1 FROM change_set AS u WHERE u.undoes = c.number AND NOT EXISTS "
        "(SELECT 1 FROM change_set AS r WHERE r.undoes = u.number)) "
        f"AND NOT {RESHAPED.format(number='c.number')} ORDER BY number DESC LIMIT 1"
    )
    if redo:
        # an undo that was not redone itself, and no redo (a redo undoes an undo)
        sql = text(
            "SELECT number, label, undoes, signed FROM change_set AS c WHERE undoes IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM change_set AS r WHERE r.undoes = c.number) "
            "AND (SELECT p.undoes FROM change_set AS p WHERE p.number = c.undoes) IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM change_set AS n WHERE n.number > c.number AND n.undoes IS NULL) "
            "ORDER BY number DESC LIMIT 1"
        )
    row = connection.execute(sql, {} if redo else {"plain": True}).first()
    if row is None:
        raise RuleBroken("There is nothing to redo." if redo else "There is nothing to undo.")
    return _undoable(Entry(*row))


def entry(connection: Connection, number: int) -> Entry:
    """A change set by its number, if it can be undone.

    Raises:
        RuleBroken: no such change set, undone already, or an approval.
    """
    sql = f"SELECT number, label, undoes, signed FROM change_set WHERE number = :n AND NOT {RESHAPED}"
    row = connection.execute(text(sql.format(number=":n") + " AND number > 1"), {"n": number}).first()
    if row is None:
        raise RuleBroken(f"There is no change {number} that could be undone.")
    if number in inactive(connection):
        raise RuleBroken(f"“{row[1]}” has been undone already.")
    return _undoable(Entry(*row))


def _undoable(found: Entry) -> Entry:
    if found.signed:
        raise RuleBroken(f"“{found.label}” is an approval. It is not undone but revoked, on the record, with a reason.")
    return found


def inactive(connection: Connection) -> set[int]:
    """The change sets whose effect is undone, and the undos that cancel them."""
    off: set[int] = set()
    rows = connection.execute(
        text("SELECT number, undoes FROM change_set WHERE undoes IS NOT NULL ORDER BY number DESC")
    )
    for number, undoes in rows.all():
        if number not in off:
            off.update((undoes, number))
    return off


def revert(connection: Connection, found: Entry) -> None:
    """Write the old images back.

    Raises:
        Conflict: a later change, itself not undone, touched one of the rows.
    """
    _refuse_later(connection, found)
    sql = text('SELECT tbl, "row", op, old FROM trail WHERE change = :n ORDER BY seq DESC')
    try:
        for table, row, op, old in connection.execute(sql, {"n": found.number}).all():
            if table not in LEFT_ALONE:
                _write_back(connection, table, row, op, json.loads(old) if old else {})
    except IntegrityError as error:
        raise Conflict(
            f"“{found.label}” cannot be undone, because later changes stand in its way: what it made is used by now, "
            "or what it took away is gone or there again. Undo those first."
        ) from error


def _refuse_later(connection: Connection, found: Entry) -> None:
    off = inactive(connection)
    sql = text(
        'SELECT DISTINCT later.change FROM trail AS mine JOIN trail AS later ON later."row" = mine."row" '
        "AND later.tbl = mine.tbl AND later.seq > mine.seq AND later.change > mine.change "
        f"WHERE mine.change = :n AND mine.tbl NOT IN ({', '.join(repr(t) for t in sorted(LEFT_ALONE))})"
    )
    later = {row[0] for row in connection.execute(sql, {"n": found.number})} - off
    if later:
        label = connection.execute(text("SELECT label FROM change_set WHERE number = :n"), {"n": max(later)}).scalar()
        raise Conflict(
            f"“{found.label}” cannot be undone, because “{label}” changed the same record afterwards. Undo that first."
        )


def _write_back(connection: Connection, name: str, row: str, op: str, old: dict[str, object]) -> None:
    table = Base.metadata.tables[name]
    key = key_of(table)
    if op == "I":
        connection.exec_driver_sql(f'DELETE FROM "{name}" WHERE "{key}" = ?', (row,))
        return
    if op == "D":
        names = ", ".join(f'"{n}"' for n in old)
        marks = ", ".join("?" for _ in old)
        connection.exec_driver_sql(f'INSERT INTO "{name}" ({names}) VALUES ({marks})', tuple(old.values()))
        return
    version = old.pop("version", None)
    sets = [f'"{n}" = ?' for n in old] + (["version = version + 1"] if version is not None else [])
    connection.exec_driver_sql(f'UPDATE "{name}" SET {", ".join(sets)} WHERE "{key}" = ?', (*old.values(), row))
