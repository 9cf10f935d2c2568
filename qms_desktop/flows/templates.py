"""Ready-made records with their lines: `resources/catalogues/templates/`, each file read when first asked.

Decision: templates are data that anybody can edit, and a register has them because its file is there. Rejected: values
at the declaration, which every start would load, and a flag on `Register`, which could disagree with the files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import select

from qms_desktop.errors import RuleBroken
from qms_desktop.paths import bundled
from qms_desktop.records.base import Record
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.work import Work

Values = Mapping[str, Any]
REFERENCES = frozenset({FieldType.REFERENCE, FieldType.PERSON})
TOLD = 3
"""So many values say what a template holds, where it has no longer text."""


@dataclass(frozen=True, slots=True)
class Template:
    """One ready-made record."""

    title: str
    values: Values
    lines: Mapping[str, Sequence[Values]]
    """The rows of its lines, by their name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A template as somebody chooses it."""

    title: str
    holds: str
    number: str
    """The record of the same title that is there already; empty where there is none."""


@cache
def kinds() -> frozenset[str]:
    """The registers that have templates."""
    return frozenset(path.stem for path in bundled("resources", "catalogues", "templates").glob("*.toml"))


@cache
def templates_of(kind: str) -> tuple[Template, ...]:
    """The templates of a register in the order of its file.

    Raises:
        RuleBroken: it has none.
    """
    if kind not in kinds():
        raise RuleBroken(f"There are no templates for {kind}. There are for: {', '.join(sorted(kinds()))}.")
    path = bundled("resources", "catalogues", "templates", f"{kind}.toml")
    return tuple(map(_template, tomllib.loads(path.read_text(encoding="utf-8"))["record"]))


def _template(written: Values) -> Template:
    lines = {name: value for name, value in written.items() if isinstance(value, list)}
    return Template(written["title"], {n: v for n, v in written.items() if n not in lines}, lines)


def offers(look: Look, kind: str) -> list[Offer]:
    """The templates of a register, and which of them are there already."""
    register, known = look.register(kind), _known(look, kind)
    return [Offer(t.title, holds(register, t), known.get(fold(t.title), "")) for t in templates_of(kind)]


def add_templates(work: Work, kind: str, titles: Collection[str]) -> list[str]:
    """Make the records of the chosen templates; what exists already is left as it is. Returns the new numbers.

    A field that names another record finds it among the chosen ones first, then among all; else it stays empty.

    Raises:
        RuleBroken: no template has such a title, or every chosen one is there already.
    """
    register, known = work.register(kind), _known(work, kind)
    found = {fold(template.title): template for template in templates_of(kind)}
    unknown = [title for title in titles if fold(title) not in found]
    if unknown:
        possible = ", ".join(template.title for template in found.values())
        raise RuleBroken(f"There is no template “{unknown[0]}” for {register.title.lower()}. Possible: {possible}.")
    wanted = {fold(title) for title in titles} - known.keys()
    chosen = [template for name, template in found.items() if name in wanted]
    if not chosen:
        raise RuleBroken(f"Nothing to add: these {register.title.lower()} are here already. Choose others.")
    made = [(template, work.add(kind, dict(_plain(register.fields, template.values)))) for template in chosen]
    beside = {fold(template.title): record.id for template, record in made}
    for template, record in made:
        tie = _Ties(work, kind, beside)
        if pointing := dict(tie.found(register.fields, template.values)):
            work.amend(record, pointing)
        for lines in register.lines:
            rows = [tie.row(lines.fields, row) for row in template.lines.get(lines.name, ())]
            if whole := [row for row in rows if _is_whole(lines.fields, row)]:
                work.add_lines(record, lines.name, whole)
    work.says = f"Add {counted(register, len(made))} from templates"
    return [record.number for _template, record in made]


def counted(register: Register, number: int) -> str:
    """A number of records in words: "1 process", "3 processes"."""
    plural = register.title.lower() if register.title.endswith("s") else f"{register.one}s"
    return f"1 {register.one}" if number == 1 else f"{number:,} {plural}"


def holds(register: Register, template: Template) -> str:
    """What a template holds, in one line."""
    fields = register.fields
    told = [name for name in fields if name in template.values and name != "title"]
    long = [str(template.values[name]) for name in told if fields[name].type is FieldType.LONG_TEXT]
    short = [f"{fields[name].label}: {_words(fields[name], template.values[name])}" for name in told[:TOLD]]
    rows = [(lines, len(template.lines.get(lines.name, ()))) for lines in register.lines]
    counts = [f"1 {lines.one}" if n == 1 else f"{n} {lines.title.lower()}" for lines, n in rows if n]
    return " · ".join([*(long[:1] or short), *([", ".join(counts)] if counts else [])])


@dataclass(frozen=True, slots=True)
class _Ties:
    """Where the names of other records lead."""

    work: Work
    kind: str
    beside: Mapping[str, UUID]
    """The records made in the same step, by folded title."""

    def found(self, fields: Mapping[str, Field], values: Values) -> Iterator[tuple[str, UUID]]:
        """The fields that name a record, with that record, where it is known."""
        for name, value in values.items():
            if fields[name].type in REFERENCES:
                target = fields[name].info.target
                own = self.beside.get(fold(value)) if target == self.kind else None
                if key := own or self.work.resolve(target, value):
                    yield name, key

    def row(self, fields: Mapping[str, Field], values: Values) -> dict[str, object]:
        """A row with what it names found."""
        return dict(_plain(fields, values)) | dict(self.found(fields, values))


def _plain(fields: Mapping[str, Field], values: Values) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in values.items() if fields[name].type not in REFERENCES)


def _is_whole(fields: Mapping[str, Field], row: Values) -> bool:
    return all(name in row for name, field in fields.items() if field.info.required)


def _known(look: Look, kind: str) -> dict[str, str]:
    query = select(Record.title, Record.number).where(Record.kind == kind, Record.voided.is_(False))
    return {fold(title): number for title, number in look.session.execute(query)}


def _words(field: Field, value: object) -> str:
    return next((member.label for member in field.info.members if str(member) == value), str(value))
