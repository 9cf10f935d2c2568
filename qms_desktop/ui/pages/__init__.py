"""Screens of their own, where the generic table and form are not enough.

A kind may have a part that its pane shows above the fields. Decision: the pane asks this map by kind. Rejected: a flag
on the register, which would have to know Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages.continuous_improvement.cause_strip import CauseStrip
from qms_desktop.ui.pages.continuous_improvement.eight_d import EightDStrip
from qms_desktop.ui.pages.engagement_of_people.hand_over import DutiesStrip
from qms_desktop.ui.pages.engagement_of_people.ways import close_training, leave
from qms_desktop.ui.pages.part import Part, Stacked
from qms_desktop.ui.pages.process_approach.process_strip import ProcessStrip
from qms_desktop.ui.pages.process_approach.reading import ReadingStrip
from qms_desktop.workspace.views import RecordView

PARTS: Mapping[str, Callable[[Desk], Part]] = {
    "complaint": EightDStrip,
    "corrective_action": lambda desk: Stacked(desk, CauseStrip(desk), EightDStrip(desk)),
    "document": ReadingStrip,
    "nonconformity": CauseStrip,
    "person": DutiesStrip,
    "process": ProcessStrip,
}

Way = Callable[[Desk, RecordView, QWidget, Callable[[], object]], None]
"""Asks what a step needs to know: desk, record, the widget in front of which it asks, and the step without asking."""

WAYS: Mapping[tuple[str, str], Way] = {("person", "leave"): leave, ("training", "close"): close_training}
"""By kind and name of the step, those that ask more than a click or a reason."""


def part_of(desk: Desk, kind: str) -> Part:
    """What stands above the fields of a kind; nothing for most."""
    return PARTS.get(kind, Part)(desk)
