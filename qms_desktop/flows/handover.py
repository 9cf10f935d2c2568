"""Handing over: what a person answers for in every register, and giving it to somebody else in one change.

Decision: nobody leaves while something that is not finished bears the name (a must, in both profiles), because a record
without an owner is looked after by nobody and nothing would tell. What is finished keeps its name: it is history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, not_, or_, select
from sqlalchemy.orm import Session

from qms_desktop.errors import RuleBroken, Unmet
from qms_desktop.principles import REGISTERS
from qms_desktop.principles.continuous_improvement.actions import Action
from qms_desktop.principles.continuous_improvement.corrective_actions import CorrectiveAction
from qms_desktop.principles.engagement_of_people.courses import Training
from qms_desktop.principles.engagement_of_people.people import Person
from qms_desktop.principles.engagement_of_people.people import State as PersonState
from qms_desktop.principles.engagement_of_people.roles import Role
from qms_desktop.principles.process_approach.versions import Document
from qms_desktop.principles.relationship_management.suppliers import Supplier
from qms_desktop.records.base import Record
from qms_desktop.records.workflow import Attribute, Context
from qms_desktop.workspace.work import Work

DUTIES: tuple[Attribute, ...] = (
    Record.owner, Action.verifier, CorrectiveAction.verifier, Document.author, Document.approver, Supplier.reviewer,
    Training.taught_by, Training.evaluator, Person.deputy, Role.deputy,
)  # fmt: skip
"""The fields that say who is still to do something; who did something in the past stays as it was."""
NAMED = 10
"""So many duties are named one by one when somebody cannot leave."""
LEAVE = "leave"
_CLOSED = {r.kind: tuple(str(s) for s in r.workflow.closed) for r in REGISTERS if r.workflow.closed}
_LABELS = {r.kind: r.fields for r in REGISTERS}


class Duty(NamedTuple):
    """A field of an unfinished record that names the person."""

    record: UUID
    kind: str
    number: str
    title: str
    field: str
    label: str

    @property
    def place(self) -> tuple[UUID, str]:
        """Which field of which record."""
        return self.record, self.field


def duties(session: Session, person: UUID) -> list[Duty]:
    """What a person still answers for, by number."""
    finished = or_(*(and_(Record.kind == kind, Record.state.in_(states)) for kind, states in _CLOSED.items()))
    found: list[Duty] = []
    for attribute in DUTIES:
        query = select(Record.id, Record.kind, Record.number, Record.title)
        owner = attribute.class_
        if owner is not Record:
            query = query.join(owner.__table__, owner.__table__.c.id == Record.id)
        query = query.where(attribute == person, Record.id != person, Record.voided.is_(False), not_(finished))
        rows = [(row, _LABELS[row[1]].get(attribute.key)) for row in session.execute(query)]
        found += [Duty(*row, attribute.key, shown.label) for row, shown in rows if shown]
    return sorted(found, key=lambda duty: (duty.number, duty.field))


def nothing_orphaned(leaver: Person, context: Context) -> Iterator[Unmet]:
    """Whoever leaves hands over what still bears the name."""
    found = duties(context.session, leaver.id)
    for duty in found[:NAMED]:
        yield Unmet(f"{leaver.title} is {duty.label.lower()} of {duty.number} “{duty.title}”.", record=duty.record)
    if found:
        more = f"{len(found) - NAMED:,} more records wait. " if len(found) > NAMED else ""
        yield Unmet(f"{more}Hand over what is not finished to somebody who stays.")


def hand_over(
    work: Work,
    leaver: UUID | str,
    successor: UUID | str,
    *,
    only: Collection[tuple[UUID, str]] | None = None,
    leave: bool = False,
    waive: bool = False,
) -> list[str]:
    """Give what a person answers for to another one, and say which records those are.

    Args:
        work: the running change.
        leaver: who gives.
        successor: who takes.
        only: record and field of the duties to give; None means all of them.
        leave: the person leaves in the same change.
        waive: what should be done before leaving, but need not, is passed.

    Raises:
        RuleBroken: the one who takes has left, or is no person.
    """
    giver, taker = work.get(leaver), work.get(successor)
    for person in (giver, taker):
        if person.kind != Person.KIND:
            raise RuleBroken(f"{person.number} is no person.")
    if taker.id == giver.id or taker.voided or taker.state == PersonState.LEFT:
        raise RuleBroken(f"Nothing can be handed over to {taker.title}. Name somebody else who works here.")
    given = [d for d in duties(work.session, giver.id) if only is None or d.place in only]
    for duty in given:
        _give(work, duty, taker)
    numbers = list(dict.fromkeys(duty.number for duty in given))
    counted = f"{len(numbers):,} record{'' if len(numbers) == 1 else 's'}"
    work.says = f"Hand over {counted} from {giver.title} to {taker.title}"
    if leave:
        work.move(giver, LEAVE, waive=waive)
        work.says += f"; {giver.title} leaves"
    return numbers


def _give(work: Work, duty: Duty, taker: Record) -> None:
    """One field, without asking whether its section can still be edited: somebody must own it in every state."""
    record = work.get(duty.record)
    register = work.register(record.kind)
    # nobody stands in for themselves
    value = None if record.id == taker.id else taker.id
    problems = work.set_fields(register.fields, register.one, record, {duty.field: value})
    work.judge(register, record, problems, f"{record.number} was not handed over.")
    work.touch(record)
