"""What every door asks: amending, moving, linking, attaching, numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.records.base import Record
from qms_desktop.records.links import Relation
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace
from tests.workspace.bench import add_suppliers, opened, tables


@pytest.fixture
def nonconformity(workspace: Workspace) -> UUID:
    with workspace.change("Add") as work:
        return work.add("nonconformity", {"title": "Thread too short", "detected_where": "Goods in"}).id


def shut(workspace: Workspace, key: UUID, way: str) -> None:
    with workspace.change("Shut") as work:
        record = work.get(key)
        link = work.link(record, Relation.CONCERNS, work.get("PER-2026-0001"))
        work.attach(record, "a.txt", b"bytes")
        work.session.flush()
        assert link
        if way == "void":
            work.void(record, "twice")
        else:
            record.state = "inactive"


Door = Callable[[Work, UUID], object]
DOORS: dict[str, Door] = {
    "amend": lambda work, key: work.amend(key, {"title": "x"}),
    "amend to the same": lambda work, key: work.amend(key, {"title": "Baltic Forge"}),
    "attach": lambda work, key: work.attach(key, "b.txt", b"more"),
    "detach": lambda work, _: work.detach(attachment(work)),
}
VOID_DOORS: dict[str, Door] = {
    "move": lambda work, key: work.move(key, "evaluate"),
    "link": lambda work, key: work.link(work.get(key), Relation.LED_TO, work.get("PER-2026-0001")),
    "link back": lambda work, key: work.link(work.get("PER-2026-0001"), Relation.LED_TO, work.get(key)),
    "void again": lambda work, key: work.void(key, "again"),
    "point at it": lambda work, key: work.add("action", {"title": "x", "source": key}),
}


def attachment(work: Work) -> UUID:
    return UUID(work.session.connection().exec_driver_sql("SELECT id FROM attachment").scalar_one())


@pytest.mark.parametrize("door", [*DOORS, *VOID_DOORS])
def test_a_void_record_refuses_every_door(workspace: Workspace, supplier: UUID, door: str) -> None:
    shut(workspace, supplier, "void")
    before = tables(workspace)
    with pytest.raises(RuleBroken, match="void"), workspace.change("Try") as work:
        (DOORS | VOID_DOORS)[door](work, supplier)
    assert tables(workspace) == before


@pytest.mark.parametrize("door", DOORS)
def test_a_closed_record_refuses_changes_and_names_the_way_back(
    workspace: Workspace, supplier: UUID, door: str
) -> None:
    shut(workspace, supplier, "close")
    before = tables(workspace)
    with (
        pytest.raises(RuleBroken, match=r"is inactive, so it can no longer be changed\. Use “"),
        workspace.change("Try") as work,
    ):
        DOORS[door](work, supplier)
    assert tables(workspace) == before
    view = workspace.view(supplier)
    assert not any(f.editable for section in view.sections for f in section.fields)


def test_voiding_asks_for_a_reason_and_can_be_taken_back(workspace: Workspace, supplier: UUID) -> None:
    with pytest.raises(RuleBroken, match="needs a reason") as refusal, workspace.change("Void") as work:
        work.void(supplier, "  ")
    assert refusal.value.unmet[0].field == "reason"
    with workspace.change("Void") as work:
        work.void(supplier, " entered twice ")
    view = workspace.view(supplier)
    assert (view.voided, view.void_reason, view.moves) == (True, "entered twice", ())
    with workspace.change("Bring back") as work:
        work.unvoid(supplier)
        work.amend(supplier, {"title": "Back"})
    assert not workspace.view(supplier).voided


def test_references_must_be_of_the_kind_and_stand_and_not_point_at_themselves(
    workspace: Workspace, nonconformity: UUID, supplier: UUID
) -> None:
    with workspace.change("Void") as work:
        gone = work.add("person", {"title": "Gone"})
        work.session.flush()
        work.void(gone, "twice")
        action = work.add("action", {"title": "x"}).id
    for value, sentence in (
        (supplier, "not known here"),
        (uuid4(), "not known here"),
        (gone.id, "is void"),
        ("Ana", "not known here"),
    ):
        with pytest.raises(RuleBroken, match=f"Owner: .*{sentence}") as refusal, workspace.change("Point") as work:
            work.amend(nonconformity, {"owner": value})
        assert [u.field for u in refusal.value.unmet] == ["owner"]
    with pytest.raises(RuleBroken, match="cannot point at itself"), workspace.change("Point") as work:
        work.amend(action, {"source": action})


def test_every_wrong_value_is_listed_at_once(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="The nonconformity was not saved") as refusal, workspace.change("Add") as work:
        work.add("nonconformity", {"title": "x" * 251, "severity": "huge", "quantity": "many", "colour": 1, "cost": -1})
    assert [u.field for u in refusal.value.unmet] == ["title", "severity", "quantity", "colour", "cost"]
    assert all(u.must and u.message.endswith(".") for u in refusal.value.unmet)
    with pytest.raises(RuleBroken, match="Where is missing") as refusal, workspace.change("Add") as work:
        work.add("nonconformity", {"title": "x"})
    assert [u.field for u in refusal.value.unmet] == ["detected_where"]


def test_a_computed_field_takes_no_hand(workspace: Workspace, nonconformity: UUID) -> None:
    with pytest.raises(RuleBroken, match="can no longer be changed"), workspace.change("Try") as work:
        work.amend(nonconformity, {"closed_on": workspace.today})


def test_an_amount_gets_the_currency_of_the_organisation(workspace: Workspace, nonconformity: UUID) -> None:
    with workspace.change("Cost") as work:
        work.amend(nonconformity, {"cost": 1999})
    assert workspace.view(nonconformity).value("currency") == "EUR"
    with workspace.change("Cost") as work:
        work.amend(nonconformity, {"cost": 1, "currency": "USD"})
    assert workspace.view(nonconformity).value("currency") == "USD"


def test_what_follows_from_other_fields_is_looked_up_and_checks_speak(workspace: Workspace) -> None:
    with workspace.change("Risk") as work:
        risk = work.add("risk", {"title": "Fire", "likelihood": "5", "impact": "5"})
        key = risk.id
    assert workspace.view(key).value("level") == "critical"
    with workspace.change("Less") as work:
        work.amend(key, {"impact": "1"})
    assert (workspace.view(key).value("level"), workspace.view(key).value("score")) == ("medium", 5)
    with pytest.raises(RuleBroken, match="residual impact") as refusal, workspace.change("Worse") as work:
        work.amend(key, {"residual_impact": "4"})
    assert "residual_impact" in [u.field for u in refusal.value.unmet]


def test_a_refused_move_lists_every_condition_with_its_field(workspace: Workspace, nonconformity: UUID) -> None:
    with workspace.change("Forget") as work:
        work.amend(nonconformity, {"owner": None, "quantity": 5})
    with pytest.raises(RuleBroken, match="cannot do “Contain” yet") as refusal, workspace.change("Move") as work:
        work.move(nonconformity, "contain", waive=True)
    fields = {u.field for u in refusal.value.unmet}
    assert {"owner", "correction", "containment_own", "containment_supplier"} <= fields
    assert all(u.must for u in refusal.value.unmet), "a quantity is there, so the places must be answered"
    assert all(u.message in str(refusal.value) for u in refusal.value.unmet)
    shown = {m.name: m for m in workspace.view(nonconformity).moves}["contain"]
    assert {u.field for u in shown.unmet} == fields
    assert not shown.allowed


def contain(workspace: Workspace, key: UUID, *, waive: bool) -> Record:
    with workspace.change("Contain", "it was urgent") as work:
        return work.move(key, "contain", waive=waive)


def test_what_should_be_is_passed_by_a_click_that_the_reason_tells(workspace: Workspace, nonconformity: UUID) -> None:
    with workspace.change("Correct") as work:
        work.amend(nonconformity, {"correction": "sorted"})
    with pytest.raises(RuleBroken, match="Held in our stock is missing") as refusal:
        contain(workspace, nonconformity, waive=False)
    assert not any(u.must for u in refusal.value.unmet)
    contain(workspace, nonconformity, waive=True)
    reason = str(workspace.history(1)[0].reason).split("\n")
    assert reason[0] == "it was urgent"
    assert reason[1] == "Not needed here: Held in our stock is missing."
    assert len(reason) == 5
    assert workspace.view(nonconformity).state == "contained"


def test_the_full_profile_turns_should_into_must(workspace: Workspace, nonconformity: UUID) -> None:
    with workspace.change("Strict") as work:
        work.amend(nonconformity, {"correction": "sorted"})
        work.organisation.full_profile = True
    with pytest.raises(RuleBroken) as refusal:
        contain(workspace, nonconformity, waive=True)
    assert all(u.must for u in refusal.value.unmet)
    assert len(refusal.value.unmet) == 4


def test_the_standing_waiver_lets_one_person_be_both(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        nc = work.add("nonconformity", {"title": "x", "detected_where": "y"})
        work.session.flush()
        action = work.add("action", {"title": "x", "source": nc.id, "evidence": "seen", "verifier": work.actor_id})
        work.session.flush()
        work.move(action, "done")
        key = action.id

    def check() -> None:
        with workspace.change("Verify") as work:
            work.move(key, "verify")

    with pytest.raises(RuleBroken, match="somebody else than the owner"):
        check()
    with workspace.change("Waive") as work:
        work.organisation.waiver = "We are two."
    check()
    assert workspace.view(key).state == "verified"
    assert workspace.view(key).value("closed_on") == workspace.today


def test_a_move_that_does_not_start_here_says_which_do(workspace: Workspace, supplier: UUID) -> None:
    with (
        pytest.raises(RuleBroken, match=r"from which “approve” does not start\. Possible: .*evaluate"),
        workspace.change("M") as work,
    ):
        work.move(supplier, "approve")


def test_a_reason_that_is_asked_for_is_one_more_condition(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        key = work.add("customer", {"title": "x"}).id
    for reason in (None, "   "):
        with pytest.raises(RuleBroken, match="A reason is needed") as refusal, workspace.change("Move") as work:
            work.move(key, "deactivate", reason=reason)
        assert [u.field for u in refusal.value.unmet] == ["reason"]


def test_numbers_have_no_gaps_under_changes_that_fail(workspace: Workspace) -> None:
    for n in range(12):
        if n % 3 == 2:
            with pytest.raises(RuleBroken, match=r"Title|Name"):
                add_suppliers(workspace, "Fine", "")
        else:
            add_suppliers(workspace, f"Supplier {n}")
    workspace.close()
    with opened(workspace.path) as again:
        add_suppliers(again, "Last")
        with again.read() as look:
            found = look.session.connection().exec_driver_sql("SELECT number FROM record WHERE kind = 'supplier'")
            year = again.today.year
            assert sorted(n for (n,) in found) == [f"SUP-{year}-{n:04}" for n in range(1, 10)]


def test_somebody_who_may_only_read_changes_nothing_by_any_door(workspace: Workspace) -> None:
    with workspace.change("Add a reader") as work:
        reader = work.add("person", {"title": "Rea Lesend", "roles": "reader"}).id
    workspace.actor = reader
    with pytest.raises(RuleBroken, match="may read here"), workspace.change("Try") as work:
        work.add("risk", {"title": "Never"})
    with pytest.raises(RuleBroken, match="may read here"):
        workspace.undo()
    assert workspace.count(Listing("risk")) == 0


def test_what_the_program_works_out_cannot_be_typed(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        work.add("risk", {"title": "Power cut", "likelihood": "5", "impact": "5"})
    with pytest.raises(RuleBroken, match="worked out"), workspace.change("Cheat") as work:
        work.add("risk", {"title": "Flood", "level": "low"})
    with pytest.raises(RuleBroken, match="Level"), workspace.change("Cheat") as work:
        work.amend(f"RSK-{workspace.today.year}-0001", {"level": "low"})


def test_a_due_day_that_moves_is_counted_in_a_change_that_has_just_begun(workspace: Workspace) -> None:
    with workspace.change("Add action") as work:
        action = work.add("action", {"title": "Label the bins", "due_on": date(2027, 1, 1)}).id
    for month in (2, 3):
        with workspace.change("Later") as work:
            work.amend(action, {"due_on": date(2027, month, 1), "reschedule_reason": "The bins are late"})
    view = workspace.view(action)
    shown = {f.field.name: f.value for section in view.sections for f in section.fields}
    assert (shown["original_due"], shown["reschedule_count"]) == (date(2027, 1, 1), 2)
