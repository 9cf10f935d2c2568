"""How a list was left at the first look, and the open list that stands as it was left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from qms_desktop.ui.register.filters import FilterRow
from qms_desktop.ui.register.table import RegisterTable

if TYPE_CHECKING:  # it brings SQLAlchemy with it, and the first look is there before that
    from qms_desktop.ui.register.page import RegisterPage


@dataclass(frozen=True)
class Left:
    """Filter, order, place, choice and focus of a list."""

    text: str
    chosen: str
    order: tuple[int, Qt.SortOrder]
    scrolled: int
    """Pixels above what is in view."""
    bottom: int
    """The last row in view."""
    record: UUID | None
    wanted: UUID | None
    """The record that was clicked, to be opened."""
    view: str
    """List, board or calendar, as it was asked for."""
    focus: str
    """What has the focus: table, filter, or nothing here."""


def left(filters: FilterRow, table: RegisterTable, wanted: UUID | None) -> Left:
    """How a list stands now."""
    focus = QApplication.focusWidget()
    last = table.rowAt(table.viewport().height() - 1)
    return Left(
        text=filters.box.text(),
        chosen=filters.chosen,
        order=table.order,
        scrolled=table.verticalScrollBar().value(),
        bottom=last if last >= 0 else max(0, table.model().rowCount() - 1),
        record=table.current,
        wanted=wanted,
        view=filters.views.current,
        focus="table" if focus is table else "filter" if focus is filters.box else "",
    )


class Handover(QObject):
    """Lets an open list begin as another one was left; `ready` when its rows and counts are here."""

    ready = Signal()

    def __init__(self, page: RegisterPage, known: Left) -> None:
        super().__init__(page)
        self._page, self._left = page, known
        self._missing = {"rows", "counts"}
        page.filters.take(known.text, known.chosen)
        page.table.take_order(known.order)
        page.model.begin(page.filters.listing(page.model.ordered(*known.order)), known.bottom)
        page.model.loaded.connect(self._loaded)
        page.model.refused.connect(self._loaded)
        page.counted.connect(self._counted)
        page.desk.tasks.failed.connect(self._counted)  # what could not be read is said; the page is shown
        page.reload()

    @property
    def is_ready(self) -> bool:
        """Whether rows and counts are here."""
        return not self._missing

    def settle(self, known: Left | None = None) -> None:
        """Stand as it was left; what was done meanwhile is done here, too."""
        page, known = self._page, known or self._left
        if known.order != page.table.order:
            page.table.take_order(known.order)
            page.model.sort(*known.order)
        if known.text != page.filters.box.text():
            page.filters.box.setText(known.text)
        page.filters.choose(known.chosen)
        page.table.choose(known.record)
        if known.view != page.filters.views.current:
            page.views.choose(known.view)
        if page.model.is_whole:
            page.table.verticalScrollBar().setValue(known.scrolled)
        if known.focus:
            target = page.table if known.focus == "table" else page.filters.box
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        if known.wanted is not None:
            page.open_record(known.wanted)

    def _loaded(self, *_: object) -> None:
        self._have("rows")

    def _counted(self, *_: object) -> None:
        self._have("counts")

    def _have(self, what: str) -> None:
        if self._missing:
            self._missing.discard(what)
            if not self._missing:
                self.settle()
                self.ready.emit()
