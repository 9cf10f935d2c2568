from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from qms_desktop.app import Session, load_domain
from qms_desktop.errors import QmsError
from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.screens import settle
from qms_desktop.ui.start.facts import redo_label, undo_label
from qms_desktop.ui.start.last_resort import SENTENCE, LastResort
from qms_desktop.ui.start.opening import Opened, Opening
from qms_desktop.ui.start.preferences import Preferences
from qms_desktop.ui.start.start_page import StartPage
from qms_desktop.ui.start.visited import MOST, Place, Visited
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.workspace.views import HistoryEntry

# -- preferences


def test_preferences_come_back(own_data: Path, tmp_path: Path) -> None:
    kept = Preferences.load()
    kept.mode, kept.base = "dark", 12.0
    kept.opened(tmp_path / "a.qms")
    kept.opened(tmp_path / "b.qms")
    kept.opened(tmp_path / "a.qms")
    kept.backed_up(tmp_path / "a.qms", datetime(2026, 11, 22, 8, 15, tzinfo=UTC))
    again = Preferences.load()
    assert again == kept
    assert again.recent == [str(tmp_path / "a.qms"), str(tmp_path / "b.qms")]
    assert again.backup_of(tmp_path / "a.qms") == datetime(2026, 11, 22, 8, 15, tzinfo=UTC)
    assert again.backup_of(tmp_path / "b.qms") is None
    assert again.last_file() is None
    (tmp_path / "b.qms").touch()
    assert again.last_file() == tmp_path / "b.qms"
    again.forget(tmp_path / "b.qms")
    assert Preferences.load().last_file() is None
    assert (own_data / "preferences.json").is_file()


@pytest.mark.parametrize("words", ["", "[]", "{", '{"mode": 3, "base": "x", "recent": 1}', '{"mode": "pink"}'])
def test_odd_preferences_are_left_out(own_data: Path, words: str) -> None:
    own_data.mkdir(parents=True)
    (own_data / "preferences.json").write_text(words, encoding="utf-8")
    assert Preferences.load() == Preferences()


def test_preferences_that_cannot_be_written_cost_nothing(own_data: Path) -> None:
    own_data.write_text("a file where the folder should be", encoding="utf-8")
    Preferences().save()


def test_unknown_preferences_of_a_newer_program_are_ignored(own_data: Path) -> None:
    own_data.mkdir(parents=True)
    (own_data / "preferences.json").write_text(json.dumps({"mode": "dark", "later": 1}), encoding="utf-8")
    assert Preferences.load().mode == "dark"


# -- back and forward


def test_places_go_back_and_forward() -> None:
    visited = Visited()
    home, risks, risk = Place(0), Place(8, "risk"), Place(8, "risk", UUID(int=1))
    for place in (home, risks, risks, risk):
        visited.visit(place)
    assert visited.step(1) is None
    assert visited.step(-1) == risks
    assert visited.step(-1) == home
    assert visited.step(-1) is None
    assert visited.step(1) == risks
    visited.visit(Place(3))
    assert visited.step(1) is None
    assert visited.step(-1) == risks
    for number in range(2 * MOST):
        visited.visit(Place(0, str(number)))
    steps = 0
    while visited.step(-1) is not None:
        steps += 1
    assert steps == MOST - 1
    visited.clear()
    assert visited.step(-1) is None


# -- undo and redo labels


def entry(number: int, label: str, undoes: int | None = None, *, undone: bool = False) -> HistoryEntry:
    return HistoryEntry(number, datetime(2026, 11, 22, tzinfo=UTC), "Ana", label, None, undoes=undoes, undone=undone)


def test_labels_of_undo_and_redo() -> None:
    first = entry(1, "Create the quality system")
    assert (undo_label([first]), redo_label([first])) == ("", "")
    two = [entry(2, "Two"), first]
    assert (undo_label(two), redo_label(two)) == ("Two", "")
    undone = [entry(3, "Undo: Two", 2), entry(2, "Two", undone=True), first]
    assert (undo_label(undone), redo_label(undone)) == ("", "Two")
    redone = [entry(4, "Redo: Two", 3), entry(3, "Undo: Two", 2, undone=True), entry(2, "Two"), first]
    assert (undo_label(redone), redo_label(redone)) == ("Two", "")
    later = [entry(4, "Four"), *undone]
    assert (undo_label(later), redo_label(later)) == ("Four", "")


# -- the last resort


@pytest.fixture
def said() -> Iterator[list[tuple[str, str]]]:
    told: list[tuple[str, str]] = []
    handler = LastResort(lambda sentence, details: told.append((sentence, details)))
    handler.install()
    yield told
    handler.remove()


def boom() -> None:
    message = "kaboom"
    raise ZeroDivisionError(message)


def test_what_nobody_handled_is_one_sentence_and_a_log(
    said: list[tuple[str, str]], own_data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        boom()
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert [sentence for sentence, _ in said] == [SENTENCE]
    assert "kaboom" in said[0][1]
    assert "Traceback" not in SENTENCE
    log = (own_data / "logs" / "qms-desktop.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError: kaboom" in log
    caplog.clear()


def test_threads_and_qt_are_logged(
    said: list[tuple[str, str]], own_data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    thread = threading.Thread(target=boom, name="worker")
    thread.start()
    thread.join()
    qWarning("something odd")
    log = (own_data / "logs" / "qms-desktop.log").read_text(encoding="utf-8")
    assert "unhandled in worker" in log
    assert "something odd" in log
    assert said == []
    caplog.clear()


def test_a_log_that_cannot_be_written_costs_nothing(own_data: Path) -> None:
    own_data.write_text("a file where the folder should be", encoding="utf-8")
    handler = LastResort(lambda _sentence, _details: None)
    handler.install()
    handler.remove()
    assert logging.getLogger("qms_desktop").handlers == []


def test_the_window_offers_the_details(window: MainWindow) -> None:
    window.report(SENTENCE, "the details")
    assert window.trouble.isVisible()
    button = next(b for b in window.trouble.findChildren(QPushButton) if b.text() == "Copy details")
    button.click()
    assert QGuiApplication.clipboard().text() == "the details"


# -- opening


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    made = Session(qapp, Preferences(mode="light"))
    yield made
    made.end()
    made.window.deleteLater()
    qapp.setStyleSheet("")
    qapp.processEvents()


def has_file(session: Session) -> bool:
    return session.window.desk is not None


def wait_for(session: Session, qtbot: QtBot, seconds: int = 10) -> None:
    known = session.window.trouble
    qtbot.waitUntil(lambda: has_file(session) or known.isVisible(), timeout=seconds * 1000)
    settle(session.window)


def test_a_file_is_opened_beside_the_window(session: Session, filled: Path, qtbot: QtBot) -> None:
    session.begin(filled)
    assert session.window.isVisible()
    assert session.window._waiting.text() == "Opening northwind.qms …"
    # asked through a call, because the type checker remembers what was None
    assert not has_file(session)
    wait_for(session, qtbot)
    assert session.window.desk is not None
    assert session.window.tabs.count() == 9
    assert session.preferences.recent == [str(filled)]
    assert session.window.windowTitle() == "Northwind Castings – QMS Desktop"


def test_without_a_file_the_start_page_offers_to_make_one(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    session.begin(None)
    page = session.window.findChild(StartPage)
    assert isinstance(page, StartPage)
    session.create(tmp_path / "new.qms", "Acme", "Ana Núñez")
    wait_for(session, qtbot)
    assert session.window.desk is not None
    assert session.window.desk.organisation.name == "Acme"
    assert session.window.status.right.text() == "Ana Núñez (quality manager)"


@pytest.mark.parametrize("content", [b"", b"no database at all, only words", b"SQLite format 3\x00" + b"\0" * 100])
def test_what_is_no_quality_system_is_refused_in_a_sentence(
    session: Session, tmp_path: Path, qtbot: QtBot, content: bytes
) -> None:
    path = tmp_path / "odd.qms"
    path.write_bytes(content)
    session.begin(path)
    wait_for(session, qtbot)
    assert session.window.desk is None
    assert session.window.trouble.isVisible()
    assert session.window.findChild(StartPage) is not None


def test_a_missing_recent_file_is_forgotten(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    session.preferences.recent = [str(tmp_path / "gone.qms")]
    session.begin(tmp_path / "gone.qms")
    wait_for(session, qtbot)
    assert session.preferences.recent == []
    assert "There is no file" in session.window.trouble.accessibleName()


def test_what_was_said_of_one_file_is_not_said_of_the_next(
    session: Session, filled: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    session.begin(tmp_path / "gone.qms")
    wait_for(session, qtbot)
    assert session.window.trouble.isVisible()
    session.open(filled)
    wait_for(session, qtbot)
    assert session.window.desk is not None
    assert not session.window.trouble.isVisible()


def test_opening_another_file_closes_the_first(session: Session, filled: Path, tmp_path: Path, qtbot: QtBot) -> None:
    session.begin(filled)
    wait_for(session, qtbot)
    session.create(tmp_path / "second.qms", "Second", "Tom Reed")
    wait_for(session, qtbot)
    assert session.window.desk is not None
    assert session.window.desk.organisation.name == "Second"
    assert session.window.tabs.count() == 9
    assert not filled.with_name(filled.name + ".lock").exists()
    assert [Path(p).name for p in session.preferences.recent] == ["second.qms", "northwind.qms"]


def test_a_defect_while_opening_is_a_sentence(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = Opening(load_domain)
    monkeypatch.setattr(opening, "_load", boom)
    refused: list[QmsError] = []
    opening.refused.connect(lambda error, _path: refused.append(error))
    with qtbot.captureExceptions() as raised:
        opening.open(tmp_path / "a.qms")
        qtbot.waitUntil(lambda: not opening.running)
    assert "because of an error in the program" in str(refused[0])
    assert raised[0][0] is ZeroDivisionError


def test_opened_is_plain(filled: Path, qtbot: QtBot, theme: Theme) -> None:
    del theme
    opening = Opening(load_domain)
    found: list[Opened] = []
    opening.opened.connect(found.append)
    opening.open(filled)
    opening.wait()
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].organisation.name == "Northwind Castings"
    found[0].workspace.close()


def test_the_start_page_lists_recent_files(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    page = StartPage(theme, [tmp_path / "a.qms"])
    qtbot.addWidget(page)
    buttons = {b.text(): b for b in page.findChildren(QPushButton)}
    with qtbot.waitSignal(page.opening) as caught:
        buttons["a.qms"].click()
    assert caught.args == [tmp_path / "a.qms"]
    with qtbot.waitSignal(page.creating):
        buttons["New quality system…"].click()
    with qtbot.waitSignal(page.choosing):
        buttons["Open…"].click()


def test_the_demo_company_is_made_once_and_opened(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    session.begin(None)
    path = tmp_path / "demo.qms"
    session.sample(path)
    wait_for(session, qtbot, 120)
    assert session.window.desk is not None
    assert session.window.desk.organisation.name == "Nordlicht Metallbau"
    made = path.stat().st_mtime_ns
    session.sample(path)
    wait_for(session, qtbot, 120)
    assert session.window.desk is not None
    assert path.stat().st_mtime_ns == made


def test_making_the_demo_company_can_be_cancelled(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    session.begin(None)
    path = tmp_path / "demo.qms"
    session.opening.told.connect(lambda *_: session.opening.stop())
    session.sample(path)
    wait_for(session, qtbot, 120)
    assert session.window.desk is None
    assert session.window.findChild(StartPage) is not None
    assert "Cancelled" in session.window.trouble._text.text()
    assert list(tmp_path.glob("demo*")) == []
