"""Importing a sheet into a register: read, check (writes nothing), apply (one change set, one undo)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from qms_desktop.errors import RuleBroken, Stopped
from qms_desktop.exchange import mapping as columns
from qms_desktop.exchange import ties
from qms_desktop.exchange.check import Check, Plan, Reading, Row, Verdict
from qms_desktop.exchange.checking import Checker, Progress
from qms_desktop.exchange.conversion import Unknown
from qms_desktop.exchange.csv_reading import mend_ragged
from qms_desktop.exchange.headers import Found, find_table, find_tables
from qms_desktop.exchange.table import Book, Sheet, counted
from qms_desktop.exchange.workbook_reading import read_book
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.work import Work

SAMPLES = 200
TICK = 200
TOP = 100
"""How many rows of a sheet are looked at for proposing a register."""
CERTAIN, NAMED, SEVERAL, LONG_WORD = 10.0, 0.5, 4, 8
FITS = 0.3
"""From this on a register is proposed to the user; what belongs elsewhere stays below 0.25 in 39 real files."""
NO_LETTERS = re.compile(r"[\W_\d]+")


@dataclass(slots=True)
class Source:
    """A file that was read, the sheet that is imported, and the table found on it."""

    book: Book
    sheet: Sheet
    found: Found
    ours: bool
    """Whether it is an export of ours, recognised by its mark."""


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


def read(
    path: Path,
    register: Register,
    *,
    sheet: str = "",
    header_row: int | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Source:
    """Read a file and find the table that belongs to a register.

    Raises:
        Refused: the file is not read. RuleBroken: no such sheet, or no table on it.
    """
    return locate(read_book(path, cancelled=cancelled), register, sheet=sheet, header_row=header_row)


def locate(book: Book, register: Register, *, sheet: str = "", header_row: int | None = None) -> Source:
    """Find the table that belongs to a register in a file that was read.

    Raises:
        RuleBroken: no such sheet, or no table on it.
    """
    known = columns.known_words(register)
    if sheet:
        chosen = next((s for s in book.sheets if s.name.strip() == sheet.strip()), None)
        if chosen is None:
            raise RuleBroken(f"There is no sheet “{sheet}”. The sheets are: {', '.join(s.name for s in book.sheets)}.")
        table = find_table(chosen, known, header_row=header_row, mend=mend_ragged)
    else:
        ranked = find_tables(book, known)
        chosen = ranked[0][0] if ranked else None
        table = find_table(chosen, known, header_row=header_row, mend=mend_ragged) if chosen else None
    if chosen is None or table is None:
        raise RuleBroken(f"No row of {book.path.name} looks like a header. Say in which row the headers stand.")
    ours = book.properties.get("qms.kind") == register.kind or columns.is_ours(register, table.headers)
    return Source(book, chosen, table, ours)


def propose_register(book: Book, registers: Iterable[Register]) -> list[tuple[str, float]]:
    """How well each register fits a file, best first; 0 says that nothing speaks for it.

    A header counts the more the fewer registers know it: every list has a date and a status. Beside the headers speak
    the names of sheet and file; the mark of our own export decides alone.
    """
    known = list(registers)
    mark = book.properties.get("qms.kind")
    sheets = [replace(s, rows=s.rows[:TOP], ragged={}) for s in book.visible_sheets or book.sheets]
    words = {register.kind: columns.targets(register) for register in known}
    sharing = Counter(word for of_one in words.values() for word in of_one)
    scores: dict[str, float] = {}
    for register in known:
        fits = [_fit(sheet, register, words[register.kind], sharing) for sheet in sheets]
        named = max((_named(register, name) for name in (book.path.stem, *(s.name for s in sheets))), default=0.0)
        scores[register.kind] = CERTAIN if mark == register.kind else max(fits, default=0.0) + NAMED * named
    return sorted(scores.items(), key=lambda pair: -pair[1])


def _fit(sheet: Sheet, register: Register, words: Mapping[str, object], sharing: Mapping[str, int]) -> float:
    """What part of a sheet's columns a register knows, counting those less that many registers know."""
    table = find_table(sheet, columns.known_words(register))
    heads = {columns.squeezed(h) for h in table.headers if h.strip()} if table else set()
    if table and columns.is_ours(register, table.headers):
        return CERTAIN / 2
    return sum(1 / sharing[head] for head in heads if head in words) / max(SEVERAL, len(heads))


def _named(register: Register, name: str) -> float:
    """How much of a file's or sheet's name the words of a register make up."""
    said = f" {' '.join(NO_LETTERS.sub(' ', fold(name)).split())} "
    found = [fold(word) for word in register.sheet_words if f" {fold(word)} " in said]
    return min(1.0, max(map(len, found), default=0) / LONG_WORD)


def check(look: Look, register: Register, source: Source, plan: Plan, progress: Progress | None = None) -> Check:
    """Judge every row by the rules of the register; nothing is written.

    Raises:
        RuleBroken: the plan names a column or field that does not exist. Stopped: cancelled.
    """
    found = source.found
    samples = [cells for _, cells in found.data_rows[:SAMPLES]]
    mapping = columns.propose(register, found.headers, samples, plan.given, ours=source.ours, places=plan.columns)
    checker = Checker(look, register, source.sheet, mapping, plan, ours=source.ours)
    rows = checker.run(found.data_rows, progress)
    makes: dict[str, list[Unknown]] = {}
    for unknown in checker.makes.values():
        makes.setdefault(unknown.kind, []).append(unknown)
    return Check(
        register=register,
        file=source.book.path.name,
        sheet=source.sheet.name,
        header_row=found.header_row,
        headers=found.headers,
        mapping=mapping,
        rows=rows,
        left_out=found.left_out,
        makes=makes,
        remarks=_remarks(source, checker, rows),
        key=checker.key,
        readings=[Reading(*words, rows) for words, rows in checker.readings.items()],
        unclear_dates=list(checker.unclear_dates),
    )


def _remarks(source: Source, checker: Checker, rows: list[Row]) -> list[str]:
    remarks = list(source.book.remarks)
    if "occurred_on" in checker.register.fields and "occurred_on" not in checker.fields and not source.ours:
        label = checker.register.fields["occurred_on"].label
        remarks.append(f"The file has no column for {label}; it stays empty and reads “not recorded”.")
    repeats = sum(row.same_as is not None for row in rows)
    if repeats:
        remarks.append(f"{counted(repeats, 'row speaks', 'rows speak')} of a record that an earlier row names as well.")
    return remarks


def apply(work: Work, checked: Check, progress: Progress | None = None) -> Applied:
    """Write the rows that are new or changed; rows that need attention are left out.

    Raises:
        RuleBroken: a rule refuses a row after all; then nothing is written. Stopped: cancelled, nothing is written.
    """
    register = checked.register
    made = _make_unknown(work, checked)
    fresh = [r for r in checked.rows if r.verdict is Verdict.NEW]
    numbers = iter(work.numbers.take(register.prefix, work.today.year, len(fresh)) if fresh else [])
    written = [r for r in checked.rows if r.verdict in (Verdict.NEW, Verdict.CHANGED) and r.same_as is None]
    for done, row in enumerate(written):
        if progress is not None and not done % TICK and not progress(done, len(written)):
            raise Stopped
        values = {n: _settled(v, made) for n, v in row.values.items() if n in register.fields}
        try:
            if row.verdict is Verdict.NEW:
                row.record = _add(work, checked, row, values, next(numbers))
            elif row.record is not None and row.before:
                work.amend(row.record, {n: values[n] for n in row.before if n in values}, dict(row.before))
        except RuleBroken as error:
            raise RuleBroken(f"Row {row.row}: {error} Nothing was imported.", error.unmet) from error
    work.session.flush()
    for row in written:
        if row.ties and row.record is not None:
            ties.tie(work, row.record, row.ties)
    return Applied(
        new=len(fresh),
        changed=len(written) - len(fresh),
        along=len(made),
        skipped=checked.count(Verdict.ATTENTION),
    )


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
        checked.register.kind,
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
        if row.verdict in (Verdict.NEW, Verdict.CHANGED) and row.same_as is None:
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


def _settled(value: object, made: dict[tuple[str, str], UUID]) -> object:
    return made[value.kind, fold(value.name)] if isinstance(value, Unknown) else value


def label(checked: Check) -> str:
    """The name of the change set."""
    return f"Import {checked.register.title.lower()} from {checked.file}"
