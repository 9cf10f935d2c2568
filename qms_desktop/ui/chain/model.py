"""The chain as a list: each record indented below the one it is told under."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from qms_desktop.flows.trace import Trace, leading
from qms_desktop.records.register import Register
from qms_desktop.ui.delegates import TONE_ROLE
from qms_desktop.ui.widgets.day_text import show_day

Index = QModelIndex | QPersistentModelIndex

RECORD, RELATION, SINCE, STATE = range(4)
INDENT = "      "
_NONE = QModelIndex()


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChainModel", text)


class ChainModel(QAbstractTableModel):
    """Rows in the order of the chain."""

    def __init__(self, registers: Mapping[str, Register], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._registers = registers
        self.trace: Trace | None = None
        self._rows: list[tuple[str, str, str, str]] = []
        self._tones: list[str] = []

    def show_trace(self, trace: Trace) -> None:
        """Show a chain."""
        self.beginResetModel()
        self.trace, self._rows, self._tones = trace, [], []
        numbers = {n.ref.id: n.ref.number for n in trace.nodes}
        for node in trace.nodes:
            state = self._registers[node.ref.kind].workflow.states(node.state)
            ties = "; ".join(f"{t.back} {numbers[t.first]}" for t in leading(trace.ties, node))
            since = show_day(node.since) if node.since else ""
            here = "  " + _tr("(this record)") if node.ref.id == trace.here else ""
            self._rows.append(
                (f"{INDENT * node.depth}{node.ref.number}  {node.ref.title}{here}", ties, since, state.label)
            )
            self._tones.append(str(state.tone))
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        """How many records the chain has."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Record, how it belongs, since, state."""
        return 0 if parent.isValid() else STATE + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell."""
        if not index.isValid():
            return None
        words = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.strip()
        return self._tones[index.row()] if role == TONE_ROLE and index.column() == STATE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The header of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_tr("Record"), _tr("How it belongs"), _tr("Since"), _tr("State"))[section]
        return None
