from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from qms_desktop.principles.continuous_improvement.causes import (
    Cause,
    CauseKind,
    circle,
    no_circle,
    ordered,
    root_causes,
)
from qms_desktop.principles.continuous_improvement.nonconformities import Nonconformity
from tests.principles.world import World

CAUSE = Cause.__tablename__


def why(number: int, explains: int | None = None, **more: Any) -> dict[str, object]:
    return {"cause_no": number, "explains": explains, "what": f"Because {number}"} | more


PROVEN: dict[str, Any] = {"verified": True, "shown_by": "Seen on the line"}


def analysed(world: World, *rows: dict[str, object], **values: object) -> Nonconformity:
    made = world.add("nonconformity", {"state": "cause_analysis", "similar_elsewhere": "no"} | values)
    assert isinstance(made, Nonconformity)
    write(world, made, *rows)
    return made


def write(world: World, record: Nonconformity, *rows: dict[str, object]) -> None:
    for position, row in enumerate(rows):
        world.session.add(Cause(record=record.id, position=position, **row))
    world.session.flush()
    world.amend(record)


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ({1: None, 2: 1, 3: 2}, []),
        ({1: 1}, [1]),
        ({1: 2, 2: 1}, [1, 2]),
        ({1: None, 2: 4, 3: 2, 4: 3}, [2, 4, 3]),
        ({1: 9, 2: 1}, []),
    ],
)
def test_a_circle_is_found_wherever_it_begins(above: dict[int, int | None], found: list[int]) -> None:
    assert circle([SimpleNamespace(cause_no=n, explains=of) for n, of in above.items()]) == found


def test_a_tree_is_read_from_its_root_and_what_hangs_on_nothing_is_a_root() -> None:
    causes = [SimpleNamespace(cause_no=n, explains=of) for n, of in ((4, 1), (1, None), (2, 1), (3, 2), (5, 77))]
    assert [(c.cause_no, depth) for c, depth in ordered(causes)] == [(1, 0), (2, 1), (3, 2), (4, 1), (5, 0)]


def test_a_circle_is_refused_with_its_numbers(world: World) -> None:
    nonconformity = analysed(world)
    assert world.problems(nonconformity) == set()
    write(world, nonconformity, why(1, 2), why(2, 1))
    assert world.problems(nonconformity) == {"explains"}
    (unmet,) = no_circle(nonconformity, world)
    assert "no. 1, which explains no. 2, which explains no. 1" in unmet.message


def test_the_texts_follow_from_the_deepest_verified_causes(world: World) -> None:
    deep = why(2, 1, what="Bins of one colour", family="method", **PROVEN)
    escape = why(3, cause_kind="escape", what="No final count", **PROVEN)
    system = why(4, 3, cause_kind="systemic", what="No rule for counting", **PROVEN)
    nonconformity = analysed(world, why(1, **PROVEN), deep, escape, system)
    assert nonconformity.occurrence_cause == "Bins of one colour"
    assert (nonconformity.escape_cause, nonconformity.systemic_cause) == ("No final count", "No rule for counting")
    assert nonconformity.cause_verified is True
    assert nonconformity.cause_code == "method"
    world.move(nonconformity, "analyse")


def test_a_typed_text_stays_and_a_followed_one_goes_on_following(world: World) -> None:
    nonconformity = analysed(world, why(1, **PROVEN), why(2, cause_kind="escape", **PROVEN))
    world.amend(nonconformity, escape_cause="In my own words")
    first, second = world.lines(nonconformity, CAUSE)
    first.what, second.verified = "Something else", False
    world.amend(nonconformity)
    assert (nonconformity.occurrence_cause, nonconformity.escape_cause) == ("Something else", "In my own words")
    first.verified = False
    world.amend(nonconformity)
    assert (nonconformity.occurrence_cause, nonconformity.cause_verified) == (None, False)


def test_the_analysis_asks_for_what_shows_each_verified_cause(world: World) -> None:
    nonconformity = analysed(world, why(1, verified=True), why(2, 8))
    asked = {u.message for u in world.unmet(nonconformity, "analyse") if u.must}
    assert asked == {
        "Cause no. 1 is called verified. Say what shows it.",
        "Cause no. 2 explains no. 8, which is not there.",
    }


def test_listed_causes_without_a_verified_one_do_not_pass(world: World) -> None:
    typed = {"occurrence_cause": "Typed", "escape_cause": "Typed", "cause_verified": True}
    nonconformity = analysed(world, why(1), **typed)
    assert "None of the causes of why it happened is verified." in {
        u.message for u in world.unmet(nonconformity, "analyse") if u.must
    }
    assert root_causes(world.lines(nonconformity, CAUSE), CauseKind.OCCURRENCE) == []


def test_the_escape_cause_should_be_verified_and_must_with_a_quantity(world: World) -> None:
    nonconformity = analysed(world, why(1, **PROVEN), escape_cause="Typed")
    assert world.shoulds(nonconformity, "analyse") == {CAUSE}
    world.amend(nonconformity, quantity=4)
    assert world.musts(nonconformity, "analyse") == {CAUSE}
    write(world, nonconformity, why(2, cause_kind="escape", **PROVEN))
    world.move(nonconformity, "analyse")


def test_a_bare_human_error_among_several_causes_is_asked_about(world: World) -> None:
    nonconformity = analysed(world, why(1, what="Human error", **PROVEN), why(2, **PROVEN), escape_cause="x")
    assert "occurrence_cause" in world.musts(nonconformity, "analyse")
    write(world, nonconformity, why(3, 1, what="Both labels have one colour", **PROVEN))
    assert world.musts(nonconformity, "analyse") == set()


@pytest.mark.parametrize(
    ("titles", "asked"),
    [
        (["Train all packers"], True),
        (["Mitarbeiter schulen", "Brief the night shift"], True),
        (["Train all packers", "Colour-code the bins"], False),
        (["Change the information sheet"], False),
    ],
)
def test_training_alone_is_questioned(world: World, titles: list[str], asked: bool) -> None:
    made = world.add("corrective_action", {"occurrence_cause": "Bins", "cause_verified": True})
    for title in titles:
        values = {"title": title, "source": made.id, "action_kind": "corrective", "addresses": "occurrence"}
        world.add("action", values)
    sentences = [u for u in world.unmet(made, "plan") if u.message.startswith("Training alone")]
    assert [u.must for u in sentences] == ([False] if asked else [])
    world.amend(made, occurrence_cause="Human error")
    assert "occurrence_cause" in world.musts(made, "plan")
