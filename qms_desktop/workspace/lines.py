"""Lines of a record inside a change: add, amend, remove. A changed line is a change of its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select

from qms_desktop.errors import Conflict, RuleBroken, Unmet
from qms_desktop.records.base import Record
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.register import Register
from qms_desktop.records.types import uuid7

if TYPE_CHECKING:
    from qms_desktop.workspace.work import Work


def add(work: Work, record: Record, name: str, rows: Sequence[Mapping[str, object]]) -> list[Line]:
    """Give a record new lines, at the end of those it has.

    Raises:
        RuleBroken: the record takes no lines now, or values are not right.
    """
    register, lines = _declared(work, record, name)
    work.refuse_locked(register, record)
    _refuse_fixed(register, lines, record)
    return write(work, record, name, rows)


def write(work: Work, record: Record, name: str, rows: Sequence[Mapping[str, object]]) -> list[Line]:
    """The same, for transitions and takeovers, which also write the lines that nobody changes by hand."""
    register, lines = _declared(work, record, name)
    query = select(func.coalesce(func.max(lines.model.position), 0)).where(lines.model.record == record.id)
    position = int(work.session.scalar(query) or 0)
    made = [lines.model(id=uuid7(), record=record.id, position=position + n) for n in range(1, len(rows) + 1)]
    for line, values in zip(made, rows, strict=True):
        problems = work.set_fields(lines.fields, lines.one, line, values)
        if not problems and not record.taken_over_from:
            empty = (f for f in lines.fields.values() if f.info.required and getattr(line, f.name) is None)
            problems = [Unmet(f"{f.label} is missing.", field=f.name) for f in empty]
        _refuse(problems, f"The {lines.one} was not saved.")
    _refuse_twins(work, lines, record, made)
    work.session.add_all(made)
    _changed(work, register, record)
    return made


def amend(
    work: Work, record: Record, name: str, key: UUID, values: Mapping[str, object], seen: Mapping[str, object]
) -> bool:
    """Change fields of a line; False where nothing differs.

    Raises:
        RuleBroken: the record takes no changes, or values are not right.
        Conflict: the line is gone, or someone changed the same field.
    """
    register, lines = _declared(work, record, name)
    work.refuse_locked(register, record)
    _refuse_fixed(register, lines, record)
    line = _line(work, lines, record, key)
    for field, old in seen.items():
        if field in values and getattr(line, field) not in (old, values[field]):
            raise Conflict(f"{lines.fields[field].label} was changed in the meantime. Look at it and try again.")
    problems = work.set_fields(lines.fields, lines.one, line, values)
    _refuse(problems, f"The {lines.one} was not saved.")
    if not work.session.is_modified(line):
        return False
    with work.session.no_autoflush:
        _refuse_twins(work, lines, record, [line])
    _changed(work, register, record)
    return True


def remove(work: Work, record: Record, name: str, key: UUID) -> None:
    """Take a line away; the history of its record keeps it.

    Raises:
        RuleBroken: the record takes no changes. Conflict: it is gone already.
    """
    register, lines = _declared(work, record, name)
    work.refuse_locked(register, record)
    _refuse_fixed(register, lines, record)
    work.session.delete(_line(work, lines, record, key))
    _changed(work, register, record)


def _declared(work: Work, record: Record, name: str) -> tuple[Register, Lines]:
    register = work.register(record.kind)
    lines = register.lines_named(name)
    if lines is None:
        raise RuleBroken(f"A {register.one} has no lines “{name}”.")
    return register, lines


def _refuse_fixed(register: Register, lines: Lines, record: Record) -> None:
    if not register.takes_lines(lines, record.state):
        state = register.workflow.states(record.state).label
        raise RuleBroken(f"{lines.title} of {record.number} cannot be changed by hand in the state {state}.")


def _line(work: Work, lines: Lines, record: Record, key: UUID) -> Line:
    found = work.session.get(lines.model, key)
    if found is None or found.record != record.id:
        raise Conflict(f"This {lines.one} was taken away in the meantime.")
    return found


def _refuse(problems: Sequence[Unmet], sentence: str) -> None:
    if problems:
        raise RuleBroken(" ".join([sentence, *(u.message for u in problems)]), problems)


def _refuse_twins(work: Work, lines: Lines, record: Record, made: Sequence[Line]) -> None:
    """Two lines with the same key, in words before the database says it in its own."""
    if not lines.key:
        return
    names = [a.key for a in lines.key]
    query = select(lines.model.id, *lines.key).where(lines.model.record == record.id)
    own = {line.id for line in made}
    taken = {tuple(row[1:]) for row in work.session.execute(query) if row[0] not in own}
    for line in made:
        key = tuple(getattr(line, n) for n in names)
        if key in taken:
            labels = " and ".join(lines.fields[n].label.lower() for n in names)
            raise RuleBroken(
                f"{record.number} has a {lines.one} with the same {labels} already. Change that one instead.",
                [Unmet(f"There is one with the same {labels}.", field=names[-1])],
            )
        taken.add(key)


def _changed(work: Work, register: Register, record: Record) -> None:
    work.session.flush()
    work.judge(register, record, [], f"{record.number} was not saved.")
    work.touch(record)
