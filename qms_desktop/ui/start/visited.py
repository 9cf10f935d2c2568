"""Back and forward: the places the user has been to, as in a browser."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

MOST = 50


class Place(NamedTuple):
    """A tab, the register on it, and the record that was open there."""

    tab: int
    kind: str = ""
    record: UUID | None = None


class Visited:
    """Where the user was, and where of it the window stands."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def visit(self, place: Place) -> None:
        """Go to a place; what lay ahead is forgotten."""
        if self._places and self._places[self._at] == place:
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[:-MOST]
        self._at = len(self._places) - 1

    def step(self, by: int) -> Place | None:
        """The place before (-1) or after (1), which is then the one where the window stands."""
        if not 0 <= self._at + by < len(self._places):
            return None
        self._at += by
        return self._places[self._at]

    def clear(self) -> None:
        """Forget everything: another file."""
        self._places.clear()
        self._at = -1
