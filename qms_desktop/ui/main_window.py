"""The window: top bar, nine tabs, pages made when first visited, status bar, toast, and the keys that work everywhere.

It can stand without a file (the start page, or while a file is being opened) and is given one by `attach`. It imports
neither the workspace nor a register before that, so that it is painted at once. What is done with files, the search
and the keys have modules of their own; this one is as long as it is because the window is where they meet.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from qms_desktop.ui.start.badges import Badges
from qms_desktop.ui.start.paged import Paged
from qms_desktop.ui.start.preferences import Preferences
from qms_desktop.ui.start.window_keys import WindowKeys
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.drop_zone import local_files
from qms_desktop.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from qms_desktop.ui.desk import Desk
    from qms_desktop.ui.dialogs.files import FileActions
    from qms_desktop.ui.palette.palette import Palette
    from qms_desktop.ui.start.demo_page import DemoPage
    from qms_desktop.ui.start.facts import Facts

SHEETS = (".xlsx", ".csv")


class MainWindow(Paged):
    """One window over one file at a time."""

    file_chosen = Signal(object)
    """The path of a file to open instead of this one."""
    file_wanted = Signal(object, str, str)
    """Path, organisation and first person of a file to make."""
    demo_wanted = Signal(object)
    """The path of the demo company to make."""

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(theme, preferences, parent)
        self.facts: Facts | None = None
        self._palette: Palette | None = None
        self._files: FileActions | None = None
        self._badges = Badges(self)
        self.keys = WindowKeys(self)

    # -- a file comes and goes

    def attach(self, desk: Desk) -> None:
        """Show a file."""
        from qms_desktop.ui.palette.palette import Palette  # noqa: PLC0415  brings the workspace, see above

        self.detach()
        self.desk = desk
        desk.setParent(self)
        desk.opening.connect(self.go)
        desk.printing.connect(self.print)
        desk.filtering.connect(self.show_listing)
        desk.told.connect(self.tell)
        desk.refused.connect(self.refuse)
        desk.tasks.failed.connect(self.refuse)
        desk.tasks.changed.connect(self.read_facts)
        desk.tasks.busy.connect(self.show_busy)
        self.files.publisher(desk)
        self.name_file(desk.organisation.name)
        self._palette = Palette(self, desk)
        if self.arrival is not None and not self.arrival.fits(desk):
            self._end_arrival()
        if desk.read_only_because:
            sentence = self.tr("This window can only read. {0}").format(desk.read_only_because)
            self.standing.say(sentence, "amber", dismissable=False)
        self.enable(True)
        if self.arrival is not None:
            self.arrival.hand_over(desk)
        else:
            self.add_tabs([(p.title, p.short, p.icon) for p in desk.principles])
            self.show_page(0)
            self.read_facts()

    def detach(self) -> None:
        """Finish what runs, close the file, and show nothing of it any more."""
        if self.desk is None:
            return
        self.leave_editor()
        self._remember_place(self.desk)
        if self.arrival is not None:
            self.arrival.end()
            self.arrival = None
        desk, self.desk, self.facts = self.desk, None, None
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None
        self._replace_tabs()
        self._pages.clear()
        self.visited.clear()
        self.status.clear_file()
        for strip in (self.standing, self.trouble):
            strip.clear()
        self.enable(False)
        desk.close()
        desk.deleteLater()

    def show_opening(self, path: Path) -> None:
        """Show what is known of a file, or say that it is on its way."""
        from qms_desktop.ui.start.arrival import Arrival  # noqa: PLC0415  the first start has none

        self._end_arrival()
        self.trouble.clear()  # of another file, or of the last attempt
        self.name_file(path.stem)
        self._waiting.setText(self.tr("Opening {0} …").format(path.name))
        self._stack.setCurrentWidget(self._waiting)
        self.arrival = Arrival.begin(self, path)

    def arrived(self) -> None:
        """The file is open, and its page stands where the first look stood."""
        self.arrival = None
        self.show_page(self.tabs.currentIndex())
        self.read_facts()

    def _end_arrival(self) -> None:
        if self.arrival is not None:
            self.arrival.end()
            self.arrival = None
            self._replace_tabs()
            self.status.clear_file()
            self.enable(False)

    def _replace_tabs(self) -> None:
        self._stack.removeWidget(self.tabs)
        self.tabs.deleteLater()
        self.tabs = Tabs(self.theme)

    def _remember_place(self, desk: Desk) -> None:
        from qms_desktop.ui.start.first_look import keep  # noqa: PLC0415  as above

        keep(self.preferences, desk, self.tabs.currentIndex())

    def show_start(self) -> None:
        """Show the page of the first start, unless a file is open."""
        from qms_desktop.ui.start.start_page import StartPage  # noqa: PLC0415  most starts have a file

        if self.desk is not None:
            return
        self._end_arrival()
        page = StartPage(self.theme, [Path(known) for known in self.preferences.recent])
        page.opening.connect(self.file_chosen)
        page.choosing.connect(self.keys.open_file)
        page.creating.connect(self.keys.create_file)
        page.trying.connect(lambda: self.demo_wanted.emit(self.files.demo_path()))
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.first.setFocus()
        self.name_file("")

    def show_making(self) -> DemoPage:
        """Show that the demo company is being made."""
        from qms_desktop.ui.start.demo_page import DemoPage  # noqa: PLC0415  few starts make one

        self._end_arrival()
        page = DemoPage(self.theme)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.cancel.setFocus()
        return page

    def when_open(self, act: Callable[[], object]) -> None:
        """Do something with the open file: now, or as soon as it is open."""
        if self.arrival is not None:
            self.arrival.later(act)
        else:
            act()

    @property
    def files(self) -> FileActions:
        """What can be done with whole files."""
        if self._files is None:
            from qms_desktop.ui.dialogs.files import FileActions  # noqa: PLC0415  not before the first paint

            self._files = FileActions(self)
        return self._files

    # -- what is asked of it

    def open_palette(self) -> None:
        """Show records and commands for what stands in the search."""
        if self._palette is not None:
            self._palette.ask(self.top_bar.search.text())

    def run_search(self) -> None:
        """Do what Enter does in the search."""
        if self._palette is not None:
            self._palette.activate()

    def import_sheet(self, kind: str) -> None:
        """Import a spreadsheet into a register."""
        self.files.import_sheet(kind)

    def export_sheet(self, kind: str) -> None:
        """Export a register."""
        self.files.export_sheet(kind)

    def print(self, kind: str, record: UUID | None = None, report: str = "") -> None:
        """Print a register as its list is shown, one record, or a report about it."""
        self.files.print(kind, record, report)

    def make_page(self, index: int, kind: str) -> QWidget:
        """The page behind a tab."""
        from qms_desktop.ui.start.pages import make_page  # noqa: PLC0415  brings the workspace, see above

        assert self.desk is not None  # noqa: S101  a page is of an open file
        return make_page(self, self.desk, index, kind)

    # -- what the file says

    def read_facts(self, *_: object) -> None:
        """Read again what the frame of the window shows of the file."""
        from qms_desktop.ui.start.facts import facts  # noqa: PLC0415  brings the workspace, see above

        if self.desk is not None:
            self.desk.tasks.read(facts, self._show_facts, key="facts", owner=self.desk)
            self._badges.soon()

    def _show_facts(self, found: Facts) -> None:
        if self.desk is None:
            return
        self.facts = found
        self.desk.organisation = found.organisation
        self.name_file(found.organisation.name)
        writable = self.desk.writable
        self.top_bar.set_undo(found.undo if writable else "", found.redo if writable else "")
        self.status.show_file(found.path.name, self.preferences.backup_of(found.path), read_only=not writable)
        self.status.show_person(found.person, found.role)
        if found.warnings and writable:
            self.standing.say(" ".join(found.warnings), "red", action="", dismissable=True)

    # -- what is said

    def tell(self, sentence: str, undo: bool = False) -> None:
        """Say something at the bottom; with the way back beside it where there is one."""
        if undo:
            self.toast.announce(sentence, self.tr("Undo"), self.undo)
        else:
            self.toast.announce(sentence)

    def undo(self) -> None:
        """Undo the newest change."""
        if self.desk is not None and self.desk.writable:
            self.leave_editor()
            self.desk.tasks.undo(lambda entry: self.toast.announce(entry.label, self.tr("Redo"), self.redo))

    def redo(self) -> None:
        """Redo what was undone last."""
        if self.desk is not None and self.desk.writable:
            self.desk.tasks.redo(lambda entry: self.toast.announce(entry.label, self.tr("Undo"), self.undo))

    # -- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Says yes to a quality system, and to a spreadsheet where it can be imported."""
        if any(self._takes(path) for path in local_files(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens the quality system, or begins to import the spreadsheet, that was dropped."""
        path = next((path for path in local_files(event.mimeData()) if self._takes(path)), None)
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix.lower() == ".qms":
            self.file_chosen.emit(path)
        else:
            self.files.import_sheet("", path)

    def _takes(self, path: Path) -> bool:
        ending = path.suffix.lower()
        return ending == ".qms" or (ending in SHEETS and self.desk is not None and self.desk.writable)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keeps the size, finishes what runs, and closes the file; what is half typed is asked about first."""
        from qms_desktop.ui.principle_page import PrinciplePage  # noqa: PLC0415  brings the workspace, see above

        if self.desk is not None:
            self.leave_editor()
            self.desk.tasks.settle()  # a save that is refused must be heard while what was typed is still here
        for page in self._pages.values():
            if isinstance(page, PrinciplePage) and (kind := page.unfinished()):
                self.go(kind)
                event.ignore()
                return
        self.preferences.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.preferences.save()
        self.detach()
        super().closeEvent(event)
