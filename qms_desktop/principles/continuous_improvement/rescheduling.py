"""A promised date that moves: with a reason each time, confirmed after the second, reviewed after the third.

A date that moves for free means nothing, and one that cannot move is not entered at all. So it moves as often as
needed, but each change says why, stays on the record, and from the second on needs the one whose problem it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import inspect, select
from sqlalchemy.orm import object_session

from qms_desktop.errors import Unmet
from qms_desktop.principles.continuous_improvement.promises import Action, Rescheduling
from qms_desktop.records.base import Record
from qms_desktop.records.types import uuid7
from qms_desktop.records.workflow import Context

CONFIRM_FROM, REVIEW_FROM = 2, 3
"""So many changes of the date are confirmed by the owner of the source, and so many are for the management review."""


def derive(action: Action, context: Context) -> None:
    """Keep the first due day; count a change that has its reason, and write it down."""
    before = _moved_from(action)
    if action.original_due is None:
        action.original_due = before or action.due_on
    if before is None or not action.reschedule_reason or _is_counted(action):
        return
    count = action.reschedule_count = (action.reschedule_count or 0) + 1
    if (session := object_session(action)) is not None:  # the draft of an import has none
        session.add(_written_down(action, before, count, context))
    action.reschedule_reason = action.due_requested = None
    if count >= CONFIRM_FROM:
        action.delay_confirmed_by = None  # whoever confirmed the date before has not seen this one
    if count >= REVIEW_FROM:
        action.for_review = True


def _written_down(action: Action, before: date, count: int, context: Context) -> Rescheduling:
    return Rescheduling(
        id=uuid7(),
        record=action.id,
        position=count,
        was_due=before,
        now_due=action.due_on,
        reason=action.reschedule_reason,
        changed_on=context.today,
        changed_by=context.actor.id if context.actor else None,
    )


def reasoned(action: Action, _context: Context) -> Iterator[Unmet]:
    """A date that was promised moves with a reason only."""
    before = _moved_from(action)
    if before is not None and not _is_counted(action):
        yield Unmet(f"It was due on {before}. Say why the date moves.", field="reschedule_reason")


def awaits_confirmation(action: Action) -> bool:
    """Whether the date moved so often that the owner of the source should say that it may."""
    return (action.reschedule_count or 0) >= CONFIRM_FROM and action.delay_confirmed_by is None


def owner_of_source(action: Action, context: Context) -> Record | None:
    """Who answers for what the action came from."""
    if action.source is None:
        return None
    owner = select(Record.owner).where(Record.id == action.source).scalar_subquery()
    return context.session.scalars(select(Record).where(Record.id == owner)).one_or_none()


def confirmed(action: Action, context: Context) -> Iterator[Unmet]:
    """What was put off twice is not finished before the owner of its source has seen it."""
    if awaits_confirmation(action):
        who = owner_of_source(action, context)
        asked = f"{who.title}, who owns the source, confirms" if who else "The owner of its source confirms"
        sentence = f"The date was moved {action.reschedule_count} times. {asked} the delay."
        yield Unmet(sentence, field="delay_confirmed_by", must=False)


def confirmed_by_source(action: Action, context: Context) -> Iterator[Unmet]:
    """The confirmation is the word of the source's owner; where it has none, of anybody but the action's own owner."""
    by = action.delay_confirmed_by
    if by is None or context.waived or not inspect(action).attrs.delay_confirmed_by.history.added:
        return
    who = owner_of_source(action, context)
    if who is not None and by != who.id:
        yield Unmet(f"{who.title} owns the source, and so confirms the delay.", field="delay_confirmed_by")
    elif who is None and by == action.owner:
        yield Unmet("The delay is confirmed by somebody else than the owner.", field="delay_confirmed_by")


def _moved_from(action: Action) -> date | None:
    """The date before this change, where there was one and it is another now."""
    before = [day for day in inspect(action).attrs.due_on.history.deleted if day is not None]
    return before[0] if before and before[0] != action.due_on else None


def _is_counted(action: Action) -> bool:
    """Whether this change was counted already: deriving twice before saving does not count twice."""
    return bool(inspect(action).attrs.reschedule_count.history.added)
