"""From the first look to the open file: what is shown meanwhile, what is asked for meanwhile, and the handover.

The tabs are the window's own. Behind each stands a page that reads its lists by itself, until the true one is ready to
take its place; what only an open file can do is done then, in the order in which it was asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from qms_desktop.ui import keys
from qms_desktop.ui.start.first_look import Kept, recall
from qms_desktop.ui.start.first_page import FirstPage
from qms_desktop.workspace.first_look import FirstLook

if TYPE_CHECKING:
    from uuid import UUID

    from qms_desktop.ui.desk import Desk
    from qms_desktop.ui.main_window import MainWindow
    from qms_desktop.ui.principle_page import PrinciplePage


class Arrival(QObject):
    """One file on its way into the window."""

    def __init__(self, window: MainWindow, path: Path, look: FirstLook, kept: Kept, used: frozenset[str]) -> None:
        super().__init__(window)
        self._window, self._look, self._used = window, look, used
        self.kept = kept
        self._pages: dict[int, FirstPage] = {}
        self._wanted: list[Callable[[], object]] = []
        window.name_file(kept.organisation)
        window.status.show_opening(path.name)
        window.add_tabs([(tab.title, tab.short, tab.icon) for tab in kept.tabs])
        window.tabs.setCurrentIndex(kept.tab)
        window.enable(True)
        window.top_bar.search_activated.connect(self._search)
        self.show_page(kept.tab)
        if (page := self.front) is not None:
            page.enter()

    @classmethod
    def begin(cls, window: MainWindow, path: Path) -> Arrival | None:
        """Show what is known of a file; None where nothing is, or it is no longer as it was."""
        path = path.resolve()  # as the open file is known
        kept = recall(window.preferences, path)
        look = FirstLook.open(path, kept.schema) if kept is not None else None
        if kept is None or look is None:
            return None
        used = look.used()
        if used is None:
            look.close()
            return None
        return cls(window, path, look, kept, used)

    # -- while the file is being opened

    @property
    def front(self) -> FirstPage | None:
        """The page that is shown, where it is one with lists."""
        return self._pages.get(self._window.tabs.currentIndex())

    def show_page(self, index: int) -> None:
        """Show what is known of a tab."""
        if index < 1 or index in self._pages or not self.kept.tabs[index - 1].registers:
            return
        tab = self.kept.tabs[index - 1]
        page = FirstPage(self._window.theme, self._look, tab, self.kept.rooms.get(tab.name, ""), self._used)
        window = self._window
        page.creating.connect(lambda kind: self.later(partial(window.create_record, kind)))
        page.importing.connect(lambda kind: self.later(partial(window.import_sheet, kind)))
        page.exporting.connect(lambda kind: self.later(partial(window.export_sheet, kind)))
        page.printing.connect(lambda kind: self.later(partial(window.print, kind)))
        page.more_wanted.connect(lambda: self.later(self._offer_more))
        page.acting.connect(lambda key: self.later(partial(self._act, key)))
        page.menu_wanted.connect(lambda record, place: self.later(partial(self._show_menu, record, place)))
        self._pages[index] = page
        window.place(index, page)

    def later(self, act: Callable[[], object]) -> None:
        """Do something as soon as the file is open."""
        self._wanted.append(act)

    def end(self) -> None:
        """Let go of the file; what was asked for is not done."""
        self._look.close()
        self._wanted.clear()
        self.deleteLater()

    # -- when it is open

    def fits(self, desk: Desk) -> bool:
        """Whether the tabs are those that were known."""
        true = [(p.title, p.short, p.icon) for p in desk.principles]
        return true == [(tab.title, tab.short, tab.icon) for tab in self.kept.tabs]

    def hand_over(self, desk: Desk) -> None:
        """Let the true page take the place of the one that is shown, when its rows are here."""
        for number, page in self._pages.items():
            self._window.preferences.used(desk.path, self.kept.tabs[number - 1].name, page.shown)
            desk.left |= {made.sketch.kind: made.left() for made in page.lists if made.sketch.kind in desk.registers}
        window, index = self._window, self._window.tabs.currentIndex()
        first = self._pages.pop(index, None)
        self._drop_pages()
        if first is None:
            window.show_page(index)
            self._finish()
            return
        self._pages[index] = first
        live: PrinciplePage = window.page(index, first.shown)  # type: ignore[assignment]  # it has registers
        handover = live.handovers.get(live.shown)
        if handover is None or handover.is_ready:
            self._swap(first, live)
        else:
            handover.ready.connect(partial(self._swap, first, live))

    def _swap(self, first: FirstPage, live: PrinciplePage) -> None:
        last = first.front.left() if first.front is not None else None
        holder: QWidget | None = first.parentWidget()
        live.show()
        first.hide()
        if holder is not None and (layout := holder.layout()) is not None:
            layout.activate()
        if first.shown != live.shown:
            live.go(first.shown)
        elif (handover := live.handovers.pop(live.shown, None)) is not None:
            handover.settle(last)
        self._finish()

    def _finish(self) -> None:
        self._drop_pages()
        self._look.close()
        window = self._window
        window.arrived()
        if window.top_bar.search.hasFocus():
            window.open_palette()
        wanted, self._wanted = self._wanted, []
        for act in wanted:
            act()
        self.deleteLater()

    def _drop_pages(self) -> None:
        for page in self._pages.values():
            page.hide()
            page.deleteLater()
        self._pages.clear()

    # -- what can be asked for meanwhile

    def _search(self) -> None:
        """Enter in the search: the first that is found is opened."""
        if self._window.desk is None:
            self.later(self._window.run_search)

    def _act(self, name: str) -> None:
        if (page := self._window.principle_page) is not None:
            title = keys.key(name).title
            next(action for action in page.page.actions() if action.text() == title).trigger()

    def _offer_more(self) -> None:
        if (page := self._window.principle_page) is not None:
            page.more.drop_down()

    def _show_menu(self, record: UUID, place: QPoint) -> None:
        from qms_desktop.ui.register.menu import row_menu  # noqa: PLC0415  it acts on an open page

        if (page := self._window.principle_page) is not None:
            row_menu(page.page, record).popup(place)
