"""`Remarks`: what the flows have to say about a record, at its top, with the way to what it proposes."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qms_desktop.flows.remarks import Remark, remarked, remarks_on
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.workspace import Workspace


class Remarks(QWidget):
    """Asked for after the record itself is shown, so that they never keep it waiting."""

    following = Signal()
    """The user wants to raise what a remark proposes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.notices: list[Notice] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self.hide()

    def fill(self, view: RecordView) -> None:
        """Ask what is worth saying of a record."""
        if not remarked(view.kind):
            return
        record = view.id
        self._desk.tasks.read(
            lambda workspace: _asked(workspace, record), self._show, key=f"remarks {id(self)}", owner=self
        )

    def _show(self, remarks: list[Remark]) -> None:
        while len(self.notices) < len(remarks):
            notice = Notice(self._desk.theme)
            notice.acted.connect(self.following)
            self._box.addWidget(notice)
            self.notices.append(notice)
        for notice, remark in zip(self.notices, remarks, strict=False):
            action = self.tr("What follows") if remark.proposes and self._desk.writable else ""
            notice.say(remark.text, str(remark.tone), action=action, dismissable=False)
        for notice in self.notices[len(remarks) :]:
            notice.clear()
        self.setVisible(bool(remarks))


def _asked(workspace: Workspace, record: UUID) -> list[Remark]:
    with workspace.read() as look:
        return remarks_on(look.get(record), look)
