"""What board and calendar show, read in the worker's thread: cards in plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from qms_desktop.records.register import Register
from qms_desktop.ui.widgets.day_text import show_day
from qms_desktop.ui.widgets.due import due_text
from qms_desktop.workspace.queries import Listing, Span
from qms_desktop.workspace.rows import Ref, Row
from qms_desktop.workspace.workspace import Workspace

MOST_CARDS, MOST_OF_A_MONTH = 100, 1000
"""More cards than this are told as a number: nobody reads further down a board."""


class Card(NamedTuple):
    """A record as board and calendar show it."""

    id: UUID
    state: str
    number: str
    title: str
    owner: str
    due: date | None
    due_words: str
    tone: str | None
    """Of the due date: red where it is overdue."""

    @property
    def words(self) -> str:
        """Everything on the card, for those who hear it and those who hover over it."""
        due = f"{self.due_words} ({show_day(self.due)})" if self.due and self.due_words else ""
        return ", ".join(filter(None, (f"{self.number} {self.title}", self.owner, due)))


@dataclass(frozen=True, slots=True)
class Lane:
    """The cards of a state: the first of them, and how many there are."""

    state: str
    total: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The cards of some weeks by day, and how many open ones are overdue since before."""

    first: date
    today: date
    cards: dict[date, list[Card]]
    total: int
    late_before: int


def read_board(workspace: Workspace, register: Register, listing: Listing) -> list[Lane]:
    """A lane for each state that the listing lets through, in the order of the way."""
    wanted = listing.where.get("state")
    chosen = {wanted} if isinstance(wanted, str) else set(wanted) if isinstance(wanted, tuple) else None
    found = []
    for state in map(str, register.workflow.states):
        if chosen is not None and state not in chosen:
            continue
        lane = replace(listing, where={**listing.where, "state": state}, sort=_order(register, state), descending=False)
        total = workspace.count(lane)
        rows = workspace.page(lane, _columns(register), 0, MOST_CARDS) if total else []
        found.append(Lane(state, total, tuple(_card(register, row, workspace.today) for row in rows)))
    return found


def read_month(workspace: Workspace, register: Register, listing: Listing, first: date, last: date) -> Month:
    """The cards that are due from a day to another, both included."""
    within = replace(listing, where={**listing.where, "due_on": Span(first, last)}, sort="due_on", descending=False)
    rows = workspace.page(within, _columns(register), 0, MOST_OF_A_MONTH)
    cards: dict[date, list[Card]] = {}
    for row in rows:
        card = _card(register, row, workspace.today)
        if card.due is not None:
            cards.setdefault(card.due, []).append(card)
    before = replace(listing, overdue_on=min(first, workspace.today))
    return Month(first, workspace.today, cards, workspace.count(within), workspace.count(before))


def _columns(register: Register) -> Sequence[str]:
    return [name for name in ("number", "title", "owner", "due_on") if name in register.fields or name == "number"]


def _order(register: Register, state: str) -> str:
    """What is due first stands first; of what is finished, what was made last."""
    return "due_on" if "due_on" in register.fields and not register.workflow.is_settled(state) else ""


def _card(register: Register, row: Row, today: date) -> Card:
    found = dict(zip(_columns(register), row.cells, strict=True))
    due, owner = found.get("due_on"), found.get("owner")
    day = due if isinstance(due, date) else None
    words, tone = due_text(day, today, open=not register.workflow.is_settled(row.state))
    who = owner.title if isinstance(owner, Ref) else ""
    return Card(row.id, row.state, str(found["number"]), str(found["title"]), who, day, words, tone)
