"""`Block`: cells copied from a spreadsheet, read column by column and written into the lines from one cell on."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from qms_desktop.errors import Conflict, RuleBroken, Unmet
from qms_desktop.exchange.conversion import Converter, KeptAsNote, People, Unknown
from qms_desktop.exchange.values import AmbiguousDate
from qms_desktop.records.fields import Field as Declared
from qms_desktop.records.lines import Lines
from qms_desktop.records.types import fold
from qms_desktop.ui.register.editors import REFERENCES, words_of
from qms_desktop.ui.register.lines.model import LinesModel
from qms_desktop.ui.register.lines.states import LineState, Typed
from qms_desktop.workspace.work import Work

MOST = 1000
"""So many rows are pasted at once; the import takes more, and shows them before it writes them."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Pasting", text)


@dataclass(slots=True)
class Cell:
    """A pasted cell: its words, the value they mean, or why they mean none."""

    words: str
    raw: object = None
    problem: str = ""


@dataclass
class Block:
    """Rows of words for some fields, the lines they go to, and what became of them."""

    name: str
    fields: list[Declared]
    rows: list[list[Cell]]
    required: list[Declared]
    keys: list[UUID | None] = field(default_factory=list)
    made: dict[int, UUID] = field(default_factory=dict)
    refusal: str = ""
    sentence: str = ""

    @classmethod
    def of(cls, model: LinesModel, state: LineState, name: str, text: str) -> Block:
        """The block of a clipboard; a first row of the table's own labels says which columns they are."""
        rows = list(csv.reader(io.StringIO(text.strip("\r\n")), dialect="excel-tab"))
        labels = {fold(f.label): f for f in model.columns}
        heads = [fold(word.removesuffix(" *")) for word in rows[0]] if rows else []
        if len(rows) > 1 and all(head in labels for head in heads):
            fields, rows = [labels[head] for head in heads], rows[1:]
        else:
            first = next(n for n, f in enumerate(model.columns) if f.name == name)
            fields = model.columns[first:]
        width = max(map(len, rows), default=0)
        cells = [[Cell(word.strip()) for word in row] for row in rows]
        required = [f for f in model.columns if f.info.required and not f.info.computed]
        block = cls(model.declared.name, list(fields[:width]), cells, required)
        here = model.states.index(state)
        block.keys = [s.key for s in model.states[here : here + len(rows)]]
        if width > len(fields):
            sentence = _tr("The block has {0} columns; {1} fit from here on. Begin further left.")
            block.refusal = sentence.format(width, len(fields))
        elif len(rows) > MOST:
            sentence = _tr("The block has {0} rows; up to {1} can be pasted. Save it as a file and import it.")
            block.refusal = sentence.format(f"{len(rows):,}", f"{MOST:,}")
        block._start = here
        return block

    _start: int = 0

    def begin(self, model: LinesModel) -> list[LineState]:
        """Show the words at once; the lines they go to come back."""
        targets = [s for s in model.states[self._start :] if not s.blank][: len(self.rows)]
        new = [LineState() for _ in self.rows[len(targets) :]]
        self.keys = [s.key for s in targets] + [None] * len(new)
        for state, row in zip([*targets, *new], self.rows, strict=True):
            state.saving = state.key is None
            for declared, cell in zip(self.fields, row, strict=False):
                if not declared.info.computed and (cell.words or state.key is not None):
                    state.typed[declared.name] = Typed(None, cell.words, on_its_way=True)
        model.add(new)
        model.refresh()
        return [*targets, *new]

    # -- in the worker

    def write(self, work: Work, record: UUID) -> int:
        """Write every row that can be written, and say how many."""
        self._read(work)
        return sum(self._write_row(work, record, place) for place in range(len(self.rows)))

    def _read(self, work: Work) -> None:
        for column, declared in enumerate(self.fields):
            cells = [row[column] for row in self.rows if column < len(row)]
            words = [cell.words for cell in cells]
            converter = Converter.of(declared, words, _named(work, declared, words), work.today)
            for cell in cells:
                _convert(converter, cell, declared)

    def _write_row(self, work: Work, record: UUID, place: int) -> bool:
        row, key = self.rows[place], self.keys[place]
        pairs = [(f, c) for f, c in zip(self.fields, row, strict=False) if not f.info.computed]
        if not any(cell.words for _, cell in pairs) and key is None:
            return False
        if key is None and not self._is_whole(pairs):
            return False
        values = {f.name: c.raw for f, c in pairs if not c.problem}
        try:
            with work.session.begin_nested():
                if key is not None:
                    return bool(values) and work.amend_line(record, self.name, key, values)
                given = {name: value for name, value in values.items() if value is not None}
                self.made[place] = work.add_lines(record, self.name, [given])[0].id
        except (RuleBroken, Conflict) as error:
            work.refused = None  # what it refused went with the savepoint
            self._blame(pairs, error)
            return False
        return True

    def _is_whole(self, pairs: Sequence[tuple[Declared, Cell]]) -> bool:
        """Whether a new line can be made of a row."""
        given = {f.name for f, c in pairs if c.raw is not None}
        missing = [f for f in self.required if f.name not in given]
        for declared, cell in pairs:
            if declared in missing and not cell.problem:
                cell.problem = _tr("This is needed.")
        return not missing and not any(cell.problem for _, cell in pairs)

    @staticmethod
    def _blame(pairs: Sequence[tuple[Declared, Cell]], error: RuleBroken | Conflict) -> None:
        unmet: Sequence[Unmet] = error.unmet if isinstance(error, RuleBroken) else ()
        by_field = {u.field: u.message for u in unmet}
        blamed = [(f, c) for f, c in pairs if f.name in by_field]
        for declared, cell in blamed:
            cell.problem = by_field[declared.name].removeprefix(f"{declared.label}: ")
        if not blamed:
            pairs[0][1].problem = " ".join(u.message for u in unmet) or str(error)

    # -- back in the window

    def show(self, model: LinesModel, targets: Sequence[LineState]) -> None:
        """Leave what was written to the next reading, and mark what was not."""
        for place, (state, row) in enumerate(zip(targets, self.rows, strict=True)):
            state.saving = False
            state.key = state.key or self.made.get(place)
            for declared, cell in zip(self.fields, row, strict=False):
                if declared.name in state.typed or cell.problem:
                    unread = bool(cell.problem) and cell.raw is None and bool(cell.words)
                    typed = Typed(cell.raw, cell.words, cell.problem, unread=unread)
                    typed.base = state.value(declared.name) if declared.name not in state.typed else None
                    state.typed[declared.name] = typed
            if state.key is None and not state.typed:
                model.drop(state)
            elif state.key is None:
                self._show_missing(state)
        model.refresh()

    def _show_missing(self, state: LineState) -> None:
        for declared in self.required:
            if declared.name not in state.typed:
                state.typed[declared.name] = Typed(None, "", _tr("This is needed."))

    @staticmethod
    def give_up(model: LinesModel, targets: Sequence[LineState]) -> None:
        """Nothing was written: new rows go, the others show again what they hold."""
        for state in targets:
            state.saving = False
            state.typed.clear()
            if state.key is None:
                model.drop(state)
        model.refresh()

    def told(self, declared: Lines, written: int) -> str:
        """What was done, for the toast."""
        what = declared.one if written == 1 else declared.title.lower()
        left = sum(any(cell.problem for cell in row) for row in self.rows)
        said = _tr("Pasted {0} {1}").format(written, what)
        return _tr("{0}; {1} need attention").format(said, left) if left else said


def _named(work: Work, declared: Declared, words: Sequence[str]) -> People:
    """The records that a column of references names; only those that were pasted are looked for."""
    found = People()
    if declared.type not in REFERENCES:
        return found
    target = declared.info.target
    for text in {word for word in words if word}:
        key = work.resolve(target, text)
        if key is not None and target is not None:
            found.known[target, fold(text)] = key
        elif key is not None:
            found.numbers[text.upper()] = (key, work.get(key).kind)
    return found


def _convert(converter: Converter, cell: Cell, declared: Declared) -> None:
    try:
        value = converter.value(cell.words)
    except AmbiguousDate:
        cell.problem = _tr("‘{0}’ may be two days. Write it like 28 Nov 2026").format(cell.words)
    except ValueError as error:
        cell.problem = str(error)
    except KeptAsNote:
        cell.problem = _tr("‘{0}’ cannot be read here").format(cell.words)
    else:
        if isinstance(value, Unknown):
            cell.problem = _tr("‘{0}’ is not known here. Add it first").format(value.name)
            return
        cell.raw = value
        if declared.type not in REFERENCES and value is not None:
            cell.words = words_of(declared, value)
