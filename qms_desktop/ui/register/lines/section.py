"""`LinesSection`: a titled table on the form, with what can be done to its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qms_desktop.records.lines import Lines
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.lines.model import LinesModel
from qms_desktop.ui.register.lines.states import LineState
from qms_desktop.ui.register.lines.table import LinesTable
from qms_desktop.ui.register.sections import SectionBox
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.card import TableCard
from qms_desktop.ui.widgets.label import IconLabel, Label
from qms_desktop.workspace.views import LinesView


class LinesSection(QWidget):
    """The lines of one kind: head, table, what is wrong, and the buttons below."""

    wide_wanted = Signal()
    """The table is wanted over the whole width, or back beside the list."""
    importing = Signal(str)
    """The name of the lines for which a spreadsheet is wanted."""
    touched = Signal()
    """A title or count changed."""

    def __init__(self, desk: Desk, declared: Lines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.declared = declared
        self.model = LinesModel(declared, desk.organisation.currency, self)
        self.table = LinesTable(desk, self.model, declared.title)
        self.box = SectionBox(theme, declared.title)
        self.wide = IconButton(theme, "maximize-2", self.tr("Show over the whole width"), size=14)
        self.because = Label("", "caption", wrap=True)
        self.nothing = Label(self.tr("None yet."), "sub")
        self.add = Button(theme, self.tr("Add {0}").format(declared.one), "plus", kind="ghost")
        self.remove = Button(theme, self.tr("Remove"), "trash-2", kind="ghost")
        self.remove.setToolTip(self.tr("Remove the chosen rows  Delete"))
        words = self.tr("Import {0} from a spreadsheet").format(declared.title.lower())
        self.sheet = IconButton(theme, "upload", words, size=14)
        self.sheet.clicked.connect(lambda _checked=False: self.importing.emit(declared.name))
        self._icon = IconLabel(theme, "triangle-alert", color="red", size=14)
        self._problem = Label("", "caption", tone="red", wrap=True)
        self._said = ""
        self._lay_out(desk)
        self.wide.clicked.connect(lambda _checked=False: self.wide_wanted.emit())
        self.add.clicked.connect(lambda _checked=False: self.table.write_first())
        self.remove.clicked.connect(lambda _checked=False: self.table.remove())
        self.table.lost.connect(self._say_lost)
        self.table.typed.connect(lambda *_: self.say(""))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        for signal in (self.model.dataChanged, self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            signal.connect(self._show)

    # -- what the form says

    def fill(self, view: LinesView, *, because: str, currency: str, other: bool) -> None:
        """Show the lines of a record; `because` says why they take no changes."""
        if other:
            self._said = ""
        self.model.currency = currency
        self.because.setText("" if view.editable else because)
        self.model.fill(view, other=other)
        self.table.fit()
        if other and self.declared.order:
            self.table.scrollToBottom()  # of a series in time the newest is asked for
        self._show()

    def say(self, sentence: str) -> None:
        """Tell what is wrong where no cell is to blame; an empty sentence takes it back."""
        self._said = sentence
        self._show()

    def _say_lost(self, words: str) -> None:
        sentence = self.tr("This {0} was taken away in the meantime. You had written: {1}")
        self.say(sentence.format(self.declared.one, words or "–"))

    def show_wide(self, *, wide: bool, possible: bool) -> None:
        """Offer the way back from the whole width, or nothing where there is no other width."""
        self.wide.set_icon("minimize-2" if wide else "maximize-2")
        self.wide.set_name(self.tr("Show beside the list") if wide else self.tr("Show over the whole width"))
        self.wide.setVisible(possible)

    def finish(self) -> None:
        """Take what is being typed, as leaving the row does."""
        self.table.finish()
        for state in [s for s in self.model.states if s.key is None and s.typed]:
            self.table.left.emit(state)

    @property
    def unsaved(self) -> Sequence[LineState]:
        """The rows that hold something the file does not have."""
        return self.model.unsaved

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self.model.stored_count

    def discard(self) -> None:
        """Forget what was typed and is not stored."""
        self._said = ""
        for state in list(self.model.unsaved):
            state.typed.clear()
            if state.key is None:
                self.model.drop(state)
        self.model.refresh()

    def jump(self) -> None:
        """Go to the cell that was refused, else to the empty row."""
        self.box.fold(folded=False)
        problems = self.model.problems()
        if problems:
            state, declared, _ = problems[0]
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.table.begin(self.model.place(state, declared.name))
        elif self.model.editable:
            self.table.write_first()
        else:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- inside

    def _show(self) -> None:
        count, editable = self.model.stored_count, self.model.editable
        self.box.set_count(count)
        self.table.setVisible(editable or count > 0)
        self._card.setVisible(editable or count > 0)
        self.nothing.setVisible(not editable and count == 0)
        self.because.setVisible(bool(self.because.text()))
        problems = self.model.problems()
        sentence = self._said
        if problems:
            state, declared, words = problems[0]
            row = self.model.states.index(state) + 1
            sentence = self.tr("Row {0}, {1}: {2}").format(row, declared.label, words)
            if len(problems) > 1:
                sentence = self.tr("{0} And {1} more.").format(sentence, len(problems) - 1)
        self._problem.setText(sentence)
        self._strip.setVisible(bool(sentence))
        self._show_buttons()
        self.touched.emit()

    def _show_buttons(self) -> None:
        self.add.setVisible(self.model.editable)
        self.sheet.setVisible(self.model.editable)
        self.remove.setVisible(self.model.editable)
        self.remove.setEnabled(bool(self.table.chosen()))

    def _lay_out(self, desk: Desk) -> None:
        self._card = TableCard(desk.theme)
        self._card.body.addWidget(self.table)
        self._strip = QWidget()
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(0, 0, 0, 0)
        strip.setSpacing(6)
        strip.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        strip.addWidget(self._problem, 1)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.addWidget(self.add)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.sheet)
        body = QVBoxLayout()
        body.setSpacing(4)
        for widget in (self.because, self.nothing, self._card, self._strip):
            body.addWidget(widget)
        body.addLayout(foot)
        self.box.grid.addLayout(body, 0, 0, 1, 2)
        self.box.bar.addWidget(self.wide)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.box)
