"""The map of the processes and the page of one: what they say, and where their clicks lead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from qms_desktop.ui.pages.process_approach.map_page import SIZES, MapPage
from qms_desktop.ui.pages.process_approach.process_box import scaled
from qms_desktop.ui.pages.process_approach.process_cards import FoldCard
from qms_desktop.workspace.work import Work
from tests.ui.register.desk import Bench

LONG = "Sales and contract review of everything that customers ask for, near and far, in writing and on the telephone"


@pytest.fixture
def keys(bench: Bench) -> dict[str, UUID]:
    def fill(work: Work) -> dict[str, UUID]:
        rows = (
            ("M1", "Strategy", "management"),
            ("C1", LONG, "core"),
            ("C2", "Making", "core"),
            ("C3", "Delivery", "core"),
            ("S1", "People", "support"),
        )
        made = {c: work.add("process", {"title": t, "code": c, "process_type": b}) for c, t, b in rows}
        work.session.flush()
        work.add_lines(made["C1"], "process_input", [{"what": "Enquiry", "party": "Customers"}])
        work.add_lines(made["C1"], "process_output", [{"what": "Order", "receiver": made["C2"].id}, {"what": "Cake"}])
        work.add_lines(made["S1"], "process_output", [{"what": "Skilled people", "receiver": made["C2"].id}])
        late = work.today - timedelta(days=2)
        for n in range(7):
            work.add("action", {"title": f"Late {n}", "process": made["C2"].id, "due_on": late})
        work.add("indicator", {"title": "Yield", "process": made["C2"].id, "direction": "up", "frequency": "monthly"})
        return {code: record.id for code, record in made.items()}

    found: dict[str, UUID] = bench.do(fill)
    return found


@pytest.fixture
def page(bench: Bench, keys: dict[str, UUID]) -> MapPage:
    assert keys
    made = MapPage(bench.desk)
    bench.qtbot.addWidget(made)
    made.resize(1000, 560)
    made.show()
    made.activateWindow()
    bench.settle()
    bench.shown.clear()
    return made


def opened(bench: Bench, page: MapPage, key: UUID) -> dict[str, FoldCard]:
    page.open_record(key)
    bench.settle()
    return {card._title.text().split("  ")[0]: card for card in page.process.cards}


def named(card: FoldCard, words: str) -> QAbstractButton:
    return next(line for line in card.lines if words in line.accessibleName())


def test_a_box_says_its_name_and_what_is_the_matter(page: MapPage, keys: dict[str, UUID]) -> None:
    names = {code: page.canvas.boxes[key].accessibleName() for code, key in keys.items()}
    assert names["C2"] == "C2 Making: 7 actions overdue"
    assert names["M1"] == "M1 Strategy: no deviation"
    assert names["C1"].endswith(": 1 output goes nowhere")
    assert "In: Order, Skilled people" in page.canvas.boxes[keys["C2"]].accessibleDescription()
    assert page.counted.text() == "1 of 5 processes need somebody"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("base", [9.0, 14.0])
def test_a_name_has_at_most_two_lines_that_fit_the_box(
    bench: Bench, page: MapPage, keys: dict[str, UUID], size: float, base: float
) -> None:
    bench.desk.theme.set_base(base)
    page.canvas.fit(700, size)
    box = page.canvas.boxes[keys["C1"]]
    assert len(box.lines()) == 2
    assert box.lines()[1].endswith("…")
    metrics = QFontMetricsF(scaled(bench.desk.theme.font("head"), size))
    assert all(metrics.horizontalAdvance(line) <= box.width() for line in box.lines())
    assert LONG in box.toolTip()
    assert box.height() + 1 >= box.sizeHint().height()


def test_a_click_and_enter_open_the_process(bench: Bench, page: MapPage, keys: dict[str, UUID]) -> None:
    page.canvas.boxes[keys["C2"]].click()
    page.canvas.boxes[keys["C1"]].setFocus()
    QTest.keyClick(page.canvas.boxes[keys["C1"]], Qt.Key.Key_Right)
    QTest.keyClick(page.canvas.boxes[keys["C2"]], Qt.Key.Key_Return)
    assert bench.shown == [("process_map", keys["C2"])] * 2


def test_tab_enters_the_map_once_where_the_keys_were_last(page: MapPage, keys: dict[str, UUID]) -> None:
    page.canvas.boxes[keys["S1"]].setFocus()
    reached = [k for k, box in page.canvas.boxes.items() if box.focusPolicy() & Qt.FocusPolicy.TabFocus.value]
    assert reached == [keys["S1"]]


def test_the_lines_of_the_box_with_the_focus_stand_out(page: MapPage, keys: dict[str, UUID]) -> None:
    before = page.canvas.grab().toImage()
    page.canvas.boxes[keys["C2"]].setFocus()
    assert page.canvas.lit == keys["C2"]
    assert page.canvas.grab().toImage() != before
    page.smaller.setFocus()
    assert page.canvas.lit is None


def test_zooming_goes_through_the_sizes_and_back_to_what_fits(page: MapPage) -> None:
    fitting = page.canvas.scale
    assert page.canvas.height() <= page.area.viewport().height()
    page.larger.click()
    assert page.canvas.scale == SIZES[SIZES.index(fitting) + 1]
    for _ in SIZES:
        QTest.keyClick(page, Qt.Key.Key_Minus)
    assert page.canvas.scale == SIZES[0]
    page.resize(1200, 700)
    assert page.canvas.scale == SIZES[0]
    page.fitting.click()
    assert page.canvas.scale >= fitting


def test_the_map_follows_a_change(bench: Bench, page: MapPage, keys: dict[str, UUID]) -> None:
    bench.add("process", title="Audit", code="M2", process_type="management")
    bench.do(lambda work: work.move(keys["M1"], "retire", reason="Merged").id)
    assert {box.node.code for box in page.canvas.boxes.values()} == {"M2", "C1", "C2", "C3", "S1"}


def test_without_a_process_the_way_to_the_first_one_is_shown(bench: Bench) -> None:
    page = MapPage(bench.desk)
    bench.qtbot.addWidget(page)
    page.show()
    bench.settle()
    button = next(b for b in page.stack.currentWidget().findChildren(QAbstractButton) if b.isVisible())  # type: ignore[union-attr]
    button.click()
    assert bench.shown == [("process", None)]


def test_the_page_of_a_process_shows_what_belongs_to_it(bench: Bench, page: MapPage, keys: dict[str, UUID]) -> None:
    cards = opened(bench, page, keys["C2"])
    assert list(cards)[:5] == ["Inputs", "Steps", "Outputs", "What is the matter", "People"]
    assert {"Indicators", "Risks", "Documents", "Nonconformities", "Actions"} <= set(cards)
    assert [line.accessibleName() for line in cards["Inputs"].lines] == [
        f"Order, C1 {LONG}", "Skilled people, S1 People",
    ]  # fmt: skip
    assert len(cards["Actions"].lines) == 6


def test_everything_on_the_page_is_a_click_away(bench: Bench, page: MapPage, keys: dict[str, UUID]) -> None:
    asked: list[Any] = []
    bench.desk.filtering.connect(lambda listing, words: asked.append((listing, words)))
    cards = opened(bench, page, keys["C2"])
    named(cards["Inputs"], "Order").click()
    named(cards["Indicators"], "Yield").click()
    named(cards["People"], "owner").click()
    named(cards["Actions"], "Show all").click()
    named(cards["What is the matter"], "7 actions overdue").click()
    assert [kind for kind, _key in bench.shown] == ["process_map", "indicator", "person"]
    assert bench.shown[0][1] == keys["C1"]
    assert [words for _listing, words in asked] == ["Actions of C2 Making", "7 actions overdue"]
    counts = bench.ask(lambda workspace: [workspace.count(listing) for listing, _words in asked])
    assert counts == [7, 7]


def test_what_comes_from_outside_leads_nowhere_and_what_nobody_gets_is_told(
    bench: Bench, page: MapPage, keys: dict[str, UUID]
) -> None:
    cards = opened(bench, page, keys["C1"])
    outside = named(cards["Inputs"], "Enquiry, Customers")
    assert not outside.isEnabled()
    assert named(cards["Outputs"], "Cake, nobody gets it")


def test_escape_and_the_button_go_back_to_the_map(bench: Bench, page: MapPage, keys: dict[str, UUID]) -> None:
    opened(bench, page, keys["C2"])
    QTest.keyClick(page.process, Qt.Key.Key_Escape)
    page.process.back.click()
    assert bench.shown == [("process_map", None)] * 2
    page.open_record(None)
    assert page.canvas.isVisible()


def test_the_page_follows_a_change_and_keeps_its_place(bench: Bench, page: MapPage, keys: dict[str, UUID]) -> None:
    opened(bench, page, keys["C3"])
    bench.add("risk", title="Rain", process=keys["C3"])
    cards = {card._title.text().split("  ")[0]: card for card in page.process.cards}
    assert named(cards["Risks"], "Rain")
    bench.do(lambda work: work.move(keys["C3"], "retire", reason="Outsourced").id)
    assert bench.shown == [("process_map", None)]


@pytest.mark.parametrize("width", [760, 1500])
def test_cards_stand_in_as_many_piles_as_have_room(
    bench: Bench, page: MapPage, keys: dict[str, UUID], width: int
) -> None:
    page.resize(width, 560)
    opened(bench, page, keys["C2"])
    lefts = {card.x() for card in page.process.cards}
    assert len(lefts) == max(1, min(3, width // 340))
    assert all(card.width() >= 300 for card in page.process.cards)


def test_it_fits_the_smallest_window(page: MapPage) -> None:
    assert page.minimumSizeHint().width() <= 860
    assert page.minimumSizeHint().height() <= 380


def test_what_is_the_matter_is_folded_before_it_is_cut(page: MapPage) -> None:
    box = next(box for box in page.canvas.boxes.values() if len(box.node.signs) == 1 and " " in box.node.signs[0].words)
    worst = box.node.signs[0]
    box.resize(600, box.height())
    assert box.signed() == [(str(worst.tone), worst.words)]
    while len(box.signed()) == 1 and box.width() > 40:
        box.resize(box.width() - 4, box.height())
    lines = box.signed()
    assert len(lines) == 2
    assert " ".join(words for _tone, words in lines) == worst.words
