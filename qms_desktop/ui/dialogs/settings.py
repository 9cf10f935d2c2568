"""The settings: of the organisation (kept in the file, one audited change) and of this computer (look and size)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout
from shiboken6 import isValid

from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.dialogs.shown_registers import ShownRegisters
from qms_desktop.ui.theme.scale import LARGEST, SMALLEST
from qms_desktop.ui.theme.theme import Mode
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.choice_field import ChoiceField
from qms_desktop.ui.widgets.fields import LongTextField, TextField
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.labelled import Labelled
from qms_desktop.workspace.work import Work

if TYPE_CHECKING:
    from qms_desktop.errors import QmsError
    from qms_desktop.ui.desk import Desk
    from qms_desktop.ui.main_window import MainWindow

CURRENCY = 3
WAIVER = 1000


def _tr(text: str) -> str:
    return QCoreApplication.translate("SettingsDialog", text)


class SettingsDialog(SheetDialog):
    """The look changes at once; what belongs to the organisation is saved with Save."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.theme, _tr("Settings"), width=560, parent=window)
        self._window = window
        self._look()
        if window.desk is not None:
            self._organisation(window.desk)
        self.body.addStretch(1)
        self.add_button(_tr("Close")).clicked.connect(lambda _on: self.reject())
        if window.desk is not None:
            self.save = self.add_button(_tr("Save"), primary=True)
            self.save.setEnabled(window.desk.writable)
            self.save.clicked.connect(lambda _on: self._save())
        self.fit()

    def _look(self) -> None:
        theme = self.theme
        self.mode = ChoiceField(
            theme, [("system", _tr("As the system")), ("light", _tr("Light")), ("dark", _tr("Dark"))], required=True
        )
        self.mode.set_value(theme.mode)
        self.mode.committed.connect(lambda mode: theme.set_mode(cast("Mode", mode)))
        sizes = [float(size) for size in range(int(SMALLEST), int(LARGEST) + 1)]
        self.base = ChoiceField(theme, [(size, _tr("{0} pt").format(f"{size:g}")) for size in sizes], required=True)
        self.base.set_value(theme.base)
        self.base.committed.connect(lambda size: theme.set_base(float(cast("float", size))))
        self.body.addWidget(Label(_tr("On this computer"), "card"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Labelled(theme, _tr("Colours"), self.mode), 1)
        row.addWidget(Labelled(theme, _tr("Text size"), self.base), 1)
        self.body.addLayout(row)

    def _organisation(self, desk: Desk) -> None:
        theme, now = self.theme, desk.organisation
        self.name = TextField(theme, limit=200)
        self.name.set_value(now.name)
        self.currency = TextField(theme, limit=CURRENCY)
        self.currency.set_value(now.currency)
        self.profile = ChoiceField(
            theme,
            [
                (False, _tr("Simple: what should be there can be passed with a click")),
                (True, _tr("Full: what should be there must be there")),
            ],
            required=True,
        )
        self.profile.set_value(now.full_profile)
        self.waiver = LongTextField(theme, hint=_tr("We are four people, so …"))
        self.waiver.set_value(now.waiver or "")
        self.body.addSpacing(8)
        self.body.addWidget(Label(_tr("In this file"), "card"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Labelled(theme, _tr("Organisation"), self.name, required=True), 3)
        row.addWidget(Labelled(theme, _tr("Currency"), self.currency, required=True), 1)
        self.body.addLayout(row)
        self.body.addWidget(Labelled(theme, _tr("How strict"), self.profile))
        self.body.addWidget(Labelled(theme, _tr("Standing waiver where author and approver are one"), self.waiver))
        words = _tr("Signed by top management and confirmed at each review. It never covers auditing one's own work.")
        self.body.addWidget(Label(words, "caption", wrap=True))
        for field in (self.name, self.currency, self.profile, self.waiver):
            field.set_read_only(not desk.writable)
        self.shown = ShownRegisters(desk)
        self.body.addWidget(self.shown)
        self.shown.setVisible(bool(self.shown.boxes))
        if "person" in desk.registers:
            people = Button(theme, _tr("People and their access"), "users", kind="link")
            people.clicked.connect(lambda _on: self._show_people(desk))
            line = QHBoxLayout()
            line.addWidget(people)
            line.addStretch(1)
            self.body.addLayout(line)

    def _show_people(self, desk: Desk) -> None:
        self.accept()
        desk.show("person")

    def _save(self) -> None:
        desk, name, currency = self._window.desk, self.name.line.text().strip(), self.currency.line.text().strip()
        if desk is None:
            return
        if not name:
            self.name.set_problem(_tr("The organisation needs a name."))
            return
        if len(currency) != CURRENCY or not (currency.isascii() and currency.isalpha()):
            self.currency.set_problem(_tr("Three letters, as EUR."))
            return
        waiver = self.waiver.text.toPlainText().strip()
        if len(waiver) > WAIVER:
            self.waiver.set_problem(_tr("{0} characters fit. Shorten it.").format(f"{WAIVER:,}"))
            return
        full, shown = bool(self.profile.read()), self.shown.wanted()

        def command(work: Work) -> None:
            found = work.organisation
            found.name, found.currency, found.full_profile = name, currency.upper(), full
            found.waiver = waiver or None
            if found.shown != shown:
                found.show_only(shown)

        def then(_nothing: None) -> None:
            desk.tell(_tr("Settings saved"), undo=True)
            if isValid(self):
                self.accept()

        def failed(error: QmsError) -> None:
            self.notice.say(str(error))
            self.save.setEnabled(True)

        self.save.setEnabled(False)
        desk.tasks.change(_tr("Change the settings"), command, then, failed=failed)
