"""Dashboards in the window: what is shown, what opens, and what is asked again."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qms_desktop.app import load_domain
from qms_desktop.insight.dashboards import DASHBOARDS
from qms_desktop.insight.period import Length
from qms_desktop.ui.insight.chart_card import ChartCard
from qms_desktop.ui.insight.overview import OverviewPage
from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.screens import settle
from qms_desktop.ui.start.preferences import Preferences
from qms_desktop.workspace.workspace import Workspace
from tests.insight.world import normal
from tests.ui.window.conftest import Open, open_window, own_data

__all__ = ["open_window", "own_data"]
IMPROVEMENT = 5


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    domain = load_domain()
    path = tmp_path_factory.mktemp("busy") / "busy.qms"
    with Workspace.create(path, domain.registers, domain.rules, organisation="Nordlicht", owner="Ana Probe") as opened:
        normal(opened)
    return path


@pytest.fixture
def window(busy: Path, tmp_path: Path, open_window: Open) -> MainWindow:
    copy = tmp_path / "busy.qms"
    copy.write_bytes(busy.read_bytes())
    window = open_window(copy)
    window.tabs.setCurrentIndex(IMPROVEMENT)
    settle(window)
    return window


def overview(window: MainWindow) -> OverviewPage:
    page = window.principle_page
    assert page is not None
    assert page.overview is not None
    return page.overview


def card(window: MainWindow, name: str) -> ChartCard:
    return overview(window).cards[name]


def until_written(window: MainWindow, path: Path) -> None:
    limit = time.monotonic() + 20
    while not path.is_file() and time.monotonic() < limit:
        settle(window, 1)


def test_a_tab_begins_with_its_overview_and_every_chart_is_drawn(window: MainWindow) -> None:
    page = window.principle_page
    assert page is not None
    assert page.overlooks
    assert not page._new.isVisible()
    shown = overview(window)
    dashboard = DASHBOARDS["continuous_improvement"]
    assert list(shown.tiles.tiles) == [question.name for question in dashboard.tiles]
    assert set(shown.cards) == {question.name for question in dashboard.charts}
    for one in shown.cards.values():
        assert one.canvas.picture is not None
        assert one.canvas.accessibleName() == one.chart.title if one.chart else ""


def test_a_tab_reached_by_its_key_puts_the_focus_into_the_overview(window: MainWindow) -> None:
    window.tabs.setCurrentIndex(0)
    window.activateWindow()
    settle(window, 1)
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert window.focusWidget() is overview(window).first


@pytest.mark.parametrize("name", [question.name for question in DASHBOARDS["continuous_improvement"].charts])
def test_enter_on_a_point_opens_exactly_its_records(window: MainWindow, name: str) -> None:
    canvas = card(window, name).canvas
    chart = canvas.chart
    assert chart is not None
    series, place, point = next((s, p, point) for s, p, point in chart.points() if point.n)
    canvas.setFocus()
    canvas.light((series, place))
    words = canvas.words()
    assert chart.labels[place].full in words
    assert words in canvas.accessibleName()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    settle(window)
    page = window.principle_page
    assert page is not None
    assert point.behind is not None
    assert page.register.kind == point.behind.kind
    assert page.page.model.rowCount() == point.n
    assert page.page.filters.narrowed
    chip = page.page.filters.chips["narrow"]
    assert chip.isVisible()
    page.page.choose("all")
    settle(window)
    assert not chip.isVisible()


def test_a_click_on_a_bar_opens_its_records_and_back_returns(window: MainWindow) -> None:
    canvas = card(window, "nonconformity_pareto").canvas
    assert canvas.picture is not None
    assert canvas.chart is not None
    spot = canvas.picture.spots[0]
    scale = canvas.width() / canvas.picture.width
    middle = round((spot.left + spot.right) / 2 * scale), round((spot.top + spot.bottom) / 2 * scale)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(*middle))
    settle(window)
    page = window.principle_page
    assert page is not None
    assert page.register.kind == "nonconformity"
    assert page.page.model.rowCount() == canvas.chart.series[0].points[0].n
    window.step_back(-1)
    assert page.overlooks


def test_a_tile_opens_what_it_counts(window: MainWindow) -> None:
    shown = overview(window)
    figure = shown.tiles.figures["action_late"]
    shown.tiles.tiles["action_late"].click()
    settle(window)
    page = window.principle_page
    assert page is not None
    assert page.register.kind == "action"
    assert page.page.model.rowCount() == figure.n


def test_arrows_go_from_point_to_point(window: MainWindow) -> None:
    canvas = card(window, "nonconformity_flow").canvas
    canvas.setFocus()
    assert canvas.chart is not None
    last = len(canvas.chart.labels) - 1
    for key, wanted in (
        (Qt.Key.Key_Right, (0, last)),
        (Qt.Key.Key_Left, (0, last - 1)),
        (Qt.Key.Key_Down, (1, last - 1)),
        (Qt.Key.Key_Home, (1, 0)),
        (Qt.Key.Key_End, (1, last)),
        (Qt.Key.Key_Up, (0, last)),
    ):
        QTest.keyClick(canvas, key)
        assert canvas.current == wanted
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.current is None


def test_only_touched_charts_are_asked_again(window: MainWindow) -> None:
    board = overview(window).board
    before = len(board.asked)
    assert window.desk is not None
    window.desk.tasks.change("Add", lambda work: work.add("action", {"title": "One more"}).number)
    settle(window)
    again = set(board.asked[before:])
    assert again == {q.name for q in board.dashboard.questions if "action" in q.kinds}
    assert "nonconformity_flow" not in again
    before = len(board.asked)
    window.desk.tasks.change("Add", lambda work: work.add("customer", {"title": "Somebody"}).number)
    settle(window)
    assert board.asked[before:] == []


def test_what_changes_behind_another_tab_is_asked_when_it_is_seen_again(window: MainWindow) -> None:
    board = overview(window).board
    window.tabs.setCurrentIndex(0)
    before = len(board.asked)
    assert window.desk is not None
    window.desk.tasks.change("Add", lambda work: work.add("action", {"title": "One more"}).number)
    settle(window)
    assert board.asked[before:] == []
    window.tabs.setCurrentIndex(IMPROVEMENT)
    settle(window)
    assert board.asked[before:]


def test_a_longer_look_back_has_quarters(window: MainWindow) -> None:
    page = window.principle_page
    assert page is not None
    page._look_back(Length.FIVE)
    settle(window)
    chart = card(window, "nonconformity_flow").chart
    assert chart is not None
    assert chart.title.endswith("per quarter")
    assert len(chart.labels) == 20


def test_a_chart_follows_the_theme(window: MainWindow) -> None:
    canvas = card(window, "nonconformity_flow").canvas
    assert canvas._image is not None
    light = canvas._image.pixelColor(1, 1).lightness()
    window.theme.set_mode("dark")
    settle(window)
    assert canvas._image is not None
    assert light > 200
    assert canvas._image.pixelColor(1, 1).lightness() < 60


def test_a_chart_has_a_table_that_says_the_same_and_opens_the_same(window: MainWindow) -> None:
    one = card(window, "nonconformity_flow")
    one.as_table.trigger()
    twin, chart = one._twin, one.chart
    assert twin is not None
    assert chart is not None
    model = twin.model()
    assert one.stack.currentWidget() is twin
    assert twin.accessibleName() == f"{chart.title}, as a table"
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in range(3)] == ["Month", "Opened", "Closed"]
    place = next(n for n, point in enumerate(chart.series[0].points) if point.n)
    assert model.index(place, 1).data() == f"{chart.series[0].points[place].n}"
    twin.setCurrentIndex(model.index(place, 1))
    QTest.keyClick(twin, Qt.Key.Key_Return)
    settle(window)
    page = window.principle_page
    assert page is not None
    assert page.page.model.rowCount() == chart.series[0].points[place].n


@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_a_picture_is_saved(window: MainWindow, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"chart{ending}"
    one = card(window, "nonconformity_flow")
    one.save_picture(path)
    until_written(window, path)
    if ending == ".png":
        assert QImage(str(path)).width() == 1920
    else:
        assert one.chart is not None
        assert one.chart.title in path.read_text("utf-8")
    settle(window)
    assert window.toast.accessibleName() == f"Saved: chart{ending}"


def test_figures_are_saved_as_text_and_as_a_workbook(window: MainWindow, tmp_path: Path) -> None:
    one = card(window, "nonconformity_flow")
    assert one.chart is not None
    for ending in (".csv", ".xlsx"):
        one.save_figures(tmp_path / f"chart{ending}")
    settle(window)
    with (tmp_path / "chart.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["Month", "Opened", "Closed"]
    assert [float(row[1]) for row in rows[1:]] == [point.value for point in one.chart.series[0].points]
    book = load_workbook(tmp_path / "chart.xlsx")
    assert one.chart.title in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    values = [row[1].value for row in book.worksheets[1].iter_rows(min_row=2)]
    assert [float(v) for v in values if isinstance(v, int | float)][: len(rows) - 1] == [
        point.value for point in one.chart.series[0].points
    ]


def test_a_refused_file_is_said(window: MainWindow, tmp_path: Path) -> None:
    one = card(window, "nonconformity_flow")
    one.save_figures(tmp_path / "nowhere" / "chart.csv")
    settle(window)
    assert window.trouble.isVisible()


def test_the_start_does_not_load_matplotlib() -> None:
    import subprocess
    import sys

    code = (
        "import sys; import qms_desktop.ui.start.pages, qms_desktop.ui.insight.overview, qms_desktop.cli; "
        "sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_tab_opens_again_where_it_was_used_last(busy: Path, tmp_path: Path, open_window: Open) -> None:
    copy = tmp_path / "busy.qms"
    copy.write_bytes(busy.read_bytes())
    first = open_window(copy)
    first.go("nonconformity")
    first.close()
    second = open_window(copy, preferences=Preferences.load())
    second.tabs.setCurrentIndex(IMPROVEMENT)
    page = second.principle_page
    assert page is not None
    assert page.sub_tabs.currentIndex() > 0
    assert page.register.kind == "nonconformity"
    page.go("")
    assert page.sub_tabs.currentIndex() == 0
    second.tabs.setCurrentIndex(1)
    other = second.principle_page
    assert other is not None
    assert other.overlooks


@pytest.mark.parametrize("index", range(1, 9))
def test_every_overview_fits_a_small_window_and_has_names_for_everything(window: MainWindow, index: int) -> None:
    window.resize(1024, 576)
    window.tabs.setCurrentIndex(index)
    settle(window)
    shown = overview(window)
    inside = shown.widget()
    assert inside is not None
    assert inside.width() <= shown.viewport().width()
    nameless = [
        widget
        for widget in shown.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not widget.accessibleName()
    ]
    assert [w for w in nameless if not getattr(w, "text", str)()] == []


def test_cards_end_where_the_head_ends_and_the_scroll_bar_stands_beside_them(window: MainWindow) -> None:
    page = window.principle_page
    assert page is not None
    end = page.head.mapTo(window, QPoint(page.head.width(), 0)).x()
    for size in ((1366, 614), (1366, 2200)):
        window.resize(*size)
        settle(window)
        tiles = page.overview.tiles if page.overview is not None else page.head
        assert tiles.mapTo(window, QPoint(tiles.width(), 0)).x() == end
    assert overview(window).verticalScrollBar().maximum() == 0
