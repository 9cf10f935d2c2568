"""The newest known head of each file's trail, remembered outside the file.

A trail that was cut short, wholly recomputed, or swapped for an older copy agrees with itself; only what was remembered
elsewhere tells (RELIABILITY.md, D5).
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from qms_desktop.paths import user_data


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a trail: its number and its hash."""

    seq: int
    hash: str

    @property
    def code(self) -> str:
        """The code for paper: the entry's number and the first 100 bits of its hash in base 32."""
        digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
        bits = int(self.hash[:25] or "0", 16)
        letters = "".join(digits[(bits >> shift) & 31] for shift in range(95, -1, -5))
        return f"{self.seq}-" + "-".join(letters[i : i + 5] for i in range(0, 20, 5))


def remembered(file_id: UUID) -> Head | None:
    """The newest head seen of this file on this computer."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads((user_data() / "anchors" / f"{file_id.hex}.json").read_text(encoding="utf-8"))
        return Head(int(found["seq"]), str(found["hash"]))
    return None


def remember(file_id: UUID, head: Head) -> None:
    """Keep a head. A folder that cannot be written costs the comfort, never the user's work."""
    with suppress(OSError):
        folder = user_data() / "anchors"
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{file_id.hex}.part"
        part.write_text(json.dumps({"seq": head.seq, "hash": head.hash}), encoding="utf-8")
        part.replace(folder / f"{file_id.hex}.json")
