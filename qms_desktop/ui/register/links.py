"""The tab Links: what a record led to and was raised from, and the ways to make more of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from qms_desktop.errors import QmsError
from qms_desktop.flows import errands, stories
from qms_desktop.flows.errands import Errand
from qms_desktop.flows.stories import Story
from qms_desktop.records.links import Relation
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.inlay import Inlay
from qms_desktop.ui.register.linking import LinkPanel
from qms_desktop.ui.register.proposals import Errands, Proposals
from qms_desktop.ui.register.scroller import Scroller
from qms_desktop.ui.theme.scale import BASE
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.chip import Chip
from qms_desktop.ui.widgets.label import ElidedLabel, IconLabel, Label
from qms_desktop.workspace.views import LinkView, RecordView
from qms_desktop.workspace.work import Work

_NUMBER = 96
_BUTTONS, _GAP = 2, 8
_ROOM = 366  # px inside a pane; what would be cut in it goes into the menu
Way = tuple[str, str, Callable[[], object]]
"""Label, icon and what happens."""


class LinkRow(QPushButton):
    """One linked record; a click opens it."""

    def __init__(self, theme: Theme, icon: str, link: LinkView, state: str, tone: str) -> None:
        super().__init__()
        self.setProperty("kind", "ghost")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{link.label}: {link.other.number} {link.other.title}, {state}")
        number = Label(link.other.number, "sub")
        number.setMinimumWidth(_NUMBER)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(8)
        row.addWidget(IconLabel(theme, icon, size=16))
        row.addWidget(number)
        row.addWidget(ElidedLabel(link.other.title), 1)
        row.addWidget(Chip(theme, state, tone))
        self.setMinimumHeight(34)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class LinksTab(QWidget):
    """Groups of links, the stories of this kind as buttons, and "Link to…"."""

    def __init__(self, desk: Desk, inlay: Inlay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._inlay = desk, inlay
        self._view: RecordView | None = None
        self.rows: list[LinkRow] = []
        self._list = Scroller()
        self.add = Button(desk.theme, self.tr("Link to…"), "link", kind="ghost")
        self.add.clicked.connect(lambda _checked=False: self._ask())
        self.chain = Button(desk.theme, self.tr("Show the chain"), "workflow", kind="ghost")
        self.chain.clicked.connect(lambda _checked=False: self._show_chain())
        self.stories: list[Button] = []
        self._later: list[QAction] = []
        self.proposals = Proposals(desk, inlay)
        self.proposals.told.connect(self._tell)
        self._list.place_first(self.proposals)
        self._errands = Errands(desk, inlay, self)
        self._actions = QWidget()
        self._stories = QVBoxLayout(self._actions)
        self._stories.setContentsMargins(0, 0, 0, 0)
        self._stories.setSpacing(6)
        inlay.toggled.connect(self._actions.setHidden)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self._list, 1)
        box.addWidget(self._actions)

    def offer_stories(self, kind: str) -> None:
        """Make the buttons of the stories and errands that begin at this kind; what has no room is in a menu."""
        ways = self._ways(kind)
        left = room = round(_ROOM * self._desk.theme.base / BASE)
        for label, icon, act in ways[:_BUTTONS]:
            button = Button(self._desk.theme, label, icon)
            if self.stories and button.sizeHint().width() > left:
                break
            left -= button.sizeHint().width() + _GAP
            button.clicked.connect(lambda _checked=False, act=act: act())
            self.stories.append(button)
        rest = ways[len(self.stories) :]
        last = [self._rest(rest), self.add] if rest else [self.chain, self.add]
        left = 0
        for button in (*self.stories, *last):
            if button.sizeHint().width() > left:
                line, left = QHBoxLayout(), room
                line.setSpacing(_GAP)
                line.addStretch(1)
                self._stories.addLayout(line)
            line.insertWidget(line.count() - 1, button)
            left -= button.sizeHint().width() + _GAP

    def _ways(self, kind: str) -> list[Way]:
        known = self._desk.registers
        told = [(s.label, s.makes, partial(self._tell, s)) for s in stories.stories_of(kind)]
        sent = [(f"{e.label}…", e.target, partial(self._send, e)) for e in errands.errands_of(kind)]
        return [(self.tr(label), known[to].icon, act) for label, to, act in (*told, *sent) if to in known]

    def _rest(self, ways: list[Way]) -> Button:
        more = Button(self._desk.theme, self.tr("More…"), "plus")
        menu = QMenu(more)
        for label, icon, act in ways:
            item = menu.addAction(self._desk.theme.icon(icon), label)
            item.triggered.connect(lambda _checked=False, act=act: act())
            self._later.append(item)
        menu.addSeparator()
        chain = menu.addAction(self._desk.theme.icon("workflow"), self.chain.text())
        chain.triggered.connect(lambda _checked=False: self._show_chain())
        more.setMenu(menu)
        return more

    def fill(self, view: RecordView, because: str) -> None:
        """Show the links of a record."""
        self._view = view
        allowed = self._desk.writable and not view.voided
        for button in (self.add, *self.stories):
            button.setEnabled(allowed)
            button.setToolTip("" if allowed else because)
        for action in self._later:
            action.setEnabled(allowed)
        self.proposals.fill(view)
        self.chain.setEnabled(bool(view.links))
        self._list.empty()
        self.rows = []
        for label, group in groupby(sorted(view.links, key=self._heading), key=self._heading):
            self._list.box.addWidget(Label(label, "head"))
            for link in group:
                self._list.box.addLayout(self._row(link))
        if not view.links:
            words = self.tr("Nothing is linked yet. What led to this, and what follows from it, is shown here.")
            self._list.box.addWidget(Label(words, "sub", wrap=True))

    def _heading(self, link: LinkView) -> str:
        """The relation, or the register where the other record names this one in a field."""
        register = self._desk.registers.get(link.other.kind)
        return register.title if link.link is None and register is not None else link.label

    def _row(self, link: LinkView) -> QHBoxLayout:
        register = self._desk.registers.get(link.other.kind)
        state = register.workflow.states(link.state) if register else None
        icon, words, tone = "file-text", link.state, "grey"
        if register is not None and state is not None:
            icon, words, tone = register.icon, state.label, str(state.tone)
        if link.voided:
            words, tone = self.tr("Void"), "grey"
        row = LinkRow(self._desk.theme, icon, link, words, tone)
        row.clicked.connect(lambda _checked=False, ref=link.other: self._desk.show(ref.kind, ref.id))
        self.rows.append(row)
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(row, 1)
        if link.link is not None and self._desk.writable and self._view is not None and not self._view.voided:
            remove = IconButton(self._desk.theme, "x", self.tr("Remove the link to {0}").format(link.other.number))
            remove.clicked.connect(lambda _checked=False, link=link: self._remove(link))
            line.addWidget(remove)
        return line

    def _ask(self) -> None:
        if self._view is None:
            return
        panel = LinkPanel(self._desk, self._view)
        panel.wanted.connect(self._link)
        self._inlay.open(panel)

    def _show_chain(self) -> None:
        from qms_desktop.ui.chain.dialog import ChainDialog  # noqa: PLC0415  rarely needed

        if self._view is not None:
            ChainDialog(self._desk, self._view, self.window()).open()

    def _link(self, other: UUID, relation: Relation, turned: bool) -> None:
        view = self._view
        if view is None:
            return
        source, target = (other, view.id) if turned else (view.id, other)

        def tie(work: Work) -> str:
            work.link(work.get(source), relation, work.get(target))
            return work.get(other).number

        def then(number: str) -> None:
            self._inlay.close_panel()
            self._desk.tell(self.tr("Linked {0} to {1}").format(view.number, number), undo=True)

        self._desk.tasks.change(
            self.tr("Link {0}").format(view.number),
            tie,
            then,
            failed=self._fail,
            owner=self,
        )

    def _remove(self, link: LinkView) -> None:
        view, key = self._view, link.link
        if view is None or key is None:
            return
        words = self.tr("Remove the link of {0} to {1}").format(view.number, link.other.number)
        sentence = self.tr("Removed the link to {0}").format(link.other.number)
        self._desk.tasks.change(
            words,
            lambda work: work.unlink(key),
            lambda _none: self._desk.tell(sentence, undo=True),
            failed=self._desk.refuse,
            owner=self,
        )

    def _send(self, errand: Errand) -> None:
        if self._view is not None:
            self._errands.ask(self._view, errand)

    def _tell(self, story: Story) -> None:
        view = self._view
        if view is None:
            return

        def make(work: Work) -> tuple[UUID, str]:
            made = stories.tell(work, work.get(view.id), story)
            return made.id, made.number

        def then(made: tuple[UUID, str]) -> None:
            self._desk.show(story.makes, made[0])
            one = self._desk.registers[story.makes].one
            self._desk.tell(self.tr("Created {0} {1} from {2}").format(one, made[1], view.number), undo=True)

        words = f"{story.label}: {view.number}"
        self._desk.tasks.change(words, make, then, failed=self._desk.refuse, owner=self)

    def _fail(self, error: QmsError) -> None:
        if isinstance(self._inlay.panel, LinkPanel):
            self._inlay.panel.record.set_problem(str(error))
        else:
            self._desk.refuse(error)
