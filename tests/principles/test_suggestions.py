from __future__ import annotations

from datetime import date

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.workspace.workspace import Workspace
from tests.principles.world import World


def test_an_answer_is_promised_within_ten_working_days(world: World) -> None:
    made = world.add("suggestion", {"occurred_on": date(2026, 11, 20)})
    assert made.due_on == date(2026, 12, 4)
    kept = world.add("suggestion", {"occurred_on": date(2026, 11, 20), "due_on": date(2026, 11, 24)})
    assert kept.due_on == date(2026, 11, 24)
    assert world.add("suggestion", {"occurred_on": date(2026, 1, 5), "state": "verified"}).due_on is None


def test_who_enters_it_is_the_author_unless_it_is_anonymous(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        mine = work.add("suggestion", {"title": "Shadow board"}).number
        hidden = work.add("suggestion", {"title": "Shorter meetings", "anonymous": True}).number
        old = work.add("suggestion", {"title": "Bins"}, taken_over_from="ideas.xlsx").number
    assert getattr(workspace.view(mine).value("author"), "title", None) == "Ana Probe"
    assert workspace.view(hidden).value("author") is None
    assert workspace.view(old).value("author") is None
    with pytest.raises(RuleBroken, match="names no author"), workspace.change("Both") as work:
        work.amend(hidden, {"author": workspace.actor})


def test_the_review_needs_an_idea_and_rather_somebody_else(world: World) -> None:
    ana, max_ = world.person("Ana").id, world.person("Max").id
    made = world.add("suggestion", {"author": ana})
    assert world.musts(made, "review") == {"idea", "owner"}
    world.amend(made, idea="A shadow board", owner=ana)
    assert (world.musts(made, "review"), world.shoulds(made, "review")) == (set(), {"owner"})
    world.amend(made, owner=max_)
    assert world.unmet(made, "review") == []
    world.move(made, "review")


def test_a_rejection_says_why(world: World) -> None:
    made = world.add("suggestion", {"state": "under_review", "owner": world.person("Max").id})
    assert world.musts(made, "reject") == {"reply"}
    assert (world.musts(made, "accept"), world.shoulds(made, "accept")) == (set(), {"reply"})
    world.amend(made, reply="The crib moves next month anyway")
    world.move(made, "reject")
    assert (made.state, getattr(made, "replied_on", None)) == ("rejected", world.today)


def test_from_the_acceptance_to_what_it_brought(world: World) -> None:
    made = world.add("suggestion", {"state": "under_review", "owner": world.person("Max").id, "reply": "Yes"})
    world.move(made, "accept")
    world.move(made, "implement")
    world.move(made, "return")
    assert getattr(made, "implemented_on", None) is None
    world.move(made, "implement")
    assert getattr(made, "implemented_on", None) == world.today
    assert world.musts(made, "verify") == {"outcome"}
    world.amend(made, realised_saving=120_000)
    world.move(made, "verify")
    assert made.state == "verified"


@pytest.mark.parametrize("end", ["rejected", "verified"])
def test_a_new_look_promises_a_new_answer(world: World, end: str) -> None:
    made = world.add("suggestion", {"state": end, "replied_on": date(2026, 5, 4), "due_on": date(2026, 5, 1)})
    world.move(made, "reopen")
    assert (made.state, made.due_on, getattr(made, "replied_on", None)) == ("under_review", date(2026, 12, 4), None)


def test_nothing_is_answered_before_it_was_made(world: World) -> None:
    made = world.add("suggestion", {"occurred_on": date(2026, 11, 2), "replied_on": date(2026, 11, 1)})
    assert world.problems(made) == {"replied_on"}
