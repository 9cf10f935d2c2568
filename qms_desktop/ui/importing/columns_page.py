"""Step 2: which column goes to which field, and why; what it does to the rows is counted at once."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QSpinBox, QVBoxLayout, QWidget

from qms_desktop.exchange.mapping import fields_of
from qms_desktop.exchange.table import counted
from qms_desktop.exchange.targets import in_full
from qms_desktop.records.register import Register
from qms_desktop.ui.importing.columns_model import FIELD, FIRST, HEADER, ColumnsModel, FieldDelegate, field_label
from qms_desktop.ui.importing.run import ImportRun
from qms_desktop.ui.importing.summary import counts_in_words
from qms_desktop.ui.widgets.card import TableCard
from qms_desktop.ui.widgets.choice_field import ChoiceField
from qms_desktop.ui.widgets.label import ElidedLabel, Label
from qms_desktop.ui.widgets.labelled import Labelled
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.ui.widgets.table import Table

_SPIN, _WIDEST = 132, 320
_TYPING = 500  # ms after the last key in the row number


class ColumnsPage(QWidget):
    """The table of columns under the questions that concern the whole sheet."""

    def __init__(self, run: ImportRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run = run
        theme = run.desk.theme
        self.title = ElidedLabel("", "card")
        self.sheet = ChoiceField(theme, [], required=True)
        self.key = ChoiceField(theme, [], required=True)
        self.order = ChoiceField(theme, [("dmy", self.tr("day first")), ("mdy", self.tr("month first"))])
        self.header_row = QSpinBox()
        self.header_row.setRange(1, 1_048_576)
        self.asking = Notice(theme)
        self.counts = ElidedLabel("", "sub")
        self.model = ColumnsModel(self)
        self.table = Table(theme, self.tr("Columns of the file"))
        self.table.setModel(self.model)
        self.table.set_delegates({FIELD: FieldDelegate(theme, self.table)})
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._build()
        self._connect()

    def _build(self) -> None:
        theme = self.run.desk.theme
        options = QHBoxLayout()
        options.setSpacing(12)
        self._sheet = Labelled(theme, self.tr("Sheet"), self.sheet)
        top = Qt.AlignmentFlag.AlignTop
        options.addWidget(self._sheet, 2, top)
        label = Label(self.tr("Headers stand in row"), "caption")
        label.setBuddy(self.header_row)
        self.header_row.setAccessibleName(label.text())
        of_row = QVBoxLayout()
        of_row.setSpacing(4)
        of_row.addWidget(label)
        of_row.addWidget(self.header_row)
        of_row.addStretch(1)
        self.header_row.setFixedWidth(_SPIN)
        self.header_row.lineEdit().setTextMargins(6, 0, 0, 0)
        options.addLayout(of_row)
        tip = self.tr("A row whose value is here already changes that record; any other row becomes a new one.")
        self._key = Labelled(theme, self.tr("Rows are the same record by"), self.key, help_text=tip)
        self._order = Labelled(theme, self.tr("Dates such as 05/06/2026"), self.order)
        for widget in (self._sheet, self._key, self._order):
            widget.setMaximumWidth(_WIDEST)
        options.addWidget(self._key, 2, top)
        options.addWidget(self._order, 2, top)
        options.addStretch(1)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        card = TableCard(theme)
        card.body.addWidget(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.title)
        box.addLayout(options)
        box.addWidget(self.asking)
        box.addWidget(card, 1)
        box.addWidget(self.counts)

    def _connect(self) -> None:
        run = self.run
        self.sheet.committed.connect(lambda name: run.choose(sheet=str(name)))
        self.key.committed.connect(lambda name: run.set_key(str(name or "")))
        self.order.committed.connect(run.set_order)
        self.header_row.valueChanged.connect(lambda _row: self._typing.start())
        self._typing.timeout.connect(self._take_header_row)
        self.model.mapped.connect(run.map)
        self.table.clicked.connect(self._open_field)
        run.located.connect(self.show_source)
        run.checked.connect(self.show_findings)
        run.decided.connect(lambda: self.counts.setText(self.tr("Counting again …")))

    def resizeEvent(self, event: object) -> None:
        """Shares the width among the columns."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        width = self.width()
        for column, share in ((HEADER, 0.2), (FIRST, 0.25), (FIELD, 0.2)):
            self.table.setColumnWidth(column, int(width * share))

    def show_source(self) -> None:
        """Show where the table was found, or what can be chosen where it was not."""
        run = self.run
        sheets = run.book.sheets if run.book is not None else []
        hidden = self.tr("{0} (hidden)")
        self.sheet.set_choices([(s.name, hidden.format(s.name) if s.hidden else s.name) for s in sheets])
        self.sheet.set_value(run.sheet or (sheets[0].name if sheets else None))
        self._sheet.setVisible(len(sheets) > 1)
        self.header_row.blockSignals(True)
        self.header_row.setValue(run.source.found.header_row if run.source else run.header_row or 1)
        self.header_row.blockSignals(False)
        if run.source is None:
            self.model.show_findings(None)
            self.counts.setText("")
            self.title.setText(self.tr("No header was found"))

    def show_findings(self) -> None:
        """Show the mapping of the newest check."""
        found = self.run.findings
        if found is None:
            return
        check = found.check
        self.model.show_findings(found)
        many = counted(len(check.headers), self.tr("column"), self.tr("columns"))
        self.title.setText(self.tr("{0} of {1} go into {2}").format(many, check.file, in_full(check.into).lower()))
        fields = fields_of(check.mapping)
        self.key.set_choices([(name, field_label(check.into, name)) for name in fields])
        self.key.set_value(check.key if check.key in fields else None)
        self._key.setVisible(isinstance(check.into, Register))
        self.order.set_value(self.run.decisions.order)
        asked = bool(check.unclear_dates or self.run.decisions.order)
        self._order.setVisible(asked)
        if check.unclear_dates:
            names = ", ".join(check.unclear_dates)
            self.asking.say(
                self.tr("The dates in {0} can be read in two ways. Say above whether the day comes first.").format(
                    names
                ),
                "amber",
                dismissable=False,
            )
        else:
            self.asking.clear()
        self.counts.setText(counts_in_words(found))

    def _open_field(self, index: QModelIndex) -> None:
        if index.column() == FIELD:
            self.table.edit(index)

    def _take_header_row(self) -> None:
        row = self.header_row.value()
        if self.run.source is None or row != self.run.source.found.header_row:
            self.run.choose(header_row=row)

    def focus(self) -> None:
        """Put the focus where the work is."""
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(max(0, self.table.currentIndex().row()), FIELD))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
