"""Whoever leaves hands over in the window: the list, somebody who takes over, one change, one undo."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle

from qms_desktop.ui.pages.engagement_of_people.hand_over import DutiesStrip, HandOverDialog
from qms_desktop.ui.register.page import RegisterPage
from qms_desktop.workspace.work import Work
from tests.ui.register.desk import Bench


def stock(work: Work) -> dict[str, UUID]:
    keys = {name: work.add("person", {"title": name}).id for name in ("Jan", "Kim")}
    work.session.flush()
    for n in range(3):
        keys[f"R{n}"] = work.add("risk", {"title": f"Risk {n}", "owner": keys["Jan"]}).id
    return keys


@pytest.fixture
def keys(bench: Bench) -> dict[str, UUID]:
    found: dict[str, UUID] = bench.do(stock)
    return found


@pytest.fixture
def page(bench: Bench, keys: dict[str, UUID]) -> RegisterPage:
    page = bench.page("person")
    page.open_record(keys["Jan"])
    bench.settle()
    return page


def leave(bench: Bench, page: RegisterPage) -> HandOverDialog:
    assert page.pane.view is not None
    page.pane.steps.take(next(move for move in page.pane.view.moves if move.name == "leave"))
    bench.settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HandOverDialog)
    return dialog


def give_to(dialog: HandOverDialog, key: UUID, name: str) -> None:
    dialog.successor.set_value((key, name))
    dialog._word()


def test_the_pane_says_what_a_person_answers_for(bench: Bench, page: RegisterPage, keys: dict[str, UUID]) -> None:
    strip = page.pane.part
    assert isinstance(strip, DutiesStrip)
    assert strip.words.text() == "Answers for 3 open records."
    page.open_record(keys["Kim"])
    bench.settle()
    assert strip.isHidden()


def test_leaving_lists_what_is_open_and_asks_who_takes_over(bench: Bench, page: RegisterPage) -> None:
    dialog = leave(bench, page)
    assert [dialog.list.item(n).text()[:13] for n in range(3)] == ["RSK-2026-0001", "RSK-2026-0002", "RSK-2026-0003"]
    assert dialog.act.text() == "Hand over 3 open records to …, and leave"
    dialog.act.click()
    assert dialog.successor.problem == "Name who takes over."
    dialog.reject()


def test_one_click_hands_over_and_leaves_and_one_undo_takes_it_back(
    bench: Bench, page: RegisterPage, keys: dict[str, UUID]
) -> None:
    dialog = leave(bench, page)
    give_to(dialog, keys["Kim"], "PER-2026-0003  Kim")
    assert dialog.act.text() == "Hand over 3 open records to Kim, and leave"
    dialog.checks["access_ended"].set_value("done")
    dialog.act.click()
    bench.settle()
    assert bench.view(keys["Jan"]).state == "left"
    assert bench.view(keys["Jan"]).value("access_ended") == "done"
    owner = bench.view(keys["R1"]).owner
    assert owner is not None
    assert owner.title == "Kim"
    assert bench.told[-1] == ("Hand over 3 records from Jan to Kim; Jan leaves", True)
    bench.desk.tasks.undo()
    bench.settle()
    assert bench.view(keys["Jan"]).state == "active"
    again = bench.view(keys["R1"]).owner
    assert again is not None
    assert again.title == "Jan"


def test_a_part_goes_first_and_the_dialog_waits_for_the_rest(
    bench: Bench, page: RegisterPage, keys: dict[str, UUID]
) -> None:
    dialog = leave(bench, page)
    give_to(dialog, keys["Kim"], "PER-2026-0003  Kim")
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.act.text() == "Hand over 2 open records to Kim"
    dialog.act.click()
    bench.settle()
    assert bench.view(keys["Jan"]).state == "active"
    assert dialog.list.count() == 1
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog.act.click()
    assert "Tick what is to be handed over" in dialog.notice.accessibleName()
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    give_to(dialog, keys["Kim"], "PER-2026-0003  Kim")
    dialog.act.click()
    bench.settle()
    assert bench.view(keys["Jan"]).state == "left"


def test_somebody_with_nothing_open_just_leaves(bench: Bench, page: RegisterPage, keys: dict[str, UUID]) -> None:
    page.open_record(keys["Kim"])
    bench.settle()
    dialog = leave(bench, page)
    assert dialog.act.text() == "Kim leaves"
    dialog.act.click()
    bench.settle()
    assert bench.view(keys["Kim"]).state == "left"


def test_handing_over_without_leaving(bench: Bench, page: RegisterPage, keys: dict[str, UUID]) -> None:
    strip = page.pane.part
    assert isinstance(strip, DutiesStrip)
    strip.button.click()
    bench.settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HandOverDialog)
    give_to(dialog, keys["Kim"], "PER-2026-0003  Kim")
    dialog.act.click()
    bench.settle()
    assert bench.view(keys["Jan"]).state == "active"
    assert strip.isHidden()


def test_a_refusal_stays_in_the_dialog(bench: Bench, page: RegisterPage, keys: dict[str, UUID]) -> None:
    bench.do(lambda work: work.move(keys["Kim"], "leave", waive=True).number)
    dialog = leave(bench, page)
    give_to(dialog, keys["Kim"], "PER-2026-0003  Kim")
    dialog.act.click()
    bench.settle()
    assert "somebody else who works here" in dialog.notice.accessibleName()
    dialog.reject()


def test_the_boxes_of_the_lines_do_not_touch(bench: Bench, page: RegisterPage) -> None:
    dialog = leave(bench, page)
    lines = [dialog.list.visualItemRect(dialog.list.item(row)) for row in range(3)]
    box = dialog.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorHeight, None, dialog.list)
    assert all(line.height() >= box + 4 for line in lines)
    dialog.reject()
