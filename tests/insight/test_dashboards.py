"""Every chart of every dashboard, over files with nothing, hardly anything and a lot in them."""

from __future__ import annotations

import pytest

from qms_desktop.insight.chart import Chart, Shape, Tile
from qms_desktop.insight.dashboard import Answers, ask
from qms_desktop.insight.dashboards import DASHBOARDS
from qms_desktop.insight.drawing.picture import draw, printed
from qms_desktop.insight.ink import Ink
from qms_desktop.insight.period import Length
from qms_desktop.principles import PRINCIPLES
from qms_desktop.ui.theme.tokens import DARK, LIGHT
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.queries import count
from tests.insight.conftest import Into
from tests.insight.world import WORLDS

PAGES = list(DASHBOARDS)


def answers(look: Look, page: str, length: Length = Length.YEAR) -> Answers:
    """Every answer, in every view."""
    found = ask(look, DASHBOARDS[page], length)
    for question in DASHBOARDS[page].questions:
        for view, _ask in question.views[1:]:
            found[f"{question.name} {view}"] = ask(
                look, DASHBOARDS[page], length, {question.name}, {question.name: view}
            )[question.name]
    return found


def charts(found: Answers) -> list[Chart]:
    return [answer for answer in found.values() if isinstance(answer, Chart)]


def counted(look: Look, behind: object) -> int:
    return count(look.session.connection(), look.registers[behind.kind], behind)  # type: ignore[attr-defined,arg-type]


def test_every_dashboard_belongs_to_a_principle() -> None:
    known = [principle.name for principle in PRINCIPLES if principle.registers]
    assert [name for name in DASHBOARDS if name not in (*known, "home")] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_dashboard_has_a_few_figures_and_charts_with_names_of_their_own(page: str) -> None:
    dashboard = DASHBOARDS[page]
    names = [question.name for question in dashboard.questions]
    assert len(set(names)) == len(names)
    assert 2 <= len(dashboard.tiles) <= 5
    assert 2 <= len(dashboard.charts) <= 6


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("length", Length)
@pytest.mark.parametrize("page", PAGES)
def test_what_opens_is_what_was_counted(into: Into, page: str, length: Length, world: str) -> None:
    look = into(world)
    found = answers(look, page, length)
    for name, answer in found.items():
        if isinstance(answer, Tile) and answer.behind is not None:
            assert counted(look, answer.behind) == answer.n, name
        if isinstance(answer, Chart):
            for series, place, point in answer.points():
                if point.behind is not None:
                    assert counted(look, point.behind) == point.n, f"{name}: {answer.words(series, place)}"


@pytest.mark.parametrize("page", PAGES)
def test_a_filled_file_has_something_in_every_figure(into: Into, page: str) -> None:
    look = into("normal")
    found = answers(look, page, Length.FIVE)
    assert [name for name, answer in found.items() if answer is None] == []
    assert [chart.name for chart in charts(found) if chart.empty] == []
    for chart in charts(found):
        assert " · n = " in chart.source
        assert all(len(series.points) == len(chart.labels) for series in chart.series)
        header, rows = chart.header(), list(chart.table())
        assert len(rows) == len(chart.labels)
        assert all(len(row) == len(header) for row in rows)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("page", PAGES)
def test_every_chart_can_be_drawn(into: Into, page: str, world: str, tokens: object) -> None:
    look = into(world)
    found = answers(look, page)
    ink = Ink(tokens.table(), "DejaVu Sans")  # type: ignore[attr-defined]
    for chart in charts(found):
        picture = draw(chart, ink, 420, 200)
        assert len(picture.pixels) == 420 * 200 * 4
        if chart.empty:
            continue
        assert {(spot.series, spot.place) for spot in picture.spots} == {
            (series, place) for series, place, point in chart.points()
            if point.value is not None or chart.shape is not Shape.LINE
        }, chart.name  # fmt: skip
        for spot in picture.spots:
            assert -20 <= spot.left <= spot.right <= 440, (chart.name, spot)
            assert -20 <= spot.top <= spot.bottom <= 220, (chart.name, spot)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_chart_is_saved_with_its_title_and_source(into: Into, kind: str) -> None:
    look = into("normal")
    chart = next(chart for chart in charts(answers(look, "continuous_improvement")))
    content = printed(chart, Ink(LIGHT.table(), "DejaVu Sans"), 960, 540, kind)
    if kind == "svg":
        assert chart.title in content.decode()
        assert chart.source in content.decode()
    else:
        assert content.startswith(b"\x89PNG")


@pytest.mark.parametrize("page", PAGES)
def test_a_question_reads_no_more_than_it_says(into: Into, page: str) -> None:
    """What is not named would not be asked again after a change."""
    look = into("normal")
    for question in DASHBOARDS[page].questions:
        narrow = {kind: register for kind, register in look.registers.items() if kind in question.kinds}
        seen = Look(look.session, narrow, look.rules, look.now, look.actor_id)
        found = ask(seen, DASHBOARDS[page], Length.YEAR, {question.name})[question.name]
        assert found == answers(look, page)[question.name], question.name
