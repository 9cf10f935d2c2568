"""What a start has to know to show the user's own lists before the registers are imported: kept when a file is left."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qms_desktop import __version__
from qms_desktop.ui.register.sketch import Tab, plain, sketched
from qms_desktop.ui.start.preferences import Preferences

if TYPE_CHECKING:
    from qms_desktop.ui.desk import Desk


@dataclass(frozen=True)
class Kept:
    """The tabs of this program, and where in them the user was."""

    organisation: str
    tabs: tuple[Tab, ...]
    tab: int
    """The tab that was open; 0 is Home."""
    rooms: Mapping[str, str]
    """The register that was used last in a tab, by the tab's name."""
    schema: int
    """The schema of a file whose tables have these columns."""


def keep(preferences: Preferences, desk: Desk, tab: int) -> None:
    """Keep where the user is, for the next start."""
    from qms_desktop.ui.principle_page import tab_of  # noqa: PLC0415  brings SQLAlchemy, which is here while a file is
    from qms_desktop.workspace.schema import VERSION  # noqa: PLC0415  the same

    preferences.sketches = {
        "program": __version__,
        "schema": VERSION,
        "tabs": [plain(tab_of(principle)) for principle in desk.principles],
    }
    preferences.left(desk.path, {"organisation": desk.organisation.name, "tab": tab})


def recall(preferences: Preferences, path: Path) -> Kept | None:
    """What was kept of a file; None where nothing was, or by another version of the program, or it is spoilt.

    The first start of a day begins at Home, with My day.
    """
    sketches, look = preferences.sketches, preferences.looks.get(str(path))
    if look is None or sketches.get("program") != __version__:
        return None
    with suppress(KeyError, TypeError, ValueError, AttributeError):
        tabs = tuple(sketched(known) for known in sketches["tabs"])
        tab = int(look["tab"]) if look["day"] == preferences.today() else 0
        rooms = {known.name: preferences.room_of(path, known.name) for known in tabs}
        if 0 <= tab <= len(tabs):
            return Kept(str(look["organisation"]), tabs, tab, rooms, int(sketches["schema"]))
    return None
