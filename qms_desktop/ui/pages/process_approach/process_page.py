"""`ProcessPage`: one process with everything that belongs to it, each thing one click away."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qms_desktop.insight.process_page import ProcessSheet, read
from qms_desktop.principles.process_approach.processes import Process
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages.process_approach.process_cards import (
    FoldCard,
    group_card,
    people_card,
    signs_card,
    steps_card,
    ties_card,
)
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.chip import Chip
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.views import Changes

_GAP, _CARD, _MOST = 12, 330, 3
"""The width from which on two cards stand beside each other, and how many do at most."""


class ProcessPage(QWidget):
    """Shows a process; `left` when the map is wanted again."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.key: UUID | None = None
        self.sheet: ProcessSheet | None = None
        self.cards: list[FoldCard] = []
        self._columns = 0
        self.back = Button(desk.theme, self.tr("Process map"), "arrow-left", kind="ghost")
        self.back.clicked.connect(lambda _on=False: self.left.emit())
        self._title = Label("", "page", wrap=True)
        self._band = Chip(desk.theme, "", "blue")
        self._about = Label("", "sub", wrap=True)
        self._record = Button(desk.theme, self.tr("Open record"), "pencil")
        self._record.clicked.connect(lambda _on=False: self._desk.show(Process.KIND, self.key))
        self._print = IconButton(desk.theme, "printer", self.tr("Print the process"))
        self._print.clicked.connect(lambda _on=False: self._desk.print(Process.KIND, self.key))
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget()
        self._inside.setProperty("kind", "page")
        self._row = row = QHBoxLayout(self._inside)
        row.setContentsMargins(0, 0, 6, 0)  # else the scroll bar stands on the cards
        row.setSpacing(_GAP)
        self._piles = [QVBoxLayout() for _pile in range(_MOST)]
        for pile in self._piles:
            pile.setSpacing(_GAP)
            pile.addStretch(1)
            row.addLayout(pile, 1)
        self.area.setWidget(self._inside)
        self._lay_out()
        self.setFocusProxy(self.back)
        desk.tasks.changed.connect(self._follow)

    def show_process(self, key: UUID) -> None:
        """Show another process, or the same one as it is now."""
        if key != self.key:
            self.key = key
            self.area.verticalScrollBar().setValue(0)
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the map."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many cards beside each other as have room."""
        super().resizeEvent(event)
        self._arrange()

    # -- inside

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(self._title, 1)
        head.addWidget(self._band, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._record)
        head.addWidget(self._print)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self._about)
        box.addWidget(self.area, 1)

    def _follow(self, changes: Changes) -> None:
        if changes.kinds and self.key is not None and self.isVisible():
            self._ask()

    def _ask(self) -> None:
        key = self.key
        if key is not None:
            self._desk.tasks.read(
                lambda workspace: read(workspace, key), self._take, key=f"process page {id(self)}", owner=self
            )

    def _take(self, sheet: ProcessSheet | None) -> None:
        if sheet is None:
            self.left.emit()
            return
        focused = next((n for n, card in enumerate(self.cards) if card.isAncestorOf(self.focusWidget() or self)), None)
        self.sheet = sheet
        self._title.setText(sheet.node.name)
        self._band.set_state(sheet.band or self.tr("Not sorted yet"), "blue" if sheet.band else "grey")
        self._about.setText(self._said(sheet))
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = self._make(sheet)
        self._columns = 0
        self._arrange()
        if focused is not None and focused < len(self.cards):
            self.cards[focused].setFocus()

    def _said(self, sheet: ProcessSheet) -> str:
        words = [self.tr("Owner: {0}").format(sheet.owner.title) if sheet.owner else self.tr("Nobody owns it.")]
        if sheet.begins or sheet.ends:
            words.append(self.tr("From “{0}” to “{1}”").format(sheet.begins or "?", sheet.ends or "?"))
        return " · ".join(words) + (f"\n{sheet.purpose}" if sheet.purpose else "")

    def _make(self, sheet: ProcessSheet) -> list[FoldCard]:
        desk = self._desk
        cards = [
            ties_card(desk, self.tr("Inputs"), sheet.inputs, self.tr("nobody gives it")),
            steps_card(desk, sheet.steps),
            ties_card(desk, self.tr("Outputs"), sheet.outputs, self.tr("nobody gets it")),
        ]
        if sheet.node.signs:
            cards.append(signs_card(desk, sheet.node.signs))
        cards.append(people_card(desk, sheet.owner, sheet.holders))
        return [*cards, *(group_card(desk, group, sheet.node.name, sheet.today) for group in sheet.groups)]

    def _arrange(self) -> None:
        fit = (self.area.viewport().width() + _GAP) // (_CARD + _GAP)
        columns = max(1, min(_MOST, fit))
        if columns == self._columns:
            return
        self._columns = columns
        heights = [0] * columns
        for place, pile in enumerate(self._piles):
            for card in self.cards:
                pile.removeWidget(card)
            self._row.setStretch(place, 1 if place < columns else 0)
        for card in self.cards:
            # onto the lowest pile, so that no card leaves a hole beside it
            place = heights.index(min(heights))
            heights[place] += card.sizeHint().height() + _GAP
            pile = self._piles[place]
            pile.insertWidget(pile.count() - 1, card)
            card.show()
        last: QWidget = self._print
        for card in self.cards:
            for line in card.lines:
                QWidget.setTabOrder(last, line)
                last = line
