"""`LinesModel`: the lines of one kind under a record, and an empty row at the end that becomes the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qms_desktop.records.fields import Field as Declared
from qms_desktop.records.fields import FieldType
from qms_desktop.records.lines import Lines
from qms_desktop.ui.delegates import MUTED_ROLE, TINT_ROLE, TONE_ROLE
from qms_desktop.ui.register.lines.states import LineState, Typed
from qms_desktop.ui.register.sketch import RIGHT
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.views import LinesView

Index = QModelIndex | QPersistentModelIndex

_NONE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TIPS = frozenset({int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.AccessibleDescriptionRole)})
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class LinesModel(QAbstractTableModel):
    """Shows `LineState`s; what was typed and is not stored yet survives every new reading of the record."""

    def __init__(self, declared: Lines, currency: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.declared = declared
        fields = list(declared.fields.values())
        money = any(f.type is FieldType.MONEY for f in fields)
        self.own_currency = "currency" in declared.fields
        self.columns: list[Declared] = [f for f in fields if not (money and f.name == "currency")]
        self.currency = currency
        self.states: list[LineState] = []
        self.editable = False
        self._toned = {n for n, f in enumerate(self.columns) if has_tones(f)}

    # -- what the section says

    def fill(self, view: LinesView, *, other: bool) -> None:
        """Show the lines of a record; of the same one as before what was typed is kept."""
        known = {} if other else {s.key: s for s in self.states if s.key is not None}
        new = [] if other or not view.editable else [s for s in self.states if s.key is None and s.typed]
        names = [f.name for f in view.fields]
        found = []
        for row in view.rows:
            state = known.get(row.id) or LineState(row.id)
            state.stored = dict(zip(names, row.cells, strict=True))
            state.typed = {n: t for n, t in state.typed.items() if t.on_its_way or t.problem} if view.editable else {}
            found.append(state)
        wanted = [*found, *new]
        if view.editable:
            blank = next((s for s in self.states if s.blank), None) if not other else None
            wanted.append(blank or LineState())
        self._show(wanted, editable=view.editable)

    def _show(self, wanted: list[LineState], *, editable: bool) -> None:
        same = editable == self.editable and wanted == self.states
        if same:
            self.refresh()
            return
        self.beginResetModel()
        self.states, self.editable = wanted, editable
        self.endResetModel()

    def refresh(self) -> None:
        """Draw again what is known."""
        if self.states and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.states) - 1, len(self.columns) - 1))

    def set_typed(self, state: LineState, name: str, typed: Typed | None) -> None:
        """Keep what was typed into a cell, or forget it; the empty row gets a follower once it is written into."""
        if typed is None:
            state.typed.pop(name, None)
        else:
            state.typed[name] = typed
        if state in self.states:
            row = self.states.index(state)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        self._keep_blank()

    def drop(self, state: LineState) -> None:
        """Take a row that was never stored away."""
        if state in self.states:
            row = self.states.index(state)
            self.beginRemoveRows(_NONE, row, row)
            self.states.pop(row)
            self.endRemoveRows()
        self._keep_blank()

    def add(self, states: Iterable[LineState]) -> None:
        """Put new rows before the empty one."""
        for state in states:
            row = len(self.states) - (1 if self.states and self.states[-1].blank else 0)
            self.beginInsertRows(_NONE, row, row)
            self.states.insert(row, state)
            self.endInsertRows()
        self._keep_blank()

    def _keep_blank(self) -> None:
        if self.editable and not (self.states and self.states[-1].blank):
            self.beginInsertRows(_NONE, len(self.states), len(self.states))
            self.states.append(LineState())
            self.endInsertRows()

    # -- what others ask

    @property
    def stored_count(self) -> int:
        """How many lines there are, without the empty row."""
        return sum(not state.blank for state in self.states)

    @property
    def unsaved(self) -> list[LineState]:
        """The rows that hold something the file does not have."""
        return [state for state in self.states if state.unsaved]

    def state(self, index: Index) -> LineState | None:
        """The line of a cell."""
        return self.states[index.row()] if index.isValid() and index.row() < len(self.states) else None

    def place(self, state: LineState, name: str) -> QModelIndex:
        """Where a cell stands; invalid where it does not any more."""
        column = next((n for n, f in enumerate(self.columns) if f.name == name), -1)
        if state not in self.states or column < 0:
            return QModelIndex()
        return self.index(self.states.index(state), column)

    def by_key(self, key: UUID) -> LineState | None:
        """The line with a key."""
        return next((s for s in self.states if s.key == key), None)

    def takes(self, index: Index) -> bool:
        """Whether a cell can be written into now."""
        state = self.state(index)
        return (
            self.editable and state is not None and not state.saving and not self.columns[index.column()].info.computed
        )

    def text(self, index: Index) -> str:
        """The words of a cell alone, for the clipboard."""
        state = self.state(index)
        return state.words(self.columns[index.column()], self.currency) if state else ""

    def problems(self) -> Sequence[tuple[LineState, Declared, str]]:
        """Every cell that was refused, with its sentence, from the top."""
        return [
            (state, declared, state.typed[declared.name].problem)
            for state in self.states
            for declared in self.columns
            if declared.name in state.typed and state.typed[declared.name].problem
        ]

    # -- what the table asks

    def rowCount(self, parent: Index = _NONE) -> int:
        """The lines, and the empty row where lines can be added."""
        return 0 if parent.isValid() else len(self.states)

    def columnCount(self, parent: Index = _NONE) -> int:
        """The fields."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The label of a field, with the mark of required ones; its hint as tooltip."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        declared = self.columns[section]
        if role == _DISPLAY:
            return f"{declared.label} *" if declared.info.required and self.editable else declared.label
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return declared.info.hint or declared.label
        return _RIGHT if role == _ALIGN and declared.type in RIGHT else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be reached; those that take words say so."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.takes(index) else flags

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """The words of a cell and how it is drawn."""
        state = self.state(index)
        if state is None:
            return None
        declared = self.columns[index.column()]
        if role == _DISPLAY:
            return self._hint(index) if state.blank else state.words(declared, self.currency)
        if role in (_ALIGN, MUTED_ROLE):
            right = _RIGHT if declared.type in RIGHT else None
            return right if role == _ALIGN else declared.info.computed or state.saving
        if role == TINT_ROLE:
            return "red" if self._problem(state, declared) else None
        if role == TONE_ROLE:
            return self._tone(state, declared, index.column())
        return self._tip(state, declared) if role in _TIPS else None

    def _hint(self, index: Index) -> str:
        first = next((n for n, f in enumerate(self.columns) if not f.info.computed), 0)
        return self.tr("Add…") if index.column() == first else ""

    def _tone(self, state: LineState, declared: Declared, column: int) -> str | None:
        if state.blank:
            return "text3"
        if column not in self._toned:
            return None
        value = state.value(declared.name)
        return next((str(m.tone) for m in declared.info.members if m.value == value), None)

    @staticmethod
    def _problem(state: LineState, declared: Declared) -> str:
        typed = state.typed.get(declared.name)
        return typed.problem if typed else ""

    def _tip(self, state: LineState, declared: Declared) -> str | None:
        if problem := self._problem(state, declared):
            return problem
        value = state.stored.get(declared.name)
        if isinstance(value, Ref) and declared.name not in state.typed:
            return f"{value.number} {value.title}"
        return state.words(declared, self.currency) or None


def has_tones(declared: Declared) -> bool:
    """Whether a choice is shown as a chip, as in the table of a register."""
    return declared.type is FieldType.CHOICE and len({m.tone for m in declared.info.members}) > 1
