"""The matrix is worked out from roles, requirements and assessments, and agrees with the records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from qms_desktop.insight.competence_matrix import EMPTY, Matrix, competence_matrix
from qms_desktop.statistics.competence import Standing
from qms_desktop.workspace.reader import Clock
from qms_desktop.workspace.workspace import Workspace

TODAY = date(2026, 11, 20)


@dataclass
class Shop:
    workspace: Workspace
    people: dict[str, UUID]
    skills: dict[str, UUID]
    roles: dict[str, UUID]

    def matrix(self) -> Matrix:
        with self.workspace.read() as look:
            return competence_matrix(look)

    def assess(self, who: str, what: str, level: str, days: int = 0, until: date | None = None) -> None:
        with self.workspace.change("Assess") as work:
            row = {"person": self.people[who], "level": level, "assessed_on": TODAY - timedelta(days=days)}
            row |= {"method": "observation", "assessor": self.people["Ana"], "valid_until": until}
            work.add_lines(work.get(self.skills[what]), "assessment", [row])


@pytest.fixture
def shop(workspace: Workspace) -> Shop:
    workspace.clock = Clock(datetime(2026, 11, 20, 9, tzinfo=UTC))
    with workspace.change("Set up") as work:
        people = {"Ana": workspace.actor}
        skills = {
            "TIG": work.add("competence", {"title": "TIG", "critical": True, "family": "Welding"}).id,
            "Reading": work.add("competence", {"title": "Reading drawings"}).id,
        }
        roles = {name: work.add("role", {"title": name}).id for name in ("Welder", "Lead")}
        work.session.flush()
        for role, asked in (("Welder", {"TIG": "3", "Reading": "2"}), ("Lead", {"TIG": "2", "Reading": "3"})):
            rows = [{"competence": skills[skill], "required_level": level} for skill, level in asked.items()]
            work.add_lines(work.get(roles[role]), "role_requirement", rows)
        for name, held, department in (
            ("Ben", ("Welder",), "Shop"), ("Eva", ("Welder", "Lead"), "Shop"), ("Tom", (), "Office"),
        ):  # fmt: skip
            made = work.add("person", {"title": name, "department": department})
            work.session.flush()
            work.add_lines(made, "person_role", [{"role": roles[role]} for role in held])
            people[name] = made.id
    return Shop(workspace, {k: v for k, v in people.items() if v}, skills, roles)


def test_the_highest_of_what_the_roles_ask_is_required(shop: Shop) -> None:
    matrix = shop.matrix()
    assert [p.name for p in matrix.people] == ["Ana Probe", "Ben", "Eva", "Tom"]
    assert [s.name for s in matrix.skills] == ["TIG", "Reading drawings"], "groups first, then those without"
    assert matrix.cell(shop.people["Eva"], shop.skills["TIG"]).required == 3
    assert matrix.cell(shop.people["Eva"], shop.skills["Reading"]).required == 3
    assert matrix.cell(shop.people["Tom"], shop.skills["TIG"]) == EMPTY
    assert matrix.person_gaps == (0, 5, 6, 0)


def test_the_newest_assessment_counts(shop: Shop) -> None:
    shop.assess("Ben", "TIG", "4", days=400)
    shop.assess("Ben", "TIG", "2", days=10)
    shop.assess("Ben", "TIG", "3", days=90)
    cell = shop.matrix().cell(shop.people["Ben"], shop.skills["TIG"])
    assert (cell.level, cell.gap, cell.assessed_on) == (2, 1, TODAY - timedelta(days=10))


def test_what_has_run_out_is_shown_as_expired_and_leaves_a_gap(shop: Shop) -> None:
    shop.assess("Ben", "TIG", "3", days=400, until=TODAY - timedelta(days=1))
    shop.assess("Eva", "TIG", "3", until=TODAY + timedelta(days=60))
    matrix = shop.matrix()
    ben, eva = (matrix.cell(shop.people[who], shop.skills["TIG"]) for who in ("Ben", "Eva"))
    assert (ben.level, ben.actual, ben.gap, ben.standing) == (3, None, 3, Standing.EXPIRED)
    assert (eva.actual, eva.gap, eva.standing) == (3, 0, Standing.EXPIRING)
    assert dict(matrix.standings) == {Standing.VALID: 0, Standing.EXPIRING: 1, Standing.EXPIRED: 1}
    assert matrix.bus_factors == (1, 0)
    assert matrix.coverages == (0.5, 0.0)
    assert [s.name for s in matrix.at_risk] == ["TIG"]


def test_critical_gaps_count_twice_in_the_index(shop: Shop) -> None:
    shop.assess("Ben", "Reading", "2")
    shop.assess("Eva", "Reading", "3")
    assert shop.matrix().index == pytest.approx((2 * 3 + 2 * 3) / (2 * 3 + 2 + 2 * 3 + 3))


def test_a_requirement_of_tomorrow_is_not_asked_today(shop: Shop) -> None:
    with shop.workspace.change("Ask") as work:
        crane = work.add("competence", {"title": "Crane"})
        work.session.flush()
        row = {"competence": crane.id, "required_level": "1", "since": TODAY + timedelta(days=1)}
        work.add_lines(work.get(shop.roles["Welder"]), "role_requirement", [row])
        key = crane.id
    assert shop.matrix().cell(shop.people["Ben"], key) == EMPTY
    shop.workspace.clock = Clock(datetime(2026, 11, 21, 9, tzinfo=UTC))
    assert shop.matrix().cell(shop.people["Ben"], key).required == 1


def test_whoever_left_and_what_is_retired_are_not_shown(shop: Shop) -> None:
    with shop.workspace.change("Change") as work:
        work.move(shop.people["Tom"], "leave", waive=True)
        work.move(shop.skills["Reading"], "retire", reason="Nobody draws any more")
    matrix = shop.matrix()
    assert "Tom" not in [p.name for p in matrix.people]
    assert [s.name for s in matrix.skills] == ["TIG"]
    assert matrix.person_gaps == (0, 3, 3)


def test_filters_show_a_part_and_count_that_part(shop: Shop) -> None:
    shop.assess("Ben", "TIG", "3")
    matrix = shop.matrix()
    lead = matrix.narrowed(role=shop.roles["Lead"])
    assert ([p.name for p in lead.people], lead.bus_factors) == (["Eva"], (0, 0))
    assert [p.name for p in matrix.narrowed(department="Office").people] == ["Tom"]
    gaps = matrix.narrowed(department="Shop", gaps=True)
    assert [p.name for p in gaps.people] == ["Ben", "Eva"]
    assert matrix.narrowed(department="Office", gaps=True).people == ()
