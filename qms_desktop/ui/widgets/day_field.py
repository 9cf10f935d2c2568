"""The editor for a day: typed in any usual form, or picked from a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.day_text import read_day, show_day
from qms_desktop.ui.widgets.fields import LineField


class Calendar(QFrame):
    """The calendar that drops down from a day field; made when it is first asked for."""

    def __init__(self, theme: Theme, parent: QWidget, picked: Callable[[date], None]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme, self._picked = theme, picked
        self.setProperty("kind", "card")
        self.month = QCalendarWidget()
        self.month.setAccessibleName(self.tr("Calendar"))
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.clicked.connect(self._take)
        self.month.activated.connect(self._take)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.month)
        theme.changed.connect(self._dress)
        self._dress()

    def open_below(self, owner: QWidget, day: date) -> None:
        """Drops down below a widget with a day chosen."""
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        self.move(owner.mapToGlobal(QPoint(0, owner.height() + 2)))
        self.show()
        self.month.setFocus()

    def _dress(self) -> None:
        """Colours what no style sheet reaches: the arrows, and the weekends that Qt makes red."""
        plain, quiet = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(self._theme.color("text"))
        quiet.setForeground(self._theme.color("text2"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(day, plain)
        self.month.setHeaderTextFormat(quiet)
        for name, icon, words in (
            ("qt_calendar_prevmonth", "chevron-left", self.tr("Previous month")),
            ("qt_calendar_nextmonth", "chevron-right", self.tr("Next month")),
        ):
            for button in self.month.findChildren(QToolButton, name):
                button.setIcon(self._theme.icon(icon))
                button.setAccessibleName(words)

    def _take(self, day: QDate) -> None:
        self.hide()
        self._picked(cast("date", day.toPython()))


class DayField(LineField):
    """A day; the value is `date` or None. `today` is asked each time, so that tests and midnight are right."""

    def __init__(
        self, theme: Theme, *, today: Callable[[], date] = date.today, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, hint=hint or "28 Nov 2026", parent=parent)
        self._today = today
        self._calendar: Calendar | None = None
        self._open = self.line.addAction(theme.icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        self._open.setText(self.tr("Open the calendar"))
        self._open.setToolTip(self.tr("Open the calendar  Alt+Down"))
        self._open.triggered.connect(self.open_calendar)
        for button in self.line.findChildren(QToolButton):
            button.setAccessibleName(self._open.text())
        theme.changed.connect(self._redraw_icon)  # a method, so that it ends with the field

    def _redraw_icon(self) -> None:
        self._open.setIcon(self.theme.icon("calendar"))

    def read(self) -> date | None:
        """The day in the line."""
        text = self.line.text().strip()
        return read_day(text, self._today()) if text else None

    def text_of(self, value: object) -> str:
        """The day as "28 Nov 2026"."""
        return show_day(value) if isinstance(value, date) else ""

    def set_read_only(self, read_only: bool) -> None:
        """Takes the calendar away too."""
        super().set_read_only(read_only)
        self._open.setVisible(not read_only)

    def open_calendar(self) -> None:
        """Drops the calendar down."""
        if self.line.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = Calendar(self.theme, self, self._pick)
        day = self._value if isinstance(self._value, date) else self._today()
        self._calendar.open_below(self.line, day)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+Down opens the calendar."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and event.key() == Qt.Key.Key_Down:
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def _is_popup_open(self) -> bool:
        return self._calendar is not None and self._calendar.isVisible()

    def _pick(self, day: date) -> None:
        self.line.setText(show_day(day))
        self.line.setFocus()
        self.commit()
