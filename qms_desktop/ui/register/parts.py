"""`Parts`: what stands below the tabs of a record; a file dropped anywhere on it becomes evidence."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from qms_desktop.ui.widgets.drop_zone import local_files

_LEAST = 60  # px; a question in a small window may cover the fields whole


class Parts(QStackedWidget):
    """As small as it must be, so that the footer is always seen."""

    dropped = Signal(list)
    """The paths of files that were dropped beside the drop zone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.setAcceptDrops(True)
        self.make_room(False)

    def make_room(self, wanted: bool) -> None:
        """Give all the room away to a question, or take it back."""
        self.setMinimumHeight(0 if wanted else _LEAST)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Says yes to files, but not to a whole quality system, which the window opens."""
        files = local_files(event.mimeData())
        if files and all(path.suffix.lower() != ".qms" for path in files):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes the files."""
        self.dropped.emit(local_files(event.mimeData()))
        event.acceptProposedAction()
