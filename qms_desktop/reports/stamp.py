"""`Stamp`: whose paper this is, when it was printed and by whom, and how far the trail had come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qms_desktop.workspace.look import Look
from qms_desktop.workspace.verify import head


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every page says of its printing."""

    organisation: str
    waiver: str
    at: datetime
    by: str
    trail: str
    """The code of the trail's newest entry, which the proof in the program shows too."""

    @property
    def when(self) -> str:
        """Date and time of printing, local."""
        return f"{self.at.astimezone():%Y-%m-%d %H:%M}"


def stamp(look: Look) -> Stamp:
    """The stamp of this moment."""
    organisation = look.organisation
    by = look.actor.title if look.actor else ""
    return Stamp(organisation.name, organisation.waiver or "", look.now, by, head(look.session.connection()).code)
