"""Exporting a register: what is exported, as which kind of file, and where to; then progress, and the folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from qms_desktop.errors import QmsError, Stopped
from qms_desktop.exchange.table import counted
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.importing.background import Background, Errand
from qms_desktop.ui.tasks import Progress
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace

SENT = frozenset({"action"})
"""What can be sent out to people to be answered."""
ENDINGS = (".xlsx", ".csv", ".json")
Announce = Callable[[str, str, Callable[[], object] | None], object]
"""Takes a sentence, the words of a button beside it, and what the button does: `Toast.announce`."""


class ExportDialog(QDialog):
    """Asks what and as which kind of file, then writes it; it stays open when that fails."""

    sending = Signal()
    """The records are to be sent to their owners instead."""

    def __init__(
        self,
        desk: Desk,
        kind: str,
        listing: Listing | None = None,
        *,
        announce: Announce | None = None,
        folder: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.register = desk.registers[kind]
        filtered = listing is not None and replace(listing, sort="", descending=False) != Listing(kind)
        self.listing = listing if filtered else None
        self._announce = announce
        self._folder = folder or Path.home()
        self._errand: Errand | None = None
        self.setWindowTitle(self.tr("Export {0}").format(self.register.title.lower()))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make()
        self._build()
        self._show_work(working=False)
        self.primary.clicked.connect(lambda _on: self._ask_path())
        self.leave.clicked.connect(lambda _on: self.close())
        self._count()

    def _make(self) -> None:
        theme = self.desk.theme
        self.notice = Notice(theme)
        self.all, self.shown = QRadioButton(self.tr("All")), QRadioButton(self.tr("Only what the list shows now"))
        self.workbook = QRadioButton(self.tr("Excel workbook (.xlsx), which can be edited and imported again"))
        self.csv = QRadioButton(self.tr("Text table (.csv)"))
        self.json = QRadioButton(self.tr("Data for other programs (.json)"))
        self._what, self._how = QButtonGroup(self), QButtonGroup(self)
        for button in (self.all, self.shown):
            self._what.addButton(button)
        for button in (self.workbook, self.csv, self.json):
            self._how.addButton(button)
        (self.shown if self.listing is not None else self.all).setChecked(True)
        self.workbook.setChecked(True)
        self.words = Label("", "sub")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.send = Button(theme, self.tr("Send each person the open ones, to be answered…"), "users", kind="link")
        self.send.setVisible(False)
        self.leave = Button(theme, self.tr("Cancel"), kind="ghost")
        self.primary = Button(theme, self.tr("Choose where to save"), "download", kind="primary")
        self.primary.setDefault(True)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 18, 24, 16)
        box.setSpacing(6)
        box.addWidget(self.notice)
        box.addWidget(Label(self.tr("What"), "head"))
        box.addWidget(self.all)
        box.addWidget(self.shown)
        self.shown.setVisible(self.listing is not None)
        box.addSpacing(8)
        box.addWidget(Label(self.tr("As"), "head"))
        for button in (self.workbook, self.csv, self.json):
            box.addWidget(button)
        box.addSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.send)
        row.addStretch(1)
        box.addLayout(row)
        self.send.setVisible(self.register.kind in SENT)
        self.send.clicked.connect(lambda _on: self._send())
        box.addWidget(self.words)
        box.addWidget(self.bar)
        box.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.primary)
        box.addLayout(row)
        self.setMinimumWidth(480)

    # -- what is asked

    @property
    def chosen(self) -> Listing:
        """What is exported."""
        if self.listing is not None and self.shown.isChecked():
            return self.listing
        return Listing(self.register.kind, sort="number")

    @property
    def ending(self) -> str:
        """The ending of the file."""
        return ".csv" if self.csv.isChecked() else ".json" if self.json.isChecked() else ".xlsx"

    def _send(self) -> None:
        self.close()
        self.sending.emit()

    def _count(self) -> None:
        whole, part = Listing(self.register.kind), self.listing

        def query(workspace: Workspace) -> tuple[int, int]:
            return workspace.count(whole), workspace.count(part) if part is not None else 0

        def then(found: tuple[int, int]) -> None:
            register = self.register
            self.all.setText(self.tr("All {0}").format(counted(found[0], register.one, register.title.lower())))
            self.shown.setText(self.tr("Only the {0} that the list shows now").format(f"{found[1]:,}"))

        self.desk.tasks.read(query, then, owner=self)

    def _ask_path(self) -> None:
        ending = self.ending
        proposed = self._folder / f"{self.register.title}{ending}"
        pattern = {".xlsx": self.tr("Workbook"), ".csv": self.tr("Text table"), ".json": self.tr("Data")}[ending]
        name, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), str(proposed), f"{pattern} (*{ending})")
        if name:
            path = Path(name)
            self.write(path if path.suffix.lower() in ENDINGS else path.with_name(path.name + ending))

    # -- writing

    def write(self, path: Path) -> None:
        """Write the file in the background."""
        listing, kind = self.chosen, self.register.kind
        self.notice.clear()
        self.words.setText(self.tr("Writing {0}").format(path.name))
        self._show_work(working=True)

        def job(workspace: Workspace, told: Progress) -> int:
            from qms_desktop.exchange.exporting import export  # noqa: PLC0415  brings the spreadsheet libraries

            total, going = workspace.count(listing), [told(0, 0)]

            def count(done: int) -> None:
                going[0] = told(done, total)

            return export(workspace, kind, path, listing=listing, progress=count, cancelled=lambda: not going[0]).rows

        errand = Errand(lambda rows: self._finish(path, rows), self._fail, self._tell, self)
        self._errand = Background.of(self.desk).with_database(errand, job)

    def _tell(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _finish(self, path: Path, rows: int) -> None:
        self._errand = None
        what = counted(rows, self.register.one, self.register.title.lower())
        said = self.tr("Exported {0} to {1}").format(what, path.name)
        if self._announce is not None:
            self._announce(said, self.tr("Open folder"), lambda: open_folder(path))
        else:
            self.desk.tell(said)
        self.close()

    def _fail(self, error: QmsError) -> None:
        self._errand = None
        self._show_work(working=False)
        self.notice.say(str(error), "amber" if isinstance(error, Stopped) else "red")
        self.adjustSize()

    def _show_work(self, *, working: bool) -> None:
        self.words.setVisible(working)
        self.bar.setVisible(working)
        self.bar.setRange(0, 0)
        self.primary.setEnabled(not working)
        for button in (*self._what.buttons(), *self._how.buttons()):
            button.setEnabled(not working)

    def reject(self) -> None:
        """Esc closes as the button does."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """While it writes, closing stops the writing; the old file stays."""
        if self._errand is not None:
            self._errand.cancel()
            event.ignore()
            return
        event.accept()


def open_folder(path: Path) -> None:
    """Show the folder of a file in the system's own way."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def open_export(
    desk: Desk,
    kind: str,
    listing: Listing | None = None,
    *,
    announce: Announce | None = None,
    folder: Path | None = None,
    parent: QWidget | None = None,
) -> ExportDialog:
    """Show the dialog over the window."""
    dialog = ExportDialog(desk, kind, listing, announce=announce, folder=folder, parent=parent)
    dialog.open()
    return dialog
