from __future__ import annotations

from datetime import date

from qms_desktop.principles.continuous_improvement.actions import Action
from tests.principles.world import World

FIRST, SECOND, THIRD = date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)


def promised(world: World, **values: object) -> Action:
    source = world.add("risk", {})
    basics = {"source": source.id, "owner": world.person("Ana").id, "due_on": FIRST}
    made = world.add("action", basics | values)
    assert isinstance(made, Action)
    return made


def test_the_first_due_day_is_kept_and_changes_are_counted(world: World) -> None:
    action = promised(world)
    assert (action.original_due, action.reschedule_count) == (FIRST, None)
    world.amend(action, due_on=SECOND)
    world.amend(action, title="Another name")
    assert (action.original_due, action.reschedule_count) == (FIRST, 1)
    world.amend(action, due_on=THIRD)
    assert (action.original_due, action.reschedule_count) == (FIRST, 2)


def test_a_day_set_later_is_the_first_one(world: World) -> None:
    action = promised(world, due_on=None)
    world.amend(action, due_on=SECOND)
    assert (action.original_due, action.reschedule_count) == (SECOND, None)


def test_deriving_twice_counts_once(world: World) -> None:
    action = promised(world)
    with world.session.no_autoflush:
        action.due_on = SECOND
        world.amend(action)
    assert action.reschedule_count == 1
    world.amend(action)
    assert action.reschedule_count == 1


def test_verification_is_asked_for_unless_told_otherwise(world: World) -> None:
    assert promised(world).requires_verification is True
    assert promised(world, requires_verification=False).requires_verification is False


def test_start_needs_source_owner_and_day(world: World) -> None:
    bare = world.add("action", {})
    assert world.musts(bare, "start") == {"source", "owner", "due_on"}
    world.move(promised(world), "start")


def test_a_list_of_the_past_need_not_know_the_source(world: World) -> None:
    action = promised(world, source=None, taken_over_from="actions.csv, row 3")
    world.move(action, "start")


def test_done_is_shown_by_words_or_by_a_file(world: World) -> None:
    action = promised(world, state="in_progress")
    assert world.musts(action, "done") == {"evidence"}
    world.files[action.id] = 1
    assert world.musts(action, "done") == set()
    world.files.clear()
    world.amend(action, evidence="Photo of the bins")
    world.move(action, "done")
    assert action.done_on == world.today


def test_somebody_else_verifies(world: World) -> None:
    action = promised(world, state="done", evidence="Photo")
    assert world.musts(action, "verify") == {"verifier"}
    world.amend(action, verifier=action.owner)
    assert world.musts(action, "verify") == {"verifier"}
    world.waived = True
    assert world.musts(action, "verify") == set()
    world.waived = False
    world.amend(action, verifier=world.person("Kim").id)
    world.move(action, "verify")


def test_not_done_after_all(world: World) -> None:
    action = promised(world, state="done", done_on=world.today)
    world.move(action, "return")
    assert (action.state, action.done_on) == ("in_progress", None)


def test_cancel_and_reopen(world: World) -> None:
    action = promised(world)
    world.move(action, "cancel")
    world.move(action, "reopen")
    assert action.state == "in_progress"


def test_done_before_it_was_raised_is_refused(world: World) -> None:
    action = promised(world, occurred_on=date(2026, 11, 10), done_on=date(2026, 11, 9))
    assert world.problems(action) == {"done_on"}
