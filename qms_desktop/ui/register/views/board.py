"""`BoardView`: the rows of a register as cards in a column for each state. A card that is moved takes its step."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qms_desktop.errors import QmsError, RuleBroken
from qms_desktop.records.register import Register
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages import WAYS
from qms_desktop.ui.register.views.lane import LaneList
from qms_desktop.ui.register.views.reading import Lane, read_board
from qms_desktop.ui.theme.scale import BASE
from qms_desktop.ui.widgets.chip import Chip
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.queries import Listing

_LANE_LEAST = 208


class BoardLane(QFrame):
    """Head with state and count, and the cards."""

    def __init__(self, desk: Desk, state: str, label: str, tone: str) -> None:
        super().__init__()
        self.state = state
        self.setProperty("kind", "board")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.count = Label("", "caption")
        self.more = Label("", "caption", wrap=True)
        self.cards = LaneList(desk.theme, label)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Chip(desk.theme, label, tone))
        head.addWidget(self.count)
        head.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self.cards, 1)
        box.addWidget(self.more)

    def fill(self, lane: Lane) -> None:
        """Show the cards of the state, and how many more there are."""
        self.count.setText(f"{lane.total:,}")
        self.cards.fill(lane.cards)
        hidden = lane.total - len(lane.cards)
        self.more.setText(self.tr("{0} more; filter to see them.").format(f"{hidden:,}") if hidden else "")
        self.more.setVisible(bool(hidden))


class BoardView(QScrollArea):
    """All lanes side by side. It asks the desk, and tells by signals."""

    opening = Signal(object)
    """The `UUID` of a record to open."""
    asking = Signal(object, str)
    """The `UUID` of a record and the name of a step that asks something first."""

    def __init__(self, desk: Desk, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._register = desk, register
        self._following: UUID | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Board of {0}").format(register.title))
        inside = QWidget()
        inside.setProperty("kind", "page")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.lanes = [self._make_lane(str(state), state.label, str(state.tone)) for state in register.workflow.states]
        for lane in self.lanes:
            row.addWidget(lane, 1)
        self.setWidget(inside)
        self._fit()
        desk.theme.changed.connect(self._fit)

    def _make_lane(self, state: str, label: str, tone: str) -> BoardLane:
        lane = BoardLane(self._desk, state, label, tone)
        lane.cards.wanted.connect(self.opening)
        lane.cards.stepped.connect(lambda by: self._step(lane, by))
        lane.cards.pushed.connect(lambda by: self._push(lane, by))
        lane.cards.dropped.connect(lambda record: self.take_to(UUID(record), state))
        return lane

    def _fit(self) -> None:
        for lane in self.lanes:
            lane.setMinimumWidth(round(_LANE_LEAST * self._desk.theme.base / BASE))

    # -- what the page asks

    def read(self, listing: Listing) -> None:
        """Ask for the cards of a listing."""
        register = self._register
        self._desk.tasks.read(
            lambda workspace: read_board(workspace, register, listing), self._show, key=f"board {id(self)}", owner=self
        )

    def enter(self) -> None:
        """Put the focus on the first card."""
        lane = next((lane for lane in self.lanes if lane.cards.card), None)
        filled = next((lane for lane in self._seen if lane.cards.count()), None)
        target = lane or filled or next(iter(self._seen), None)
        if target is not None:
            target.cards.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, lanes: Sequence[Lane]) -> None:
        found = {lane.state: lane for lane in lanes}
        had_focus = any(lane.cards.hasFocus() for lane in self.lanes)
        for lane in self.lanes:
            lane.setVisible(lane.state in found)
            if lane.state in found:
                lane.fill(found[lane.state])
        if self._following is not None:
            place = next((lane for lane in self.lanes if lane.cards.choose(self._following or UUID(int=0))), None)
            if place is not None and had_focus:
                place.cards.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._following = None

    # -- moving

    @property
    def _seen(self) -> list[BoardLane]:
        return [lane for lane in self.lanes if not lane.isHidden()]

    def _neighbour(self, lane: BoardLane, by: int) -> BoardLane | None:
        place = self._seen.index(lane) + by
        return self._seen[place] if 0 <= place < len(self._seen) else None

    def _step(self, lane: BoardLane, by: int) -> None:
        target = self._neighbour(lane, by)
        if target is not None:
            target.cards.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(target, 0, 0)

    def _push(self, lane: BoardLane, by: int) -> None:
        """Take the card to the next state to that side that a step leads to; else say why not."""
        card = lane.cards.card
        if card is None:
            return
        ends = {str(t.end) for t in self._register.workflow.after(card.state)}
        lanes = self.lanes[self.lanes.index(lane) + 1 :] if by > 0 else self.lanes[: self.lanes.index(lane)][::-1]
        target = next((other.state for other in lanes if other.state in ends), lanes[0].state if lanes else "")
        if target:
            self.take_to(card.id, target)

    def take_to(self, record: UUID, state: str) -> None:
        """Take the step that leads a record to a state; a step that asks something opens the record first."""
        card = next((card for lane in self.lanes for card in lane.cards.all() if card.id == record), None)
        if card is None or card.state == state:
            return
        flow = self._register.workflow
        if not self._desk.writable:
            self._desk.tell(self._desk.read_only_because)
            return
        step = next((t for t in flow.after(card.state) if str(t.end) == state), None)
        if step is None:
            ways = ", ".join(dict.fromkeys(t.end.label for t in flow.after(card.state))) or self.tr("nowhere")
            labels = flow.states(card.state).label, flow.states(state).label
            words = self.tr("{0} does not go from “{1}” to “{2}”. From there it goes to: {3}.")
            self._desk.tell(words.format(card.number, *labels, ways))
            return
        if step.asks_reason or step.signs or (self._register.kind, step.name) in WAYS:
            self.asking.emit(record, step.name)
            return
        self._following = record
        name, number, end = step.name, card.number, step.end.label

        def failed(error: QmsError) -> None:
            self._following = None
            if isinstance(error, RuleBroken) and error.unmet:
                self.asking.emit(record, name)  # the record says what is missing, with the ways there
            else:
                self._desk.refuse(error)

        self._desk.tasks.change(
            f"{step.label}: {number}",
            lambda work: work.move(record, name).id,
            lambda _id: self._desk.tell(self.tr("{0} is now: {1}").format(number, end), undo=True),
            failed=failed,
            owner=self,
        )
