"""Step 3: every row with what would happen to it; cells are corrected and rows left out here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from qms_desktop.exchange.check import Verdict
from qms_desktop.exchange.table import counted
from qms_desktop.ui.delegates import ChipDelegate, NumberDelegate
from qms_desktop.ui.importing.cells import CellDelegate
from qms_desktop.ui.importing.check_model import FIRST, RESULT, ROW, CheckModel
from qms_desktop.ui.importing.findings import SKIPPED, Findings
from qms_desktop.ui.importing.list_model import ListModel
from qms_desktop.ui.importing.run import ImportRun
from qms_desktop.ui.importing.summary import made_in_words, notes_of, words_of
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.card import TableCard
from qms_desktop.ui.widgets.chip import FilterChip
from qms_desktop.ui.widgets.label import ElidedLabel
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.ui.widgets.table import Table

ALL, NOTES = "", "notes"
FILTERS = (ALL, *(str(v) for v in Verdict), SKIPPED, NOTES)
_NARROW, _WIDE, _ROW, _RESULT, _SHORT_RESULT, _LAST = 90, 250, 56, 142, 112, 340
_SAMPLE = 60


class CheckPage(QWidget):
    """Chips over the table of rows; a second table lists what is good to know beside them."""

    saving = Signal(object)
    """The path of a workbook for the rows that need attention."""

    def __init__(self, run: ImportRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run = run
        theme = run.desk.theme
        self.filter = ALL
        self.title = ElidedLabel("", "card")
        self.chips = {name: FilterChip(theme, "") for name in FILTERS}
        self.save = Button(theme, "", "file-warning", kind="ghost")
        self.model = CheckModel(run, self)
        self.table = Table(theme, self.tr("Rows of the file"))
        self.table.setModel(self.model)
        self.table.setItemDelegate(CellDelegate(theme, self.table))
        self.table.set_delegates({ROW: NumberDelegate(theme, self.table), RESULT: ChipDelegate(theme, self.table)})
        self.notes = ListModel([self.tr("What"), self.tr("Which, and why")], self)
        self.notes_table = Table(theme, self.tr("Good to know"))
        self.notes_table.setModel(self.notes)
        self.notes_table.setColumnWidth(0, 190)
        self.alike = Notice(theme)
        self.hint = ElidedLabel("", "sub")
        self.skip = Button(theme, self.tr("Skip row"), "ban", kind="ghost")
        self._alike: dict[tuple[int, int], str] = {}
        self._sources: list[int] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        theme = self.run.desk.theme
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for chip in self.chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        chips.addWidget(self.save)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._stack = QStackedWidget()
        for table in (self.table, self.notes_table):
            card = TableCard(theme)
            card.body.addWidget(table)
            self._stack.addWidget(card)
        below = QHBoxLayout()
        below.addWidget(self.hint, 1)
        below.addWidget(self.skip)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.title)
        box.addLayout(chips)
        box.addWidget(self.alike)
        box.addWidget(self._stack, 1)
        box.addLayout(below)

    def _connect(self) -> None:
        run = self.run
        for name, chip in self.chips.items():
            chip.clicked.connect(lambda _on=False, chosen=name: self.show_only(chosen))
        self.save.clicked.connect(lambda _on: self.ask_path())
        self.skip.clicked.connect(lambda _on: self._toggle_skip())
        self.alike.acted.connect(self._fix_alike)
        self.model.corrected.connect(self._correct)
        self.table.selectionModel().selectionChanged.connect(lambda _now, _before: self._name_skip())
        self.table.installEventFilter(self)
        run.checked.connect(self._take_check)
        run.decided.connect(self.model.refresh)
        run.located.connect(self._forget)

    # -- what is shown

    def _forget(self) -> None:
        """Another table: nothing of the last one is shown."""
        self.filter = ALL
        self._sources = []
        self.alike.clear()
        self.model.show_findings(None, ALL)

    def _take_check(self) -> None:
        found = self.run.findings
        if found is None:
            return
        if not self._sources:
            self.filter = str(Verdict.ATTENTION) if found.counts[Verdict.ATTENTION] else ALL
        elif self.filter not in (ALL, NOTES) and not found.counts[self.filter]:
            self.filter = ALL
        self._show(found)

    def show_only(self, name: str) -> None:
        """Show the rows of one verdict, all, or what is good to know."""
        self.filter = name
        if self.run.findings is not None:
            self._show(self.run.findings)

    def _show(self, found: Findings) -> None:
        check = found.check
        read = counted(len(found.lines), self.tr("row"), self.tr("rows"))
        same = found.lines and found.counts[Verdict.UNCHANGED] == len(found.lines)
        words = self.tr("{0} read from {1} · all of it is here already") if same else ""
        self.title.setText((words or self.tr("{0} read from {1} · nothing is written yet")).format(read, check.file))
        self._show_chips(found)
        current = self.table.currentIndex()
        number = self.model.line(current.row()).number if current.isValid() and self.model.shown else 0
        place, scrolled = current.column(), self.table.verticalScrollBar().value()
        self.model.show_findings(found, "" if self.filter == NOTES else self.filter)
        self.notes.show_rows(notes_of(found, self.run.desk))
        self._stack.setCurrentIndex(1 if self.filter == NOTES else 0)
        self._arrange(found)
        self._put_back(number, max(0, place), scrolled)
        self._say_hint(found)
        self._name_skip()

    def _show_chips(self, found: Findings) -> None:
        notes = len(notes_of(found, self.run.desk))
        for name, chip in self.chips.items():
            count = found.counts[name] if name not in (ALL, NOTES) else len(found.lines) if name == ALL else notes
            if name == ALL:
                text = self.tr("All {0}").format(f"{count:,}")
            elif name == NOTES:
                text = self.tr("Good to know {0}").format(f"{count:,}")
            else:
                text = words_of(name, count)
            chip.setText(text)
            chip.setAccessibleName(text)
            chip.setChecked(name == self.filter)
            chip.setVisible(count > 0 or name == ALL)
            chip.updateGeometry()
        bad = found.counts[Verdict.ATTENTION]
        one, many = self.tr("Save this one as Excel to send back"), self.tr("Save these {0} as Excel to send back")
        self.save.setText(one if bad == 1 else many.format(f"{bad:,}"))
        self.save.setVisible(bad > 0)

    def _say_hint(self, found: Findings) -> None:
        words = [self.tr("Cells can be corrected here. Double-click, or press F2.")]
        if made := made_in_words(found, self.run.desk):
            words.append(self.tr("Also made: {0}.").format(made))
        self.hint.setText("   ".join(words))

    # -- columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width anew."""
        super().resizeEvent(event)
        if self.run.findings is not None and self.isVisible():
            self._arrange(self.run.findings)

    def showEvent(self, event: QShowEvent) -> None:
        """Shares the width, which is known by now."""
        super().showEvent(event)
        if self.run.findings is not None and self.model.findings is not None:
            self._arrange(self.run.findings)

    def _arrange(self, found: Findings) -> None:
        """Show the columns that matter here, as wide as their words; the rest where there is room."""
        narrowed = self.filter in (str(Verdict.ATTENTION), str(Verdict.CHANGED))
        telling = self.model.telling() if narrowed else []
        key = [FIRST + n for n, c in enumerate(self.model.columns) if found.field_of(c) in (found.check.key, "title")]
        attention = bool(found.counts[Verdict.ATTENTION])
        result = _RESULT if attention and self.filter == ALL else _SHORT_RESULT
        room = self.width() - _ROW - _LAST - (0 if self.filter == str(Verdict.ATTENTION) else result)
        order = [*dict.fromkeys([*key, *telling, *range(FIRST, self.model.last)])]
        wanted = {*key, *telling}
        self._sources = order
        widths = {column: self._width_of(column) for column in order}
        for column in order:
            room -= widths[column]
            show = not narrowed or column in wanted or room >= 0
            self.table.setColumnHidden(column, not show)
            self.table.setColumnWidth(column, widths[column])
        self.table.setColumnHidden(RESULT, self.filter == str(Verdict.ATTENTION))
        self.table.setColumnHidden(self.model.last, False)
        self.table.setColumnWidth(ROW, _ROW)
        self.table.setColumnWidth(RESULT, result)
        self.table.setColumnWidth(self.model.last, _LAST)

    def _width_of(self, column: int) -> int:
        option_rows = range(min(_SAMPLE, self.model.rowCount()))
        metrics = self.table.fontMetrics()
        widths = [
            metrics.horizontalAdvance(str(self.model.index(row, column).data() or "")[:60]) for row in option_rows
        ]
        head = self.table.horizontalHeader().fontMetrics()
        name = str(self.model.headerData(column, Qt.Orientation.Horizontal) or "")
        return min(_WIDE, max(_NARROW, head.horizontalAdvance(name) + 30, max(widths, default=0) + 44))

    # -- correcting

    def _correct(self, number: int, column: int, text: str) -> None:
        row = self.table.currentIndex().row()
        found = self.run.findings
        others = self.model.alike(row, FIRST + self.model.columns.index(column)) if row >= 0 else []
        old = found.text(self.model.line(row), column) if found is not None and row >= 0 else ""
        self._alike = dict.fromkeys(others, text)
        self.run.fix({(number, column): text})
        if others and text.strip():
            rows = counted(len(others), self.tr("more row says"), self.tr("more rows say"))
            said = self.tr("{0} ‘{1}’ here.").format(rows, old) if old else self.tr("More cells are empty here.")
            self.alike.say(said, "blue", action=self.tr("Write ‘{0}’ there too").format(text.strip()))
        else:
            self.alike.clear()

    def _fix_alike(self) -> None:
        self.alike.clear()
        self.run.fix(self._alike)

    # -- skipping

    def _selected(self) -> list[int]:
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [self.model.line(row).number for row in sorted(rows) if row < len(self.model.shown)]

    def _toggle_skip(self) -> None:
        if numbers := self._selected():
            self.run.toggle_skip(numbers)

    def _name_skip(self) -> None:
        numbers = self._selected()
        back = bool(numbers) and self.run.decisions.skip.issuperset(numbers)
        many = len(numbers) > 1
        if back:
            words = self.tr("Take {0} rows back").format(len(numbers)) if many else self.tr("Take row back")
        else:
            words = self.tr("Skip {0} rows").format(len(numbers)) if many else self.tr("Skip row")
        self.skip.setText(words)
        self.skip.set_icon("rotate-ccw" if back else "ban")
        self.skip.setToolTip(self.tr("{0}  Delete").format(words))
        self.skip.setEnabled(bool(numbers) and self.filter != NOTES)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Delete skips the selected rows."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and watched is self.table and event.key() == Qt.Key.Key_Delete:  # type: ignore[attr-defined]
            self._toggle_skip()
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _put_back(self, number: int, column: int, scrolled: int) -> None:
        rows = [self.model.line(row).number for row in range(self.model.rowCount())] if number else []
        row = next((n for n, at in enumerate(rows) if at >= number), len(rows) - 1)
        if row >= 0:
            # where the row was mended or skipped, the next one is taken up at what is wrong in it
            place = min(column, self.model.last) if rows[row] == number else self.model.first_wrong(row)
            self.table.setCurrentIndex(self.model.index(row, place))
        self.table.verticalScrollBar().setValue(scrolled)

    # -- sending back

    def ask_path(self) -> None:
        """Ask where to save the rows that need attention."""
        path = self.run.path
        if path is None:
            return
        proposed = path.with_name(self.tr("{0} - to correct.xlsx").format(path.stem))
        title = self.tr("Save the rows to correct")
        name, _ = QFileDialog.getSaveFileName(self, title, str(proposed), self.tr("Workbook (*.xlsx)"))
        if name:
            self.saving.emit(Path(name) if name.lower().endswith(".xlsx") else Path(f"{name}.xlsx"))

    def focus(self) -> None:
        """Put the focus where the work is."""
        now = self.table.currentIndex()
        if self.model.rowCount() and now.column() < FIRST:
            row = max(0, now.row())
            self.table.setCurrentIndex(self.model.index(row, self.model.first_wrong(row)))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> QModelIndex:
        """The cell the user is at."""
        return self.table.currentIndex()
