"""From a matrix to rows: each filled cell of a cross-table becomes one statement about somebody and a competence.

Three shapes are understood: people or roles down and competences across, the same turned, and a list that names
somebody and a competence in each row. Every row of the file ends among the rows read or, with the reason, left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange.csv_reading import mend_ragged
from qms_desktop.exchange.headers import LAST_HEADER_ROW, Found, find_table
from qms_desktop.exchange.mapping import squeezed
from qms_desktop.exchange.synonyms import of_field, of_line_field, of_matrix
from qms_desktop.exchange.table import Book, Sheet, Value, is_empty
from qms_desktop.exchange.values import to_text
from qms_desktop.exchange.words import NO_WORDS, YES_WORDS, folded
from qms_desktop.principles.engagement_of_people import competences, people, roles
from qms_desktop.principles.engagement_of_people.competences import Assessment
from qms_desktop.principles.engagement_of_people.roles import RoleRequirement
from qms_desktop.records.register import Register

KIND = "competence_matrix"
"""The mark of our own workbook, and the name on the command line."""
OWN = ("No.", "Person", "Roles", "What")
"""How the headers of our own workbook begin, which a text file cannot say by a mark."""
WHAT, REQUIRED = OWN[-1], "required"
FEWEST = 2
"""So many competences a cross-table has at least."""
TICKS = frozenset({"✓", "✔", "●", "•", "■", "x", "required", "mandatory", "r", "m", "pflicht", "obligatoire"})
LEVEL_LIKE = TICKS | YES_WORDS | NO_WORDS | frozenset("01234")
MONTHS = {
    "annual": 12, "annually": 12, "yearly": 12, "every year": 12, "jährlich": 12, "annuel": 12, "anual": 12,
    "semi annual": 6, "semi annually": 6, "half yearly": 6, "halbjährlich": 6, "semestral": 6, "semestriel": 6,
    "biennial": 24, "every two years": 24, "quarterly": 3, "vierteljährlich": 3, "trimestral": 3, "monthly": 1,
    "monatlich": 1, "mensuel": 1, "mensual": 1, "mensal": 1,
}  # fmt: skip
_EVERY = re.compile(r"(\d+)\s*(month|monat|mois|mes|year|jahr|an|año|ano)")
_YEAR = 12


class Subject(StrEnum):
    """Whom the rows of a matrix are about."""

    PERSON = "person"
    ROLE = "role"


class Part(StrEnum):
    """What a column of a matrix says."""

    PERSON = "person"
    ROLE = "role"
    SKILL = "competence"
    LEVEL = "level"
    DATE = "date"
    UNTIL = "valid until"
    CERTIFICATE = "certificate"
    FREQUENCY = "frequency"
    ASIDE = "left out"


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement: who, which competence, and what the cell says; the rest stands in other columns of the row."""

    row: int
    column: str
    who: str
    skill: str
    value: Value
    day: Value = None
    until: Value = None
    certificate: str = ""
    months: int | None = None


@dataclass(slots=True)
class Unpivoted:
    """A matrix as rows. `parts` says of each header what it was taken for."""

    file: str
    sheet: str
    header_row: int
    subject: Subject | None
    """None where the file does not tell whether it names people or roles."""
    parts: list[tuple[str, Part]]
    entries: list[Entry]
    rows: int
    """The rows of the file that were read."""
    empty: int = 0
    """Cells of the matrix that say nothing."""
    left_out: list[tuple[int, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    ours: bool = False


def _table(*words: Iterable[str]) -> frozenset[str]:
    return frozenset(squeezed(word) for several in words for word in several)


def _named(register: Register) -> tuple[str, ...]:
    return (register.one, register.title, *of_field(register, "title"))


def _assessed(name: str) -> tuple[str, ...]:
    return of_line_field(competences.REGISTER, Assessment.__tablename__, name)


@cache
def _known() -> dict[Part, frozenset[str]]:
    """The headers that say each part of a matrix, squeezed."""
    words, asked = of_matrix(), of_line_field(roles.REGISTER, RoleRequirement.__tablename__, "required_level")
    return {
        Part.PERSON: _table(_named(people.REGISTER), (people.REGISTER.fields["title"].label,)),
        Part.ROLE: _table(_named(roles.REGISTER)),
        Part.SKILL: _table(_named(competences.REGISTER), words["skill"]),
        Part.LEVEL: _table(_assessed("level"), asked, words["level"]),
        Part.DATE: _table(_assessed("assessed_on"), words["date"]),
        Part.UNTIL: _table(_assessed("valid_until")),
        Part.CERTIFICATE: _table(_assessed("certificate_no"), words["certificate"]),
        Part.FREQUENCY: _table(words["frequency"]),
    }


@cache
def _aside() -> frozenset[str]:
    """The headers beside a matrix that are no competences, squeezed."""
    fields = [field for field in people.REGISTER.fields.values() if field.name != "title"]
    said = (word for field in fields for word in (field.label, *of_field(people.REGISTER, field.name)))
    return _table(said, of_matrix()["aside"])


def unpivot(book: Book, *, sheet: str = "", subject: Subject | None = None) -> Unpivoted:
    """Find the matrix of a file and turn it into rows.

    Raises:
        RuleBroken: no such sheet, or nothing that is a matrix of competences.
    """
    ours = book.properties.get("qms.kind") == KIND
    sheets = (
        [s for s in book.sheets if s.name.strip() == sheet.strip()] if sheet else book.visible_sheets or book.sheets
    )
    if sheet and not sheets:
        raise RuleBroken(f"There is no sheet “{sheet}”. The sheets are: {', '.join(s.name for s in book.sheets)}.")
    if ours and not sheet:
        sheets = [s for s in book.sheets if book.kinds.get(s.name) == KIND] or sheets
    known = frozenset().union(*_known().values())
    for candidate in sheets:
        table = find_table(candidate, known, header_row=_head(candidate), mend=mend_ragged, sparse=ours)
        found = _read(book, candidate, table, subject, ours=ours) if table else None
        if found is not None:
            return found
    raise RuleBroken(
        f"{book.path.name} holds no matrix: it needs people or roles down and competences across, or a column for each."
    )


def _head(sheet: Sheet) -> int | None:
    """The row with the most words, among those that name people, roles or competences.

    A matrix is mostly empty, which makes its columns look unlike those of a list.
    """
    best: tuple[int, int] = (FEWEST, 0)
    for at, cells in enumerate(sheet.rows[:LAST_HEADER_ROW]):
        words = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
        if any(part_of(word) in (Part.PERSON, Part.ROLE, Part.SKILL) for word in words):
            best = max(best, (len(words), -at))
    return sheet.first_row - best[1] if best[0] > FEWEST else None


def part_of(header: str) -> Part | None:
    """What a header says, None where it may be a competence."""
    word = squeezed(header)
    for part, words in _known().items():
        if word in words:
            return part
    return Part.ASIDE if word in _aside() or not word else None


def months_of(text: str) -> int | None:
    """The months of an interval in words: "annual", "every 2 years"."""
    said = " ".join(re.sub(r"[^\w]+", " ", folded(text)).split())
    if said in MONTHS:
        return MONTHS[said]
    found = _EVERY.search(said)
    if found is None:
        return None
    number = int(found[1])
    return number if found[2] in ("month", "monat", "mois", "mes") else number * _YEAR


def _read(book: Book, sheet: Sheet, table: Found, subject: Subject | None, *, ours: bool) -> Unpivoted | None:
    parts = [part_of(header) for header in table.headers]
    ours = ours or tuple(table.headers[: len(OWN)]) == OWN
    made = Unpivoted(
        book.path.name, sheet.name, table.header_row, subject, [], [], len(table.data_rows),
        left_out=list(table.left_out), remarks=list(book.remarks), ours=ours,
    )  # fmt: skip
    listed = Part.SKILL in parts and (Part.PERSON in parts or Part.ROLE in parts)
    crossed = [n for n, part in enumerate(parts) if part is None]
    if listed:
        _list(made, table, parts)
    elif len(crossed) < FEWEST:
        return None
    elif parts and parts[0] is Part.SKILL:
        _cross(made, table, parts, crossed, first=0, turned=True)
    else:
        named = (n for wanted in (Part.PERSON, Part.ROLE) for n, part in enumerate(parts) if part is wanted)
        first = next(named, None)
        if first is None:
            first, crossed = crossed[0], crossed[1:]
            if len(crossed) < FEWEST or not _says_levels(table, crossed):
                return None
        made.subject = subject or (Subject(str(parts[first])) if parts[first] else None)
        first = 0 if ours else first  # our numbers are never those of two
        _cross(made, table, parts, crossed, first=first, turned=False)
    return made


def _says_levels(table: Found, crossed: Sequence[int]) -> bool:
    """Whether most filled cells could be levels, where no header says that this is a matrix."""
    cells = [cell for _, row in table.data_rows for n in crossed if not is_empty(cell := _cell(row, n))]
    like = [cell for cell in cells if isinstance(cell, date) or folded(to_text(cell)) in LEVEL_LIKE]
    return len(like) * 2 > len(cells)


def _list(made: Unpivoted, table: Found, parts: Sequence[Part | None]) -> None:
    """Each row names somebody, a competence, and perhaps a level, days and a certificate."""
    at = {part: n for n, part in reversed(list(enumerate(parts))) if part is not None}
    named = Part.PERSON if Part.PERSON in at else Part.ROLE
    made.subject = made.subject or Subject(str(named))
    used = {named, Part.SKILL, Part.LEVEL, Part.DATE, Part.UNTIL, Part.CERTIFICATE, Part.FREQUENCY}
    made.parts = [
        (header, part if part in used and at[part] == n else Part.ASIDE)
        for n, (header, part) in enumerate(zip(table.headers, parts, strict=True))
    ]
    for number, cells in table.data_rows:
        who, skill = (_text(cells, at[part]) for part in (named, Part.SKILL))
        if not who or not skill:
            made.left_out.append((number, "it names nobody" if not who else "it names no competence"))
            made.rows -= 1
            continue
        made.entries.append(
            Entry(
                number, table.headers[at.get(Part.LEVEL, at[Part.SKILL])], who, skill,
                _cell(cells, at.get(Part.LEVEL)) if Part.LEVEL in at else "x",
                _cell(cells, at.get(Part.DATE)), _cell(cells, at.get(Part.UNTIL)),
                _text(cells, at.get(Part.CERTIFICATE)), months_of(_text(cells, at.get(Part.FREQUENCY))),
            )
        )  # fmt: skip


def _cross(
    made: Unpivoted, table: Found, parts: Sequence[Part | None], crossed: Sequence[int], *, first: int, turned: bool
) -> None:
    """Every filled cell is a statement; the first column names one end, the header the other."""
    own = Part.SKILL if turned else Part.PERSON if made.subject is Subject.PERSON else Part.ROLE
    heads = Part.ASIDE if turned else Part.SKILL
    made.parts = [
        (header, own if n == first else heads if n in crossed else Part.ASIDE) for n, header in enumerate(table.headers)
    ]
    what = next((n for n, header in enumerate(table.headers) if header == WHAT), None) if made.ours else None
    interval = next((n for n, part in enumerate(parts) if part is Part.FREQUENCY), None)
    for number, cells in table.data_rows:
        name = _text(cells, first)
        if not name or (what is not None and _text(cells, what) == REQUIRED):
            why = "it names nobody" if not name else "for reading: what is required is set in the roles"
            made.left_out.append((number, why))
            made.rows -= 1
            continue
        for column in crossed:
            value = _cell(cells, column)
            if is_empty(value):
                made.empty += 1
                continue
            head = table.headers[column].strip()
            who, skill = (head, name) if turned else (name, head)
            months = months_of(_text(cells, interval)) if turned else None
            made.entries.append(Entry(number, table.headers[column], who, skill, value, months=months))


def _cell(cells: Sequence[Value], at: int | None) -> Value:
    return None if at is None or at >= len(cells) else cells[at]


def _text(cells: Sequence[Value], at: int | None) -> str:
    return to_text(_cell(cells, at)).strip()
