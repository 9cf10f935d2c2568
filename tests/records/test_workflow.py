from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from qms_desktop.errors import Unmet
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access, Choice
from qms_desktop.records.links import Relation
from qms_desktop.records.workflow import Context, Transition, Workflow, differ, held_by, missing


class State(Choice):
    DRAFT = "draft", "Draft"
    OPEN = "open", "Open"
    DONE = "done", "Done"
    CLOSED = "closed", "Closed"


@dataclass
class Here:
    actor: Record | None = None
    waived: bool = False
    today: date = date(2026, 11, 22)
    session: Session = field(default_factory=Session)

    def linked(self, record: Record, kind: str, relation: Relation | None = None) -> Sequence[Record]:
        raise NotImplementedError

    def attached(self, record: Record) -> int:
        raise NotImplementedError

    def lines(self, record: Record, name: str) -> list[Any]:
        del record, name
        return []

    def label(self, record: Record, attribute: str) -> str:
        del record
        return {"owner": "Owner", "process": "Process", "title": "Title", "voided": "Confirmed"}[attribute]


def record(**values: object) -> Record:
    return cast("Record", SimpleNamespace(**{"owner": None, "process": None, "title": "", "voided": False} | values))


def person(roles: str | None) -> Record:
    return cast("Record", SimpleNamespace(title="Ana", roles=roles))


def no_moon(_record: Record, _context: Context) -> Iterable[Unmet]:
    yield Unmet("The moon is missing.", record=UUID(int=1))
    yield Unmet("A star would be nice.", must=False)


def open_it(**more: Any) -> Transition:
    return Transition("open", "Open it", (State.DRAFT,), State.OPEN, **more)


def told(found: list[Unmet]) -> list[tuple[str, str | None, bool]]:
    return [(u.message, u.field, u.must) for u in found]


def test_a_transition_without_conditions_has_nothing_in_its_way() -> None:
    assert open_it().unmet(record(), Here()) == []


def test_every_empty_field_is_named_and_only_needs_are_musts() -> None:
    move = open_it(needs=(Record.owner, Record.title, Record.voided), asks=(Record.process,))
    assert told(move.unmet(record(), Here())) == [
        ("Owner is missing.", "owner", True),
        ("Title is missing.", "title", True),
        ("Confirmed is missing.", "voided", True),
        ("Process is missing.", "process", False),
    ]
    filled = record(owner=uuid4(), process=uuid4(), title="x", voided=True)
    assert move.unmet(filled, Here()) == []


def test_guards_of_the_register_and_of_flows_all_speak() -> None:
    found = open_it(guards=(no_moon,)).unmet(record(), Here(), (no_moon,))
    assert [u.message for u in found] == ["The moon is missing.", "A star would be nice."] * 2
    assert found[0].record == UUID(int=1)
    assert [u.must for u in found] == [True, False, True, False]


@pytest.mark.parametrize(
    ("needed", "held", "allowed"),
    [
        ((), None, True),
        ((), "employee", True),
        ((), "reader", False),
        ((), "reader;auditor", True),
        ((Access.QUALITY_MANAGER,), "quality_manager", True),
        ((Access.QUALITY_MANAGER,), "process_owner;quality_manager", True),
        ((Access.QUALITY_MANAGER,), "process_owner", False),
        ((Access.QUALITY_MANAGER,), None, False),
        ((Access.EMPLOYEE,), None, True),
        ((Access.READER,), "reader", True),
    ],
)
def test_roles_decide_who_may_move(needed: tuple[Access, ...], held: str | None, *, allowed: bool) -> None:
    found = open_it(roles=needed).unmet(record(), Here(actor=person(held)))
    assert (found == []) == allowed
    if found:
        assert "Ana does not hold that role." in found[0].message
        assert found[0].must


def test_a_missing_role_is_named_by_its_label() -> None:
    found = open_it(roles=(Access.QUALITY_MANAGER, Access.TOP_MANAGEMENT)).unmet(record(), Here(actor=person("reader")))
    assert found[0].message.startswith("Quality manager or Top management must do this")


def test_without_an_actor_no_role_is_asked_for() -> None:
    assert open_it(roles=(Access.QUALITY_MANAGER,)).unmet(record(), Here()) == []


def test_somebody_without_a_role_counts_as_an_employee() -> None:
    assert held_by(None) == {"employee"}
    assert held_by(person("")) == {"employee"}
    assert held_by(person("auditor;reader")) == {"auditor", "reader"}


def test_two_fields_that_must_differ_are_passed_only_by_the_standing_waiver() -> None:
    guard = differ(Record.owner, Record.process, "Somebody else must check.")
    ana, bo = uuid4(), uuid4()
    same, other, one = record(owner=ana, process=ana), record(owner=ana, process=bo), record(process=ana)
    assert [u.message for u in guard(same, Here())] == ["Somebody else must check."]
    assert [u.field for u in guard(same, Here())] == ["owner"]
    assert list(guard(same, Here(waived=True))) == []
    assert list(guard(other, Here())) == list(guard(one, Here())) == list(guard(record(), Here())) == []


def test_the_sentence_for_an_empty_field_uses_the_registers_label() -> None:
    assert missing(record(), Record.owner, Here()) == Unmet("Owner is missing.", "owner")
    assert not missing(record(), Record.owner, Here(), must=False).must


WAY = Workflow(
    states=State,
    initial=State.DRAFT,
    transitions=(open_it(), Transition("close", "Close", (State.OPEN, State.DONE), State.CLOSED)),
    closed=frozenset({State.CLOSED}),
    settled=frozenset({State.DONE}),
)


def test_a_workflow_tells_the_moves_from_a_state_by_its_stored_value() -> None:
    assert [t.name for t in WAY.after("draft")] == ["open"]
    assert [t.name for t in WAY.after("done")] == ["close"]
    assert WAY.after("closed") == ()
    assert WAY.named("open", "close") is WAY.transitions[1]
    assert WAY.named("draft", "close") is None


def test_a_closed_state_is_settled_but_a_settled_one_still_takes_changes() -> None:
    assert [WAY.is_closed(str(s)) for s in State] == [False, False, False, True]
    assert [WAY.is_settled(str(s)) for s in State] == [False, False, True, True]
