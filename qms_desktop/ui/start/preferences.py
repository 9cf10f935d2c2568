"""What the program remembers of this user on this computer: look, window, recent files, when each was backed up.

A small JSON file in the user's data folder. Rejected: QSettings (the registry on Windows, where nobody can copy it).
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from qms_desktop.paths import user_data
from qms_desktop.ui.theme.scale import BASE

RECENT = 8
MODES = ("light", "dark", "system")


@dataclass
class Preferences:
    """Read once at the start and written at every change; a file that cannot be read or written costs only comfort."""

    mode: str = "system"
    base: float = BASE
    geometry: str = ""
    recent: list[str] = field(default_factory=list)
    backups: dict[str, str] = field(default_factory=dict)
    """When a file was last backed up here, by its path."""
    published: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Into which folder a file publishes, and whether that is refreshed, by its path."""
    looks: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Where the user was in a file, by its path: what the next start shows first (see `first_look`)."""
    sketches: dict[str, Any] = field(default_factory=dict)
    """The tabs and lists of this program, which the next start shows before it has imported them."""
    rooms: dict[str, dict[str, str]] = field(default_factory=dict)
    """The register used last in each tab, by path of the file; empty for the overview."""

    @classmethod
    def load(cls) -> Preferences:
        """What was kept; anything odd in it is left out."""
        with suppress(OSError, ValueError, TypeError, AttributeError):
            found: dict[str, Any] = json.loads(_place().read_text(encoding="utf-8"))
            usual = cls()
            kept = {
                f.name: found[f.name] for f in fields(cls) if type(found.get(f.name)) is type(getattr(usual, f.name))
            }
            made = cls(**kept)
            made.mode = made.mode if made.mode in MODES else usual.mode
            made.recent = [str(path) for path in made.recent][:RECENT]
            return made
        return cls()

    def save(self) -> None:
        """Keep it, whole or not at all."""
        with suppress(OSError):
            place = _place()
            place.parent.mkdir(parents=True, exist_ok=True)
            part = place.with_suffix(".part")
            part.write_text(json.dumps(asdict(self)), encoding="utf-8")
            part.replace(place)

    def opened(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        self.recent = [str(path), *(known for known in self.recent if known != str(path))][:RECENT]
        self.save()

    def forget(self, path: Path) -> None:
        """Take a file from the recent ones."""
        self.recent = [known for known in self.recent if known != str(path)]
        self.save()

    def last_file(self) -> Path | None:
        """The newest file that is still there."""
        return next((Path(known) for known in self.recent if Path(known).is_file()), None)

    def used(self, path: Path, principle: str, kind: str) -> None:
        """Remember the register that is used in a tab, until the file is left and all is kept."""
        self.rooms.setdefault(str(path), {})[principle] = kind

    def room_of(self, path: Path, principle: str) -> str:
        """The register used last in a tab; empty where that was the overview, or nothing yet."""
        rooms = self.rooms.get(str(path))
        return str(rooms.get(principle, "")) if isinstance(rooms, dict) else ""

    def left(self, path: Path, look: dict[str, Any]) -> None:
        """Remember where the user was when a file was left."""
        self.looks = {known: kept for known, kept in self.looks.items() if known in self.recent and known != str(path)}
        self.rooms = {known: kept for known, kept in self.rooms.items() if known in self.recent or known == str(path)}
        self.looks[str(path)] = {**look, "day": self.today()}
        self.save()

    @staticmethod
    def today() -> str:
        """The user's day."""
        return datetime.now().astimezone().date().isoformat()

    def backed_up(self, path: Path, at: datetime) -> None:
        """Remember a backup."""
        self.backups[str(path)] = at.isoformat(timespec="minutes")
        self.save()

    def backup_of(self, path: Path) -> datetime | None:
        """When a file was last backed up."""
        with suppress(ValueError, KeyError):
            return datetime.fromisoformat(self.backups[str(path)])
        return None


class Passing(Preferences):
    """Preferences of a window that nobody works in (pictures, the demo): nothing is kept."""

    def save(self) -> None:
        """Keep nothing."""


def _place() -> Path:
    return user_data() / "preferences.json"
