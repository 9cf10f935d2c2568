"""Verified copies: made with the backup interface, synced, opened and checked before they count."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qms_desktop.errors import Unavailable
from qms_desktop.workspace.connection import connect
from qms_desktop.workspace.engine import in_words

PAGES = 2048
"""Pages copied between two looks at Cancel."""


def copy(raw: Any, target: Path, progress: Callable[[int, int], bool] | None = None) -> Path:
    """Copy an opened file to `target`, whole or not at all.

    Args:
        raw: the driver's connection to the opened file.
        target: where the copy goes; what stands there is replaced only by a verified copy.
        progress: told pages done and pages in all; False cancels and leaves nothing behind.

    Raises:
        Unavailable: the copy could not be made or does not verify.
    """
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with in_words():
            _copy(raw, part, progress)
            _verify(part)
        part.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise Unavailable(f"The backup could not be written to {target.parent}: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return target


def _copy(raw: Any, part: Path, progress: Callable[[int, int], bool] | None) -> None:
    copied = connect(part, mode="rwc")
    try:

        def told(_status: int, remaining: int, total: int) -> None:
            if progress is not None and not progress(total - remaining, total):
                raise Unavailable("Cancelled. No backup was written.")

        raw.backup(copied, pages=PAGES, progress=told)
        copied.execute("PRAGMA journal_mode=TRUNCATE").fetchall()
    finally:
        copied.close()
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _verify(part: Path) -> None:
    opened = connect(part, mode="ro")
    try:
        answer = opened.execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        opened.close()
    if answer != "ok":
        raise Unavailable(f"The copy does not verify ({answer}). The backup was thrown away; check the file.")


def _sync_folder(folder: Path) -> None:
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
