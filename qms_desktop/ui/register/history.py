"""The tab History: what was changed, when, by whom and why; each change with its way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from qms_desktop.errors import QmsError
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.scroller import Scroller
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.day_text import show_day
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.workspace.views import HistoryEntry, RecordView, ValueChange
from qms_desktop.workspace.workspace import Workspace

_PART = 40  # entries drawn at once
_FEW = 4  # fields of an entry that are shown unasked
_LONG = 300  # characters of a value that are shown


def when(entry: HistoryEntry, today: date) -> str:
    """The time of a change: the hour today, else the day and the hour."""
    at = entry.at.astimezone()
    return f"{at:%H:%M}" if at.date() == today else f"{show_day(at.date())} {at:%H:%M}"


class EntryRow(QFrame):
    """One change set."""

    undoing = Signal(object)

    def __init__(self, theme: Theme, entry: HistoryEntry, today: date, *, can_undo: bool) -> None:
        super().__init__()
        self.undo: Button | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 6)
        box.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        label = Label(entry.label, "strong", wrap=True)
        head.addWidget(label, 1)
        if entry.undone:
            font = theme.font("body")
            font.setStrikeOut(True)
            label.setFont(font)
            label.setProperty("role", "sub")
            head.addWidget(Label(self.tr("undone"), "caption", tone="grey"))
        elif can_undo:
            self.undo = Button(theme, self.tr("Undo"), kind="link")
            self.undo.setAccessibleName(self.tr("Undo “{0}”").format(entry.label))
            self.undo.clicked.connect(lambda _checked=False: self.undoing.emit(entry))
            head.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(head)
        facts = " · ".join(part for part in (when(entry, today), entry.actor) if part)
        about = Label(facts, "caption", wrap=True)
        about.setToolTip(f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}")
        box.addWidget(about)
        if entry.reason:
            box.addWidget(Label(entry.reason, "sub", wrap=True))
        self._values = [self._value(change) for change in entry.values]
        for place, line in enumerate(self._values):
            box.addWidget(line)
            line.setVisible(len(self._values) <= _FEW + 1 or place < _FEW)
        if len(self._values) > _FEW + 1:
            self._all = Button(theme, self.tr("Show all {0} fields").format(len(self._values)), kind="link")
            self._all.clicked.connect(lambda _checked=False: self._unfold())
            box.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)

    def _unfold(self) -> None:
        for line in self._values:
            line.show()
        self._all.hide()

    def _value(self, change: ValueChange) -> Label:
        old, new = (text if len(text) <= _LONG else f"{text[:_LONG]}…" for text in (change.old, change.new))
        if old and new:
            words = self.tr("{0}: {1} → {2}").format(change.label, old, new)
        elif old:
            words = self.tr("{0}: {1} → (empty)").format(change.label, old)
        else:
            words = self.tr("{0}: {1}").format(change.label, new)
        line = Label(words, "caption", wrap=True)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return line


class HistoryTab(QWidget):
    """The change sets of a record, newest first; read when the tab is looked at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view: RecordView | None = None
        self._entries: Sequence[HistoryEntry] = ()
        self._many = _PART
        self.rows: list[EntryRow] = []
        self.notice = Notice(desk.theme)
        self._list = Scroller()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.notice)
        box.addWidget(self._list, 1)

    def fill(self, view: RecordView) -> None:
        """Show the history of a record, if the tab is on the screen."""
        if self._view is None or self._view.id != view.id:
            self._many = _PART
            self.notice.clear()
            self._list.empty()
            self.rows = []
        self._view = view
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Read the history again."""
        if self._view is None:
            return
        record = self._view.id

        def query(workspace: Workspace) -> tuple[list[HistoryEntry], date]:
            return workspace.record_history(record), workspace.today

        self._desk.tasks.read(query, self._show, failed=self._fail, key=f"history {id(self)}", owner=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is looked at."""
        super().showEvent(event)
        self.reload()

    def _show(self, answer: tuple[list[HistoryEntry], date]) -> None:
        self._entries, today = answer
        self._list.empty()
        self.rows = []
        for entry in self._entries[: self._many]:
            free = not entry.signed and entry.undoes is None and self._desk.writable
            row = EntryRow(self._desk.theme, entry, today, can_undo=free)
            row.undoing.connect(self._undo)
            self.rows.append(row)
            self._list.box.addWidget(row)
            rule = QFrame()
            rule.setProperty("kind", "rule")
            self._list.box.addWidget(rule)
        if len(self._entries) > self._many:
            more = Button(self._desk.theme, self.tr("Show older changes"), kind="ghost")
            more.clicked.connect(lambda _checked=False: self._show_more(answer))
            self._list.box.addWidget(more)

    def _show_more(self, answer: tuple[list[HistoryEntry], date]) -> None:
        self._many += _PART
        self._show(answer)

    def _undo(self, entry: HistoryEntry) -> None:
        sentence = self.tr("Undone: {0}").format(entry.label)
        self._desk.tasks.run(
            lambda workspace, _progress: workspace.undo(entry.change),
            lambda _entry: self._desk.tell(sentence),
            failed=self._fail,
            owner=self,
        )

    def _fail(self, error: QmsError) -> None:
        self.notice.say(str(error))
