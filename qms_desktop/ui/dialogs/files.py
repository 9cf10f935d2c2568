"""What can be done with whole files: open, make, back up, verify, import and export."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from qms_desktop.ui.dialogs.progress import run

if TYPE_CHECKING:
    from qms_desktop.ui.main_window import MainWindow
    from qms_desktop.ui.tasks import Progress
    from qms_desktop.workspace.verify import Report
    from qms_desktop.workspace.workspace import Workspace

SUFFIX = ".qms"


class FileActions(QObject):
    """The window's actions with files. Each asks for a path first and then leaves the work to a worker."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

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
        """Export a register to a workbook, CSV or JSON."""
        window, desk = self._window, self._window.desk
        if desk is None:
            return
        register = desk.registers[kind]
        proposed = self._folder() / f"{register.title}.xlsx"
        patterns = ";;".join((self.tr("Workbook (*.xlsx)"), self.tr("CSV (*.csv)"), self.tr("JSON (*.json)")))
        title = self.tr("Export {0}").format(register.title.lower())
        name, chosen = QFileDialog.getSaveFileName(window, title, str(proposed), patterns)
        if name:
            ending = "." + chosen.rpartition(".")[2].rstrip(")")
            self.export_to(kind, with_suffix(Path(name), ending, (".xlsx", ".csv", ".json")))

    def export_to(self, kind: str, path: Path) -> None:
        """Write the export."""
        window, desk = self._window, self._window.desk
        if desk is None:
            return

        def job(workspace: Workspace, told: Progress) -> int:
            from qms_desktop.exchange.exporting import export  # noqa: PLC0415  brings the spreadsheet libraries

            total = workspace.count(Listing(kind))
            going = [True]

            def count(done: int) -> None:
                going[0] = told(done, total)

            return export(workspace, kind, path, progress=count, cancelled=lambda: not going[0]).rows

        from qms_desktop.workspace.queries import Listing  # noqa: PLC0415  as the workspace itself

        run(
            desk,
            window,
            self.tr("Exporting {0}").format(desk.registers[kind].title.lower()),
            job,
            lambda rows: desk.tell(self.tr("{0} rows written to {1}").format(f"{rows:,}", path)),
        )

    def import_sheet(self, kind: str) -> None:
        """Import a spreadsheet into a register."""
        desk = self._window.desk
        if desk is not None and desk.writable:
            open_import(self._window, kind)

    def _folder(self) -> Path:
        facts = self._window.facts
        if facts is not None:
            return facts.path.parent
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def open_import(window: MainWindow, kind: str) -> None:
    """Open the import dialog. To be completed where the dialog is written."""
    del window, kind


def with_suffix(path: Path, usual: str, others: tuple[str, ...] = ()) -> Path:
    """The path with an ending, which a file dialog does not add by itself."""
    return path if path.suffix.lower() in (usual, *others) else path.with_name(path.name + usual)
