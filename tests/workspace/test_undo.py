from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import text

from qms_desktop.errors import Conflict, RuleBroken
from qms_desktop.records.base import Record
from qms_desktop.records.links import Relation
from qms_desktop.workspace import trail
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace
from tests.workspace.bench import add_suppliers, opened, supplier_titles, tables


def state(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """All rows but those that undo leaves alone, and without the versions that it bumps."""
    found = tables(workspace, but=("change_set", "counter", "blob"))
    found["record"] = [row[:-1] for row in found["record"]]
    return found


def story(work: Work, record: Record) -> None:
    made = work.add("nonconformity", {"title": "Late", "detected_where": "Goods in"})
    work.link(made, Relation.CONCERNS, record)
    work.amend(record, {"notes": "see there"})


def many(work: Work, _record: Record) -> None:
    for n in range(300):
        work.add("supplier", {"title": f"Row {n}"}, taken_over_from=f"list.csv, row {n}")


def only(work: Work, table: str) -> UUID:
    return UUID(work.session.execute(text(f"SELECT id FROM {table}")).scalar_one())


CHANGES: dict[str, Callable[[Work, Record], object]] = {
    "Add": lambda work, _: work.add("supplier", {"title": "Nordic Steel"}),
    "Amend": lambda work, record: work.amend(
        record, {"title": "Forge ü", "phone": "1", "contact": None, "reevaluation_months": 7}
    ),
    "Move": lambda work, record: work.move(record, "evaluate"),
    "Void": lambda work, record: work.void(record, "twice"),
    "Link": lambda work, record: work.link(record, Relation.CONCERNS, work.get("PER-2026-0001")),
    "Unlink": lambda work, _: work.unlink(only(work, "link")),
    "Attach": lambda work, record: work.attach(record, "photo.txt", b"other bytes"),
    "Detach": lambda work, _: work.detach(only(work, "attachment")),
    "Import": many,
    "Raise": story,
}
"""One change of each sort."""


def change(workspace: Workspace, supplier: UUID, verb: str) -> None:
    with workspace.change(verb) as work:
        CHANGES[verb](work, work.get(supplier))


@pytest.fixture
def tied(workspace: Workspace, supplier: UUID) -> UUID:
    with workspace.change("Tie and attach") as work:
        other = work.add("customer", {"title": "Hansa Marine"})
        work.session.flush()
        work.link(work.get(supplier), Relation.CONCERNS, other)
        work.attach(supplier, "old.txt", b"old bytes")
    return supplier


@pytest.mark.parametrize("verb", CHANGES)
def test_every_sort_of_change_can_be_undone_and_redone(workspace: Workspace, tied: UUID, verb: str) -> None:
    before = state(workspace)
    found_before = [h.number for h in workspace.search("ru")]
    change(workspace, tied, verb)
    after = state(workspace)
    assert after != before
    undone = workspace.undo()
    assert undone.label == f"Undo: {verb}"
    assert state(workspace) == before
    assert [h.number for h in workspace.search("ru")] == found_before
    redone = workspace.redo()
    assert redone.label == f"Redo: {verb}"
    assert state(workspace) == after
    assert workspace.undo().label == f"Undo: {verb}"
    assert state(workspace) == before
    assert workspace.verify().problems == ()


def test_search_follows_undo_and_redo(workspace: Workspace, supplier: UUID) -> None:
    with workspace.change("Rename") as work:
        work.amend(supplier, {"title": "Zincworks"})
    workspace.undo()
    assert ([h.id for h in workspace.search("zincworks")], [h.id for h in workspace.search("forge")]) == (
        [],
        [supplier],
    )
    workspace.redo()
    assert ([h.id for h in workspace.search("zincworks")], [h.id for h in workspace.search("forge")]) == (
        [supplier],
        [],
    )
    workspace.undo()
    workspace.undo()
    assert workspace.search("forge") == workspace.search("SUP-2026-0001") == []


def test_undo_bumps_the_version_so_that_an_open_form_notices(workspace: Workspace, supplier: UUID) -> None:
    versions = [workspace.view(supplier).version]
    with workspace.change("Rename") as work:
        work.amend(supplier, {"title": "Zincworks"})
    versions.append(workspace.view(supplier).version)
    workspace.undo()
    versions.append(workspace.view(supplier).version)
    workspace.redo()
    versions.append(workspace.view(supplier).version)
    assert versions == sorted(set(versions))


def test_the_number_of_an_undone_record_is_never_given_again(workspace: Workspace) -> None:
    add_suppliers(workspace, "First", "Second")
    workspace.undo()
    add_suppliers(workspace, "Third")
    with workspace.read() as look:
        assert [r[0] for r in look.session.execute(text("SELECT number FROM record WHERE kind = 'supplier'"))] == [
            "SUP-2026-0003"
        ]


def test_what_a_later_change_touched_is_not_undone(workspace: Workspace, supplier: UUID) -> None:
    for title in ("First", "Second"):
        with workspace.change(f"Rename to {title}") as work:
            work.amend(supplier, {"title": title})
    number = workspace.history(2)[1].change
    before = tables(workspace)
    with pytest.raises(Conflict, match=r"“Rename to Second” changed the same record afterwards"):
        workspace.undo(number)
    assert tables(workspace) == before
    workspace.undo()
    workspace.undo(number)
    assert supplier_titles(workspace) == ["Baltic Forge"]


def test_changes_of_other_records_are_undone_in_any_order(workspace: Workspace) -> None:
    for title in ("A", "B", "C"):
        add_suppliers(workspace, title)
    second = workspace.history(2)[1].change
    workspace.undo(second)
    assert supplier_titles(workspace) == ["A", "C"]
    with pytest.raises(RuleBroken, match="undone already"):
        workspace.undo(second)
    workspace.undo()
    assert supplier_titles(workspace) == ["A"]
    workspace.redo()
    workspace.redo()
    assert supplier_titles(workspace) == ["A", "B", "C"]
    with pytest.raises(RuleBroken, match="nothing to redo"):
        workspace.redo()


def test_redo_takes_the_newest_undo_first_and_ends_with_a_new_change(workspace: Workspace) -> None:
    for title in ("A", "B", "C"):
        add_suppliers(workspace, title)
    workspace.undo()
    workspace.undo()
    workspace.redo()
    assert supplier_titles(workspace) == ["A", "B"]
    add_suppliers(workspace, "D")
    with pytest.raises(RuleBroken, match="nothing to redo"):
        workspace.redo()
    assert supplier_titles(workspace) == ["A", "B", "D"]


def test_undo_and_redo_can_be_told_apart_in_the_history(workspace: Workspace) -> None:
    add_suppliers(workspace, "A")
    made = workspace.history(1)[0].change
    workspace.undo()
    workspace.redo()
    entries = workspace.history(3)
    assert [(e.undoes, e.undone) for e in entries] == [(made + 1, True), (made, True), (None, False)]


def test_the_creation_of_the_file_is_never_undone(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="nothing to undo"):
        workspace.undo()
    for number in (0, 1, 999):
        with pytest.raises(RuleBroken, match="no change"):
            workspace.undo(number)


def accepted(workspace: Workspace) -> None:
    with workspace.change("Add risk") as work:
        values = {"title": "Fire", "cause": "c", "event": "e", "consequence": "x", "likelihood": "3", "impact": "3"}
        more = {"accepted_reason": "small", "accepted_until": work.today.replace(year=work.today.year + 1)}
        risk = work.add("risk", values | more)
        work.session.flush()
        work.move(risk, "assess", waive=True)
    with workspace.change("Accept") as work:
        work.move("RSK-2026-0001", "accept", waive=True)


def test_an_approval_is_not_undone_but_revoked(workspace: Workspace) -> None:
    accepted(workspace)
    number = workspace.history(1)[0].change
    for which in (None, number):
        with pytest.raises(RuleBroken, match=r"is an approval\. It is not undone but revoked"):
            workspace.undo(which)
    with pytest.raises(Conflict, match="“Accept” changed the same record"):
        workspace.undo(number - 1)
    assert workspace.view("RSK-2026-0001").state == "accepted"
    assert workspace.history(1)[0].signed


def test_an_undo_that_has_nothing_left_to_write_still_counts(workspace: Workspace, supplier: UUID) -> None:
    with workspace.change("Attach by mistake") as work:
        made = work.attach(supplier, "a.txt", b"bytes")
        work.session.flush()
        work.detach(made.id)
    assert workspace.undo().label == "Undo: Attach by mistake"
    assert workspace.undo().label == "Undo: Add supplier"
    assert supplier_titles(workspace) == []
    assert workspace.verify().ok


def test_an_undo_that_later_changes_stand_in_the_way_of_is_a_conflict_in_words(
    workspace: Workspace, tied: UUID
) -> None:
    change(workspace, tied, "Unlink")
    unlinked = workspace.history(1)[0].change
    with workspace.change("Tie again") as work:
        work.link(work.get(tied), Relation.CONCERNS, work.get("CUS-2026-0001"))
    before = tables(workspace)
    with pytest.raises(Conflict, match="“Unlink” cannot be undone, because later changes stand in its way"):
        workspace.undo(unlinked)
    assert tables(workspace) == before
    with workspace.change("Use person") as work:
        person = work.add("person", {"title": "Edda"})
    added = workspace.history(1)[0].change
    with workspace.change("Hand over") as work:
        work.amend(tied, {"owner": person.id})
    with pytest.raises(Conflict, match="what it made is used by now"):
        workspace.undo(added)
    assert workspace.verify().ok


def test_the_update_of_a_file_to_a_newer_schema_is_not_undone(workspace: Workspace, supplier: UUID) -> None:
    with workspace._writing("EXCLUSIVE") as (connection, number):
        trail.reimage(connection, "supplier")
        workspace._finish(connection, number, "Bring the file up to date", None)
    with pytest.raises(RuleBroken, match="no change"):
        workspace.undo(number)
    with workspace.change("Rename") as work:
        work.amend(supplier, {"title": "Zincworks"})
    workspace.undo()
    assert supplier_titles(workspace) == ["Baltic Forge"]
    with pytest.raises(Conflict, match="Bring the file up to date"):
        workspace.undo()
    assert workspace.verify().ok


def test_undo_and_redo_go_on_after_closing_and_opening(workspace: Workspace, supplier: UUID) -> None:
    with workspace.change("Rename") as work:
        work.amend(supplier, {"title": "Zincworks"})
    workspace.close()
    with opened(workspace.path) as again:
        again.undo()
    with opened(workspace.path) as again:
        assert supplier_titles(again) == ["Baltic Forge"]
        again.redo()
        assert supplier_titles(again) == ["Zincworks"]
        assert again.verify().ok
