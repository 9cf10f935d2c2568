"""`NewPane`: the form of a record that does not exist yet. Nothing is written before "Create"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from qms_desktop.errors import QmsError, RuleBroken
from qms_desktop.records.register import Register
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.copying import Copied, LinesWanted
from qms_desktop.ui.register.form import RecordForm
from qms_desktop.ui.register.inlay import Inlay, Question
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.fields import TextField
from qms_desktop.ui.widgets.label import ElidedLabel, Label
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.workspace.work import Work


class NewPane(QFrame):
    """Collects the values of a new record, and writes them as one change set."""

    created = Signal(object)
    """The `UUID` of the new record."""
    closing = Signal()

    def __init__(self, desk: Desk, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.desk, self.register = desk, register
        theme = desk.theme
        self._before: list[object] = []
        self.form = RecordForm(desk, register, new=True)
        self.title = TextField(theme)
        self.form.put_first("title", self.title)
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.lines = LinesWanted()
        self.notice, self.inlay = Notice(theme), Inlay(theme)
        self.heading = Label(self.tr("New {0}").format(register.one), "card")
        self.close_button = IconButton(theme, "x", self.tr("Close without creating"), key="close")
        self.cancel = Button(theme, self.tr("Cancel"), kind="ghost")
        self.create_button = Button(theme, self.tr("Create"), "check", kind="primary", key="next_state")
        self.close_button.clicked.connect(lambda _checked=False: self.closing.emit())
        self.cancel.clicked.connect(lambda _checked=False: self.closing.emit())
        self.create_button.clicked.connect(lambda _checked=False: self.create_record())
        self._lay_out()

    def begin(self, given: Mapping[str, object] | Copied | None = None) -> None:
        """Start with empty fields, with values, or with what another record gives."""
        values = given.values if isinstance(given, Copied) else given
        self.lines.offer(given.lines if isinstance(given, Copied) else ())
        self.notice.clear()
        self.inlay.close_panel()
        self.create_button.setEnabled(True)
        preset: dict[str, object] = {"owner": self.desk.organisation.owner, "occurred_on": self._today()}
        self.form.preset(preset | dict(values or {}))
        self._before = self._typed()
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self, then: Callable[[], object]) -> bool:
        """Whether the form can be left; asks first where something was typed."""
        if self._typed() == self._before:
            return True
        sentence = self.tr("The new {0} is not created yet.").format(self.register.one)
        answers = [(self.tr("Keep writing"), self._keep), (self.tr("Discard"), lambda: self._discard(then))]
        self.inlay.open(Question(self.desk.theme, self.tr("Leave what you typed?"), sentence, answers))
        return False

    def create_record(self) -> None:
        """Check and write."""
        if not self.create_button.isEnabled() or not self.form.commit():
            return
        values, kind, lines = self.form.values(), self.register.kind, self.lines.wanted()
        title = str(values.get("title") or self.register.one)
        self.create_button.setEnabled(False)

        def add(work: Work) -> tuple[UUID, str]:
            record = work.add(kind, values)
            work.session.flush()
            for name, rows in lines.items():
                work.add_lines(record, name, rows)
            return record.id, record.number

        self.desk.tasks.change(
            self.tr("Create {0} “{1}”").format(self.register.one, title),
            add,
            self._created,
            failed=self._fail,
            owner=self,
        )

    def _created(self, made: tuple[UUID, str]) -> None:
        self._before = self._typed()
        self.created.emit(made[0])
        self.desk.tell(self.tr("Created {0}").format(made[1]), undo=True)

    def _fail(self, error: QmsError) -> None:
        self.create_button.setEnabled(True)
        left = [str(error)]
        if isinstance(error, RuleBroken) and error.unmet:
            left = self.form.refuse(error.unmet)
            first = next((u.field for u in error.unmet if u.field in self.form.editors), None)
            if first is not None:
                self.form.jump(str(first))
        if left:
            self.notice.say(" ".join(left))
        else:
            self.notice.clear()

    def _keep(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):  # else it is back where it was
            self.title.setFocus()

    def _discard(self, then: Callable[[], object]) -> None:
        self._before = self._typed()
        then()

    def _typed(self) -> list[object]:
        return [(name, str(self._read(name))) for name in self.form.editors]

    def _read(self, name: str) -> object:
        try:
            return self.form.editors[name].read()
        except ValueError as error:
            return error

    @staticmethod
    def _today() -> date:
        return date.today()  # noqa: DTZ011  the user's own day

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 8, 0, 0)
        foot.setSpacing(8)
        foot.addWidget(ElidedLabel(self.tr("Nothing is written yet."), "caption", least=60), 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.create_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 12)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self.notice)
        box.addWidget(self.lines)
        box.addWidget(self.form, 1)
        box.addWidget(self.inlay)
        box.addLayout(foot)
