"""Writing tables as .csv and .json."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

from qms_desktop.errors import Stopped
from qms_desktop.workspace.saving import replacing

_TO_DISARM = re.compile(r"'*[=+\-@\t\r]")
_TICK = 500


def write_csv(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    delimiter: str = ",",
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write a table as UTF-8 with a byte-order mark and return its number of rows.

    Texts that a spreadsheet program would take for a formula get a leading apostrophe; our reader takes it off again,
    so every text but NUL characters comes back equal. Numbers stay numbers, days are written as 2025-03-31.

    Raises:
        Unavailable: the file cannot be written; Stopped: cancelled. The old file stays in both cases.
    """
    count = 0
    with replacing(path) as part:
        with part.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL)
            writer.writerow([_plain(text) for text in header])
            for row in rows:
                writer.writerow([_plain(value) for value in row])
                count += 1
                if count % _TICK == 0:
                    _watch(count, progress, cancelled)
        _watch(count, progress, cancelled)
    return count


def _watch(count: int, progress: Callable[[int], None] | None, cancelled: Callable[[], bool] | None) -> None:
    """Tell and ask between rows."""
    if cancelled and cancelled():
        raise Stopped
    if progress:
        progress(count)


def _plain(value: object) -> str:
    """One cell of a text table."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    text = str(value).replace("\0", "")
    return f"'{text}" if _TO_DISARM.match(text) else text


def write_json(path: Path, content: object) -> None:
    """Write content as readable JSON in UTF-8; days and times as ISO texts, decimals as texts.

    Raises:
        Unavailable: the file cannot be written; the old file stays.
    """
    with replacing(path) as part, part.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        json.dump(content, file, ensure_ascii=False, indent=2, default=_as_json)
        file.write("\n")


def _as_json(value: object) -> object:
    """What JSON has no type for."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return str(value)
