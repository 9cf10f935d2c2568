"""The lock beside the file that names who has it open (standard library only, because the command line has no Qt)."""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open for writing, on which machine, with what, since when."""

    user: str
    machine: str
    program: str
    since: str

    def __str__(self) -> str:
        return f"{self.user} on {self.machine} ({self.program}, since {self.since})"


class FileLock:
    """An exclusive lock on `<file>.lock`. The operating system frees it when the holder dies."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(path.name + ".lock")
        self._file: IO[str] | None = None

    def acquire(self, program: str) -> Holder | None:
        """Take the lock. Returns None when it is ours now, else who holds it.

        Raises:
            OSError: the folder cannot be written, or the disk is full.
        """
        while True:
            file = self.path.open("a+", encoding="utf-8")
            if not _take(file):
                file.seek(0)
                holder = _read(file.read())
                file.close()
                return holder
            if self._stands(file):
                break
            # the holder before us took the name away between our open and our lock
            file.close()
        self._file = file
        holder = Holder(_user(), platform.node() or "this machine", program, datetime.now(UTC).strftime("%H:%M UTC"))
        try:
            file.seek(0)
            file.truncate()
            json.dump({name: getattr(holder, name) for name in Holder.__slots__}, file)
            file.flush()
        except OSError:
            self.release()
            raise
        return None

    def _stands(self, file: IO[str]) -> bool:
        try:
            return os.fstat(file.fileno()).st_ino == self.path.stat().st_ino
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let go and take the lock file away."""
        if self._file is None:
            return
        file, self._file = self._file, None
        with suppress(OSError):
            # taken away before it is unlocked, so that nobody waits on a name that is about to vanish
            self.path.unlink()
        with suppress(OSError):
            # on a full disk the name of the holder is still to be written
            file.close()


def _read(text: str) -> Holder:
    try:
        return Holder(**json.loads(text))
    except (ValueError, TypeError):
        return Holder("somebody", "this machine", "another window", "a moment ago")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


if sys.platform == "win32":  # pragma: no cover  the suite runs on Linux

    def _take(file: IO[str]) -> bool:
        import msvcrt  # noqa: PLC0415  Windows only

        try:
            # a byte far behind the text, so that others can read who holds it
            os.lseek(file.fileno(), 1 << 20, os.SEEK_SET)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _take(file: IO[str]) -> bool:
        import fcntl  # noqa: PLC0415  not on Windows

        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
