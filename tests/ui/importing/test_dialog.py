from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qms_desktop.exchange.check import Verdict
from qms_desktop.exchange.mapping import NOTE, WRONG
from qms_desktop.exchange.workbook_reading import read_book
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.importing.check_model import CHOICES_ROLE, ICON_ROLE
from qms_desktop.ui.importing.dialog import CHECK, COLUMNS, DONE, FILE, ImportDialog
from qms_desktop.ui.importing.findings import SKIPPED, Findings

from .conftest import RISKS, Import, ask, settle


def found(dialog: ImportDialog) -> Findings:
    assert dialog.run.findings is not None
    return dialog.run.findings


def cell(dialog: ImportDialog, label: str, number: int) -> tuple[int, int]:
    """Row and column of the table for a row of the file and the label of a field."""
    model = dialog.check_page.model
    heads = [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())]
    rows = [model.line(n).number for n in range(model.rowCount())]
    return rows.index(number), heads.index(label)


def write(qtbot: QtBot, dialog: ImportDialog, label: str, number: int, text: str) -> None:
    """Correct a cell as a user does: F2, type, Enter."""
    table = dialog.check_page.table
    table.setCurrentIndex(table.model().index(*cell(dialog, label, number)))
    table.edit(table.currentIndex())
    editor = table.findChild(QLineEdit)
    assert editor is not None
    target: QWidget = editor
    if editor.completer():
        popup = editor.completer().popup()
        assert popup is not None
        qtbot.waitUntil(popup.isVisible)
        target = popup
    QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(target, text)
    with qtbot.waitSignal(dialog.run.checked, timeout=10_000):
        QTest.keyClick(target, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.findChild(QLineEdit) is None)


def bring_in(qtbot: QtBot, dialog: ImportDialog) -> None:
    dialog.go(CHECK)
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.step == DONE, timeout=10_000)


def test_the_whole_way(qtbot: QtBot, desk: Desk, dialog: Import, file: Path) -> None:
    it = dialog(file)
    assert it.run.kind == "risk"
    assert it.step == FILE
    QTest.mouseClick(it.primary, Qt.MouseButton.LeftButton)
    assert it.step == COLUMNS
    QTest.mouseClick(it.primary, Qt.MouseButton.LeftButton)
    assert it.step == CHECK
    assert it.check_page.title.text() == "3 rows read from risks.csv · nothing is written yet"
    assert it.primary.text() == "Import 1 row, skip 2"
    assert "Also made:" not in it.check_page.hint.text()  # the rows that name somebody new are skipped
    assert ask(qtbot, desk) == []
    bring_in(qtbot, it)
    assert it.done_page.title.text() == "Imported 1 risk from risks.csv"
    assert ask(qtbot, desk) == [("The plater fails", "R-1", "Paint: first")]


def test_a_cell_mended_in_place_turns_attention_into_new(qtbot: QtBot, desk: Desk, dialog: Import, file: Path) -> None:
    it = dialog(file)
    it.go(CHECK)
    page = it.check_page
    assert page.chips["attention"].isChecked()
    index = page.model.index(*cell(it, "Treatment", 3))
    assert index.data(ICON_ROLE) == "triangle-alert"
    assert "Reduce" in index.data(CHOICES_ROLE)
    assert "Did you mean Reduce?" in str(page.model.index(index.row(), page.model.last).data())
    write(qtbot, it, "Treatment", 3, "Reduce")
    assert found(it).counts == {"new": 2, "attention": 1}
    assert it.primary.text() == "Import 2 rows, skip 1"
    write(qtbot, it, "Likelihood", 4, "5")
    assert found(it).counts == {"new": 3}
    assert page.chips[""].isChecked()
    assert len(it.run.decisions.fixes) == 2
    write(qtbot, it, "Likelihood", 4, "9")
    assert len(it.run.decisions.fixes) == 1
    assert found(it).counts[Verdict.ATTENTION] == 1
    bring_in(qtbot, it)
    assert len(ask(qtbot, desk)) == 2


def test_the_same_wrong_word_is_mended_everywhere_at_once(qtbot: QtBot, dialog: Import, tmp_path: Path) -> None:
    path = tmp_path / "risks.csv"
    path.write_text("Risk,Treatment\n" + "".join(f"Risk {n},Redce\n" for n in range(5)), encoding="utf-8")
    it = dialog(path)
    it.go(CHECK)
    assert found(it).counts == {"attention": 5}
    write(qtbot, it, "Treatment", 2, "Reduce")
    assert not it.check_page.alike.isHidden()
    it.check_page.alike.acted.emit()
    settle(qtbot, it)
    assert found(it).counts == {"new": 5}


def test_columns_mapped_by_hand_change_the_result(qtbot: QtBot, dialog: Import, file: Path) -> None:
    it = dialog(file)
    it.go(COLUMNS)
    model = it.columns_page.model
    row = next(n for n in range(model.rowCount()) if model.column(n).header == "Paint")
    assert model.column(row).field == NOTE
    assert model.setData(model.index(row, 2), "consequence")
    settle(qtbot, it)
    first = found(it).lines[0].found
    assert first is not None
    assert first.values["consequence"] == "first"
    assert model.column(row).why == "chosen by hand"
    treatment = next(n for n in range(model.rowCount()) if model.column(n).header == "Treatment")
    model.setData(model.index(treatment, 2), NOTE)
    settle(qtbot, it)
    assert found(it).counts[Verdict.ATTENTION] == 1
    assert it.columns_page.counts.text() == "3 rows: 2 new, 1 needs attention"
    # a field belongs to one column; the other one gives it up
    model.setData(model.index(treatment, 2), "consequence")
    settle(qtbot, it)
    assert model.column(row).field != "consequence"


def test_rows_are_skipped_and_taken_back(qtbot: QtBot, desk: Desk, dialog: Import, file: Path) -> None:
    it = dialog(file)
    it.go(CHECK)
    page = it.check_page
    page.show_only("")
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    settle(qtbot, it)
    assert found(it).counts == {"attention": 2, SKIPPED: 1}
    assert it.primary.text() == "Nothing to import"
    assert not it.primary.isEnabled()
    assert page.chips[SKIPPED].text() == "1 skipped"
    page.table.selectRow(0)
    assert page.skip.text() == "Take row back"
    QTest.mouseClick(page.skip, Qt.MouseButton.LeftButton)
    settle(qtbot, it)
    assert found(it).counts == {"attention": 2, "new": 1}
    assert ask(qtbot, desk) == []


def test_the_bad_rows_are_saved_and_come_back(qtbot: QtBot, dialog: Import, file: Path, tmp_path: Path) -> None:
    it = dialog(file)
    it.go(CHECK)
    assert it.check_page.save.text() == "Save these 2 as Excel to send back"
    back = tmp_path / "back.xlsx"
    it.check_page.saving.emit(back)
    qtbot.waitUntil(lambda: "saved as back.xlsx" in it.notice.accessibleName(), timeout=10_000)
    rows = read_book(back).sheets[0].rows
    assert [row[0] for row in rows] == ["Risk ID", "R-2", "R-3"]
    assert rows[0][-1] == WRONG
    again = dialog(back)
    assert found(again).counts == {"attention": 2}
    assert "what is wrong" not in str(found(again).lines[0].found).lower()


def test_cancel_leaves_nothing(qtbot: QtBot, desk: Desk, dialog: Import, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Risk,Cause\n" + "".join(f"Risk {n},c\n" for n in range(2000)), encoding="utf-8")
    it = dialog(path, "risk")
    it.go(CHECK)
    it.run.apply()
    it.close()
    assert it.isVisible()
    qtbot.waitUntil(lambda: "Nothing was changed" in it.notice.accessibleName(), timeout=20_000)
    assert ask(qtbot, desk) == []
    settle(qtbot, it)
    assert it.primary.text() == "Import 2,000 rows"


def test_again_is_unchanged_and_undo_takes_it_back(qtbot: QtBot, desk: Desk, dialog: Import, file: Path) -> None:
    first = dialog(file)
    bring_in(qtbot, first)
    again = dialog(file)
    assert found(again).counts == {"unchanged": 1, "attention": 2}
    said: list[tuple[str, bool]] = []
    desk.told.connect(lambda words, undo: said.append((words, undo)))
    QTest.mouseClick(first.done_page.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: first.run.change == 0, timeout=10_000)
    assert ask(qtbot, desk) == []
    assert [row[0] for row in ask(qtbot, desk, "person")] == ["Ana Probe"]
    assert first.done_page.title.text() == "The import was taken back"
    # the other dialog follows what was changed behind it
    qtbot.waitUntil(lambda: not again.run.stale and found(again).counts["new"] == 1, timeout=10_000)
    bring_in(qtbot, again)
    again.close()
    assert said == [("Imported 1 risk from risks.csv", True)]


def test_changed_cells_show_old_and_new(qtbot: QtBot, dialog: Import, file: Path) -> None:
    bring_in(qtbot, dialog(file))
    file.write_text(RISKS.replace("one source", "two sources"), encoding="utf-8")
    it = dialog(file)
    assert found(it).counts == {"changed": 1, "attention": 2}
    it.go(CHECK)
    it.check_page.show_only(str(Verdict.CHANGED))
    index = it.check_page.model.index(*cell(it, "Cause", 2))
    assert index.data() == "one source → two sources"
    assert "Now: one source" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.EditRole) == "two sources"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("broken.xlsx", b"no workbook at all", "broken.xlsx"),
        ("empty.csv", b"", "empty.csv"),
        ("photo.png", b"x", "png"),
    ],
)
def test_a_wrong_file_is_said_and_the_dialog_stays(
    qtbot: QtBot, dialog: Import, file: Path, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    it = dialog(path, check=False)
    qtbot.waitUntil(lambda: not it.notice.isHidden(), timeout=10_000)
    assert sentence in it.notice.accessibleName()
    assert it.step == FILE
    assert not it.primary.isEnabled()
    it.file_page.drop.dropped.emit([file])
    settle(qtbot, it)
    assert it.notice.isHidden()
    assert it.primary.isEnabled()


def test_a_header_in_the_wrong_row_is_set_by_hand(qtbot: QtBot, dialog: Import, tmp_path: Path) -> None:
    path = tmp_path / "letterhead.csv"
    path.write_text(f"Nordlicht,,,\nx,y,z,w\n{RISKS}", encoding="utf-8")
    it = dialog(path, "risk")
    assert it.columns_page.header_row.value() == 3
    it.go(COLUMNS)
    it.columns_page.header_row.setValue(2)
    qtbot.waitUntil(lambda: it.run.source is not None and it.run.source.found.header_row == 2, timeout=10_000)
    settle(qtbot, it)
    it.columns_page.header_row.setValue(3)
    qtbot.waitUntil(lambda: it.run.source is not None and it.run.source.found.header_row == 3, timeout=10_000)
    settle(qtbot, it)
    assert found(it).counts == {"new": 1, "attention": 2}


def test_the_order_of_dates_is_asked_once(qtbot: QtBot, dialog: Import, tmp_path: Path) -> None:
    path = tmp_path / "risks.csv"
    path.write_text("Risk,Identified on\nA,05/06/2024\nB,07/08/2024\n", encoding="utf-8")
    it = dialog(path)
    it.go(COLUMNS)
    assert it.columns_page.order.isVisible()
    assert "Identified on" in it.columns_page.asking.accessibleName()
    it.columns_page.order.committed.emit("dmy")
    settle(qtbot, it)
    assert found(it).counts == {"new": 2}
    assert it.columns_page.asking.isHidden()
    assert it.columns_page.order.isVisible()


def test_corrections_are_not_lost_by_esc(qtbot: QtBot, dialog: Import, file: Path) -> None:
    it = dialog(file)
    it.go(CHECK)
    write(qtbot, it, "Treatment", 3, "Reduce")
    it.reject()
    assert it.isVisible()
    assert "nothing is imported yet" in it.notice.accessibleName()
    it.notice.acted.emit()
    qtbot.waitUntil(lambda: not it.isVisible(), timeout=2_000)


def test_real_suppliers(qtbot: QtBot, desk: Desk, dialog: Import, real: Path) -> None:
    it = dialog(real / "Q133__ASL_APPROVED_SUPPLIERS.csv")
    assert it.run.kind == "supplier"
    assert len(found(it).lines) == 15
    assert found(it).written == 15
    bring_in(qtbot, it)
    assert len(ask(qtbot, desk, "supplier")) == 15
    again = dialog(real / "Q133__ASL_APPROVED_SUPPLIERS.csv", "supplier")
    assert found(again).counts == {"unchanged": 15}
    again.go(CHECK)
    assert again.primary.text() == "Nothing to import"


def test_the_dialog_fits_the_smallest_window(dialog: Import, file: Path) -> None:
    it = dialog(file)
    for step in (FILE, COLUMNS, CHECK):
        it.go(step)
        hint = it.minimumSizeHint()
        assert hint.width() <= 1024
        assert hint.height() <= 576
