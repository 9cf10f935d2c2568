"""The head of the pane: number, chips, and the buttons that concern the whole record."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from qms_desktop.records.register import Register
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.sketch import Word, sketch
from qms_desktop.ui.widgets.buttons import IconButton
from qms_desktop.ui.widgets.chip import Chip
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.views import RecordView

_GAP = 5
_GRADE_LEAST = 64  # px; a grade with less room is read in the form


class PaneHead(QWidget):
    """Number, state and grade; copy link, more, close."""

    closing = Signal()
    link_wanted = Signal()
    number_wanted = Signal()
    duplicating = Signal()
    voiding = Signal()
    bringing_back = Signal()

    def __init__(self, desk: Desk, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._register = desk, register
        theme = desk.theme
        grades = [c for c in sketch(register).columns if c.role == "chip"]
        self._grade = grades[0] if grades else None
        self._record: UUID | None = None
        self._graded = False
        self.number = Label("", "sub")
        self.state, self.grade, self.void = Chip(theme), Chip(theme), Chip(theme, self.tr("Void"))
        self.link = IconButton(theme, "link", self.tr("Copy a link to the record"), key="copy_link")
        self.print_button = IconButton(theme, "printer", self.tr("Print the record"), key="print")
        self.more = IconButton(theme, "ellipsis", self.tr("More"))
        self.close_button = IconButton(theme, "x", self.tr("Close the record"), key="close")
        self.link.clicked.connect(lambda _checked=False: self.link_wanted.emit())
        self.print_button.clicked.connect(lambda _checked=False: self._print())
        self.close_button.clicked.connect(lambda _checked=False: self.closing.emit())
        self._fill_menu()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for widget in (self.number, self.state, self.grade, self.void):
            row.addWidget(widget)
        row.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self.link, self.print_button, self.more, self.close_button):
            buttons.addWidget(button)
        row.addLayout(buttons)

    def fill(self, view: RecordView) -> None:
        """Show what a record is."""
        self._record = view.id
        self.number.setText(view.number)
        state = self._register.workflow.states(view.state)
        self.state.set_state(state.label, str(state.tone))
        grade = self._grade_of(view)
        self._graded = grade is not None
        if grade is not None:
            self.grade.set_state(grade.label, grade.tone)
        self.void.setVisible(view.voided)
        self._void.setVisible(not view.voided)
        self._back.setVisible(view.voided)
        for action in (self._duplicate, self._void, self._back):
            action.setEnabled(self._desk.writable)
            action.setToolTip(self._desk.read_only_because)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long states take the room of the buttons that are in the menu too."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        state = min(self.state.sizeHint().width(), self.width() * 2 // 5)
        self.state.setMinimumWidth(state)  # the grade is cut first
        taken = self.number.sizeHint().width() + state + 2 * self.more.width() + 4 * _GAP
        least = min(_GRADE_LEAST, self.grade.sizeHint().width())
        self.grade.setVisible(self._graded and self.width() - taken >= least)
        shown = [w for w in (self.number, self.state, self.grade, self.void) if not w.isHidden()]
        room = self.width() - sum(w.sizeHint().width() + _GAP for w in shown)
        self.print_button.setVisible(room >= 3 * self.more.width())
        self.link.setVisible(room >= 4 * self.more.width())

    def _print(self) -> None:
        self._desk.print(self._register.kind, self._record)

    def _grade_of(self, view: RecordView) -> Word | None:
        if self._grade is None or self._grade.words is None:
            return None
        return self._grade.words.get(str(view.value(self._grade.name)))

    def _fill_menu(self) -> None:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._duplicate = self._action(menu, self.tr("Duplicate…"), self.duplicating.emit)
        self._action(menu, self.tr("Copy number"), self.number_wanted.emit)
        self._action(menu, self.tr("Copy link"), self.link_wanted.emit)
        self._action(menu, self.tr("Print…"), self._print)
        menu.addSeparator()
        self._void = self._action(menu, self.tr("Void…"), self.voiding.emit)
        self._back = self._action(menu, self.tr("Bring back"), self.bringing_back.emit)
        self.more.setMenu(menu)

    @staticmethod
    def _action(menu: QMenu, text: str, slot: object) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _checked=False: slot())  # type: ignore[operator]
        return action
