"""The field helpers: each makes a mapped column that carries its label, type and limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, Float, ForeignKey, Integer, String, Text, Uuid
from sqlalchemy.orm import MappedColumn, mapped_column

from qms_desktop.records.choices import Choice
from qms_desktop.records.types import words

LONG = 20_000
"""The longest text a long field takes, in characters."""


Choices = type[Choice]


class FieldType(StrEnum):
    """What kind of value a field holds; everything a user sees of a field follows from it."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DAY = "day"
    NUMBER = "number"
    WHOLE = "whole"
    MONEY = "money"
    CHOICE = "choice"
    CHOICES = "choices"
    PERSON = "person"
    REFERENCE = "reference"
    FLAG = "flag"


class When(StrEnum):
    """Which days a date may be (spec/README.md: three kinds of date columns)."""

    ANY = "any"
    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """What is declared at a column. `low` and `high` bound numbers, `target` is the kind a reference points at."""

    label: str
    type: FieldType
    required: bool = False
    length: int | None = None
    choices: Choices | None = None
    target: str | None = None
    low: float | None = None
    high: float | None = None
    when: When = When.ANY
    computed: bool = False
    hint: str = ""

    @property
    def members(self) -> tuple[Choice, ...]:
        """The choices in their order; empty for other fields."""
        return tuple(self.choices) if self.choices else ()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a register or of lines: its attribute name and what is declared about it."""

    name: str
    info: FieldInfo
    inherited: bool = False

    @property
    def label(self) -> str:
        """The label a user sees."""
        return self.info.label

    @property
    def type(self) -> FieldType:
        """The kind of value."""
        return self.info.type


def _column(info: FieldInfo, *args: Any, **options: Any) -> MappedColumn[Any]:
    return mapped_column(*args, info={"field": info}, nullable=True, **options)


def text(label: str, *, length: int = 200, **more: Any) -> MappedColumn[Any]:
    """One line of text, at most `length` characters."""
    return _column(FieldInfo(label, FieldType.TEXT, length=length, **more), words(length))


def long_text(label: str, *, length: int = LONG, **more: Any) -> MappedColumn[str | None]:
    """Several lines of text."""
    return _column(FieldInfo(label, FieldType.LONG_TEXT, length=length, **more), Text)


def day(label: str, **more: Any) -> MappedColumn[date | None]:
    """A calendar day without a time."""
    return _column(FieldInfo(label, FieldType.DAY, **more), Date)


def number(label: str, **more: Any) -> MappedColumn[float | None]:
    """A decimal number, between `low` and `high` where they are given."""
    return _column(FieldInfo(label, FieldType.NUMBER, **more), Float)


def whole(label: str, **more: Any) -> MappedColumn[int | None]:
    """A whole number, between `low` and `high` where they are given."""
    return _column(FieldInfo(label, FieldType.WHOLE, **more), Integer)


def money(label: str, **more: Any) -> MappedColumn[int | None]:
    """An amount in minor units (cents) of the record's `currency`."""
    return _column(FieldInfo(label, FieldType.MONEY, low=0, **more), Integer)


def choice(label: str, choices: Choices, **more: Any) -> MappedColumn[str | None]:
    """One value of a closed list, stored by value."""
    return _column(FieldInfo(label, FieldType.CHOICE, length=40, choices=choices, **more), String(40))


def several(label: str, choices: Choices, **more: Any) -> MappedColumn[str | None]:
    """Any number of values of a closed list, stored in the list's order, separated by `;`."""
    return _column(FieldInfo(label, FieldType.CHOICES, length=400, choices=choices, **more), String(400))


def person(label: str, **more: Any) -> MappedColumn[UUID | None]:
    """A person of the organisation."""
    info = FieldInfo(label, FieldType.PERSON, target="person", **more)
    return _column(info, Uuid, ForeignKey("record.id", ondelete="RESTRICT"))


def reference(label: str, target: str | None, **more: Any) -> MappedColumn[UUID | None]:
    """Another record: of the kind `target`, or of any kind where `target` is None."""
    info = FieldInfo(label, FieldType.REFERENCE, target=target, **more)
    return _column(info, Uuid, ForeignKey("record.id", ondelete="RESTRICT"))


def flag(label: str, **more: Any) -> MappedColumn[bool | None]:
    """Yes or no, where an empty box means no."""
    return _column(FieldInfo(label, FieldType.FLAG, **more), Boolean)
