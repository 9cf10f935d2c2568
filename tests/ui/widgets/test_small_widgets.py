from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.avatar import initials, name_tone
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.chip import Chip, FilterChip
from qms_desktop.ui.widgets.drop_zone import DropZone
from qms_desktop.ui.widgets.label import ElidedLabel
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.ui.widgets.stepper import Stepper
from qms_desktop.ui.widgets.sub_tabs import SubTabs
from qms_desktop.ui.widgets.tile import Tile
from qms_desktop.ui.widgets.toast import Toast
from qms_desktop.ui.widgets.top_bar import TopBar


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ana Núñez", "AN"), ("Ana Maria Núñez", "AN"), ("Łukasz", "Ł"), ("Ana-Maria", "AM"), ("", "?"), ("(none)", "?")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
    assert name_tone(name) != "red"


def test_a_button_is_32_high_focused_or_not(theme: Theme, qtbot: QtBot) -> None:
    for kind in ("primary", "secondary", "ghost"):
        button = Button(theme, "Close", "check", kind=kind)
        qtbot.addWidget(button)
        button.show()
        quiet = button.sizeHint()
        button.setFocus()
        assert button.sizeHint() == quiet
        assert quiet.height() == 32


def test_an_icon_button_has_a_name_and_its_keys(theme: Theme, qtbot: QtBot) -> None:
    button = IconButton(theme, "undo-2", "Undo", key="undo")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Undo", "Undo  Ctrl+Z")
    assert (button.width(), button.height()) == (32, 32)


def test_a_filter_chip_keeps_its_width_when_checked(theme: Theme, qtbot: QtBot) -> None:
    chip = FilterChip(theme, "Mine", 9)
    qtbot.addWidget(chip)
    before = chip.sizeHint()
    chip.click()
    assert chip.isChecked()
    assert (chip.sizeHint(), chip.text(), before.height()) == (before, "Mine 9", 26)


def test_a_chip_says_its_state(theme: Theme, qtbot: QtBot) -> None:
    chip = Chip(theme, "Open", "blue")
    qtbot.addWidget(chip)
    chip.set_state("Root cause", "violet")
    assert chip.accessibleName() == "Root cause"
    assert chip.sizeHint().height() == 21
    assert chip.sizeHint().width() > QFontMetrics(theme.font("chip")).horizontalAdvance("Root cause") + 24


def test_an_elided_label_explains_itself(theme: Theme, qtbot: QtBot) -> None:
    assert theme.base == 10
    label = ElidedLabel("A name that is far too long for its place")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.toolTip() == label.text()
    label.resize(800, 20)
    assert label.toolTip() == ""


def test_the_stepper_gives_names_the_room_they_need(theme: Theme, qtbot: QtBot) -> None:
    stepper = Stepper(theme, ("Open", "Containment", "Root cause", "Action", "Verification", "Closed"), 1)
    qtbot.addWidget(stepper)
    stepper.resize(400, 30)
    metrics = QFontMetrics(theme.font("badge"))
    assert stepper.part(1).width() >= metrics.horizontalAdvance("Containment")
    assert stepper.part(5).right() <= 400
    assert stepper.accessibleName() == "Step 2 of 6: Containment"
    stepper.set_steps(("Open",), -1)
    assert stepper.accessibleName() == ""


def test_names_of_states_without_room_are_left_out_whole(theme: Theme, qtbot: QtBot) -> None:
    names = ("Received", "Acknowledged", "Assessing", "Investigating", "Reply ready", "Replied", "Closed")
    stepper = Stepper(theme, names, 0)
    qtbot.addWidget(stepper)
    stepper.resize(366, 30)
    for current in range(len(names)):
        stepper.set_steps(names, current)
        places = stepper.places()
        assert {current, len(names) - 1} <= set(places)
        found = sorted(places.values(), key=lambda place: place.left())
        assert all(one.right() < other.left() for one, other in pairwise(found))
        assert (found[0].left() >= 0, found[-1].right() < 366) == (True, True)
        assert all(places[n].width() >= QFontMetrics(theme.font("small")).horizontalAdvance(names[n]) for n in places)
    stepper.resize(900, 30)
    assert len(stepper.places()) == len(names)


def test_names_of_tabs_stand_closer_before_they_are_scrolled(theme: Theme, qtbot: QtBot) -> None:
    tabs = SubTabs(theme, "Parts of the record")
    qtbot.addWidget(tabs)
    for name, count in (("Details", None), ("Links", 12), ("Evidence", 3), ("History", None), ("Course", None)):
        tabs.add(name, count)
    wanted = tabs.sizeHint().width()
    tabs.resize(wanted, 38)
    tabs.show()
    roomy = tabs.tabRect(4).left()
    tabs.resize(wanted - 40, 38)
    assert tabs.tabRect(4).left() < roomy
    assert tabs.tabRect(4).right() <= wanted - 40
    assert tabs.sizeHint().width() == wanted


def test_a_line_is_shown_whole_or_not_at_all(qtbot: QtBot) -> None:
    label = ElidedLabel("Saved 18 Nov 2026", "caption", least=0, whole=True)
    qtbot.addWidget(label)
    label.resize(label.sizeHint().width() - 10, 20)
    label.show()
    assert (label._elided(label.width()), label.toolTip()) == ("", "Saved 18 Nov 2026")
    label.resize(300, 20)
    assert (label._elided(label.width()), label.toolTip()) == ("Saved 18 Nov 2026", "")


def test_a_chip_that_is_cut_says_itself_in_the_tooltip(theme: Theme, qtbot: QtBot) -> None:
    chip = Chip(theme, "Waiting for customer")
    qtbot.addWidget(chip)
    chip.resize(60, 21)
    chip.show()
    assert chip.toolTip() == "Waiting for customer"
    chip.resize(chip.sizeHint())
    assert chip.toolTip() == ""


def test_a_toast_offers_the_way_back_once(theme: Theme, qtbot: QtBot) -> None:
    window, undone = QWidget(), []
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    toast = Toast(theme, window)
    toast.announce("Closed NC-2026-0136", "Undo", lambda: undone.append(1))
    assert toast.isVisible()
    assert toast.accessibleName() == "Closed NC-2026-0136"
    assert abs(toast.geometry().center().x() - 400) <= 1
    window.resize(1000, 600)
    assert abs(toast.geometry().center().x() - 500) <= 1
    toast.button.click()
    assert (undone, toast.isVisible()) == ([1], False)
    toast.announce("Saved")
    assert not toast.button.isVisible()
    toast._timer.timeout.emit()
    assert not toast.isVisible()


def test_a_long_toast_stays_in_the_window(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    toast = Toast(theme, window)
    toast.announce("A very long sentence about what was done to the record " * 3, "Undo")
    assert window.rect().contains(toast.geometry())


def test_a_notice_is_dismissed(theme: Theme, qtbot: QtBot) -> None:
    notice = Notice(theme)
    qtbot.addWidget(notice)
    assert not notice.isVisible()
    notice.say("The disk is full", "red", action="Choose another")
    assert notice.isVisible()
    with qtbot.waitSignal(notice.acted):
        notice._action.click()
    with qtbot.waitSignal(notice.dismissed):
        notice._close.click()
    assert not notice.isVisible()


def test_a_tile_says_all_three_lines(theme: Theme, qtbot: QtBot) -> None:
    tile = Tile(theme, "Actions overdue")
    qtbot.addWidget(tile)
    tile.set_figure("7", "oldest 12 days", "red")
    assert tile.accessibleName() == "Actions overdue: 7, oldest 12 days"
    assert tile.minimumSizeHint().width() == 180
    tile.show()
    with qtbot.waitSignal(tile.clicked):
        QTest.keyClick(tile, Qt.Key.Key_Space)


def test_a_drop_zone_takes_files_before_pictures(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    zone = DropZone(theme)
    qtbot.addWidget(zone)
    files: list[list[Path]] = []
    pictures: list[QImage] = []
    zone.dropped.connect(files.append)
    zone.pasted_image.connect(pictures.append)
    data = QMimeData()
    assert not zone.take(data)
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf")), QUrl("https://example.org/b.pdf")])
    assert zone.take(data)
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    picture = QMimeData()
    picture.setImageData(image)
    assert zone.take(picture)
    assert files == [[tmp_path / "a.pdf"]]
    assert len(pictures) == 1
    assert zone.sizeHint().height() >= 40


@pytest.mark.parametrize("base", [9, 10, 14])
@pytest.mark.parametrize("width", [1024, 1093, 1199, 1200, 1366, 1920])
def test_the_search_is_never_narrower_than_its_hint(theme: Theme, qtbot: QtBot, width: int, base: float) -> None:
    theme.set_base(base)
    bar = TopBar(theme, "Northwind Castings")
    qtbot.addWidget(bar)
    bar.resize(width, 52)
    bar.show()
    QApplication.processEvents()
    search = bar.search
    assert search.width() >= search.fontMetrics().horizontalAdvance(search.placeholderText()) + 40
    assert search.width() >= 240
    if width >= 1200 and base == 10:
        assert search.width() == 460
        assert abs(search.geometry().center().x() - width / 2) <= 3
    assert bar.settings_button.mapTo(bar, bar.settings_button.rect().topRight()).x() <= width - 16


def test_the_top_bar_signals(theme: Theme, qtbot: QtBot) -> None:
    bar = TopBar(theme, "Northwind Castings")
    qtbot.addWidget(bar)
    bar.show()
    for button, signal in (
        (bar.undo_button, bar.undo),
        (bar.redo_button, bar.redo),
        (bar.help_button, bar.help),
        (bar.theme_button, bar.toggle_theme),
        (bar.settings_button, bar.settings),
    ):
        with qtbot.waitSignal(signal):
            button.click()
    with qtbot.waitSignal(bar.search_typed) as typed:
        QTest.keyClicks(bar.search, "x")
    assert typed.args == ["x"]
    with qtbot.waitSignal(bar.search_moved) as moved:
        QTest.keyClick(bar.search, Qt.Key.Key_Down)
    assert moved.args == [1]
    with qtbot.waitSignal(bar.search_activated):
        QTest.keyClick(bar.search, Qt.Key.Key_Return)
    bar.set_undo("", "Close NC-1")
    assert not bar.undo_button.isEnabled()
    assert bar.redo_button.accessibleName() == "Redo: Close NC-1"
    bar.set_organisation("Other")
    assert "Other" in [label.text() for label in bar.findChildren(QLabel)]
