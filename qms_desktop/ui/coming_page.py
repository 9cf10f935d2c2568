"""`ComingPage`: a tab whose registers come later."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qms_desktop.records.register import Principle
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.principle_frame import PADDING
from qms_desktop.ui.widgets.card import Card
from qms_desktop.ui.widgets.label import IconLabel, Label
from qms_desktop.ui.widgets.page_head import PageHead

_TEXT_WIDTH = 640


class ComingPage(QScrollArea):
    """A tab whose registers come later: what it is for, and what is coming, as text."""

    def __init__(self, desk: Desk, principle: Principle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName(principle.title)
        inside = QWidget()
        inside.setProperty("kind", "page")
        box = QVBoxLayout(inside)
        box.setContentsMargins(*PADDING)
        box.setSpacing(14)
        box.addWidget(PageHead(desk.theme, principle.title, self.tr("ISO 9001 clause {0}").format(principle.clause)))
        card = Card(desk.theme, self.tr("What this is for"))
        card.body.addWidget(Label(principle.purpose, wrap=True))
        card.body.addSpacing(6)
        card.body.addWidget(Label(self.tr("Coming here in the next versions"), "head"))
        for title in principle.coming:
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(IconLabel(desk.theme, "circle", color="text3", size=14))
            line.addWidget(Label(title, "sub"), 1)
            card.body.addLayout(line)
        card.setMaximumWidth(_TEXT_WIDTH)
        box.addWidget(card)
        box.addStretch(1)
        self.setWidget(inside)
