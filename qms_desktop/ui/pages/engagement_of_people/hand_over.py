"""`HandOverDialog`: what somebody answers for goes to somebody else, and the person leaves, as one change."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from qms_desktop.errors import QmsError
from qms_desktop.flows.handover import LEAVE, Duty, duties, hand_over
from qms_desktop.principles.engagement_of_people.people import LEAVING
from qms_desktop.records.fields import Field, FieldInfo, FieldType
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.pages.engagement_of_people.checked_list import CheckedList
from qms_desktop.ui.pages.part import Part
from qms_desktop.ui.register.editors import make_editor, stored
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.labelled import Labelled
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

LEFT = "left"


def _tr(text: str) -> str:
    return QCoreApplication.translate("HandOverDialog", text)


def counted(number: int) -> str:
    """So many open records, in words."""
    return _tr("1 open record") if number == 1 else _tr("{0} open records").format(f"{number:,}")


def read_duties(workspace: Workspace, person: UUID) -> list[Duty]:
    """What a person answers for."""
    with workspace.read() as look:
        return duties(look.session, person)


class HandOverDialog(SheetDialog):
    """Lists everything that is open, asks who takes it over, and for a leaver the check list."""

    def __init__(self, desk: Desk, view: RecordView, *, leave: bool, parent: QWidget | None = None) -> None:
        name = view.title
        title = _tr("{0} leaves") if leave else _tr("Hand over from {0}")
        super().__init__(desk.theme, title.format(name), width=600, parent=parent)
        self._desk, self._view, self._leave = desk, view, leave
        self.sentence = Label("", "sub", wrap=True)
        self.list = CheckedList(desk.theme, _tr("Open records"))
        self.list.itemChanged.connect(lambda _item: self._word())
        declared = Field("successor", FieldInfo(_tr("Who takes over"), FieldType.PERSON, target="person"))
        self.successor = make_editor(desk, declared)
        self.successor.committed.connect(lambda *_: self._word())
        self.named = Labelled(desk.theme, declared.label, self.successor, required=True)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.list)
        self.body.addWidget(self.named)
        self.checks = {a.key: make_editor(desk, desk.registers["person"].fields[a.key]) for a in LEAVING}
        if leave:
            self.body.addWidget(Label(_tr("Check list"), "head"))
            self.body.addLayout(self._check_list())
        self.body.addStretch(1)
        self.add_button(_tr("Cancel")).clicked.connect(lambda _on: self.reject())
        self.act = self.add_button("", primary=True)
        self.act.clicked.connect(lambda _on: self._act())
        self._found: list[Duty] = []
        self.reload()

    def reload(self) -> None:
        """Ask what is open by now."""
        self.act.setEnabled(False)
        person = self._view.id
        self._desk.tasks.read(lambda workspace: read_duties(workspace, person), self._show, owner=self)

    def _show(self, found: list[Duty]) -> None:
        self._found = found
        name = self._view.title
        self.list.fill([(duty.place, f"{duty.number}  {duty.title}   ({duty.label})") for duty in found])
        self.named.setVisible(bool(found))
        if found:
            words = _tr("{0} still answers for {1}. What is finished keeps the name.").format(name, counted(len(found)))
        else:
            words = _tr("{0} answers for nothing that is still open.").format(name)
        self.sentence.setText(words)
        self.act.setEnabled(bool(found) or self._leave)
        self._word()
        self.fit()
        (self.successor if found else self.act).setFocus()

    def _word(self) -> None:
        """The button says what will happen."""
        chosen, name = len(self.list.ticked), self._taker_name()
        leaves = self._leave and chosen == len(self._found)
        over = _tr("Hand over {0} to {1}").format(counted(chosen), name or "…")
        if not self._found:
            words = _tr("{0} leaves").format(self._view.title)
        else:
            words = _tr("{0}, and leave").format(over) if leaves else over
        self.act.setText(words)

    def _taker_name(self) -> str:
        try:
            value = self.successor.read()
        except ValueError:
            return ""
        return str(value[1]).split("  ")[-1] if isinstance(value, tuple) else ""

    def _check_list(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, (name, editor) in enumerate(self.checks.items()):
            declared = self._desk.registers["person"].fields[name]
            editor.set_value(self._view.value(name))
            grid.addWidget(Labelled(self.theme, declared.label, editor), place // 2, place % 2)
        return grid

    def _act(self) -> None:
        taker: object = None
        if self._found:
            if not self.list.ticked:
                self.notice.say(_tr("Tick what is to be handed over."), "amber")
                return
            if not self.successor.commit():
                return
            taker = stored(self.successor, self.successor.value())
            if not isinstance(taker, UUID):
                self.successor.set_problem(_tr("Name who takes over."))
                self.successor.setFocus()
                return
        self._write(taker)

    def _write(self, taker: object) -> None:
        person, wanted = self._view.id, self.list.ticked
        only = {duty.place for duty in self._found if duty.place in wanted}
        leaves = self._leave and len(only) == len(self._found)
        checks = {name: stored(editor, editor.value()) for name, editor in self.checks.items()} if self._leave else {}

        def command(work: Work) -> str:
            if checks:
                work.amend(person, checks)
            if isinstance(taker, UUID):
                hand_over(work, person, taker, only=only, leave=leaves, waive=True)
            else:
                work.says = f"{work.get(person).title} leaves"
                work.move(person, LEAVE, waive=True)
            return work.says

        self.act.setEnabled(False)
        self._desk.tasks.change(
            _tr("Hand over"), command, lambda said: self._done(said, over=leaves or not self._leave),
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _done(self, said: str, *, over: bool) -> None:
        self._desk.tell(said, undo=True)
        if over:
            self.accept()
        else:  # a part was given; the rest waits for somebody else
            self.successor.set_value(None)
            self.reload()

    def _failed(self, error: QmsError) -> None:
        self.act.setEnabled(True)
        self.notice.say(str(error))


class DutiesStrip(Part):
    """Above the fields of a person: how much is open in this name, and the way to hand it over."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._view: RecordView | None = None
        self.words = Label("", "sub", wrap=True)
        self.button = Button(desk.theme, self.tr("Hand over…"), "users")
        self.button.clicked.connect(lambda _on=False: self._open())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)

    def fill(self, view: RecordView) -> None:
        """Ask what is open in the name of another person."""
        self._view = view
        person = view.id
        self.desk.tasks.read(
            lambda workspace: read_duties(workspace, person), self._show, key=f"duties {id(self)}", owner=self
        )

    def _show(self, found: list[Duty]) -> None:
        gone = self._view is not None and self._view.state == LEFT
        words = self.tr("Left, and still answers for {0}.") if gone else self.tr("Answers for {0}.")
        self.words.setText(words.format(counted(len(found))))
        self.words.set_tone("red" if gone else "")
        self.button.setEnabled(self.desk.writable)
        self.setVisible(bool(found))

    def _open(self) -> None:
        if self._view is not None:
            HandOverDialog(self.desk, self._view, leave=False, parent=self.window()).open()
