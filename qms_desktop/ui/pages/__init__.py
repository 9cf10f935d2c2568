"""Screens of their own, where the generic table and form are not enough.

A kind may have a part that its pane shows above the fields. Decision: the pane asks this map by kind. Rejected: a flag
on the register, which would have to know Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages.part import Part
from qms_desktop.ui.pages.process_approach.reading import ReadingStrip

PARTS: Mapping[str, Callable[[Desk], Part]] = {"document": ReadingStrip}


def part_of(desk: Desk, kind: str) -> Part:
    """What stands above the fields of a kind; nothing for most."""
    return PARTS.get(kind, Part)(desk)
