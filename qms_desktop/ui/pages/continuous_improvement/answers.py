"""`AnswersDialog`: a workbook that came back, what each answer would change, and what needs attention."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from qms_desktop.errors import QmsError
from qms_desktop.exchange.check import Problem, Verdict
from qms_desktop.exchange.forms.answers import Answer, AnswerCheck, label
from qms_desktop.exchange.forms.reading import returned
from qms_desktop.exchange.forms.taking import apply, check
from qms_desktop.exchange.table import Book
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.reading import in_words
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

_LEAST = 160


def _tr(text: str) -> str:
    return QCoreApplication.translate("AnswersDialog", text)


class AnswersDialog(SheetDialog):
    """Nothing is written before the button is pressed; rows that need attention are left out."""

    def __init__(self, desk: Desk, book: Book, parent: QWidget | None = None) -> None:
        title = _tr("Answers in {0}").format(book.path.name)
        super().__init__(desk.theme, title, _tr("Nothing is written yet."), width=680, parent=parent)
        self._desk = desk
        self.found: AnswerCheck | None = None
        self.words = Label("", "sub", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(_tr("What would change"))
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(_LEAST)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.words)
        self.body.addWidget(self.list, 1)
        self.add_button(_tr("Cancel")).clicked.connect(lambda _on: self.reject())
        self.act = self.add_button(_tr("Take in"), primary=True)
        self.act.setEnabled(False)
        self.act.clicked.connect(lambda _on: self.take_in())

        def query(workspace: Workspace) -> AnswerCheck:
            form = returned(book)
            with workspace.read() as look:
                return check(look, form)

        desk.tasks.read(query, self._show, failed=self._failed, owner=self)

    def _show(self, found: AnswerCheck) -> None:
        self.found = found
        form, changed, bad = found.returned, found.count(Verdict.CHANGED), found.count(Verdict.ATTENTION)
        counts = _tr("{0} changed, {1} unchanged, {2} need attention")
        said = _tr("{0}, sent out on {1} to {2}").format(form.template, form.sent_on, found.sender or _tr("everybody"))
        self.words.setText(f"{said}: {counts.format(changed, found.count(Verdict.UNCHANGED), bad)}.")
        theme = self._desk.theme
        for problem in found.attention:
            item = QListWidgetItem(theme.icon("triangle-alert", "red"), self._problem(problem))
            self.list.addItem(item)
        for answer in found.written:
            self.list.addItem(QListWidgetItem(theme.icon("check", "green"), self._change(found, answer)))
        if not self.list.count():
            self.list.addItem(_tr("Everything in it is here already."))
        if found.asks:
            self.notice.say(found.asks, "amber")
        words = _tr("Take in 1 answer") if changed == 1 else _tr("Take in {0} answers").format(changed)
        self.act.setText(_tr("{0}, leave out {1}").format(words, bad) if bad and changed else words)
        self.act.setEnabled(bool(changed) and self._desk.writable)
        self.fit()
        (self.act if self.act.isEnabled() else self.list).setFocus()

    @staticmethod
    def _problem(problem: Problem) -> str:
        place = _tr("Row {0}, {1}").format(problem.row, problem.column) if problem.column else str(problem.row)
        return f"{place}: {problem.problem}"

    def _change(self, found: AnswerCheck, answer: Answer) -> str:
        return f"{answer.row.number}: {', '.join(self._parts(found, answer))}"

    def _parts(self, found: AnswerCheck, answer: Answer) -> Iterator[str]:
        if answer.move:
            step = next(t for t in self._desk.registers["action"].workflow.transitions if t.name == answer.move)
            yield _tr("becomes “{0}”").format(step.end.label)
        for name, value in answer.values.items():
            words = in_words(found.fields[name], value).rpartition("\n")[2]
            yield f"{found.fields[name].label}: {words}"

    def take_in(self) -> None:
        """Write the answers as one change."""
        found = self.found
        if found is None:
            return

        def command(work: Work) -> int:
            return apply(work, found)

        self.act.setEnabled(False)
        self._desk.tasks.change(label(found), command, self._done, failed=self._failed, owner=self)

    def _done(self, count: int) -> None:
        words = _tr("Took in 1 answer") if count == 1 else _tr("Took in {0} answers").format(count)
        self._desk.tell(words, undo=True)
        self.accept()

    def _failed(self, error: QmsError) -> None:
        self.act.setEnabled(self.found is not None)
        self.notice.say(str(error))
