"""Nonconformities like this one: candidates for “similar cases elsewhere”, and whether it has come back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import or_, select

from qms_desktop.principles.continuous_improvement.faults import Nonconformity
from qms_desktop.records.base import Record
from qms_desktop.records.links import Relation
from qms_desktop.records.types import fold
from qms_desktop.records.workflow import Context

WEIGHTS = (("category", 3), ("product", 3), ("cause_code", 1), ("process", 1))
"""What two nonconformities may have in common, and how much it says."""
LEAST, LOOKED_AT, LETTERS = 3, 500, 4
"""The least that makes a candidate; how many of the newest are compared; letters of a word that counts."""


class Candidate(NamedTuple):
    """A nonconformity that is like another, and in what."""

    record: Nonconformity
    alike: tuple[str, ...]
    weight: int


def similar_to(nonconformity: Nonconformity, context: Context, most: int = 3) -> list[Candidate]:
    """The nonconformities most like one, those with the same category or product first, then the newest.

    Words of four letters and more that both titles have count one each.
    """
    fields = [getattr(Nonconformity, name) for name, _ in WEIGHTS[:2]]
    same = [field == value for field in fields if (value := getattr(nonconformity, field.key))]
    words = _words(nonconformity.title)
    same += [Record.title.icontains(word, autoescape=True) for word in sorted(words)]
    if not same:
        return []
    query = select(Nonconformity).where(
        or_(*same), Nonconformity.id != nonconformity.id, Nonconformity.voided.is_(False)
    )
    newest = context.session.scalars(query.order_by(Nonconformity.id.desc()).limit(LOOKED_AT)).all()
    found = [_compared(nonconformity, other, words, context) for other in newest]
    return sorted((c for c in found if c.weight >= LEAST), key=lambda c: -c.weight)[:most]


def recurrences(nonconformity: Nonconformity, context: Context) -> Sequence[Record]:
    """The nonconformities that a tie calls the same one come back, in either direction."""
    return context.linked(nonconformity, Nonconformity.KIND, Relation.RECURRENCE_OF)


def _compared(one: Nonconformity, other: Nonconformity, words: set[str], context: Context) -> Candidate:
    shared = [
        (name, weight) for name, weight in WEIGHTS if getattr(one, name) and getattr(one, name) == getattr(other, name)
    ]
    said = len(words & _words(other.title))
    alike = [context.label(one, name).lower() for name, _ in shared] + (["words"] if said else [])
    return Candidate(other, tuple(alike), sum(weight for _, weight in shared) + said)


def _words(title: str | None) -> set[str]:
    return {word for word in fold(title or "").split() if len(word) >= LETTERS}
