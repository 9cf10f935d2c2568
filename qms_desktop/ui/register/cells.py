"""How the values of a record read in a table: words, tone and tooltip of each cell, made in the worker's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from qms_desktop.records.choices import Choice
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.records.register import Register
from qms_desktop.ui.widgets.day_text import show_day
from qms_desktop.ui.widgets.due import due_text
from qms_desktop.ui.widgets.number_text import show_number
from qms_desktop.workspace.views import Ref, Row

RIGHT = frozenset({FieldType.NUMBER, FieldType.WHOLE, FieldType.MONEY})


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


@dataclass(frozen=True)
class Column:
    """A column of a register table."""

    name: str
    label: str
    field: Field | None

    @property
    def role(self) -> str:
        """How it is drawn: number, title, state, due, person, chip or text."""
        if self.name in ("number", "title", "state"):
            return self.name
        if self.field is None:
            return "text"
        if self.name == "due_on":
            return "due"
        if self.field.type is FieldType.PERSON:
            return "person"
        tones = {member.tone for member in self.field.info.members}
        return "chip" if self.field.type is FieldType.CHOICE and len(tones) > 1 else "text"

    @property
    def right(self) -> bool:
        """Whether its values stand at the right, as numbers do."""
        return self.field is not None and self.field.type in RIGHT


def columns_of(register: Register) -> tuple[Column, ...]:
    """The columns of a register, with the labels it gives them."""
    words = {
        "number": QCoreApplication.translate("Cells", "No."),
        "state": QCoreApplication.translate("Cells", "State"),
    }
    found = []
    for name in (attribute.key for attribute in register.columns):
        shown = register.fields.get(name)
        found.append(Column(name, words.get(name) or (shown.label if shown else name), shown))
    return tuple(found)


class Cells:
    """Turns the rows of one register into lines."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.columns = columns_of(register)
        self._states = {str(state): state for state in register.workflow.states}
        self._choices = {
            column.name: {str(member): member for member in column.field.info.members}
            for column in self.columns
            if column.field is not None and column.field.info.choices
        }
        self._writers = [self._writer(column) for column in self.columns]
        money = any(c.field is not None and c.field.type is FieldType.MONEY for c in self.columns)
        extra = ["currency"] if money and "currency" in register.fields else []
        self.wanted = [*(column.name for column in self.columns), *extra]
        """The names to ask a page for; more than are shown where money needs its currency."""

    def lines(self, rows: Sequence[Row], today: date, *, voided: bool) -> list[Line]:
        """The lines of a page."""
        return [self._line(row, today, voided=voided) for row in rows]

    def labels(self, name: str) -> list[str]:
        """The words a column of states or choices can show, for its width."""
        known = self._states if name == "state" else self._choices.get(name, {})
        return [member.label for member in known.values()]

    def _line(self, row: Row, today: date, *, voided: bool) -> Line:
        settled = self.register.workflow.is_settled(row.state) or voided
        shown = tuple(write(value, row, today) for write, value in zip(self._writers, row.cells, strict=False))
        closed = voided or self.register.workflow.is_closed(row.state)
        if settled:
            shown = tuple(Cell() if c.role == "due" else cell for c, cell in zip(self.columns, shown, strict=True))
        return Line(row.id, row.state, shown, closed)

    def _writer(self, column: Column) -> Callable[[object, Row, date], Cell]:
        if column.name == "state":
            return lambda value, _row, _today: self._choice(self._states, value)
        if column.role == "due":
            return _due
        if column.name in self._choices:
            known = self._choices[column.name]
            return lambda value, _row, _today: self._choice(known, value)
        if column.field is not None and column.field.type is FieldType.MONEY:
            return lambda value, row, _today: _money(value, row.cells[-1] if "currency" in self.wanted else "")
        return lambda value, _row, _today: plain(value, whole_ref=bool(column.field and not column.field.info.target))

    @staticmethod
    def _choice(known: dict[str, Choice], value: object) -> Cell:
        if value is None:
            return Cell()
        found = [known[part] for part in str(value).split(";") if part in known]
        label = ", ".join(member.label for member in found) or str(value)
        return Cell(label, str(found[0].tone) if found else None, label)


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
