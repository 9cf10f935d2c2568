"""The strips below the top bar, which take no room while they have nothing to say."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qms_desktop.ui.widgets.notice import Notice

_SHOWN = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)


class Strips(QWidget):
    """Holds notices one below the other; hidden when all of them are."""

    def __init__(self, *notices: Notice) -> None:
        super().__init__()
        self._notices = notices
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 4)
        box.setSpacing(6)
        for notice in notices:
            box.addWidget(notice)
            notice.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Comes and goes with the notices."""
        if event.type() in _SHOWN:
            self.setVisible(any(not notice.isHidden() for notice in self._notices))
        return super().eventFilter(watched, event)
