"""What asks more than a click: leaving, and closing a training that worked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from qms_desktop.flows.learning import Learner
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages.engagement_of_people.hand_over import HandOverDialog
from qms_desktop.ui.pages.engagement_of_people.levels_dialog import LevelsDialog, read_learners
from qms_desktop.workspace.views import RecordView


def leave(desk: Desk, view: RecordView, parent: QWidget, _plain: Callable[[], object]) -> None:
    """Ask what is open and what the check list says, then move."""
    HandOverDialog(desk, view, leave=True, parent=parent.window()).open()


def close_training(desk: Desk, view: RecordView, parent: QWidget, plain: Callable[[], object]) -> None:
    """Show the levels that would be written; where there are none, close as every record closes."""
    key = view.id

    def answered(found: list[Learner]) -> None:
        if found:
            LevelsDialog(desk, view, found, parent=parent.window()).open()
        else:
            plain()

    desk.tasks.read(lambda workspace: read_learners(workspace, key), answered, owner=parent)
