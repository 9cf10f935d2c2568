"""Saving the rows that need attention as a workbook, in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qms_desktop.errors import QmsError
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.importing.background import Background, Errand
from qms_desktop.ui.importing.findings import Findings

if TYPE_CHECKING:
    from threading import Event


def save_rows(
    desk: Desk,
    found: Findings,
    path: Path,
    *,
    owner: QObject,
    then: Callable[[Path, int], None],
    failed: Callable[[QmsError], None],
) -> Errand:
    """Write what an import leaves out; `then` is told the path and the number of rows."""

    def job(cancelled: Event, _told: Callable[[int], None]) -> int:
        from qms_desktop.exchange.bad_rows import write_bad_rows  # noqa: PLC0415  brings the spreadsheet libraries

        def go_on(_done: int, _of: int) -> bool:
            return not cancelled.is_set()

        return write_bad_rows(path, found.source, found.check, progress=go_on).rows

    errand = Errand(lambda rows: then(path, rows), failed, lambda _done, _of: None, owner)
    return Background.of(desk).aside(errand, job)
