"""`LevelsDialog`: before an effective training closes, the levels it gave, each to be ticked or left."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from qms_desktop.errors import QmsError
from qms_desktop.flows.learning import Learner, learners, record_levels
from qms_desktop.principles.engagement_of_people.courses import Training
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.pages.engagement_of_people.checked_list import CheckedList
from qms_desktop.ui.pages.engagement_of_people.matrix_model import level_words
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace


def _tr(text: str) -> str:
    return QCoreApplication.translate("LevelsDialog", text)


def read_learners(workspace: Workspace, key: UUID) -> list[Learner]:
    """Whose levels a training would write."""
    with workspace.read() as look:
        training = look.get(key)
        return learners(look, training) if isinstance(training, Training) else []


class LevelsDialog(SheetDialog):
    """What would be written, before it is; closing without writing is one click, and logged."""

    def __init__(self, desk: Desk, view: RecordView, found: list[Learner], parent: QWidget | None = None) -> None:
        competence = view.value("competence")
        name = competence.title if isinstance(competence, Ref) else ""
        sentence = _tr("{0} was effective. These levels in “{1}” would be written, with the training as evidence.")
        super().__init__(
            desk.theme, _tr("Write what they can do now"), sentence.format(view.number, name), width=560, parent=parent
        )
        self._desk, self._view, self._found = desk, view, found
        self.list = CheckedList(desk.theme, _tr("Levels to be written"))
        self.list.fill([(who.person, self._line(who)) for who in found])
        self.list.itemChanged.connect(lambda _item: self._word())
        self.body.addWidget(self.list)
        self.body.addStretch(1)
        self.add_button(_tr("Cancel")).clicked.connect(lambda _on: self.reject())
        self.without = self.add_button(_tr("Close without levels"))
        self.without.clicked.connect(lambda _on: self._write([]))
        self.act = self.add_button("", primary=True)
        self.act.clicked.connect(lambda _on: self._write(self.list.ticked))
        self._word()
        self.list.setFocus()

    @staticmethod
    def _line(who: Learner) -> str:
        before = _tr("so far {0}").format(level_words(int(who.before))) if who.before else _tr("no assessment so far")
        return f"{who.name}: {level_words(int(who.level))}   ({before})"

    def _word(self) -> None:
        number = len(self.list.ticked)
        self.act.setEnabled(number > 0)
        words = _tr("Write 1 level and close") if number == 1 else _tr("Write {0} levels and close").format(number)
        self.act.setText(words)

    def _write(self, wanted: list[object]) -> None:
        key, only = self._view.id, {who.person for who in self._found if who.person in wanted}

        def command(work: Work) -> str:
            record_levels(work, key, only=only, close=True, waive=True)
            return work.says

        self._desk.tasks.change(_tr("Write levels"), command, self._done, failed=self._failed, owner=self)

    def _done(self, said: str) -> None:
        self._desk.tell(said, undo=True)
        self.accept()

    def _failed(self, error: QmsError) -> None:
        self.notice.say(str(error))
