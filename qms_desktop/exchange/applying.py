"""Applying what a check found: one change set, one undo; rows that need attention are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from uuid import UUID

from qms_desktop.errors import RuleBroken, Stopped
from qms_desktop.exchange import mapping as columns
from qms_desktop.exchange import ties
from qms_desktop.exchange.check import Check, Row, Verdict
from qms_desktop.exchange.checking import Progress
from qms_desktop.exchange.conversion import Unknown
from qms_desktop.exchange.targets import RowsOf, in_full
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold
from qms_desktop.workspace import lines
from qms_desktop.workspace.work import Work

TICK = 200
Made = Mapping[tuple[str, str], UUID]
"""The records that rows named and that were made for them, by kind and name."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import wrote: records made, changed, and made along the way (people, suppliers ...)."""

    new: int
    changed: int
    along: int
    skipped: int

    def __str__(self) -> str:
        parts = [f"{self.new} new", f"{self.changed} changed"]
        if self.along:
            parts.append(f"{self.along} made along the way")
        if self.skipped:
            parts.append(f"{self.skipped} skipped")
        return ", ".join(parts)


def apply(work: Work, checked: Check, progress: Progress | None = None) -> Applied:
    """Write the rows that are new or changed; rows that need attention are left out.

    Raises:
        RuleBroken: a rule refuses a row after all; then nothing is written. Stopped: cancelled, nothing is written.
    """
    made = _make_unknown(work, checked)
    written = [row for row in checked.rows if row.is_written]
    if isinstance(checked.into, RowsOf):
        _write_lines(work, checked.into, written, made, progress)
    else:
        _write_records(work, checked, checked.into, written, made, progress)
    work.session.flush()
    fresh = sum(row.verdict is Verdict.NEW for row in written)
    return Applied(fresh, len(written) - fresh, len(made), checked.count(Verdict.ATTENTION))


def _watch(done: int, total: int, progress: Progress | None) -> None:
    if progress is not None and not progress(done, total):
        raise Stopped


def _write_records(
    work: Work, checked: Check, register: Register, written: Sequence[Row], made: Made, progress: Progress | None
) -> None:
    fresh = sum(row.verdict is Verdict.NEW for row in written)
    numbers = iter(work.numbers.take(register.prefix, work.today.year, fresh) if fresh else [])
    for done, row in enumerate(written):
        if not done % TICK:
            _watch(done, len(written), progress)
        values = {n: _settled(v, made) for n, v in row.values.items() if n in register.fields}
        with _row_named(row, row):
            if row.verdict is Verdict.NEW:
                row.record = _add(work, checked, row, values, next(numbers))
            elif row.record is not None and row.before:
                work.amend(row.record, {n: values[n] for n in row.before if n in values}, dict(row.before))
    work.session.flush()
    for row in written:
        if row.ties and row.record is not None:
            ties.tie(work, row.record, row.ties)


def _write_lines(work: Work, into: RowsOf, written: Sequence[Row], made: Made, progress: Progress | None) -> None:
    """Change lines one by one, and add new ones together that stand together and have one owner."""
    name, done = into.lines.name, 0
    for (key, is_new), group in groupby(written, lambda row: (row.record, row.line is None)):
        rows = list(group)
        _watch(done, len(written), progress)
        done += len(rows)
        owner = work.get(key) if key is not None else None
        if owner is None:
            continue
        values = [{n: _settled(v, made) for n, v in row.values.items()} for row in rows]
        with _row_named(rows[0], rows[-1]):
            if is_new:
                takes = into.register.takes_lines(into.lines, owner.state)
                # what an old list says of a record that was taken over is history, and needs no open record
                (lines.add if takes else lines.write)(work, owner, name, values)
            for row, given in zip(rows, values, strict=True):
                if row.line is not None and row.before:
                    work.amend_line(owner, name, row.line, {n: given[n] for n in row.before}, dict(row.before))


@contextmanager
def _row_named(first: Row, last: Row) -> Iterator[None]:
    """Say which row was refused.

    Raises:
        RuleBroken: the refusal, with the row.
    """
    try:
        yield
    except RuleBroken as error:
        where = f"Row {first.row}" if first is last else f"Rows {first.row} to {last.row}"
        raise RuleBroken(f"{where}: {error} Nothing was imported.", error.unmet) from error


def _add(work: Work, checked: Check, row: Row, values: dict[str, object], number: str) -> UUID:
    if row.notes:
        values["notes"] = "\n".join([*([str(values["notes"])] if values.get("notes") else []), *row.notes])
    old = row.values.get(columns.NUMBER)
    if old and not values.get("external_ref"):
        values["external_ref"] = old
    # a text file has one sheet, called like the file
    sheet = "" if checked.sheet in ("", Path(checked.file).stem) else f", {checked.sheet}"
    where = f"{checked.file}{sheet}, row {row.row}"
    return work.add(
        checked.into.kind,
        values,
        taken_over_from=f"{where}, {work.today.isoformat()}"[-300:],
        state=row.state,
        closed_on=row.closed_on,
        number=number,
    ).id


def _make_unknown(work: Work, checked: Check) -> dict[tuple[str, str], UUID]:
    """Make the people, suppliers, customers and processes that the written rows name."""
    wanted: dict[tuple[str, str], Unknown] = {}
    for row in checked.rows:
        if row.is_written:
            found = (v for v in row.values.values() if isinstance(v, Unknown))
            for unknown in found:
                wanted.setdefault((unknown.kind, fold(unknown.name)), unknown)
    made = {}
    for key, named in wanted.items():
        values: dict[str, object] = {"title": named.name}
        if named.more and "job_title" in work.registers[named.kind].fields:
            values["job_title"] = named.more
        source = f"named in {checked.file}, {work.today.isoformat()}"[:300]
        made[key] = work.add(named.kind, values, taken_over_from=source).id
    work.session.flush()
    return made


def _settled(value: object, made: Made) -> object:
    return made[value.kind, fold(value.name)] if isinstance(value, Unknown) else value


def label(checked: Check) -> str:
    """The name of the change set."""
    return f"Import {in_full(checked.into).lower()} from {checked.file}"
