"""The tab Course: the values of a record over time, beside what was wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qms_desktop.insight.chart import Chart
from qms_desktop.insight.courses import COURSES, course_of
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.scroller import Scroller
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from qms_desktop.ui.insight.chart_card import ChartCard

_LEAST = 320
"""The height below which a chart says nothing; a smaller pane scrolls."""
_MARGIN = 24


class CourseTab(QWidget):
    """Asks for the chart while it is seen, and draws it then only."""

    values_wanted = Signal()
    """A point was chosen; where it is entered are the lines of the record."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view: RecordView | None = None
        self.card: ChartCard | None = None
        self.nothing = Label(self.tr("Nothing was measured yet. Enter values under Details."), "sub", wrap=True)
        self.nothing.hide()
        self._scroller = Scroller()
        self._scroller.box.addWidget(self.nothing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        box.addWidget(self._scroller)

    def fill(self, view: RecordView) -> None:
        """Show another record, or a newer version of it."""
        self._view = view
        if self.isVisible():
            self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """What is not seen is not asked for."""
        super().showEvent(event)
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chart takes the height that there is, and scrolls where that is too little."""
        super().resizeEvent(event)
        self._fit()

    def _ask(self) -> None:
        if self._view is None:
            return
        record = self._view.id
        self._desk.tasks.read(
            lambda workspace: _asked(workspace, record), self._show, key=f"course {id(self)}", owner=self
        )

    def _show(self, chart: Chart | None) -> None:
        self.nothing.setVisible(chart is None)
        if chart is None:
            if self.card is not None:
                self.card.hide()
            return
        if self.card is None:
            from qms_desktop.ui.insight.chart_card import ChartCard  # noqa: PLC0415  charts are not drawn at the start

            self.card = ChartCard(self._desk)
            self.card.chosen.connect(lambda _behind, _words: self.values_wanted.emit())
            self._scroller.box.insertWidget(0, self.card, 1)
        self.card.show_chart(chart)
        self.card.show()
        self._fit()

    def _fit(self) -> None:
        if self.card is not None:
            self.card.setFixedHeight(max(_LEAST, self.height() - _MARGIN))


def has_course(kind: str) -> bool:
    """Whether records of a kind have a course."""
    return kind in COURSES


def _asked(workspace: Workspace, record: UUID) -> Chart | None:
    with workspace.read() as look:
        return course_of(look.get(record), look)
