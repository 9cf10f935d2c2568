from __future__ import annotations

from datetime import date
from uuid import UUID

from qms_desktop.insight.promises import Promise
from qms_desktop.principles.continuous_improvement.promises import State

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


def due(day: date | None) -> Promise:
    return Promise(UUID(int=1), "ACT-1", "Bins", "", None, "", day, State.OPEN, 0)


def test_overdue_is_counted_in_working_days() -> None:
    assert due(FRIDAY).due_in_words(MONDAY) == "due 2026-11-20, 1 working day overdue"
    assert due(FRIDAY).late(date(2026, 12, 1)) == 7
    assert due(MONDAY).due_in_words(MONDAY) == "due 2026-11-23"
    assert due(None).due_in_words(MONDAY) == "no date yet"
