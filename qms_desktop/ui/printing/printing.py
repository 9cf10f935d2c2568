"""`Printing`: from "print" in the window to a PDF that is saved or shown, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from qms_desktop.errors import Unavailable
from qms_desktop.ui.dialogs.files import with_suffix
from qms_desktop.ui.dialogs.progress import run
from qms_desktop.ui.printing.dialog import ListPrintDialog, PrintDialog, RecordPrintDialog
from qms_desktop.workspace.files import safe_name
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from qms_desktop.ui.desk import Desk
    from qms_desktop.ui.main_window import MainWindow
    from qms_desktop.ui.tasks import Progress

Job = Callable[[Workspace, Path, "Progress"], int]
"""Writes a PDF to a path and says how many pages it has."""
SUFFIX = ".pdf"


class Printing(QObject):
    """Belongs to the window; PDFs that were only opened vanish with it."""

    def __init__(self, window: MainWindow, desk: Desk, folder: Path) -> None:
        super().__init__(desk)
        self._window, self._desk, self._folder = window, desk, folder
        self._shown = QTemporaryDir()

    def ask_record(self, record: UUID) -> None:
        """Ask how a record is printed, then print it."""
        self._desk.tasks.read(lambda workspace: workspace.view(record), self._ask, owner=self)

    def _ask(self, view: RecordView) -> None:
        dialog = RecordPrintDialog(self._desk, self._desk.registers[view.kind], view, self._window)

        def print_it(workspace: Workspace, path: Path, told: Progress) -> int:
            from qms_desktop.reports.record import print_record  # noqa: PLC0415  brings the PDF library

            return print_record(workspace, view.id, path, history=history, chain=chain, progress=told)

        history = chain = False

        def wanted(save: bool) -> None:
            nonlocal history, chain
            history, chain = dialog.history.isChecked(), dialog.chain.isChecked()
            if dialog.report:
                self.report(dialog.report, view.id, save=save)
                return
            self.print(f"{view.number} {view.title}", print_it, save=save)

        self._open(dialog, wanted)

    def ask_list(self, listing: Listing) -> None:
        """Ask which part of a register is printed, then print it."""
        register = self._desk.registers[listing.kind]
        dialog = ListPrintDialog(self._desk, register, listing, self._window)

        def wanted(save: bool) -> None:
            chosen = dialog.listing
            if dialog.report:
                self.print(register.title, partial(_print_actions, dialog.report), save=save)
                return

            def print_it(workspace: Workspace, path: Path, told: Progress) -> int:
                from qms_desktop.reports.listing import print_list  # noqa: PLC0415  brings the PDF library

                return print_list(workspace, chosen, path, progress=told)

            self.print(register.title, print_it, save=save)

        dialog.publishing.connect(self._window.files.publish)
        self._open(dialog, wanted)

    def report(self, name: str, record: UUID, *, save: bool = False) -> None:
        """Print a report about a record."""
        titles = {
            "chain": self.tr("Chain"),
            "person": self.tr("Person file"),
            "8d": self.tr("8D"),
            "reply": self.tr("Reply"),
        }
        self.print(titles[name], partial(_JOBS[name], record), save=save)

    def print(self, name: str, job: Job, *, save: bool) -> None:
        """Write a PDF where the user says, or to a place of its own from which it is opened."""
        file = safe_name(f"{name}{SUFFIX}".replace("/", "-"))
        if save:
            chosen = self._ask_path(file)
            if chosen is not None:
                self.write(chosen, job, then=self._saved)
            return
        self.write(_free(Path(self._shown.path()) / file), job, then=self._open_file)

    def write(self, path: Path, job: Job, then: Callable[[Path], None]) -> None:
        """Write a PDF in the background, with progress and Cancel when it takes long."""

        def work(workspace: Workspace, told: Progress) -> int:
            return job(workspace, path, told)

        run(self._desk, self._window, self.tr("Printing {0}").format(path.stem), work, lambda _pages: then(path))

    def _open(self, dialog: PrintDialog, wanted: Callable[[bool], None]) -> None:
        dialog.wanted.connect(wanted)
        dialog.open()

    def _ask_path(self, file: str) -> Path | None:
        title, pattern = self.tr("Save as PDF"), self.tr("PDF (*.pdf)")
        name, _ = QFileDialog.getSaveFileName(self._window, title, str(self._folder / file), pattern)
        return with_suffix(Path(name), SUFFIX) if name else None

    def _saved(self, path: Path) -> None:
        said = self.tr("Saved {0}").format(path.name)
        self._window.toast.announce(said, self.tr("Open"), lambda: self._open_file(path))

    def _open_file(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            sentence = self.tr("No program on this computer opens {0}. Save it, and open it elsewhere.")
            self._desk.refuse(Unavailable(sentence.format(path.name)))


def _print_chain(record: UUID, workspace: Workspace, path: Path, told: Progress) -> int:
    from qms_desktop.reports.chain import print_chain  # noqa: PLC0415  brings the PDF library

    return print_chain(workspace, record, path, progress=told)


def _print_person(record: UUID, workspace: Workspace, path: Path, told: Progress) -> int:
    from qms_desktop.reports.person_file import print_person  # noqa: PLC0415  brings the PDF library

    return print_person(workspace, record, path, progress=told)


def _print_actions(by: str, workspace: Workspace, path: Path, told: Progress) -> int:
    from qms_desktop.reports.action_list import By, print_actions  # noqa: PLC0415  brings the PDF library

    return print_actions(workspace, By(by), path, progress=told)


def _print_eight_d(record: UUID, workspace: Workspace, path: Path, told: Progress) -> int:
    from qms_desktop.reports.eight_d import print_eight_d  # noqa: PLC0415  brings the PDF library

    return print_eight_d(workspace, record, path, progress=told)


def _print_reply(record: UUID, workspace: Workspace, path: Path, told: Progress) -> int:
    from qms_desktop.reports.reply import print_reply  # noqa: PLC0415  brings the PDF library

    return print_reply(workspace, record, path, progress=told)


_JOBS = {"chain": _print_chain, "person": _print_person, "8d": _print_eight_d, "reply": _print_reply}


def _free(path: Path) -> Path:
    """A path that no viewer has open: the name, or the name with a count."""
    count, found = 1, path
    while found.exists():
        count += 1
        found = path.with_name(f"{path.stem} ({count}){path.suffix}")
    return found
