"""Publishing from the window: the folder, once chosen, is kept up to date whenever something in it changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from qms_desktop.errors import QmsError
from qms_desktop.ui.dialogs.progress import run
from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import ElidedLabel, Label
from qms_desktop.workspace.views import Changes
from qms_desktop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from qms_desktop.reports.publishing.publish import Published
    from qms_desktop.ui.desk import Desk
    from qms_desktop.ui.main_window import MainWindow
    from qms_desktop.ui.tasks import Progress

KINDS = frozenset({"document", "supplier", "process", "policy"})
"""What changes the folder when it is changed."""
PAUSE = 2000  # ms without another change, before the folder is refreshed


def _tr(text: str) -> str:
    return QCoreApplication.translate("Publishing", text)


def _publish(folder: Path, workspace: Workspace, told: Progress, *, quick: bool = False) -> Published:
    from qms_desktop.reports.publishing.publish import publish  # noqa: PLC0415  brings the PDF library

    return publish(workspace, folder, quick=quick, progress=told)


class PublishDialog(SheetDialog):
    """Asks for the folder. Emits `wanted(folder, refresh)`."""

    wanted = Signal(object, bool)

    def __init__(self, theme: Theme, folder: Path | None, *, refresh: bool, parent: QWidget | None = None) -> None:
        sentence = _tr(
            "Documents in effect, the policy and the approved suppliers, as PDF with a page that finds them. "
            "Everybody who can open the folder can read them, without this program. Confidential ones stay inside."
        )
        super().__init__(theme, _tr("Publish for everybody"), sentence, width=560, parent=parent)
        self.folder = folder
        self.path = ElidedLabel("", least=200)
        self.choose = Button(theme, _tr("Choose folder…"), "folder-open")
        self.refresh = QCheckBox(_tr("Refresh it whenever one of them is released, changed or retired"))
        self.refresh.setChecked(refresh)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(self.choose)
        self.body.addWidget(Label(_tr("Folder"), "head"))
        self.body.addLayout(row)
        self.body.addWidget(self.refresh)
        note = _tr("Only files that were published from here are replaced or removed; whatever else lies there stays.")
        self.body.addWidget(Label(note, "caption", wrap=True))
        self.body.addStretch(1)
        self.add_button(_tr("Cancel")).clicked.connect(lambda _on: self.reject())
        self.publish = self.add_button(_tr("Publish"), primary=True)
        self.publish.clicked.connect(lambda _on: self._want())
        self.choose.clicked.connect(lambda _on: self._choose())
        self.show_folder(folder)
        self.fit()

    def show_folder(self, folder: Path | None) -> None:
        """Say which folder it is."""
        self.folder = folder
        self.path.setText(str(folder) if folder else _tr("None is chosen yet"))
        self.publish.setEnabled(folder is not None)

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _tr("Publish into"), str(self.folder or Path.home()))
        if found:
            self.show_folder(Path(found))

    def _want(self) -> None:
        if self.folder is not None:
            self.accept()
            self.wanted.emit(self.folder, self.refresh.isChecked())


class Publisher(QObject):
    """Publishes when asked, and again when something that is published has changed."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(desk)
        self._window, self._desk = window, desk
        self._silent_after_failure = False
        self.timer = QTimer(self, singleShot=True, interval=PAUSE)
        self.timer.timeout.connect(self._refresh)
        desk.tasks.changed.connect(self._follow)

    def ask(self) -> None:
        """Ask where to, and publish."""
        known = self._known()
        folder = Path(known["folder"]) if known.get("folder") else None
        refresh = bool(known.get("refresh", True))
        dialog = PublishDialog(self._window.theme, folder, refresh=refresh, parent=self._window)
        dialog.wanted.connect(self.publish)
        dialog.open()

    def publish(self, folder: Path, refresh: bool) -> None:
        """Bring a folder up to date, and remember it."""

        def then(done: Published) -> None:
            preferences = self._window.preferences
            preferences.published[str(self._desk.path)] = {"folder": str(folder), "refresh": refresh}
            preferences.save()
            self._silent_after_failure = False
            said = _tr("Published {0} documents and the suppliers").format(done.documents)
            said = " ".join([f"{said}.", *done.remarks]) if done.remarks else said
            index = folder / "index.html"
            self._window.toast.announce(said, _tr("Open"), lambda: _show(index))

        def job(workspace: Workspace, told: Progress) -> Published:
            return _publish(folder, workspace, told)

        run(self._desk, self._window, _tr("Publishing"), job, then)

    def _known(self) -> dict[str, Any]:
        return self._window.preferences.published.get(str(self._desk.path), {})

    def _follow(self, changes: Changes) -> None:
        if changes.kinds & KINDS and self._known().get("refresh"):
            self.timer.start()

    def _refresh(self) -> None:
        """Publish again without a word, unless it fails; a folder out of reach is told once, not at every change."""
        folder = Path(str(self._known().get("folder", "")))

        def done(_done: Published) -> None:
            self._silent_after_failure = False

        def failed(error: QmsError) -> None:
            if not self._silent_after_failure:
                self._silent_after_failure = True
                self._desk.tell(_tr("Not published: {0}").format(error))

        def job(workspace: Workspace, told: Progress) -> Published:
            return _publish(folder, workspace, told, quick=True)

        self._desk.tasks.run(job, done, failed=failed, owner=self)


def _show(page: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(page)))
