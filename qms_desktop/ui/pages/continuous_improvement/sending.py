"""`SendDialog`: who gets her open actions, as files in a folder or as a mail draft to be opened at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from qms_desktop.errors import QmsError
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.pages.engagement_of_people.checked_list import CheckedList
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.workspace import Workspace

Announce = Callable[[str, str, Callable[[], object] | None], object]
"""Takes a sentence, the words of a button beside it, and what the button does: `Toast.announce`."""
MOST_DRAFTS = 5
"""More drafts than this are not opened at once; they are saved to a folder."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("SendDialog", text)


class SendDialog(SheetDialog):
    """Lists everybody with open actions, all ticked."""

    def __init__(
        self, desk: Desk, announce: Announce, folder: Path, drafts: QTemporaryDir, parent: QWidget | None = None
    ) -> None:
        sentence = _tr(
            "Each person gets a workbook to answer, the dates for the calendar, and a mail draft with both. "
            "Nothing is sent from here."
        )
        super().__init__(desk.theme, _tr("Send open actions"), sentence, width=560, parent=parent)
        self._desk, self._announce, self._folder, self._drafts = desk, announce, folder, drafts
        self.words = Label("", "sub", wrap=True)
        self.list = CheckedList(desk.theme, _tr("People with open actions"))
        self.list.itemChanged.connect(lambda _item: self._enable())
        for widget in (self.words, self.list):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.add_button(_tr("Cancel")).clicked.connect(lambda _on: self.reject())
        self.mail = self.add_button(_tr("Open mail drafts"), icon="external-link")
        self.save = self.add_button(_tr("Save to a folder…"), primary=True, icon="download")
        self.mail.clicked.connect(lambda _on: self._open_drafts())
        self.save.clicked.connect(lambda _on: self._ask_folder())
        self._enable()
        desk.tasks.read(_owners, self._show, owner=self)

    def _show(self, found: Sequence[tuple[UUID, str, int]]) -> None:
        counted = ((key, name, _tr("1 action") if n == 1 else _tr("{0} actions").format(n)) for key, name, n in found)
        self.list.fill([(key, f"{name}   ({words})") for key, name, words in counted])
        self.words.setVisible(not found)
        self.words.setText(_tr("Nobody has an open action now."))
        self._enable()
        self.fit()
        self.list.setFocus()

    def _enable(self) -> None:
        chosen = len(self.list.ticked)
        self.save.setEnabled(chosen > 0)
        self.mail.setEnabled(0 < chosen <= MOST_DRAFTS)
        words = _tr("At most {0} drafts are opened at once; save the rest.").format(MOST_DRAFTS)
        self.mail.setToolTip(words if chosen > MOST_DRAFTS else "")

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _tr("Where to save the files"), str(self._folder))
        if name:
            self.write(Path(name))

    def write(self, folder: Path) -> None:
        """Write the files of everybody who is ticked."""

        def then(drafts: Sequence[Path]) -> None:
            words = _tr("1 person") if len(drafts) == 1 else _tr("{0} people").format(len(drafts))
            said = _tr("Saved the files of {0} in {1}").format(words, folder.name)
            show = QUrl.fromLocalFile(str(folder))
            self._announce(said, _tr("Open folder"), lambda: QDesktopServices.openUrl(show))
            self.accept()

        self._write(folder, then)

    def _open_drafts(self) -> None:
        def then(drafts: Sequence[Path]) -> None:
            opened = [QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))) for path in drafts]
            if all(opened):
                self.accept()
            else:
                self.notice.say(_tr("No program on this computer opens mail drafts. Save them to a folder instead."))

        self._write(Path(self._drafts.path()), then)

    def _write(self, folder: Path, then: Callable[[Sequence[Path]], None]) -> None:
        people = [key for key in self.list.ticked if isinstance(key, UUID)]

        def job(workspace: Workspace) -> Sequence[Path]:
            from qms_desktop.exchange.reminders.mail import write_reminders  # noqa: PLC0415  brings the writers

            with workspace.read() as look:
                return [write_reminders(look, folder, person).files[2] for person in people]

        self.save.setEnabled(False)
        self.mail.setEnabled(False)
        self._desk.tasks.read(job, then, failed=self._failed, owner=self)

    def _failed(self, error: QmsError) -> None:
        self._enable()
        self.notice.say(str(error))


def _owners(workspace: Workspace) -> list[tuple[UUID, str, int]]:
    from qms_desktop.exchange.reminders.mail import owners  # noqa: PLC0415  brings the writers

    with workspace.read() as look:
        return [(key, name, count) for key, (name, count) in owners(look).items()]
