"""`Register`: how one kind of record is declared, and the fields that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlalchemy import Index, Table, inspect

from qms_desktop.errors import Unmet
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice
from qms_desktop.records.fields import Field, FieldInfo, When
from qms_desktop.records.lines import Lines
from qms_desktop.records.workflow import Attribute, Context, Workflow


@dataclass(frozen=True, slots=True)
class Inherited:
    """A field of `Record` under the name this register gives it. What is left out stays as `Record` has it."""

    attribute: Attribute
    label: str = ""
    required: bool | None = None
    when: When | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of fields on the form; `editable_in` limits the states in which it takes changes."""

    title: str
    fields: tuple[Attribute, ...]
    editable_in: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Register:
    """One kind of record. From this follow table, form, sheet, print, search, command line and JSON."""

    model: type[Record]
    prefix: str
    title: str
    one: str
    purpose: str
    clause: str
    icon: str
    workflow: Workflow
    columns: tuple[Attribute, ...]
    form: tuple[Section, ...]
    inherited: tuple[Inherited, ...] = ()
    lines: tuple[Lines, ...] = ()
    chips: tuple[Choice, ...] = ()
    """Choices and states offered as filter chips beside All, Mine and Overdue."""
    example: Mapping[str, object] = field(default_factory=dict)
    """The values of the example that an empty register offers."""
    derive: Callable[[Any, Context], None] | None = None
    checks: tuple[Callable[[Any, Context], Iterable[Unmet]], ...] = ()

    def __post_init__(self) -> None:
        """Give every list column of the register's own table its index (column, id), by which pages are found."""
        table = inspect(self.model).local_table
        if isinstance(table, Table):
            for column in (table.c[a.key] for a in self.columns if a.key in table.c):
                Index(f"ix_{table.name}_{column.name}_id", column, table.c.id)

    @property
    def kind(self) -> str:
        """The name of the register on the command line, in links, sheets and JSON."""
        return self.model.KIND

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field by attribute name, in the order of the form, then the rest."""
        found: dict[str, Field] = {}
        restated = {i.attribute.key: i for i in self.inherited}
        columns = inspect(self.model).local_table.columns
        own = {c.key: c.info["field"] for c in columns if "field" in c.info}
        base = {c.key: c.info["field"] for c in Record.__table__.columns if "field" in c.info}
        listed = [a.key for section in self.form for a in section.fields]
        for name in dict.fromkeys([*listed, *own, *restated, "title", "external_ref", "notes", "taken_over_from"]):
            if name in own:
                found[name] = Field(name, own[name])
            else:
                found[name] = Field(name, _restate(base[name], restated.get(name)), inherited=True)
        return found

    def section_of(self, name: str) -> Section | None:
        """The form section that holds a field."""
        return next((s for s in self.form if any(a.key == name for a in s.fields)), None)

    def lines_named(self, name: str) -> Lines | None:
        """The lines of that name, if the register has them."""
        return next((lines for lines in self.lines if lines.name == name), None)

    def editable(self, name: str, state: str) -> bool:
        """Whether a field takes changes in this state."""
        if self.fields[name].info.computed or self.workflow.is_closed(state):
            return False
        section = self.section_of(name)
        return not section or not section.editable_in or state in section.editable_in

    def takes_lines(self, lines: Lines, state: str) -> bool:
        """Whether lines can be added, changed and removed in this state."""
        return not self.workflow.is_closed(state) and (lines.editable_in is None or state in lines.editable_in)


def _restate(info: FieldInfo, words: Inherited | None) -> FieldInfo:
    if words is None:
        return info
    return replace(
        info,
        label=words.label or info.label,
        required=info.required if words.required is None else words.required,
        when=words.when or info.when,
        hint=words.hint or info.hint,
    )


@dataclass(frozen=True, slots=True)
class Principle:
    """One of the eight tabs: its registers in order, and what is still to come."""

    name: str
    title: str
    short: str  # the label under the icon of the narrow rail, at most 12 characters
    icon: str
    clause: str
    purpose: str
    registers: tuple[Register, ...] = ()
    until_used: tuple[Register, ...] = ()
    """Those of the registers that are hidden until they hold a record or are switched on."""
    coming: tuple[str, ...] = ()
    """Titles of registers that are planned, shown as text, never as buttons."""
