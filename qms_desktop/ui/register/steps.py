"""The steps of a record: the footer's buttons, and what happens when one is taken."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from qms_desktop.errors import QmsError, RuleBroken, Unmet
from qms_desktop.records.register import Register
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages import WAYS
from qms_desktop.ui.register.inlay import Blocked, Inlay, Reason
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import ElidedLabel
from qms_desktop.workspace.views import MoveView, RecordView

_FILES = frozenset({"attachments", "attachment", "files", "file"})
_LINKS = frozenset({"links", "link"})


def next_step(view: RecordView) -> MoveView | None:
    """The one next step: the first that is not minor."""
    return next((move for move in view.moves if not move.minor), None)


def step_named(view: RecordView, name: str) -> MoveView | None:
    """The step of that name, where it starts in the record's state."""
    return next((move for move in view.moves if move.name == name), None)


class Footer(QWidget):
    """When it was saved, the other steps, and the next one as the primary button."""

    asked = Signal(object)
    """The `MoveView` that was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved = ElidedLabel("", "caption", least=0, whole=True)  # "Saved 18 No…" says less than nothing
        self._menu = QMenu(self)
        self.more = Button(theme, self.tr("More steps"), kind="ghost")
        self.more.setMenu(self._menu)
        self.other = Button(theme, "", kind="ghost")
        self.primary = Button(theme, "", "arrow-right", kind="primary", key="next_state")
        self._moves: tuple[MoveView, ...] = ()
        self._next: MoveView | None = None
        self.other.clicked.connect(lambda _checked=False: self._ask_other())
        self.primary.clicked.connect(lambda _checked=False: self.ask_next())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.saved, 1)
        for button in (self.more, self.other, self.primary):
            row.addWidget(button)

    def fill(self, view: RecordView, because: str) -> None:
        """Offer the steps of a record; without the right to write they say why."""
        self._next = next_step(view)
        self._moves = tuple(move for move in view.moves if move is not self._next)
        self._menu.clear()
        for move in self._moves:
            self._menu.addAction(move.label).triggered.connect(lambda _checked=False, move=move: self.asked.emit(move))
        self.more.setVisible(len(self._moves) > 1)
        self.other.setVisible(len(self._moves) == 1)
        if self._moves:
            self.other.setText(self._moves[0].label)
        self.primary.setVisible(self._next is not None)
        if self._next is not None:
            self.primary.setText(self._next.label)
        for button in (self.more, self.other, self.primary):
            button.setEnabled(not because)
            button.setToolTip(because)

    def ask_next(self) -> None:
        """Take the next step, as the primary button does."""
        if self._next is not None and self.primary.isEnabled():
            self.asked.emit(self._next)

    def _ask_other(self) -> None:
        if self._moves:
            self.asked.emit(self._moves[0])


class Steps(QObject):
    """Takes a step: asks for a reason where one is needed, lists what is missing where it is refused."""

    jumping = Signal(str)
    """A field, or "attachments" or "links", that the user wants to see."""

    def __init__(self, desk: Desk, register: Register, inlay: Inlay, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._register, self._inlay = desk, register, inlay
        self.view: RecordView | None = None

    def take(self, move: MoveView) -> None:
        """Begin a step."""
        if self.view is None:
            return
        self._inlay.close_panel()
        view = self.view
        way = WAYS.get((view.kind, move.name))
        if way is None:
            self._take_plainly(view, move)
        else:
            way(self._desk, view, self._inlay, lambda: self._take_plainly(view, move))

    def _take_plainly(self, view: RecordView, move: MoveView) -> None:
        if move.asks_reason and move.unmet:
            self._block(view, move, list(move.unmet))
        elif move.asks_reason:
            self._ask_reason(view, move, waive=False)
        else:
            self._move(view, move, reason=None, waive=False)

    def _ask_reason(self, view: RecordView, move: MoveView, *, waive: bool) -> None:
        panel = Reason(self._desk.theme, self.tr("{0} {1}: why?").format(move.label, view.number), move.label)
        panel.given.connect(lambda reason: self._move(view, move, reason=reason, waive=waive))
        self._inlay.open(panel)

    def _move(self, view: RecordView, move: MoveView, *, reason: str | None, waive: bool) -> None:
        record, name = view.id, move.name

        def then(_id: UUID) -> None:
            self._inlay.close_panel()
            state = self._register.workflow.states(move.end)
            if self._register.workflow.is_closed(move.end):
                sentence = f"{state.label} {view.number}"
            else:
                sentence = self.tr("{0} is now: {1}").format(view.number, state.label)
            self._desk.tell(sentence, undo=not move.signs)

        def failed(error: QmsError) -> None:
            if isinstance(error, RuleBroken) and error.unmet and self.view is not None and self.view.id == record:
                self._block(view, move, [u for u in error.unmet if u.field != "reason"], reason)
            else:
                self._desk.refuse(error)

        self._desk.tasks.change(
            f"{move.label}: {view.number}",
            lambda work: work.move(record, name, reason=reason, waive=waive).id,
            then,
            failed=failed,
            reason=reason,
            owner=self,
        )

    def _block(self, view: RecordView, move: MoveView, unmet: list[Unmet], reason: str | None = None) -> None:
        panel = Blocked(self._desk.theme, move.label, unmet, self._way)
        panel.jumping.connect(self._jump)

        def waive() -> None:
            if move.asks_reason and not reason:
                self._ask_reason(view, move, waive=True)
            else:
                self._move(view, move, reason=reason, waive=True)

        panel.waived.connect(waive)
        self._inlay.open(panel)

    def _way(self, condition: Unmet) -> str:
        """What the jump link says; empty where there is nowhere to go."""
        if condition.record is not None:
            return self.tr("Open")
        if condition.field in self._register.fields:
            return self.tr("Fill in")
        if condition.field in _FILES:
            return self.tr("Add")
        return self.tr("Add") if condition.field in _LINKS else ""

    def _jump(self, condition: Unmet) -> None:
        if condition.record is not None:
            record = condition.record
            self._desk.tasks.read(
                lambda workspace: workspace.view(record).kind, lambda kind: self._desk.show(kind, record), owner=self
            )
            return
        field = str(condition.field)
        self.jumping.emit("attachments" if field in _FILES else "links" if field in _LINKS else field)
