"""The board: lanes by state, a card moved by mouse or keys takes its step, and a refused one says why."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from qms_desktop.ui.register.inlay import Blocked, Reason
from qms_desktop.ui.register.page import RegisterPage
from qms_desktop.ui.register.views.board import BoardView
from qms_desktop.ui.register.views.lane import MIME, LaneList
from qms_desktop.ui.register.views.switch import BOARD, CALENDAR, LIST
from tests.ui.register.desk import Bench


def board_of(bench: Bench, page: RegisterPage) -> BoardView:
    page.filters.views.buttons[BOARD].click()
    bench.settle()
    board = page.views.current
    assert isinstance(board, BoardView)
    assert board.isVisible()
    return board


def lane(board: BoardView, state: str) -> LaneList:
    return next(lane.cards for lane in board.lanes if lane.state == state)


def titles(board: BoardView, state: str) -> list[str]:
    return [card.title for card in lane(board, state).all()]


def promised(bench: Bench, title: str, **values: object) -> UUID:
    source = bench.add("risk", title=f"Source of {title}")
    return bench.add("action", title=title, source=source, due_on=date(2027, 1, 4), **values)


def drop(board: BoardView, record: UUID, start: str, state: str) -> None:
    """What Qt tells a lane when a card of another one is let go over it."""
    data = QMimeData()
    data.setData(MIME, record.hex.encode())
    target = lane(board, state)

    class Dropped(QDropEvent):
        def source(self) -> LaneList:
            return lane(board, start)

    target.dropEvent(
        Dropped(
            QPointF(5, 5), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )


def test_cards_stand_in_the_lane_of_their_state_and_follow_the_filter(bench: Bench) -> None:
    first = promised(bench, "Bins")
    promised(bench, "Packers")
    bench.do(lambda work: work.move(first, "start").id)
    page = bench.page("action")
    board = board_of(bench, page)
    assert (titles(board, "open"), titles(board, "in_progress"), titles(board, "done")) == (["Packers"], ["Bins"], [])
    assert next(lane.count.text() for lane in board.lanes if lane.state == "open") == "1"
    page.choose("state=open")
    bench.settle()
    assert [lane.state for lane in board.lanes if lane.isVisible()] == ["open"]
    page.choose("all")
    bench.add("action", title="Third")
    bench.settle()
    assert titles(board, "open") == ["Packers", "Third"]


def test_a_dropped_card_takes_the_step(bench: Bench) -> None:
    record = promised(bench, "Bins")
    board = board_of(bench, bench.page("action"))
    drop(board, record, "open", "in_progress")
    bench.settle()
    assert bench.view(record).state == "in_progress"
    assert titles(board, "in_progress") == ["Bins"]
    assert bench.told[-1] == (
        "ACT-2026-0001 is now: In progress".replace("2026", str(bench.workspace.today.year)),
        True,
    )


def test_keys_move_the_card_and_the_focus_goes_along(bench: Bench) -> None:
    record = promised(bench, "Bins")
    board = board_of(bench, bench.page("action"))
    board.enter()
    QTest.keyClick(lane(board, "open"), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert bench.view(record).state == "in_progress"
    assert lane(board, "in_progress").hasFocus()
    assert lane(board, "in_progress").card is not None
    QTest.keyClick(lane(board, "in_progress"), Qt.Key.Key_Left)
    assert lane(board, "open").hasFocus()


def test_a_refused_move_opens_the_record_and_says_why(bench: Bench) -> None:
    record = promised(bench, "Bins")
    page = bench.page("action")
    board = board_of(bench, page)
    drop(board, record, "open", "done")
    bench.settle()
    assert bench.view(record).state == "open"
    assert page.record == record
    panel = page.pane.inlay.panel
    assert isinstance(panel, Blocked)
    assert titles(board, "open") == ["Bins"]


def test_a_move_that_asks_why_asks_in_the_record(bench: Bench) -> None:
    record = promised(bench, "Bins")
    page = bench.page("action")
    drop(board_of(bench, page), record, "open", "cancelled")
    bench.settle()
    panel = page.pane.inlay.panel
    assert isinstance(panel, Reason)
    panel.field.set_value("Not needed")
    panel.verb.click()
    bench.settle()
    assert bench.view(record).state == "cancelled"


def test_a_move_that_there_is_not_is_told(bench: Bench) -> None:
    record = promised(bench, "Bins")
    drop(board_of(bench, bench.page("action")), record, "open", "verified")
    bench.settle()
    assert (
        "does not go from “Open” to “Verified”. From there it goes to: In progress, Done, Cancelled."
        in (bench.told[-1][0])
    )


def test_enter_opens_the_record_and_esc_comes_back_to_the_card(bench: Bench) -> None:
    record = promised(bench, "Bins")
    page = bench.page("action", width=1400)
    board = board_of(bench, page)
    board.enter()
    QTest.keyClick(lane(board, "open"), Qt.Key.Key_Return)
    bench.settle()
    assert page.record == record
    page.close_pane()
    assert lane(board, "open").hasFocus()
    page.views.choose(LIST)
    assert page.table.isVisible()
    assert page.table.hasFocus()


@pytest.mark.parametrize("kind", ["supplier", "person", "risk"])
def test_every_register_has_a_board_and_those_with_due_dates_a_calendar(bench: Bench, kind: str) -> None:
    register = bench.desk.registers[kind]
    page = bench.page(kind)
    assert (CALENDAR in page.filters.views.buttons) == ("due_on" in register.fields)
    page.views.choose(BOARD)
    board = page.views.current
    assert isinstance(board, BoardView)
    assert [lane.state for lane in board.lanes] == [str(state) for state in register.workflow.states]
