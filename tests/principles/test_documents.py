from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from qms_desktop.principles.process_approach.processes import Step
from qms_desktop.principles.process_approach.version_steps import following
from qms_desktop.principles.process_approach.versions import DocumentReviewer, DocumentVersion
from qms_desktop.records.base import Record
from qms_desktop.records.links import Attachment
from qms_desktop.records.types import uuid7
from qms_desktop.workspace import files
from tests.principles.world import NOW, World

FULL: dict[str, object] = {"change_summary": "First issue", "training_impact": "none", "review_months": 24}
NO_FILE = "Attach the file of this version. It must be attached after the version was begun."
NO_REVIEWER = "Nobody is named as reviewer."
WAY = ("submit", "pass_review", "approve", "release")


def draft(world: World, **values: object) -> Any:
    """A draft with author, approver and file, ready to be submitted."""
    author, approver = world.person("Ana"), world.person("Max", "top_management;quality_manager")
    given = FULL | {"author": author.id, "approver": approver.id, "owner": author.id} | values
    made = world.add("document", {"title": "Incoming check"} | given)
    attach(world, made, b"first")
    return made


def attach(world: World, document: Record, content: bytes, name: str = "wi-07.txt") -> Attachment:
    made = files.attach(world.session, document, name, content, "text/plain", NOW, None)
    world.session.flush()
    return made


def review(world: World, document: Record, *people: Record) -> None:
    for place, person in enumerate(people, start=1):
        world.session.add(DocumentReviewer(record=document.id, position=place, reviewer=person.id))
    world.session.flush()


def go(world: World, document: Record, *names: str) -> None:
    for name in names:
        world.move(document, name)


def effective(world: World, **values: object) -> Any:
    made = draft(world, **values)
    go(world, made, *WAY)
    return made


def lines(world: World, document: Any) -> list[DocumentVersion]:
    return list(world.lines(document, "document_version"))


def versions(world: World, document: Any) -> list[tuple[str | None, str | None]]:
    return [(v.revision, v.status) for v in lines(world, document)]


def test_a_new_document_begins_with_the_draft_of_its_first_version(world: World) -> None:
    made: Any = world.add("document", {})
    assert (made.revision, made.change_summary, made.in_effect) == ("A", "First issue", None)
    assert versions(world, made) == [("A", "draft")]


def test_the_author_is_who_writes_it(world: World) -> None:
    world.actor = world.person("Ana")
    made: Any = world.add("document", {})
    assert made.author == world.actor.id == lines(world, made)[0].author


def test_the_line_of_the_draft_follows_the_form(world: World) -> None:
    made = draft(world)
    world.amend(made, revision="0.9", change_summary="Sample size")
    assert (lines(world, made)[0].revision, lines(world, made)[0].change_summary) == ("0.9", "Sample size")


def test_submitting_needs_file_summary_training_and_advises_a_reviewer(world: World) -> None:
    bare = world.add("document", {})
    assert world.musts(bare, "submit") == {"owner", "author", "training_impact", NO_FILE}
    assert world.shoulds(bare, "submit") == {NO_REVIEWER}
    made = draft(world)
    assert world.musts(made, "submit") == set()
    review(world, made, world.person("Ida"))
    assert world.shoulds(made, "submit") == set()


def test_a_document_kept_elsewhere_should_have_its_file_inside(world: World) -> None:
    author = world.person("Ana").id
    made = world.add("document", FULL | {"author": author, "owner": author, "kept_at": "https://wiki.example/7"})
    assert world.musts(made, "submit") == set()
    assert world.shoulds(made, "submit") == {NO_FILE, NO_REVIEWER}


def test_an_empty_file_is_no_file(world: World) -> None:
    made = draft(world)
    attach(world, made, b"", "empty.txt")
    assert world.musts(made, "submit") == {"empty.txt is empty. Attach the file again."}


def test_the_version_is_bound_to_the_newest_file(world: World) -> None:
    made = draft(world)
    newer = attach(world, made, b"second", "wi-07 b.txt")
    go(world, made, "submit")
    line = lines(world, made)[0]
    assert (line.file, line.sha256, line.file_name, made.file_name) == (newer.id, newer.blob, *["wi-07 b.txt"] * 2)


def test_every_reviewer_passes(world: World) -> None:
    made, ida, ole = draft(world), world.person("Ida"), world.person("Ole")
    review(world, made, ida, ole)
    go(world, made, "submit")
    world.actor = world.person("Eva")
    assert world.musts(made, "reviewed") == {"Eva is not among the reviewers."}
    world.actor = ida
    assert world.musts(made, "pass_review") == {"Ole has not passed it yet."}
    go(world, made, "reviewed")
    assert made.state == "in_review"
    world.actor = ole
    go(world, made, "pass_review")
    assert made.state == "in_approval"
    assert lines(world, made)[0].reviewers == "Ida (2026-11-20), Ole (2026-11-20)"


@pytest.mark.parametrize("way", [("submit",), ("submit", "pass_review")])
def test_what_came_back_goes_on_with_an_answer(world: World, way: tuple[str, ...]) -> None:
    made, ida = draft(world), world.person("Ida")
    review(world, made, ida)
    world.actor = ida
    go(world, made, *way, "return")
    assert (made.state, made.returns, lines(world, made)[0].file, made.file_name) == ("draft", 1, None, None)
    assert world.lines(made, "document_reviewer")[0].passed_on is None
    assert world.musts(made, "submit") == {"review_answer"}
    world.amend(made, review_answer="Sample size is 5 now")
    go(world, made, "submit")


def test_the_approver_is_not_the_author_unless_waived(world: World) -> None:
    made = draft(world)
    go(world, made, "submit", "pass_review")
    world.amend(made, approver=made.author)
    assert world.musts(made, "approve") == {"approver"}
    world.waived = True
    go(world, made, "approve")


def test_nobody_signs_for_somebody_else(world: World) -> None:
    made = draft(world)
    go(world, made, "submit", "pass_review")
    world.actor = world.person("Eva", "process_owner")
    assert world.musts(made, "approve") == {"approver"}
    world.actor = world.person("Tim")
    assert world.musts(made, "approve") == {
        "approver",
        "Process owner or Top management must do this; Tim does not hold that role.",
    }
    world.actor = world.session.get(Record, made.approver)
    go(world, made, "approve")
    assert (made.approved_on, lines(world, made)[0].approved_on) == (world.today, world.today)


def test_an_approval_needs_a_name(world: World) -> None:
    made = draft(world, approver=None)
    go(world, made, "submit", "pass_review")
    assert world.musts(made, "approve") == {"approver"}


def test_it_takes_effect_on_its_day_and_is_due_for_review(world: World) -> None:
    made = draft(world, effective_from=date(2026, 12, 1))
    go(world, made, *WAY[:3])
    assert world.musts(made, "release") == {"effective_from"}
    world.today = date(2026, 12, 1)
    go(world, made, "release")
    assert (made.in_effect, made.effective_from, made.due_on) == ("A", date(2026, 12, 1), date(2028, 12, 1))
    assert versions(world, made) == [("A", "effective")]


def test_the_interval_of_the_review_should_be_said(world: World) -> None:
    made = draft(world, review_months=None)
    go(world, made, *WAY[:3])
    assert world.shoulds(made, "release") == {"review_months"}
    world.amend(made, review_months=0)
    assert world.shoulds(made, "release") == set()
    go(world, made, "release")
    assert made.due_on is None


def test_only_the_quality_manager_releases(world: World) -> None:
    made = draft(world)
    go(world, made, *WAY[:3])
    world.actor = world.person("Tim", "process_owner")
    assert len(world.musts(made, "release")) == 1


def test_a_day_before_the_approval_is_refused(world: World) -> None:
    made = draft(world, effective_from=date(2026, 11, 1))
    go(world, made, *WAY[:3])
    assert world.problems(made) == {"effective_from"}


def test_the_valid_version_stays_while_the_next_is_written(world: World) -> None:
    made = effective(world)
    go(world, made, "new_version")
    assert (made.state, made.revision, made.in_effect) == ("draft", "B", "A")
    assert (made.change_summary, made.approved_on, made.effective_from, made.file_name) == (None, None, None, None)
    assert versions(world, made) == [("A", "effective"), ("B", "draft")]
    assert world.musts(made, "submit") >= {"change_summary", "training_impact", NO_FILE}


def test_the_next_version_supersedes_it(world: World) -> None:
    made = effective(world)
    go(world, made, "new_version")
    world.amend(made, change_summary="Sample size 5", training_impact="info", author=made.owner)
    attach(world, made, b"second")
    go(world, made, *WAY)
    assert versions(world, made) == [("A", "superseded"), ("B", "effective")]
    assert (made.in_effect, lines(world, made)[0].superseded_on) == ("B", world.today)
    assert lines(world, made)[0].sha256 != lines(world, made)[1].sha256


def test_a_draft_is_given_up_for_the_valid_version(world: World) -> None:
    first = draft(world)
    assert world.musts(first, "drop") == {"No version is in effect to go back to. Void the document instead."}
    made = effective(world)
    go(world, made, "new_version", "drop")
    assert (made.state, made.revision, made.in_effect, made.file_name) == ("effective", "A", "A", "wi-07.txt")
    assert versions(world, made) == [("A", "effective"), ("B", "obsolete")]
    go(world, made, "new_version")
    assert made.revision == "C"


def test_an_emergency_issue_lasts_72_hours_and_is_approved_afterwards(world: World) -> None:
    made = effective(world)
    assert world.musts(made, "approve_emergency") == {
        "It was not issued in an emergency, so there is nothing to approve afterwards."
    }
    go(world, made, "new_version")
    world.actor = world.person("Tim", "process_owner")
    assert len(world.musts(made, "emergency_issue")) == 4  # role, summary, training, file
    world.actor = world.session.get(Record, made.approver)
    world.amend(made, change_summary="Stop of line 2", training_impact="info", author=made.owner)
    attach(world, made, b"second")
    go(world, made, "emergency_issue")
    assert versions(world, made) == [("A", "superseded"), ("B", "effective")]
    assert (made.emergency_until, made.due_on) == (world.today + timedelta(days=3),) * 2
    assert not made.approved_on
    assert len(world.musts(made, "confirm_review")) == 1
    world.actor = world.session.get(Record, made.author)
    assert world.musts(made, "approve_emergency") >= {"author"}
    world.actor = world.person("Eva", "top_management")
    world.today = date(2026, 11, 22)
    go(world, made, "approve_emergency")
    assert made.emergency_until is None
    assert (made.approver, made.approved_on, made.due_on) == (world.actor.id, world.today, date(2028, 11, 22))
    assert world.problems(made) == set()


def test_a_revoked_approval_leaves_the_version_before_in_effect(world: World) -> None:
    made = effective(world)
    go(world, made, "new_version")
    world.amend(made, change_summary="Sample size 5", training_impact="info", author=made.owner)
    attach(world, made, b"second")
    go(world, made, *WAY, "revoke_approval")
    assert versions(world, made) == [("A", "effective"), ("B", "draft")]
    assert (made.in_effect, made.approved_on, made.effective_from, made.file_name) == ("A", None, None, None)
    assert lines(world, made)[0].superseded_on is None


def test_what_was_taken_over_has_no_approval_to_revoke(world: World) -> None:
    made = world.add("document", {"state": "effective", "revision": "1.0", "taken_over_from": "list.csv, row 2"})
    assert world.musts(made, "revoke_approval") == {
        "It carries no approval that could be revoked. Begin the next version instead."
    }


def test_revoking_before_the_release_changes_nothing_in_effect(world: World) -> None:
    made = draft(world)
    go(world, made, *WAY[:3], "revoke_approval")
    assert versions(world, made) == [("A", "draft")]


def test_the_owner_confirms_that_it_is_still_suitable(world: World) -> None:
    made = effective(world)
    world.today = date(2028, 11, 1)
    world.actor = world.person("Tim")
    assert world.musts(made, "confirm_review") == {"owner"}
    world.actor = world.session.get(Record, made.owner)
    go(world, made, "confirm_review")
    assert made.due_on == date(2030, 11, 1)


def test_what_is_still_named_is_not_retired(world: World) -> None:
    made = effective(world, external_ref="WI-07")
    part = world.add("document", {"title": "Form", "parent": made.id})
    process = world.add("process", {"title": "Goods in"})
    world.session.add(Step(record=process.id, position=1, what="Check", document="WI-07"))
    world.session.flush()
    assert world.musts(made, "retire") == {
        f"A step of {process.number} “Goods in” still names it.",
        f"{part.number} “Form” is still part of it.",
    }
    process.state = "retired"
    world.amend(part, parent=None)
    go(world, made, "retire")
    assert (made.in_effect, versions(world, made)) == (None, [("A", "obsolete")])


def test_an_obsolete_document_comes_back_as_a_new_version(world: World) -> None:
    made = effective(world)
    go(world, made, "retire", "revive")
    assert (made.state, versions(world, made)) == ("draft", [("A", "obsolete"), ("B", "draft")])


@pytest.mark.parametrize("status", ["effective", "draft"])
def test_the_database_takes_one_valid_version_and_one_in_work(world: World, status: str) -> None:
    made = effective(world)
    go(world, made, "new_version")
    row = {"id": uuid7(), "record": made.id, "position": 9, "revision": "X", "status": status}
    with pytest.raises(IntegrityError):
        world.session.execute(insert(DocumentVersion.__table__).values(row))  # type: ignore[arg-type]


def test_no_two_versions_carry_the_same_revision(world: World) -> None:
    made = effective(world)
    go(world, made, "new_version")
    made.revision = "a"
    assert world.problems(made) == {"revision"}


def test_no_document_is_part_of_its_own_parts(world: World) -> None:
    first, second = world.add("document", {}), world.add("document", {})
    world.amend(first, parent=second.id)
    assert world.problems(first) == set()
    world.amend(second, parent=first.id)
    assert world.problems(second) == {"parent"}


def test_what_was_taken_over_has_its_version_without_invented_facts(world: World) -> None:
    made: Any = world.add("document", {"state": "effective", "revision": "1.0", "taken_over_from": "list.csv, row 2"})
    assert (versions(world, made), made.in_effect) == ([("1.0", "effective")], "1.0")
    assert (made.change_summary, made.author, lines(world, made)[0].approved_on) == (None, None, None)
    go(world, made, "new_version")
    assert made.revision == "1.1"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([None], "A"),
        (["A"], "B"),
        (["Z"], "AA"),
        (["AZ"], "BA"),
        (["1"], "2"),
        (["09"], "10"),
        (["1.0"], "1.1"),
        (["Rev. 3"], "Rev. 4"),
        (["B", "A"], "C"),
        (["2026-03"], "2026-04"),
        (["Й"], "Й-2"),
    ],
)
def test_the_label_of_the_next_revision(before: list[str | None], after: str) -> None:
    assert following(before) == after
