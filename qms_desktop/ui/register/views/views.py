"""`Views`: which way the rows of a page are seen; board and calendar are made when they are first wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from qms_desktop.ui.register.steps import step_named
from qms_desktop.ui.register.views.board import BoardView
from qms_desktop.ui.register.views.month import MonthView
from qms_desktop.ui.register.views.switch import BOARD, CALENDAR, LIST

if TYPE_CHECKING:
    from qms_desktop.ui.register.page import RegisterPage


class Views(QObject):
    """Beside the table there may be a board and a calendar over the same listing."""

    def __init__(self, page: RegisterPage, table: QWidget, add: Callable[[QWidget], object]) -> None:
        super().__init__(page)
        self._page, self._add = page, add
        self._made: dict[str, QWidget] = {LIST: table}
        self.name = LIST
        page.filters.views.chosen.connect(self.choose)
        page.model.loaded.connect(self.read)

    @property
    def current(self) -> QWidget:
        """What is shown now."""
        return self._made[self.name]

    def choose(self, name: str) -> None:
        """See the rows another way."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.current.isAncestorOf(focus)
        if name not in self._made:
            self._made[name] = self._make(name)
            self._add(self._made[name])
        self.name = name
        self._page.filters.views.show_chosen(name)
        self.read()
        self._page.show_left()
        if inside:  # else Qt gives the focus to whatever comes first
            self.enter()

    def read(self) -> None:
        """Ask again for what is shown; the table asks for itself."""
        view = self.current
        if isinstance(view, BoardView | MonthView):
            view.read(self._page.model.listing)

    def enter(self) -> None:
        """Put the focus where arrows and Enter work."""
        view = self.current
        if isinstance(view, BoardView | MonthView):
            view.enter()
        else:
            self._page.table.setFocus()

    def _make(self, name: str) -> QWidget:
        page = self._page
        if name == CALENDAR:
            month = MonthView(page.desk, page.register)
            month.opening.connect(page.open_record)
            return month
        assert name == BOARD, name  # noqa: S101  there are three
        board = BoardView(page.desk, page.register)
        board.opening.connect(page.open_record)
        board.asking.connect(self._ask)
        return board

    def _ask(self, record: UUID, step: str) -> None:
        """Open the record and take the step there, which asks why or says what is missing."""
        page = self._page

        def take() -> None:
            view = page.pane.view
            move = step_named(view, step) if view is not None else None
            if move is not None:
                page.pane.steps.take(move)

        page.with_record(record, take)
