from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qms_desktop.records.links import Relation
from qms_desktop.ui.chain.dialog import ChainDialog
from qms_desktop.ui.chain.graph import folded
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.workspace.work import Work
from tests.ui.register.desk import Bench, bench


@pytest.fixture
def made(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    with bench(tmp_path, theme, qtbot) as opened:
        yield opened


@pytest.fixture
def story(made: Bench) -> list[UUID]:
    """A risk that led to two others, one of which led to a third."""

    def tell(work: Work) -> list[UUID]:
        names = ("Flood", "Wet cables " * 12, "Late deliveries", "Fire")
        first, cables, late, fire = (work.add("risk", {"title": name}) for name in names)
        for one, other in ((first, cables), (first, late), (cables, fire)):
            work.link(one, Relation.LED_TO, other)
        return [first.id, cables.id, late.id, fire.id]

    keys: list[UUID] = made.do(tell)
    return keys


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1093, 614)
    qtbot.addWidget(made)
    made.show()
    return made


def dialog(made: Bench, key: UUID, window: QWidget) -> ChainDialog:
    shown = ChainDialog(made.desk, made.view(key), window)
    shown.show()
    shown.activateWindow()
    made.settle()
    return shown


def test_graph_and_list_show_the_same_records(made: Bench, story: list[UUID], window: QWidget) -> None:
    shown = dialog(made, story[1], window)
    assert shown.model.rowCount() == len(shown.graph.boxes) == 4
    assert shown.graph.current == story[1]
    assert shown.list.currentIndex().row() == 1
    assert "4 records" in shown.words.text()
    assert "Raised from RSK" in str(shown.model.index(1, 1).data())


@pytest.mark.parametrize("base", [9.0, 14.0])
def test_no_two_boxes_overlap_at_any_size_of_text(
    made: Bench, story: list[UUID], window: QWidget, theme: Theme, base: float
) -> None:
    shown = dialog(made, story[0], window)
    theme.set_base(base)
    made.settle()
    places = [QRectF(b.pos().x(), b.pos().y(), shown.graph.wide, shown.graph.high) for b in shown.graph.boxes.values()]
    assert len(places) == 4
    assert not any(one.intersects(two) for one, two in combinations(places, 2))


def test_arrow_keys_reach_every_record_and_enter_opens_it(made: Bench, story: list[UUID], window: QWidget) -> None:
    shown = dialog(made, story[0], window)
    assert shown.graph.hasFocus()
    reached = {shown.graph.current}
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right):
        QTest.keyClick(shown.graph, key)
        reached.add(shown.graph.current)
        assert shown.model.trace is not None
        assert shown.model.trace.nodes[shown.list.currentIndex().row()].ref.id == shown.graph.current
    assert reached == set(story)
    assert "Fire, Identified" in shown.graph.accessibleDescription()
    QTest.keyClick(shown.graph, Qt.Key.Key_Return)
    made.settle()
    assert made.shown == [("risk", story[3])]


def test_a_click_on_a_box_and_enter_in_the_list_open_a_record(made: Bench, story: list[UUID], window: QWidget) -> None:
    shown = dialog(made, story[0], window)
    place = shown.graph.mapFromScene(shown.graph.boxes[story[2]].sceneBoundingRect().center())
    QTest.mouseClick(shown.graph.viewport(), Qt.MouseButton.LeftButton, pos=place)
    again = dialog(made, story[0], window)
    again.list.setFocus()
    again.list.selectRow(0)
    assert again.graph.current == story[0]
    QTest.keyClick(again.list, Qt.Key.Key_Return)
    made.settle()
    assert made.shown == [("risk", story[2]), ("risk", story[0])]


def test_the_chain_is_shown_from_the_links_and_printed_from_there(made: Bench, story: list[UUID]) -> None:
    printed: list[tuple[str, object, str]] = []
    made.desk.printing.connect(lambda kind, record, report: printed.append((kind, record, report)))
    page = made.page("risk")
    page.open_record(story[0])
    made.settle()
    assert page.pane.links.chain.isEnabled()
    page.pane.links.chain.click()
    made.settle()
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, ChainDialog)
    shown.print_button.click()
    shown.close()
    assert printed == [("risk", story[0], "chain")]


def test_a_record_without_links_has_no_chain_to_show(made: Bench) -> None:
    page = made.page("risk")
    page.open_record(made.add("risk", title="Alone"))
    made.settle()
    assert not page.pane.links.chain.isEnabled()


def test_titles_stay_on_two_lines_within_their_room(theme: Theme) -> None:
    metrics = QFontMetricsF(theme.font())
    for words in ("short", "several words that need two lines", "W" * 300, "a " + "W" * 300, "word " * 80, ""):
        lines = folded(words, metrics, 150)
        assert len(lines) <= 2
        assert all(metrics.horizontalAdvance(line) <= 150 for line in lines)
