"""The calendar: what is due on which day, what is overdue, and the way to it by keys."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidgetItem

from qms_desktop.ui.register.page import RegisterPage
from qms_desktop.ui.register.views.month import MonthView
from qms_desktop.ui.register.views.month_grid import entry_rects, first_shown, turned
from qms_desktop.ui.register.views.switch import CALENDAR
from qms_desktop.workspace.reader import Clock
from tests.ui.register.desk import Bench


@pytest.fixture(autouse=True)
def _today(bench: Bench) -> None:
    bench.workspace.clock = Clock(datetime(2026, 11, 20, 9, tzinfo=UTC))


def month_of(bench: Bench, page: RegisterPage) -> MonthView:
    page.filters.views.buttons[CALENDAR].click()
    bench.settle()
    month = page.views.current
    assert isinstance(month, MonthView)
    return month


def items(month: MonthView) -> list[QTableWidgetItem]:
    found = [month.grid.item(row, column) for row in range(6) for column in range(7)]
    return [item for item in found if item is not None]


def test_days_say_what_is_due_and_what_is_overdue(bench: Bench) -> None:
    for title, due in (("Late", date(2026, 11, 16)), ("Soon", date(2026, 11, 27)), ("Long ago", date(2026, 9, 1))):
        bench.add("action", title=title, due_on=due)
    month = month_of(bench, bench.page("action"))
    assert month.title.text() == "November 2026"
    assert month.told.text() == "2 due in these weeks, 1 overdue since before"
    words = {item.text() for item in items(month)}
    assert {"16 Nov 2026, 1 due, 1 overdue", "27 Nov 2026, 1 due", "20 Nov 2026"} <= words
    assert month.grid.day == date(2026, 11, 20)


def test_keys_walk_the_days_turn_the_month_and_open(bench: Bench) -> None:
    record = bench.add("action", title="Bins", due_on=date(2026, 12, 21))
    page = bench.page("action", width=1400)
    month = month_of(bench, page)
    month.enter()
    QTest.keyClick(month.grid, Qt.Key.Key_Right)
    assert month.grid.day == date(2026, 11, 21)
    QTest.keyClick(month.grid, Qt.Key.Key_PageDown)
    bench.settle()
    assert (month.title.text(), month.grid.day) == ("December 2026", date(2026, 12, 21))
    QTest.keyClick(month.grid, Qt.Key.Key_Return)
    bench.settle()
    assert page.record == record
    QTest.keyClick(month.grid, Qt.Key.Key_Home)
    bench.settle()
    assert (month.title.text(), month.grid.day) == ("November 2026", date(2026, 11, 20))


def test_a_click_on_an_entry_opens_it(bench: Bench) -> None:
    record = bench.add("action", title="Bins", due_on=date(2026, 11, 27))
    page = bench.page("action", width=1400, height=800)
    month = month_of(bench, page)
    item = next(item for item in items(month) if "27 Nov" in item.text())
    place = entry_rects(bench.desk.theme, month.grid.visualItemRect(item), 1)[0].center()
    QTest.mouseClick(month.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    bench.settle()
    assert page.record == record


def test_what_is_settled_is_not_overdue(bench: Bench) -> None:
    record = bench.add("action", title="Bins", due_on=date(2026, 11, 16))
    bench.do(lambda work: work.move(record, "cancel", reason="x").id)
    month = month_of(bench, bench.page("action"))
    assert [card.tone for card in month.grid.cards[date(2026, 11, 16)]] == [None]


def test_months_begin_with_a_monday_and_days_that_there_are_not_become_the_last() -> None:
    assert first_shown(date(2026, 11, 20)) == date(2026, 10, 26)
    assert turned(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert turned(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert turned(date(2026, 1, 15), -1) == date(2025, 12, 15)
