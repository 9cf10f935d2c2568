"""The heat map: what it says, and that a cell opens exactly its risks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qms_desktop.insight.risk_matrix import CELLS, Stage
from qms_desktop.ui.pages.risk_based_thinking.overlay import borders
from qms_desktop.ui.pages.risk_based_thinking.page import RiskMatrixPage
from qms_desktop.workspace.queries import Listing
from tests.ui.register.desk import Bench

HIGH = {"likelihood": "4", "impact": "3", "residual_likelihood": "2", "residual_impact": "3"}


@pytest.fixture
def page(bench: Bench) -> RiskMatrixPage:
    for _ in range(3):
        bench.add("risk", title="The plater fails", **HIGH)
    bench.add("risk", title="Rain", likelihood="1", impact="1")
    bench.add("risk", title="Not assessed")
    made = RiskMatrixPage(bench.desk)
    bench.qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.activateWindow()
    bench.settle()
    return made


def asked(bench: Bench) -> list[tuple[Listing, str]]:
    found: list[tuple[Listing, str]] = []
    bench.desk.filtering.connect(lambda listing, words: found.append((listing, words)))
    return found


def test_every_cell_says_its_level_its_place_and_its_count(page: RiskMatrixPage) -> None:
    names = {cell: page.grid.cells[cell].accessibleName() for cell in CELLS}
    assert names[4, 3] == "High, likelihood 4 Likely, impact 3 Moderate: 3 risks"
    assert names[1, 1] == "Low, likelihood 1 Rare, impact 1 Negligible: 1 risk"
    assert names[5, 5] == "Critical, likelihood 5 Almost certain, impact 5 Severe: 0 risks"
    assert len(set(names.values())) == len(CELLS)


def test_a_click_opens_exactly_the_risks_that_were_counted(bench: Bench, page: RiskMatrixPage) -> None:
    found = asked(bench)
    QTest.mouseClick(page.grid.cells[4, 3], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.grid.cells[5, 5], Qt.MouseButton.LeftButton)
    ((listing, words),) = found
    assert words == "Current: likelihood 4 Likely, impact 3 Moderate"
    assert bench.ask(lambda workspace: workspace.count(listing)) == 3


def test_arrows_walk_and_enter_opens(bench: Bench, page: RiskMatrixPage) -> None:
    found = asked(bench)
    page.first.setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(page.grid.cells[page.grid.current], key)
    assert page.grid.current == (4, 3)
    assert QApplication.focusWidget() is page.grid.cells[4, 3]
    assert [words for _listing, words in found] == ["Current: likelihood 4 Likely, impact 3 Moderate"]


def test_tab_enters_the_matrix_once(page: RiskMatrixPage) -> None:
    page.grid.cells[2, 2].setFocus()
    reached = [c for c in CELLS if page.grid.cells[c].focusPolicy() & Qt.FocusPolicy.TabFocus.value]
    assert reached == [(2, 2)]


def test_the_stages_are_switched(bench: Bench, page: RiskMatrixPage) -> None:
    found = asked(bench)
    page.stages[Stage.RESIDUAL].click()
    assert {cell: b.count for cell, b in page.grid.cells.items() if b.count} == {(2, 3): 3}
    page.grid.cells[2, 3].click()
    assert bench.ask(lambda workspace: workspace.count(found[0][0])) == 3
    page.stages[Stage.INHERENT].click()
    assert not any(b.count for b in page.grid.cells.values())


def test_arrows_lead_from_what_is_to_what_would_remain(page: RiskMatrixPage) -> None:
    assert page.grid.overlay.moves == {}
    before = page.grab().toImage()
    page.arrows.setChecked(True)
    assert page.grid.overlay.moves == {((4, 3), (2, 3)): 3}
    assert page.grab().toImage() != before
    page.stages[Stage.RESIDUAL].click()
    assert page.grid.overlay.moves == {}
    assert not page.arrows.isEnabled()


def test_a_click_goes_through_the_arrows(bench: Bench, page: RiskMatrixPage) -> None:
    found = asked(bench)
    page.arrows.setChecked(True)
    middle = page.grid.cells[4, 3].geometry().center()
    hit = page.grid.childAt(middle + QPoint(0, 2))
    assert hit is page.grid.cells[4, 3]
    QTest.mouseClick(hit, Qt.MouseButton.LeftButton)
    assert len(found) == 1


def test_the_line_of_the_appetite_parts_medium_from_high() -> None:
    assert ((4, 2), (4, 3)) in list(borders())
    assert ((3, 3), (4, 3)) in list(borders())
    assert ((1, 1), (1, 2)) not in list(borders())


def test_the_figures_beside_it_follow_a_change(bench: Bench, page: RiskMatrixPage) -> None:
    assert (page.above.text(), page.unplaced.text()) == ("3 above the appetite", "1 without this assessment")
    bench.add("risk", title="Fire", likelihood="5", impact="5")
    assert page.above.text() == "4 above the appetite"
    assert page.grid.cells[5, 5].count == 1


def test_the_table_says_the_same(bench: Bench, page: RiskMatrixPage) -> None:
    found = asked(bench)
    page.as_table.setChecked(True)
    model = page.twin.figures
    shown = {
        CELLS[row]: [model.data(model.index(row, column)) for column in range(3, 7)] for row in range(model.rowCount())
    }
    assert shown[4, 3] == ["3", "0", "0", "2 × 3: 3"]
    assert shown[2, 3] == ["0", "3", "0", ""]
    for column in (2, 3, 4):
        page.twin.setCurrentIndex(model.index(CELLS.index((4, 3)), column))
        QTest.keyClick(page.twin, Qt.Key.Key_Return)
    assert [words for _listing, words in found] == ["Current: likelihood 4 Likely, impact 3 Moderate"]


def test_an_empty_matrix_says_how_to_begin(bench: Bench) -> None:
    page = RiskMatrixPage(bench.desk)
    bench.qtbot.addWidget(page)
    page.show()
    bench.settle()
    assert page.note.text() == "There is no open risk yet. Add the first one under Risks."


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_it_fits_the_smallest_window(bench: Bench, page: RiskMatrixPage, mode: str) -> None:
    bench.desk.theme.set_mode("dark" if mode == "dark" else "light")
    least = page.minimumSizeHint()
    assert least.width() <= 860
    assert least.height() <= 380
    page.resize(least)
    bench.settle()
    assert all(button.width() >= 40 and button.height() >= 34 for button in page.grid.cells.values())
