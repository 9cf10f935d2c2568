from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text, update

from qms_desktop.errors import Conflict, RuleBroken, Unavailable
from qms_desktop.records.base import Record
from qms_desktop.records.links import Relation
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace
from tests.workspace.bench import add_suppliers, supplier_titles, tables


def test_a_change_that_fails_saves_nothing(workspace: Workspace) -> None:
    before = tables(workspace)

    def half() -> None:
        with workspace.change("Half") as work:
            work.add("supplier", {"title": "Baltic Forge"})
            work.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert tables(workspace) == before
    assert workspace.verify().ok


def test_a_look_inside_a_change_is_refused_and_the_change_stays_whole(workspace: Workspace, supplier: UUID) -> None:
    with workspace.change("Two suppliers") as work:
        work.add("supplier", {"title": "First"})
        work.session.flush()
        for look in (
            lambda: workspace.view(supplier),
            lambda: workspace.page(Listing("supplier"), ["title"]),
            lambda: workspace.backup(workspace.path.with_name("copy.qms")),
            workspace.verify,
            workspace.undo,
        ):
            with pytest.raises(RuntimeError, match="a read or a change is running"):
                look()
        work.add("supplier", {"title": "Second"})
    assert supplier_titles(workspace) == ["Baltic Forge", "First", "Second"]
    assert workspace.history(1)[0].label == "Two suppliers"
    assert workspace.verify().ok


def test_a_change_inside_a_look_is_refused(workspace: Workspace) -> None:
    with workspace.read(), pytest.raises(RuntimeError, match="a read or a change is running"):
        add_suppliers(workspace, "Baltic Forge")
    assert add_suppliers(workspace, "Baltic Forge")


def test_a_refusal_that_is_swallowed_is_not_half_saved(workspace: Workspace, supplier: UUID) -> None:
    before = tables(workspace)

    def sloppy() -> None:
        with workspace.change("Sloppy") as work:
            work.add("supplier", {"title": "Second"})
            with suppress(RuleBroken):
                work.amend(supplier, {"title": "Changed", "criticality": "huge"})

    with pytest.raises(RuleBroken, match="not one of"):
        sloppy()
    assert tables(workspace) == before


def test_a_refusal_before_anything_was_set_does_not_spoil_the_change(workspace: Workspace, supplier: UUID) -> None:
    with workspace.change("Try") as work:
        with pytest.raises(RuleBroken):
            work.move(supplier, "approve")
        work.amend(supplier, {"title": "Changed"})
    assert supplier_titles(workspace) == ["Changed"]


def test_a_change_without_an_effect_leaves_no_trace(workspace: Workspace, supplier: UUID) -> None:
    before = tables(workspace)
    with workspace.change("Nothing") as work:
        assert not work.amend(supplier, {"title": "Baltic Forge"})
    assert tables(workspace) == before
    assert workspace.last is None


def test_what_the_form_saw_is_compared_with_what_is_there(workspace: Workspace, supplier: UUID) -> None:
    with workspace.change("Meanwhile") as work:
        work.amend(supplier, {"contact": "Mara"})
    with pytest.raises(Conflict, match=r"Contact of SUP-.* changed in the meantime"), workspace.change("Late") as work:
        work.amend(supplier, {"contact": "Edda"}, seen={"contact": "Jonas"})
    with workspace.change("Same thought") as work:
        assert not work.amend(supplier, {"contact": "Mara"}, seen={"contact": "Jonas"})
    with workspace.change("Another field") as work:
        assert work.amend(supplier, {"phone": "1"}, seen={"contact": "Jonas", "phone": None})
    assert workspace.view(supplier).value("contact") == "Mara"


def test_an_unknown_field_is_refused_in_words_whether_seen_or_not(workspace: Workspace, supplier: UUID) -> None:
    for seen in (None, {"colour": "red"}):
        with pytest.raises(RuleBroken, match="has no field “colour”"), workspace.change("Paint") as work:
            work.amend(supplier, {"colour": "blue"}, seen)
    with pytest.raises(RuleBroken, match="has no field “colour”"), workspace.change("Paint") as work:
        work.add("supplier", {"title": "x", "colour": "blue"})


def test_a_version_that_went_on_is_a_conflict_in_words(workspace: Workspace, supplier: UUID) -> None:
    table = Record.metadata.tables["record"]
    other = update(table).where(table.c.id == supplier).values(version=table.c.version + 1)

    def race(*, inside: bool) -> None:
        with workspace.change("Race") as work:
            record = work.get(supplier)
            work.session.connection().execute(other)
            record.title = "Lost update"
            if inside:
                work.session.flush()

    for inside in (True, False):
        with pytest.raises(Conflict, match="in the meantime"):
            race(inside=inside)
    assert supplier_titles(workspace) == ["Baltic Forge"]
    assert workspace.verify().ok


def test_a_tie_or_a_file_that_is_gone_is_a_conflict_in_words(workspace: Workspace) -> None:
    with pytest.raises(Conflict, match="link was taken away"), workspace.change("Unlink") as work:
        work.unlink(uuid4())
    with pytest.raises(Conflict, match="file was taken away"), workspace.change("Detach") as work:
        work.detach(uuid4())


def test_a_record_others_point_at_is_not_taken_away(workspace: Workspace, supplier: UUID) -> None:
    other = add_suppliers(workspace, "Nordic Steel")[0]
    with workspace.change("Tie") as work:
        work.link(work.get(supplier), Relation.CONCERNS, work.get(other))
    with pytest.raises(Conflict, match="Other records point at this one"), workspace.change("Delete") as work:
        work.session.delete(work.get(other))
    assert len(supplier_titles(workspace)) == 2


def test_a_read_writes_nothing_whichever_way(workspace: Workspace, supplier: UUID) -> None:
    before = tables(workspace)
    with workspace.read() as look:
        look.get(supplier).title = "Changed"
        with pytest.raises(RuntimeError, match="does not write"):
            look.session.flush()
    with workspace.read() as look:
        look.session.add(workspace.registers["customer"].model(title="x"))
        with pytest.raises(RuntimeError, match="does not write"):
            look.session.commit()
    with workspace.read() as look:
        look.get(supplier).title = "Changed"
    with pytest.raises(Unavailable), workspace.read() as look:
        look.session.execute(text("UPDATE record SET title = 'Changed'"))
    assert tables(workspace) == before
    assert workspace.verify().ok


def test_a_clock_moved_back_is_told_and_the_order_of_writing_stays(workspace: Workspace) -> None:
    now = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    for days in (0, 400, -400, 0):
        workspace.clock.fixed = now + timedelta(days=days)
        add_suppliers(workspace, f"Day {days}")
    reasons = [entry.reason for entry in workspace.history(4)]
    assert [e.label for e in workspace.history(5)][:4] == ["Add suppliers"] * 4
    assert reasons == [None, "The clock was moved back by 800 days, 0:00:00.", None, None]
    numbers = [entry.change for entry in workspace.history(5)]
    assert numbers == sorted(numbers, reverse=True)
    with workspace.read() as look:
        rows = look.session.execute(text("SELECT seq, change, ts FROM trail ORDER BY seq")).all()
    assert [r.seq for r in rows] == list(range(1, len(rows) + 1))
    assert [r.change for r in rows] == sorted(r.change for r in rows)
    assert [r.ts for r in rows] != sorted(r.ts for r in rows), "the clock is recorded as it was"
    workspace.undo()
    assert set(supplier_titles(workspace)) == {"Day 0", "Day 400", "Day -400"}
    assert workspace.verify().ok


def test_a_clock_set_right_by_seconds_is_not_worth_a_word(workspace: Workspace) -> None:
    for seconds in (50, 0):
        workspace.clock.fixed = datetime(2030, 1, 1, 0, 0, seconds, tzinfo=UTC)
        add_suppliers(workspace, "Baltic Forge")
    assert workspace.history(1)[0].reason is None
