"""Write the newest migration's SQL from the models: what is new, and what has to be rebuilt since the one before.

Run it after every change of a model until that migration is released; then freeze it, and begin the next: raise
`schema.VERSION` and `REVISION`, and copy the small Python file beside the SQL.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from alembic import command  # noqa: E402  as below

from qms_desktop.principles import REGISTERS  # noqa: E402  the models must be known
from qms_desktop.workspace import schema, trail  # noqa: E402
from qms_desktop.workspace.connection import connect  # noqa: E402

VERSIONS = ROOT / "migrations" / "versions"


def before() -> tuple[dict[str, str], dict[str, list[str]]]:
    """The shape and the columns of every table as the migration before the newest leaves them."""
    engine = create_engine("sqlite://", creator=lambda: connect("", mode="memory"), poolclass=StaticPool)
    with engine.connect() as connection:
        trail.Voice().prepare(connection.connection.driver_connection)
        command.upgrade(schema.alembic(connection), f"{schema.VERSION - 1:04}")
        found = schema.shape(connection), schema.columns(connection)
    engine.dispose()
    return found


def statements() -> list[str]:
    """What brings the schema before to the present one, in an order in which it can be run."""
    (old, columns), new = before(), _own(schema.expected())
    old = _own(old)
    wanted = schema.fresh(schema.columns)
    tables = [n for n, sql in new.items() if sql.startswith("CREATE TABLE") and old.get(n) != sql]
    rebuilt = {n for n in tables if n in old}
    gone = [n for n in old if n not in new]
    found = [f"DROP {old[n].split()[1]} {n}" for n in sorted(gone, key=lambda n: old[n].startswith("CREATE TABLE"))]
    for name in sorted(tables):
        if name not in rebuilt:
            found.append(new[name])
            continue
        kept = ", ".join(f'"{c}"' for c in columns[name] if c in wanted[name])
        found += [
            new[name].replace(f"CREATE TABLE {name} ", f"CREATE TABLE {name}__new ", 1),
            f"INSERT INTO {name}__new ({kept}) SELECT {kept} FROM {name}",
            f"DROP TABLE {name}",
            f"ALTER TABLE {name}__new RENAME TO {name}",
        ]
    for name, sql in new.items():
        if not sql.startswith("CREATE TABLE") and (old.get(name) != sql or _table_of(sql) in rebuilt):
            if name in old and _table_of(sql) not in rebuilt:
                found.append(f"DROP INDEX {name}")
            found.append(sql)
    return found


def _own(shape: dict[str, str]) -> dict[str, str]:
    """Without triggers, and without what SQLite, FTS5 and alembic make by themselves."""
    left = ("sqlite_", "search", "alembic_version")
    return {n: s for n, s in shape.items() if not s.startswith("CREATE TRIGGER") and not n.startswith(left)}


def _table_of(statement: str) -> str:
    found = re.search(r" ON (\w+) ", statement)
    return found[1] if found else ""


def main() -> None:
    """Write the file of the newest version."""
    (target,) = VERSIONS.glob(f"{schema.VERSION:04}_*.py")
    found = statements()
    target.with_suffix(".sql").write_text(";\n".join([*found, ""]), encoding="utf-8")
    print(f"{len(found)} statements for {len(REGISTERS)} registers: {target.with_suffix('.sql').relative_to(ROOT)}")


main()
