from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qms_desktop.ui.home.cards import ago
from qms_desktop.ui.home.home_page import HomePage, greeting, long_day
from qms_desktop.ui.home.lines import Line
from qms_desktop.ui.insight.canvas import ChartCanvas
from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.screens import Camera, settle
from qms_desktop.workspace.queries import Listing
from tests.ui.window.conftest import Open


def home_of(window: MainWindow) -> HomePage:
    page = window.findChild(HomePage)
    assert isinstance(page, HomePage)
    return page


@pytest.mark.parametrize(("hour", "words"), [(0, "morning"), (11, "morning"), (12, "afternoon"), (18, "evening")])
def test_the_greeting_follows_the_hour_and_knows_the_first_name(hour: int, words: str) -> None:
    assert greeting(hour, "Ana María Núñez") == f"Good {words}, Ana"
    assert greeting(hour, "") == greeting(hour, "Quality manager") == f"Good {words}"


def test_the_figures_are_those_of_the_file(window: MainWindow) -> None:
    view = home_of(window).view
    assert view is not None
    counts: dict[str, int] = {}
    assert window.desk is not None
    today = view.today

    def count(workspace: object) -> None:
        counts["late"] = workspace.count(Listing("action", overdue_on=today))  # type: ignore[attr-defined]
        counts["nc"] = workspace.facets("nonconformity").total  # type: ignore[attr-defined]

    window.desk.tasks.read(count, lambda _none: None)
    settle(window)
    shown = home_of(window).tiles.figures
    assert shown["action_late"].n == counts["late"] == 2
    assert shown["nonconformity_open"].n == counts["nc"] == 1
    assert home_of(window).tiles.tiles["action_late"].accessibleName() == "Actions overdue: 2, oldest 4 d"


def test_my_day_has_its_groups(window: MainWindow) -> None:
    view = home_of(window).view
    assert view is not None
    assert {group.name: [item.title for item in group.items] for group in view.groups} == {
        "overdue": ["Torque wrench overdue for calibration"],
        "today": ["Paint thickness below limit"],
        "week": ["Bore diameter out of tolerance"],
        "others": ["Weld porosity above limit"],
    }
    assert view.needed == 2
    assert "2 things need you today" in home_of(window).head._subtitle.text()


def test_a_line_of_my_day_opens_its_record(window: MainWindow) -> None:
    line = next(line for line in home_of(window).my_day.findChildren(Line) if "Bore" in line.text())
    line.click()
    settle(window)
    page = window.principle_page
    assert page is not None
    assert page.page.pane.view is not None
    assert page.page.pane.view.title == "Bore diameter out of tolerance"


def test_a_figure_opens_its_register_filtered(window: MainWindow) -> None:
    home_of(window).tiles.tiles["action_late"].click()
    settle(window)
    page = window.principle_page
    assert page is not None
    assert page.register.kind == "action"
    assert page.page.filters.narrowed
    assert page.page.model.rowCount() == 2


def test_home_follows_changes(window: MainWindow) -> None:
    assert window.desk is not None
    window.desk.tasks.change("Add it", lambda work: work.add("action", {"title": "x", "due_on": work.today}).number)
    settle(window)
    view = home_of(window).view
    assert view is not None
    assert view.needed == 3
    assert view.history[0].label == "Add it"


def test_an_empty_system_shows_first_steps(file: Path, open_window: Open, qtbot: QtBot) -> None:
    window = open_window(file)
    home = home_of(window)
    assert home.first.isVisible()
    assert not home.tiles.isVisible()
    with qtbot.waitSignal(home.creating) as caught:
        home.first.creating.emit("risk")
    assert caught.args == ["risk"]
    settle(window)
    page = window.principle_page
    assert page is not None
    assert page.register.kind == "risk"
    assert page.page.new_pane.isVisible()


def test_columns_follow_the_width(window: MainWindow) -> None:
    home = home_of(window)
    found = []
    for width in (1920, 1366, 1024):
        window.resize(width, 768)
        settle(window, 1)
        found.append(home._columns)
        assert home.my_day.width() <= 640
    assert found == [3, 2, 2]


def test_when_something_was() -> None:
    now = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    assert ago(datetime(2026, 11, 22, 8, 5, tzinfo=UTC), now) == "08:05"
    assert ago(datetime(2026, 11, 21, 8, 5, tzinfo=UTC), now) == "yesterday"
    assert ago(datetime(2026, 11, 18, 8, 5, tzinfo=UTC), now) == "4 d ago"
    assert "2025" in ago(datetime(2025, 11, 18, 8, 5, tzinfo=UTC), now)
    assert "22" in long_day(date(2026, 11, 22))


def test_a_picture_waits_for_the_charts(window: MainWindow, tmp_path: Path) -> None:
    Camera(window, tmp_path).take("home")
    seen = [canvas for canvas in window.findChildren(ChartCanvas) if canvas.isVisible()]
    assert [canvas.is_waiting for canvas in seen] == [False, False]
    assert (tmp_path / "01-home.png").stat().st_size > 0


def test_the_latest_changes_are_as_long_as_the_list_beside_them(window: MainWindow) -> None:
    home = home_of(window)
    settle(window)
    home.latest.set_most(0)
    home._share()
    assert home.view is not None
    assert home.latest._most == max(7, sum(glance.total > 0 for glance in home.view.glances))
