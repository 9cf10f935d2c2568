from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from qms_desktop.ui.gallery_samples import TABS
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.sub_tabs import SubTabs
from qms_desktop.ui.widgets.tabs import RAIL_BELOW, Tabs


def make_tabs(theme: Theme, qtbot: QtBot, width: int) -> Tabs:
    tabs = Tabs(theme)
    for name, short, icon, _ in TABS:
        tabs.add(QWidget(), name, short, icon)
    qtbot.addWidget(tabs)
    tabs.resize(width, 690)
    tabs.show()
    return tabs


@pytest.mark.parametrize("base", [9, 10, 12, 14])
def test_names_wrap_to_two_lines_and_are_never_cut(theme: Theme, qtbot: QtBot, base: float) -> None:
    theme.set_base(base)
    tabs = make_tabs(theme, qtbot, 1366)
    bar = tabs.bar
    metrics = QFontMetrics(theme.font("tab_current"))
    for index in range(bar.count()):
        room = bar.text_rect(index)
        needed = metrics.boundingRect(
            QRect(0, 0, room.width(), 1000), int(Qt.TextFlag.TextWordWrap), bar.tabText(index)
        )
        assert needed.height() < 3 * metrics.lineSpacing()
        assert needed.width() <= room.width()
        assert needed.height() <= room.height()


def test_the_column_is_as_designed(theme: Theme, qtbot: QtBot) -> None:
    tabs = make_tabs(theme, qtbot, 1366)
    bar = tabs.bar
    assert not bar.rail
    assert 204 <= bar.width() <= 216  # a wide system font takes what its longest name needs
    assert [bar.tabRect(index).height() for index in range(3)] == [58, 44, 44]


@pytest.mark.parametrize("base", [9, 10, 14])
def test_the_rail_keeps_short_names_whole(theme: Theme, qtbot: QtBot, base: float) -> None:
    theme.set_base(base)
    tabs = make_tabs(theme, qtbot, RAIL_BELOW - 1)
    bar = tabs.bar
    assert bar.rail
    metrics = QFontMetrics(theme.font("rail_current"))
    for index, (name, short, _, _) in enumerate(TABS):
        assert metrics.horizontalAdvance(short) <= bar.tabRect(index).width()
        assert bar.tabText(index) == name
        assert name in bar.tabToolTip(index)
    if base == 10:
        assert 60 <= bar.width() <= 80
        assert bar.sizeHint().height() <= 576 - 52 - 26


def test_the_width_of_the_window_decides(theme: Theme, qtbot: QtBot) -> None:
    tabs = make_tabs(theme, qtbot, 1366)
    tabs.resize(1100, 600)
    assert tabs.bar.rail
    tabs.resize(1180, 600)
    assert not tabs.bar.rail


def test_badges_are_told_in_words(theme: Theme, qtbot: QtBot) -> None:
    tabs = make_tabs(theme, qtbot, 1366)
    tabs.set_badge(2, 3)
    tabs.set_badge(0, 7, overdue=True)
    assert tabs.bar.tabToolTip(2) == "Leadership: 3 need you"
    assert tabs.bar.tabToolTip(0) == "Home: 7 need you, some overdue"
    tabs.set_badge(2, 0)
    assert tabs.bar.tabToolTip(2) == "Leadership"


def test_screen_readers_hear_a_tab_list(theme: Theme, qtbot: QtBot) -> None:
    tabs = make_tabs(theme, qtbot, 1000)
    bar = tabs.bar
    spoken = QAccessible.queryAccessibleInterface(bar)
    assert spoken.role() == QAccessible.Role.PageTabList
    first = spoken.child(1)
    assert first.role() == QAccessible.Role.PageTab
    assert first.text(QAccessible.Text.Name) == "Customer Focus"


def test_sub_tabs_have_counts_and_scroll(theme: Theme, qtbot: QtBot) -> None:
    bar = SubTabs(theme, "Registers")
    qtbot.addWidget(bar)
    for count in range(12):
        bar.add("Corrective actions", count)
    bar.resize(400, 38)
    bar.show()
    bar.set_count(0, 21)
    assert bar.tabText(0) == "Corrective actions 21"
    assert bar.minimumSizeHint().width() <= 200
    metrics = QFontMetrics(theme.font())
    assert bar.tabRect(0).width() >= metrics.horizontalAdvance("Corrective actions") + metrics.horizontalAdvance("21")
    bar.clear()
    assert bar.count() == 0


def test_a_bar_of_registers_grows_with_its_numbers(theme: Theme, qtbot: QtBot) -> None:
    holder, bar = QWidget(), SubTabs(theme, "Registers")
    bar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(holder)
    row.addWidget(bar)
    row.addStretch(1)
    qtbot.addWidget(holder)
    for name in ("Suppliers", "Certificates", "Interested parties"):
        bar.add(name)
    holder.resize(900, 60)
    holder.show()
    before = bar.width()
    for index in range(bar.count()):
        bar.set_count(index, 1234)
    qtbot.waitUntil(lambda: bar.width() > before)
    assert bar.tabRect(2).right() < bar.width()
