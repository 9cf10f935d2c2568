"""What the rows of a sheet become: records of a register, or lines that such records own (`RowsOf`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from qms_desktop.exchange import synonyms
from qms_desktop.records.fields import Field, FieldInfo, FieldType
from qms_desktop.records.lines import Lines
from qms_desktop.records.register import Register

NUMBER_WORDS = ("", " no", " nr", " number", " id", " code", " name", " ref", " reference", " title")


@dataclass(frozen=True)
class RowsOf:
    """The lines of one kind, as a sheet holds them: the first column names the record that owns the row."""

    register: Register
    lines: Lines

    @property
    def kind(self) -> str:
        """Their name on the command line and in sheets."""
        return self.lines.name

    @property
    def title(self) -> str:
        """How they are called: "Steps"."""
        return self.lines.title

    @property
    def one(self) -> str:
        """How one of them is called."""
        return self.lines.one

    @property
    def owner(self) -> str:
        """The name of the column that names the owning record: the kind of its register."""
        return self.register.kind if self.register.kind not in self.lines.fields else "record"

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """The owning record, then the fields of a line."""
        register = self.register
        info = FieldInfo(register.one.capitalize(), FieldType.REFERENCE, required=True, target=register.kind)
        return {self.owner: Field(self.owner, info), **self.lines.fields}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The fields that tell the lines of one record apart; () where nothing but all of them does."""
        return tuple(a.key for a in self.lines.key)

    @cached_property
    def owner_words(self) -> tuple[str, ...]:
        """What else the column that names the owning record may be called."""
        register = self.register
        names = (register.one, register.title, register.kind.replace("_", " "), "record")
        words = [f"{name}{ending}" for name in names for ending in NUMBER_WORDS]
        words += [*synonyms.of_field(register, "title"), *synonyms.of_sheets(register)]
        taken = {word.lower() for field in self.lines.fields.values() for word in (field.label, field.name)}
        return tuple(dict.fromkeys(word for word in words if word.lower() not in taken))


Into: TypeAlias = Register | RowsOf
"""Where the rows of a sheet go."""


def every(registers: Iterable[Register]) -> Iterator[Into]:
    """Each register, and behind it the lines that its records own."""
    for register in registers:
        yield register
        yield from (RowsOf(register, lines) for lines in register.lines)


def named(registers: Iterable[Register], kind: str) -> Into | None:
    """The register or the lines of that name."""
    return next((into for into in every(registers) if into.kind == kind), None)


def in_full(into: Into) -> str:
    """The title of a target beside all others: "Processes", "Processes: steps"."""
    if isinstance(into, Register):
        return into.title
    return f"{into.register.title}: {into.title[:1].lower()}{into.title[1:]}"


def sheet_words(into: Into) -> tuple[str, ...]:
    """Words by which a sheet or a file of them is known."""
    if isinstance(into, RowsOf):
        return (into.lines.title, f"{into.register.one} {into.lines.title}")
    return synonyms.of_sheets(into)


def field_words(into: Into, name: str) -> tuple[str, ...]:
    """What else, besides its name and its label, a column of a field may be called."""
    if not isinstance(into, RowsOf):
        return synonyms.of_field(into, name)
    return into.owner_words if name == into.owner else synonyms.of_line_field(into.register, into.lines.name, name)
