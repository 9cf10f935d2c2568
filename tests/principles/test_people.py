from __future__ import annotations

from datetime import date

from qms_desktop.principles.engagement_of_people.people import LEAVING
from qms_desktop.principles.engagement_of_people.roles import Role
from tests.principles.world import World


def test_what_is_planned_for_a_leaver_is_asked_about(world: World) -> None:
    leaver = world.person("Jo")
    assert world.unmet(leaver, "leave") == []
    world.amend(leaver, **{attribute.key: "planned" for attribute in LEAVING})
    assert world.shoulds(leaver, "leave") == {attribute.key for attribute in LEAVING}
    assert world.musts(leaver, "leave") == set()
    world.amend(leaver, things_back="done", access_ended="planned", knowledge_kept="not_needed")
    world.amend(leaver, authorisations_ended="done")
    assert world.shoulds(leaver, "leave") == {"access_ended"}
    world.amend(leaver, access_ended="done")
    world.move(leaver, "leave")


def test_the_day_of_leaving_is_noted_unless_another_was_entered(world: World) -> None:
    one, other = world.person("Jo"), world.person("Kim")
    world.amend(other, left_on=date(2026, 11, 15))
    world.move(one, "leave")
    world.move(other, "leave")
    assert (one.left_on, other.left_on) == (world.today, date(2026, 11, 15))  # type: ignore[attr-defined]
    world.move(one, "come_back")
    assert one.state == "active"


def test_nobody_leaves_before_the_first_day(world: World) -> None:
    person = world.person("Jo")
    world.amend(person, started_on=date(2026, 3, 1), left_on=date(2026, 2, 1))
    assert world.problems(person) == {"left_on"}


def test_a_role_that_goes_asks_for_those_who_hold_it(world: World) -> None:
    role, gone = world.add("role", {"title": "Welder"}), world.add("role", {"title": "Typist"})
    holder, leaver = world.person("Ana"), world.person("Max")
    world.hold(holder, role)
    world.hold(leaver, gone)
    world.move(leaver, "leave")
    assert isinstance(role, Role)
    (found,) = world.unmet(role, "retire")
    assert (found.message, found.record, found.must) == ("Ana still holds this role.", holder.id, False)
    assert world.unmet(gone, "retire") == []
    world.move(role, "retire")
    world.move(role, "restore")
