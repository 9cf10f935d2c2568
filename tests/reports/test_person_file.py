from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.insight.competence_matrix import competence_matrix
from qms_desktop.insight.person_evidence import Place, abilities, place_of
from qms_desktop.reports.person_file import print_person
from qms_desktop.statistics.competence import Standing
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace
from tests.reports.paper import Paper, read


def printed(workspace: Workspace, key: UUID | str, folder: Path) -> Paper:
    pages = print_person(workspace, key, folder / "x.pdf", compressed=False)
    paper = read(folder / "x.pdf")
    assert len(paper.pages) == pages
    return paper


@pytest.mark.parametrize(
    ("required", "level", "newest", "expected"),
    [
        (3, 3, Standing.VALID, Place.MET),
        (3, 4, Standing.EXPIRING, Place.EXPIRING),
        (3, 4, Standing.EXPIRED, Place.EXPIRED),
        (3, 2, Standing.VALID, Place.SHORT),
        (3, 2, Standing.EXPIRED, Place.EXPIRED),
        (3, None, None, Place.MISSING),
        (0, None, None, Place.MET),
        (None, 1, Standing.VALID, Place.EXTRA),
    ],
)
def test_the_newest_assessment_stands_against_what_is_asked(
    required: int | None, level: int | None, newest: Standing | None, expected: Place
) -> None:
    assert place_of(required, level, newest) == expected


def tell(work: Work, roles: int = 2) -> UUID:
    """A person with roles; the first one asks for two competences, of which one is shown."""
    person = work.add("person", {"title": "Ben Schweiß", "job_title": "Welder"})
    weld = work.add("competence", {"title": "TIG welding", "critical": True})
    lead = work.add("competence", {"title": "Leading a shift"})
    first = work.add("competence", {"title": "First aid"})
    made = [work.add("role", {"title": f"Role {n}", "purpose": "Joins tube and frame."}) for n in range(roles)]
    work.session.flush()
    asked = [{"competence": weld.id, "required_level": "3"}, {"competence": lead.id, "required_level": "2"}]
    work.add_lines(made[0], "role_requirement", asked)
    work.add_lines(made[1], "role_requirement", [{"competence": weld.id, "required_level": "2"}])
    work.add_lines(person, "person_role", [{"role": r.id, "since": date(2024, 3, 1)} for r in made])
    for competence, level, detail in ((weld, "3", "W-4471"), (first, "3", "")):
        row = {"person": person.id, "level": level, "assessed_on": date(2026, 1, 5), "method": "certificate"}
        owner = work.organisation.owner
        work.add_lines(competence, "assessment", [row | {"certificate_no": detail, "assessor": owner}])
    return person.id


def test_role_requirement_and_evidence_stand_beside_each_other(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Tell") as work:
        key = tell(work)
    words = printed(workspace, key, tmp_path).words
    assert "Ben Schweiß Welder" in words
    assert "1 of 2 required competences are shown by valid evidence. Open: Leading a shift (no evidence)." in words
    assert "Role 0 2024-03-01 Joins tube and frame." in words
    assert "TIG welding (critical) Role 0, Role 1 3 Alone 3 Alone Met" in words
    assert "Certificate or licence, 2026-01-05 by Ana Probe W-4471" in words
    assert "Shown beyond what is required (1)" in words
    assert "First aid 3 Alone" in words
    assert "No training is recorded." in words


def test_the_highest_level_of_several_roles_is_asked(workspace: Workspace) -> None:
    with workspace.change("Tell") as work:
        key = tell(work)
    with workspace.read() as look:
        found = {a.title: a for a in abilities(look, key)}
        matrix = competence_matrix(look)
    assert (found["TIG welding"].required, found["TIG welding"].roles) == (3, ("Role 0", "Role 1"))
    assert found["First aid"].place is Place.EXTRA
    for ability in found.values():  # the file and the matrix never differ
        cell = matrix.cells[key, next(s.id for s in matrix.skills if s.number == ability.number)]
        assert (cell.required, cell.level) == (ability.required, ability.proofs[0].level if ability.proofs else None)


def test_what_is_asked_from_a_later_day_is_not_asked_yet(workspace: Workspace) -> None:
    with workspace.change("Tell") as work:
        key = tell(work)
        role = work.get(f"ROL-{work.today.year}-0001")
        coming = work.add("competence", {"title": "Laser safety"})
        work.session.flush()
        row = {"competence": coming.id, "required_level": "2", "since": work.today + timedelta(days=1)}
        work.add_lines(role, "role_requirement", [row])
    with workspace.read() as look:
        assert "Laser safety" not in {a.title for a in abilities(look, key)}


def test_a_full_file_stays_on_two_pages(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Tell") as work:
        key = tell(work, 3)
        owner = work.organisation.owner
        for n in range(30):
            training = work.add("training", {"title": f"Course {n:02}", "held_on": date(2025, 1, 1 + n % 28)})
            work.session.flush()
            work.add_lines(training, "participant", [{"person": key, "present": "yes", "result": "passed"}])
        for n in range(5):
            competence = work.add("competence", {"title": f"Competence {n}"})
            row = {"person": key, "level": "2", "assessed_on": date(2026, 1, 5), "method": "test", "assessor": owner}
            work.add_lines(competence, "assessment", [row])
    paper = printed(workspace, key, tmp_path)
    assert len(paper.pages) == 2
    assert "Training (30)" in paper.words
    assert "The newest 14 of 30 are shown" in paper.words


def test_somebody_without_roles_is_told_so(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Add") as work:
        key = work.add("person", {"title": "Neu Hier"}).id
    assert "No role is recorded, so nothing is asked of this person yet." in printed(workspace, key, tmp_path).words


def test_only_people_have_a_person_file(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Add") as work:
        number = work.add("process", {"title": "Packing"}).number
    with pytest.raises(RuleBroken, match="is no person"):
        print_person(workspace, number, tmp_path / "x.pdf")
