"""The first rows of a register before anything heavy is imported, so that a start shows the user's list at once.

It reads a few columns, newest first, and nothing else; the true table takes its place when the file is open. Names of
tables and columns come from what the window remembered of its own table, and are looked at before they become SQL.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from qms_desktop.errors import QmsError
from qms_desktop.workspace.connection import APPLICATION_ID, connect
from qms_desktop.workspace.places import refuse_network

ROWS = 40
"""More than the tallest window shows."""
_NAME = re.compile(r"[a-z][a-z_]{0,39}")

Column = tuple[str, bool, bool]
"""Name, whether it stands in the register's own table, whether it names another record (whose title is read)."""


def first_rows(path: Path, kind: str, columns: Sequence[Column]) -> list[tuple[object, ...]] | None:
    """State and columns of the newest records of a register; None where that cannot be told (the opening says why)."""
    if not all(_NAME.fullmatch(name) for name in (kind, *(c[0] for c in columns))):
        return None
    selected, joins = ["r.state"], [f'JOIN "{kind}" AS k ON k.id = r.id']
    for number, (name, own, refers) in enumerate(columns):
        source = f'{"k" if own else "r"}."{name}"'
        if refers:
            joins.append(f"LEFT JOIN record AS o{number} ON o{number}.id = {source}")
        selected.append(f"o{number}.title" if refers else source)
    sql = (
        f"SELECT {', '.join(selected)} FROM record AS r {' '.join(joins)} "
        "WHERE r.kind = ? AND r.voided = 0 ORDER BY r.id DESC LIMIT ?"
    )
    # whatever is wrong with the file is said by the opening, which runs next
    with suppress(Exception):
        return _read(path, sql, kind)
    return None


def _read(path: Path, sql: str, kind: str) -> list[tuple[object, ...]] | None:
    with suppress(QmsError):
        refuse_network(path.resolve())
        raw = connect(path, mode="ro")
        try:
            if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return None
            return [tuple(row) for row in raw.execute(sql, (kind, ROWS))]
        finally:
            raw.close()
    return None
