"""Our files in a folder of somebody: written whole, listed with their hashes, and nothing else ever touched."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID

from qms_desktop.errors import RuleBroken, Unavailable
from qms_desktop.workspace.saving import replacing

LIST = "published.json"
FORMAT = 1
CHUNK = 1 << 20


@dataclass(slots=True)
class Kept:
    """A file of ours: what it was made of, and the hashes that it may have."""

    source: str
    hashes: list[str]
    seen: list[int] = field(default_factory=list)
    """Its size and time when it was written, by which a quick look knows it again without reading it."""


@dataclass(slots=True)
class Folder:
    """A folder with the list of what we put there."""

    path: Path
    file_id: UUID
    files: dict[str, Kept] = field(default_factory=dict)
    quick: bool = False
    """Whether size and time are enough; a share need not be read through after every change."""

    @classmethod
    def open(cls, path: Path, file_id: UUID, *, quick: bool = False) -> Folder:
        """Read the list of a folder, which may be new.

        Raises:
            RuleBroken: another quality system publishes there. Unavailable: it cannot be used.
        """
        if not path.is_dir():
            raise Unavailable(f"There is no folder {path}. Make it first, or choose another one.")
        if not os.access(path, os.W_OK):
            raise Unavailable(f"{path} cannot be written. Choose another folder.")
        found = cls(path, file_id, quick=quick)
        try:
            known: Mapping[str, Any] = json.loads((path / LIST).read_text(encoding="utf-8"))
            theirs = UUID(known["file_id"])
            listed = {name: _kept(k) for name, k in known["files"].items()}
        except FileNotFoundError:
            return found
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise RuleBroken(
                f"{LIST} in {path} cannot be read, so it is not known what is ours. Choose another folder."
            ) from error
        if theirs != file_id:
            raise RuleBroken(f"Another quality system publishes into {path}. Choose another folder.")
        found.files = {name: kept for name, kept in listed.items() if _is_inside(name)}
        return found

    def save(self) -> None:
        """Write the list."""
        files = {name: asdict(kept) for name, kept in sorted(self.files.items())}
        content = {"format": FORMAT, "file_id": str(self.file_id), "files": files}
        with replacing(self.path / LIST) as part:
            part.write_text(json.dumps(content, indent=1), encoding="utf-8")

    def place(self, name: str) -> Path:
        """Where a file of ours lies."""
        return self.path.joinpath(*PurePosixPath(name).parts)

    def holds(self, name: str, source: str) -> bool:
        """Whether a file is there as we wrote it, made of the same."""
        kept = self.files.get(name)
        return kept is not None and kept.source == source and self.is_ours(name)

    def is_ours(self, name: str) -> bool:
        """Whether what lies there is what we wrote."""
        kept = self.files.get(name)
        if kept is None:
            return False
        if self.quick and kept.seen and kept.seen == seen(self.place(name)):
            return True
        return digest(self.place(name)) in kept.hashes

    def expect(self, made: Mapping[str, tuple[str, Path]]) -> None:
        """Note what will be written before it is, so that a power cut leaves no file that we would not know."""
        for name, (source, path) in made.items():
            before = self.files[name].hashes if name in self.files else []
            self.files[name] = Kept(source, [*dict.fromkeys([*before, digest(path)])])  # not seen there yet
        self.save()

    def put(self, name: str, made: Path) -> str:
        """Put a file in its place; what somebody else left there is moved aside, and its new name returned."""
        target = self.place(name)
        aside = ""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists() and not self.is_ours(name):
                aside = _move_aside(target).name
        except OSError as error:
            raise Unavailable(
                f"{target} cannot be written: {error.strerror or error}. Choose another folder."
            ) from error
        with replacing(target) as part:
            part.write_bytes(made.read_bytes())
        self.files[name].hashes, self.files[name].seen = [digest(made)], seen(target)
        return aside

    def remove(self, name: str) -> bool:
        """Take a file of ours away; False where somebody changed it, and it stays."""
        target = self.place(name)
        if target.exists() and not self.is_ours(name):
            del self.files[name]
            return False
        try:
            target.unlink(missing_ok=True)
        except OSError as error:
            raise Unavailable(
                f"{target} cannot be removed: {error.strerror or error}. Is it open somewhere?"
            ) from error
        del self.files[name]
        if target.parent != self.path:
            with suppress(OSError):
                target.parent.rmdir()  # only where it is empty
        return True

    def others(self, wanted: Iterable[str]) -> list[str]:
        """Files of ours that are not wanted any more."""
        return sorted(set(self.files) - set(wanted))


def digest(path: Path) -> str:
    """The SHA-256 of a file; empty where there is none."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(CHUNK):
                found.update(part)
    except OSError:
        return ""
    return found.hexdigest()


def seen(path: Path) -> list[int]:
    """Size and time of a file; empty where there is none."""
    try:
        found = path.stat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]


def _kept(known: Mapping[str, Any]) -> Kept:
    when = [int(n) for n in known.get("seen", ())]
    return Kept(str(known["source"]), [str(h) for h in known["hashes"]], when)


def _is_inside(name: str) -> bool:
    """Whether a name of the list stays in the folder; the list is a file that anybody could have written."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name and name != LIST


def _move_aside(target: Path) -> Path:
    count = 1
    while (aside := target.with_name(f"{target.stem} (not published {count}){target.suffix}")).exists():
        count += 1
    return target.rename(aside)
