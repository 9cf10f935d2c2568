"""How far an objective is: from its own measurements or its indicator's, on any day, and what is said of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qms_desktop.flows.attainment import attainment_of, silent_objectives
from qms_desktop.flows.remarks import remarks_on
from qms_desktop.principles.evidence_based_decision_making.measures import Value
from qms_desktop.principles.leadership.aims import Measurement
from qms_desktop.records.choices import Tone
from qms_desktop.statistics.attainment import Track
from tests.principles.world import World

HALVE: dict[str, object] = {
    "title": "Halve the complaints", "state": "active", "measure": "Complaints", "frequency": "monthly",
    "direction": "down", "baseline": 5.0, "baseline_on": date(2026, 1, 1), "target": 2.0,
    "due_on": date(2026, 12, 31), "activated_on": date(2026, 1, 1), "unit": "pcs",
}  # fmt: skip


def objective(world: World, *values: float, **fields: object) -> Any:
    """Measured in the last months, the last value in October 2026."""
    made = world.add("objective", HALVE | fields)
    for place, value in enumerate(values):
        month = 10 - len(values) + place + 1
        world.session.add(Measurement(record=made.id, position=place, period=f"2026-{month:02}", value=value))
    world.session.flush()
    world.amend(made)
    return made


def said(world: World, record: Any) -> list[tuple[str, Tone]]:
    return [(remark.text, remark.tone) for remark in remarks_on(record, world)]


def test_the_vector_of_the_specification(world: World) -> None:
    found = attainment_of(objective(world, 3.1), world)
    assert found.share == pytest.approx(0.633, abs=5e-4)
    assert found.track is Track.OFF_TRACK  # 2.5 was planned by the end of October
    assert found.reached is False
    assert not found.silent


def test_the_values_of_the_indicator_count(world: World) -> None:
    indicator = world.add("indicator", {"direction": "down", "frequency": "quarterly"})
    world.session.add(Value(record=indicator.id, position=1, period="2026-07-01", value=2.0))
    world.session.flush()
    made = objective(world, 4.0, indicator=indicator.id)
    found = attainment_of(made, world)
    assert found.measured == ((date(2026, 9, 30), 2.0),)
    assert (found.share, found.track, found.reached) == (1.0, Track.ON_TRACK, True)


def test_the_same_values_are_worth_less_every_day(world: World) -> None:
    made = objective(world, due_on=date(2027, 12, 31))
    world.session.add(Measurement(record=made.id, position=1, period="2026-11", value=3.5))
    world.session.flush()
    world.today = date(2026, 11, 2)
    early = attainment_of(made, world)
    world.today = date(2027, 11, 2)
    assert early.measured == ((date(2026, 11, 2), 3.5),)
    assert attainment_of(made, world).measured == ((date(2026, 11, 30), 3.5),)


def test_what_is_kept_counts_periods_and_divides_nothing_by_zero(world: World) -> None:
    for fields in ({"direction": "keep_below"}, {"baseline": 2.0}):
        found = attainment_of(objective(world, 2.0, 1.0, 2.1, 2.0, **fields), world)
        assert (found.share, found.track, found.reached) == (0.75, Track.ON_TRACK, True)
    ranged = {"direction": "range", "target": None, "target_low": 1.0, "target_high": 2.0}
    assert attainment_of(objective(world, 1.5, 2.5, **ranged), world).share == 0.5
    up = attainment_of(objective(world, 2.0, 1.0, direction="keep"), world)
    assert (up.share, up.track) == (0.5, Track.AT_RISK)


def test_without_a_baseline_nobody_says_how_much_is_done(world: World) -> None:
    found = attainment_of(objective(world, 4.0, baseline=None), world)
    assert (found.share, found.track, found.reached) == (None, Track.OFF_TRACK, False)
    assert attainment_of(objective(world, 2.0, baseline=None), world).reached is True
    nothing = attainment_of(objective(world, 4.0, target=None), world)
    assert (nothing.share, nothing.track, nothing.reached) == (None, Track.TOO_FEW, None)


def test_a_forecast_needs_six_points_and_a_day_to_come(world: World) -> None:
    assert attainment_of(objective(world, 5.0, 4.6, 4.2, 3.8, 3.4), world).forecast is None
    found = attainment_of(objective(world, 5.0, 4.6, 4.2, 3.8, 3.4, 3.0), world).forecast
    assert found is not None
    assert found.low < found.value < found.high
    assert found.value == pytest.approx(2.2, abs=0.05)
    assert attainment_of(objective(world, *[3.0] * 6, due_on=date(2026, 9, 30)), world).forecast is None


def test_two_finished_periods_without_a_measurement_are_shown(world: World) -> None:
    late = objective(world, 3.0)
    world.today = date(2026, 12, 31)
    assert attainment_of(late, world).missing == 1
    assert silent_objectives(world) == []
    world.today = date(2027, 1, 1)
    assert attainment_of(late, world).missing == 2
    assert [found.number for found, _ in silent_objectives(world)] == [late.number]
    assert ("For 2 periods nobody has measured it.", Tone.AMBER) in said(world, late)
    late.state = "draft"
    assert not attainment_of(late, world).silent


def test_one_that_was_never_measured_is_silent_from_its_activation(world: World) -> None:
    made = objective(world, activated_on=date(2026, 9, 30))
    assert attainment_of(made, world).missing == 2
    assert said(world, made) == [
        ("Nothing was measured yet.", Tone.BLUE),
        ("For 2 periods nobody has measured it.", Tone.AMBER),
    ]


def test_progress_is_said_in_a_sentence(world: World) -> None:
    (remark,) = remarks_on(objective(world, 3.1), world)
    assert remark.text == (
        "63 % of the way, off track: 3.1 pcs in 2026-10, 2.5 pcs planned. Too few points for a forecast."
    )
    assert (remark.tone, remark.proposes) == (Tone.RED, True)
    (kept,) = remarks_on(objective(world, 2.0, 3.0, 2.0, direction="keep_below"), world)
    assert kept.text == "67 % of 3 values inside, on track: 2 pcs in 2026-10."
    (ahead,) = remarks_on(objective(world, 5.0, 4.6, 4.2, 3.8, 3.4, 3.0), world)
    assert "Forecast for the due day: " in ahead.text
    assert remarks_on(objective(world, 3.0, state="cancelled"), world) == []
    assert remarks_on(objective(world, 3.0, voided=True), world) == []


def test_achieved_is_what_was_measured(world: World) -> None:
    assert world.musts(objective(world, 3.1), "achieve") == {"target"}
    assert world.unmet(objective(world, 2.0), "achieve") == []
    unmeasured = objective(world)
    assert (world.musts(unmeasured, "achieve"), world.shoulds(unmeasured, "achieve")) == (set(), {"indicator"})
    world.move(unmeasured, "achieve")


def test_an_indicator_says_that_it_is_missed_and_stale(world: World) -> None:
    made: Any = world.add(
        "indicator", {"title": "On time", "direction": "up", "target": 95.0, "alarm_low": 90.0, "frequency": "monthly"}
    )
    assert said(world, made) == []
    world.session.add(Value(record=made.id, position=1, period="2026-08", value=93.0))
    world.session.flush()
    world.amend(made)
    assert said(world, made) == [
        ("On time: 93 in 2026-08, target 95: missed.", Tone.AMBER),
        ("The next value was due on 10 Oct 2026. What is shown here is old.", Tone.AMBER),
    ]
    world.amend(made, alarm_low=94.0)
    assert [text for text, _ in said(world, made)] == [
        "The next value was due on 10 Oct 2026. What is shown here is old.",
        "93 in 2026-08 is beyond the alarm limit.",
    ]
    assert remarks_on(made, world)[1].proposes
    made.state = "retired"
    assert remarks_on(made, world) == []
