"""The check of a competence matrix before it is taken over: every statement judged, nothing written.

About people, a statement becomes an assessment; about roles, a required level. What a tick means is asked, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange.check import Problem, Verdict
from qms_desktop.exchange.conversion import People, choice_of, find_choice
from qms_desktop.exchange.dates import AmbiguousDate, column_date_order, to_date
from qms_desktop.exchange.people import people
from qms_desktop.exchange.unpivot import TICKS, Entry, Subject, Unpivoted
from qms_desktop.exchange.values import is_blank_word, is_empty, to_text
from qms_desktop.exchange.words import NO_WORDS, YES_WORDS, folded
from qms_desktop.principles.engagement_of_people.competences import Assessment
from qms_desktop.principles.engagement_of_people.learning import Passed
from qms_desktop.principles.engagement_of_people.levels import Level, Method
from qms_desktop.principles.engagement_of_people.roles import RoleRequirement
from qms_desktop.records.base import Record
from qms_desktop.records.types import fold
from qms_desktop.workspace.look import Look

NOTHING = frozenset({"-", "–", "—", "/", "o", "optional", "recommended", "not required", "empfohlen"})
_DIGIT_WORDS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class MatrixPlan:
    """What the user decided: whom it is about, what a tick means, from when the levels are, and how they were found."""

    subject: Subject | None = None
    tick: Level = Level.ALONE
    on: date | None = None
    method: Method = Method.EXPERIENCE
    order: Literal["dmy", "mdy"] | None = None


@dataclass(slots=True)
class Statement:
    """An entry after the check. `level` is None where it says nothing that could be written."""

    entry: Entry
    verdict: Verdict = Verdict.UNCHANGED
    who: UUID | None = None
    skill: UUID | None = None
    level: Level | None = None
    before: str = ""
    """The level that is here now."""
    on: date | None = None
    until: date | None = None
    method: Method | None = None
    line: UUID | None = None
    """The line that is changed, where there is one for this day or role."""
    problem: Problem | None = None
    remark: str = ""


@dataclass(slots=True)
class MatrixCheck:
    """What a check found. `makes` are the names that are not here yet, by kind."""

    unpivoted: Unpivoted
    plan: MatrixPlan
    subject: Subject
    statements: list[Statement]
    makes: dict[str, list[str]] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    """By folded name of a competence that would be made: for how long it is valid."""
    remarks: list[str] = field(default_factory=list)

    def count(self, verdict: Verdict) -> int:
        """How many statements have this verdict."""
        return sum(statement.verdict is verdict for statement in self.statements)

    @property
    def attention(self) -> list[Problem]:
        """Every cell that needs attention."""
        return [statement.problem for statement in self.statements if statement.problem]

    @property
    def written(self) -> list[Statement]:
        """What applying would write."""
        return [s for s in self.statements if s.verdict in (Verdict.NEW, Verdict.CHANGED)]


@dataclass(frozen=True, slots=True)
class _Known:
    """An assessment or a requirement that is here."""

    level: str
    line: UUID
    on: date | None = None
    method: str = ""


class _Here:
    """What is here already: the newest of each pair, and for assessments each day and method."""

    def __init__(self, look: Look, subject: Subject) -> None:
        self.newest: dict[tuple[UUID, UUID], _Known] = {}
        self.exact: dict[tuple[UUID, UUID, date | None, str], _Known] = {}
        for place, known in _assessments(look) if subject is Subject.PERSON else _requirements(look):
            self.newest[place] = known
            self.exact[(*place, known.on, known.method)] = known

        closed = {kind: look.registers[kind].workflow.closed for kind in ("competence", "role")}
        query = select(Record.id, Record.number, Record.kind, Record.state).where(Record.kind.in_(list(closed)))
        self.closed = {row.id: row.number for row in look.session.execute(query) if row.state in closed[row.kind]}

    def of(self, statement: Statement) -> tuple[_Known | None, _Known | None]:
        """What stands for this pair now, and what stands for this very day and method."""
        if statement.who is None or statement.skill is None:
            return None, None
        place = (statement.who, statement.skill)
        return self.newest.get(place), self.exact.get((*place, statement.on, str(statement.method or "")))


def check(look: Look, unpivoted: Unpivoted, plan: MatrixPlan) -> MatrixCheck:
    """Judge every statement; nothing is written.

    Raises:
        RuleBroken: the file does not tell whether it names people or roles.
    """
    known = people(look)
    subject = plan.subject or unpivoted.subject or _subject_of(unpivoted, known)
    if subject is None:
        raise RuleBroken("The file does not tell whether it names people or roles. Say which.")
    found = MatrixCheck(unpivoted, plan, subject, [Statement(entry) for entry in unpivoted.entries])
    here = _Here(look, subject)
    order = column_date_order([s.entry.day for s in found.statements]) or plan.order
    said: dict[tuple[object, ...], Statement] = {}
    for statement in found.statements:
        entry = statement.entry
        try:
            _read(statement, subject, plan, look.today, order)
        except ValueError as error:
            statement.verdict = Verdict.ATTENTION
            statement.problem = Problem(entry.row, entry.column, to_text(entry.value), str(error))
            continue
        if statement.level is None:
            continue
        statement.who = known.find(str(subject), entry.who)
        statement.skill = known.find("competence", entry.skill)
        _weigh(statement, here, said, plan)
        if statement.verdict in (Verdict.NEW, Verdict.CHANGED):
            _note_makes(found, statement)
    _remark(found)
    return found


def _subject_of(unpivoted: Unpivoted, known: People) -> Subject | None:
    """Whom the names are, by what is here."""
    names = {entry.who for entry in unpivoted.entries}
    return next((s for s in Subject if any(known.find(str(s), name) for name in names)), None)


def _read(
    statement: Statement, subject: Subject, plan: MatrixPlan, today: date, order: Literal["dmy", "mdy", "ymd"] | None
) -> None:
    """The level and the days of an entry.

    Raises:
        ValueError: with the sentence for the user.
    """
    entry = statement.entry
    on = _day(entry.day, order)
    if isinstance(entry.value, date | datetime) or _looks_like_day(entry.value):
        if subject is Subject.ROLE:
            raise ValueError(f"‘{to_text(entry.value)}’ is a day; a role asks for a level from 0 to 4.")
        on, statement.level = _day(entry.value, order), plan.tick
    else:
        statement.level = _level(to_text(entry.value), plan, statement)
    statement.on = on or plan.on or today
    if statement.on > today:
        raise ValueError(f"{statement.on} lies in the future.")
    if subject is Subject.PERSON:
        # a number shows that there is a paper; "N/A" does not
        certified = any(map(str.isdigit, entry.certificate))
        statement.method = Method.CERTIFICATE if certified else plan.method
    statement.until = _day(entry.until, order)
    if statement.until is not None and statement.until < statement.on:
        raise ValueError(f"It would end on {statement.until}, before {statement.on}.")


def _looks_like_day(value: object) -> bool:
    text = value.strip() if isinstance(value, str) else ""
    return len(text) >= len("1/1/24") and any(sign in text for sign in "./-") and text[:1] in _DIGIT_WORDS


def _day(value: object, order: Literal["dmy", "mdy", "ymd"] | None) -> date | None:
    if is_empty(value) or (isinstance(value, str) and is_blank_word(value)):  # type: ignore[arg-type]
        return None
    try:
        return to_date(value, order)  # type: ignore[arg-type]
    except AmbiguousDate as error:
        raise ValueError(f"{error} Say the order with the dates.") from error


def _level(text: str, plan: MatrixPlan, statement: Statement) -> Level | None:
    word = folded(text)
    if word in NOTHING or word in NO_WORDS - _DIGIT_WORDS or (is_blank_word(text) and word not in _DIGIT_WORDS):
        statement.remark = f"“{text}” says that there is none"
        return None
    if word in TICKS or word in YES_WORDS - _DIGIT_WORDS:
        return plan.tick
    passed = find_choice(tuple(Passed), text)
    if passed is Passed.PASSED:
        return plan.tick
    if passed is Passed.FAILED:
        statement.remark = f"“{text}” says that it was not passed"
        return None
    if text.lstrip("+-").replace(".", "", 1).replace(",", "", 1).isdigit():
        if text not in set(Level):
            raise ValueError(f"‘{text}’ is no level. The levels are 0 to 4.")
        return Level(text)
    return Level(choice_of(tuple(Level), text))


def _weigh(statement: Statement, here: _Here, said: dict[tuple[object, ...], Statement], plan: MatrixPlan) -> None:
    entry, level = statement.entry, statement.level
    earlier = said.setdefault((fold(entry.who), fold(entry.skill), statement.on), statement)
    if earlier is not statement:
        if earlier.level != level:
            statement.verdict = Verdict.ATTENTION
            sentence = f"Row {earlier.entry.row} says {earlier.level} of the same. Correct one of the two."
            statement.problem = Problem(entry.row, entry.column, to_text(entry.value), sentence)
        return
    shut = next((here.closed[key] for key in (statement.skill, statement.who) if key in here.closed), "")
    if shut:
        statement.verdict = Verdict.ATTENTION
        statement.problem = Problem(
            entry.row, entry.column, to_text(entry.value), f"{shut} is retired. Use it again first."
        )
        return
    newest, exact = here.of(statement)
    told = plan.on is not None or not is_empty(entry.day) or isinstance(entry.value, date)
    known = exact or newest
    if known is None:
        statement.verdict = Verdict.NEW
    elif known.level != level:
        older = exact is None and told and known.on is not None and statement.on is not None and statement.on < known.on
        statement.verdict = Verdict.NEW if older else Verdict.CHANGED
        statement.before = known.level
        statement.line = exact.line if exact is not None else known.line if statement.method is None else None
    elif exact is None and told and statement.method is not None:
        statement.verdict = Verdict.NEW


def _note_makes(found: MatrixCheck, statement: Statement) -> None:
    entry = statement.entry
    for kind, name, key in (
        (str(found.subject), entry.who, statement.who),
        ("competence", entry.skill, statement.skill),
    ):
        names = found.makes.setdefault(kind, [])
        if key is None and fold(name) not in map(fold, names):
            names.append(name)
    if statement.skill is None and entry.months:
        found.months.setdefault(fold(entry.skill), entry.months)


def _remark(found: MatrixCheck) -> None:
    found.makes = {kind: names for kind, names in found.makes.items() if names}
    found.remarks += found.unpivoted.remarks
    silent: dict[str, int] = {}
    for statement in found.statements:
        if statement.remark:
            silent[statement.remark] = silent.get(statement.remark, 0) + 1
    found.remarks += [f"{count:,} × {remark}; nothing is written for it." for remark, count in silent.items()]
    if any(_is_tick(statement) for statement in found.written):
        found.remarks.append(f"A tick, a “yes”, a “pass” or a day alone is taken as level {found.plan.tick.label}.")


def _is_tick(statement: Statement) -> bool:
    return not isinstance(statement.entry.value, int | float) and not to_text(statement.entry.value).strip().isdigit()


def _assessments(look: Look) -> Iterator[tuple[tuple[UUID, UUID], _Known]]:
    """The newest assessment of each person and competence comes last."""
    lines = Assessment.__table__.c
    query = Assessment.__table__.select().order_by(lines.assessed_on, lines.position, lines.id)
    for row in look.session.execute(query):
        yield (row.person, row.record), _Known(row.level or "", row.id, row.assessed_on, row.method or "")


def _requirements(look: Look) -> Iterator[tuple[tuple[UUID, UUID], _Known]]:
    for row in look.session.execute(RoleRequirement.__table__.select()):
        yield (row.record, row.competence), _Known(row.required_level or "", row.id)
