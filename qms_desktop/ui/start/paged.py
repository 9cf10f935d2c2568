"""The window and its pages: nine tabs, a page behind each made when first visited, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from qms_desktop.ui.start.frame import Frame
from qms_desktop.ui.start.preferences import Preferences
from qms_desktop.ui.start.visited import Place, Visited
from qms_desktop.ui.theme.theme import Theme

if TYPE_CHECKING:
    from qms_desktop.ui.desk import Desk
    from qms_desktop.ui.principle_frame import PrincipleFrame
    from qms_desktop.ui.principle_page import PrinciplePage
    from qms_desktop.ui.start.arrival import Arrival
    from qms_desktop.workspace.queries import Listing


class Paged(Frame):
    """Knows where the user is, and goes elsewhere."""

    def __init__(self, theme: Theme, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(theme, preferences, parent)
        self.desk: Desk | None = None
        self.arrival: Arrival | None = None
        """The file that is on its way into the window, where something of it can be shown already."""
        self.visited = Visited()
        self._pages: dict[int, QWidget] = {}
        self._on_the_way = False

    def make_page(self, index: int, kind: str) -> QWidget:
        """Make the page behind a tab; `kind` is the register it begins with."""
        raise NotImplementedError

    def go(self, kind: str, record: UUID | None = None) -> None:
        """Show a register, or one of its records."""
        from qms_desktop.ui.pages.specials import belongs  # noqa: PLC0415  brings the registers, see the window

        assert self.desk is not None  # noqa: S101  only an attached desk asks
        before = QApplication.focusWidget()
        for index, principle in enumerate(self.desk.principles, start=1):
            if belongs(principle, kind):
                with self._going():
                    page: PrinciplePage = self.page(index, kind)  # type: ignore[assignment]
                    self.tabs.setCurrentIndex(index)
                    page.go(kind, record)
                self.visit(Place(index, kind, record))
                if before is not None and not before.isVisible():  # else Qt gives it to the first button of the head
                    page.land()

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
            page = self.page(place.tab)
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

    @property
    def front(self) -> PrincipleFrame | None:
        """The same, or what stands for it at the first look."""
        first = self.arrival.front if self.arrival is not None else None
        return first or self.principle_page

    def add_tabs(self, tabs: Iterable[tuple[str, str, str]]) -> None:
        """Make the tabs: title, short title and icon of the principles, with Home before them."""
        home = self.tr("Home")
        for title, short, icon in ((home, home, "house"), *tabs):
            self.tabs.add(_holder(), title, short, icon)
        self._stack.addWidget(self.tabs)
        self._stack.setCurrentWidget(self.tabs)
        while self._stack.count() > 2:  # noqa: PLR2004  what waits, and the tabs: a start page goes
            if (page := self._stack.widget(1)) is not None:
                self._stack.removeWidget(page)
                page.deleteLater()
        self.tabs.currentChanged.connect(self.show_page)

    def show_page(self, index: int) -> None:
        """Show the page of a tab, or what stands for it while the file is being opened."""
        if self.desk is None:
            if self.arrival is not None:
                self.arrival.show_page(index)
            return
        page = self.page(index)
        kind = ""
        if (principle := self.principle_page) is not None and principle is page:
            kind = principle.shown
        self.visit(Place(index, kind))

    def page(self, index: int, kind: str = "") -> QWidget:
        """The page of a tab, which is made now if it was not yet; `kind` is the register it begins with."""
        if index not in self._pages:
            self._pages[index] = self.make_page(index, kind)
            self.place(index, self._pages[index])
        return self._pages[index]

    def place(self, index: int, page: QWidget) -> None:
        """Put a page behind a tab; hidden where another stands there still."""
        holder = self.tabs.widget(index)
        if holder is not None and (layout := holder.layout()) is not None:
            alone = layout.isEmpty()
            layout.addWidget(page)
            page.setVisible(alone)  # at once, so that it can take the focus


def _holder() -> QWidget:
    holder = QWidget()
    holder.setProperty("kind", "page")
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    return holder
