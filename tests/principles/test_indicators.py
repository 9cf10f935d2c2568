"""Indicators through the workspace's door: periods, shares, standing, staleness and what is reviewed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from qms_desktop.errors import Conflict, RuleBroken
from qms_desktop.principles.evidence_based_decision_making.figures import agrees
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator
from qms_desktop.principles.evidence_based_decision_making.measuring import is_stale, next_due
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

VALUES = "indicator_value"
TODAY = date(2026, 11, 22)
ON_TIME: dict[str, object] = {
    "title": "Deliveries on time", "unit": "%", "direction": "up", "target": 95.0, "alarm_low": 90.0,
    "frequency": "monthly",
}  # fmt: skip
Door = Callable[..., Indicator]


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Work, "today", TODAY)


@pytest.fixture
def made(workspace: Workspace) -> Door:
    """Makes an indicator with values, and hands back how it was stored."""

    def door(*rows: dict[str, object], **values: object) -> Indicator:
        with workspace.change("Add indicator") as work:
            found = work.add("indicator", ON_TIME | values)
            if rows:
                work.add_lines(found, VALUES, rows)
        return stored(workspace, found.id)

    return door


def stored(workspace: Workspace, key: UUID) -> Indicator:
    with workspace.read() as look:
        found = look.session.get_one(Indicator, key)
        look.session.expunge_all()
        return found


def points(workspace: Workspace, indicator: Indicator) -> list[tuple[object, object]]:
    (lines,) = workspace.view(indicator.id).lines
    return [(row.cells[0], row.cells[1]) for row in lines.rows]


def change(workspace: Workspace, indicator: Indicator, at: str, **values: object) -> None:
    with workspace.change("Change a value") as work:
        lines: list[Any] = list(work.lines(work.get(indicator.id), VALUES))
        found = next(line for line in lines if line.period == at)
        work.amend_line(indicator.id, VALUES, found.id, values)


def test_a_new_indicator_waits_for_its_first_value(made: Door) -> None:
    indicator = made()
    assert (indicator.standing, indicator.last_value, indicator.last_period) == ("no_value", None, None)
    assert indicator.due_on == next_due(indicator)


def test_the_last_value_is_that_of_the_last_period_not_the_last_entered(workspace: Workspace, made: Door) -> None:
    indicator = made({"period": "2026-10", "value": 96.0}, {"period": "2026-08", "value": 91.0})
    assert (indicator.last_period, indicator.last_value, indicator.standing) == (date(2026, 10, 1), 96.0, "on_target")
    assert points(workspace, indicator) == [("2026-08-01", 91.0), ("2026-10-01", 96.0)]


@pytest.mark.parametrize(
    ("value", "wanted"), [(95.0, "on_target"), (94.9, "missed"), (90.0, "missed"), (89.9, "alarm"), (100, "on_target")]
)
def test_a_value_on_the_line_is_not_beyond_it(made: Door, value: float, wanted: str) -> None:
    assert made({"period": "2026-10", "value": value}).standing == wanted


@pytest.mark.parametrize(
    ("values", "value", "wanted"),
    [
        ({"direction": "down", "target": 2.0, "alarm_low": None, "alarm_high": 5.0}, 2.0, "on_target"),
        ({"direction": "down", "target": 2.0, "alarm_low": None, "alarm_high": 5.0}, 2.1, "missed"),
        ({"direction": "down", "target": 2.0, "alarm_low": None, "alarm_high": 5.0}, 5.1, "alarm"),
        ({"direction": "range", "target": None, "target_low": 92.0, "target_high": 98.0}, 98.0, "on_target"),
        ({"direction": "range", "target": None, "target_low": 92.0, "target_high": 98.0}, 98.5, "missed"),
        ({"direction": "range", "target": None}, 50.0, "alarm"),
        ({"target": None, "alarm_low": None}, 50.0, "no_target"),
    ],
)
def test_each_direction_has_its_good_side(made: Door, values: dict[str, object], value: float, wanted: str) -> None:
    assert made({"period": "2026-10", "value": value}, **values).standing == wanted


@pytest.mark.parametrize(
    ("frequency", "written", "begins"),
    [
        ("monthly", "2026-05", "2026-05-01"),
        ("monthly", "05/2026", "2026-05-01"),
        ("monthly", "2026-05-17", "2026-05-01"),
        ("monthly", "17.05.2026", "2026-05-01"),
        ("quarterly", "Q2 2026", "2026-04-01"),
        ("quarterly", "2026-Q2", "2026-04-01"),
        ("quarterly", "T2/2026", "2026-04-01"),
        ("quarterly", "2. Quartal 2026", "2026-04-01"),
        ("quarterly", "2026-05", "2026-04-01"),
        ("half_yearly", "H1 2026", "2026-01-01"),
        ("half_yearly", "2026-S2", "2026-07-01"),
        ("yearly", "2025", "2025-01-01"),
        ("yearly", "2026-05-17", "2026-01-01"),
        ("weekly", "W23 2026", "2026-06-01"),
        ("weekly", "KW 23 2026", "2026-06-01"),
        ("weekly", "2026-06-03", "2026-06-01"),
        ("daily", "2026-06-03", "2026-06-03"),
    ],
)
def test_a_period_is_stored_as_its_first_day(
    workspace: Workspace, made: Door, frequency: str, written: str, begins: str
) -> None:
    indicator = made({"period": written, "value": 1.0}, frequency=frequency)
    assert points(workspace, indicator) == [(begins, 1.0)]
    assert indicator.last_period == date.fromisoformat(begins)


@pytest.mark.parametrize(
    ("frequency", "written", "sentence"),
    [
        ("monthly", "Q2 2026", "‘Q2 2026’ is a quarter, and it is measured monthly. Write 2026-05"),
        ("quarterly", "2026", "‘2026’ is a year, and it is measured quarterly. Write Q2 2026"),
        ("daily", "2026-05", "‘2026-05’ is a month"),
        ("monthly", "May", "‘May’ is not a period"),
        ("monthly", "2026-13", "There is no 2026-13"),
        ("monthly", "31.02.2026", "There is no 31.02.2026"),
        ("weekly", "W54 2026", "There is no W54 2026"),
        ("monthly", "05/17/2026", "is not a period"),
    ],
)
def test_what_is_no_period_of_it_is_refused(made: Door, frequency: str, written: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        made({"period": written, "value": 1.0}, frequency=frequency)


@pytest.mark.parametrize(
    ("frequency", "running", "future"),
    [
        ("monthly", "2026-11", "2026-12"),
        ("quarterly", "Q4 2026", "Q1 2027"),
        ("yearly", "2026", "2027"),
        ("weekly", "2026-11-22", "2026-11-23"),
        ("daily", "2026-11-22", "2026-11-23"),
    ],
)
def test_a_value_for_a_period_to_come_is_refused_by_adding_and_by_amending(
    workspace: Workspace, made: Door, frequency: str, running: str, future: str
) -> None:
    indicator = made({"period": running, "value": 1.0}, frequency=frequency)
    with pytest.raises(RuleBroken, match="lies in the future"), workspace.change("Add") as work:
        work.add_lines(indicator.id, VALUES, [{"period": future, "value": 2.0}])
    with pytest.raises(RuleBroken, match="lies in the future"):
        change(workspace, indicator, str(points(workspace, indicator)[0][0]), period=future)
    assert len(points(workspace, indicator)) == 1


@pytest.mark.parametrize("again", ["2026-05", "2026-05-01", "2026-05-31", "05.2026"])
def test_a_period_has_one_value_however_it_is_written(workspace: Workspace, made: Door, again: str) -> None:
    indicator = made({"period": "2026-05", "value": 1.0})
    with pytest.raises(RuleBroken, match="already"), workspace.change("Add") as work:
        work.add_lines(indicator.id, VALUES, [{"period": again, "value": 2.0}])
    with pytest.raises(RuleBroken, match="already"):
        made({"period": "2026-05", "value": 1.0}, {"period": again, "value": 2.0})
    assert points(workspace, indicator) == [("2026-05-01", 1.0)]


def test_two_counts_give_the_value(workspace: Workspace, made: Door) -> None:
    indicator = made({"period": "2026-10", "numerator": 38, "denominator": 40})
    assert (indicator.last_value, indicator.standing) == (95.0, "on_target")
    change(workspace, indicator, "2026-10-01", numerator=30)
    assert stored(workspace, indicator.id).last_value == 75.0
    change(workspace, indicator, "2026-10-01", denominator=60)
    assert stored(workspace, indicator.id).last_value == 50.0


@pytest.mark.parametrize(
    ("unit", "factor", "wanted"),
    [("%", None, 0.144), ("ppm", None, 1440.0), ("", None, 0.00144), ("/1000", 1000.0, 1.44)],
)
def test_a_share_is_shown_in_its_unit(made: Door, unit: str, factor: float | None, wanted: float) -> None:
    values = {"unit": unit, "factor": factor, "direction": "down", "target": None, "alarm_low": None}
    indicator = made({"period": "2026-10", "numerator": 18, "denominator": 12_500}, **values)
    assert indicator.last_value == pytest.approx(wanted)


def test_a_value_that_contradicts_its_counts_is_refused(workspace: Workspace, made: Door) -> None:
    with pytest.raises(RuleBroken, match="38 of 40 is 95, not 96"):
        made({"period": "2026-10", "numerator": 38, "denominator": 40, "value": 96.0})
    indicator = made({"period": "2026-10", "numerator": 36, "denominator": 37, "value": 97.3})
    assert points(workspace, indicator)[0][1] == pytest.approx(97.297297, abs=1e-6)
    assert indicator.last_value == 97.2973
    with pytest.raises(RuleBroken, match=r"not 97\.4"):
        change(workspace, indicator, "2026-10-01", value=97.4)
    with pytest.raises(RuleBroken, match="not 12"):
        change(workspace, indicator, "2026-10-01", value=12.0, numerator=30)
    change(workspace, indicator, "2026-10-01", numerator=None, denominator=None, value=97.4)
    assert stored(workspace, indicator.id).last_value == 97.4


def test_the_last_value_is_listed_with_its_decimals_and_judged_without(made: Door) -> None:
    indicator = made({"period": "2026-10", "value": 94.96}, decimals=1)
    assert (indicator.last_value, indicator.standing) == (95.0, "missed")


def test_nothing_is_divided_by_zero_and_no_period_stays_empty(made: Door) -> None:
    with pytest.raises(RuleBroken, match="divided by 0"):
        made({"period": "2026-10", "numerator": 3, "denominator": 0})
    with pytest.raises(RuleBroken, match="the least is 0"):
        made({"period": "2026-10", "numerator": 3, "denominator": -4})
    for row in ({}, {"numerator": 3}, {"denominator": 3}):
        with pytest.raises(RuleBroken, match="give the value, or numerator and denominator"):
            made({"period": "2026-10", **row})


@pytest.mark.parametrize(
    ("given", "exact", "wanted"),
    [(97.3, 97.297, True), (97.0, 97.297, True), (97.2, 97.297, False), (0.0, 0.4, True), (0.0, 0.6, False)],
)
def test_a_rounded_value_agrees(given: float, exact: float, *, wanted: bool) -> None:
    assert agrees(given, exact) is wanted


def test_the_next_value_is_due_after_the_next_period_and_the_grace(made: Door) -> None:
    indicator = made({"period": "2026-10", "value": 96.0})
    assert indicator.due_on == date(2026, 12, 10)
    assert made({"period": "2026-09", "value": 96.0}, grace_days=0).due_on == date(2026, 10, 31)
    assert made({"period": "Q3 2026", "value": 96.0}, frequency="quarterly", grace_days=31).due_on == date(2027, 1, 31)
    assert [is_stale(indicator, day) for day in (date(2026, 12, 10), date(2026, 12, 11))] == [False, True]


def test_stale_is_overdue_and_needs_no_job(workspace: Workspace, made: Door) -> None:
    late = made({"period": "2026-09", "value": 96.0})
    fresh = made({"period": "2026-10", "value": 96.0})
    assert [is_stale(found, TODAY) for found in (late, fresh)] == [True, False]
    with workspace.change("Enter October") as work:
        work.add_lines(late.id, VALUES, [{"period": "2026-10", "value": 97.0}])
    assert not is_stale(stored(workspace, late.id), TODAY)


def test_what_is_worked_out_takes_no_value_by_hand(workspace: Workspace, made: Door) -> None:
    indicator = made()
    for values in ({"standing": "on_target"}, {"last_value": 3.0}, {"due_on": date(2030, 1, 1)}):
        with pytest.raises(RuleBroken), workspace.change("Change") as work:
            work.amend(indicator.id, values)


def test_how_often_it_is_measured_is_decided_with_the_first_value(workspace: Workspace, made: Door) -> None:
    empty = made()
    with workspace.change("Quarterly") as work:
        work.amend(empty.id, {"frequency": "quarterly"})
    assert stored(workspace, empty.id).frequency == "quarterly"
    indicator = made({"period": "2026-10", "value": 96.0})
    with pytest.raises(RuleBroken, match="supersedes"), workspace.change("Quarterly") as work:
        work.amend(indicator.id, {"frequency": "quarterly"})
    assert points(workspace, indicator) == [("2026-10-01", 96.0)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"alarm_low": 96.0}, "would sound on target"),
        ({"direction": "down", "alarm_low": None, "alarm_high": 90.0}, "would sound on target"),
        ({"direction": "range", "target_low": 5.0, "target_high": 5.0, "alarm_low": None}, "is not below"),
        ({"alarm_low": 9.0, "alarm_high": 8.0}, "is not below"),
        ({"direction": "range", "target_low": 80.0, "target_high": 99.0, "alarm_low": 85.0}, "would sound on target"),
    ],
)
def test_limits_that_make_no_sense_are_refused(made: Door, values: dict[str, object], field: str) -> None:
    with pytest.raises(RuleBroken, match=field):
        made(**values)


def move(workspace: Workspace, indicator: Indicator, name: str, **more: Any) -> None:
    with workspace.change(name) as work:
        work.move(indicator.id, name, **more)


def test_reviewed_values_stay_until_they_are_opened_with_a_reason(workspace: Workspace, made: Door) -> None:
    indicator = made({"period": "2026-10", "value": 96.0}, {"period": "2026-11", "value": 40.0}, definition="All lines")
    move(workspace, indicator, "review")
    assert stored(workspace, indicator.id).reviewed_until == date(2026, 10, 1)
    for attempt in ({"value": 97.0}, {"comment": "Recounted"}, {"period": "2026-09"}):
        with pytest.raises(RuleBroken, match="are reviewed"):
            change(workspace, indicator, "2026-10-01", **attempt)
    with pytest.raises(RuleBroken, match="are reviewed"), workspace.change("Before") as work:
        work.add_lines(indicator.id, VALUES, [{"period": "2026-07", "value": 2.0}])
    with pytest.raises(RuleBroken, match="are reviewed"), workspace.change("Away") as work:
        work.remove_line(indicator.id, VALUES, work.lines(work.get(indicator.id), VALUES)[0].id)
    change(workspace, indicator, "2026-11-01", value=96.5)
    with pytest.raises(RuleBroken, match="reason"):
        move(workspace, indicator, "open_values")
    move(workspace, indicator, "open_values", reason="Two deliveries were missing")
    change(workspace, indicator, "2026-10-01", value=97.0)
    assert points(workspace, indicator)[0] == ("2026-10-01", 97.0)
    assert workspace.verify().ok


def test_a_review_needs_a_finished_period_that_is_new(workspace: Workspace, made: Door) -> None:
    indicator = made({"period": "2026-11", "value": 96.0}, definition="All lines")
    with pytest.raises(RuleBroken, match="no value of a period that is over"):
        move(workspace, indicator, "review")
    with workspace.change("October") as work:
        work.add_lines(indicator.id, VALUES, [{"period": "2026-10", "value": 96.0}])
    move(workspace, indicator, "review")
    with pytest.raises(RuleBroken, match="up to 2026-10 is reviewed already"):
        move(workspace, indicator, "review")


def test_a_review_asks_for_definition_and_target_and_can_do_without(workspace: Workspace, made: Door) -> None:
    indicator = made({"period": "2026-10", "value": 96.0}, target=None, alarm_low=None)
    with pytest.raises(RuleBroken, match=r"Definition is missing.*There is no target"):
        move(workspace, indicator, "review")
    move(workspace, indicator, "review", waive=True)
    assert "Not needed here" in str(workspace.history(1)[0].reason)


def test_only_the_quality_manager_opens_reviewed_values(workspace: Workspace, made: Door) -> None:
    indicator = made({"period": "2026-10", "value": 96.0}, definition="All lines")
    with workspace.change("Add person") as work:
        employee = work.add("person", {"title": "Jo Beispiel", "roles": "employee"}).id
    for name, roles in (("review", "Top management"), ("open_values", "Quality manager")):
        with workspace.read() as look:
            look.actor_id = employee
            transition = look.register("indicator").workflow.named("in_use", name)
            assert transition is not None
            assert any(roles in unmet.message for unmet in look.unmet(look.get(indicator.id), transition))


def test_a_retired_indicator_takes_no_values_and_can_be_used_again(workspace: Workspace, made: Door) -> None:
    indicator = made()
    move(workspace, indicator, "retire", reason="Replaced by a better one")
    with pytest.raises(RuleBroken, match="retired"), workspace.change("Add") as work:
        work.add_lines(indicator.id, VALUES, [{"period": "2026-10", "value": 1.0}])
    move(workspace, indicator, "restore", reason="Wanted again")
    with workspace.change("Add") as work:
        work.add_lines(indicator.id, VALUES, [{"period": "2026-10", "value": 1.0}])


def test_undo_gives_back_value_standing_and_due_day(workspace: Workspace, made: Door) -> None:
    indicator = made({"period": "2026-09", "value": 96.0})
    with workspace.change("October") as work:
        work.add_lines(indicator.id, VALUES, [{"period": "2026-10", "value": 80.0}])
    assert stored(workspace, indicator.id).standing == "alarm"
    workspace.undo()
    again = stored(workspace, indicator.id)
    assert (again.standing, again.last_value, again.due_on) == ("on_target", 96.0, indicator.due_on)
    workspace.redo()
    assert stored(workspace, indicator.id).standing == "alarm"
    assert workspace.verify().ok


def test_two_who_change_the_same_value_are_told(workspace: Workspace, made: Door) -> None:
    indicator = made({"period": "2026-10", "value": 96.0})
    change(workspace, indicator, "2026-10-01", value=95.0)
    key = workspace.view(indicator.id).lines[0].rows[0].id
    with pytest.raises(Conflict), workspace.change("Second") as work:
        work.amend_line(indicator.id, VALUES, key, {"value": 94.0}, seen={"value": 96.0})
