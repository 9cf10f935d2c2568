from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from qms_desktop.ui.register.menu import row_menu
from qms_desktop.ui.register.page import RegisterPage
from qms_desktop.ui.register.rows import PAGE
from qms_desktop.workspace.work import Work
from tests.ui.register.desk import Bench


def texts(page: RegisterPage, name: str, rows: int = 3) -> list[str]:
    column = next(n for n, c in enumerate(page.model.cells.columns) if c.name == name)
    return [str(page.model.index(row, column).data()) for row in range(min(rows, page.model.rowCount()))]


def section(page: RegisterPage, name: str) -> None:
    column = next(n for n, c in enumerate(page.model.cells.columns) if c.name == name)
    header = page.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 12, 12)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_an_empty_register_says_what_it_is_for_and_an_example_can_be_undone(bench: Bench) -> None:
    page = bench.page("opportunity")
    assert page.beginning.isVisible()
    assert not page.filters.isVisible()
    page.beginning.example.click()
    bench.settle()
    assert page.model.rowCount() == 1
    assert page.table.isVisible()
    assert page.pane.view is not None
    assert bench.told[-1][1]
    bench.desk.tasks.undo()
    bench.settle()
    assert page.beginning.isVisible()
    assert not page.pane.isVisible()


def test_newest_comes_first_and_a_header_sorts_up_down_and_back(bench: Bench) -> None:
    for title in ("Beta", "Alpha", "Gamma"):
        bench.add("risk", title=title)
    page = bench.page("risk")
    assert texts(page, "title") == ["Gamma", "Alpha", "Beta"]
    for expected in (["Alpha", "Beta", "Gamma"], ["Gamma", "Beta", "Alpha"], ["Gamma", "Alpha", "Beta"]):
        section(page, "title")
        bench.settle()
        assert texts(page, "title") == expected


def test_the_filter_ignores_accents_and_esc_clears_it(bench: Bench) -> None:
    bench.add("risk", title="Überdruck im Kessel")
    bench.add("risk", title="Late delivery")
    page = bench.page("risk")
    QTest.keyClick(page.table, Qt.Key.Key_Slash)
    assert page.filters.box.hasFocus()
    QTest.keyClicks(page.filters.box, "uberdruck")
    bench.qtbot.wait(250)
    bench.settle()
    assert texts(page, "title") == ["Überdruck im Kessel"]
    QTest.keyClicks(page.filters.box, "xyz")
    bench.qtbot.wait(250)
    bench.settle()
    assert page.nothing.isVisible()
    QTest.keyClick(page.filters.box, Qt.Key.Key_Escape)
    bench.qtbot.wait(250)
    bench.settle()
    assert page.model.rowCount() == 2


def test_chips_count_and_filter(bench: Bench) -> None:
    today = bench.workspace.today
    late = bench.add("action", title="Late", due_on=today - timedelta(days=3), priority="high")
    bench.add("action", title="In time", due_on=today + timedelta(days=3))
    bench.do(lambda work: work.void(work.get(bench_add(work)), "Entered twice").number)
    page = bench.page("action", 1300)
    heard: list[object] = []
    page.counted.connect(heard.append)
    labels = {name: chip.text() for name, chip in page.filters.chips.items()}
    assert labels["all"] == "All 2"
    assert labels["mine"] == "Mine 2"
    assert labels["overdue"] == "Overdue 1"
    assert labels["priority=high"] == "High 1"
    assert page.filters.chips["void"].isVisible()
    assert labels["void"] == "Void 1"
    page.filters.chips["overdue"].click()
    bench.settle()
    assert [page.model.id_at(0), page.model.rowCount()] == [late, 1]
    assert texts(page, "due_on") == ["3 d overdue"]
    page.filters.chips["void"].click()
    bench.settle()
    assert texts(page, "title") == ["Twice"]
    page.choose("state=open")
    bench.settle()
    assert page.model.rowCount() == 2
    bench.do(lambda work: work.amend(late, {"priority": "low"}))
    assert page.filters.chips["priority=high"].text() == "High 0"
    assert heard


def bench_add(work: Work) -> str:
    record = work.add("action", {"title": "Twice"})
    work.session.flush()
    return record.number


def test_a_thousand_rows_scroll_to_the_end(bench: Bench) -> None:
    def many(work: Work) -> int:
        for number in range(1000):
            work.add("risk", {"title": f"Risk {number}"})
        return 1000

    bench.do(many)
    page = bench.page("risk")
    assert page.model.rowCount() == 1000
    page.table.scrollToBottom()
    bench.qtbot.wait(20)
    bench.settle()
    last = page.table.rowAt(page.table.viewport().height() - 4)
    assert last >= 997
    assert texts(page, "title", 1) == ["Risk 999"]
    column = next(n for n, c in enumerate(page.model.cells.columns) if c.name == "title")
    assert page.model.index(999, column).data() == "Risk 0"
    assert len(page.model._pages) <= 1000 // PAGE + 1


def test_the_arrow_keys_choose_and_enter_opens(bench: Bench) -> None:
    older = bench.add("risk", title="Older")
    newer = bench.add("risk", title="Newer")
    page = bench.page("risk")
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, 0))
    assert not page.pane.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    bench.settle()
    assert page.pane.view is not None
    assert page.pane.view.id == newer
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    bench.qtbot.wait(200)
    bench.settle()
    assert page.pane.view.id == older
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.pane.isVisible()
    assert page.table.hasFocus()


def test_the_selection_stays_with_its_record_when_rows_come(bench: Bench) -> None:
    first = bench.add("risk", title="First")
    page = bench.page("risk")
    page.open_record(first)
    bench.settle()
    bench.add("risk", title="Second")
    assert page.table.currentIndex().row() == 1
    assert page.table.current == first
    assert page.pane.view is not None
    assert page.pane.view.id == first


def test_a_narrow_table_keeps_state_and_due(bench: Bench) -> None:
    bench.add("nonconformity", title="Bore too wide", detected_where="Cell 3", severity="major")
    page = bench.page("nonconformity", 640)
    columns = {c.name: n for n, c in enumerate(page.model.cells.columns)}
    assert page.table.isColumnHidden(columns["severity"])
    for name in ("number", "title", "state", "due_on"):
        assert not page.table.isColumnHidden(columns[name])
    assert page.table.columnWidth(columns["owner"]) <= 64


def test_in_a_narrow_page_the_pane_covers_the_table(bench: Bench) -> None:
    record = bench.add("risk", title="Fire")
    page = bench.page("risk", 800)
    page.open_record(record)
    bench.settle()
    assert page.pane.isVisible()
    assert not page.table.isVisible()
    page.close_pane()
    assert page.table.isVisible()


def test_the_page_fits_the_smallest_window(bench: Bench) -> None:
    record = bench.add("complaint", title="Mixed", description="x", channel="mail")
    page = bench.page("complaint", 924, 400)
    page.open_record(record)
    bench.settle()
    page.pane.take_next()
    bench.settle()
    assert page.pane.inlay.isVisible()
    assert page.minimumSizeHint().width() <= 900
    assert page.minimumSizeHint().height() <= 386


def test_the_menu_of_a_row_voids_and_brings_back(bench: Bench) -> None:
    record = bench.add("risk", title="Fire")
    page = bench.page("risk")
    page.table.menu_wanted.emit(record, QPoint(10, 10))
    menus = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    labels = [action.text() for action in menus[0].actions() if action.text()]
    assert labels == ["Open", "Copy number", "Copy link", "Print…", "Duplicate…", "Void…"]
    menus[0].close()


def test_the_menu_filters_by_any_state_with_its_count(bench: Bench) -> None:
    bench.add("action", title="Open one")
    page = bench.page("action")
    page.filters.menu.aboutToShow.emit()
    actions = {action.text(): action for action in page.filters.menu.actions() if action.text()}
    assert "Open   1" in actions
    actions["Verified   0"].trigger()
    bench.settle()
    assert page.nothing.isVisible()
    assert page.filters.more.text() == "State: Verified"
    page.filters.clear()
    bench.settle()
    assert page.model.rowCount() == 1


def test_f6_goes_round_the_areas(bench: Bench) -> None:
    record = bench.add("risk", title="Fire")
    page = bench.page("risk")
    page.open_record(record)
    bench.settle()
    page.filters.box.setFocus()
    for area in (page.table, page.pane.tabs, page.filters.box):
        page.next_area()
        assert area.hasFocus()
    page.next_area(back=True)
    assert page.pane.tabs.hasFocus()


def test_the_menu_of_a_voided_row_brings_it_back(bench: Bench) -> None:
    record = bench.add("risk", title="Fire")
    bench.do(lambda work: work.void(record, "Entered twice").number)
    page = bench.page("risk")
    page.choose("void")
    bench.settle()
    menu = row_menu(page, record)
    action = next(a for a in menu.actions() if a.text() == "Bring back")
    action.trigger()
    bench.settle()
    assert not bench.view(record).voided
    assert page.nothing.isVisible()


def test_a_filter_chosen_before_the_counts_are_here_works_when_they_come(bench: Bench) -> None:
    today = bench.workspace.today
    bench.add("action", title="Late", due_on=today - timedelta(days=3))
    bench.add("action", title="In time", due_on=today + timedelta(days=3))
    page = RegisterPage(bench.desk, bench.desk.registers["action"])
    bench.qtbot.addWidget(page)
    page.choose("overdue")
    page.show()
    bench.settle()
    assert texts(page, "title") == ["Late"]


def test_space_opens_the_record(bench: Bench) -> None:
    record = bench.add("risk", title="Fire")
    page = bench.page("risk")
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, 1))
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    bench.settle()
    assert page.pane.view is not None
    assert page.pane.view.id == record
    QTest.keyClick(page.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"qms:{page.pane.view.number}"
