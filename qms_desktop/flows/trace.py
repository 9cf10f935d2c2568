"""`Trace`: the chain a record stands in, from what led to it to what followed, as plain values for list and graph.

The nodes stand in the order of the list: each below the one it is told under. Their `column` and `row` are places in a
graph from left to right, in which no two share a place and whatever follows stands to the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from qms_desktop.workspace.rows import Ref


class Tie(NamedTuple):
    """Two records that belong together; `words` as the first reads it, `back` as the other one does.

    `beside` ties say nothing about which came first.
    """

    first: UUID
    then: UUID
    words: str
    back: str
    beside: bool


class Known(NamedTuple):
    """A record as a trace names it."""

    ref: Ref
    state: str
    since: date | None = None
    """When it happened, else when it was recorded."""
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A record of the trace; `relation` is what it is to `parent`, under which the list tells it."""

    ref: Ref
    state: str
    since: date | None
    closed_on: date | None
    depth: int
    parent: UUID | None
    relation: str
    column: int
    row: float


@dataclass(frozen=True, slots=True)
class Trace:
    """A chain; `left_out` records more belong to it than are shown."""

    here: UUID
    nodes: tuple[Node, ...] = ()
    ties: tuple[Tie, ...] = ()
    left_out: int = 0

    @property
    def alone(self) -> bool:
        """Whether the record is tied to nothing."""
        return len(self.nodes) <= 1

    @property
    def columns(self) -> int:
        """How wide the graph is, in places."""
        return 1 + max((n.column for n in self.nodes), default=0)

    @property
    def rows(self) -> float:
        """How high the graph is, in places."""
        return 1 + max((n.row for n in self.nodes), default=0.0)


def arranged(here: UUID, known: Mapping[UUID, Known], ties: Sequence[Tie], left_out: int = 0) -> Trace:
    """Put records and their ties in order."""
    columns = _columns(known, ties)
    parents = _parents(known, ties, columns)
    below: dict[UUID | None, list[UUID]] = {}
    for key in sorted(known, key=lambda k: (_is_beside(parents[k]), columns[k], known[k].ref.number)):
        tie = parents[key]
        below.setdefault(tie.first if tie else None, []).append(key)
    nodes: list[Node] = []
    free = 0.0

    def tell(key: UUID, depth: int) -> float:
        nonlocal free
        tie = parents[key]
        relation = tie.words if tie else ""
        at = len(nodes)
        first = tie.first if tie else None
        nodes.append(Node(*known[key], depth, first, relation, columns[key], 0.0))
        rows = [tell(child, depth + 1) for child in below.get(key, ())]
        if not rows:
            rows = [free]
            free += 1
        nodes[at] = replace(nodes[at], row=(rows[0] + rows[-1]) / 2)
        return nodes[at].row

    for root in below.get(None, ()):
        tell(root, 0)
    return Trace(here, tuple(nodes), tuple(ties), left_out)


def _is_beside(tie: Tie | None) -> bool:
    return tie is not None and tie.beside


def _columns(known: Mapping[UUID, Known], ties: Sequence[Tie]) -> dict[UUID, int]:
    """How far each record stands behind the first ones; a circle is cut where it closes."""
    before: dict[UUID, list[UUID]] = {}
    for tie in ties:
        if not tie.beside:
            before.setdefault(tie.then, []).append(tie.first)
    found: dict[UUID, int] = {}
    on_the_way: set[UUID] = set()

    def column(key: UUID) -> int:
        if key not in found:
            on_the_way.add(key)
            found[key] = 1 + max((column(k) for k in before.get(key, ()) if k not in on_the_way), default=-1)
            on_the_way.discard(key)
        return found[key]

    ordered = {end for tie in ties if not tie.beside for end in (tie.first, tie.then)}
    for key in known:
        if key in ordered or not any(key == tie.then for tie in ties):
            column(key)
    for key in (k for k in found if not before.get(k)):
        # what nothing led to stands just before what it led to, so that its line crosses nobody else
        found[key] = max(0, min((found[t.then] for t in ties if t.first == key and not t.beside), default=1) - 1)
    for tie in ties:
        if tie.beside and tie.then not in found:
            found[tie.then] = found.get(tie.first, 0) + 1
    return {key: found.get(key, 0) for key in known}


def _parents(known: Mapping[UUID, Known], ties: Sequence[Tie], columns: Mapping[UUID, int]) -> dict[UUID, Tie | None]:
    """Under which record each is told: the last one before it; nothing stands before itself."""
    found: dict[UUID, Tie | None] = dict.fromkeys(known)
    for tie in sorted(ties, key=lambda t: (t.beside, -columns[t.first])):
        if found[tie.then] is None and columns[tie.first] < columns[tie.then]:
            found[tie.then] = tie
    return found


def leading(ties: Sequence[Tie], node: Node) -> Iterator[Tie]:
    """The ties that lead to a node, first the one under which it is told."""
    found = (t for t in ties if t.then == node.ref.id)
    return iter(sorted(found, key=lambda t: t.first != node.parent))
