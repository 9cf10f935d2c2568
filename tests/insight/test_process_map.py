from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from qms_desktop.insight.process_map import Node, ProcessMap, read
from qms_desktop.principles.risk_based_thinking.matrix import APPETITE, Level
from qms_desktop.records.choices import Tone
from qms_desktop.workspace.workspace import Workspace


def add(workspace: Workspace, kind: str, **values: object) -> UUID:
    with workspace.change("Add") as work:
        return work.add(kind, {"title": f"A {kind}", **values}).id


def lines(workspace: Workspace, record: UUID, name: str, *rows: dict[str, object]) -> None:
    with workspace.change("Add lines") as work:
        work.add_lines(record, name, rows)


def named(found: ProcessMap, title: str) -> Node:
    return next(node for node in found.nodes if node.title == title)


@pytest.fixture
def three(workspace: Workspace) -> tuple[UUID, UUID, UUID]:
    return (
        add(workspace, "process", title="Sales", code="C1", process_type="core"),
        add(workspace, "process", title="Making", code="C2", process_type="core"),
        add(workspace, "process", title="People", code="S1", process_type="support"),
    )


def test_bands_stand_in_their_order_and_codes_inside_them(workspace: Workspace) -> None:
    for title, code, kind in (("b", "C2", "core"), ("a", "C10", "core"), ("x", None, None), ("m", "M1", "management")):
        add(workspace, "process", title=title, code=code, process_type=kind)
    add(workspace, "process", title="no code", process_type="core")
    assert [node.name for node in read(workspace).nodes] == ["M1 m", "C2 b", "C10 a", "no code", "x"]
    assert [node.title for node in read(workspace).band("")] == ["x"]


def test_a_flow_is_told_from_either_end_and_once(workspace: Workspace, three: tuple[UUID, UUID, UUID]) -> None:
    sales, making, people = three
    lines(workspace, sales, "process_output", {"what": "Reviewed order", "receiver": making})
    lines(
        workspace, making, "process_input",
        {"what": "reviewed order", "supplier": sales}, {"what": "Drawings", "supplier": sales},
        {"what": "Skilled people", "supplier": people},
    )  # fmt: skip
    assert read(workspace).flows == {
        (sales, making): ("reviewed order", "Drawings"),
        (people, making): ("Skilled people",),
    }


def test_what_ends_nowhere_is_a_sign(workspace: Workspace, three: tuple[UUID, UUID, UUID]) -> None:
    sales, making, _people = three
    lines(workspace, sales, "process_input", {"what": "Enquiries", "party": "Customers"}, {"what": "Prices"})
    lines(
        workspace, sales, "process_output", {"what": "Offer"}, {"what": "Order", "receiver": making}, {"what": "Cake"}
    )
    node = named(read(workspace), "Sales")
    assert (node.takes, node.gives, node.tone) == (("Customers",), (), Tone.AMBER)
    assert [sign.words for sign in node.signs] == ["2 outputs go nowhere", "1 input comes from nowhere"]


def test_what_goes_to_a_process_that_is_no_more_goes_nowhere(
    workspace: Workspace, three: tuple[UUID, UUID, UUID]
) -> None:
    sales, making, _people = three
    lines(workspace, sales, "process_output", {"what": "Order", "receiver": making})
    with workspace.change("Retire") as work:
        work.move(making, "retire", reason="Outsourced")
    found = read(workspace)
    assert found.node(making) is None
    assert found.flows == {}
    assert [sign.words for sign in named(found, "Sales").signs] == ["1 output goes nowhere"]


def test_the_worst_is_told_first_and_behind_it_stand_its_records(
    workspace: Workspace, three: tuple[UUID, UUID, UUID]
) -> None:
    _sales, making, people = three
    late = workspace.today - timedelta(days=3)
    add(workspace, "action", process=making, due_on=late)
    add(workspace, "action", process=making, due_on=late)
    add(workspace, "action", process=making, due_on=workspace.today)
    add(workspace, "action", process=people)
    for _ in range(3):
        add(workspace, "nonconformity", process=making, detected_where="Cell 3")
    add(workspace, "risk", process=making, likelihood="5", impact="5")
    add(workspace, "risk", process=making, likelihood="2", impact="2")
    add(workspace, "supplier", title="Elsewhere", due_on=late)
    found = read(workspace)
    node = named(found, "Making")
    assert [sign.words for sign in node.signs] == [
        "1 risk above the appetite", "2 actions overdue", "3 open nonconformities",
    ]  # fmt: skip
    assert node.tone is Tone.RED
    assert [workspace.count(sign.behind) for sign in node.signs if sign.behind] == [1, 2, 3]
    assert named(found, "People").signs == ()
    assert named(found, "People").tone is Tone.GREEN


def test_the_appetite_of_the_matrix_decides(workspace: Workspace, three: tuple[UUID, UUID, UUID]) -> None:
    add(workspace, "risk", process=three[0], likelihood="3", impact="3")
    assert APPETITE is Level.MEDIUM
    assert named(read(workspace), "Sales").signs == ()


def test_an_indicator_off_its_target_is_told(workspace: Workspace, three: tuple[UUID, UUID, UUID]) -> None:
    key = add(
        workspace, "indicator", process=three[0], direction="up", target=95.0, alarm_low=80.0, frequency="monthly"
    )
    lines(workspace, key, "indicator_value", {"period": "2026-10", "value": 92.0})
    assert "1 indicator off target" in [sign.words for sign in named(read(workspace), "Sales").signs]


def test_a_file_without_processes_has_an_empty_map(workspace: Workspace) -> None:
    assert read(workspace) == ProcessMap()
