"""The check before an import: every row judged by the very rules that applying runs, and nothing written.

What all sheets share stands here: from cells to typed values, with a sentence where that cannot be. What a row then
means is judged next door: for records in `record_checking`, for the lines that records own in `line_checking`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from qms_desktop.errors import Stopped
from qms_desktop.exchange import mapping as columns
from qms_desktop.exchange.check import Plan, Problem, Row
from qms_desktop.exchange.conversion import Converter, KeptAsNote, Unknown
from qms_desktop.exchange.mapping import LEAVE_OUT, Mapped
from qms_desktop.exchange.people import people
from qms_desktop.exchange.table import Sheet, Value, counted
from qms_desktop.exchange.targets import Into
from qms_desktop.exchange.values import AmbiguousDate, is_empty, to_text
from qms_desktop.records.choices import Choice
from qms_desktop.records.fields import Field
from qms_desktop.records.types import fold
from qms_desktop.workspace.look import Look

TICK = 500
Progress = Callable[[int, int], bool]


class Checker:
    """One run of the check over the rows of a table."""

    key: str = ""
    """The field by which rows find what is here already."""
    remarks: ClassVar[Sequence[str]] = ()

    def __init__(self, look: Look, into: Into, sheet: Sheet, mapping: list[Mapped], plan: Plan, *, ours: bool) -> None:
        self.look = look
        self.into = into
        self.sheet = sheet
        self.mapping = mapping
        self.plan = plan
        self.ours = ours
        self.fields = columns.fields_of(mapping)
        self.people = people(look)
        self.makes: dict[tuple[str, str], Unknown] = {}
        self.readings: Counter[tuple[str, str, str]] = Counter()
        self.unclear_dates: dict[str, None] = {}

    def run(self, rows: Sequence[tuple[int, list[Value]]], progress: Progress | None = None) -> list[Row]:
        """Judge every row. `progress` is told rows done and in all; False stops.

        Raises:
            Stopped: cancelled.
        """
        repaired = [(n, self._repaired(n, cells)) for n, cells in rows]
        converters = self._converters([cells for _, cells in repaired])
        found = [Row(number, cells) for number, cells in repaired if number not in self.plan.skip]
        for done, row in enumerate(found):
            self.watch(done, len(found), progress)
            self._convert(row, converters)
            self._count_cells(row)
        self.weigh(found, progress)
        return found

    def _count_cells(self, row: Row) -> None:
        """A row of a text file that is longer than its header holds a separator in one of its texts.

        Everything behind it stands in the wrong column, so nothing of the row is taken unseen; who corrects any cell
        of it has seen it.
        """
        surplus = [to_text(cell) for cell in row.cells[len(self.mapping) :] if not is_empty(cell)]
        if surplus and not any(number == row.row for number, _column in self.plan.fixes):
            sentence = (
                f"This row has {counted(len(surplus), 'cell', 'cells')} more than the header, so a text in it probably "
                "holds the separator. Put that text into quotation marks in the file, or correct the cells here."
            )
            row.problems.append(Problem(row.row, self.mapping[-1].header, "; ".join(surplus), sentence))

    # What the kinds of sheets differ in.

    def weigh(self, rows: Sequence[Row], progress: Progress | None) -> None:
        """Judge the rows against each other and against what is here."""
        raise NotImplementedError

    def shown(self, name: str) -> Field | None:
        """The field that a column feeds."""
        return self.into.fields.get(name)

    def takes_whole(self, row: Row, column: Mapped, text: str) -> bool:
        """Whether a cell was taken as it stands, without becoming the value of a field."""
        raise NotImplementedError

    def keep(self, row: Row, column: Mapped, text: str) -> None:
        """Words in a date or number that mean no value, such as “quarterly”."""
        raise NotImplementedError

    def take(self, row: Row, column: Mapped, text: str, value: object) -> None:
        """The value of a field."""
        row.values[column.field] = value
        if isinstance(value, Unknown):
            self.makes.setdefault((value.kind, fold(value.name)), value)
        elif members := self.into.fields[column.field].info.members:
            self.read_as(column, text, value, members)

    # What they share.

    @staticmethod
    def watch(done: int, total: int, progress: Progress | None) -> None:
        """Tell how far it is, now and then.

        Raises:
            Stopped: cancelled.
        """
        if progress is not None and not done % TICK and not progress(done, total):
            raise Stopped

    def read_as(self, column: Mapped, text: str, value: object, members: Sequence[Choice]) -> None:
        """Count a word that is stored as another one, so that the user sees every such reading once."""
        parts = str(value or "").split(";")
        label = "; ".join(m.label for m in members if m.value in parts)
        if label and fold(label) != fold(text):
            self.readings[column.header, text, label] += 1

    def header(self, name: str) -> str:
        """The header of the column that feeds a field, else the field's label."""
        if name in self.fields:
            return self.mapping[self.fields[name]].header
        return self.into.fields[name].label if name in self.into.fields else name

    def _repaired(self, number: int, cells: list[Value]) -> list[Value]:
        fixed = {column: text for (row, column), text in self.plan.fixes.items() if row == number}
        return [fixed.get(n, cell) for n, cell in enumerate(cells)] if fixed else cells

    def _converters(self, rows: list[list[Value]]) -> dict[str, Converter]:
        made = {}
        for name, column in self.fields.items():
            shown = self.shown(name)
            if shown is not None:
                cells = [row[column] for row in rows if column < len(row)]
                made[name] = Converter.of(shown, cells, self.people, self.look.today, self.plan.order)
        return made

    def _convert(self, row: Row, converters: Mapping[str, Converter]) -> None:
        for column in self.mapping:
            cell = row.cells[column.column] if column.column < len(row.cells) else None
            if column.field == LEAVE_OUT or is_empty(cell):
                continue
            text = to_text(cell, self.sheet.shown.get((row.row, column.column + 1)))
            self._convert_one(row, column, cell, text, converters.get(column.field))

    def _convert_one(self, row: Row, column: Mapped, cell: Value, text: str, converter: Converter | None) -> None:
        try:
            if self.takes_whole(row, column, text) or converter is None:
                return
            value = converter.value(cell, self.sheet.shown.get((row.row, column.column + 1)))
        except KeptAsNote:
            self.keep(row, column, text)
        except ValueError as error:
            if isinstance(error, AmbiguousDate):
                self.unclear_dates[column.header] = None
            row.problems.append(Problem(row.row, column.header, text, str(error)))
        else:
            if value is not None:
                self.take(row, column, text, value)
