from __future__ import annotations

import json
from datetime import date, timedelta
from hashlib import sha256

import pytest

from qms_desktop.flows.effectiveness import evaluate
from qms_desktop.principles.continuous_improvement.corrective import CorrectiveAction
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator, Value
from qms_desktop.records.links import Relation
from tests.principles.world import World

START = date(2026, 8, 20)
COUNT: dict[str, object] = {
    "judged_by": "count",
    "counted": "complaint",
    "counted_category": "Mixed parts",
    "comparison": "at_most",
    "threshold": 0.0,
    "window_days": 90,
}
READY: dict[str, object] = {
    "state": "effectiveness_check",
    "implemented_on": START,
    "check_on": START + timedelta(days=90),
    "read_across": "Nowhere else",
    "risk_update": "done",
    "document_update": "done",
    "training_update": "done",
}


def tried(world: World, **values: object) -> CorrectiveAction:
    people = {"owner": world.person("Ana").id, "verifier": world.person("Kim").id}
    made = world.add("corrective_action", READY | people | values)
    assert isinstance(made, CorrectiveAction)
    return made


def complain(world: World, days: int, category: str = "Mixed parts", **more: object) -> None:
    world.add("complaint", {"occurred_on": START + timedelta(days=days), "category": category} | more)


def measured(world: World, *values: float | None) -> Indicator:
    """A monthly indicator whose values begin with September, the first month after the implementation."""
    made = world.add("indicator", {"title": "On time", "frequency": "monthly", "direction": "up", "unit": "%"})
    assert isinstance(made, Indicator)
    for n, value in enumerate(values):
        if value is not None:
            month = date(2026 + (8 + n) // 12, (8 + n) % 12 + 1, 1)
            world.session.add(Value(record=made.id, position=n, period=month.isoformat(), value=value))
    world.session.flush()
    return made


def words(world: World, corrective_action: CorrectiveAction) -> str:
    found = evaluate(corrective_action, world)
    assert found is not None
    return found.words


@pytest.mark.parametrize(
    ("complaints", "day", "met", "says"),
    [
        ((), 90, True, "0 complaints of the category Mixed parts in 90 days"),
        ((), 40, None, "in 40 of 90 days"),
        ((1, 30, 90), 92, False, "3 complaints of the category Mixed parts in 90 days"),
        ((30,), 40, False, "1 complaint of the category Mixed parts in 40 of 90 days"),
        ((0, 91), 95, True, "0 complaints"),
    ],
)
def test_complaints_are_counted_in_the_days_after_the_implementation(
    world: World, complaints: tuple[int, ...], day: int, met: bool | None, says: str
) -> None:
    for n in complaints:
        complain(world, n)
    world.today = START + timedelta(days=day)
    found = evaluate(tried(world, **COUNT), world)
    assert found is not None
    assert found.met is met
    assert says in found.words
    assert "at most 0 was asked" in found.words


def test_what_is_void_withdrawn_or_of_another_category_does_not_count(world: World) -> None:
    complain(world, 5, voided=True)
    complain(world, 5, state="withdrawn")
    complain(world, 5, "Mixed parts and more")
    complain(world, 5, "Mixed parts / Left and right", product="Bracket")
    complain(world, 5, "mixed parts", product="Panel")
    found = evaluate(tried(world, **COUNT), world)
    assert found is not None
    assert found.n == 2
    only = evaluate(tried(world, **COUNT, counted_product="Panel"), world)
    assert only is not None
    assert only.n == 1


def test_a_least_number_is_met_as_soon_as_it_is_reached(world: World) -> None:
    world.add("nonconformity", {"occurred_on": START + timedelta(days=3)})
    world.today = START + timedelta(days=10)
    least = COUNT | {"counted": "nonconformity", "counted_category": None, "comparison": "at_least", "threshold": 1.0}
    assert "1 nonconformity in 10 of 90 days" in words(world, tried(world, **least))
    assert words(world, tried(world, **least)).endswith("at least 1 was asked: met.")
    assert words(world, tried(world, **least | {"threshold": 2.0})).endswith("it can be judged from 2026-11-18 on.")


@pytest.mark.parametrize(
    ("values", "met", "says"),
    [
        ((96.0, 97.0), None, "only 2 of 3 periods in a row measured yet (2026-09: 96 %, 2026-10: 97 %)"),
        ((), None, "only 0 of 3 periods"),
        ((96.0, 97.0, 95.0), True, "2026-09: 96 %, 2026-10: 97 %, 2026-11: 95 %"),
        ((96.0, 94.9, 97.0), False, "at least 95 % was asked in 3 in a row: not met"),
        ((96.0, None, 97.0, 98.0), None, "only 2 of 3 periods"),
        ((90.0, 96.0, 97.0, 98.0), True, "2026-10: 96 %, 2026-11: 97 %, 2026-12: 98 %"),
    ],
)
def test_an_indicator_holds_its_limit_in_periods_that_follow_each_other(
    world: World, values: tuple[float | None, ...], met: bool | None, says: str
) -> None:
    world.today = date(2027, 1, 5)
    asked = {"judged_by": "indicator", "indicator": measured(world, *values).id, "comparison": "at_least"}
    found = evaluate(tried(world, **asked, threshold=95.0, periods=3), world)
    assert found is not None
    assert found.met is met
    assert says in found.words


def test_a_period_that_still_runs_or_began_before_proves_nothing(world: World) -> None:
    world.today = date(2026, 9, 30)
    asked = {"judged_by": "indicator", "indicator": measured(world, 99.0).id, "comparison": "at_least"}
    assert "only 0 of 1" in words(world, tried(world, **asked, threshold=95.0, periods=1))
    late = tried(world, **asked, threshold=95.0, periods=1)
    world.today = date(2026, 10, 1)
    assert words(world, late).endswith(": met.")
    world.amend(late, implemented_on=date(2026, 9, 2))
    assert "only 0 of 1" in words(world, late)


def test_looking_writes_down_what_was_found_and_later_data_do_not_change_it(world: World) -> None:
    complain(world, 10)
    corrective_action = tried(world, **COUNT, state="implemented")
    world.move(corrective_action, "check")
    assert (corrective_action.result, corrective_action.result_evidence) == (
        "not_effective", words(world, corrective_action),
    )  # fmt: skip
    (line,) = world.lines(corrective_action, "corrective_action_measured")
    assert (line.cycle, line.met, line.value, line.n, line.measured_on) == (1, "no", 1.0, 1, world.today)
    assert json.loads(line.data)["rows"] == [["CMP-0001", str(START + timedelta(days=10))]]
    assert line.digest == sha256(line.data.encode()).hexdigest()
    complain(world, 11)
    world.move(corrective_action, "measure")
    world.move(corrective_action, "measure")
    first, second = world.lines(corrective_action, "corrective_action_measured")
    assert (first.n, second.n) == (1, 2)
    assert corrective_action.result_evidence == second.finding


def test_effective_is_refused_with_the_figures_when_the_criterion_was_missed(world: World) -> None:
    complain(world, 10)
    corrective_action = tried(world, **COUNT, result="effective", result_evidence="It is fine now", criterion="No")
    assert world.musts(corrective_action, "effective") == {"result"}
    assert world.unmet(corrective_action, "effective")[0].message == words(world, corrective_action)
    assert corrective_action.result_evidence == "It is fine now"
    world.amend(corrective_action, result="not_effective")
    world.move(corrective_action, "not_effective")
    (before,) = world.lines(corrective_action, "corrective_action_cycle")
    assert (before.cycle, before.result, before.evidence) == (1, "not_effective", "It is fine now")
    assert (before.implemented_on, before.check_on) == (START, START + timedelta(days=90))


def test_effective_closes_with_the_data_behind_it(world: World) -> None:
    corrective_action = tried(world, **COUNT, result="effective", criterion="None", result_evidence="Counted")
    world.move(corrective_action, "effective")
    (line,) = world.lines(corrective_action, "corrective_action_measured")
    assert (line.met, line.n) == ("yes", 0)


def test_a_judgement_asks_for_evidence_and_cannot_be_measured(world: World) -> None:
    corrective_action = tried(world, judged_by="judgement", criterion="The walk shows it", result="effective")
    assert world.musts(corrective_action, "effective") == {"result_evidence"}
    assert len(world.musts(corrective_action, "measure")) == 1
    world.amend(corrective_action, result_evidence="Two walks, nothing found")
    world.move(corrective_action, "effective")
    assert world.lines(corrective_action, "corrective_action_measured") == []


def test_the_plan_notes_what_was_counted_before_and_doubts_a_category_nobody_has(world: World) -> None:
    world.today = START
    draft = COUNT | {"state": "draft", "implemented_on": None, "description": "Mixed", "occurrence_cause": "Bins"}
    corrective_action = tried(world, **draft, cause_verified=True)
    world.add("action", {"source": corrective_action.id, "action_kind": "corrective", "addresses": "occurrence"})
    assert world.shoulds(corrective_action, "plan") == {"escape_cause", "counted_category"}
    for days in (-1, -89, -90):
        complain(world, days)
    assert world.shoulds(corrective_action, "plan") == {"escape_cause"}
    world.move(corrective_action, "plan")
    assert corrective_action.baseline == "2 complaints of the category Mixed parts in the 90 days up to 2026-08-20"


def test_documents_are_in_effect_and_trainings_held_before_it_is_implemented(world: World) -> None:
    corrective_action = tried(world, state="in_progress", implemented_on=None)
    world.add("action", {"source": corrective_action.id, "state": "done"})
    document, training = world.add("document", {"state": "in_review"}), world.add("training", {"state": "planned"})
    world.link(corrective_action, Relation.CHANGES, document)
    world.link(corrective_action, Relation.LED_TO, training)
    assert {u.record for u in world.unmet(corrective_action, "implement")} == {document.id, training.id}
    document.state, training.state = "effective", "delivered"
    assert [(u.record, u.must) for u in world.unmet(corrective_action, "implement")] == [(training.id, False)]
    training.state = "evaluated"
    world.move(corrective_action, "implement")
