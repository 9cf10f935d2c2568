from __future__ import annotations

import pytest

from qms_desktop.insight.chart import Tile
from qms_desktop.insight.dashboard import read as ask
from qms_desktop.insight.dashboards import DASHBOARDS
from qms_desktop.insight.period import Length
from qms_desktop.insight.risk_matrix import CELLS, Cell, Stage, level_at, read, words_of
from qms_desktop.principles.risk_based_thinking.matrix import Level
from qms_desktop.workspace.workspace import Workspace

RISKS: list[dict[str, object]] = [
    {"likelihood": "4", "impact": "3", "residual_likelihood": "2", "residual_impact": "3"},
    {"likelihood": "4", "impact": "3", "residual_likelihood": "2", "residual_impact": "3"},
    {"likelihood": "4", "impact": "3", "inherent_likelihood": "5", "inherent_impact": "5"},
    {"likelihood": "1", "impact": "1", "residual_likelihood": "1", "residual_impact": "1"},
    {"likelihood": "5"},
    {},
]


@pytest.fixture
def risky(workspace: Workspace) -> Workspace:
    with workspace.change("Add") as work:
        for values in RISKS:
            work.add("risk", {"title": "A risk", **values})
        gone = work.add("risk", {"title": "Void", "likelihood": "4", "impact": "3"})
        work.void(gone, "entered twice")
        work.add("risk", {"title": "Old", "likelihood": "4", "impact": "3"}, taken_over_from="old", state="closed")
    return workspace


def test_open_risks_are_counted_cell_by_cell(risky: Workspace) -> None:
    found = read(risky)
    assert found.total == 6
    assert found.counts[Stage.CURRENT] == {(4, 3): 3, (1, 1): 1}
    assert found.counts[Stage.RESIDUAL] == {(2, 3): 2, (1, 1): 1}
    assert found.counts[Stage.INHERENT] == {(5, 5): 1}
    assert {stage: found.unplaced(stage) for stage in Stage} == {
        Stage.CURRENT: 2, Stage.RESIDUAL: 3, Stage.INHERENT: 5,
    }  # fmt: skip


def test_a_move_goes_from_what_is_to_what_would_remain(risky: Workspace) -> None:
    assert read(risky).moves == {((4, 3), (2, 3)): 2}


def test_levels_follow_the_matrix_and_the_appetite(risky: Workspace) -> None:
    found = read(risky)
    assert [found.of_level(Stage.CURRENT, level) for level in Level] == [1, 0, 3, 0]
    assert (found.above(Stage.CURRENT), found.above(Stage.RESIDUAL), found.above(Stage.INHERENT)) == (3, 0, 1)


@pytest.mark.parametrize("stage", Stage)
def test_behind_a_cell_stand_exactly_the_risks_that_were_counted(risky: Workspace, stage: Stage) -> None:
    found = read(risky)
    assert {cell: risky.count(found.behind(stage, cell)) for cell in CELLS} == {
        cell: found.count(stage, cell) for cell in CELLS
    }


def test_an_empty_file_has_an_empty_matrix(workspace: Workspace) -> None:
    found = read(workspace)
    assert (found.total, found.moves) == (0, {})
    assert not any(found.count(stage, cell) for stage in Stage for cell in CELLS)


@pytest.mark.parametrize(
    ("cell", "level", "words"),
    [((5, 5), Level.CRITICAL, ("5 Almost certain", "5 Severe")), ((1, 4), Level.LOW, ("1 Rare", "4 Major"))],
)
def test_a_cell_has_a_level_and_words(cell: Cell, level: Level, words: tuple[str, str]) -> None:
    assert (level_at(cell), words_of(cell)) == (level, words)


def test_the_tile_counts_what_the_matrix_shows_above_the_appetite(risky: Workspace) -> None:
    tile = ask(risky, DASHBOARDS["risk_based_thinking"], Length.YEAR, {"above_appetite"})["above_appetite"]
    assert isinstance(tile, Tile)
    assert tile.behind is not None
    assert risky.count(tile.behind) == tile.n == read(risky).above(Stage.CURRENT)
    assert tile.meaning == "3 to treat or accept"
