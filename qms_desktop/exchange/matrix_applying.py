"""Taking a checked matrix over: one change set, one undo; what needs attention is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from uuid import UUID

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange.matrix_checking import MatrixCheck, Statement
from qms_desktop.exchange.unpivot import Subject
from qms_desktop.principles.engagement_of_people.competences import Assessment
from qms_desktop.principles.engagement_of_people.levels import Method
from qms_desktop.principles.engagement_of_people.roles import RoleRequirement
from qms_desktop.records.types import fold
from qms_desktop.workspace.work import Work

ASSESSMENT, REQUIREMENT = Assessment.__tablename__, RoleRequirement.__tablename__


def apply(work: Work, checked: MatrixCheck) -> None:
    """Write what is new or changed, and what it names and is not here yet.

    Raises:
        RuleBroken: a rule refuses a row after all; then nothing is written.
    """
    made = _make(work, checked)
    written = checked.written
    for statement in written:
        statement.who = statement.who or made[str(checked.subject), fold(statement.entry.who)]
        statement.skill = statement.skill or made["competence", fold(statement.entry.skill)]
    if checked.subject is Subject.PERSON:
        _write_assessments(work, checked, written)
    else:
        _write_requirements(work, checked, written)
    work.says = label(checked)


def label(checked: MatrixCheck) -> str:
    """The name of the change set."""
    what = "levels of people" if checked.subject is Subject.PERSON else "levels that roles ask"
    return f"Import {what} from {checked.unpivoted.file}"


def _make(work: Work, checked: MatrixCheck) -> dict[tuple[str, str], UUID]:
    made = {}
    source = f"named in {checked.unpivoted.file}, {work.today.isoformat()}"[:300]
    for kind, names in checked.makes.items():
        for name in names:
            values: dict[str, object] = {"title": name[:250]}
            if kind == "competence" and (months := checked.months.get(fold(name))):
                values["validity_months"] = months
            made[kind, fold(name)] = work.add(kind, values, taken_over_from=source).id
    work.session.flush()
    return made


def _write_assessments(work: Work, checked: MatrixCheck, written: Sequence[Statement]) -> None:
    by_skill = sorted(written, key=lambda s: (str(s.skill), s.entry.row))
    for skill, group in groupby(by_skill, key=lambda s: s.skill):
        assert skill is not None  # noqa: S101  given above
        statements = list(group)
        with _named(checked):
            for statement in statements:
                if statement.line is not None:
                    values = {"level": str(statement.level), "assessor": work.actor_id}
                    work.amend_line(skill, ASSESSMENT, statement.line, values, {"level": statement.before})
            fresh = [_assessment(work, checked, s) for s in statements if s.line is None]
            if fresh:
                work.add_lines(skill, ASSESSMENT, fresh)


def _assessment(work: Work, checked: MatrixCheck, statement: Statement) -> dict[str, object]:
    entry, method = statement.entry, statement.method or checked.plan.method
    return {
        "person": statement.who,
        "level": str(statement.level),
        "assessed_on": statement.on,
        "method": str(method),
        "assessor": work.actor_id,
        "valid_until": statement.until,
        "certificate_no": entry.certificate[:100] if method is Method.CERTIFICATE else None,
        "evidence": f"{checked.unpivoted.file}, row {entry.row}"[-300:],
    }


def _write_requirements(work: Work, checked: MatrixCheck, written: Sequence[Statement]) -> None:
    for statement in written:
        assert statement.who is not None  # noqa: S101  given above
        values = {"required_level": str(statement.level)}
        with _named(checked):
            if statement.line is not None:
                work.amend_line(
                    statement.who, REQUIREMENT, statement.line, values, {"required_level": statement.before}
                )
            else:
                row = {**values, "competence": statement.skill, "since": checked.plan.on}
                work.add_lines(statement.who, REQUIREMENT, [row])


@contextmanager
def _named(checked: MatrixCheck) -> Iterator[None]:
    """Say which file was refused.

    Raises:
        RuleBroken: the refusal, with the file.
    """
    try:
        yield
    except RuleBroken as error:
        raise RuleBroken(f"{checked.unpivoted.file}: {error} Nothing was imported.", error.unmet) from error
