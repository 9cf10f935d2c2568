"""Bringing a backup back: verified first, and the file in its place kept beside, never lost."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from qms_desktop.cli.opening import reading
from qms_desktop.cli.output import progress
from qms_desktop.errors import RuleBroken, Unavailable
from qms_desktop.workspace import anchors
from qms_desktop.workspace import verify as proof
from qms_desktop.workspace.lock import FileLock

JOURNAL = "-journal"


def restore(args: Namespace, target: Path, *, force: bool) -> tuple[Path, Path | None]:
    """Put a copy of a backup into the place of a file; returns it, and where the former file is kept.

    Raises:
        Unavailable: a file stands there and `force` was not said, or somebody has it open.
        RuleBroken: the backup does not verify.
    """
    if target.exists() and not force:
        raise Unavailable(f"{target.name} exists already. With --force it is kept beside and replaced.")
    if not target.parent.is_dir():
        raise Unavailable(f"There is no folder {target.parent}. Make it first, or choose another one.")
    if target.is_dir():
        raise Unavailable(f"{target.name} is a folder. Name the file to restore to.")
    backup = Namespace(file=args.backup, command=args.command, person=None)
    lock = FileLock(target)
    holder = lock.acquire("qms-desktop restore")
    if holder is not None:
        raise Unavailable(f"{target.name} is open elsewhere: {holder}. Close it there first.")
    try:
        with reading(backup) as workspace:
            if target.exists() and target.samefile(workspace.path):
                raise Unavailable(f"{target.name} is the backup itself. Name the file to restore to.")
            with workspace.read() as look:
                # without what this computer remembers of the file: a backup is older than its file
                report = proof.verify(look.session.connection(), None, progress("Verified"))
            if not report.ok:
                raise RuleBroken(f"{workspace.path.name} is not sound, so nothing was restored. {report.problems[0]}")
            made = workspace.backup(target.with_name(f"{target.name}.restored"), progress("Copied"))
            kept = _swap(made, target)
            # restored on purpose: from here on, this is the history that the computer expects
            anchors.remember(workspace.organisation().file_id, report.head)
    finally:
        lock.release()
    return target, kept


def _swap(made: Path, target: Path) -> Path | None:
    """Put the copy in its place, and the former file with its journal beside; on failure all is as it was."""
    if not target.exists():
        made.replace(target)
        return None
    kept = target.with_name(f"{target.stem} before restore {datetime.now().astimezone():%Y-%m-%d %H%M%S}.qms")
    journal = target.with_name(target.name + JOURNAL)
    moved = [(target, kept), *([(journal, kept.with_name(kept.name + JOURNAL))] if journal.exists() else [])]
    done: list[tuple[Path, Path]] = []
    try:
        for old, new in moved:
            old.rename(new)
            done.append((old, new))
        made.replace(target)
    except OSError as error:
        for old, new in reversed(done):
            new.rename(old)
        made.unlink(missing_ok=True)
        raise Unavailable(f"{target.name} could not be replaced: {error.strerror}. It is as it was.") from error
    return kept
