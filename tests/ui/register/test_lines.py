"""The table of a record's own rows: written into by keys, saved row by row, refused where it was typed."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from qms_desktop.errors import Unavailable
from qms_desktop.ui.register.inlay import Question
from qms_desktop.ui.register.lines.section import LinesSection
from qms_desktop.ui.register.lines.table import LinesTable
from qms_desktop.ui.register.page import RegisterPage
from qms_desktop.workspace.workspace import Workspace
from tests.ui.register.desk import Bench
from tests.ui.register.test_form import answer, opened

STEPS, INPUTS = "process_step", "process_input"


@pytest.fixture
def purchasing(bench: Bench) -> UUID:
    record = bench.add("process", title="Purchasing")
    bench.do(
        lambda work: work.add_lines(record, STEPS, [{"what": "Ask"}, {"what": "Order", "responsible": "Buyer"}])[0].id
    )
    return record


def section(page: RegisterPage, name: str = STEPS) -> LinesSection:
    return page.pane.form.lines[name]


def rows(bench: Bench, record: UUID, name: str = STEPS) -> list[tuple[object, ...]]:
    found = next(lines for lines in bench.view(record).lines if lines.name == name)
    return [row.cells for row in found.rows]


def keys(table: LinesTable, *pressed: str | Qt.Key) -> None:
    """Types words and presses keys wherever the focus is."""
    for one in pressed:
        focus = QApplication.focusWidget()
        target: QWidget = focus if focus is not None and table.isAncestorOf(focus) else table
        if isinstance(one, Qt.Key):
            QTest.keyClick(target, one)
        else:
            for letter in one:
                focus = QApplication.focusWidget()
                QTest.keyClicks(focus if focus is not None and table.isAncestorOf(focus) else table, letter)


def writing(table: LinesTable) -> bool:
    return table.editor is not None


def at(table: LinesTable, row: int, column: int) -> None:
    table.setFocus()
    table.setCurrentIndex(table.lines.index(row, column))


def texts(table: LinesTable) -> list[list[str]]:
    model = table.lines
    return [[model.text(model.index(r, c)) for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_a_key_writes_into_the_cell_and_enter_saves_it(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table
    at(table, 0, 1)
    keys(table, "Clerk", Qt.Key.Key_Return)
    assert table.currentIndex().row() == 1
    bench.settle()
    assert rows(bench, purchasing)[0][:2] == ("Ask", "Clerk")
    entry = bench.ask(lambda workspace: workspace.history(1))[0]
    assert entry.label == f"Change step of {bench.view(purchasing).number}: responsible"
    assert not section(page).unsaved


def test_tab_walks_the_cells_of_a_new_row_which_is_one_change(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table
    section(page).add.click()
    before = len(bench.ask(lambda workspace: workspace.history()))
    keys(table, "Receive", Qt.Key.Key_Tab, "Store", Qt.Key.Key_Tab, "WI-7", Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    bench.settle()
    assert rows(bench, purchasing)[2] == ("Receive", "Store", "WI-7", None)
    assert table.editor is not None
    assert table.editor.state.blank
    keys(table, "Pay", Qt.Key.Key_Return)
    bench.settle()
    assert [row[0] for row in rows(bench, purchasing)] == ["Ask", "Order", "Receive", "Pay"]
    assert len(bench.ask(lambda workspace: workspace.history())) == before + 2
    assert table.currentIndex().row() == 4
    assert table.currentIndex().column() == 0


def test_tab_from_the_empty_row_leaves_the_table(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table
    section(page).add.click()
    assert writing(table)
    keys(table, Qt.Key.Key_Tab)
    assert not writing(table)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert not table.isAncestorOf(focus)
    bench.settle()
    assert len(rows(bench, purchasing)) == 2


def test_leaving_the_table_saves_a_new_row(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table
    section(page).add.click()
    keys(table, "Receive")
    page.table.setFocus()
    bench.settle()
    assert [row[0] for row in rows(bench, purchasing)] == ["Ask", "Order", "Receive"]


def test_what_a_new_row_lacks_is_said_and_what_was_typed_stays(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table
    at(table, 2, 1)
    keys(table, "Clerk", Qt.Key.Key_Return)
    bench.settle()
    assert len(rows(bench, purchasing)) == 2
    assert texts(table)[2] == ["", "Clerk", "", ""]
    assert section(page)._problem.text() == "Row 3, Step: This is needed."
    bench.do(lambda work: work.amend(purchasing, {"code": "P3"}))  # a reload leaves it alone
    assert texts(table)[2] == ["", "Clerk", "", ""]
    page.open_record(bench.add("process", title="Sales"))
    assert isinstance(page.pane.inlay.panel, Question)
    answer(page.pane.inlay, "Keep writing")
    keys(table, "Receive", Qt.Key.Key_Return)
    bench.settle()
    assert rows(bench, purchasing)[2][:2] == ("Receive", "Clerk")
    assert not section(page)._strip.isVisible()


def test_a_refused_cell_keeps_what_was_typed_with_the_reason(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table
    at(table, 1, 0)
    assert table.begin(table.currentIndex(), "x" * 400)
    keys(table, Qt.Key.Key_Return)
    bench.settle()
    assert rows(bench, purchasing)[1][0] == "Order"
    assert "400 characters" in section(page)._problem.text()
    assert texts(table)[1][0] == "x" * 400
    at(table, 1, 0)
    keys(table, Qt.Key.Key_F2)
    assert table.editor is not None
    keys(table, Qt.Key.Key_Escape)
    assert texts(table)[1][0] == "x" * 400  # Esc throws away this writing, not the one before
    assert table.begin(table.currentIndex(), "Order in writing")
    keys(table, Qt.Key.Key_Return)
    bench.settle()
    assert rows(bench, purchasing)[1][0] == "Order in writing"
    assert not section(page).unsaved


def test_a_reference_is_completed_and_what_is_not_known_is_not_sent(bench: Bench, purchasing: UUID) -> None:
    sales = bench.add("process", title="Sales")
    page = opened(bench, "process", purchasing)
    table = section(page, INPUTS).table
    section(page, INPUTS).add.click()
    keys(table, "A need", Qt.Key.Key_Tab)
    assert table.editor is not None
    keys(table, "Nobody", Qt.Key.Key_Return)
    bench.settle()
    assert rows(bench, purchasing, INPUTS) == []
    assert "not in the list" in section(page, INPUTS)._problem.text()
    at(table, 0, 1)
    keys(table, Qt.Key.Key_F2)
    bench.settle()
    keys(table, "sales")
    bench.settle()
    keys(table, Qt.Key.Key_Tab)
    page.table.setFocus()
    bench.settle()
    (row,) = rows(bench, purchasing, INPUTS)
    assert getattr(row[1], "id", None) == sales


def test_rows_are_removed_with_delete_and_come_back_with_undo(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table
    at(table, 0, 0)
    keys(table, Qt.Key.Key_Delete)
    bench.settle()
    assert [row[0] for row in rows(bench, purchasing)] == ["Order"]
    assert bench.told[-1] == ("Removed step “Ask”", True)
    bench.desk.tasks.undo()
    bench.settle()
    assert [row[0] for row in texts(table)] == ["Ask", "Order", ""]


def test_a_block_is_pasted_as_one_change_and_bad_rows_stay(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table
    block = f"Order it\tClerk\n\tNobody\nReceive\tStore\n{'y' * 301}\tStore\n"
    QGuiApplication.clipboard().setText(block)
    at(table, 1, 0)
    before = len(bench.ask(lambda workspace: workspace.history()))
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert [row[:2] for row in rows(bench, purchasing)] == [("Ask", None), ("Order it", "Clerk"), ("Receive", "Store")]
    assert bench.told[-1] == ("Pasted 2 steps; 2 need attention", True)
    assert len(bench.ask(lambda workspace: workspace.history())) == before + 1
    assert [row[:2] for row in texts(table)[3:]] == [["", "Nobody"], ["y" * 301, "Store"], ["", ""]]
    at(table, 3, 0)
    keys(table, "Look", Qt.Key.Key_Return)
    bench.settle()
    assert rows(bench, purchasing)[3][:2] == ("Look", "Nobody")


def test_a_block_with_the_tables_own_heads_goes_to_their_columns(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table
    at(table, 2, 2)
    table.paste("Record\tStep *\nPO\tPay\n")
    bench.settle()
    assert rows(bench, purchasing)[2] == ("Pay", None, None, "PO")
    table.setFocus()
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Ask\t\t\t\nOrder\tBuyer\t\t\nPay\t\t\tPO\n"


def test_a_block_that_does_not_fit_is_refused_whole(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table
    at(table, 0, 3)
    table.paste("a\tb\nc\td\n")
    bench.settle()
    assert "Begin further left" in section(page)._problem.text()
    assert [row[3] for row in rows(bench, purchasing)] == [None, None]


@pytest.mark.parametrize(("choice", "expected"), [("Show theirs", "Theirs"), ("Keep mine", "Mine")])
def test_a_conflict_offers_both_values(bench: Bench, purchasing: UUID, choice: str, expected: str) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table
    key = next(lines for lines in bench.view(purchasing).lines if lines.name == STEPS).rows[0].id
    at(table, 0, 1)
    keys(table, "Mine")
    bench.do(lambda work: work.amend_line(purchasing, STEPS, key, {"responsible": "Theirs"}))
    assert table.editor is not None
    keys(table, Qt.Key.Key_Return)
    bench.settle()
    assert isinstance(page.pane.inlay.panel, Question)
    assert texts(table)[0][1] == "Mine"
    answer(page.pane.inlay, choice)
    bench.settle()
    assert rows(bench, purchasing)[0][1] == expected
    assert texts(table)[0][1] == expected


def test_a_row_taken_away_by_another_window_closes_its_editor(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table
    key = next(lines for lines in bench.view(purchasing).lines if lines.name == STEPS).rows[0].id
    at(table, 0, 1)
    keys(table, "Mine")
    bench.do(lambda work: work.remove_line(purchasing, STEPS, key))
    bench.settle()
    assert not writing(table)
    assert [row[0] for row in texts(table)] == ["Order", ""]
    assert "taken away" in section(page)._problem.text()
    assert "Mine" in section(page)._problem.text()


def test_a_disk_that_says_no_offers_to_try_again(
    bench: Bench, purchasing: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(bench, "process", purchasing)
    table = section(page).table

    def full(*_: object, **__: object) -> None:
        raise Unavailable("The disk is full.")

    at(table, 0, 1)
    with monkeypatch.context() as patch:
        patch.setattr(Workspace, "change", full)
        keys(table, "Clerk", Qt.Key.Key_Return)
        section(page).add.click()
        keys(table, "Receive", Qt.Key.Key_Return)
        bench.settle()
    assert page.pane.notice.isVisible()
    assert texts(table)[0][1] == "Clerk"
    page.pane.notice.acted.emit()
    bench.settle()
    assert [row[:2] for row in rows(bench, purchasing)] == [("Ask", "Clerk"), ("Order", "Buyer"), ("Receive", None)]
    assert not section(page).unsaved
    assert not page.pane.notice.isVisible()


def test_a_closed_record_shows_its_lines_with_the_reason(bench: Bench, purchasing: UUID) -> None:
    bench.do(lambda work: work.move(purchasing, "retire", reason="Outsourced").number)
    page = opened(bench, "process", purchasing)
    found = section(page)
    assert texts(found.table) == [["Ask", "", "", ""], ["Order", "Buyer", "", ""]]
    assert "is retired" in found.because.text()
    assert not found.add.isVisible()
    at(found.table, 0, 0)
    keys(found.table, "x", Qt.Key.Key_Delete)
    assert found.table.editor is None
    bench.settle()
    assert len(rows(bench, purchasing)) == 2


def test_hundreds_of_lines_scroll_inside_and_ctrl_d_fills_down(bench: Bench, purchasing: UUID) -> None:
    bench.do(lambda work: len(work.add_lines(purchasing, STEPS, [{"what": f"Step {n}"} for n in range(300)])))
    page = opened(bench, "process", purchasing)
    table = section(page).table
    assert table.height() < 400
    assert table.verticalScrollBar().maximum() > 0
    at(table, 2, 1)
    QTest.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert rows(bench, purchasing)[2][:2] == ("Step 0", "Buyer")
    assert len(bench.ask(lambda workspace: workspace.history())) > 0


def test_the_pane_can_take_the_whole_width_and_esc_gives_it_back(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    narrow = section(page).table.width()
    section(page).wide.click()
    bench.settle()
    assert not page.table.isVisible()
    assert section(page).table.width() > narrow
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert page.pane.isVisible()


def test_a_click_into_the_empty_row_writes_and_a_second_click_into_a_cell_too(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    page.pane.form.jump(STEPS)
    table = section(page).table
    table.finish()

    def click(row: int, column: int) -> None:
        place: QPoint = table.visualRect(table.lines.index(row, column)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click(0, 0)
    assert not writing(table)
    click(0, 0)
    assert writing(table)
    click(2, 0)
    assert table.editor is not None
    assert table.editor.state.blank


def test_the_form_lists_its_lines_at_the_top(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    assert "Steps&nbsp;2" in page.pane.form._contents.text()
    page.pane.form._contents.linkActivated.emit(STEPS)
    assert section(page).table.editor is not None
    page.new()
    bench.settle()
    assert page.new_pane.form.lines == {}


def test_a_duplicate_takes_the_lines_over_that_are_wanted(bench: Bench, purchasing: UUID) -> None:
    bench.do(lambda work: work.add_lines(purchasing, INPUTS, [{"what": "A need"}])[0].id)
    page = opened(bench, "process", purchasing)
    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert {n: box.text() for n, box in page.new_pane.lines.boxes.items()} == {STEPS: "2 steps", INPUTS: "1 input"}
    page.new_pane.lines.boxes[INPUTS].click()
    page.new_pane.create_record()
    bench.settle()
    assert page.pane.view is not None
    made = page.pane.view.id
    assert made != purchasing
    assert rows(bench, made) == rows(bench, purchasing)
    assert rows(bench, made, INPUTS) == []
    page.new()
    bench.settle()
    assert not page.new_pane.lines.isVisible()


def test_the_history_of_another_record_is_not_proposed_for_its_duplicate(bench: Bench) -> None:
    gauge = bench.add("equipment", title="Caliper", measuring="yes")
    bench.do(lambda work: work.add_lines(gauge, "calibration", [{"done_on": work.today, "result": "in"}])[0].id)
    page = opened(bench, "equipment", gauge)
    page.pane.duplicate()
    bench.settle()
    (box,) = page.new_pane.lines.boxes.values()
    assert box.text() == "1 calibration"
    assert not box.isChecked()


def test_a_spreadsheet_is_asked_for_below_the_table(bench: Bench, purchasing: UUID) -> None:
    page = opened(bench, "process", purchasing)
    wanted: list[str] = []
    page.importing.connect(wanted.append)
    section(page).sheet.click()
    assert wanted == [STEPS]
