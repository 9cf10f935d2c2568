"""The check before an import: every row judged by the very rules that applying runs, and nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from qms_desktop.errors import RuleBroken, Stopped
from qms_desktop.exchange import mapping as columns
from qms_desktop.exchange import ties
from qms_desktop.exchange.check import Plan, Problem, Row, Verdict
from qms_desktop.exchange.comparing import Comparison
from qms_desktop.exchange.conversion import Converter, KeptAsNote, People, Unknown, choice_of
from qms_desktop.exchange.mapping import LEAVE_OUT, NOTE, Mapped
from qms_desktop.exchange.table import Sheet, Value
from qms_desktop.exchange.values import AmbiguousDate, is_blank_word, is_empty, to_text
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice
from qms_desktop.records.fields import Field, FieldInfo, FieldType
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold
from qms_desktop.workspace import queries
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.views import Ref

STANDS_FOR_TITLE = ("description", "event", "statement", "cause", "consequence")
TICK = 500
CODE = 30
"""So many characters a code of another list has at most; more is a sentence."""
Progress = Callable[[int, int], bool]


class Checker:
    """One run of the check over the rows of a table."""

    def __init__(
        self, look: Look, register: Register, sheet: Sheet, mapping: list[Mapped], plan: Plan, *, ours: bool
    ) -> None:
        self.look = look
        self.register = register
        self.sheet = sheet
        self.mapping = mapping
        self.plan = plan
        self.ours = ours
        self.fields = columns.fields_of(mapping)
        self.people = people(look)
        self.key = self._key()
        self.comparison = Comparison(register, self.fields, [m.header for m in mapping], ours)
        self.makes: dict[tuple[str, str], Unknown] = {}
        self.readings: Counter[tuple[str, str, str]] = Counter()
        self.unclear_dates: dict[str, None] = {}

    def _key(self) -> str:
        key = self.plan.key
        if key and key not in self.fields:
            raise RuleBroken(f"The key “{key}” is no column of this sheet. Map a column to it first.")
        if key:
            return key
        return next((name for name in (columns.NUMBER, "external_ref") if name in self.fields), "title")

    def run(self, rows: Sequence[tuple[int, list[Value]]], progress: Progress | None = None) -> list[Row]:
        """Judge every row. `progress` is told rows done and in all; False stops.

        Raises:
            Stopped: cancelled.
        """
        repaired = [(n, self._repaired(n, cells)) for n, cells in rows]
        converters = self._converters([cells for _, cells in repaired])
        found = [Row(number, cells) for number, cells in repaired if number not in self.plan.skip]
        for done, row in enumerate(found):
            if progress is not None and not done % TICK and not progress(done, len(found)):
                raise Stopped
            self._convert(row, converters)
            self._name(row)
        known = self._existing(found)
        tied = ties.existing(self.look, [row.record for row in found if row.record and row.ties])
        for row in found:
            row.ties = [key for key in row.ties if row.record is None or frozenset((row.record, key)) not in tied]
        self._merge(found)
        firsts = {row.row: row for row in found}
        for done, row in enumerate(found):
            if progress is not None and not done % TICK and not progress(done, len(found)):
                raise Stopped
            if row.same_as is None:
                self._judge(row, known)
            else:
                writes = firsts[row.same_as].verdict in (Verdict.NEW, Verdict.CHANGED)
                row.verdict = Verdict.CHANGED if writes and row.notes else Verdict.UNCHANGED
        return found

    def _repaired(self, number: int, cells: list[Value]) -> list[Value]:
        fixed = {column: text for (row, column), text in self.plan.fixes.items() if row == number}
        return [fixed.get(n, cell) for n, cell in enumerate(cells)] if fixed else cells

    def _converters(self, rows: list[list[Value]]) -> dict[str, Converter]:
        made = {}
        for name, column in self.fields.items():
            shown = self.register.fields.get(name)
            if name == columns.CLOSED and (shown is None or shown.inherited):
                shown = Field(columns.CLOSED, FieldInfo("Closed on", FieldType.DAY))
            if shown is not None:
                cells = [row[column] for row in rows if column < len(row)]
                made[name] = Converter.of(shown, cells, self.people, self.look.today, self.plan.order)
        return made

    # -- one row

    def _convert(self, row: Row, converters: Mapping[str, Converter]) -> None:
        for column in self.mapping:
            cell = row.cells[column.column] if column.column < len(row.cells) else None
            if column.field == LEAVE_OUT or is_empty(cell):
                continue
            display = self.sheet.shown.get((row.row, column.column + 1))
            text = to_text(cell, display)
            if column.field == NOTE:
                row.notes.append(_line(column.header, text))
            elif column.field == columns.NUMBER:
                row.values[columns.NUMBER] = text
            elif column.field.startswith(ties.PREFIX):
                self._tie(row, column, text)
            else:
                self._convert_one(row, column, cell, text, converters.get(column.field))

    def _convert_one(self, row: Row, column: Mapped, cell: Value, text: str, converter: Converter | None) -> None:
        try:
            if column.field == columns.STATE:
                row.state = self._state(text)
                self._read_as(column, text, row.state, tuple(self.register.workflow.states))
                return
            if converter is None:
                return
            value = converter.value(cell, self.sheet.shown.get((row.row, column.column + 1)))
        except KeptAsNote:
            row.notes.append(_line(column.header, text))
            label = self.register.fields[column.field].label if column.field in self.register.fields else column.field
            row.remarks.append(f"“{text}” is no value for {label}; kept as a note.")
        except ValueError as error:
            if isinstance(error, AmbiguousDate):
                self.unclear_dates[column.header] = None
            row.problems.append(Problem(row.row, column.header, text, str(error)))
        else:
            if column.field == columns.CLOSED:
                row.closed_on = value if isinstance(value, date) else None
            elif value is not None:
                self._take(row, column, text, value)

    def _take(self, row: Row, column: Mapped, text: str, value: object) -> None:
        row.values[column.field] = value
        if isinstance(value, Unknown):
            self.makes.setdefault((value.kind, fold(value.name)), value)
        elif members := self.register.fields[column.field].info.members:
            self._read_as(column, text, value, members)

    def _read_as(self, column: Mapped, text: str, value: object, members: Sequence[Choice]) -> None:
        """Count a word that is stored as another one, so that the user sees every such reading once."""
        parts = str(value or "").split(";")
        label = "; ".join(m.label for m in members if m.value in parts)
        if label and fold(label) != fold(text):
            self.readings[column.header, text, label] += 1

    def _tie(self, row: Row, column: Mapped, text: str) -> None:
        found, unknown = ties.found_in(text, column.field.removeprefix(ties.PREFIX), self.people)
        row.ties += found
        if unknown:
            row.notes.append(_line(column.header, "; ".join(unknown) if found else text))
            codes = [part for part in unknown if len(part) <= CODE and any(map(str.isdigit, part))]
            if codes:
                row.remarks.append(f"{', '.join(codes)} is not here; kept as a note. Import it, then this file again.")

    def _state(self, text: str) -> str | None:
        if is_blank_word(text):
            return None
        return str(choice_of(tuple(self.register.workflow.states), text))

    def _name(self, row: Row) -> None:
        """A record needs a title; an old list without one gets it from what it does say."""
        if "title" in self.fields or row.problems:
            return
        texts = [row.values[n] for n in STANDS_FOR_TITLE if isinstance(row.values.get(n), str)]
        if not texts:
            listed = [self.register.fields[n] for n in self.fields if n in self.register.fields]
            texts = [row.values.get(f.name) for f in listed if f.type is FieldType.TEXT and f.name != "external_ref"]
            texts += [row.values.get(f.name) for f in listed if f.type is FieldType.LONG_TEXT]
            texts = [": ".join(str(t) for t in texts if t)] if any(texts) else []
        title = " ".join(str(texts[0]).split()) if texts else str(row.values.get("external_ref") or "")
        if title:
            row.values["title"] = title if len(title) <= 250 else title[:249] + "…"  # noqa: PLR2004  the title's length
            row.remarks.append("There is no title in the file; it was made from the row's own words.")

    # -- against what is there

    def _existing(self, rows: Sequence[Row]) -> dict[UUID, dict[str, object]]:
        """The present values of every record that a row's key names."""
        by_key = self._keys()
        for row in rows:
            key = self._key_of(row)
            row.record = by_key.get(key) if key else None
        ids = list({row.record for row in rows if row.record})
        names = [n for n in self.register.fields if n in {*self.fields, "notes", "title", "currency"}]
        names.append(columns.STATE)
        found: dict[UUID, dict[str, object]] = {}
        connection = self.look.session.connection()
        for start in range(0, len(ids), TICK):
            for listed in queries.rows(connection, self.register, ids[start : start + TICK], names):
                cells = (c.id if isinstance(c, Ref) else c for c in listed.cells)
                found[listed.id] = dict(zip(names, cells, strict=True))
        return found

    def _keys(self) -> dict[str, UUID]:
        name = self.key if self.key in {columns.NUMBER, *self.register.fields} else "title"
        attribute = getattr(self.register.model, name)
        found: dict[str, UUID] = {}
        query = select(Record.id, Record.number, Record.external_ref, attribute).select_from(self.register.model)
        for key, number, reference, value in self.look.session.execute(
            query.where(Record.voided.is_(False)).order_by(Record.id)
        ):
            if value not in (None, ""):
                found.setdefault(fold(value), key)
            if self.key == columns.NUMBER:
                # what came from another system kept its number as the reference
                found.setdefault(fold(reference or ""), key)
                found[fold(number)] = key
        return found

    def _key_of(self, row: Row) -> str:
        value = row.values.get(self.key)
        return "" if value is None else fold(value)

    def _merge(self, rows: Sequence[Row]) -> None:
        """Rows that speak of the same record become one: what a later one adds or says otherwise goes to the notes."""
        first: dict[str, Row] = {}
        for row in rows:
            key = self._key_of(row)
            earlier = first.setdefault(key, row) if key else row
            if earlier is not row and not row.problems:
                self._repeat(row, earlier)

    def _repeat(self, row: Row, earlier: Row) -> None:
        if fold(row.values.get("title")) != fold(earlier.values.get("title")):
            label, title = self.comparison.header(self.key), self.register.fields["title"].label.lower()
            sentence = f"Row {earlier.row} has the same {label}, but another {title}. Give one of the two its own."
            row.problems.append(Problem(row.row, label, str(row.values.get(self.key)), sentence))
            return
        for name, value in row.values.items():
            if earlier.values.get(name) != value:
                cell = row.cells[self.fields[name]] if name in self.fields else None
                row.notes.insert(0, _line(self.comparison.header(name), to_text(cell) or str(value)))
        row.notes = [line for line in row.notes if line not in earlier.notes]
        earlier.notes += row.notes
        earlier.ties += [key for key in row.ties if key not in earlier.ties]
        row.same_as, row.record = earlier.row, earlier.record
        row.remarks.append(f"The same record as row {earlier.row}; what this row adds is kept in its notes.")

    def _judge(self, row: Row, known: Mapping[UUID, dict[str, object]]) -> None:
        if row.values.get("title") is None and not row.problems:
            title = self.register.fields["title"].label.lower()
            row.problems.append(Problem(row.row, self.comparison.header("title"), "", f"The {title} is missing."))
        if row.record is not None:
            self.comparison.judge(row, known[row.record])
        if not row.problems and row.verdict is not Verdict.UNCHANGED:
            self._check_together(row, known.get(row.record) if row.record else None)
        if row.problems:
            row.verdict = Verdict.ATTENTION

    def _check_together(self, row: Row, present: Mapping[str, object] | None) -> None:
        """The register's own checks over the whole record, as it would stand afterwards."""
        known = {n: v for n, v in (present or {}).items() if n in self.register.fields}
        values = {n: v for n, v in row.values.items() if n in self.register.fields and not isinstance(v, Unknown)}
        draft = self.register.model(state=row.state or str(self.register.workflow.initial), **{**known, **values})
        if self.register.derive:
            self.register.derive(draft, self.look)
        for check in self.register.checks:
            for unmet in check(draft, self.look):
                name = unmet.field or ""
                column = self.comparison.header(name)
                if unmet.must:
                    row.problems.append(Problem(row.row, column, str(values.get(name, "")), unmet.message))


def _line(header: str, text: str) -> str:
    return f"{' '.join(header.split())}: {text}" if header.strip() else text


def people(look: Look) -> People:
    """Everything a reference may point at: names, numbers and external references, voided records left out."""
    found = People()
    twice: Counter[tuple[str, str]] = Counter()
    query = Record.__table__.select().with_only_columns(
        Record.id, Record.kind, Record.number, Record.title, Record.external_ref
    )
    for key, kind, number, title, reference in look.session.execute(query.where(Record.voided.is_(False))):
        found.numbers[number.upper()] = (key, kind)
        for word in {fold(title), fold(reference or "")} - {""}:
            twice[kind, word] += 1
            found.known[kind, word] = key
    for key_word in (word for word, times in twice.items() if times > 1):
        # two records of the same name: the number has to say which
        found.known.pop(key_word, None)
    return found
