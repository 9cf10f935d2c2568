"""The 8D view on screen: the eight disciplines of a problem, and the way to what each of them still lacks."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from qms_desktop.flows.eight_d import Discipline, EightD, Entry, eight_d
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.pages.part import Part
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.card import Card
from qms_desktop.ui.widgets.chip import Chip
from qms_desktop.ui.widgets.label import ElidedLabel, Label
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.workspace import Workspace

_WIDTH, _LABEL, _LEVEL = 820, 150, 5


def read_eight_d(workspace: Workspace, key: UUID) -> EightD:
    """Ask for the disciplines of a record."""
    with workspace.read() as look:
        return eight_d(look, key)


class DisciplineCard(Card):
    """One discipline; a click on the number of a record opens it."""

    opened = Signal(object)

    def __init__(self, desk: Desk, discipline: Discipline) -> None:
        super().__init__(desk.theme, f"{discipline.code}  {discipline.title}")
        self.desk, self.discipline = desk, discipline
        if discipline.missing:
            self.head.addWidget(Chip(desk.theme, self.tr("Missing"), "amber"))
            self.body.addLayout(self._missing())
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)
        before: Ref | None = None
        for row, entry in enumerate(discipline.entries):
            self._row(grid, row, entry, named=entry.ref != before)
            before = entry.ref
        self.body.addLayout(grid)

    def _row(self, grid: QGridLayout, row: int, entry: Entry, *, named: bool) -> None:
        top = Qt.AlignmentFlag.AlignTop
        label = Label(entry.label, "sub", wrap=True)
        label.setMaximumWidth(_LABEL)
        if named:  # level with the words of the button beside it
            label.setContentsMargins(0, _LEVEL, 0, 0)
        words = Label(entry.words, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.setContentsMargins(label.contentsMargins())
        grid.addWidget(label, row, 0, top)
        grid.addWidget(words, row, 1, top)
        if named:
            grid.addWidget(self._way(entry.ref, entry.ref.number), row, 2, top)

    def _missing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Label(self.discipline.missing, wrap=True), 1)
        if self.discipline.where is not None:
            row.addWidget(self._way(self.discipline.where, self.tr("Go to {0}").format(self.discipline.where.number)))
        return row

    def _way(self, ref: Ref, words: str) -> Button:
        button = Button(self.desk.theme, words, kind="link")
        button.setAccessibleName(f"{words}, {self.discipline.code}")
        button.setToolTip(ref.title)
        button.clicked.connect(lambda _on=False: self.opened.emit(ref))
        return button


class EightDDialog(SheetDialog):
    """All disciplines below each other; opening a record closes the dialog."""

    def __init__(self, desk: Desk, found: EightD, parent: QWidget | None = None) -> None:
        title = desk.tr("8D of {0}").format(found.name)
        sentence = desk.tr("{0} of {1} disciplines say something. They are read from the records: {2}.").format(
            found.filled, len(found.disciplines), ", ".join(ref.number for ref in found.records)
        )
        super().__init__(desk.theme, title, sentence, width=_WIDTH, parent=parent)
        self.desk, self.found = desk, found
        self.cards = [DisciplineCard(desk, discipline) for discipline in found.disciplines]
        for card in self.cards:
            card.opened.connect(self._open)
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.print_button = self.add_button(self.tr("Open as PDF"), icon="printer")
        self.close_button = self.add_button(self.tr("Close"), primary=True)
        self.print_button.clicked.connect(lambda _on: desk.print(found.about.kind, found.about.id, "8d"))
        self.close_button.clicked.connect(lambda _on: self.accept())
        self.fit()

    def _open(self, ref: Ref) -> None:
        self.accept()
        self.desk.show(ref.kind, ref.id)


class EightDStrip(Part):
    """Above the fields: how far the disciplines are, and the button that shows them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: EightD | None = None
        self.words = ElidedLabel("", "sub")
        self.button = Button(desk.theme, self.tr("8D view"), "list-checks", kind="link")
        self.button.clicked.connect(lambda _on=False: self._open())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)

    def fill(self, view: RecordView) -> None:
        """Ask for the disciplines of another record."""
        key = view.id
        self.desk.tasks.read(
            lambda workspace: read_eight_d(workspace, key), self._show, key=f"8d {id(self)}", owner=self
        )

    def _show(self, found: EightD) -> None:
        self.found = found
        first = next((d for d in found.disciplines if d.missing), None)
        words = self.tr("8D: {0} of {1} filled").format(found.filled, len(found.disciplines))
        if first is not None:
            words += self.tr(", next {0} {1}").format(first.code, first.title.lower())
        self.words.setText(words)
        self.show()

    def _open(self) -> None:
        if self.found is not None:
            EightDDialog(self.desk, self.found, self.window()).open()
