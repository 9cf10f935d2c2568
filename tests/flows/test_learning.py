"""Levels are written from the matrix and from trainings, and nowhere silently."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.flows.learning import assess, learners, record_levels
from qms_desktop.principles.engagement_of_people.courses import Training
from qms_desktop.workspace.reader import Clock
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.workspace import Workspace

TRAINING = "TRN-2026-0001"


@pytest.fixture
def welding(workspace: Workspace) -> UUID:
    workspace.clock = Clock(datetime(2026, 11, 20, 9, tzinfo=UTC))
    with workspace.change("Set up") as work:
        for name in ("Ben", "Eva", "Kim"):
            work.add("person", {"title": name})
        return work.add("competence", {"title": "TIG", "validity_months": 12}).id


def person(workspace: Workspace, name: str) -> UUID:
    return workspace.options("person", name)[0].id


def rows(workspace: Workspace, welding: UUID) -> list[dict[str, object]]:
    (lines,) = workspace.view(welding).lines
    names = [field.name for field in lines.fields]
    return [dict(zip(names, row.cells, strict=True)) for row in lines.rows]


def held(workspace: Workspace, welding: UUID) -> None:
    """A training that was held and evaluated as effective, with Ben and Eva there and Kim not."""
    ben, eva, kim = (person(workspace, name) for name in ("Ben", "Eva", "Kim"))
    with workspace.change("Train") as work:
        made = work.add("training", {"title": "TIG course", "competence": welding, "target_level": "3"})
        work.session.flush()
        there = [
            {"person": ben, "present": "yes", "certificate_no": "W-7", "valid_until": date(2028, 1, 1)},
            {"person": eva, "present": "yes"},
            {"person": kim, "present": "no"},
        ]
        work.add_lines(made, "participant", there)
        work.amend(made, {"planned_on": date(2026, 11, 2), "attendance": "Folder 7", "provider": "Welding school"})
        work.amend(made, {"held_on": date(2026, 11, 2), "evaluation": "observed", "outcome": "effective"})
        work.amend(made, {"evaluator": kim, "findings": "Three good seams"})
        for move in ("plan", "deliver", "evaluate"):
            work.move(made, move)


def test_a_level_is_written_today_by_whoever_acts(workspace: Workspace, welding: UUID) -> None:
    ben = person(workspace, "Ben")
    with workspace.change("Assess") as work:
        assess(work, welding, ben, "2", "observation")
    assert workspace.history(1)[0].label == "Assess Ben: 2 Under supervision in TIG"
    (row,) = rows(workspace, welding)
    assert (row["level"], row["assessed_on"], row["method"]) == ("2", date(2026, 11, 20), "observation")
    assert isinstance(row["assessor"], Ref)
    assert row["assessor"].id == workspace.actor
    assert row["valid_until"] == date(2027, 11, 20)


def test_a_second_entry_of_the_day_replaces_the_first_and_is_undone_alone(workspace: Workspace, welding: UUID) -> None:
    ben = person(workspace, "Ben")
    for level in ("2", "3"):
        with workspace.change("Assess") as work:
            assess(work, welding, ben, level, "observation")
    with workspace.change("Assess") as work:
        assess(work, welding, ben, "4", "test")
    assert [row["level"] for row in rows(workspace, welding)] == ["3", "4"]
    workspace.undo()
    assert [row["level"] for row in rows(workspace, welding)] == ["3"]
    workspace.undo()
    assert [row["level"] for row in rows(workspace, welding)] == ["2"]
    workspace.undo()
    assert rows(workspace, welding) == []


@pytest.mark.parametrize("level", ["7", "5", "-1", "x"])
def test_a_level_seven_is_refused(workspace: Workspace, welding: UUID, level: str) -> None:
    ben = person(workspace, "Ben")
    with pytest.raises(RuleBroken, match="is not one of"), workspace.change("Assess") as work:
        assess(work, welding, ben, level, "observation")
    with workspace.change("Add") as work:
        role = work.add("role", {"title": "Welder"}).id
    row = {"competence": welding, "required_level": level}
    with pytest.raises(RuleBroken, match="is not one of"), workspace.change("Ask") as work:
        work.add_lines(role, "role_requirement", [row])
    assert rows(workspace, welding) == []


def test_a_level_seven_is_refused_by_the_table_itself(workspace: Workspace, welding: UUID) -> None:
    from sqlalchemy.exc import IntegrityError

    from qms_desktop.errors import QmsError
    from qms_desktop.principles.engagement_of_people.competences import Assessment

    ben = person(workspace, "Ben")
    with pytest.raises((IntegrityError, QmsError)), workspace.change("Past the rules") as work:
        work.session.add(Assessment(record=welding, position=1, person=ben, level="7"))


def test_an_effective_training_says_whose_levels_it_would_write(workspace: Workspace, welding: UUID) -> None:
    eva = person(workspace, "Eva")
    workspace.clock = Clock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    with workspace.change("Assess") as work:
        assess(work, welding, eva, "1", "test")
    workspace.clock = Clock(datetime(2026, 11, 20, 9, tzinfo=UTC))
    held(workspace, welding)
    with workspace.read() as look:
        training = look.get(TRAINING)
        assert isinstance(training, Training)
        assert [(who.name, who.level, who.before) for who in learners(look, training)] == [
            ("Ben", "3", ""),
            ("Eva", "3", "1"),
        ]


def test_closing_without_the_levels_is_asked_about_and_never_writes_them(workspace: Workspace, welding: UUID) -> None:
    held(workspace, welding)
    with pytest.raises(RuleBroken, match="Level 3 Alone is not written down for Ben, Eva yet"):
        close(workspace)
    with workspace.change("Close") as work:
        work.move(TRAINING, "close", waive=True)
    assert rows(workspace, welding) == []
    assert "Not needed here: Level 3 Alone" in str(workspace.history(1)[0].reason)


def close(workspace: Workspace) -> None:
    with workspace.change("Close") as work:
        work.move(TRAINING, "close")


def test_the_levels_are_written_with_their_evidence_and_the_training_closes(
    workspace: Workspace, welding: UUID
) -> None:
    held(workspace, welding)
    with workspace.change("Levels") as work:
        assert record_levels(work, TRAINING, close=True) == ["Ben", "Eva"]
    assert workspace.view(TRAINING).state == "closed"
    assert workspace.history(1)[0].label == f"Write the levels of Ben, Eva from {TRAINING}"
    ben, eva = rows(workspace, welding)
    assert (ben["level"], ben["method"], ben["evidence"]) == ("3", "observation", TRAINING)
    assert (ben["certificate_no"], ben["valid_until"]) == ("W-7", date(2028, 1, 1))
    assert eva["valid_until"] == date(2027, 11, 20), "twelve months after the evaluation"
    workspace.undo()
    assert rows(workspace, welding) == []
    assert workspace.view(TRAINING).state == "evaluated"


def test_only_the_chosen_get_a_level(workspace: Workspace, welding: UUID) -> None:
    held(workspace, welding)
    with workspace.change("Levels") as work:
        record_levels(work, TRAINING, only={work.get("PER-2026-0003").id})
    assert len(rows(workspace, welding)) == 1
    with pytest.raises(RuleBroken, match="not written down for Ben yet"):
        close(workspace)


def test_there_must_be_something_to_write(workspace: Workspace, welding: UUID) -> None:
    with workspace.change("Need") as work:
        work.add("training", {"title": "TIG", "competence": welding, "target_level": "3"})
    with pytest.raises(RuleBroken, match="no levels to write"), workspace.change("Levels") as work:
        record_levels(work, TRAINING)
    with pytest.raises(RuleBroken, match="is no training"), workspace.change("Levels") as work:
        record_levels(work, "PER-2026-0002")
    with pytest.raises(RuleBroken, match="is no competence"), workspace.change("Levels") as work:
        assess(work, work.get(TRAINING).id, work.get("PER-2026-0002").id, "3", "test")
