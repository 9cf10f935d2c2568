"""The plain values that lists are made of; apart from the other views, which a start needs after its first list."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID


class Ref(NamedTuple):
    """Another record, as a cell or a field shows it."""

    id: UUID
    kind: str
    number: str
    title: str


class Row(NamedTuple):
    """One line of a register table; `cells` follow the columns that were asked for."""

    id: UUID
    state: str
    cells: tuple[object, ...]


class Facets(NamedTuple):
    """The counts over a register: per state, mine, overdue, voided."""

    total: int
    states: dict[str, int]
    mine: int
    overdue: int
    voided: int
