"""`CauseWriter`: writes causes of one nonconformity, each step one change that one undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from qms_desktop.errors import QmsError
from qms_desktop.insight.cause_drawing import Node
from qms_desktop.principles.continuous_improvement.causes import Cause, Distinction, next_number
from qms_desktop.ui.desk import Desk
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.work import Work

NAME = Cause.__tablename__


class CauseWriter(QObject):
    """`written` gives the cause that is looked at next (or None), `refused` the sentence that says why not."""

    written = Signal(object)
    refused = Signal(str)

    def __init__(self, desk: Desk, view: RecordView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._key, self._number = desk, view.id, view.number

    def add(self, causes: Sequence[Node], values: Mapping[str, object]) -> None:
        """Add a cause under the next free number."""
        row = {"cause_no": next_number(causes), **values}
        key = self._key
        self._change(self.tr("Add cause to {0}"), lambda work: work.add_lines(key, NAME, [row])[0].id)

    def amend(self, node: Node, values: Mapping[str, object]) -> None:
        """Change a cause."""
        key = self._key

        def command(work: Work) -> UUID:
            work.amend_line(key, NAME, node.key, values)
            return node.key

        self._change(self.tr("Change cause of {0}"), command)

    def remove(self, nodes: Sequence[Node]) -> None:
        """Take causes away together."""
        key = self._key

        def command(work: Work) -> None:
            for node in nodes:
                work.remove_line(key, NAME, node.key)

        self._change(self.tr("Remove causes from {0}"), command)

    def compare(self, questions: Sequence[str]) -> None:
        """Begin a comparison with its questions."""
        key, rows = self._key, [{"question": question} for question in questions]

        def command(work: Work) -> None:
            work.add_lines(key, Distinction.__tablename__, rows)

        self._change(self.tr("Begin the comparison of {0}"), command)

    def _change(self, label: str, command: Callable[[Work], UUID | None]) -> None:
        self._desk.tasks.change(label.format(self._number), command, self.written.emit, failed=self._failed, owner=self)

    def _failed(self, error: QmsError) -> None:
        self.refused.emit(str(error))
