"""A start shows the user's own list before the file is open, and nothing done in it is lost."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qms_desktop.app import Session, load_domain
from qms_desktop.ui.register.new import NewPane
from qms_desktop.ui.register.page import RegisterPage
from qms_desktop.ui.register.pane import RecordPane
from qms_desktop.ui.screens import settle
from qms_desktop.ui.start import first_page
from qms_desktop.ui.start.first_page import FirstList, FirstPage
from qms_desktop.ui.start.preferences import Preferences
from qms_desktop.workspace.workspace import Workspace

MANY = 600
Change = Callable[[Preferences, Path], object]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with more nonconformities than fit into two pages of memory, and a few other records."""
    folder, domain = tmp_path_factory.mktemp("template"), load_domain()
    path = folder / "northwind.qms"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QMS_DATA", str(folder / "data"))
        made = Workspace.create(path, domain.registers, domain.rules, organisation="Northwind", owner="Ana Núñez")
        with made as workspace, workspace.change("Many") as work:
            work.add("person", {"title": "Tom Reed"})
            for title in ("Torque wrench overdue for calibration", "Weld porosity above limit"):
                work.add("action", {"title": title, "due_on": workspace.today})
            work.add("nonconformity", {"title": "Surface corrosion", "detected_where": "Cell 3"})
            for number in range(MANY):
                work.add("nonconformity", {"title": f"Scratch {number:04}", "detected_where": "Cell 3"})
    return path


@pytest.fixture
def many(template: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copy(template, tmp_path))


class Starts:
    """Starts the program over a file, as often as wanted, and stops before the file is open."""

    def __init__(self, app: QApplication, preferences: Preferences, path: Path) -> None:
        self.app, self.preferences, self.path = app, preferences, path
        self.sessions: list[Session] = []

    def leave(self, *kinds: str) -> None:
        """Open the file, go to one register after the other, and close the window again."""
        session = self.begin()
        self.open(session)
        for kind in kinds:
            session.window.go(kind)
        settle(session.window)
        self.sessions.remove(session)
        self.end(session)

    @staticmethod
    def end(session: Session) -> None:
        session.end()
        session.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()

    def begin(self) -> Session:
        session = Session(self.app, self.preferences)
        self.sessions.append(session)
        session.window.resize(1366, 768)
        session.window.show_opening(self.path)
        session.window.show()
        session.window.activateWindow()
        for _ in range(5):
            QCoreApplication.processEvents()
        return session

    def open(self, session: Session) -> None:
        """Let the file be opened, and wait until the true page is there."""
        session.opening.open(self.path)
        session.opening.wait()
        while session.opening.running:
            QCoreApplication.processEvents()
        settle(session.window)
        assert session.window.arrival is None


@pytest.fixture
def starts(qapp: QApplication, many: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Starts]:
    monkeypatch.setattr(first_page, "COUNT_AFTER", 0)
    made = Starts(qapp, Preferences(mode="light"), many)
    yield made
    for session in made.sessions:
        made.end(session)
    qapp.setStyleSheet("")


@pytest.fixture
def session(starts: Starts) -> Session:
    """A start over a file in which the nonconformities were left open; the file is not open yet."""
    starts.leave("nonconformity")
    return starts.begin()


def front(session: Session) -> FirstList:
    page = session.window.front
    assert isinstance(page, FirstPage)
    assert page.front is not None
    return page.front


def live(session: Session) -> RegisterPage:
    page = session.window.principle_page
    assert page is not None
    return page.page


def texts(model: object, row: int) -> list[object]:
    index = model.index  # type: ignore[attr-defined]
    return [index(row, column).data() for column in range(model.columnCount(QModelIndex()))]  # type: ignore[attr-defined]


def click(shown: FirstList, row: int) -> None:
    place = shown.table.visualRect(shown.model.index(row, 1)).center()
    QTest.mouseClick(shown.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_whole_list_is_there_before_the_file_is_open(session: Session) -> None:
    shown = front(session)
    assert session.window.desk is None
    assert shown.model.rowCount() == MANY + 1
    assert shown.table.isVisible()
    assert texts(shown.model, 0)[1] == f"Scratch {MANY - 1:04}"
    shown.table.scrollToBottom()
    assert texts(shown.model, MANY)[1] == "Surface corrosion"
    assert session.window.tabs.tabText(5) == "Continuous Improvement"
    assert session.window.tabs.currentIndex() == 5
    assert session.window.status.left.text() == "Opening northwind.qms …"


def test_there_is_one_window_and_nothing_beside_it(session: Session, starts: Starts) -> None:
    shown: list[object] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
            if event.type() == QEvent.Type.Show and isinstance(watched, QWindow):
                shown.append(watched)
            return False

    watch = Watch()
    starts.app.installEventFilter(watch)
    for index in (3, 7, 5):
        session.window.tabs.setCurrentIndex(index)
    starts.open(session)
    starts.app.removeEventFilter(watch)
    assert shown == []


def test_counts_are_those_of_the_open_file(session: Session, starts: Starts) -> None:
    before = {name: chip.text() for name, chip in front(session).filters.chips.items()}
    assert before["all"] == f"All {MANY + 1}"
    starts.open(session)
    assert {name: chip.text() for name, chip in live(session).filters.chips.items()} == before


def test_the_open_list_stands_where_the_first_look_stood_to_the_pixel(session: Session, starts: Starts) -> None:
    shown = front(session)
    shown.table.setFocus()
    shown.table.verticalScrollBar().setValue(9001)
    QTest.keyClick(shown.table, Qt.Key.Key_Down)
    scrolled = shown.table.verticalScrollBar().value()
    session.window.tabs.repaint()
    before = session.window.tabs.grab().toImage()
    starts.open(session)
    page = live(session)
    assert page.table.verticalScrollBar().value() == scrolled
    assert page.table.current is not None
    assert page.table.hasFocus()
    for index in range(9):
        session.window.tabs.set_badge(index, 0)  # the numbers of what needs me come later, in a place of their own
    assert session.window.tabs.grab().toImage() == before


def test_a_row_that_was_clicked_is_opened(session: Session, starts: Starts) -> None:
    shown = front(session)
    click(shown, 3)
    record = shown.table.current
    starts.open(session)
    page = live(session)
    assert isinstance(page.beside, RecordPane)
    assert page.beside.view is not None
    assert page.beside.view.id == record
    assert page.beside.view.title == f"Scratch {MANY - 4:04}"


def test_a_row_that_was_reached_by_keys_is_chosen_and_not_opened(session: Session, starts: Starts) -> None:
    shown = front(session)
    shown.table.setFocus()
    for _ in range(4):
        QTest.keyClick(shown.table, Qt.Key.Key_Down)
    record = shown.table.current
    assert record is not None
    starts.open(session)
    assert live(session).table.current == record
    assert live(session).beside is None
    assert live(session).table.hasFocus()


def test_a_tab_shows_its_own_list_at_once(starts: Starts) -> None:
    starts.leave("supplier", "person", "action")
    session = starts.begin()
    session.window.tabs.setCurrentIndex(7)
    assert front(session).sketch.kind == "supplier"
    QTest.keyClick(session.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    shown = front(session)
    assert shown.sketch.kind == "person"
    assert {str(texts(shown.model, row)[1]) for row in range(2)} == {"Ana Núñez", "Tom Reed"}
    starts.open(session)
    assert session.window.tabs.currentIndex() == 3
    assert live(session).register.kind == "person"
    assert live(session).table.hasFocus()
    session.window.tabs.setCurrentIndex(7)
    settle(session.window)
    assert live(session).register.kind == "supplier"


def test_another_register_of_the_tab_is_shown_at_once(session: Session, starts: Starts) -> None:
    page = session.window.front
    assert isinstance(page, FirstPage)
    QTest.keyClick(session.window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert front(session).sketch.kind == "corrective_action"
    QTest.keyClick(
        session.window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    page.sub_tabs.setCurrentIndex(page.tab.place("action"))
    click(front(session), 0)
    starts.open(session)
    assert live(session).register.kind == "action"
    beside = live(session).beside
    assert isinstance(beside, RecordPane)
    assert beside.view is not None
    assert beside.view.kind == "action"


def test_a_list_that_was_left_on_another_tab_stands_as_it_was_left(session: Session, starts: Starts) -> None:
    shown = front(session)
    shown.filters.box.setText("corrosion")
    session.window.tabs.setCurrentIndex(8)
    starts.open(session)
    session.window.tabs.setCurrentIndex(5)
    settle(session.window)
    assert live(session).filters.box.text() == "corrosion"
    assert live(session).model.rowCount() == 1


def test_ctrl_n_begins_a_record_when_the_file_is_open(session: Session, starts: Starts) -> None:
    QTest.keyClick(session.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    starts.open(session)
    assert isinstance(live(session).beside, NewPane)


def test_what_was_typed_and_chosen_filters_the_open_list(session: Session, starts: Starts) -> None:
    shown = front(session)
    QTest.keyClick(shown.table, Qt.Key.Key_Slash)
    QTest.keyClicks(shown.filters.box, "scratch 05")
    shown.filters.chips["state=open"].click()
    starts.open(session)
    page = live(session)
    assert page.filters.box.text() == "scratch 05"
    assert page.filters.box.hasFocus()
    assert page.filters.chosen == "state=open"
    found = [texts(page.model, row) for row in range(page.model.rowCount())]
    assert 100 <= len(found) < MANY
    assert all("05" in f"{number} {title}" and "Scratch" in str(title) for number, title, *_ in found)


def test_an_order_that_was_asked_for_is_that_of_the_open_list(session: Session, starts: Starts) -> None:
    shown = front(session)
    header = shown.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    starts.open(session)
    page = live(session)
    assert page.table.order == (1, Qt.SortOrder.AscendingOrder)
    assert texts(page.model, 0)[1] == "Scratch 0000"
    assert page.table.horizontalHeader().isSortIndicatorShown()


def test_a_search_that_was_typed_is_answered_and_entered(session: Session, starts: Starts) -> None:
    field = session.window.top_bar.search
    QTest.keyClick(session.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert field.hasFocus()
    QTest.keyClicks(field, "porosity")
    QTest.keyClick(field, Qt.Key.Key_Return)
    starts.open(session)
    assert live(session).register.kind == "action"
    beside = live(session).beside
    assert isinstance(beside, RecordPane)
    assert beside.view is not None
    assert beside.view.title == "Weld porosity above limit"


def test_what_was_done_after_the_file_opened_and_before_its_rows_came_counts_too(
    session: Session, starts: Starts
) -> None:
    session.opening.open(starts.path)
    session.opening.wait()
    while session.window.desk is None:
        QCoreApplication.processEvents()
    shown = front(session)
    assert session.window.arrival is not None
    shown.table.verticalScrollBar().setValue(700)
    click(shown, 22)
    record = shown.wanted
    assert record is not None
    settle(session.window)
    beside = live(session).beside
    assert isinstance(beside, RecordPane)
    assert beside.view is not None
    assert beside.view.id == record


def test_every_list_reads_as_the_open_one(starts: Starts) -> None:
    domain = load_domain()
    kinds = [register.kind for register in domain.registers]
    with Workspace.open(starts.path, domain.registers, domain.rules) as workspace:
        for register in domain.registers:
            if register.example:
                with workspace.change("Add an example") as work:
                    work.add(register.kind, dict(register.example))
    starts.leave("nonconformity")
    session = starts.begin()
    early: dict[str, list[list[object]]] = {}
    for index in range(1, 9):
        session.window.tabs.setCurrentIndex(index)
        page = session.window.front
        if not isinstance(page, FirstPage):
            continue  # its registers come later
        for number in range(page.sub_tabs.count()):
            page.sub_tabs.setCurrentIndex(number)
            if (shown := page.front) is None:
                continue  # the overview waits for the file
            early[shown.sketch.kind] = [texts(shown.model, row) for row in range(min(9, shown.model.rowCount()))]
    starts.open(session)
    for kind in kinds:
        session.window.go(kind)
        settle(session.window, 2)
        model = live(session).model
        assert [texts(model, row) for row in range(min(9, model.rowCount()))] == early[kind], kind


# -- where nothing can be shown


def spoil(preferences: Preferences, _path: Path) -> None:
    preferences.sketches["tabs"][0].pop("stops")


def age(preferences: Preferences, _path: Path) -> None:
    preferences.sketches["program"] = "0.0.1"


def lead_astray(preferences: Preferences, path: Path) -> None:
    preferences.looks[str(path)]["tab"] = 77


def empty(_preferences: Preferences, path: Path) -> None:
    path.write_bytes(b"")


def scribble(_preferences: Preferences, path: Path) -> None:
    path.write_bytes(b"only words")


def exchange(_preferences: Preferences, path: Path) -> None:
    path.unlink()
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE record (id)")
    foreign.commit()
    foreign.close()


def renew(_preferences: Preferences, path: Path) -> None:
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version = 4711")
    newer.close()


def remove(_preferences: Preferences, path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("change", [spoil, age, lead_astray, empty, scribble, exchange, renew, remove])
def test_what_is_no_longer_as_it_was_is_not_shown_early(starts: Starts, change: Change) -> None:
    starts.leave("nonconformity")
    change(starts.preferences, starts.path)
    session = starts.begin()
    assert session.window.arrival is None
    assert not session.window.trouble.isVisible()


def test_a_list_whose_columns_have_changed_shows_no_rows(starts: Starts) -> None:
    starts.leave("nonconformity")
    for tab in starts.preferences.sketches["tabs"]:
        for known in filter(None, (stop["sketch"] for stop in tab["stops"])):
            known["columns"][0]["name"] = "nonsense"
    session = starts.begin()
    assert texts(front(session).model, 0) == [None] * front(session).model.columnCount()
    starts.open(session)
    assert texts(live(session).model, 0)[1] == f"Scratch {MANY - 1:04}"


@pytest.mark.parametrize("name", ['record"; DROP TABLE record; --', "Number", "a b", ""])
def test_no_name_becomes_a_statement(starts: Starts, name: str) -> None:
    starts.leave("nonconformity")
    for tab in starts.preferences.sketches["tabs"]:
        for known in filter(None, (stop["sketch"] for stop in tab["stops"])):
            known["columns"][0]["name"] = name
    session = starts.begin()
    assert texts(front(session).model, 0) == [None] * front(session).model.columnCount()
    starts.open(session)
    assert live(session).model.rowCount() == MANY + 1


def test_a_file_that_is_refused_takes_its_first_look_away(session: Session, starts: Starts, qtbot: QtBot) -> None:
    newer = sqlite3.connect(starts.path)
    newer.execute("PRAGMA user_version = 4711")
    newer.close()
    QTest.keyClick(session.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    session.opening.open(starts.path)
    qtbot.waitUntil(session.window.trouble.isVisible, timeout=10_000)
    assert "newer QMS Desktop" in session.window.trouble.accessibleName()
    assert session.window.arrival is None
    assert session.window.front is None
    assert not session.window.tabs.isVisible()


def test_the_first_start_of_a_day_begins_at_home(starts: Starts) -> None:
    starts.leave("nonconformity")
    starts.preferences.looks[str(starts.path)]["day"] = "2026-01-01"
    session = starts.begin()
    assert session.window.tabs.currentIndex() == 0
    session.window.tabs.setCurrentIndex(5)
    assert front(session).sketch.kind == "nonconformity"
    starts.open(session)
    assert live(session).register.kind == "nonconformity"


def test_another_file_ends_the_first_look(session: Session, starts: Starts) -> None:
    session.window.show_opening(starts.path.with_name("other.qms"))
    assert session.window.arrival is None
    starts.open(session)
    assert session.window.tabs.count() == 9


EARLY = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from qms_desktop.app import Session
app = QApplication([])
session = Session(app)
session.window.show_opening(Path(sys.argv[1]))
session.window.show()
app.processEvents()
front = session.window.front
print(json.dumps([front.front.model.rowCount(), [n for n in sys.argv[2:] if n in sys.modules]]))
"""


def test_the_first_look_imports_nothing_heavy(starts: Starts, own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starts, "preferences", Preferences.load())
    starts.leave("nonconformity")
    late = ["sqlalchemy", "qms_desktop.records.register", "qms_desktop.principles", "qms_desktop.ui.register.page"]
    found = subprocess.run(
        [sys.executable, "-c", EARLY, str(starts.path), *late],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QMS_DATA": str(own_data)},
    )
    assert json.loads(found.stdout) == [MANY + 1, []]
