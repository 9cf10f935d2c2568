"""The cards of the page of a process: each line of them opens what it names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from qms_desktop.insight.process_map import Sign
from qms_desktop.insight.process_page import MARKS, Group, Holder, Item, Tie
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.home.lines import Line
from qms_desktop.ui.pages.process_approach.process_box import ICONS
from qms_desktop.ui.widgets.card import Card
from qms_desktop.ui.widgets.due import due_text
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.rows import Ref

MAP = "process_map"
"""The special screen by which a process is opened."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProcessCards", text)


class FoldCard(Card):
    """A card of lines; `lines` are those that can be clicked, in their order."""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, title, padding=(12, 10), parent=parent)
        self._desk = desk
        self.lines: list[QAbstractButton] = []
        self.body.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def add(self, line: Line) -> Line:
        """Add a line that can be clicked."""
        self.lines.append(line)
        self.body.addWidget(line)
        if len(self.lines) == 1:
            self.setFocusProxy(line)
        return line

    def say(self, words: str, tone: str = "") -> None:
        """Add words that cannot be clicked."""
        self.body.addWidget(Label(words, "sub", tone=tone, wrap=True))


def ties_card(desk: Desk, title: str, ties: Sequence[Tie], nobody: str) -> FoldCard:
    """Inputs or outputs, each with its neighbour, whose page a click opens."""
    card = FoldCard(desk, title)
    if not ties:
        card.say(_tr("None entered yet."))
    for tie in ties:
        beside = tie.name or tie.party
        line = Line(
            desk.theme,
            "workflow" if tie.other else "building-2" if tie.party else "triangle-alert",
            tie.what,
            right=beside or nobody,
            tone="text2" if beside else "amber",
            tip=" · ".join(words for words in (tie.what, beside or nobody, tie.note) if words),
            title_first=True,
        )
        line.setAccessibleName(f"{tie.what}, {beside or nobody}")
        if tie.other is None:
            line.setEnabled(False)
        else:
            line.clicked.connect(lambda _on=False, key=tie.other: desk.show(MAP, key))
        card.add(line)
    return card


def steps_card(desk: Desk, steps: Sequence[tuple[str, str, str, str]]) -> FoldCard:
    """The steps in their order, with who does them and by what."""
    card = FoldCard(desk, _tr("Steps"))
    card.body.setSpacing(4)
    if not steps:
        card.say(_tr("None entered yet."))
    for place, (what, *about) in enumerate(steps, start=1):
        said = " · ".join(words for words in (what, *about) if words)
        card.body.addWidget(Label(f"{place}. {said}", wrap=True))
    return card


def signs_card(desk: Desk, signs: Sequence[Sign]) -> FoldCard:
    """What is the matter, the worst first; a click opens the records behind it."""
    card = FoldCard(desk, _tr("What is the matter"))
    for sign in signs:
        line = Line(desk.theme, ICONS[sign.tone], sign.words, right="" if sign.behind else _tr("see its lines"))
        if sign.behind is None:
            line.setEnabled(False)
        else:
            line.clicked.connect(
                lambda _on=False, behind=sign.behind, words=sign.words: desk.show_listing(behind, words)
            )
        card.add(line)
    return card


def people_card(desk: Desk, owner: Ref | None, holders: Sequence[Holder]) -> FoldCard:
    """The owner, and the roles with those who hold them."""
    card = FoldCard(desk, _tr("People"))
    if owner is not None:
        line = card.add(Line(desk.theme, "user", owner.title, right=_tr("owner")))
        line.clicked.connect(lambda _on=False: desk.show(owner.kind, owner.id))
    for holder in holders:
        role = holder.role
        line = card.add(
            Line(desk.theme, "badge-check", role.title, right="" if holder.people else _tr("nobody"), tone="amber")
        )
        line.clicked.connect(lambda _on=False, role=role: desk.show(role.kind, role.id))
        for person in holder.people:
            line = card.add(Line(desk.theme, "user", person.title, right=role.title))
            line.clicked.connect(lambda _on=False, person=person: desk.show(person.kind, person.id))
    if owner is None and not holders:
        card.say(_tr("Nobody yet."))
    return card


def group_card(desk: Desk, group: Group, process: str, today: date) -> FoldCard:
    """The open records of a kind, those that are due first, and the way to all of them."""
    late = _tr(", {0} overdue").format(f"{group.late:,}") if group.late else ""
    card = FoldCard(desk, f"{group.title}  {group.total:,}{late}")
    if not group.items:
        card.say(_tr("None open."))
    for item in group.items:
        card.add(_item(desk, item, today)).clicked.connect(
            lambda _on=False, item=item: desk.show(item.ref.kind, item.ref.id)
        )
    if group.total > len(group.items):
        line = card.add(Line(desk.theme, "arrow-right", _tr("Show all {0}").format(f"{group.total:,}")))
        words = _tr("{0} of {1}").format(group.title, process)
        line.clicked.connect(lambda _on=False: desk.show_listing(group.behind, words))
    return card


def _item(desk: Desk, item: Item, today: date) -> Line:
    register = desk.registers[item.ref.kind]
    state = register.workflow.states(item.state)
    due, tone = due_text(item.due_on, today, open=True)
    if item.mark and tone != "red":
        standing = next(m for m in register.fields[MARKS[register.kind]].info.members if m == item.mark)
        due, tone = standing.label, str(standing.tone)
    tip = ", ".join(words for words in (item.ref.number, state.label, item.owner) if words)
    return Line(desk.theme, register.icon, item.ref.title, right=due or state.label, tone=tone or "text2", tip=tip)
