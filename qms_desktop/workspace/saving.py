"""Writing a file whole or not at all: beside the old one, made durable, then put in its place."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from qms_desktop.errors import Unavailable


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give the path of a `.part` file to write; after the block it replaces `path`.

    If the block fails in any way the old file stays and the `.part` file is removed.

    Raises:
        Unavailable: the folder cannot be written, the disk is full, or the old file is open in another program.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
        _make_durable(path.parent)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Unavailable(
                f"‘{path.name}’ could not be written: the disk is full. Free some space, or choose another disk; an "
                "older file of this name is unchanged."
            ) from error
        raise Unavailable(
            f"‘{path.name}’ could not be written: {error.strerror or error}. Close it in other programs, or choose "
            "another folder or disk; the old file is unchanged."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _make_durable(folder: Path) -> None:
    """Write the folder's own entry to the disk, where the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
