"""The risk matrix: how many open risks stand in which cell, as they are, as they would be, and as they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from qms_desktop.insight.period import Length, Period
from qms_desktop.insight.scope import Scope, narrowed
from qms_desktop.principles.risk_based_thinking.matrix import MATRIX, Impact, Level, Likelihood, above_appetite
from qms_desktop.principles.risk_based_thinking.risks import Risk
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace

Cell = tuple[int, int]
"""Likelihood and impact, each from 1 to 5."""
SIZE = len(MATRIX)
CELLS: tuple[Cell, ...] = tuple((row, column) for row in range(SIZE, 0, -1) for column in range(1, SIZE + 1))
"""Every cell, the likeliest first, from left to right."""


class Stage(Enum):
    """Which of the three assessments is looked at: the names of its two fields."""

    CURRENT = (Risk.likelihood.key, Risk.impact.key)
    RESIDUAL = (Risk.residual_likelihood.key, Risk.residual_impact.key)
    INHERENT = (Risk.inherent_likelihood.key, Risk.inherent_impact.key)

    @property
    def label(self) -> str:
        """The word for it."""
        return self.name.capitalize()


@dataclass(frozen=True, slots=True)
class RiskMatrix:
    """What one moment of the file says."""

    total: int = 0
    standing: Listing = field(default_factory=lambda: Listing(Risk.KIND))
    """All that is counted: risks that are neither closed nor void."""
    counts: Mapping[Stage, Mapping[Cell, int]] = field(default_factory=dict)
    moves: Mapping[tuple[Cell, Cell], int] = field(default_factory=dict)
    """From the current cell to the residual one, where they differ."""

    def count(self, stage: Stage, cell: Cell) -> int:
        """How many risks stand in a cell."""
        return self.counts.get(stage, {}).get(cell, 0)

    def unplaced(self, stage: Stage) -> int:
        """How many risks have no place yet."""
        return self.total - sum(self.counts.get(stage, {}).values())

    def of_level(self, stage: Stage, level: Level) -> int:
        """How many risks stand in the cells of a level."""
        return sum(count for cell, count in self.counts.get(stage, {}).items() if level_at(cell) is level)

    def above(self, stage: Stage) -> int:
        """How many risks stand above the appetite."""
        return sum(self.of_level(stage, level) for level in Level if above_appetite(level))

    def behind(self, stage: Stage, cell: Cell) -> Listing:
        """The risks of a cell: exactly those that were counted."""
        likelihood, impact = stage.value
        return narrowed(self.standing, **{likelihood: str(cell[0]), impact: str(cell[1])})


def level_at(cell: Cell) -> Level:
    """The level of a cell."""
    return MATRIX[cell[0] - 1][cell[1] - 1]


def words_of(cell: Cell) -> tuple[str, str]:
    """The words of the two scales for a cell: "4 Likely", "3 Moderate"."""
    return Likelihood(str(cell[0])).label, Impact(str(cell[1])).label


def count(look: Look) -> RiskMatrix:
    """Count the open risks, in one walk over them."""
    scope = Scope(look, Period(look.today, Length.YEAR))
    standing = scope.standing(Risk.KIND)
    columns = [name for stage in Stage for name in stage.value]
    total, counts, moves = 0, {stage: Counter[Cell]() for stage in Stage}, Counter[tuple[Cell, Cell]]()
    for values, number in scope.tally(standing, *columns).items():
        total += number
        placed: dict[Stage, Cell] = {}
        for place, stage in enumerate(Stage):
            likelihood, impact = values[2 * place : 2 * place + 2]
            if likelihood and impact:
                placed[stage] = (int(likelihood), int(impact))
                counts[stage][placed[stage]] += number
        now, then = placed.get(Stage.CURRENT), placed.get(Stage.RESIDUAL)
        if now and then and now != then:
            moves[now, then] += number
    return RiskMatrix(total, standing, counts, moves)


def read(workspace: Workspace) -> RiskMatrix:
    """The same in a read of its own."""
    with workspace.read() as look:
        return count(look)
