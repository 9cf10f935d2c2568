"""What a record proposes, above its links: each with the ways to take it up, and the way to decline it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qms_desktop.errors import QmsError
from qms_desktop.flows.errands import Errand, errands_of, run
from qms_desktop.flows.proposals import Open, decline, open_on
from qms_desktop.flows.stories import stories_of
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.inlay import Inlay, Panel, Reason
from qms_desktop.ui.widgets.buttons import Button, Kind
from qms_desktop.ui.widgets.choice_field import ReferenceField
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.labelled import Labelled
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace


class ChoosePanel(Panel):
    """Picks the record that an errand goes to. Emits `wanted(id)`."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, errand: Errand) -> None:
        super().__init__(desk.theme, errand.label)
        self._desk, self._kind = desk, errand.target
        one = desk.registers[errand.target].one
        self.record = ReferenceField(desk.theme, hint=self.tr("Number or words of a title"))
        self.record.wanted.connect(self._search)
        self.body.addWidget(Labelled(desk.theme, one.capitalize(), self.record, required=True))
        self.add_button(self.tr("Cancel"), self.closed.emit)
        self.verb = self.add_button(errand.label, self._choose, primary=True)
        self.first = self.record

    def _search(self, words: str) -> None:
        def then(found: list[Ref]) -> None:
            self.record.offer([(ref.id, f"{ref.number}  {ref.title}") for ref in found])

        kind = self._kind
        self._desk.tasks.read(
            lambda workspace: workspace.options(kind, words), then, key=f"options {id(self)}", owner=self
        )

    def _choose(self) -> None:
        if not self.record.commit():
            return
        value = self.record.value()
        if not isinstance(value, tuple):
            self.record.set_problem(self.tr("Choose one."))
            self.record.setFocus()
            return
        self.wanted.emit(value[0])


class Errands:
    """Sends a record's errands: asks for the other record, ties the two and moves it."""

    def __init__(self, desk: Desk, inlay: Inlay, owner: QWidget) -> None:
        self._desk, self._inlay, self._owner = desk, inlay, owner

    def ask(self, view: RecordView, errand: Errand) -> None:
        """Ask which record is meant."""
        panel = ChoosePanel(self._desk, errand)
        panel.wanted.connect(lambda other: self._send(view, errand, other))
        self._inlay.open(panel)

    def _send(self, view: RecordView, errand: Errand, other: UUID) -> None:
        def go(work: Work) -> str:
            return run(work, work.get(view.id), errand, work.get(other)).number

        def then(number: str) -> None:
            self._inlay.close_panel()
            self._desk.show(errand.target, other)
            self._desk.tell(f"{errand.label}: {number}", undo=True)

        words = f"{errand.label}: {view.number}"
        self._desk.tasks.change(words, go, then, failed=self._fail, owner=self._owner)

    def _fail(self, error: QmsError) -> None:
        if isinstance(self._inlay.panel, ChoosePanel):
            self._inlay.panel.record.set_problem(str(error))
        else:
            self._desk.refuse(error)


class ProposalRow(QWidget):
    """One proposal: its sentence, and the buttons under it."""

    def __init__(self, desk: Desk, sentence: str) -> None:
        super().__init__()
        self._desk = desk
        self.buttons: list[Button] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 2, 0, 6)
        box.setSpacing(4)
        box.addWidget(Label(sentence, wrap=True))
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addStretch(1)
        box.addLayout(self._row)

    def add(self, text: str, slot: Callable[[], object], name: str = "", *, kind: Kind = "secondary") -> None:
        """Offer a way; `name` says in full what it does."""
        button = Button(self._desk.theme, text, kind=kind)
        button.setAccessibleName(name or text)
        button.setToolTip(name)
        button.clicked.connect(lambda _checked=False: slot())
        self._row.insertWidget(self._row.count() - 1, button)
        self.buttons.append(button)


class Proposals(QWidget):
    """Every open proposal of a record; hidden where there is none."""

    told = Signal(object)
    """A `Story` that the user wants."""

    def __init__(self, desk: Desk, inlay: Inlay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._inlay = desk, inlay
        self._view: RecordView | None = None
        self._errands = Errands(desk, inlay, self)
        self.rows: list[ProposalRow] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._box.addWidget(Label(self.tr("Proposed"), "head"))
        self.hide()

    def fill(self, view: RecordView) -> None:
        """Ask what a record proposes."""
        self._view = view
        self._desk.tasks.read(
            lambda workspace: _asked(workspace, view.id), self._show, key=f"proposals {id(self)}", owner=self
        )

    def _show(self, found: list[Open]) -> None:
        for row in self.rows:
            self._box.removeWidget(row)
            row.deleteLater()
        self.rows = []
        view = self._view
        if view is None or not self._desk.writable:
            found = []
        for waiting in found:
            row = ProposalRow(self._desk, waiting.sentence)
            self._offer(row, waiting)
            self.rows.append(row)
            self._box.addWidget(row)
        self.setVisible(bool(found))

    def _offer(self, row: ProposalRow, waiting: Open) -> None:
        view = self._view
        if view is None:
            return
        one = self._desk.registers[waiting.target].one
        for story in stories_of(view.kind):
            if story.makes == waiting.target:
                row.add(self.tr("New {0}").format(one), partial(self.told.emit, story), story.label)
        for errand in errands_of(view.kind):
            if errand.target == waiting.target:
                row.add(self.tr("Existing one…"), partial(self._errands.ask, view, errand), errand.label)
        if waiting.declinable:
            row.add(self.tr("Not needed…"), partial(self._ask_why, view, waiting), kind="ghost")

    def _ask_why(self, view: RecordView, waiting: Open) -> None:
        panel = Reason(self._desk.theme, self.tr("Not needed: why?"), self.tr("Decline"))
        panel.given.connect(lambda reason: self._decline(view, waiting, reason))
        self._inlay.open(panel)

    def _decline(self, view: RecordView, waiting: Open, reason: str) -> None:
        def refuse(work: Work) -> str:
            decline(work, work.get(view.id), waiting.target, reason)
            return view.number

        def then(number: str) -> None:
            self._inlay.close_panel()
            self._desk.tell(self.tr("Declined for {0}").format(number), undo=True)

        words = self.tr("Decline a proposal of {0}").format(view.number)
        self._desk.tasks.change(words, refuse, then, failed=self._desk.refuse, reason=reason, owner=self)


def _asked(workspace: Workspace, record: UUID) -> list[Open]:
    with workspace.read() as look:
        return open_on(look.get(record), look)
