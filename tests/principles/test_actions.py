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


def put_off(world: World, action: Action, until: date) -> None:
    world.amend(action, due_on=until, reschedule_reason="The bins are late")


def test_each_change_of_the_day_is_kept_with_its_reason(world: World) -> None:
    action = promised(world)
    assert (action.original_due, action.reschedule_count) == (FIRST, None)
    put_off(world, action, SECOND)
    world.amend(action, title="Another name")
    put_off(world, action, THIRD)
    assert (action.original_due, action.reschedule_count, action.reschedule_reason) == (FIRST, 2, None)
    kept = [(line.was_due, line.now_due, line.reason) for line in world.lines(action, "action_rescheduling")]
    assert kept == [(FIRST, SECOND, "The bins are late"), (SECOND, THIRD, "The bins are late")]


def test_a_promised_day_does_not_move_without_a_reason(world: World) -> None:
    action = promised(world)
    with world.session.no_autoflush:
        action.due_on = SECOND
        assert world.problems(action) == {"reschedule_reason"}
        action.due_on = None
        assert world.problems(action) == {"reschedule_reason"}
        action.due_on = FIRST
        assert world.problems(action) == set()


def test_after_two_delays_the_owner_of_the_source_is_asked(world: World) -> None:
    boss = world.person("Kim")
    action = promised(world, source=world.add("risk", {"owner": boss.id}).id, evidence="Photo")
    put_off(world, action, SECOND)
    assert world.shoulds(action, "done") == set()
    put_off(world, action, THIRD)
    assert world.shoulds(action, "done") == {"delay_confirmed_by"}
    with world.session.no_autoflush:
        action.delay_confirmed_by = action.owner
        assert world.problems(action) == {"delay_confirmed_by"}
        world.waived = True
        assert world.problems(action) == set()
        world.waived = False
        action.delay_confirmed_by = boss.id
        assert world.problems(action) == set()
    world.session.flush()
    assert world.shoulds(action, "done") == set()
    assert action.for_review is None


def test_the_third_delay_asks_again_and_is_for_the_management_review(world: World) -> None:
    action = promised(world)
    for until in (SECOND, THIRD):
        put_off(world, action, until)
    world.amend(action, delay_confirmed_by=world.person("Kim").id)
    put_off(world, action, FIRST)
    assert (action.reschedule_count, action.delay_confirmed_by, action.for_review) == (3, None, True)
    assert [line.now_due for line in world.lines(action, "action_rescheduling")] == [SECOND, THIRD, FIRST]


def test_a_day_set_later_is_the_first_one(world: World) -> None:
    action = promised(world, due_on=None)
    world.amend(action, due_on=SECOND)
    assert (action.original_due, action.reschedule_count) == (SECOND, None)


def test_deriving_twice_counts_once(world: World) -> None:
    action = promised(world)
    with world.session.no_autoflush:
        action.due_on, action.reschedule_reason = SECOND, "The bins are late"
        world.amend(action)
    world.amend(action)
    assert action.reschedule_count == 1
    assert len(world.lines(action, "action_rescheduling")) == 1


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
