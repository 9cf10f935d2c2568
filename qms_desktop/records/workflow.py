"""Workflows as tables of transitions that can be read aloud, and why a move is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy.orm import QueryableAttribute, Session

from qms_desktop.errors import Unmet
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access, Choice
from qms_desktop.records.links import Relation

Attribute = QueryableAttribute[Any]


class Context(Protocol):
    """What a guard may look at besides the record itself."""

    @property
    def session(self) -> Session:
        """For questions to the database; a guard writes nothing."""

    @property
    def today(self) -> date:
        """The day on which the move is made."""

    @property
    def actor(self) -> Record | None:
        """The person who acts."""

    @property
    def waived(self) -> bool:
        """Whether the standing waiver for small organisations is in force (spec/README.md)."""

    def linked(self, record: Record, kind: str, relation: Relation | None = None) -> Sequence[Record]:
        """The records of a kind that a link connects with this one, in either direction, voided ones left out."""

    def attached(self, record: Record) -> int:
        """How many files are attached."""

    def lines(self, record: Record, name: str) -> Sequence[Any]:
        """The record's lines of that name, in their order."""

    def label(self, record: Record, attribute: str) -> str:
        """The label of a field as the record's register shows it."""


Guard = Callable[[Any, Context], Iterable[Unmet]]
Effect = Callable[[Any, Context], None]


@dataclass(frozen=True, slots=True)
class Transition:
    """A move from one of several states to another.

    `needs` are fields that must be filled, `asks` fields that should be (passed with one logged click in the Simple
    profile); guards return every unmet condition; `roles` may do it (empty: everybody but readers); effects run inside
    the same change set. `signs` marks an approval, which is never undone but revoked by a transition of its own.
    """

    name: str
    label: str
    start: tuple[Choice, ...]
    end: Choice
    needs: tuple[Attribute, ...] = ()
    asks: tuple[Attribute, ...] = ()
    guards: tuple[Guard, ...] = ()
    roles: tuple[Access, ...] = ()
    asks_reason: bool = False
    signs: bool = False
    effects: tuple[Effect, ...] = ()
    minor: bool = False
    """Not the next step on the way, so never the primary button."""

    def unmet(self, record: Record, context: Context, more: Iterable[Guard] = ()) -> list[Unmet]:
        """Every condition that is not fulfilled; `more` are the rules that flows add."""
        found = [u for u in (_role(self.roles, context),) if u]
        for attributes, must in ((self.needs, True), (self.asks, False)):
            empty = [a for a in attributes if getattr(record, a.key) in (None, "", False)]
            found.extend(missing(record, a, context, must=must) for a in empty)
        for guard in (*self.guards, *more):
            found.extend(guard(record, context))
        return found


@dataclass(frozen=True, slots=True)
class Workflow:
    """The states of a register in the order of the way, and its transitions.

    `closed` states are read-only; `settled` ones (which include the closed) are no longer due.
    """

    states: type[Choice]
    initial: Choice
    transitions: tuple[Transition, ...]
    closed: frozenset[Choice] = frozenset()
    settled: frozenset[Choice] = frozenset()
    aside: frozenset[Choice] = frozenset()
    """States beside the way (waiting, cancelled), which the stepper does not show."""

    def after(self, state: str) -> tuple[Transition, ...]:
        """The transitions that start in this state."""
        return tuple(t for t in self.transitions if state in t.start)

    def named(self, state: str, name: str) -> Transition | None:
        """The transition of that name from this state, if there is one."""
        return next((t for t in self.after(state) if t.name == name), None)

    def is_closed(self, state: str) -> bool:
        """Whether a record in this state is read-only."""
        return state in self.closed

    def is_settled(self, state: str) -> bool:
        """Whether a record in this state can no longer be overdue."""
        return state in self.closed or state in self.settled


def missing(record: Record, attribute: Attribute, context: Context, *, must: bool = True) -> Unmet:
    """The sentence for an empty field."""
    label = context.label(record, attribute.key)
    return Unmet(f"{label} is missing.", field=attribute.key, must=must)


def differ(first: Attribute, second: Attribute, sentence: str) -> Guard:
    """A guard: two person fields must not name the same person, unless the standing waiver covers it."""

    def guard(record: Record, context: Context) -> Iterable[Unmet]:
        one, two = getattr(record, first.key), getattr(record, second.key)
        if one is not None and one == two and not context.waived:
            yield Unmet(sentence, field=first.key)

    return guard


def _role(roles: tuple[Access, ...], context: Context) -> Unmet | None:
    held = held_by(context.actor)
    if context.actor is None or (held & set(roles) if roles else held - {Access.READER}):
        return None
    names = " or ".join(role.label for role in roles) or "somebody with more than reading rights"
    return Unmet(f"{names} must do this; {context.actor.title} does not hold that role.")


def held_by(person: Record | None) -> set[str]:
    """The access roles a person holds; somebody without any counts as an employee."""
    return set((getattr(person, "roles", None) or Access.EMPLOYEE).split(";"))
