"""What can be done with whole files: open, make, back up, verify, import and export."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QStandardPaths, QTemporaryDir
from PySide6.QtWidgets import QFileDialog

from qms_desktop.ui.dialogs.progress import run
from qms_desktop.workspace.queries import Listing

if TYPE_CHECKING:
    from qms_desktop.ui.desk import Desk
    from qms_desktop.ui.main_window import MainWindow
    from qms_desktop.ui.printing.printing import Printing
    from qms_desktop.ui.printing.publishing import Publisher
    from qms_desktop.ui.tasks import Progress
    from qms_desktop.workspace.verify import Report
    from qms_desktop.workspace.workspace import Workspace

SUFFIX = ".qms"


class FileActions(QObject):
    """The window's actions with files. Each asks for a path first and then leaves the work to a worker."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    @cached_property
    def _drafts(self) -> QTemporaryDir:
        """Where mail drafts lie until the window closes."""
        return QTemporaryDir()

    def open(self) -> None:
        """Open another file."""
        pattern = self.tr("Quality systems (*.qms)")
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open"), str(self._folder()), pattern)
        if name:
            self._window.file_chosen.emit(Path(name))

    def create(self) -> None:
        """Make a new quality system."""
        from qms_desktop.ui.dialogs.new_system import NewSystemDialog  # noqa: PLC0415  rarely needed

        dialog = NewSystemDialog(self._window.theme, self._folder(), self._window)
        dialog.wanted.connect(self._window.file_wanted)
        dialog.open()

    def demo_path(self) -> Path:
        """Where the demo company lies, or will lie."""
        return self._folder() / f"Nordlicht Metallbau (demo){SUFFIX}"

    def others(self) -> list[Path]:
        """Recent files besides the one that is open."""
        facts = self._window.facts
        here = str(facts.path) if facts is not None else ""
        return [Path(known) for known in self._window.preferences.recent if known != here]

    def backup(self) -> None:
        """Write a verified copy somewhere else."""
        window, desk, facts = self._window, self._window.desk, self._window.facts
        if desk is None or facts is None:
            return
        now = datetime.now().astimezone()
        proposed = self._folder() / f"{facts.path.stem} {now:%Y-%m-%d %H%M}{SUFFIX}"
        pattern = self.tr("Quality systems (*.qms)")
        name, _ = QFileDialog.getSaveFileName(window, self.tr("Back up to"), str(proposed), pattern)
        if name:
            self.backup_to(with_suffix(Path(name), SUFFIX))

    def backup_to(self, target: Path) -> None:
        """Write the copy."""
        window, desk, facts = self._window, self._window.desk, self._window.facts
        if desk is None or facts is None:
            return
        if target.resolve() == facts.path:
            desk.tell(self.tr("A backup needs another name than the file itself."))
            return
        source = facts.path

        def job(workspace: Workspace, told: Progress) -> Path:
            return workspace.backup(target, told)

        def then(written: Path) -> None:
            window.preferences.backed_up(source, datetime.now().astimezone())
            window.read_facts()
            desk.tell(self.tr("Backed up and checked: {0}").format(written))

        run(desk, window, self.tr("Backing up"), job, then)

    def verify(self) -> None:
        """Prove the file: storage, trail, tables, attachments."""
        from qms_desktop.ui.dialogs.proof import ProofDialog  # noqa: PLC0415  rarely needed

        window, desk = self._window, self._window.desk
        if desk is None:
            return

        def job(workspace: Workspace, told: Progress) -> Report:
            return workspace.verify(told)

        def then(report: Report) -> None:
            ProofDialog(window.theme, report, window).open()

        run(desk, window, self.tr("Verifying"), job, then)

    def export_sheet(self, kind: str) -> None:
        """Export a register, or what its list shows now, to a workbook, CSV or JSON."""
        from qms_desktop.ui.exporting import open_export  # noqa: PLC0415  rarely needed

        window, desk, page = self._window, self._window.desk, self._window.principle_page
        if desk is not None:
            listing = page.page.model.listing if page is not None and page.register.kind == kind else None
            dialog = open_export(
                desk, kind, listing, announce=window.toast.announce, folder=self._folder(), parent=window
            )
            dialog.sending.connect(self.send_actions)

    def send_actions(self) -> None:
        """Prepare the open actions of people who have no program, as files or mail drafts."""
        from qms_desktop.ui.pages.continuous_improvement.sending import SendDialog  # noqa: PLC0415  rarely needed

        window, desk = self._window, self._window.desk
        if desk is not None:
            SendDialog(desk, window.toast.announce, self._folder(), self._drafts, window).open()

    def print(self, kind: str, record: UUID | None, report: str = "") -> None:
        """Print a record, a report about it, or what the list of a register shows now."""
        desk, page = self._window.desk, self._window.principle_page
        if desk is None:
            return
        if record is not None:
            printing = self.printing(desk)
            if report:
                printing.report(report, record)
            else:
                printing.ask_record(record)
            return
        shown = page is not None and page.register.kind == kind
        self.printing(desk).ask_list(page.page.model.listing if page is not None and shown else Listing(kind))

    def printing(self, desk: Desk) -> Printing:
        """What prints for the file that is open."""
        from qms_desktop.ui.printing.printing import Printing  # noqa: PLC0415  rarely needed

        return desk.findChild(Printing) or Printing(self._window, desk, self._folder())

    def publish(self) -> None:
        """Publish what is in effect into a folder."""
        if self._window.desk is not None:
            self.publisher(self._window.desk).ask()

    def publisher(self, desk: Desk) -> Publisher:
        """What publishes for the file that is open, and keeps its folder up to date."""
        from qms_desktop.ui.printing.publishing import Publisher  # noqa: PLC0415  not before the first paint

        return desk.findChild(Publisher) or Publisher(self._window, desk)

    def import_sheet(self, kind: str = "", file: Path | None = None) -> None:
        """Import a spreadsheet into a register; without a kind the file says where it belongs."""
        from qms_desktop.ui.importing.dialog import open_import  # noqa: PLC0415  rarely needed

        desk = self._window.desk
        if desk is not None and desk.writable:
            open_import(desk, kind, file, self._window)

    def choose_templates(self, kind: str) -> None:
        """Choose ready-made records for a register."""
        from qms_desktop.ui.dialogs.templates import open_templates  # noqa: PLC0415  rarely needed

        desk = self._window.desk
        if desk is not None and desk.writable:
            open_templates(desk, desk.registers[kind], self._window)

    def _folder(self) -> Path:
        facts = self._window.facts
        if facts is not None:
            return facts.path.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def with_suffix(path: Path, usual: str, others: tuple[str, ...] = ()) -> Path:
    """The path with an ending, which a file dialog does not add by itself."""
    return path if path.suffix.lower() in (usual, *others) else path.with_name(path.name + usual)
