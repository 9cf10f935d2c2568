"""From a cell to the typed value of a field, column by column, with a sentence where that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal
from uuid import UUID

from qms_desktop.exchange.synonyms import of_choice
from qms_desktop.exchange.table import Value
from qms_desktop.exchange.values import (
    column_date_order,
    column_decimal_sign,
    is_blank_word,
    is_empty,
    to_bool,
    to_date,
    to_number,
    to_text,
    to_whole,
)
from qms_desktop.records.choices import Choice
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.records.types import fold
from qms_desktop.workspace.validation import checked

LIKELY = 75
SMALLER = 100
"""Minor units in one unit of money."""
BRACKET = re.compile(r"^(.*\S)\s*\(([^()]+)\)$")
"""A name and what it says in brackets, such as a job title."""
_DIGIT = re.compile(r"\d")
_NEGATIVE = re.compile(r"\s*[-–−]\d")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A person, supplier, customer or process that a row names and that is not here yet."""

    kind: str
    name: str
    more: str = ""


class KeptAsNote(Exception):
    """The cell says something the field cannot hold, and nothing is lost when it becomes a note."""


@dataclass
class People:
    """The records that reference fields may point at, by kind, name, number and external reference."""

    known: dict[tuple[str, str], UUID] = field(default_factory=dict)
    numbers: dict[str, tuple[UUID, str]] = field(default_factory=dict)

    def find(self, kind: str | None, text: str) -> UUID | None:
        """The record a text names."""
        found = self.numbers.get(text.strip().upper())
        if found is not None and kind in (None, found[1]):
            return found[0]
        return self.known.get((kind, fold(text.strip()))) if kind else None


@dataclass
class Converter:
    """Turns the cells of one column into values of one field."""

    shown: Field
    people: People
    today: date
    order: Literal["dmy", "mdy", "ymd"] | None = None
    sign: Literal[".", ","] | None = None

    @classmethod
    def of(
        cls,
        shown: Field,
        cells: Iterable[Value],
        people: People,
        today: date,
        order: Literal["dmy", "mdy"] | None = None,
    ) -> Converter:
        """A converter that has looked at the whole column, so that date order and decimal sign are decided once."""
        values = list(cells)
        made = cls(shown, people, today)
        if shown.type is FieldType.DAY:
            # a column that tells its own order keeps it; the answer of the user is for those that do not
            made.order = column_date_order(values) or order
        if shown.type in (FieldType.NUMBER, FieldType.WHOLE, FieldType.MONEY):
            made.sign = column_decimal_sign(values)
        return made

    def value(self, cell: Value, display: str | None = None) -> object:
        """The value as it is stored, None for an empty cell.

        Raises:
            ValueError: with the sentence for the user.
            KeptAsNote: words in a date or number that mean no value, such as “quarterly”.
        """
        if is_empty(cell):
            return None
        raw = self._raw(cell, display)
        return raw if raw is None or isinstance(raw, Unknown) else checked(self.shown, raw, self.today)

    def _raw(self, cell: Value, display: str | None) -> object:
        kind = self.shown.type
        if kind in (FieldType.TEXT, FieldType.LONG_TEXT):
            return to_text(cell, display)
        if kind is FieldType.FLAG:
            return to_bool(cell)
        if kind in (FieldType.CHOICE, FieldType.CHOICES):
            return self._choices(to_text(cell, display))
        if kind in (FieldType.PERSON, FieldType.REFERENCE):
            return self._reference(to_text(cell, display))
        if isinstance(cell, str) and not _DIGIT.search(cell) and not is_blank_word(cell):
            raise KeptAsNote
        if kind is FieldType.DAY:
            return to_date(cell, self.order)
        return self._number(cell)

    def _number(self, cell: Value) -> object:
        if self.shown.type is FieldType.WHOLE:
            return to_whole(cell, self.sign)
        number = to_number(cell, self.sign)
        if number is None:
            return None
        return round(number.value * SMALLER) if self.shown.type is FieldType.MONEY else float(number.value)

    def _choices(self, text: str) -> str | None:
        if is_blank_word(text) and find_choice(self.shown.info.members, text) is None:
            return None
        parts = [text]
        if self.shown.type is FieldType.CHOICES and find_choice(self.shown.info.members, text) is None:
            parts = [p for p in re.split(r"[;,/|+\n]| and ", text) if p.strip()]
        found = [choice_of(self.shown.info.members, part) for part in parts]
        return ";".join(str(c) for c in found)

    def _reference(self, text: str) -> object:
        if is_blank_word(text):
            return None
        target = self.shown.info.target
        found = self.people.find(target, text)
        if found is None and target is None:
            raise KeptAsNote
        if found is not None or target is None:
            return found
        name, more = text, ""
        inside = BRACKET.match(text)
        if target == "person" and inside:
            name, more = inside[1], inside[2]
            found = self.people.find(target, name)
        return found or Unknown(target, " ".join(name.split())[:250], " ".join(more.split())[:200])


def find_choice(members: Iterable[Choice], text: str) -> Choice | None:
    """The choice that a word means: its value, its label, or one of its other words."""
    if _NEGATIVE.match(text):  # signs are not compared, but this one is no dash
        return None
    return _words(tuple(members)).get(_plain(text))


def choice_of(members: Iterable[Choice], text: str) -> Choice:
    """The choice that a word means.

    Raises:
        ValueError: none; the sentence offers the most similar one.
    """
    known = tuple(members)
    found = find_choice(known, text)
    if found is not None:
        return found
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only a wrong word needs it

    labels = {m.label: m for m in known}
    best = process.extractOne(text, labels.keys(), scorer=fuzz.WRatio, score_cutoff=LIKELY, processor=fold)
    hint = f"Did you mean {best[0]}?" if best else f"Possible: {', '.join(labels)}."
    raise ValueError(f"‘{text}’ is not one of the choices. {hint}")


@cache
def _words_of(choices: type[Choice]) -> Mapping[str, Choice]:
    found: dict[str, Choice] = {}
    for member in choices:
        # values and labels first, so that one choice's other word never hides another choice's own name
        found.update({_plain(word): member for word in (member.value, member.label)})
    for member in choices:
        for word in of_choice(member):
            found.setdefault(_plain(word), member)
    return found


def _words(members: tuple[Choice, ...]) -> Mapping[str, Choice]:
    return _words_of(type(members[0])) if members else {}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\s_\-–—]+", " ", fold(text)).split())
