"""The check of rows that become records: matched by number, reference or name, judged by the register's own rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange import mapping as columns
from qms_desktop.exchange import ties
from qms_desktop.exchange.check import Plan, Problem, Row, Verdict
from qms_desktop.exchange.checking import TICK, Checker, Progress
from qms_desktop.exchange.comparing import Comparison
from qms_desktop.exchange.conversion import BRACKET, Unknown, choice_of
from qms_desktop.exchange.mapping import NOTE, Mapped
from qms_desktop.exchange.people import job_titles
from qms_desktop.exchange.table import Sheet
from qms_desktop.exchange.values import is_blank_word, to_text
from qms_desktop.records.base import Record
from qms_desktop.records.fields import Field, FieldInfo, FieldType
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold
from qms_desktop.workspace import queries
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.rows import Ref

STANDS_FOR_TITLE = ("description", "event", "statement", "cause", "consequence")
CODE = 30
"""So many characters a code of another list has at most; more is a sentence."""


class RecordChecker(Checker):
    """The check of a sheet of one register."""

    into: Register

    def __init__(
        self, look: Look, into: Register, sheet: Sheet, mapping: list[Mapped], plan: Plan, *, ours: bool
    ) -> None:
        super().__init__(look, into, sheet, mapping, plan, ours=ours)
        self.key = self._key()
        self.comparison = Comparison(into, self.fields, [m.header for m in mapping], ours)

    def _key(self) -> str:
        key = self.plan.key
        if key and key not in self.fields:
            raise RuleBroken(f"The key “{key}” is no column of this sheet. Map a column to it first.")
        if key:
            return key
        return next((name for name in (columns.NUMBER, "external_ref") if name in self.fields), "title")

    def weigh(self, rows: Sequence[Row], progress: Progress | None) -> None:
        """Judge the rows against each other and against the records that are here."""
        for row in rows:
            self._name(row)
        known = self._existing(rows)
        tied = ties.existing(self.look, [row.record for row in rows if row.record and row.ties])
        for row in rows:
            row.ties = [key for key in row.ties if row.record is None or frozenset((row.record, key)) not in tied]
        self._merge(rows)
        firsts = {row.row: row for row in rows}
        for done, row in enumerate(rows):
            self.watch(done, len(rows), progress)
            if row.same_as is None:
                self._judge(row, known)
            else:
                writes = firsts[row.same_as].verdict in (Verdict.NEW, Verdict.CHANGED)
                row.verdict = Verdict.CHANGED if writes and row.notes else Verdict.UNCHANGED

    # -- one row

    def shown(self, name: str) -> Field | None:
        """The field that a column feeds; the day of closing is none of every register, but every old list has it."""
        found = self.into.fields.get(name)
        if name == columns.CLOSED and (found is None or found.inherited):
            return Field(columns.CLOSED, FieldInfo("Closed on", FieldType.DAY))
        return found

    def takes_whole(self, row: Row, column: Mapped, text: str) -> bool:
        """Notes, our numbers, ties and states."""
        if column.field == NOTE:
            row.notes.append(_line(column.header, text))
        elif column.field == columns.NUMBER:
            row.values[columns.NUMBER] = text
        elif column.field.startswith(ties.PREFIX):
            self._tie(row, column, text)
        elif column.field == columns.STATE:
            row.state = self._state(text)
            self.read_as(column, text, row.state, tuple(self.into.workflow.states))
        else:
            return False
        return True

    def keep(self, row: Row, column: Mapped, text: str) -> None:
        """A note, so that nothing is lost."""
        row.notes.append(_line(column.header, text))
        label = self.into.fields[column.field].label if column.field in self.into.fields else column.field
        row.remarks.append(f"“{text}” is no value for {label}; kept as a note.")

    def take(self, row: Row, column: Mapped, text: str, value: object) -> None:
        """The value of a field, or the day of closing, which is written with the state."""
        if column.field == columns.CLOSED:
            row.closed_on = value if isinstance(value, date) else None
        else:
            super().take(row, column, text, value)
            if self.into.fields[column.field].type is FieldType.PERSON:
                self._keep_bracket(row, column, text, value)

    def _keep_bracket(self, row: Row, column: Mapped, text: str, value: object) -> None:
        """A note of what a cell says of a person in brackets, where that is not the job title of the person here."""
        inside = BRACKET.match(text)
        if inside is None or self.ours or self.people.find("person", text) is not None:
            return
        if isinstance(value, Unknown):
            known = self.makes[value.kind, fold(value.name)].more
        else:
            known = self.jobs.get(value, "") if isinstance(value, UUID) else ""
        if fold(known) != fold(inside[2]):
            row.notes.append(_line(column.header, text))
            row.remarks.append(f"“{inside[2]}” is not the job title of {inside[1]} here; kept as a note.")

    @cached_property
    def jobs(self) -> dict[UUID, str]:
        """The job titles of the people who are here."""
        return job_titles(self.look)

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
        return str(choice_of(tuple(self.into.workflow.states), text))

    def _name(self, row: Row) -> None:
        """A record needs a title; an old list without one gets it from what it does say."""
        if "title" in self.fields or row.problems:
            return
        texts = [row.values[n] for n in STANDS_FOR_TITLE if isinstance(row.values.get(n), str)]
        if not texts:
            listed = [self.into.fields[n] for n in self.fields if n in self.into.fields]
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
        names = [n for n in self.into.fields if n in {*self.fields, "notes", "title", "currency"}]
        names.append(columns.STATE)
        found: dict[UUID, dict[str, object]] = {}
        connection = self.look.session.connection()
        for start in range(0, len(ids), TICK):
            for listed in queries.rows(connection, self.into, ids[start : start + TICK], names):
                cells = (c.id if isinstance(c, Ref) else c for c in listed.cells)
                found[listed.id] = dict(zip(names, cells, strict=True))
        return found

    def _keys(self) -> dict[str, UUID]:
        name = self.key if self.key in {columns.NUMBER, *self.into.fields} else "title"
        attribute = getattr(self.into.model, name)
        found: dict[str, UUID] = {}
        query = select(Record.id, Record.number, Record.external_ref, attribute).select_from(self.into.model)
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
            label, title = self.header(self.key), self.into.fields["title"].label.lower()
            sentence = f"Row {earlier.row} has the same {label}, but another {title}. Give one of the two its own."
            row.problems.append(Problem(row.row, label, str(row.values.get(self.key)), sentence))
            return
        for name, value in row.values.items():
            if earlier.values.get(name) != value:
                cell = row.cells[self.fields[name]] if name in self.fields else None
                row.notes.insert(0, _line(self.header(name), to_text(cell) or str(value)))
        row.notes = [line for line in row.notes if line not in earlier.notes]
        earlier.notes += row.notes
        earlier.ties += [key for key in row.ties if key not in earlier.ties]
        row.same_as, row.record = earlier.row, earlier.record
        row.remarks.append(f"The same record as row {earlier.row}; what this row adds is kept in its notes.")

    def _judge(self, row: Row, known: Mapping[UUID, dict[str, object]]) -> None:
        if row.values.get("title") is None and not row.problems:
            title = self.into.fields["title"].label.lower()
            row.problems.append(Problem(row.row, self.header("title"), "", f"The {title} is missing."))
        if row.record is not None:
            for name in (n for n, value in row.values.items() if value == row.record):
                text = to_text(row.cells[self.fields[name]])
                sentence = "A record cannot point at itself. Name another one, or empty the cell."
                row.problems.append(Problem(row.row, self.header(name), text, sentence))
            self.comparison.judge(row, known[row.record])
        if not row.problems and row.verdict is not Verdict.UNCHANGED:
            self._check_together(row, known.get(row.record) if row.record else None)
        if row.problems:
            row.verdict = Verdict.ATTENTION

    def _check_together(self, row: Row, present: Mapping[str, object] | None) -> None:
        """The register's own checks over the whole record, as it would stand afterwards."""
        known = {n: v for n, v in (present or {}).items() if n in self.into.fields}
        values = {n: v for n, v in row.values.items() if n in self.into.fields and not isinstance(v, Unknown)}
        draft = self.into.model(state=row.state or str(self.into.workflow.initial))
        for name, value in known.items():  # what is here already, so that rules about a change see what changes
            set_committed_value(draft, name, value)
        for name, value in values.items():
            setattr(draft, name, value)
        if self.into.derive:
            self.into.derive(draft, self.look)
        for check in self.into.checks:
            for unmet in check(draft, self.look):
                name = unmet.field or ""
                column = self.header(name)
                if unmet.must:
                    row.problems.append(Problem(row.row, column, str(values.get(name, "")), unmet.message))


def _line(header: str, text: str) -> str:
    return f"{' '.join(header.split())}: {text}" if header.strip() else text
