"""Write migrations/versions/0001_first.sql from the models; only until the first release, afterwards it is frozen."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qms_desktop.principles import REGISTERS  # noqa: E402  the models must be known
from qms_desktop.workspace import schema  # noqa: E402


def main() -> None:
    """Tables first, then indexes, without triggers and without what SQLite and FTS5 make by themselves."""
    found = schema.expected()
    made = [s for n, s in found.items() if not s.startswith("CREATE TRIGGER") and not n.startswith("sqlite_")]
    own = [s for s in made if not s.startswith(("CREATE TABLE 'search", 'CREATE TABLE "search_')) or "search_row" in s]
    own = [s for s in own if "alembic_version" not in s]
    order = sorted(own, key=lambda s: ("TABLE" not in s.split("(", 1)[0], s))
    target = ROOT / "migrations" / "versions" / "0001_first.sql"
    target.write_text(";\n".join(order) + ";\n", encoding="utf-8")
    print(f"{len(order)} statements of {len(REGISTERS)} registers: {target.relative_to(ROOT)}")


main()
