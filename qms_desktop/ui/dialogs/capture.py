"""Quick capture: what happened, where and when, before it is forgotten; the rest is filled in later."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QWidget
from shiboken6 import isValid

from qms_desktop.errors import QmsError, RuleBroken
from qms_desktop.records.register import Register
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.register.editors import make_editor, stored
from qms_desktop.ui.widgets.chip import FilterChip
from qms_desktop.ui.widgets.field import Field
from qms_desktop.ui.widgets.labelled import Labelled
from qms_desktop.workspace.work import Work

KINDS = ("nonconformity", "complaint", "risk", "action")
FIRST, LAST = ("title", "description"), ("process", "occurred_on")


def _tr(text: str) -> str:
    return QCoreApplication.translate("CaptureDialog", text)


class CaptureDialog(SheetDialog):
    """One of four kinds of record with the few fields that it cannot do without."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        sentence = _tr("Write down what you know now. The record opens afterwards, and the rest can wait.")
        super().__init__(desk.theme, _tr("Quick capture"), sentence, width=560, parent=parent)
        self._desk = desk
        self.register: Register = next(desk.registers[kind] for kind in KINDS if kind in desk.registers)
        self.fields: dict[str, Field] = {}
        self.chips: dict[str, FilterChip] = {}
        self.body.addLayout(self._kinds())
        self._form = QGridLayout()
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(10)
        self.body.addLayout(self._form)
        self.body.addStretch(1)
        self._warned = False
        self.add_button(_tr("Cancel")).clicked.connect(lambda _on: self.reject())
        self.save = self.add_button(_tr("Save"), primary=True, icon="check")
        self.save.clicked.connect(lambda _on: self._save())
        self.choose(self.register.kind)

    def choose(self, kind: str) -> None:
        """Ask for another kind of record; what was written already stays where both have the field."""
        written = {name: field.read() for name, field in self.fields.items() if not _wrong(field)}
        self.register = self._desk.registers[kind]
        self.chips[kind].setChecked(True)
        while (item := self._form.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fields = {}
        for name in self._wanted():
            self._add(name)
            if name in written:
                self.fields[name].set_value(written[name])
            elif name == "occurred_on":
                self.fields[name].set_value(date.today())  # noqa: DTZ011  the user's own day
        self.fields["title"].setFocus()
        self.fit()

    def reject(self) -> None:
        """Esc or Cancel; words that are nowhere else yet go only when it is said twice."""
        typed = any(_wrong(self.fields[n]) or self.fields[n].read() for n in FIRST if n in self.fields)
        if typed and not self._warned:
            self._warned = True
            self.notice.say(_tr("This is not saved yet. Once more, and what you typed is gone."), "amber")
            return
        super().reject()

    def _kinds(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        group = QButtonGroup(self)
        for kind in KINDS:
            if kind in self._desk.registers:
                chip = FilterChip(self.theme, self._desk.registers[kind].one.capitalize())
                chip.clicked.connect(lambda _on=False, k=kind: self.choose(k))
                group.addButton(chip)
                self.chips[kind] = chip
                row.addWidget(chip)
        row.addStretch(1)
        return row

    def _wanted(self) -> list[str]:
        fields = self.register.fields
        needed = [name for name, shown in fields.items() if shown.info.required and not shown.info.computed]
        return list(
            dict.fromkeys(name for name in (*FIRST, *(n for n in needed if n not in LAST), *LAST) if name in fields)
        )

    def _add(self, name: str) -> None:
        declared = self.register.fields[name]
        editor = make_editor(self._desk, declared, self.register.kind)
        labels = {
            "title": _tr("What happened, in one line") if self.register.kind != "action" else "",
            "description": _tr("What exactly"),
            "occurred_on": _tr("When"),
        }
        self.fields[name] = editor
        editor.keep_on_escape = True
        required = declared.info.required
        labelled = Labelled(self.theme, labels.get(name) or declared.label, editor, required=required)
        row = self._form.rowCount()
        if name not in LAST:
            self._form.addWidget(labelled, row, 0, 1, 2)
        elif name == LAST[-1] and LAST[0] in self.fields:
            self._form.addWidget(labelled, row - 1, 1)
        else:
            self._form.addWidget(labelled, row, 0)

    def _save(self) -> None:
        wrong = [field for field in self.fields.values() if not field.commit()]
        if wrong:
            wrong[0].setFocus()
            return
        kind, desk = self.register.kind, self._desk
        values = {name: stored(field, field.value()) for name, field in self.fields.items()}
        values = {name: value for name, value in values.items() if value not in (None, "")}

        def command(work: Work) -> tuple[UUID, str]:
            made = work.add(kind, values)
            work.session.flush()
            return made.id, made.number

        def then(made: tuple[UUID, str]) -> None:
            if isValid(self):
                self.accept()
            desk.show(kind, made[0])
            desk.tell(_tr("Saved as {0}").format(made[1]), undo=True)

        self.save.setEnabled(False)
        title = str(values.get("title", ""))[:80]
        desk.tasks.change(_tr("Capture “{0}”").format(title), command, then, failed=self._failed, owner=self)

    def _failed(self, error: QmsError) -> None:
        self.save.setEnabled(True)
        said = False
        for unmet in error.unmet if isinstance(error, RuleBroken) else ():
            if unmet.field in self.fields:
                self.fields[unmet.field].set_problem(unmet.message)
                said = True
        if not said:
            self.notice.say(str(error))


def _wrong(field: Field) -> bool:
    try:
        field.read()
    except ValueError:
        return True
    return False
