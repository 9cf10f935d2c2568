"""`RiskMatrixPage`: the heat map with its switches, what it says in figures, and its twin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from qms_desktop.insight.risk_matrix import Cell, RiskMatrix, Stage, read, words_of
from qms_desktop.principles.risk_based_thinking.matrix import APPETITE, Level
from qms_desktop.principles.risk_based_thinking.risks import Risk
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages.risk_based_thinking.grid import RiskGrid
from qms_desktop.ui.pages.risk_based_thinking.twin import MatrixTwin
from qms_desktop.ui.widgets.buttons import IconButton
from qms_desktop.ui.widgets.card import Card
from qms_desktop.ui.widgets.chip import Chip, FilterChip
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.views import Changes

_BESIDE, _WIDE = 216, 820
"""How wide the figures are, and from which width on they stand beside the matrix."""


class RiskMatrixPage(QWidget):
    """Asks the file for the matrix when it is looked at, and again when a risk has changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stale = True
        self.matrix = RiskMatrix()
        self.grid = RiskGrid(desk.theme)
        self.twin = MatrixTwin(desk.theme)
        self.grid.chosen.connect(lambda cell: self._open(self.stage, cell))
        self.twin.chosen.connect(self._open)
        self.stack = QStackedWidget()
        for shown in (self.grid, self.twin):
            self.stack.addWidget(shown)
        self.setFocusProxy(self.grid)
        self.note = Label("", "caption", wrap=True)
        card = Card(desk.theme, padding=(12, 12))
        card.body.addWidget(self.stack, 1)
        card.body.addWidget(self.note)
        self._beside = self._figures()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(card, 1)
        row.addWidget(self._beside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(8)
        box.addLayout(self._switches())
        box.addLayout(row, 1)
        desk.tasks.changed.connect(self._follow)

    @property
    def stage(self) -> Stage:
        """The assessment that is shown."""
        return next(stage for stage, chip in self.stages.items() if chip.isChecked())

    @property
    def first(self) -> QWidget:
        """What takes the focus when the page is reached by keys."""
        return self.twin if self.stack.currentWidget() is self.twin else self.grid.cells[self.grid.current]

    def areas(self) -> list[QWidget]:
        """The places F6 goes to."""
        return [self.stages[self.stage], self.first]

    def showEvent(self, event: QShowEvent) -> None:
        """Asks what is not known yet or has changed meanwhile."""
        super().showEvent(event)
        self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has room for the matrix alone."""
        super().resizeEvent(event)
        self._beside.setVisible(self.width() >= _WIDE)

    # -- inside

    def _switches(self) -> QHBoxLayout:
        theme = self._desk.theme
        words = {
            Stage.CURRENT: self.tr("As it is"),
            Stage.RESIDUAL: self.tr("After treatment"),
            Stage.INHERENT: self.tr("Without controls"),
        }
        self.stages = {stage: FilterChip(theme, words[stage]) for stage in Stage}
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        for stage, chip in self.stages.items():
            chip.setToolTip(self.tr("{0} likelihood and impact").format(stage.label))
            group.addButton(chip)
            row.addWidget(chip)
        self.stages[Stage.CURRENT].setChecked(True)
        group.buttonClicked.connect(lambda _button: self._show())
        row.addSpacing(8)
        self.arrows = FilterChip(theme, self.tr("Where treatments lead"))
        self.arrows.setToolTip(self.tr("Arrows from the current cell to the one that would remain"))
        self.arrows.toggled.connect(lambda _on: self._show())
        row.addWidget(self.arrows)
        row.addStretch(1)
        self.as_table = IconButton(theme, "rows-3", self.tr("Show as table"), checkable=True)
        self.as_table.toggled.connect(self._turn)
        row.addWidget(self.as_table)
        return row

    def _figures(self) -> Card:
        card = Card(self._desk.theme, self.tr("Levels"))
        card.setFixedWidth(_BESIDE)
        self.levels: dict[Level, Label] = {}
        for level in reversed(Level):
            line = QHBoxLayout()
            self.levels[level] = Label("0", "strong")
            line.addWidget(Chip(self._desk.theme, level.label, str(level.tone)))
            line.addStretch(1)
            line.addWidget(self.levels[level])
            card.body.addLayout(line)
        self.unplaced, self.above = Label("", "sub", wrap=True), Label("", "strong", wrap=True)
        card.body.addSpacing(4)
        card.body.addWidget(self.above)
        card.body.addWidget(self.unplaced)
        card.body.addStretch(1)
        return card

    def _follow(self, changes: Changes) -> None:
        if Risk.KIND in changes.kinds:
            self._stale = True
            if self.isVisible():
                self._ask()

    def _ask(self) -> None:
        if self._stale:
            self._stale = False
            self._desk.tasks.read(read, self._take, key=f"risk matrix {id(self)}", owner=self)

    def _take(self, matrix: RiskMatrix) -> None:
        self.matrix = matrix
        self.twin.figures.show_matrix(matrix)
        self._show()

    def _show(self) -> None:
        matrix, stage = self.matrix, self.stage
        self.arrows.setEnabled(stage is Stage.CURRENT)
        arrows = self.arrows.isChecked() and stage is Stage.CURRENT
        self.grid.show_matrix(matrix, stage, arrows=arrows)
        for level, label in self.levels.items():
            label.setText(f"{matrix.of_level(stage, level):,}")
        above, unplaced = matrix.above(stage), matrix.unplaced(stage)
        self.above.setText(
            self.tr("{0} above the appetite").format(f"{above:,}") if above else self.tr("None above the appetite")
        )
        self.above.set_tone("red" if above else "green")
        self.unplaced.setText(self.tr("{0} without this assessment").format(f"{unplaced:,}") if unplaced else "")
        self.note.setText(self._said(arrows=arrows))

    def _said(self, *, arrows: bool) -> str:
        matrix, stage = self.matrix, self.stage
        if not matrix.total:
            return self.tr("There is no open risk yet. Add the first one under Risks.")
        placed = matrix.total - matrix.unplaced(stage)
        said = self.tr("{0} of {1} open risks stand here. Dashed line: up to {2} is within the appetite.")
        words = [said.format(f"{placed:,}", f"{matrix.total:,}", APPETITE.label.lower())]
        if arrows:
            moved = sum(matrix.moves.values())
            lower = sum(n for (start, end), n in matrix.moves.items() if sum(end) < sum(start))
            words.append(self.tr("{0} would move, {1} of them to a lower place.").format(f"{moved:,}", f"{lower:,}"))
        return " ".join(words)

    def _turn(self, table: bool) -> None:
        shown = self.twin if table else self.grid
        self.stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, stage: Stage, cell: Cell) -> None:
        likelihood, impact = words_of(cell)
        words = self.tr("{0}: likelihood {1}, impact {2}").format(stage.label, likelihood, impact)
        self._desk.show_listing(self.matrix.behind(stage, cell), words)
