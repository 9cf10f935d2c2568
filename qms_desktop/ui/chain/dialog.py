"""`ChainDialog`: what led to a record and what followed, as a graph above and as a list below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QSplitter, QVBoxLayout, QWidget

from qms_desktop.flows.trace import Trace
from qms_desktop.flows.tracing import trace
from qms_desktop.ui.chain.graph import GraphView
from qms_desktop.ui.chain.model import RECORD, RELATION, SINCE, STATE, ChainModel
from qms_desktop.ui.delegates import ChipDelegate
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.card import TableCard
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.table import Table
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.workspace import Workspace

_SHARE = 0.94
_WIDEST = 1500
_WIDTHS = {RELATION: 230, SINCE: 110, STATE: 150}


class ChainDialog(QDialog):
    """Shows the chain of one record; a click or Enter opens a record of it and closes the dialog."""

    def __init__(self, desk: Desk, view: RecordView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.view = desk, view
        self.setWindowTitle(self.tr("Chain of {0}").format(view.number))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        theme = desk.theme
        self.words = Label("", "sub", wrap=True)
        self.graph = GraphView(theme)
        self.model = ChainModel(desk.registers, self)
        self.list = Table(theme, self.tr("Records of the chain"))
        self.list.setModel(self.model)
        self.list.setEditTriggers(Table.EditTrigger.NoEditTriggers)
        self.list.set_delegates({STATE: ChipDelegate(theme, self.list)})
        header = self.list.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(RECORD, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.list.setColumnWidth(column, width)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.resize(self.sizeHint())
        self._read()

    def sizeHint(self) -> QSize:
        """Nearly the whole window."""
        window = self.parentWidget()
        room = window.size() if window is not None else QSize(1000, 640)
        return QSize(min(_WIDEST, int(room.width() * _SHARE)), int(room.height() * _SHARE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the record that is chosen in the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self._open_row(self.list.currentIndex())
            return
        super().keyPressEvent(event)

    def _make_buttons(self) -> None:
        theme = self.desk.theme
        self.smaller = IconButton(theme, "zoom-out", self.tr("Smaller"))
        self.larger = IconButton(theme, "zoom-in", self.tr("Larger"))
        self.print_button = Button(theme, self.tr("Open as PDF"), "printer")
        self.close_button = Button(theme, self.tr("Close"), kind="primary")
        self.smaller.clicked.connect(lambda _on: self.graph.zoom(-1))
        self.larger.clicked.connect(lambda _on: self.graph.zoom(1))
        self.print_button.clicked.connect(lambda _on: self.desk.print(self.view.kind, self.view.id, "chain"))
        self.close_button.clicked.connect(lambda _on: self.accept())

    def _lay_out(self) -> None:
        theme = self.desk.theme
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(Label(self.tr("Chain of {0}").format(self.view.number), "page"))
        names.addWidget(self.words)
        head.addLayout(names, 1)
        head.addWidget(self.smaller)
        head.addWidget(self.larger)
        above, below = TableCard(theme), TableCard(theme)
        above.body.addWidget(self.graph)
        below.body.addWidget(self.list)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        for card, stretch in ((above, 3), (below, 2)):
            split.addWidget(card)
            split.setStretchFactor(split.count() - 1, stretch)
        above.setMinimumHeight(150)
        below.setMinimumHeight(110)
        split.setSizes([600, 400])
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.close_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addLayout(head)
        box.addWidget(split, 1)
        box.addLayout(buttons)

    def _connect(self) -> None:
        self.graph.opened.connect(self._open)
        self.graph.chosen.connect(self._choose_row)
        self.list.doubleClicked.connect(self._open_row)
        self.list.selectionModel().currentRowChanged.connect(self._choose_box)

    def _read(self) -> None:
        key = self.view.id

        def query(workspace: Workspace) -> Trace:
            with workspace.read() as look:
                return trace(look, key)

        self.desk.tasks.read(query, self._show, owner=self)

    def _show(self, found: Trace) -> None:
        self.graph.show_trace(found, self.desk.registers)
        self.model.show_trace(found)
        sentence = self.tr("{0} records, from what led to it to what followed. Dashed lines stand beside the chain.")
        said = sentence.format(len(found.nodes))
        if found.alone:
            said = self.tr("This record is tied to no other yet.")
        if found.left_out:
            said += " " + self.tr("{0} more belong to it; the nearest are shown.").format(f"{found.left_out:,}")
        self.words.setText(said)
        self._choose_row(found.here)
        self.graph.setFocus()

    def _choose_row(self, key: object) -> None:
        nodes = self.model.trace.nodes if self.model.trace else ()
        row = next((n for n, node in enumerate(nodes) if node.ref.id == key), -1)
        if row >= 0 and row != self.list.currentIndex().row():
            self.list.selectRow(row)

    def _choose_box(self, index: QModelIndex) -> None:
        if self.model.trace is not None and index.isValid():
            self.graph.choose(self.model.trace.nodes[index.row()].ref.id)

    def _open_row(self, index: QModelIndex) -> None:
        if self.model.trace is not None and index.isValid():
            self._open(self.model.trace.nodes[index.row()].ref)

    def _open(self, ref: Ref) -> None:
        self.accept()
        self.desk.show(ref.kind, ref.id)
