"""A raw connection to a file, by the SQLite of our own. Light on purpose: the first look at a file reads through it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

APPLICATION_ID = 0x514D5331
"""`QMS1`, written into the file's head."""
PREPARED = 512
"""Statements that stay prepared (some 6 MB when all are in use): to prepare one anew means to compile the triggers of
the trail with it, and a story that touches every register writes a few hundred different ones."""


def connect(path: Path | str, *, mode: str = "rw") -> Any:
    """A raw connection: `mode` is `rw` (must exist), `rwc` (may be made), `ro`, or `memory`."""
    from sqlcipher3 import dbapi2  # noqa: PLC0415  asked for here, so that pure readers of this module stay light

    if mode == "memory":
        return dbapi2.connect(":memory:", check_same_thread=False, isolation_level=None)
    address = Path(path).as_posix() if os.name == "nt" else str(path)
    uri = f"file:{quote(address, safe='/:')}?mode={mode}"
    return dbapi2.connect(
        uri, uri=True, check_same_thread=False, isolation_level=None, timeout=5, cached_statements=PREPARED
    )
