"""The window: top bar, nine tabs, pages made when first visited, status bar, toast, and the keys that work everywhere.

It can stand without a file (the start page, or while a file is being opened) and is given one by `attach`. It imports
neither the workspace nor a register before that, so that it is painted at once. What is done with files, the search
and the keys have modules of their own; this one is as long as it is because the window is where they meet.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qms_desktop.ui.start.badges import Badges
from qms_desktop.ui.start.frame import Frame
from qms_desktop.ui.start.preferences import Preferences
from qms_desktop.ui.start.visited import Place, Visited
from qms_desktop.ui.start.window_keys import WindowKeys
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.drop_zone import local_files
from qms_desktop.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from qms_desktop.ui.desk import Desk
    from qms_desktop.ui.dialogs.files import FileActions
    from qms_desktop.ui.palette.palette import Palette
    from qms_desktop.ui.principle_page import PrinciplePage
    from qms_desktop.ui.start.demo_page import DemoPage
    from qms_desktop.ui.start.facts import Facts
    from qms_desktop.workspace.queries import Listing

SHEETS = (".xlsx", ".csv")


class MainWindow(Frame):
    """One window over one file at a time."""

    file_chosen = Signal(object)
    """The path of a file to open instead of this one."""
    file_wanted = Signal(object, str, str)
    demo_wanted = Signal(object)
    """Path, organisation and first person of a file to make."""

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(theme, preferences, parent)
        self.desk: Desk | None = None
        self.facts: Facts | None = None
        self.visited = Visited()
        self._pages: dict[int, QWidget] = {}
        self._palette: Palette | None = None
        self._files: FileActions | None = None
        self._on_the_way = False
        self._badges = Badges(self)
        self._look: dict[str, Any] | None = None
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
        self._add_tabs(desk)
        if desk.read_only_because:
            sentence = self.tr("This window can only read. {0}").format(desk.read_only_because)
            self.standing.say(sentence, "amber", dismissable=False)
        self.enable(True)
        kind = str((self._look or {}).get("kind", ""))
        if kind in desk.registers:
            self.go(kind)
            self.keys.enter_list()
        else:
            self._show_page(0)
        self.read_facts()

    def detach(self) -> None:
        """Finish what runs, close the file, and show nothing of it any more."""
        if self.desk is None:
            return
        self.leave_editor()
        self._remember_place(self.desk)
        desk, self.desk, self.facts = self.desk, None, None
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None
        self._stack.removeWidget(self.tabs)
        self.tabs.deleteLater()
        self.tabs = Tabs(self.theme)
        self._pages.clear()
        self.visited.clear()
        self.status.clear_file()
        for strip in (self.standing, self.trouble):
            strip.clear()
        self.enable(False)
        desk.close()
        desk.deleteLater()

    def show_opening(self, path: Path) -> None:
        """Show the list that was left open in a file, or say that the file is on its way."""
        from qms_desktop.ui.start.first_look import first_look  # noqa: PLC0415  the first start has none

        self._look = self.preferences.look_of(path)
        self.name_file(str((self._look or {}).get("organisation") or path.stem))
        self._waiting.setText(self.tr("Opening {0} …").format(path.name))
        page = first_look(self.theme, path, self._look) if self._look else None
        if page is not None:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page or self._waiting)

    def _remember_place(self, desk: Desk) -> None:
        from qms_desktop.ui.start.first_look import remembered  # noqa: PLC0415  as above

        page = self.principle_page
        shown = page is not None and not page.overlooks and page.page.table.isVisibleTo(page)
        self.preferences.left(desk.path, remembered(desk, self.tabs.currentIndex(), page) if page and shown else None)

    def show_start(self) -> None:
        """Show the page of the first start, unless a file is open."""
        from qms_desktop.ui.start.start_page import StartPage  # noqa: PLC0415  most starts have a file

        if self.desk is not None:
            return
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

        page = DemoPage(self.theme)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.cancel.setFocus()
        return page

    @property
    def files(self) -> FileActions:
        """What can be done with whole files."""
        if self._files is None:
            from qms_desktop.ui.dialogs.files import FileActions  # noqa: PLC0415  not before the first paint

            self._files = FileActions(self)
        return self._files

    # -- where the user is

    def go(self, kind: str, record: UUID | None = None) -> None:
        """Show a register, or one of its records."""
        from qms_desktop.ui.pages.specials import belongs  # noqa: PLC0415  brings the registers, see above

        assert self.desk is not None  # noqa: S101  only an attached desk asks
        for index, principle in enumerate(self.desk.principles, start=1):
            if belongs(principle, kind):
                with self._going():
                    page: PrinciplePage = self._page(index, kind)  # type: ignore[assignment]
                    self.tabs.setCurrentIndex(index)
                    page.go(kind, record)
                self.visit(Place(index, kind, record))

    def visit(self, place: Place) -> None:
        """Remember where the user is, unless the way there goes through other places at this moment."""
        if not self._on_the_way and self.tabs.currentIndex() == place.tab:
            self.visited.visit(place)

    @contextmanager
    def _going(self) -> Iterator[None]:
        before, self._on_the_way = self._on_the_way, True
        try:
            yield
        finally:
            self._on_the_way = before

    def show_listing(self, listing: Listing, words: str) -> None:
        """Show the records of a listing: what stands behind a figure."""
        self.go(listing.kind)
        if (page := self.principle_page) is not None:
            page.page.narrow(listing, words)

    def open_palette(self) -> None:
        """Show records and commands for what stands in the search."""
        if self._palette is not None:
            self._palette.ask(self.top_bar.search.text())

    def import_sheet(self, kind: str) -> None:
        """Import a spreadsheet into a register."""
        self.files.import_sheet(kind)

    def export_sheet(self, kind: str) -> None:
        """Export a register."""
        self.files.export_sheet(kind)

    def print(self, kind: str, record: UUID | None = None, report: str = "") -> None:
        """Print a register as its list is shown, one record, or a report about it."""
        self.files.print(kind, record, report)

    def create_record(self, kind: str) -> None:
        """A new record in a register, which is shown for it."""
        self.go(kind)
        if (page := self.principle_page) is not None:
            page.new()

    def step_back(self, by: int) -> None:
        """Back or forward."""
        place = self.visited.step(by)
        if place is None or self.desk is None:
            return
        with self._going():
            self.tabs.setCurrentIndex(place.tab)
            page = self._page(place.tab)
            if (shown := self.principle_page) is page and shown is not None:
                shown.go(place.kind, place.record)
                if place.kind and place.record is None:
                    shown.page.close_pane()

    @property
    def principle_page(self) -> PrinciplePage | None:
        """The page with registers that is shown, if it is one."""
        from qms_desktop.ui.principle_page import PrinciplePage  # noqa: PLC0415  brings the workspace, see above

        page = self._pages.get(self.tabs.currentIndex())
        return page if isinstance(page, PrinciplePage) else None

    def _add_tabs(self, desk: Desk) -> None:
        home = self.tr("Home")
        self.tabs.add(_holder(), home, home, "house")
        for principle in desk.principles:
            self.tabs.add(_holder(), principle.title, principle.short, principle.icon)
        self._stack.addWidget(self.tabs)
        self._stack.setCurrentWidget(self.tabs)
        while self._stack.count() > 2:  # noqa: PLR2004  what waits, and the tabs: a start page goes
            if (page := self._stack.widget(1)) is not None:
                self._stack.removeWidget(page)
                page.deleteLater()
        self.tabs.currentChanged.connect(self._show_page)

    def _show_page(self, index: int) -> None:
        page = self._page(index)
        kind = ""
        if (principle := self.principle_page) is not None and principle is page:
            kind = principle.shown
        self.visit(Place(index, kind))

    def _page(self, index: int, kind: str = "") -> QWidget:
        assert self.desk is not None  # noqa: S101  there are tabs
        if index not in self._pages:
            from qms_desktop.ui.start.pages import make_page  # noqa: PLC0415  brings the workspace, see above

            page = make_page(self, self.desk, index, kind)
            holder = self.tabs.widget(index)
            if holder is not None and (layout := holder.layout()) is not None:
                layout.addWidget(page)
            self._pages[index] = page
        return self._pages[index]

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


def _holder() -> QWidget:
    holder = QWidget()
    holder.setProperty("kind", "page")
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    return holder
