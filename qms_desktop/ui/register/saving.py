"""`Saver`: writes a field when it is left, and says what to do when it cannot be written."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from qms_desktop.errors import Conflict, QmsError, RuleBroken, Unavailable
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.form import RecordForm
from qms_desktop.ui.register.inlay import Inlay, Question
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.workspace.views import RecordView


class Saver(QObject):
    """Turns what a form commits into change sets of one field each."""

    saving = Signal()
    reload_wanted = Signal()

    def __init__(self, desk: Desk, form: RecordForm, notice: Notice, inlay: Inlay, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._form, self._notice, self._inlay = desk, form, notice, inlay
        self.view: RecordView | None = None
        self._knowing: set[str] = set()
        self._waiting: dict[str, set[str]] = {}
        """Fields that were refused because of others, by the name of the refused one."""
        form.edited.connect(self.save)
        notice.acted.connect(self.retry)

    def save(self, name: str) -> None:
        """Write one field of the record."""
        view, form = self.view, self._form
        if view is None:
            return
        record, number = view.id, view.number
        values, old = form.value(name), form.stored.get(name)
        seen = {} if name in self._knowing else {name: old}
        self._knowing.discard(name)
        form.pending[name] = form.pending.get(name, 0) + 1
        form.stored[name] = values[name]

        def finish() -> bool:
            if self.view is None or self.view.id != record:
                return False
            form.pending[name] = max(0, form.pending.get(name, 0) - 1)
            return True

        def then(_changed: bool) -> None:
            if not finish():
                return
            self._waiting.pop(name, None)
            self._retry_after(name)
            if not form.unsaved:
                self._notice.clear()

        def failed(error: QmsError) -> None:
            if finish():
                form.stored[name] = old
                self._refuse(name, error)
            else:
                self._desk.refuse(error)

        label = form.register.fields[name].label.lower()
        words = self.tr("Change {0} of {1}").format(label, number)
        self.saving.emit()
        self._desk.tasks.change(words, lambda work: work.amend(record, values, seen), then, failed=failed, owner=self)

    def retry(self) -> None:
        """Write again what could not be written."""
        for name in self._form.unsaved:
            self._form.editors[name].commit()

    def _retry_after(self, name: str) -> None:
        """Write again what was refused because of a field that is saved now."""
        for other in [other for other, names in self._waiting.items() if name in names]:
            del self._waiting[other]
            if other in self._form.unsaved:
                self._form.editors[other].commit()

    def _refuse(self, name: str, error: QmsError) -> None:
        editor = self._form.editors[name]
        sentence = str(error)
        if isinstance(error, RuleBroken):
            own = [u.message for u in error.unmet if u.field == name]
            label = self._form.register.fields[name].label
            elsewhere = [u for u in error.unmet if u.field != name]
            self._waiting[name] = {u.field for u in elsewhere if u.field}
            others = self._form.refuse(elsewhere)
            sentence = " ".join([*own, *others]).removeprefix(f"{label}: ") or sentence
        editor.refuse(self._form.last.get(name), sentence)
        if isinstance(error, Conflict):
            self._ask_whose(name, sentence)
        elif isinstance(error, Unavailable):
            editor.set_problem(self.tr("Not saved yet."))
            self._notice.say(sentence, "red", action=self.tr("Try again"))

    def _ask_whose(self, name: str, sentence: str) -> None:
        def theirs() -> None:
            self._form.editors[name].restore()
            self.reload_wanted.emit()

        def mine() -> None:
            self._knowing.add(name)
            self._form.editors[name].commit()

        answers = [(self.tr("Show theirs"), theirs), (self.tr("Keep mine"), mine)]
        self._inlay.open(Question(self._desk.theme, self.tr("Changed meanwhile"), sentence, answers))
