"""The numbers beside the tabs: what needs somebody, red where some of it is late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from qms_desktop.ui.main_window import MainWindow
    from qms_desktop.ui.start.facts import Needs

_AFTER = 50  # ms: they count much and hurry little, so the page that is looked at reads first


class Badges(QObject):
    """Reads the counts a little later than everything else, and shows them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self, singleShot=True, interval=_AFTER)
        self._timer.timeout.connect(self._read)

    def soon(self) -> None:
        """Count again."""
        self._timer.start()

    def _read(self) -> None:
        from qms_desktop.ui.start.facts import needs  # noqa: PLC0415  brings the workspace, see the package

        desk = self._window.desk
        if desk is not None:
            desk.tasks.read(needs, self._show, key="needs", owner=desk)

    def _show(self, found: Mapping[str, Needs]) -> None:
        desk, tabs = self._window.desk, self._window.tabs
        if desk is None:
            return
        due = overdue = 0
        for index, principle in enumerate(desk.principles, start=1):
            here = [found[register.kind] for register in principle.registers if register.kind in found]
            count, late = sum(needs.due for needs in here), sum(needs.overdue for needs in here)
            tabs.set_badge(index, count, overdue=late > 0)
            due, overdue = due + count, overdue + late
        tabs.set_badge(0, due, overdue=overdue > 0)
