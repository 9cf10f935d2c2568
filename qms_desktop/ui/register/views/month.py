"""`MonthView`: the rows of a register in a month by their due date."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from qms_desktop.records.register import Register
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.views.month_grid import DAYS, WEEKS, MonthGrid, first_shown, turned
from qms_desktop.ui.register.views.reading import Month, read_month
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.card import TableCard
from qms_desktop.ui.widgets.day_text import long_month_names
from qms_desktop.ui.widgets.label import ElidedLabel, Label
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace


class MonthView(QWidget):
    """A month with its head; it asks the desk, and tells by signals."""

    opening = Signal(object)
    """The `UUID` of a record to open."""

    def __init__(self, desk: Desk, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._register = desk, register
        self._listing = Listing(register.kind)
        self.month: date | None = None
        self._wanted: date | None = None
        theme = desk.theme
        self.title = Label("", "strong")
        self.told = ElidedLabel("", "caption")
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.before = IconButton(theme, "chevron-left", self.tr("Month before"))
        self.after = IconButton(theme, "chevron-right", self.tr("Next month"))
        self.now = Button(theme, self.tr("Today"), kind="ghost")
        self.grid = MonthGrid(theme)
        self.grid.setAccessibleName(self.tr("{0} by due date").format(register.title))
        self.before.clicked.connect(lambda _on=False: self.turn(-1))
        self.after.clicked.connect(lambda _on=False: self.turn(1))
        self.now.clicked.connect(lambda _on=False: self.go_to_today())
        self.grid.turning.connect(self.turn)
        self.grid.homing.connect(self.go_to_today)
        self.grid.opening.connect(self._open_day)
        self.grid.picked.connect(self.opening)
        self.setFocusProxy(self.grid)
        head = QHBoxLayout()
        head.setSpacing(4)
        for widget in (self.before, self.after, self.title, self.now):
            head.addWidget(widget)
        head.addWidget(self.told, 1)
        card = TableCard(theme)
        card.body.addWidget(self.grid)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(card, 1)

    def read(self, listing: Listing) -> None:
        """Ask for what is due in the month; the first time, in that of today."""
        self._listing = listing
        register, month = self._register, self.month

        def query(workspace: Workspace) -> tuple[date, Month]:
            shown = (month or workspace.today).replace(day=1)
            first = first_shown(shown)
            last = first + timedelta(days=WEEKS * DAYS - 1)
            return shown, read_month(workspace, register, listing, first, last)

        self._desk.tasks.read(query, self._show, key=f"month {id(self)}", owner=self)

    def turn(self, by: int) -> None:
        """So many months on; the same day stays chosen."""
        if self.month is not None:
            self._wanted = turned(self.grid.day or self.month, by)
            self.month = turned(self.month, by)
            self.read(self._listing)

    def go_to_today(self) -> None:
        """Show the month of today, and choose the day."""
        self.month = self._wanted = None
        self.read(self._listing)

    def enter(self) -> None:
        """Put the focus on the day."""
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, answer: tuple[date, Month]) -> None:
        first_time = self.month is None
        self.month, found = answer
        kept = self._wanted or (found.today if first_time else self.grid.day)
        self._wanted = None
        self.grid.show_month(self.month, found.today, found.cards)
        if kept is not None:
            self.grid.choose(kept)
        self.title.setText(f"{long_month_names()[self.month.month - 1]} {self.month.year}")
        words = [self.tr("{0} due in these weeks").format(f"{found.total:,}")]
        if found.late_before:
            words.append(self.tr("{0} overdue since before").format(f"{found.late_before:,}"))
        self.told.setText(", ".join(words))

    def _open_day(self, day: date, place: QPoint) -> None:
        cards = self.grid.cards.get(day, ())
        if len(cards) == 1:
            self.opening.emit(cards[0].id)
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for card in cards:
            words = f"{card.number}  {card.title}".replace("&", "&&")
            menu.addAction(words).triggered.connect(lambda _on=False, key=card.id: self.opening.emit(key))
        if cards:
            menu.popup(place)
