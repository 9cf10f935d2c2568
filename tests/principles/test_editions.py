from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from qms_desktop.principles.process_approach.editions import Edition, editions
from tests.principles.test_documents import WAY, attach, draft, effective, go
from tests.principles.world import World


def stamps(world: World, document: Any) -> list[tuple[str, str]]:
    return [(edition.revision, edition.stamp) for edition in editions(document, world)]


def second(world: World, document: Any) -> None:
    go(world, document, "new_version")
    world.amend(document, change_summary="Five parts", training_impact="info", author=document.owner)
    attach(world, document, b"second", "wi-07 b.txt")


def test_the_valid_version_is_read_without_a_stamp(world: World) -> None:
    made = effective(world, external_ref="WI-07")
    (edition,) = editions(made, world)
    assert edition == Edition(
        number="WI-07",
        title="Incoming check",
        revision="A",
        status="Effective",
        tone="green",
        stamp="",
        about="From 2026-11-20, approved by Max on 2026-11-20, written by Ana",
        file_name="wi-07.txt",
        sha256=edition.sha256,
        kept_at="",
    )
    assert edition.valid
    assert edition.sha256


def test_it_stands_before_the_draft_that_is_stamped(world: World) -> None:
    made = effective(world)
    second(world, made)
    assert stamps(world, made) == [("A", ""), ("B", "NOT IN EFFECT: draft")]
    assert [e.file_name for e in editions(made, world)] == ["wi-07.txt", "wi-07 b.txt"]


def test_what_is_approved_says_from_when(world: World) -> None:
    made = draft(world, effective_from=date(2026, 12, 1))
    go(world, made, *WAY[:3])
    assert stamps(world, made) == [("A", "NOT IN EFFECT: approved, takes effect on 2026-12-01")]


def test_what_was_superseded_says_by_which_revision_and_when(world: World) -> None:
    made = effective(world)
    second(world, made)
    go(world, made, *WAY)
    assert stamps(world, made) == [("B", ""), ("A", "OBSOLETE: superseded by revision B on 2026-11-20")]
    assert [e.tone for e in editions(made, world)] == ["green", "red"]


def test_a_withdrawn_document_and_a_draft_that_was_given_up(world: World) -> None:
    made = effective(world)
    go(world, made, "new_version", "drop")
    assert stamps(world, made) == [("A", ""), ("B", "OBSOLETE: given up before it took effect")]
    other = effective(world)
    go(world, other, "retire")
    assert stamps(world, other) == [("A", "OBSOLETE: withdrawn on 2026-11-20")]


def test_an_obsolete_document_of_an_old_list(world: World) -> None:
    made = world.add("document", {"state": "obsolete", "revision": "1.0", "taken_over_from": "list.csv, row 2"})
    assert stamps(world, made) == [("1.0", "OBSOLETE: withdrawn")]


def test_an_emergency_issue_is_stamped_until_it_is_approved(world: World) -> None:
    made = effective(world)
    second(world, made)
    go(world, made, "emergency_issue")
    until = world.today + timedelta(days=3)
    assert stamps(world, made)[0] == ("B", f"EMERGENCY ISSUE: valid until {until}, not approved yet")
    world.today = until + timedelta(days=1)
    assert stamps(world, made)[0] == ("B", f"EXPIRED: emergency issue until {until}, never approved")
    go(world, made, "approve_emergency")
    assert stamps(world, made)[0] == ("B", "")


def test_a_void_document_counts_no_more(world: World) -> None:
    made = effective(world)
    made.voided, made.void_reason = True, "Entered twice"
    assert stamps(world, made) == [("A", "VOID: Entered twice")]


def test_a_file_that_was_attached_to_a_taken_over_document_is_read(world: World) -> None:
    made = world.add("document", {"state": "effective", "revision": "1.0", "taken_over_from": "list.csv, row 2"})
    attach(world, made, b"old", "PRO-001.pdf")
    assert [e.file_name for e in editions(made, world)] == ["PRO-001.pdf"]  # type: ignore[arg-type]
