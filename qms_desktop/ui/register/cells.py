"""How the values of a record read in a table: words, tone and tooltip of each cell, made in the worker's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from qms_desktop.ui.register.sketch import Column, Sketch, Word
from qms_desktop.ui.widgets.day_text import show_day
from qms_desktop.ui.widgets.due import due_text
from qms_desktop.ui.widgets.number_text import show_number
from qms_desktop.workspace.rows import Ref, Row


class Cell(NamedTuple):
    """What stands in a cell."""

    text: str = ""
    tone: str | None = None
    tip: str = ""


class Line(NamedTuple):
    """A row ready for the table."""

    id: UUID
    state: str
    cells: tuple[Cell, ...]
    muted: bool


class Cells:
    """Turns the rows of one register into lines."""

    def __init__(self, sketch: Sketch) -> None:
        self.sketch = sketch
        self.columns = sketch.columns
        self._writers = [self._writer(column) for column in self.columns]
        self.wanted = [*(column.name for column in self.columns), *(["currency"] if sketch.currency else [])]
        """The names to ask a page for; more than are shown where money needs its currency."""

    def lines(self, rows: Sequence[Row], today: date, *, voided: bool) -> list[Line]:
        """The lines of a page."""
        return [self._line(row, today, voided=voided) for row in rows]

    def _line(self, row: Row, today: date, *, voided: bool) -> Line:
        shown = tuple(write(value, row, today) for write, value in zip(self._writers, row.cells, strict=False))
        if voided or row.state in self.sketch.settled:
            shown = tuple(Cell() if c.role == "due" else cell for c, cell in zip(self.columns, shown, strict=True))
        return Line(row.id, row.state, shown, voided or row.state in self.sketch.closed)

    def _writer(self, column: Column) -> Callable[[object, Row, date], Cell]:
        words = self.sketch.states if column.name == "state" else column.words
        if words is not None:
            return lambda value, _row, _today: _choice(words, value)
        if column.role == "due":
            return _due
        if column.type == "money":
            return lambda value, row, _today: _money(value, row.cells[-1] if self.sketch.currency else "")
        return lambda value, _row, _today: plain(value, whole_ref=column.mixed)


def _choice(known: Mapping[str, Word], value: object) -> Cell:
    if value is None:
        return Cell()
    found = [known[part] for part in str(value).split(";") if part in known]
    label = ", ".join(word.label for word in found) or str(value)
    return Cell(label, found[0].tone if found else None, label)


def _due(value: object, _row: Row, today: date) -> Cell:
    if not isinstance(value, date):
        return Cell()
    text, tone = due_text(value, today, open=True)
    return Cell(text, tone, show_day(value))


def _money(value: object, currency: object) -> Cell:
    if not isinstance(value, int):
        return Cell()
    amount = show_number(Decimal(value).scaleb(-2), 2, grouped=True)
    return Cell(f"{amount} {currency or ''}".strip())


def plain(value: object, *, whole_ref: bool) -> Cell:
    """A value without choices or currency as it is read; `whole_ref` names a record by its number."""
    if value is None or value == "":
        return Cell()
    if isinstance(value, Ref):
        return Cell(value.number if whole_ref else value.title, None, f"{value.number} {value.title}")
    text = _words(value)
    return Cell(text, None, text)


def _words(value: object) -> str:
    if isinstance(value, datetime):
        return show_day(value.astimezone().date())
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, bool):
        return QCoreApplication.translate("Cells", "Yes") if value else ""
    if isinstance(value, float):
        return show_number(Decimal(f"{value:.10g}"))
    return str(value)
