"""The check of rows that become lines: each finds its record by number or name, and its own line where it has one.

A line is known again by the mark of our own export, else by its key, else by being the same in all that the row says:
so a file that is imported twice doubles nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from qms_desktop.exchange import mapping as columns
from qms_desktop.exchange.check import Plan, Problem, Row, Verdict
from qms_desktop.exchange.checking import TICK, Checker, Progress
from qms_desktop.exchange.conversion import Unknown
from qms_desktop.exchange.headers import Found
from qms_desktop.exchange.mapping import LEAVE_OUT, Mapped
from qms_desktop.exchange.people import people
from qms_desktop.exchange.table import Sheet, Value
from qms_desktop.exchange.targets import RowsOf
from qms_desktop.exchange.trials import Trial
from qms_desktop.exchange.values import is_empty, to_text
from qms_desktop.records.base import Record
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold
from qms_desktop.workspace import line_queries
from qms_desktop.workspace.line_queries import OwnedRow
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.rows import Ref

NAMES_RECORDS = 0.6
"""From this share on of its values, a column that names records is the one that says whose rows these are."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A record that rows name."""

    number: str
    state: str
    taken_over: bool


class LineChecker(Checker):
    """The check of a sheet of lines."""

    into: RowsOf

    def __init__(
        self, look: Look, into: RowsOf, sheet: Sheet, mapping: list[Mapped], plan: Plan, *, ours: bool
    ) -> None:
        super().__init__(look, into, sheet, mapping, plan, ours=ours)
        self.key = into.owner
        told = [name for name in into.keys if name in self.fields or into.fields[name].info.required]
        self.has_key = bool(told) and all(name in self.fields for name in told)
        self._owners: dict[UUID, Owner] = {}
        self._here: dict[UUID, dict[str, object]] = {}
        self._by_mark: dict[str, tuple[UUID, UUID]] = {}
        self._by_key: dict[tuple[object, ...], UUID] = {}
        self._of: dict[UUID, list[UUID]] = defaultdict(list)
        self._met: set[UUID] = set()
        self._seen: dict[tuple[object, ...], tuple[Row, dict[str, object]]] = {}

    # -- one row

    def takes_whole(self, row: Row, column: Mapped, text: str) -> bool:
        """Our mark says which line a row was."""
        if column.field == columns.MARK:
            row.mark = text.split(".", maxsplit=1)[0]
        return column.field == columns.MARK

    def keep(self, row: Row, column: Mapped, text: str) -> None:
        """A line has no notes, so words that mean no value have to be looked at."""
        label = self.into.fields[column.field].label
        sentence = f"‘{text}’ is no value for {label}. Correct it, or empty the cell."
        row.problems.append(Problem(row.row, column.header, text, sentence))

    def take(self, row: Row, column: Mapped, text: str, value: object) -> None:
        """The value of a field; a record that is not here does not come to be by being named."""
        if column.field != self.into.owner or not isinstance(value, Unknown):
            super().take(row, column, text, value)
            return
        one = self.into.register.one
        sentence = f"There is no {one} “{value.name}” here. Write the number or name of one, or import it first."
        row.problems.append(Problem(row.row, column.header, text, sentence))

    # -- against what is here

    def weigh(self, rows: Sequence[Row], progress: Progress | None) -> None:
        """Find the record and the line of each row, and judge what would change."""
        for row in rows:
            owner = row.values.pop(self.into.owner, None)
            row.record = owner if isinstance(owner, UUID) else None
        self._load(list({row.record for row in rows if row.record is not None}))
        with Trial.of(self.look, self.into) as trial:
            for done, row in enumerate(rows):
                self.watch(done, len(rows), progress)
                self._weigh_one(row, trial)
            self._try_together(rows, trial)
        for row in rows:
            if row.problems:
                row.verdict = Verdict.ATTENTION

    def _weigh_one(self, row: Row, trial: Trial) -> None:
        if row.record is None and not row.problems:
            self._blame(row, self.into.owner, f"The {self.into.register.one} is missing.")
        if row.record is None or row.problems:
            return
        for name in (n for n, value in row.values.items() if value == row.record):
            self._blame(row, name, f"{self._owners[row.record].number} cannot point at itself.")
        if row.problems:
            return
        if self.has_key:
            trial.settle(self.into, row)
        self._match(row)
        if not row.problems and row.same_as is None:
            self._judge(row, self._owners[row.record])

    def _try_together(self, rows: Sequence[Row], trial: Trial) -> None:
        """The register's own checks over each record with all its rows, as it would stand afterwards."""
        by_owner: dict[UUID, list[Row]] = defaultdict(list)
        for row in rows:
            writes = row.verdict in (Verdict.NEW, Verdict.CHANGED) and row.same_as is None
            if row.record is not None and writes and not row.problems:
                by_owner[row.record].append(row)
        for owner, written in by_owner.items():
            for row, name, sentence in trial.judge(self.into, owner, written):
                self._blame(row, name or self.into.owner, sentence)

    def _load(self, owners: list[UUID]) -> None:
        base = Record.__table__
        connection = self.look.session.connection()
        for start in range(0, len(owners), TICK):
            part = owners[start : start + TICK]
            query = select(base.c.id, base.c.number, base.c.state, base.c.taken_over_from).where(base.c.id.in_(part))
            for key, number, state, taken in connection.execute(query):
                self._owners[key] = Owner(number, state, bool(taken))
            for found in line_queries.rows(connection, self.into.lines, records=part):
                self._remember(found)

    def _remember(self, found: OwnedRow) -> None:
        plain = (c.id if isinstance(c, Ref) else c for c in found.cells)
        values = dict(zip(self.into.lines.fields, plain, strict=True))
        self._here[found.id] = values
        self._of[found.record.id].append(found.id)
        self._by_mark[found.id.hex[-12:]] = (found.id, found.record.id)
        if self.has_key:
            self._by_key[found.record.id, *(_folded(values[n]) for n in self.into.keys)] = found.id

    def _match(self, row: Row) -> None:
        """Find the line that a row is, or the earlier row that says the same."""
        assert row.record is not None  # noqa: S101  asked for rows that have one
        key = (row.record, *(_folded(row.values.get(n)) for n in self.into.keys)) if self.has_key else ()
        everything = (row.record, *sorted((n, str(_folded(v))) for n, v in row.values.items()))
        identity = (row.mark,) if row.mark else key or everything
        if identity in self._seen:
            self._repeat(row, *self._seen[identity])
            return
        self._seen[identity] = row, dict(row.values)
        if row.mark:
            self._by_its_mark(row)
        elif self.has_key:
            row.line = self._by_key.get(key)
        else:
            row.line = next((k for k in self._of[row.record] if k not in self._met and self._says(row, k)), None)
        if row.line is not None:
            self._met.add(row.line)

    def _repeat(self, row: Row, earlier: Row, values: dict[str, object]) -> None:
        if values == row.values:
            row.same_as, row.verdict = earlier.row, Verdict.UNCHANGED
            row.remarks.append(f"The same as row {earlier.row}.")
            return
        name = next((n for n in reversed(self.into.keys) if n in self.fields), self.into.owner)
        labels = " and ".join(self.into.fields[n].label.lower() for n in self.into.keys) if self.has_key else "mark"
        self._blame(
            row, name, f"Row {earlier.row} has the same {labels}, but says something else. Skip one of the two."
        )

    def _by_its_mark(self, row: Row) -> None:
        line, owner = self._by_mark.get(row.mark, (None, None))
        if line is None or owner != row.record:
            sentence = (
                f"This {self.into.one} is not with this {self.into.register.one} any more. Skip the row, or empty its "
                f"{columns.MARK} to add it anew."
            )
            self._blame(row, self.into.owner, sentence)
        else:
            row.line = line

    def _says(self, row: Row, line: UUID) -> bool:
        here = self._here[line]
        return all(_folded(here[n]) == _folded(v) for n, v in row.values.items() if n in here)

    def _judge(self, row: Row, owner: Owner) -> None:
        fields = self.into.lines.fields
        row.values = {n: v for n, v in row.values.items() if not fields[n].info.computed}
        if row.line is not None:
            self._compare(row, self._here[row.line])
        for name, shown in fields.items():
            needed = shown.info.required and not owner.taken_over
            asked = row.line is None or name in row.before
            if needed and asked and not shown.info.computed and row.values.get(name) is None:
                self._blame(row, name, f"{shown.label} is missing.")
        if not row.problems and row.verdict is not Verdict.UNCHANGED and not self._takes(row, owner):
            label = self.into.register.workflow.states(owner.state).label.lower()
            sentence = f"{owner.number} is {label} and takes no {self.into.title.lower()} by an import. Skip the row."
            self._blame(row, self.into.owner, sentence)

    def _takes(self, row: Row, owner: Owner) -> bool:
        """Whether a line can be written: what an old list says of a record that was taken over still can."""
        return self.into.register.takes_lines(self.into.lines, owner.state) or (owner.taken_over and row.line is None)

    def _compare(self, row: Row, here: dict[str, object]) -> None:
        if self.ours:
            mapped = (n for n in self.fields if n in here and not self.into.fields[n].info.computed)
            row.values |= dict.fromkeys(n for n in mapped if n not in row.values)
        row.before = {n: here[n] for n, v in row.values.items() if _same(here[n]) != _same(v)}
        row.verdict = Verdict.CHANGED if row.before else Verdict.UNCHANGED

    def _blame(self, row: Row, name: str, sentence: str) -> None:
        column = self.fields.get(name)
        text = to_text(row.cells[column]) if column is not None and column < len(row.cells) else ""
        row.problems.append(Problem(row.row, self.header(name), text, sentence))


def _folded(value: object) -> object:
    """A value for finding: texts without case and accents."""
    return fold(value) if isinstance(value, str) else _same(value)


def _same(value: object) -> object:
    """A value for comparing: no tick is like an empty cell."""
    return value or None if isinstance(value, bool) else value


def with_owner(into: RowsOf, mapping: list[Mapped], samples: Sequence[Sequence[Value]], look: Look) -> list[Mapped]:
    """The mapping with the column that names the owning records, where only its values tell."""
    if any(mapped.field == into.owner for mapped in mapping):
        return mapping
    known_here = people(look)
    best: tuple[float, int] = (0.0, -1)
    for mapped in mapping:
        if mapped.field == LEAVE_OUT and mapped.why != columns.BY_HAND:
            cells = [row[mapped.column] for row in samples if mapped.column < len(row)]
            texts = [to_text(cell) for cell in cells if not is_empty(cell)]
            known = sum(known_here.find(into.register.kind, text) is not None for text in texts)
            best = max(best, (known / len(texts) if texts else 0.0, mapped.column))
    if best[0] < NAMES_RECORDS:
        return mapping
    why = f"its values name {into.register.title.lower()}"
    return [Mapped(m.column, m.header, into.owner, why) if m.column == best[1] else m for m in mapping]


def lines_inside(look: Look, register: Register, found: Found, mapping: Sequence[Mapped]) -> list[str]:
    """Remarks on what a list of records says of their lines, such as who took part: a second import makes them."""
    samples = [cells for _, cells in found.data_rows]
    remarks = []
    for into in (RowsOf(register, lines) for lines in register.lines):
        fed = columns.fields_of(with_owner(into, columns.propose(into, found.headers, samples), samples, look))
        keys = [name for name in into.keys if into.fields[name].info.required] or list(into.keys)
        notes = [m for m in mapping if m.field == columns.NOTE and m.column in fed.values()]
        told = into.owner in fed and keys and all(name in fed for name in keys)
        if told and any(fed[name] == m.column for name in keys for m in notes):
            headers = ", ".join(m.header for m in notes)
            target = f"{register.title}: {into.title.lower()}"
            remarks.append(
                f"{headers}: kept as notes here. Import the file into “{target}” as well to have them there."
            )
    return remarks
