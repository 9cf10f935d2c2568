"""The first start, without a file: what this is, in three sentences, and how to begin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.card import Card
from qms_desktop.ui.widgets.label import ElidedLabel, IconLabel, Label

_WIDTH = 680


class StartPage(QScrollArea):
    """Create, open, try the demo, or choose a recent file."""

    creating = Signal()
    choosing = Signal()
    trying = Signal()
    opening = Signal(object)
    """The path of a recent file."""

    def __init__(self, theme: Theme, recent: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Start"))
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        box = QVBoxLayout(column)
        box.setContentsMargins(20, 20, 20, 20)
        box.setSpacing(14)
        box.addStretch(2)
        box.addWidget(IconLabel(theme, "badge-check", color="accent", size=48))
        box.addWidget(Label(self.tr("The quality system of your organisation, in one file"), "page", wrap=True))
        for sentence in self._sentences():
            box.addWidget(Label(sentence, "sub", wrap=True))
        box.addLayout(self._buttons())
        if recent:
            box.addWidget(self._recent(recent))
        box.addStretch(3)
        inside = QWidget()
        inside.setProperty("kind", "page")
        centre = QHBoxLayout(inside)
        centre.addStretch(1)
        centre.addWidget(column, 20)
        centre.addStretch(1)
        self.setWidget(inside)

    def _sentences(self) -> tuple[str, ...]:
        return (
            self.tr(
                "Complaints, nonconformities, actions, risks, suppliers and what ties them together lie in one file on "
                "this computer: no server, no account, no network."
            ),
            self.tr("Your spreadsheets come in as they are, and go out again whenever you like."),
            self.tr("Every change is recorded for good and can be undone, so nothing you try here is lost."),
        )

    def _buttons(self) -> QHBoxLayout:
        create = self.first = Button(self._theme, self.tr("New quality system…"), "file-plus", kind="primary")
        create.clicked.connect(lambda _on: self.creating.emit())
        choose = Button(self._theme, self.tr("Open…"), "folder-open")
        choose.clicked.connect(lambda _on: self.choosing.emit())
        demo = self.demo = Button(self._theme, self.tr("Try the demo company"), "building-2")
        demo.clicked.connect(lambda _on: self.trying.emit())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(create)
        row.addWidget(choose)
        row.addWidget(demo)
        row.addStretch(1)
        return row

    def _recent(self, recent: Sequence[Path]) -> Card:
        card = Card(self._theme, self.tr("Recent files"))
        card.body.setSpacing(2)
        for path in recent:
            row = QHBoxLayout()
            row.setSpacing(10)
            button = Button(self._theme, path.name, "file-text", kind="link")
            button.setToolTip(str(path))
            button.clicked.connect(lambda _on=False, p=path: self.opening.emit(p))
            folder = ElidedLabel(str(path.parent), "caption")
            folder.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(button)
            row.addWidget(folder, 1)
            card.body.addLayout(row)
        return card
