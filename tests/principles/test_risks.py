from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from qms_desktop.principles.risk_based_thinking.matrix import (
    APPETITE,
    AUTHORITY,
    MATRIX,
    RANK,
    REVIEW_DAYS,
    Level,
    above_appetite,
    level_of,
)
from qms_desktop.principles.risk_based_thinking.risks import Risk
from tests.principles.world import World

STATED: dict[str, object] = {"cause": "One plater", "event": "It stops", "consequence": "Late orders"}
HIGH: dict[str, object] = {"likelihood": "3", "impact": "4"}


def stated(world: World, **values: object) -> Risk:
    made = world.add("risk", STATED | {"owner": world.person("Ana").id} | values)
    assert isinstance(made, Risk)
    return made


def test_the_matrix_never_falls() -> None:
    assert [len(row) for row in MATRIX] == [5] * 5
    for row, column in product(range(5), range(5)):
        here = RANK[MATRIX[row][column]]
        assert row == 4 or RANK[MATRIX[row + 1][column]] >= here
        assert column == 4 or RANK[MATRIX[row][column + 1]] >= here


def test_the_matrix_has_every_level_and_is_no_multiplication() -> None:
    assert {level for row in MATRIX for level in row} == set(Level)
    assert level_of("5", "1") == level_of("1", "5") == Level.MEDIUM
    assert level_of("5", "2") == Level.HIGH
    assert level_of("4", "2") == Level.MEDIUM


@pytest.mark.parametrize(
    ("likelihood", "impact", "level"),
    [
        ("4", "4", "critical"),
        ("3", "5", "critical"),
        ("3", "4", "high"),
        ("2", "5", "high"),
        ("2", "4", "medium"),
        ("3", "3", "medium"),
        ("1", "4", "low"),
        ("1", "1", "low"),
        ("5", "5", "critical"),
        ("1", "5", "medium"),
    ],
)
def test_levels(likelihood: str, impact: str, level: str) -> None:
    assert level_of(likelihood, impact) == level


def test_what_follows_from_a_level() -> None:
    assert APPETITE == Level.MEDIUM
    assert [REVIEW_DAYS[level] for level in Level] == [365, 180, 90, 30]
    assert [above_appetite(level) for level in (None, *Level)] == [False, False, False, True, True]
    assert all(AUTHORITY[level] for level in Level)


def test_level_score_and_review_are_derived(world: World) -> None:
    risk = stated(world)
    assert (risk.level, risk.score, risk.due_on) == (None, None, None)
    world.amend(risk, **HIGH)
    assert (risk.level, risk.score) == ("high", 12)
    assert risk.due_on == world.today + timedelta(days=90)
    world.amend(risk, likelihood=None)
    assert (risk.level, risk.score) == (None, None)


def test_a_chosen_review_stays(world: World) -> None:
    risk = stated(world, due_on=date(2027, 1, 1), **HIGH)
    assert risk.due_on == date(2027, 1, 1)


def test_a_residual_level_without_figures_is_kept(world: World) -> None:
    risk = stated(world, residual_level="medium", **HIGH)
    assert risk.residual_level == "medium"
    world.amend(risk, residual_likelihood="1", residual_impact="2")
    assert risk.residual_level == "low"


def test_the_residual_level_of_an_old_list_stays_until_its_figures_change(world: World) -> None:
    told = {"residual_likelihood": "1", "residual_impact": "4", "residual_level": "medium"}
    risk = stated(world, taken_over_from="risks.csv, row 2", **HIGH, **told)
    world.amend(risk, title="Another title")
    assert risk.residual_level == "medium"
    world.amend(risk, residual_impact="3")
    assert risk.residual_level == "low"
    assert stated(world, **HIGH, **told).residual_level == "low"


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({"residual_likelihood": "3", "residual_impact": "4"}, set()),
        ({"residual_likelihood": "4"}, {"residual_likelihood"}),
        ({"residual_likelihood": "1", "residual_impact": "5"}, {"residual_impact"}),
        ({"residual_level": "critical"}, {"residual_level"}),
        ({"residual_level": "high"}, set()),
    ],
)
def test_what_remains_is_not_worse(world: World, values: dict[str, object], problems: set[str]) -> None:
    assert world.problems(stated(world, **HIGH, **values)) == problems


def test_assessment_needs_the_three_sentences_and_the_current_risk(world: World) -> None:
    bare = world.add("risk", {})
    assert world.musts(bare, "assess") == {"owner", "cause", "event", "consequence", "likelihood", "impact"}
    assert world.shoulds(bare, "assess") == {"inherent_likelihood", "inherent_impact"}
    world.move(stated(world, **HIGH), "assess")


def test_treatment_needs_a_kind_and_a_plan(world: World) -> None:
    risk = stated(world, state="assessed", **HIGH)
    assert world.musts(risk, "treat") == {"treatment", "treatment_plan"}
    world.amend(risk, treatment="reduce", treatment_plan="A second plater")
    world.move(risk, "treat")


def test_within_appetite_is_medium_or_less(world: World) -> None:
    risk = stated(world, state="assessed", **HIGH)
    assert world.musts(risk, "within_appetite") == {"level"}
    world.amend(risk, impact="3")
    world.move(risk, "within_appetite")
    world.move(risk, "monitor")


@pytest.mark.parametrize(
    ("impact", "roles", "refused"),
    [
        ("2", "process_owner", False),
        ("4", "process_owner", True),
        ("4", "quality_manager", False),
        ("5", "quality_manager", True),
        ("5", "top_management", False),
        ("2", None, True),
    ],
)
def test_the_higher_the_risk_the_higher_the_hand(
    world: World, impact: str, roles: str | None, *, refused: bool
) -> None:
    reason = {"accepted_reason": "Cheaper", "accepted_until": date(2027, 6, 1)}
    risk = stated(world, state="assessed", likelihood="3", impact=impact, **reason)
    world.actor = world.person("Jo", roles)
    assert bool(world.musts(risk, "accept")) is refused


def test_acceptance_is_signed_ends_and_can_be_revoked(world: World) -> None:
    risk = stated(world, state="assessed", **HIGH)
    assert world.musts(risk, "accept") == {"accepted_reason", "accepted_until"}
    world.amend(risk, accepted_reason="Cheaper", accepted_until=world.today)
    assert world.musts(risk, "accept") == {"accepted_until"}
    world.amend(risk, accepted_until=date(2027, 6, 1))
    world.actor = world.person("Max", "top_management")
    world.move(risk, "accept")
    assert risk.accepted_by == world.actor.id
    world.move(risk, "revoke_acceptance")
    assert risk.state == "assessed"
    assert {risk.accepted_by, risk.accepted_until, risk.accepted_reason} == {None}


def test_a_lower_residual_needs_a_treatment(world: World) -> None:
    risk = stated(world, state="within_appetite", likelihood="3", impact="3", residual_level="low")
    assert world.musts(risk, "monitor") == {"treatment"}
    world.amend(risk, treatment="reduce")
    world.move(risk, "monitor")


def test_promotion_makes_the_residual_risk_current(world: World) -> None:
    risk = stated(world, state="treatment", due_on=date(2027, 1, 1), **HIGH)
    assert world.musts(risk, "promote") == {"residual_likelihood", "residual_impact"}
    world.amend(risk, residual_likelihood="2", residual_impact="3")
    world.move(risk, "promote")
    assert (risk.state, risk.likelihood, risk.impact, risk.level) == ("assessed", "2", "3", "medium")
    assert risk.due_on == world.today + timedelta(days=180)


def test_a_review_plans_the_next_one(world: World) -> None:
    risk = stated(world, state="monitored", due_on=world.today, **HIGH)
    world.move(risk, "review")
    assert (risk.state, risk.due_on) == ("assessed", world.today + timedelta(days=90))


def test_close_and_reopen(world: World) -> None:
    risk = stated(world, state="monitored", **HIGH)
    world.move(risk, "close")
    world.move(risk, "reopen")
    assert risk.state == "assessed"
