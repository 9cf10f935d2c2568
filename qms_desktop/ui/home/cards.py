"""The cards of Home."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

from qms_desktop.ui.desk import Desk
from qms_desktop.ui.home.figures import Glance, Group
from qms_desktop.ui.home.lines import ChangeLine, Line
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.card import Card
from qms_desktop.ui.widgets.day_text import show_day
from qms_desktop.ui.widgets.due import due_text
from qms_desktop.ui.widgets.label import IconLabel, Label
from qms_desktop.workspace.views import HistoryEntry

MY_DAY_WIDEST = 640
HEAD = 32
"""The height of the title of a chart with its buttons, beside which My day stands."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("HomeCards", text)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


class MyDayCard(Card):
    """What is due, by when; a click opens it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, _tr("My day"))
        self.head.addStrut(HEAD)
        self._desk = desk
        self.body.setSpacing(2)
        self.setMaximumWidth(MY_DAY_WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_groups(self, groups: Sequence[Group], today: date) -> None:
        """Shows the groups that hold anything."""
        clear(self.body)
        names = {
            "overdue": (_tr("Overdue"), "red"),
            "today": (_tr("Today"), ""),
            "week": (_tr("This week"), ""),
            "others": (_tr("Waiting for others"), ""),
        }
        if not groups:
            self.body.addWidget(self._nothing())
        for group in groups:
            name, tone = names[group.name]
            head = Label(name, "head", tone=tone)
            head.setContentsMargins(6, 6, 0, 2)
            self.body.addWidget(head)
            for item in group.items:
                words, due_tone = due_text(item.due, today, open=True)
                title = f"{item.owner}: {item.title}" if group.name == "others" and item.owner else item.title
                line = Line(
                    self._desk.theme,
                    "hourglass" if group.name == "others" else self._desk.registers[item.kind].icon,
                    title,
                    number=item.number,
                    right=words,
                    tone=due_tone if due_tone == "red" else "text2",
                    tip=_tr("Due {0}").format(show_day(item.due)),
                )
                line.clicked.connect(lambda _on=False, i=item: self._desk.show(i.kind, i.row.id))
                self.body.addWidget(line)
            if group.more:
                more = Label(_tr("and {0} more").format(f"{group.more:,}"), "caption")
                more.setContentsMargins(36, 2, 0, 2)
                self.body.addWidget(more)
        self.body.addStretch(1)

    def _nothing(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(6, 6, 6, 6)
        row.setSpacing(10)
        row.addWidget(IconLabel(self.theme, "circle-check", color="green"))
        row.addWidget(Label(_tr("Nothing is due in the next seven days."), "sub", wrap=True), 1)
        return holder


class LatestCard(Card):
    """Who did what, and when: the newest change sets of the file."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _tr("Latest changes"))
        self.body.setSpacing(0)
        self._entries: Sequence[HistoryEntry] = ()
        self._most = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_most(self, most: int) -> None:
        """Shows at most so many lines: fewer where another card stands below."""
        if most != self._most:
            self._most = most
            self.show_history(self._entries)

    def show_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Shows the newest first."""
        self._entries = entries
        clear(self.body)
        now = datetime.now().astimezone()
        for entry in entries[: self._most]:
            at = entry.at.astimezone()
            what = _tr("{0} (undone)").format(entry.label) if entry.undone and entry.undoes is None else entry.label
            tip = f"{show_day(at.date())} {at:%H:%M}"
            self.body.addWidget(ChangeLine(self.theme, entry.actor or "QMS Desktop", what, ago(at, now), tip))
        self.body.addStretch(1)


def ago(at: datetime, now: datetime) -> str:
    """When something was: the time today, else the day."""
    days = (now.date() - at.date()).days
    if days == 0:
        return f"{at:%H:%M}"
    if days == 1:
        return _tr("yesterday")
    return show_day(at.date()) if days > 13 or days < 0 else _tr("{0} d ago").format(days)  # noqa: PLR2004  two weeks


class GlanceCard(Card):
    """Every register that holds records, with what is open and what is late in it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, _tr("Registers at a glance"))
        self._desk = desk
        self.lines = 0
        """How many registers are listed."""
        self.body.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_counts(self, glances: Sequence[Glance]) -> None:
        """Shows them in tab order."""
        clear(self.body)
        used = [glance for glance in glances if glance.total]
        self.lines = len(used)
        for glance in used:
            register = self._desk.registers[glance.kind]
            words = f"{glance.total:,}"
            if glance.open != glance.total:
                words = _tr("{0} open of {1}").format(f"{glance.open:,}", words)
            if glance.overdue:
                words = _tr("{0}, {1} overdue").format(words, f"{glance.overdue:,}")
            line = Line(
                self.theme, register.icon, register.title, right=words, tone="red" if glance.overdue else "text2"
            )
            line.clicked.connect(lambda _on=False, kind=glance.kind: self._desk.show(kind))
            self.body.addWidget(line)
        self.body.addStretch(1)


class FirstSteps(Card):
    """What to do with an empty quality system."""

    importing = Signal(str)
    creating = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, _tr("First steps"))
        self._desk = desk
        self._people = Label("", "sub", wrap=True)
        self.body.setSpacing(14)
        sheets = Label(
            _tr("Your lists come in as they are. Nothing is written before you have seen it."), "sub", wrap=True
        )
        self._add(self._importer(), sheets)
        for kind, sentence in (
            ("complaint", _tr("What a customer said; the nonconformity and its action follow from it.")),
            ("risk", _tr("What could go wrong, how likely it is, and how bad it would be.")),
        ):
            if kind in desk.registers:
                register = desk.registers[kind]
                self._add(self._creator(kind, _tr("First {0}").format(register.one)), Label(sentence, "sub", wrap=True))
        if "person" in desk.registers:
            self._add(self._creator("person", _tr("Add people")), self._people)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_people(self, *, only_one: bool) -> None:
        """Knows whether people were entered already."""
        sentence = _tr("So that everything has an owner.")
        self._people.setText(f"{sentence} {_tr('Only you are in it so far.')}" if only_one else sentence)

    def _importer(self) -> Button:
        button = Button(self.theme, _tr("Import a spreadsheet…"), "upload")
        button.clicked.connect(lambda _on: self.importing.emit(""))
        return button

    def _creator(self, kind: str, label: str) -> Button:
        button = Button(self.theme, label, self._desk.registers[kind].icon)
        button.clicked.connect(lambda _on=False: self.creating.emit(kind))
        return button

    def _add(self, button: Button, words: Label) -> None:
        button.setMinimumWidth(210)
        button.setEnabled(self._desk.writable)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(button)
        row.addWidget(words, 1)
        self.body.addLayout(row)
