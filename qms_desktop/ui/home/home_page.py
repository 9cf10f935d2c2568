"""Home: greeting, key figures, My day, two charts, the latest changes, and the registers at a glance."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from qms_desktop.insight.chart import Chart
from qms_desktop.insight.dashboards import DASHBOARDS, HOME
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.home.cards import FirstSteps, GlanceCard, LatestCard, MyDayCard
from qms_desktop.ui.home.figures import HomeView, read_home
from qms_desktop.ui.insight.board import Board
from qms_desktop.ui.insight.chart_card import ChartCard
from qms_desktop.ui.insight.tile_row import TileRow
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.page_head import PageHead

PADDING = (20, 14, 20, 12)
UNNAMED = "Quality manager"
NOON, EVENING = 12, 18
_TWO_FROM, _THREE_FROM = 760, 1400
_MOST_COLUMNS = 3
_FEW_CHANGES = 7
_PATIENCE = 400  # ms between what needs somebody and the first charts, which bring matplotlib
_MIDNIGHT = 60_000  # ms between two looks at whether the day has changed


class HomePage(QScrollArea):
    """The first tab."""

    capturing = Signal()
    importing = Signal(str)
    creating = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.view: HomeView | None = None
        self._columns = 0
        self._stale = True
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Home"))
        self._build()
        desk.tasks.changed.connect(lambda _changes: self._follow())
        self._timer = QTimer(self, interval=_MIDNIGHT)
        self._timer.timeout.connect(self._new_day)
        self._timer.start()

    def _build(self) -> None:
        theme = self._desk.theme
        self.head = PageHead(theme, greeting(datetime.now().astimezone().hour, ""), "")
        self.capture = Button(theme, self.tr("Quick capture"), "plus", kind="primary", key="capture")
        self.capture.setEnabled(self._desk.writable)
        self.capture.clicked.connect(lambda _on: self.capturing.emit())
        self.head.add_button(self.capture)
        self.tiles = TileRow(theme)
        self.tiles.chosen.connect(self._desk.show_listing)
        self.board = Board(self._desk, DASHBOARDS[HOME], self, patience=_PATIENCE)
        self.board.answered.connect(self._answer)
        self.charts = {question.name: ChartCard(self._desk, compact=True) for question in self.board.dashboard.charts}
        for card in self.charts.values():
            card.chosen.connect(self._desk.show_listing)
            card.hide()
        self.first = FirstSteps(self._desk)
        self.first.importing.connect(self.importing)
        self.first.creating.connect(self.creating)
        self.my_day = MyDayCard(self._desk)
        self.latest = LatestCard(theme)
        self.glance = GlanceCard(self._desk)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        inside = QWidget()
        inside.setProperty("kind", "page")
        box = QVBoxLayout(inside)
        box.setContentsMargins(*PADDING)
        box.setSpacing(12)
        for widget in (self.head, self.tiles, self.first):
            box.addWidget(widget)
        box.addLayout(self._grid, 1)
        self.setWidget(inside)
        self.first.hide()
        self._arrange()

    def read(self) -> None:
        """Ask for everything on the page."""
        self._stale = False
        self._desk.tasks.read(read_home, self._show, key="home", owner=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what changed while another page was looked at, unless that page is gone to at once."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._follow_up)

    def hideEvent(self, event: QHideEvent) -> None:
        """Asks nothing while nobody looks."""
        super().hideEvent(event)
        self.board.wake(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One, two or three columns of cards."""
        super().resizeEvent(event)
        self._arrange()

    def _follow(self) -> None:
        self._stale = True
        self._follow_up()

    def _follow_up(self) -> None:
        if not self.isVisible():
            return
        if self._stale:
            self.read()
        if not self.board.awake:
            self.board.wake(True)

    def _show(self, view: HomeView) -> None:
        self.view = view
        self.head.set_title(greeting(datetime.now().astimezone().hour, view.person))
        self.head.set_subtitle(" · ".join((long_day(view.today), self._needed(view))))
        self.tiles.setVisible(not view.empty)
        self.first.setVisible(view.empty)
        self.first.show_people(only_one=view.only_person)
        for name, card in self.charts.items():
            card.setVisible(not view.empty and self.board.answers.get(name, card) is not None)
        self.my_day.show_groups(view.groups, view.today)
        self.latest.show_history(view.history)
        self.glance.show_counts(view.glances)
        self._share()

    def _share(self) -> None:
        """The latest changes are as long as the list beside them; above it, they are few."""
        beside = self.glance.lines if self._columns > 1 else 0
        self.latest.set_most(max(_FEW_CHANGES, beside))

    def _answer(self, name: str) -> None:
        answer = self.board.answers[name]
        if name not in self.charts:
            self.tiles.show_figures(self.board.tiles)
        elif isinstance(answer, Chart):
            self.charts[name].show_chart(answer)
        else:
            self.charts[name].hide()

    def _needed(self, view: HomeView) -> str:
        if view.empty:
            return self.tr("this quality system is new")
        if not view.needed:
            return self.tr("nothing needs you today")
        if view.needed == 1:
            return self.tr("one thing needs you today")
        return self.tr("{0} things need you today").format(view.needed)

    def _new_day(self) -> None:
        if self.view is not None and self.view.today != date.today():  # noqa: DTZ011  the local day is meant
            self.read()

    def _arrange(self) -> None:
        width = self.viewport().width()
        columns = 3 if width >= _THREE_FROM else 2 if width >= _TWO_FROM else 1
        if columns == self._columns:
            return
        self._columns = columns
        self._share()
        first, second = self.charts.values()
        cards = (self.my_day, first, second, self.latest, self.glance)
        # row, column and rows of each card
        places = {
            1: ((0, 0, 1), (1, 0, 1), (2, 0, 1), (3, 0, 1), (4, 0, 1)),
            2: ((0, 0, 2), (0, 1, 1), (1, 1, 1), (2, 0, 1), (2, 1, 1)),
            3: ((0, 0, 2), (0, 1, 1), (0, 2, 1), (1, 1, 1), (1, 2, 1)),
        }[columns]
        for card, (row, column, rows) in zip(cards, places, strict=True):
            self._grid.addWidget(card, row, column, rows, 1)
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def greeting(hour: int, person: str) -> str:
    """A greeting for the hour, with the first name where it is known."""
    if hour < NOON:
        words = QCoreApplication.translate("HomePage", "Good morning")
    elif hour < EVENING:
        words = QCoreApplication.translate("HomePage", "Good afternoon")
    else:
        words = QCoreApplication.translate("HomePage", "Good evening")
    # a file made without a name has "Quality manager" as its first person, whom nobody calls Quality
    first = "" if person == UNNAMED else person.partition(" ")[0]
    return f"{words}, {first}" if first else words


def long_day(day: date) -> str:
    """A day with its weekday, in the user's order."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM yyyy")
