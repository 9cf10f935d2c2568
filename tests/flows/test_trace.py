from __future__ import annotations

from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qms_desktop.flows.trace import Known, Tie, Trace, arranged
from qms_desktop.flows.tracing import trace
from qms_desktop.records.links import Relation
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace


def traced(workspace: Workspace, key: UUID, most: int = 60) -> Trace:
    with workspace.read() as look:
        return trace(look, key, most)


def told(found: Trace) -> list[tuple[int, str, str]]:
    return [(n.depth, n.relation, n.ref.kind) for n in found.nodes]


def make(work: Work, kind: str, **values: object) -> UUID:
    needed: dict[str, dict[str, object]] = {
        "nonconformity": {
            "description": "x",
            "detected_where": "Cell 3",
            "severity": "minor",
            "occurred_on": work.today,
        },
        "action": {"owner": work.organisation.owner},
        "risk": {"cause": "x", "event": "y", "consequence": "z"},
    }
    fields = work.registers[kind].fields
    given = {n: v for n, v in needed.get(kind, {}).items() if n in fields}
    return work.add(kind, {"title": f"A {kind}", **given, **values}).id


@pytest.fixture
def chain(workspace: Workspace) -> list[UUID]:
    """Two suppliers' worth of a story: nonconformity, corrective action, an action from it, a process it changes."""
    with workspace.change("Tell a story") as work:
        problem = make(work, "nonconformity")
        remedy = make(work, "corrective_action", description="x", owner=work.organisation.owner)
        process, supplier = make(work, "process"), make(work, "supplier")
        action = make(work, "action", source=remedy)
        for source, relation, target in (
            (problem, Relation.LED_TO, remedy),
            (remedy, Relation.CHANGES, process),
            (problem, Relation.CONCERNS, supplier),
        ):
            work.link(work.get(source), relation, work.get(target))
    return [problem, remedy, process, supplier, action]


def test_the_chain_is_the_same_from_its_first_and_its_last_record(workspace: Workspace, chain: list[UUID]) -> None:
    problem, remedy, _process, supplier, action = chain
    expected = {
        (0, "", "nonconformity"),
        (1, "Led to", "corrective_action"),
        (2, "Changes", "process"),
        (2, "Led to", "action"),
        (1, "Concerns", "supplier"),
    }
    for start in (problem, remedy, action):
        assert set(told(traced(workspace, start))) == expected
    assert traced(workspace, problem).nodes[0].ref.id == problem
    assert told(traced(workspace, supplier)) == [(0, "", "supplier"), (1, "Concerned by", "nonconformity")]


def test_a_supplier_does_not_drag_in_what_else_concerns_it(workspace: Workspace, chain: list[UUID]) -> None:
    with workspace.change("Another case") as work:
        other = make(work, "nonconformity")
        work.link(work.get(other), Relation.CONCERNS, work.get(chain[3]))
    assert other not in {n.ref.id for n in traced(workspace, chain[0]).nodes}


def test_a_voided_record_is_no_part_of_a_chain(workspace: Workspace, chain: list[UUID]) -> None:
    with workspace.change("Void", "twice") as work:
        work.void(chain[4], "entered twice")
    assert chain[4] not in {n.ref.id for n in traced(workspace, chain[0]).nodes}


def test_a_record_tied_to_nothing_is_alone(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        key = make(work, "nonconformity")
    assert traced(workspace, key).alone


def test_the_limit_keeps_the_nearest_and_counts_the_rest(workspace: Workspace, chain: list[UUID]) -> None:
    found = traced(workspace, chain[1], most=3)
    assert len(found.nodes) == 3
    assert found.left_out == 2
    assert chain[0] in {n.ref.id for n in found.nodes}


def test_two_ways_to_a_record_show_it_once_with_both_ties(workspace: Workspace, chain: list[UUID]) -> None:
    with workspace.change("Link") as work:
        work.link(work.get(chain[4]), Relation.CORRECTS, work.get(chain[0]))
    found = traced(workspace, chain[0])
    action = next(n for n in found.nodes if n.ref.id == chain[4])
    assert (action.depth, action.column) == (2, 2)
    assert sorted(t.words for t in found.ties if t.then == chain[4]) == ["Corrected by", "Led to"]


@settings(max_examples=200)
@given(st.integers(1, 14), st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13), st.booleans()), max_size=40))
def test_any_tangle_is_arranged_without_two_records_in_one_place(size: int, pairs: list[tuple[int, int, bool]]) -> None:
    keys = [UUID(int=n + 1) for n in range(size)]
    known = {k: Known(Ref(k, "risk", f"R-{n}", "title"), "open") for n, k in enumerate(keys)}
    ties = {
        Tie(keys[a % size], keys[b % size], "Led to", "Raised from", beside)
        for a, b, beside in pairs
        if a % size != b % size
    }
    found = arranged(keys[0], known, sorted(ties))
    assert {n.ref.id for n in found.nodes} == set(keys)
    assert len(found.nodes) == size
    for one, two in combinations(found.nodes, 2):
        assert one.column != two.column or abs(one.row - two.row) >= 1
    column = {n.ref.id: n.column for n in found.nodes}
    for node in found.nodes:
        assert node.parent is None or column[node.parent] < node.column
