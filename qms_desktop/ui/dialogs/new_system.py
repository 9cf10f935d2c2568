"""A new quality system: whose it is, who begins, and where the file lies."""

from __future__ import annotations

import getpass
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.fields import TextField
from qms_desktop.ui.widgets.labelled import Labelled

_FORBIDDEN = '<>:"/\\|?*'


class NewSystemDialog(SheetDialog):
    """Asks the three things; `wanted(path, organisation, person)` follows."""

    wanted = Signal(object, str, str)

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("NewSystemDialog", "New quality system")
        sentence = QCoreApplication.translate("NewSystemDialog", "One file on this computer holds everything.")
        super().__init__(theme, title, sentence, parent=parent)
        self._folder = folder
        self._own_path = False
        self.organisation = TextField(theme, limit=200, hint=self.tr("Northwind Castings"))
        self.person = TextField(theme, limit=250, hint=self.tr("First and last name"))
        self.path = TextField(theme)
        self.person.set_value(_user())
        self.body.addWidget(Labelled(theme, self.tr("Organisation"), self.organisation, required=True))
        help_text = self.tr("You begin as quality manager; more people can be added later.")
        self.body.addWidget(Labelled(theme, self.tr("Your name"), self.person, required=True, help_text=help_text))
        choose = Button(theme, self.tr("Choose…"), "folder-open")
        choose.clicked.connect(lambda _on: self._choose())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Labelled(theme, self.tr("File"), self.path, required=True), 1)
        row.addWidget(choose, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.add_button(self.tr("Cancel")).clicked.connect(lambda _on: self.reject())
        self.make = self.add_button(self.tr("Create"), primary=True)
        self.make.clicked.connect(lambda _on: self._create())
        self.organisation.line.textChanged.connect(self._propose)
        self.path.line.textEdited.connect(self._take_path)
        self._propose("")
        self.organisation.setFocus()
        self.fit()

    def _propose(self, name: str) -> None:
        if self._own_path:
            return
        plain = "".join(c for c in name.strip() if c not in _FORBIDDEN and c.isprintable()).strip(". ").lower()
        self.path.set_value(str(self._folder / f"{plain or 'quality'}.qms"))

    def _take_path(self) -> None:
        self._own_path = True

    def _choose(self) -> None:
        pattern = self.tr("Quality systems (*.qms)")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Where the file lies"), self.path.line.text(), pattern)
        if name:
            self._own_path = True
            self.path.set_value(name)

    def _create(self) -> None:
        for field, sentence in (
            (self.organisation, self.tr("The organisation needs a name.")),
            (self.person, self.tr("Somebody has to begin. Write your name.")),
            (self.path, self.tr("Say where the file lies.")),
        ):
            if not field.line.text().strip():
                field.set_problem(sentence)
                field.setFocus()
                return
        path = Path(self.path.line.text().strip()).expanduser()
        if path.suffix.lower() != ".qms":
            path = path.with_name(path.name + ".qms")
        if path.exists():
            self.path.set_problem(self.tr("{0} exists already. Choose another name.").format(path.name))
            return
        if not path.parent.is_dir():
            self.path.set_problem(self.tr("There is no folder {0}.").format(path.parent))
            return
        self.wanted.emit(path, self.organisation.line.text().strip(), self.person.line.text().strip())
        self.accept()


def _user() -> str:
    """The name of the user of this computer, where it looks like one."""
    with suppress(OSError, KeyError):
        name = getpass.getuser()
        return name.title() if name.isalpha() and name not in ("root", "user", "admin") else ""
    return ""
