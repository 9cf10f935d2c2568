"""Files into and out of a record, in the worker's thread: read from the disk, written as copies."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from qms_desktop.errors import RuleBroken, Unavailable
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

LARGEST = 200 * 1024 * 1024
PROGRAMS = frozenset({
    ".exe", ".com", ".bat", ".cmd", ".msi", ".scr", ".ps1", ".vbs", ".js", ".jse", ".wsf", ".hta", ".lnk", ".jar",
    ".sh", ".desktop", ".app", ".command", ".reg", ".pif", ".cpl", ".appimage",
})  # fmt: skip
"""What opening would run instead of show."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Files", text)


def attach(work: Work, record: UUID, paths: Sequence[Path]) -> int:
    """Put files into a record and say how many."""
    for path in paths:
        work.attach(record, path.name, _bytes(path))
    return len(paths)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise RuleBroken(_tr("{0} is a folder. Choose the files in it.").format(path.name))
        size = path.stat().st_size
        if size > LARGEST:
            sentence = _tr("{0} has {1} MB; up to 200 MB fit. Attach a smaller copy.")
            raise RuleBroken(sentence.format(path.name, size // 1024**2))
        return path.read_bytes()
    except OSError as error:
        sentence = _tr("{0} cannot be read: {1}. Check that it is still there.")
        raise Unavailable(sentence.format(path.name, error.strerror or error)) from error


def picture(image: QImage) -> bytes:
    """A picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def copy(workspace: Workspace, sha256: str, target: Path, *, read_only: bool) -> Path:
    """Write the bytes of an attachment to a file."""
    content = workspace.file(sha256)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.chmod(stat.S_IRUSR | stat.S_IWUSR)
        target.write_bytes(content)
        if read_only:
            target.chmod(stat.S_IRUSR)
    except OSError as error:
        sentence = _tr("{0} cannot be written: {1}. Choose another place.")
        raise Unavailable(sentence.format(target.name, error.strerror or error)) from error
    return target


def size_words(size: int) -> str:
    """A size as people say it."""
    if size < 1024:  # noqa: PLR2004  bytes
        return _tr("{0} B").format(size)
    if size < 1024**2:
        return _tr("{0} KB").format(round(size / 1024))
    return _tr("{0} MB").format(f"{size / 1024**2:.1f}")
