"""Importing a sheet into a register or its lines: read, check (writes nothing), apply (one change set, one undo)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange import mapping as columns
from qms_desktop.exchange.applying import Applied, apply, label
from qms_desktop.exchange.check import Check, Plan, Reading, Row
from qms_desktop.exchange.checking import Checker, Progress
from qms_desktop.exchange.conversion import Unknown
from qms_desktop.exchange.csv_reading import mend_ragged
from qms_desktop.exchange.headers import Found, find_table, find_tables
from qms_desktop.exchange.line_checking import LineChecker, lines_inside, with_owner
from qms_desktop.exchange.mapping import Mapped
from qms_desktop.exchange.record_checking import RecordChecker
from qms_desktop.exchange.table import Book, Sheet, counted
from qms_desktop.exchange.targets import Into, RowsOf, sheet_words
from qms_desktop.exchange.workbook_reading import read_book
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold
from qms_desktop.workspace.look import Look

__all__ = ["Applied", "Source", "apply", "check", "label", "locate", "propose_register", "read"]

SAMPLES = 200
TOP = 100
"""How many rows of a sheet are looked at for proposing a register."""
CERTAIN, NAMED, SEVERAL, LONG_WORD = 10.0, 0.5, 4, 8
BEHIND = 0.9
"""Lines give way to a register that fits as well."""
FITS = 0.3
"""From this on a register is proposed to the user; what belongs elsewhere stays below 0.2 in 39 real files."""
NO_LETTERS = re.compile(r"[\W_\d]+")


@dataclass(slots=True)
class Source:
    """A file that was read, the sheet that is imported, and the table found on it."""

    book: Book
    sheet: Sheet
    found: Found
    ours: bool
    """Whether it is an export of ours, recognised by its mark."""


def read(
    path: Path,
    register: Into,
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


def locate(book: Book, register: Into, *, sheet: str = "", header_row: int | None = None) -> Source:
    """Find the table that belongs to a register in a file that was read.

    Raises:
        RuleBroken: no such sheet, or no table on it.
    """
    if book.is_form:
        raise RuleBroken(
            f"{book.path.name} is a workbook that was sent out to be filled in, not a list. Take it back as such: "
            "in the window by Import, on the command line by workbook-in."
        )
    known = columns.known_words(register)
    if sheet:
        chosen = next((s for s in book.sheets if s.name.strip() == sheet.strip()), None)
        if chosen is None:
            raise RuleBroken(f"There is no sheet “{sheet}”. The sheets are: {', '.join(s.name for s in book.sheets)}.")
        kind = book.kinds.get(chosen.name, register.kind)
        if kind != register.kind:
            raise RuleBroken(f"The sheet “{sheet}” holds rows of the kind {kind}. Import it under that name.")
        table = find_table(chosen, known, header_row=header_row, mend=mend_ragged)
    else:
        ranked = find_tables(_belonging(book, register), known)
        chosen = ranked[0][0] if ranked else None
        table = find_table(chosen, known, header_row=header_row, mend=mend_ragged) if chosen else None
    if chosen is None or table is None:
        raise RuleBroken(f"No row of {book.path.name} looks like a header. Say in which row the headers stand.")
    marked = book.properties.get("qms.kind") in _kinds(register) and columns.OWN_FIRST in table.headers[:1]
    ours = marked or columns.is_ours(register, table.headers)
    whole = find_table(chosen, known, header_row=table.header_row, mend=mend_ragged, sparse=True) if ours else None
    return Source(book, chosen, whole or table, ours)


def _kinds(register: Into) -> tuple[str, ...]:
    """The kinds of workbooks of ours that hold such rows."""
    return (register.kind, register.register.kind) if isinstance(register, RowsOf) else (register.kind,)


def _belonging(book: Book, register: Into) -> Book:
    """In a workbook of ours that has several tables, the sheet of this one, where its mark tells."""
    kinds = book.kinds
    sheets = [sheet for sheet in book.sheets if kinds.get(sheet.name) == register.kind]
    others = [sheet for sheet in book.sheets if sheet.name not in kinds]
    return replace(book, sheets=sheets or others) if kinds else book


def propose_register(book: Book, registers: Iterable[Into]) -> list[tuple[str, float]]:
    """How well each register fits a file, best first; 0 says that nothing speaks for it.

    A header counts the more the fewer registers know it: every list has a date and a status. Beside the headers speak
    the names of sheet and file; the mark of our own export decides alone.
    """
    known = list(registers)
    mark = book.properties.get("qms.kind") or book.properties.get("qms.for")
    sheets = [replace(s, rows=s.rows[:TOP], ragged={}) for s in book.visible_sheets or book.sheets]
    words = {into.kind: columns.targets(into) for into in known}
    sharing = Counter(word for into in known if isinstance(into, Register) for word in words[into.kind])
    scores: dict[str, float] = {}
    for into in known:
        fits = [_fit(sheet, into, words[into.kind], sharing) for sheet in sheets]
        named = max((_named(into, name) for name in (book.path.stem, *(s.name for s in sheets))), default=0.0)
        score = CERTAIN if mark == into.kind else max(fits, default=0.0) + NAMED * named
        scores[into.kind] = score * BEHIND if isinstance(into, RowsOf) and mark != into.kind else score
    return sorted(scores.items(), key=lambda pair: -pair[1])


def _fit(sheet: Sheet, into: Into, words: Mapping[str, tuple[str, str]], sharing: Mapping[str, int]) -> float:
    """What part of a sheet's columns a target knows, counting those less that many registers know.

    Rows of lines have to name the record that owns them.
    """
    table = find_table(sheet, columns.known_words(into))
    heads = {columns.squeezed(h) for h in table.headers if h.strip()} if table else set()
    if table and columns.is_ours(into, table.headers):
        return CERTAIN / 2
    hits = [head for head in heads if head in words]
    if isinstance(into, RowsOf):
        if not any(words[head][0] == into.owner for head in hits):
            return 0.0
        return sum(1 / sqrt(1 + sharing[head]) for head in hits) / max(SEVERAL, len(heads))
    return sum(1 / sqrt(sharing[head]) for head in hits) / max(SEVERAL, len(heads))


def _named(register: Into, name: str) -> float:
    """How much of a file's or sheet's name the words of a register make up."""
    said = f" {' '.join(NO_LETTERS.sub(' ', fold(name)).split())} "
    found = [fold(word) for word in sheet_words(register) if f" {fold(word)} " in said]
    return min(1.0, max(map(len, found), default=0) / LONG_WORD)


def check(look: Look, register: Into, source: Source, plan: Plan, progress: Progress | None = None) -> Check:
    """Judge every row by the rules of the register; nothing is written.

    Raises:
        RuleBroken: the plan names a column or field that does not exist. Stopped: cancelled.
    """
    found = source.found
    samples = [cells for _, cells in found.data_rows[:SAMPLES]]
    mapping = columns.propose(register, found.headers, samples, plan.given, ours=source.ours, places=plan.columns)
    checker = _checker(look, register, source, mapping, plan)
    mapping = checker.mapping
    rows = checker.run(found.data_rows, progress)
    return Check(
        into=register,
        file=source.book.path.name,
        sheet=source.sheet.name,
        header_row=found.header_row,
        headers=found.headers,
        mapping=mapping,
        rows=rows,
        left_out=found.left_out,
        makes=_makes(rows),
        remarks=_remarks(source, checker, rows),
        key=checker.key,
        readings=[Reading(*words, rows) for words, rows in checker.readings.items()],
        unclear_dates=list(checker.unclear_dates),
    )


def _makes(rows: Iterable[Row]) -> dict[str, list[Unknown]]:
    """What applying makes along the way, by kind: rows that are not written make nothing."""
    found: dict[str, dict[str, Unknown]] = {}
    for row in rows:
        if row.is_written:
            for value in row.values.values():
                if isinstance(value, Unknown):
                    found.setdefault(value.kind, {}).setdefault(fold(value.name), value)
    return {kind: list(named.values()) for kind, named in found.items()}


def _checker(look: Look, into: Into, source: Source, mapping: list[Mapped], plan: Plan) -> Checker:
    if isinstance(into, RowsOf):
        samples = [cells for _, cells in source.found.data_rows[:SAMPLES]]
        mapping = with_owner(into, mapping, samples, look)
        return LineChecker(look, into, source.sheet, mapping, plan, ours=source.ours)
    return RecordChecker(look, into, source.sheet, mapping, plan, ours=source.ours)


def _remarks(source: Source, checker: Checker, rows: list[Row]) -> list[str]:
    remarks = list(source.book.remarks)
    into = checker.into
    if isinstance(into, Register):
        beside = [lines.title for lines in into.lines if _has_rows(source.book, lines.name)]
        remarks += [
            f"The sheet “{title}” is not looked at here. Import the file into “{into.title}: {title.lower()}” for it."
            for title in beside
        ]
    if "occurred_on" in into.fields and "occurred_on" not in checker.fields and not source.ours:
        label = into.fields["occurred_on"].label
        remarks.append(f"The file has no column for {label}; it stays empty and reads “not recorded”.")
    if isinstance(into, Register) and not source.ours:
        remarks += lines_inside(checker.look, into, source.found, checker.mapping)
    mended = [number for number in source.sheet.ragged if number not in source.found.ragged]
    if mended:
        some = counted(len(mended), "row held", "rows held")
        remarks.append(f"{some} the separator inside a text, which was put together again. Look at row {mended[0]}.")
    repeats = sum(row.same_as is not None for row in rows)
    if repeats and isinstance(into, Register):
        remarks.append(f"{counted(repeats, 'row speaks', 'rows speak')} of a record that an earlier row names as well.")
    return remarks


def _has_rows(book: Book, kind: str) -> bool:
    """Whether a workbook of ours has a sheet of these lines that holds any."""
    return any(book.kinds.get(sheet.name) == kind and len(sheet.rows) > 1 for sheet in book.sheets)
