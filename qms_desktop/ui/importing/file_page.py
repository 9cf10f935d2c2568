"""Step 1: the file, its sheets, the register it goes into, and what the reader has to say about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from qms_desktop.exchange.table import counted
from qms_desktop.exchange.targets import every, in_full, named
from qms_desktop.ui.importing.list_model import ListModel
from qms_desktop.ui.importing.run import ImportRun
from qms_desktop.ui.importing.summary import counts_in_words
from qms_desktop.ui.widgets.card import Card
from qms_desktop.ui.widgets.choice_field import ChoiceField
from qms_desktop.ui.widgets.drop_zone import DropZone
from qms_desktop.ui.widgets.label import ElidedLabel, IconLabel, Label
from qms_desktop.ui.widgets.labelled import Labelled
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.ui.widgets.table import Table

PATTERNS = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt *.XLSX *.XLS *.CSV"
_DROP_HIGH, _DROP_LOW = 120, 44
_MOST_ROWS = 5


class FilePage(QWidget):
    """A place to drop a file; when it was read, what is in it."""

    def __init__(self, run: ImportRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run = run
        theme = run.desk.theme
        self.title = ElidedLabel(self.tr("Which spreadsheet?"), "card")
        words = self.tr("Drop a spreadsheet here, or click to choose one")
        self.drop = DropZone(theme, words, patterns=self.tr("Spreadsheets ({0})").format(PATTERNS))
        self.drop.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.drop.setMaximumHeight(_DROP_HIGH)
        kinds = self.tr("Excel, LibreOffice or CSV. The file is only read, and nothing is written before you say so.")
        self.kinds = Label(kinds, "sub", wrap=True)
        self.sheets = ListModel([self.tr("Sheet"), self.tr("Rows"), self.tr("Columns"), ""], self)
        self.table = Table(theme, self.tr("Sheets of the file"))
        self.table.setModel(self.sheets)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.register = ChoiceField(theme, [], required=True)
        self.why = Label("", "sub", wrap=True)
        self.other = Notice(theme)
        self.counts = Label("", "strong", wrap=True)
        self._remarks = QVBoxLayout()
        self._remarks.setSpacing(6)
        self.result = QWidget()
        self._build()
        self.drop.dropped.connect(self._take)
        self.register.committed.connect(lambda kind: run.choose(kind=str(kind)))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose_sheet(now.row()))
        self.other.acted.connect(lambda: run.choose(kind=run.proposals[0][0]))
        run.read.connect(self.show_book)
        run.located.connect(self.show_register)
        run.located.connect(lambda: self.counts.setText(""))
        run.checked.connect(self._show_counts)
        self.result.hide()

    def _build(self) -> None:
        theme = self.run.desk.theme
        self._card = Card(theme, "")
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._card.body.addWidget(self.table)
        into = QHBoxLayout()
        into.setSpacing(16)
        self._into = Labelled(theme, self.tr("Import into"), self.register)
        into.addWidget(self._into, 2)
        into.addWidget(self.why, 3, Qt.AlignmentFlag.AlignBottom)
        inside = QVBoxLayout(self.result)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self._card)
        inside.addLayout(into)
        inside.addWidget(self.other)
        inside.addWidget(self.counts)
        inside.addLayout(self._remarks)
        inside.addStretch(1)
        self.result.setProperty("kind", "content")
        scroll = self._scroll = QScrollArea()
        scroll.setWidget(self.result)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setAccessibleName(self.tr("What the file holds"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.title)
        box.addWidget(self.drop)
        box.addWidget(self.kinds)
        box.addWidget(scroll, 100)
        box.addStretch(0)
        scroll.hide()

    def show_book(self) -> None:
        """Show what was read."""
        book = self.run.book
        if book is None:
            return
        self.drop.setMaximumHeight(_DROP_LOW)
        self.drop.setText(self.tr("Drop another spreadsheet here, or click to choose one"))
        self.kinds.hide()
        self.title.setText(book.path.name)
        rows = [
            (s.name, f"{len(s.rows):,}", f"{s.width:,}", self.tr("hidden, left out") if s.hidden else "")
            for s in book.sheets
        ]
        self.table.selectionModel().blockSignals(True)
        self.sheets.show_rows(rows, {n for n, s in enumerate(book.sheets) if s.hidden})
        self.table.selectionModel().blockSignals(False)
        self._card.set_title(counted(len(rows), self.tr("sheet"), self.tr("sheets")))
        line, head = self.table.verticalHeader().defaultSectionSize(), self.table.horizontalHeader().height()
        self.table.setFixedHeight(head + line * min(len(rows), _MOST_ROWS) + 4)
        self._show_remarks(book.remarks)
        known = every(self.run.desk.registers.values())
        self.register.set_choices([(into.kind, in_full(into)) for into in known])
        self.result.show()
        self._scroll.show()
        self.show_register()

    def show_register(self) -> None:
        """Show where the rows go, and which sheet was taken."""
        from qms_desktop.exchange.importing import FITS  # noqa: PLC0415  brings the readers

        run = self.run
        if run.book is None:
            return
        self.register.set_value(run.kind or None)
        best, score = run.proposals[0] if run.proposals else ("", 0.0)
        fits = dict(run.proposals).get(run.kind, 0.0)
        self.other.clear()
        if not run.kind:
            self.why.setText(self.tr("The headers do not tell what the rows are. Choose what they become."))
        elif best == run.kind and score >= FITS:
            self.why.setText(self.tr("The headers and the name of the file are those of such a list."))
        else:
            self.why.setText(self.tr("Chosen by you."))
            if score >= FITS and score > 2 * fits:
                into = named(run.desk.registers.values(), best)
                title = in_full(into) if into is not None else best
                self.other.say(
                    self.tr("The headers look like {0}.").format(title.lower()),
                    "amber",
                    action=self.tr("Import into {0}").format(title),
                )
        names = [s.name for s in run.book.sheets]
        if run.sheet in names:
            self.table.selectionModel().blockSignals(True)
            at = self.sheets.index(names.index(run.sheet), 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(at, flags)
            self.table.selectionModel().blockSignals(False)
            self.table.viewport().update()

    def _show_counts(self) -> None:
        found = self.run.findings
        self.counts.setText(counts_in_words(found) if found is not None else "")

    def focus(self) -> None:
        """Put the focus where the work is."""
        target: QWidget = self.drop if self.run.book is None else self.register if not self.run.kind else self.table
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_remarks(self, remarks: list[str]) -> None:
        while (item := self._remarks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for remark in remarks:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(IconLabel(self.run.desk.theme, "info", color="text2", size=16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(remark, "sub", wrap=True), 1)
            self._remarks.addWidget(line)

    def _take(self, files: list[Path]) -> None:
        self.run.open(files[0])

    def _choose_sheet(self, row: int) -> None:
        book = self.run.book
        if book is not None and 0 <= row < len(book.sheets) and book.sheets[row].name != self.run.sheet:
            self.run.choose(sheet=book.sheets[row].name)
