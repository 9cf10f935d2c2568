"""The competence matrix: figures, words, marks, and levels typed by digits."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from qms_desktop.principles.engagement_of_people.levels import Method
from qms_desktop.ui.pages.engagement_of_people.matrix_model import NOTE_ROLE
from qms_desktop.ui.pages.engagement_of_people.matrix_page import MatrixPage
from qms_desktop.ui.pages.specials import SPECIALS, woven
from qms_desktop.ui.principle_page import PrinciplePage
from qms_desktop.workspace.work import Work
from tests.ui.register.desk import Bench

SAID = Qt.ItemDataRole.AccessibleTextRole


def stock(work: Work) -> dict[str, UUID]:
    """Two welders and a clerk, two competences, one role."""
    keys = {name: work.add("competence", {"title": name, "critical": name == "TIG"}).id for name in ("TIG", "Reading")}
    keys["Welder"] = work.add("role", {"title": "Welder"}).id
    work.session.flush()
    rows = [{"competence": keys["TIG"], "required_level": "3"}, {"competence": keys["Reading"], "required_level": "2"}]
    work.add_lines(work.get(keys["Welder"]), "role_requirement", rows)
    for name, department in (("Ben", "Shop"), ("Eva", "Shop"), ("Tom", "Office")):
        made = work.add("person", {"title": name, "department": department})
        work.session.flush()
        if department == "Shop":
            work.add_lines(made, "person_role", [{"role": keys["Welder"]}])
        keys[name] = made.id
    today = work.today
    found = [("Ben", "3", None), ("Eva", "3", today - timedelta(days=1))]
    work.add_lines(
        work.get(keys["TIG"]),
        "assessment",
        [
            {
                "person": keys[name], "level": level, "assessed_on": today - timedelta(days=400),
                "method": "certificate", "assessor": keys["Tom"], "valid_until": until, "certificate_no": f"W-{name}",
            }
            for name, level, until in found
        ],
    )  # fmt: skip
    return keys


@pytest.fixture
def keys(bench: Bench) -> dict[str, UUID]:
    found: dict[str, UUID] = bench.do(stock)
    return found


@pytest.fixture
def page(bench: Bench, keys: dict[str, UUID]) -> MatrixPage:
    assert keys
    made = MatrixPage(bench.desk)
    bench.qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    made.activateWindow()
    bench.settle()
    made.view.grid.setFocus()
    return made


def cell(page: MatrixPage, keys: dict[str, UUID], person: str, skill: str) -> QModelIndex:
    return page.model.place(keys[person], keys[skill])


def shown(page: MatrixPage, orientation: Qt.Orientation) -> list[str]:
    count = page.model.rowCount() if orientation == Qt.Orientation.Vertical else page.model.columnCount()
    return [str(page.model.headerData(n, orientation)) for n in range(count)]


def press(bench: Bench, page: MatrixPage, key: Qt.Key) -> None:
    QTest.keyClick(page.view.grid, key)
    bench.settle()


def test_a_cell_says_in_words_what_it_shows_in_colour(page: MatrixPage, keys: dict[str, UUID]) -> None:
    ben, eva = cell(page, keys, "Ben", "TIG"), cell(page, keys, "Eva", "TIG")
    assert (ben.data(), ben.data(NOTE_ROLE)) == ("3/3", "")
    assert (eva.data(), eva.data(NOTE_ROLE)) == ("3/3", "expired")
    assert "expired on" in str(eva.data(SAID))
    assert "3 missing" in str(eva.data(SAID))
    assert cell(page, keys, "Ben", "Reading").data() == "–/2"
    assert cell(page, keys, "Tom", "Reading").data() == ""


def test_the_sums_stand_under_the_competences(page: MatrixPage) -> None:
    sums = page.view.sums.model()
    assert sums is not None
    column = shown(page, Qt.Orientation.Horizontal).index("TIG")
    assert [sums.index(row, column).data() for row in range(3)] == ["3", "50%", "! 1"]
    assert "at least 2 should" in str(sums.index(2, column).data(SAID))
    assert "gap index" in page.summary.text()
    assert "1 expired" in page.summary.text()


def test_the_first_digit_asks_once_how_it_was_found(bench: Bench, page: MatrixPage, keys: dict[str, UUID]) -> None:
    page.view.grid.setCurrentIndex(cell(page, keys, "Ben", "Reading"))
    press(bench, page, Qt.Key.Key_2)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert cell(page, keys, "Ben", "Reading").data() == "–/2", "nothing is written before the answer"
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    bench.settle()
    assert page.method is Method.TEST
    assert cell(page, keys, "Ben", "Reading").data() == "2/2"
    press(bench, page, Qt.Key.Key_Down)
    press(bench, page, Qt.Key.Key_1)
    assert QApplication.activePopupWidget() is None
    assert cell(page, keys, "Eva", "Reading").data() == "1/2"
    (lines,) = bench.view(keys["Reading"]).lines
    names = [field.name for field in lines.fields]
    rows = [dict(zip(names, row.cells, strict=True)) for row in lines.rows]
    assert [(row["level"], row["method"], row["assessor"].title) for row in rows] == [  # type: ignore[attr-defined]
        ("2", "test", "Ana Núñez"),
        ("1", "test", "Ana Núñez"),
    ]


def test_every_digit_is_one_undo(bench: Bench, page: MatrixPage, keys: dict[str, UUID]) -> None:
    page.set_method(Method.OBSERVATION)
    page.view.grid.setCurrentIndex(cell(page, keys, "Ben", "Reading"))
    for key in (Qt.Key.Key_1, Qt.Key.Key_4):
        press(bench, page, key)
    assert bench.told[-1] == ("Ben: 4 Can teach · Reading", True)
    assert cell(page, keys, "Ben", "Reading").data() == "4/2"
    for expected in ("1/2", "–/2"):
        bench.desk.tasks.undo()
        bench.settle()
        assert cell(page, keys, "Ben", "Reading").data() == expected
    assert page.view.grid.currentIndex() == cell(page, keys, "Ben", "Reading"), "the place is kept"


@pytest.mark.parametrize("key", [Qt.Key.Key_5, Qt.Key.Key_7, Qt.Key.Key_9])
def test_a_level_seven_is_refused_in_words(bench: Bench, page: MatrixPage, keys: dict[str, UUID], key: Qt.Key) -> None:
    page.set_method(Method.OBSERVATION)
    page.view.grid.setCurrentIndex(cell(page, keys, "Ben", "Reading"))
    press(bench, page, key)
    assert cell(page, keys, "Ben", "Reading").data() == "–/2"
    assert "The levels are 0 to 4." in bench.told[-1][0]


def test_enter_opens_the_evidence_and_escape_closes_it(bench: Bench, page: MatrixPage, keys: dict[str, UUID]) -> None:
    page.view.grid.setCurrentIndex(cell(page, keys, "Ben", "TIG"))
    press(bench, page, Qt.Key.Key_Return)
    assert page.pane.title.text() == "Ben · TIG"
    words = " ".join(label.text() for label in page.pane.findChildren(type(page.pane.under)))
    for word in ("Welder: 3 Alone", "Certificate or licence by Tom", "W-Ben"):
        assert word in words
    press(bench, page, Qt.Key.Key_Down)
    assert page.pane.title.text() == "Eva · TIG", "the evidence follows the arrows"
    page.pane.skill.click()
    assert bench.shown[-1] == ("competence", keys["TIG"])
    press(bench, page, Qt.Key.Key_Escape)
    assert page.pane.isHidden()


def test_filters_by_role_department_and_gaps(bench: Bench, page: MatrixPage) -> None:
    names = ["Ana Núñez", "Ben", "Eva", "Tom"]
    assert shown(page, Qt.Orientation.Vertical) == names
    page.role.setCurrentText("Welder")
    assert shown(page, Qt.Orientation.Vertical) == ["Ben", "Eva"]
    page.clear()
    page.department.setCurrentText("Office")
    assert shown(page, Qt.Orientation.Vertical) == ["Tom"]
    page.gaps.setChecked(True)
    assert page._left.currentWidget() is page.no_match
    page.clear()
    bench.settle()
    assert shown(page, Qt.Orientation.Vertical) == names


def test_names_stay_while_the_cells_scroll(page: MatrixPage) -> None:
    grid, sums = page.view.grid, page.view.sums
    page.resize(420, 320)
    bar = grid.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert sums.horizontalScrollBar().value() == bar.value()
    assert grid.verticalHeader().isVisible()
    assert grid.verticalHeader().width() == sums.verticalHeader().width()
    assert page.view.corner.geometry().width() == grid.verticalHeader().width()


def test_a_file_without_competences_says_how_to_begin(bench: Bench) -> None:
    page = MatrixPage(bench.desk)
    bench.qtbot.addWidget(page)
    page.show()
    bench.settle()
    assert page._left.currentWidget() is page.beginning


def test_twenty_eight_people_and_twenty_competences_fit_a_small_screen_with_scrolling(bench: Bench) -> None:
    def many(work: Work) -> None:
        for n in range(20):
            work.add("competence", {"title": f"Competence with a long name {n}"})
        for n in range(27):
            work.add("person", {"title": f"Person {n}"})

    bench.do(many)
    page = MatrixPage(bench.desk)
    bench.qtbot.addWidget(page)
    page.resize(1366 - 204 - 40, 560)
    page.show()
    bench.settle()
    grid = page.view.grid
    assert (page.model.rowCount(), page.model.columnCount()) == (28, 20)
    assert grid.columnWidth(0) * 20 <= grid.viewport().width(), "all competences side by side at 1366 x 768"
    assert grid.verticalScrollBar().maximum() > 0


def test_it_stands_among_the_registers_of_its_principle(bench: Bench, keys: dict[str, UUID]) -> None:
    principle = next(p for p in bench.desk.principles if p.name == "engagement_of_people")
    stops = [stop.title for stop in woven(principle.name, principle.registers)]
    assert stops.index("Competence matrix") == stops.index("Training") + 1
    page = PrinciplePage(bench.desk, principle)
    bench.qtbot.addWidget(page)
    page.show()
    page.go("competence_matrix")
    bench.settle()
    assert isinstance(page.special, MatrixPage)
    assert page.shown == "competence_matrix"
    assert [area.accessibleName() for area in page.areas()] == ["Role", "Competence matrix", "Sums of the matrix"]
    page.go("competence", keys["TIG"])
    assert page.shown == "competence"


@pytest.mark.parametrize("name", SPECIALS)
def test_special_screens_belong_to_principles(bench: Bench, name: str) -> None:
    assert name in {principle.name for principle in bench.desk.principles}
