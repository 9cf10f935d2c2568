from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.flows.eight_d import EightD, eight_d
from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.records.links import Relation
from qms_desktop.reports.eight_d import print_eight_d
from qms_desktop.reports.reply import print_reply
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace
from tests.reports.paper import read

CODES = ["D0", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8"]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "x.qms", REGISTERS, RULES, organisation="Nordlicht", owner="Ana") as made:
        yield made


def tell(work: Work) -> dict[str, UUID]:
    """A complaint that led to a nonconformity, and that to a corrective action with two actions."""
    customer = work.add("customer", {"title": "Brandt"})
    complaint = work.add("complaint", {
        "title": "Mixed parts", "description": "Left among right", "channel": "phone", "customer": customer.id,
        "product": "B-204", "qty_delivered": 500.0, "qty_affected": 30.0, "validity": "justified",
        "cause_summary": "Bins of one colour", "remedy": "replace",
    })  # fmt: skip
    found = work.add("nonconformity", {"title": "Mixed parts", "detected_where": "Packing", "statement": "30 of 500"})
    action = work.add(
        "corrective_action", {"title": "Mixed parts", "occurrence_cause": "One colour", "team": "Ana, Bo"}
    )
    work.link(complaint, Relation.LED_TO, found)
    work.link(found, Relation.LED_TO, action)
    for kind, title in (("containment", "Sort the stock"), ("corrective", "Two colours")):
        work.add(
            "action", {"title": title, "source": (found if kind == "containment" else action).id, "action_kind": kind}
        )
    return {record.kind: record.id for record in (complaint, found, action)}


def of(workspace: Workspace, key: UUID) -> EightD:
    with workspace.read() as look:
        return eight_d(look, key)


def test_the_same_disciplines_from_each_of_the_three(workspace: Workspace) -> None:
    with workspace.change("Tell") as work:
        keys = tell(work)
    from_action = of(workspace, keys["corrective_action"])
    assert [d.code for d in from_action.disciplines] == CODES
    for kind in ("complaint", "nonconformity"):
        assert of(workspace, keys[kind]).disciplines == from_action.disciplines
    said = {d.code: " ".join(e.words for e in d.entries) for d in from_action.disciplines}
    assert "Customer: Brandt" in said["D0"]
    assert said["D1"] == "Ana, Bo Ana"
    assert "Left among right" in said["D2"]
    assert "Quantity affected: 30" in said["D2"]
    assert "Sort the stock" in said["D3"]
    assert said["D4"] == "One colour"
    assert "Two colours: Ana" in said["D5"]
    assert {d.code for d in from_action.disciplines if d.missing} == {"D6", "D7", "D8"}
    assert from_action.filled == 6


def test_what_is_missing_leads_to_the_record_that_lacks_it(workspace: Workspace) -> None:
    with workspace.change("Tell") as work:
        found = work.add("nonconformity", {"title": "Rust", "detected_where": "Store"})
        person = work.add("person", {"title": "Kim"}).id
    empty = [d for d in of(workspace, found.id).disciplines if d.missing]
    assert [d.code for d in empty] == ["D2", "D3", "D4", "D5", "D6", "D7", "D8"]
    assert {d.where.number for d in empty if d.where} == {found.number}
    assert empty[3].missing == (
        "No action is planned against the causes yet. There is no corrective action yet: raise one first."
    )
    with pytest.raises(RuleBroken, match="has no 8D"):
        of(workspace, person)


def test_the_second_cycle_is_named_and_the_first_stays_readable(workspace: Workspace) -> None:
    with workspace.change("Tell") as work:
        action = work.add("corrective_action", {"title": "Mixed", "criterion": "None in 90 days"})
        work.move(action, "cancel", reason="By mistake")
        work.move(action, "reopen", reason="It is needed")
    found = of(workspace, action.id)
    assert found.name == f"{action.number} cycle 2"
    proof = next(d for d in found.disciplines if d.code == "D6")
    assert [(e.label.split(",")[0], e.words) for e in proof.entries] == [("Cycle 1", "None in 90 days")]


def test_the_8d_and_the_reply_on_paper(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Tell") as work:
        keys = tell(work)
    for key in keys.values():
        print_eight_d(workspace, key, tmp_path / "8d.pdf", compressed=False)
        words = read(tmp_path / "8d.pdf").words
        assert all(code in words for code in CODES)
        assert "It is not closed yet." in words
    print_reply(workspace, keys["complaint"], tmp_path / "r.pdf", compressed=False)
    words = read(tmp_path / "r.pdf").words
    for said in ("Brandt", "Left among right", "you are right", "30 of 500", "Bins of one colour", "a replacement",
                 "Sort the stock", "Two colours"):  # fmt: skip
        assert said in words
    assert "not written yet" not in words
    with pytest.raises(RuleBroken, match="is no complaint"):
        print_reply(workspace, keys["nonconformity"], tmp_path / "r.pdf")


def test_a_reply_that_is_not_written_shows_what_it_lacks(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Tell") as work:
        values = {"title": "Late", "description": "Two weeks", "channel": "phone"}
        complaint = work.add("complaint", values)
    print_reply(workspace, complaint.id, tmp_path / "r.pdf", compressed=False)
    assert read(tmp_path / "r.pdf").words.count("[not written yet]") == 4
