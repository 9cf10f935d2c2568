"""`CellPane`: what is behind one cell of the matrix: who asks for the level, and every assessment with its evidence."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qms_desktop.insight.competence_evidence import Evidence, Found
from qms_desktop.insight.competence_matrix import Cell, Skill, Somebody
from qms_desktop.principles.engagement_of_people.levels import Method
from qms_desktop.statistics.competence import Standing
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages.engagement_of_people.matrix_model import level_words
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.chip import Chip
from qms_desktop.ui.widgets.label import Label

_TONES = {Standing.VALID: "green", Standing.EXPIRING: "amber", Standing.EXPIRED: "red"}


class CellPane(QFrame):
    """The evidence of one person in one competence."""

    closing = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._desk = desk
        theme = desk.theme
        self.title = Label("", "card", wrap=True)
        self.under = Label("", "sub", wrap=True)
        self.close_button = IconButton(theme, "x", self.tr("Close the evidence"), key="close")
        self.close_button.clicked.connect(lambda _on=False: self.closing.emit())
        self.person = Button(theme, self.tr("Open person"), "user")
        self.skill = Button(theme, self.tr("Open competence"), "award")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Evidence"))
        self._lay_out()

    def show_cell(self, person: Somebody, skill: Skill, cell: Cell, evidence: Evidence) -> None:
        """Show what was found."""
        self.title.setText(f"{person.name} · {skill.name}")
        actual = self.tr("No assessment") if cell.level is None else level_words(cell.level)
        words = [self.tr("expired") if cell.standing is Standing.EXPIRED and cell.level is not None else actual]
        if cell.required is not None:
            words.append(self.tr("required {0}").format(level_words(cell.required)))
        if cell.gap:
            words.append(self.tr("{0} missing").format(cell.gap))
        self.under.setText(" · ".join(words))
        for button, kind, key in ((self.person, "person", person.id), (self.skill, "competence", skill.id)):
            button.clicked.disconnect()
            button.clicked.connect(lambda _on=False, kind=kind, key=key: self._desk.show(kind, key))
        self._fill(skill, cell, evidence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closing.emit()
            return
        super().keyPressEvent(event)

    def _fill(self, skill: Skill, cell: Cell, evidence: Evidence) -> None:
        inside = QWidget()
        inside.setProperty("kind", "content")
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(6)
        if cell.level is not None and (means := skill.means[cell.level]):
            box.addWidget(Label(self.tr("Level {0} here: {1}").format(cell.level, means), "sub", wrap=True))
        box.addWidget(Label(self.tr("Required by"), "head"))
        if not evidence.asked:
            box.addWidget(Label(self.tr("No role of this person asks for it."), "sub", wrap=True))
        for asked in evidence.asked:
            since = self.tr(", from {0}").format(asked.since) if asked.since else ""
            box.addWidget(Label(f"{asked.role}: {level_words(asked.level)}{since}", wrap=True))
        box.addSpacing(8)
        box.addWidget(Label(self.tr("Assessments"), "head"))
        if not evidence.found:
            box.addWidget(Label(self.tr("None yet. Type a level from 0 to 4 in the cell."), "sub", wrap=True))
        for found in evidence.found:
            box.addWidget(self._entry(found))
        box.addStretch(1)
        before = self._scroll.takeWidget()
        if before is not None:
            before.deleteLater()
        self._scroll.setWidget(inside)

    def _entry(self, found: Found) -> QWidget:
        entry = QWidget()
        box = QVBoxLayout(entry)
        box.setContentsMargins(0, 2, 0, 6)
        box.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(Label(level_words(found.level), "strong"), 1)
        if found.valid_until is not None:
            head.addWidget(
                Chip(self._desk.theme, self._until(found.valid_until, found.standing), _TONES[found.standing])
            )
        box.addLayout(head)
        how = Method(found.method).label if found.method else self.tr("not recorded")
        by = self.tr(" by {0}").format(found.assessor) if found.assessor else ""
        box.addWidget(Label(f"{found.on or ''} · {how}{by}", "sub", wrap=True))
        for proof in found.proof:
            box.addWidget(Label(proof, "caption", wrap=True))
        return entry

    def _until(self, day: date, standing: Standing) -> str:
        words = self.tr("expired {0}") if standing is Standing.EXPIRED else self.tr("until {0}")
        return words.format(day)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        for button in (self.person, self.skill):
            button.clicked.connect(self.closing)  # replaced with the first cell
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 12)
        box.setSpacing(6)
        box.addLayout(head)
        box.addWidget(self.under)
        box.addWidget(self._scroll, 1)
        box.addLayout(foot)
