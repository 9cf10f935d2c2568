"""A first look into a file before anything heavy is imported, so that a start shows the user's own list at once.

It reads the rows of whole registers, newest first, and counts them; it writes nothing, and lets the file go when it is
open. Names of tables and columns come from what the window remembered of its own tables, and are looked at before they
become SQL. Whatever is wrong with the file is said by the opening, which runs at the same time: here it is only None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple, Self
from uuid import UUID

from qms_desktop.workspace.connection import APPLICATION_ID, connect
from qms_desktop.workspace.places import refuse_network
from qms_desktop.workspace.rows import Facets, Ref, Row

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PATIENCE = 100
"""Milliseconds to wait for another program that is writing; the window asks again."""
_KINDS = """WITH RECURSIVE found(kind) AS (
    SELECT min(kind) FROM record UNION ALL SELECT (SELECT min(kind) FROM record WHERE kind > found.kind) FROM found
    WHERE found.kind IS NOT NULL
) SELECT kind FROM found WHERE kind IS NOT NULL"""
"""One step of the index a register: grouping would walk through all of it, 40 ms in 200,000 records."""
_TOTAL = "SELECT count(*) FROM record WHERE kind = ? AND voided = 0"
_STATES = "SELECT voided, state, count(*) FROM record WHERE kind = ? GROUP BY voided, state"
_VALUE = (
    'SELECT count(*) FROM "{kind}" WHERE "{name}" = ? '
    "AND id NOT IN (SELECT id FROM record WHERE kind = ? AND voided = 1)"
)
_LATE = "coalesce(due_on, NULL) < ?"  # wrapped so that the index over states is taken, as the true list does
_VALUES: Mapping[str, Callable[[Any], object]] = {
    "day": date.fromisoformat,
    "flag": bool,
    "instant": lambda value: datetime.fromisoformat(value).replace(tzinfo=UTC),
}


class Asked(NamedTuple):
    """A column to read: the type of its field, and whether it stands in the register's own table."""

    name: str
    type: str
    own: bool

    @property
    def names(self) -> bool:
        """Whether it names another record, which is read with it."""
        return self.type in {"person", "reference"}


class FirstLook:
    """A file that is read beside its opening. A read that fails answers None, or nothing."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    @classmethod
    def open(cls, path: Path, schema: int) -> Self | None:
        """Look into a file of this schema; None where it is none."""
        with suppress(Exception):
            refuse_network(path.resolve())
            look = cls(connect(path, mode="ro"))
            look._raw.execute(f"PRAGMA busy_timeout = {_PATIENCE}").fetchall()
            if look._marks() == (APPLICATION_ID, schema):
                return look
            look.close()
        return None

    def close(self) -> None:
        """Let go of the file."""
        self._raw.close()

    def used(self) -> frozenset[str] | None:
        """The registers that hold any record, even a void one, or were switched on."""
        with suppress(Exception):
            kinds = (kind for (kind,) in self._raw.execute(_KINDS).fetchall())
            (switched_on,) = self._raw.execute("SELECT switched_on FROM organisation WHERE id = 1").fetchone()
            return frozenset({*kinds, *(switched_on or "").split(";")})
        return None

    def total(self, kind: str) -> int:
        """How many records a register has that are not void; none where that cannot be read."""
        with suppress(Exception):
            return int(self._raw.execute(_TOTAL, (kind,)).fetchone()[0])
        return 0

    def rows(self, kind: str, columns: Sequence[Asked], offset: int, limit: int) -> list[Row] | None:
        """A stretch of a register's rows, newest first."""
        if not all(_NAME.fullmatch(name) for name in (kind, *(column.name for column in columns))):
            return None
        with suppress(Exception):
            found = self._raw.execute(_page(kind, columns), (kind, limit, offset)).fetchall()
            return [Row(UUID(raw[0]), raw[1], tuple(_cells(raw[2:], columns))) for raw in found]
        return None

    def facets(self, kind: str, open_states: Sequence[str], today: date) -> Facets | None:
        """The counts that the chips over a list show."""
        with suppress(Exception):
            states: dict[str, int] = {}
            voided = 0
            for is_void, state, number in self._raw.execute(_STATES, (kind,)).fetchall():
                if is_void:
                    voided += number
                else:
                    states[state] = number
            (owner,) = self._raw.execute("SELECT owner FROM organisation WHERE id = 1").fetchone()
            mine = self._open(kind, open_states, "owner = ?", owner) if owner else 0
            late = self._open(kind, open_states, _LATE, today.isoformat())
            return Facets(sum(states.values()), states, mine, late, voided)
        return None

    def count(self, kind: str, name: str, value: str) -> int | None:
        """How many records of a register have a value in a field of the register's own."""
        if not all(_NAME.fullmatch(word) for word in (kind, name)):
            return None
        with suppress(Exception):
            return int(self._raw.execute(_VALUE.format(kind=kind, name=name), (value, kind)).fetchone()[0])
        return None

    def _open(self, kind: str, states: Sequence[str], condition: str, value: str) -> int:
        sql = (
            f"SELECT count(*) FROM record WHERE kind = ? AND voided = 0 "
            f"AND state IN ({', '.join('?' * len(states))}) AND {condition}"
        )
        return int(self._raw.execute(sql, (kind, *states, value)).fetchone()[0])

    def _marks(self) -> tuple[int, int]:
        marks = (self._raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        ours, schema = marks
        return int(ours), int(schema)


def _page(kind: str, columns: Sequence[Asked]) -> str:
    """Keys first, by the index, and their rows afterwards, as `queries` does."""
    selected, joins = ["r.id", "r.state"], [f'JOIN record AS r ON r.id = p.id JOIN "{kind}" AS k ON k.id = p.id']
    for number, column in enumerate(columns):
        source = f'{"k" if column.own else "r"}."{column.name}"'
        if column.names:
            joins.append(f"LEFT JOIN record AS o{number} ON o{number}.id = {source}")
            selected += [f"o{number}.{part}" for part in ("id", "kind", "number", "title")]
        else:
            selected.append(source)
    keys = "SELECT id FROM record WHERE kind = ? AND voided = 0 ORDER BY id DESC LIMIT ? OFFSET ?"
    return f"SELECT {', '.join(selected)} FROM ({keys}) AS p {' '.join(joins)} ORDER BY r.id DESC"


def _cells(values: Sequence[Any], columns: Sequence[Asked]) -> list[object]:
    cells: list[object] = []
    at = 0
    for column in columns:
        value = values[at]
        if column.names:
            cells.append(None if value is None else Ref(UUID(value), *values[at + 1 : at + 4]))
            at += 4
        else:
            cells.append(value if value is None or column.type not in _VALUES else _VALUES[column.type](value))
            at += 1
    return cells
