"""Open actions in plain values, as workbook, mail draft and paper show them; how late they are, in working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from qms_desktop.principles.continuous_improvement.promises import Action, State
from qms_desktop.principles.dates import working_days_between
from qms_desktop.records.base import Record
from qms_desktop.workspace.look import Look

OUTSTANDING = (State.OPEN, State.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Promise:
    """An open action: what, from what, by whom, until when, and how often that was moved."""

    id: UUID
    number: str
    title: str
    source: str
    owner: UUID | None
    owner_name: str
    due: date | None
    state: State
    moved: int

    def late(self, today: date) -> int:
        """How many working days it is overdue."""
        return working_days_between(self.due, today) if self.due is not None else 0

    def due_in_words(self, today: date) -> str:
        """When it is due, and how late it is."""
        if self.due is None:
            return "no date yet"
        late = f", {in_working_days(self.late(today))} overdue" if self.due < today else ""
        return f"due {self.due.isoformat()}{late}"


def in_working_days(days: int) -> str:
    """So many working days in words."""
    return f"{days} working {'day' if days == 1 else 'days'}"


def promises(look: Look, owner: UUID | None = None) -> list[Promise]:
    """The open actions of a person, or of everybody, what is due first coming first."""
    source, person = Record.__table__.alias(), Record.__table__.alias()
    query = (
        select(
            Action.id, Action.number, Action.title, source.c.number, source.c.title, Action.owner, person.c.title,
            Action.due_on, Action.state, Action.reschedule_count,
        )
        .outerjoin(source, source.c.id == Action.source)
        .outerjoin(person, person.c.id == Action.owner)
        .where(Action.voided.is_(False), Action.state.in_([str(s) for s in OUTSTANDING]))
        .order_by(Action.due_on.nulls_last(), Action.number)
    )  # fmt: skip
    if owner is not None:
        query = query.where(Action.owner == owner)
    return [
        Promise(key, number, title, f"{no} {name}" if no else "", held, who or "", due, State(state), moved or 0)
        for key, number, title, no, name, held, who, due, state, moved in look.session.execute(query)
    ]
