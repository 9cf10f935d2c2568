"""Where a file lies: network shares are refused, folders of sync clients are named."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from qms_desktop.errors import Unavailable

NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "davfs",
    "fuse.davfs2",
    "afs",
    "ncpfs",
    "glusterfs",
    "ceph",
}
SYNCED = ("onedrive", "dropbox", "google drive", "nextcloud", "owncloud", "icloud", "syncthing", "seafile")
MOUNTS = Path("/proc/mounts")
LONGEST = 255
"""The longest name of a file, in bytes."""


def located(path: Path, *, beside: str) -> Path:
    """The path as the system knows it; `beside` is the longest ending that is added to its name for files beside it.

    Raises:
        Unavailable: the system cannot look there, or the name leaves no room for the files beside it.
    """
    over = len(os.fsencode(path.name)) + len(beside) - LONGEST
    if over > 0:
        raise Unavailable(f"The name “{path.name[:30]}…” is too long by {over} bytes. Choose a shorter one.")
    try:
        found = path.expanduser().resolve()
        found.exists()
    except (OSError, ValueError, RuntimeError) as error:
        raise Unavailable(f"{path.name} cannot be reached: {getattr(error, 'strerror', None) or error}.") from error
    return found


def refuse_network(path: Path, mounts: Iterable[str] | None = None) -> None:
    """Refuse a path on a network share.

    Raises:
        Unavailable: with the reason and the way out.
    """
    if _is_network(path, mounts):
        raise Unavailable(
            f"{path.name} lies on a network share, where two people's changes can destroy each other. "
            "Keep the file on this computer, and put backups on the share."
        )


def _is_network(path: Path, mounts: Iterable[str] | None) -> bool:
    text = str(path)
    if text.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":  # pragma: no cover  the suite runs on Linux
        import ctypes  # noqa: PLC0415  Windows only

        remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(os.path.splitdrive(text)[0] + "\\") == remote)
    best, found = "", ""
    for line in _lines(mounts):
        parts = line.split()
        if len(parts) > 2:  # noqa: PLR2004  device, place, type
            place = parts[1].replace("\\040", " ")
            inside = text == place or text.startswith(place.rstrip("/") + "/")
            if inside and len(place) >= len(best):
                best, found = place, parts[2]
    return found in NETWORK


def _lines(mounts: Iterable[str] | None) -> Iterable[str]:
    if mounts is not None:
        return mounts
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()


def synced_by(path: Path) -> str | None:
    """The name of the sync client in whose folder the file lies, as the folder says it."""
    for part in path.parts:
        if part.lower().startswith(SYNCED):
            return part
    return None
