"""What the window shows while a file is being opened: the list the user worked in last, read past everything heavy.

It looks like the true page and is replaced by it when that is there. What it needs to know of the register (labels,
words, widths) was remembered when the page was left, because reading the registers is what takes the time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qms_desktop.ui.delegates import TONE_ROLE, ChipDelegate, DueDelegate, NumberDelegate, PersonDelegate
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.card import TableCard
from qms_desktop.ui.widgets.day_text import show_day
from qms_desktop.ui.widgets.due import due_text
from qms_desktop.ui.widgets.page_head import PageHead
from qms_desktop.ui.widgets.table import Table
from qms_desktop.ui.widgets.tabs import Tabs
from qms_desktop.workspace.first_look import first_rows

if TYPE_CHECKING:
    from qms_desktop.ui.desk import Desk
    from qms_desktop.ui.principle_page import PrinciplePage

Index = QModelIndex | QPersistentModelIndex
Cell = tuple[str, str | None]
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_DELEGATES = {"number": NumberDelegate, "state": ChipDelegate, "chip": ChipDelegate, "person": PersonDelegate,
              "due": DueDelegate}  # fmt: skip
_NONE = QModelIndex()
_BESIDE_TABLE = 84
"""Height of sub-tabs and filter row, which the true page has above its table."""


def remembered(desk: Desk, tab: int, page: PrinciplePage) -> dict[str, Any]:
    """What the next start has to know of a register page to show its rows at once (plain values for JSON)."""
    register = page.register
    table, cells = page.page.table, page.page.model.cells
    own = {c.name for c in cells.columns if c.name in register.fields and not register.fields[c.name].inherited}
    return {
        "organisation": desk.organisation.name,
        "kind": register.kind,
        "tab": tab,
        "tabs": [[p.title, p.short, p.icon] for p in desk.principles],
        "title": desk.principles[tab - 1].title,
        "columns": [
            {
                "name": column.name,
                "label": column.label,
                "role": column.role,
                "own": column.name in own,
                "refers": column.field is not None and column.field.type in ("person", "reference"),
                "width": 0 if table.isColumnHidden(number) else table.columnWidth(number),
                "words": {str(m): [m.label, str(m.tone)] for m in column.field.info.members} if column.field else {},
            }
            for number, column in enumerate(cells.columns)
        ],
        "states": {str(s): [s.label, str(s.tone)] for s in register.workflow.states},
        "settled": [str(s) for s in register.workflow.states if register.workflow.is_settled(str(s))],
    }


def first_look(theme: Theme, path: Path, known: Mapping[str, Any]) -> QWidget | None:
    """The page, or None where nothing was remembered, or what was remembered no longer fits."""
    with suppress(KeyError, TypeError, ValueError, IndexError):
        columns = known["columns"]
        rows = first_rows(path, known["kind"], [(c["name"], c["own"], c["refers"]) for c in columns])
        if rows:
            return _page(theme, known, [_cells(row, known) for row in rows])
    return None


def _page(theme: Theme, known: Mapping[str, Any], lines: Sequence[Sequence[Cell]]) -> QWidget:
    tabs = Tabs(theme)
    home = tabs.tr("Home")
    for number, (title, short, icon) in enumerate([[home, home, "house"], *known["tabs"]]):
        holder = QWidget()
        tabs.add(holder, title, short, icon)
        if number == known["tab"]:
            box = QVBoxLayout(holder)
            box.setContentsMargins(20, 14, 20, 12)
            box.addWidget(PageHead(theme, known["title"], tabs.tr("Opening …")))
            box.addSpacing(_BESIDE_TABLE)
            box.addWidget(_table(theme, known, lines), 1)
    tabs.setCurrentIndex(known["tab"])
    tabs.setEnabled(False)
    return tabs


def _table(theme: Theme, known: Mapping[str, Any], lines: Sequence[Sequence[Cell]]) -> QWidget:
    table = Table(theme, known["title"])
    columns = known["columns"]
    table.setModel(_Model([c["label"] for c in columns], lines, table))
    roles = enumerate(c["role"] for c in columns)
    table.set_delegates({n: _DELEGATES[role](theme, table) for n, role in roles if role in _DELEGATES})
    for number, column in enumerate(columns):
        table.setColumnHidden(number, not column["width"])
        table.setColumnWidth(number, int(column["width"]))
    card = TableCard(theme)
    card.body.addWidget(table)
    return card


def _cells(row: Sequence[object], known: Mapping[str, Any]) -> list[Cell]:
    state, *values = row
    return [_cell(column, value, str(state), known) for column, value in zip(known["columns"], values, strict=True)]


def _cell(column: Mapping[str, Any], value: object, state: str, known: Mapping[str, Any]) -> Cell:
    if value in (None, ""):
        return "", None
    words = known["states"] if column["role"] == "state" else column["words"]
    if value in words:
        label, tone = words[value]
        return str(label), str(tone)
    if column["role"] == "due":
        settled = state in known["settled"]
        return due_text(date.fromisoformat(str(value)), date.today(), open=not settled)  # noqa: DTZ011  the user's day
    with suppress(ValueError):
        return show_day(date.fromisoformat(str(value))), None
    return str(value), None


class _Model(QAbstractTableModel):
    """A few rows that do not change."""

    def __init__(self, labels: Sequence[str], lines: Sequence[Sequence[Cell]], parent: Table) -> None:
        super().__init__(parent)
        self._labels, self._lines = labels, lines

    def rowCount(self, parent: Index = _NONE) -> int:
        """All of them."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NONE) -> int:
        """The columns of the true table."""
        return 0 if parent.isValid() else len(self._labels)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The label of a column."""
        return self._labels[section] if role == _DISPLAY and orientation == Qt.Orientation.Horizontal else None

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Words and tone."""
        if role not in (_DISPLAY, TONE_ROLE):
            return None
        text, tone = self._lines[index.row()][index.column()]
        return text if role == _DISPLAY else tone
