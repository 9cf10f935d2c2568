from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qms_desktop.errors import RuleBroken
from qms_desktop.ui.coming_page import ComingPage
from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.principle_page import PrinciplePage
from qms_desktop.ui.register.inlay import Question
from qms_desktop.ui.screens import settle
from qms_desktop.ui.start.frame import SMALLEST
from qms_desktop.ui.start.preferences import Preferences
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.fields import TextField
from qms_desktop.ui.widgets.tabs import RAIL_BELOW
from qms_desktop.workspace.workspace import Workspace
from tests.ui.window.conftest import Open

TABS = [
    "Home",
    "Customer Focus",
    "Leadership",
    "Engagement of People",
    "Process Approach",
    "Continuous Improvement",
    "Evidence-Based Decision Making",
    "Relationship Management",
    "Risk-Based Thinking",
]


def test_there_are_exactly_nine_tabs_with_their_full_names(window: MainWindow) -> None:
    assert [window.tabs.tabText(i) for i in range(window.tabs.count())] == TABS


def test_the_window_fits_the_smallest_screen(window: MainWindow) -> None:
    for index in range(window.tabs.count()):
        window.tabs.setCurrentIndex(index)
        settle(window, 1)
        hint = window.minimumSizeHint()
        assert (hint.width(), hint.height()) <= SMALLEST, TABS[index]
        assert hint.height() <= SMALLEST[1], TABS[index]
    window.resize(*SMALLEST)
    assert (window.width(), window.height()) == SMALLEST


@pytest.mark.parametrize(
    ("screen", "maximized", "most"),
    [
        (QSize(1093, 614), True, QSize(1093, 614)),
        (QSize(1366, 768), True, QSize(1366, 768)),
        (QSize(1920, 1080), False, QSize(1366, 768)),
    ],
)
def test_the_first_window_lies_within_its_screen(
    theme: Theme, monkeypatch: pytest.MonkeyPatch, screen: QSize, most: QSize, *, maximized: bool
) -> None:
    monkeypatch.setattr(MainWindow, "screen", lambda _window: SimpleNamespace(availableSize=lambda: screen))
    window = MainWindow(theme, Preferences())
    assert window.isMaximized() is maximized
    assert window.size().boundedTo(most) == window.size()
    window.deleteLater()


def test_a_tab_reached_by_its_key_is_used_by_keys(window: MainWindow) -> None:
    window.go("action")
    window.tabs.setCurrentIndex(0)
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    page = window.principle_page
    assert page is not None
    assert page.page.table.hasFocus()
    QTest.keyClick(page.page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.page.table, Qt.Key.Key_Return)
    settle(window)
    assert page.page.beside is page.page.pane


def test_a_narrow_window_has_a_rail(window: MainWindow) -> None:
    assert not window.tabs.bar.rail
    window.resize(RAIL_BELOW - 1, 614)
    settle(window, 1)
    assert window.tabs.bar.rail


def test_pages_are_made_when_first_visited(window: MainWindow) -> None:
    assert not window.findChildren(PrinciplePage)
    window.tabs.setCurrentIndex(5)
    assert len(window.findChildren(PrinciplePage)) == 1
    window.tabs.setCurrentIndex(0)
    window.tabs.setCurrentIndex(5)
    assert len(window.findChildren(PrinciplePage)) == 1


def test_registers_are_made_when_first_visited(window: MainWindow) -> None:
    window.go("action")
    page = window.principle_page
    assert page is not None
    assert list(page._bodies) == ["action"]
    page.step(1)
    assert page.register.kind == "nonconformity"
    assert len(page._bodies) == 2


def test_a_tab_without_registers_says_what_is_coming_and_has_no_buttons(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk is not None
    page = ComingPage(window.desk, replace(window.desk.principles[1], registers=(), coming=("Management reviews",)))
    qtbot.addWidget(page)
    words = " ".join(label.text() for label in page.findChildren(type(window._waiting)))
    assert "Management reviews" in words
    assert not [w for w in page.findChildren(QWidget) if w.metaObject().className() == "QPushButton"]


def test_the_head_names_clause_and_counts(window: MainWindow) -> None:
    window.go("action")
    settle(window)
    page = window.principle_page
    assert page is not None
    assert page.head._subtitle.text().endswith("4 actions, 2 overdue")
    assert page._new.text() == "New action"
    assert page.sub_tabs._counts[:3] == [None, 4, 1]  # the overview is counted by nobody


def test_badges_count_what_needs_me_and_are_red_when_late(window: MainWindow) -> None:
    home, improvement, customers = (window.tabs.bar._entries[i] for i in (0, 5, 1))
    assert (improvement.count, improvement.overdue) == (2, True)
    assert (home.count, home.overdue) == (2, True)
    assert customers.count == 0


def test_a_badge_is_neutral_when_nothing_is_late(file: Path, open_window: Open) -> None:
    window = open_window(file)
    assert window.desk is not None
    window.desk.tasks.change("Add", lambda work: work.add("action", {"title": "x", "due_on": work.today}).number)
    settle(window)
    entry = window.tabs.bar._entries[5]
    assert (entry.count, entry.overdue) == (1, False)


@pytest.mark.parametrize("number", range(1, 10))
def test_ctrl_and_a_digit_go_to_a_tab(window: MainWindow, number: int) -> None:
    window.tabs.setCurrentIndex(0 if number != 1 else 3)
    QTest.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
    assert window.tabs.currentIndex() == number - 1


def test_ctrl_tab_goes_to_the_next_register(window: MainWindow) -> None:
    window.go("action")
    page = window.principle_page
    assert page is not None
    QTest.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.register.kind == "nonconformity"
    assert window.tabs.currentIndex() == 5


def test_every_way_to_a_register_ends_in_its_list(window: MainWindow) -> None:
    for kind in ("action", "nonconformity", "supplier"):
        window.go(kind)
        settle(window, 1)
        page = window.principle_page
        assert page is not None
        page.page.filters.box.setFocus()
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    page = window.principle_page
    assert page is not None
    assert page.page.table.hasFocus()
    window.go("nonconformity")
    settle(window)
    page.open_first()
    settle(window)
    page.page.pane.title.setFocus()
    window.go("action")
    assert page.page.table.hasFocus()


def test_ctrl_n_begins_a_record_of_the_register(window: MainWindow) -> None:
    window.go("action")
    settle(window)
    page = window.principle_page
    assert page is not None
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.page.new_pane.isVisible()


def test_back_and_forward(window: MainWindow) -> None:
    window.go("action")
    window.go("supplier")
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(window, Qt.Key.Key_Left, alt)
    assert window.tabs.currentIndex() == 5
    QTest.keyClick(window, Qt.Key.Key_Left, alt)
    assert window.tabs.currentIndex() == 0
    QTest.keyClick(window, Qt.Key.Key_Right, alt)
    QTest.keyClick(window, Qt.Key.Key_Right, alt)
    assert window.tabs.currentIndex() == 7


def test_f6_goes_round_the_areas(window: MainWindow) -> None:
    window.activateWindow()
    window.top_bar.search.setFocus()
    seen = []
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_F6)
        focus = window.focusWidget()
        seen.append(focus)
    assert window.tabs.bar in seen
    assert len(set(map(id, seen))) == 3


def test_undo_says_what_it_undid_and_redo_brings_it_back(window: MainWindow) -> None:
    assert window.desk is not None
    window.desk.tasks.change("Add one", lambda work: work.add("action", {"title": "One more"}).number)
    settle(window)
    assert window.top_bar.undo_button.accessibleName() == "Undo: Add one"
    window.undo()
    settle(window)
    assert window.toast.isVisible()
    assert window.toast.accessibleName() == "Undo: Add one"
    assert window.toast.button.text() == "Redo"
    assert window.top_bar.redo_button.accessibleName() == "Redo: Add one"
    window.toast.button.click()
    settle(window)
    assert window.toast.accessibleName() == "Redo: Add one"
    assert window.top_bar.undo_button.isEnabled()


def test_a_toast_with_undo_undoes(window: MainWindow) -> None:
    assert window.desk is not None
    window.desk.tasks.change("Add one", lambda work: work.add("action", {"title": "One more"}).number)
    settle(window)
    window.desk.tell("Saved", undo=True)
    window.toast.button.click()
    settle(window)
    assert window.facts is not None
    assert window.facts.redo == "Add one"


def test_ctrl_z_in_a_text_field_stays_there(window: MainWindow) -> None:
    window.activateWindow()
    settle(window, 1)
    field = window.top_bar.search
    field.setFocus()
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert field.text() == ""
    assert window.facts is not None
    assert window.facts.redo == ""


def test_what_was_refused_is_said_at_the_top(window: MainWindow) -> None:
    assert window.desk is not None
    window.desk.refuse(RuleBroken("This is not possible, because."))
    assert window.trouble.isVisible()
    assert window.trouble.accessibleName() == "This is not possible, because."


def test_a_second_window_is_read_only_and_names_the_holder(window: MainWindow, filled: Path, open_window: Open) -> None:
    second = open_window(filled)
    assert second.standing.isVisible()
    words = second.standing.accessibleName()
    assert "open elsewhere" in words
    assert "QMS Desktop" in words
    assert second.status.left.text().endswith("read-only")
    assert not second.top_bar.undo_button.isEnabled()
    second.go("action")
    page = second.principle_page
    assert page is not None
    assert not page._new.isEnabled()
    assert window.desk is not None
    assert window.desk.writable


def test_the_status_bar_names_file_backup_and_person(window: MainWindow) -> None:
    assert window.status.left.text() == "northwind.qms · not backed up from here yet · all changes saved"
    assert window.status.right.text() == "Ana Núñez (quality manager)"


def test_the_theme_button_repaints_the_window(window: MainWindow) -> None:
    before = QColor(window.grab().toImage().pixel(40, 700))
    window.top_bar.theme_button.click()
    settle(window, 1)
    after = QColor(window.grab().toImage().pixel(40, 700))
    assert before.lightness() > 200
    assert after.lightness() < 60
    assert window.preferences.mode == "dark"


def test_a_warning_at_opening_is_red(file: Path, open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Workspace.open

    def with_warning(*args: object, **options: object) -> Workspace:
        workspace = opened(*args, **options)  # type: ignore[arg-type]
        workspace.warnings.append("Entry 3 of the trail was altered.")
        return workspace

    monkeypatch.setattr(Workspace, "open", with_warning)
    window = open_window(file)
    assert window.standing.isVisible()
    assert window.standing.property("tone") == "red"
    assert window.standing.accessibleName() == "Entry 3 of the trail was altered."


def test_a_dropped_quality_system_is_opened(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt")), QUrl.fromLocalFile(str(tmp_path / "b.qms"))])
    drop = QDropEvent(
        QPoint(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.file_chosen) as caught:
        window.dropEvent(drop)
    assert caught.args == [tmp_path / "b.qms"]


def test_another_file_takes_the_place_of_the_first(window: MainWindow, file: Path) -> None:
    window.go("action")
    window.detach()
    assert window.desk is None
    assert window.tabs.count() == 0
    assert not window.top_bar.search.isEnabled()
    assert not file.with_name(file.name + ".lock").exists()


def test_closing_hears_a_save_that_is_refused(window: MainWindow) -> None:
    window.go("nonconformity")
    settle(window)
    page = window.principle_page
    assert page is not None
    page.open_first()
    settle(window)
    editor = page.page.pane.form.editors["detected_where"]
    assert isinstance(editor, TextField)
    editor.line.setFocus()
    editor.line.setText("x" * 10_000)
    assert not window.close()  # what is too long was refused, and is still there to be shortened
    question = page.page.pane.inlay.panel
    assert isinstance(question, Question)
    assert isinstance(question.first, QPushButton)
    assert len(editor.line.text()) == 10_000
    question.first.click()  # keep writing
    assert editor.line.hasFocus()
    editor.line.setText("Cell 4")
    assert window.close()


def test_closing_remembers_the_geometry(window: MainWindow) -> None:
    window.resize(1024, 620)
    window.close()
    again = MainWindow(window.theme, window.preferences)
    # no wider: the screen of the offscreen platform is 800 x 800, and a window is brought back into its screen
    assert (again.width(), again.height()) == (1024, 620)
    again.deleteLater()
