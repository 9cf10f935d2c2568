"""The demo company: the same story on every run, told by the rules, and one that a quality manager believes."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from qms_desktop.errors import Unavailable
from qms_desktop.flows.sample.stage import Act
from qms_desktop.flows.sample.tell import make_sample, story
from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.workspace import Workspace

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "nordlicht.qms"
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("QMS_DATA", str(path.parent / "user data"))
        make_sample(path, REGISTERS, TODAY)
    return path


def told(path: Path) -> list[tuple[object, ...]]:
    """Every record as a reader would compare two files: without keys."""
    sql = (
        "SELECT r.number, r.title, r.state, o.title, r.occurred_on, r.due_on, r.closed_on, r.created_at FROM record r "
        "LEFT JOIN record o ON o.id = r.owner ORDER BY r.number"
    )
    with Workspace.open(path, REGISTERS, RULES, read_only=True) as workspace, workspace.read() as look:
        return [tuple(row) for row in look.session.execute(text(sql))]


def test_the_story_is_sound_and_ends_today(sample: Path) -> None:
    with Workspace.open(sample, REGISTERS, RULES) as workspace:
        assert workspace.warnings == []
        assert workspace.verify().problems == ()
        newest, *_ = workspace.history(1)
        assert (TODAY - newest.at.date()).days < 5
        oldest = workspace.history(100_000)[-1]
        assert 1090 <= (TODAY - oldest.at.date()).days <= 1100
        assert not [h for h in workspace.history(100_000) if h.reason and "clock was moved back" in h.reason]


def test_it_is_the_same_on_every_run(sample: Path, tmp_path: Path) -> None:
    make_sample(tmp_path / "again.qms", REGISTERS, TODAY)
    assert told(tmp_path / "again.qms") == told(sample)


def test_twenty_eight_people_work_at_it_and_things_are_late(sample: Path) -> None:
    with Workspace.open(sample, REGISTERS, RULES, read_only=True) as workspace:
        workspace.clock.fixed = story(TODAY).instant(0)
        people = workspace.facets("person")
        assert people.states["active"] == 28
        overdue = {kind: workspace.facets(kind).overdue for kind in ("nonconformity", "action", "corrective_action")}
        assert all(overdue.values()), overdue


def test_most_is_in_order_two_weeks_before_the_audit(sample: Path) -> None:
    with Workspace.open(sample, REGISTERS, RULES, read_only=True) as workspace:
        workspace.clock.fixed = story(TODAY).instant(0)
        late = {kind: workspace.facets(kind).overdue for kind in ("indicator", "risk", "document")}
        assert late == {"indicator": 1, "risk": 1, "document": 1}
        with workspace.read() as look:
            query = text(
                "SELECT kind, number FROM record WHERE due_on < :day AND closed_on IS NULL AND NOT voided "
                "AND kind IN ('indicator', 'risk', 'document', 'action', 'equipment', 'supplier')"
            )
            assert not look.session.execute(query, {"day": (TODAY - timedelta(60)).isoformat()}).all()


@pytest.mark.parametrize("month", range(1, 13))
def test_figures_are_entered_every_month_and_risks_looked_at_in_time(month: int) -> None:
    for today in (date(2027, month, 1), date(2027, month, 5), date(2027, month, 28)):
        told_of = story(today)
        described = next(act.when for act in told_of.acts if act.label == "Describe the indicators")
        figures = [act.when for act in told_of.acts if act.label == "Enter the figures of the month"]
        assert all(described < when for when in figures)
        assert (today - max(figures).date()).days <= 31 + 2
        assert {act.label for act in told_of.acts if "Review: " in act.label} >= {"Review: Order data lost"}


def test_every_day_of_the_week_makes_a_story() -> None:
    for day in range(1, 8):
        acts = story(date(2027, 3, day)).acts
        assert {act.when.weekday() for act in acts} <= set(range(5))
        assert max(act.when.date() for act in acts) <= date(2027, 3, day)


def test_on_no_day_is_an_objective_measured_after_it_was_achieved() -> None:
    for number in range(1, 62):
        labels = [act.label for act in sorted(story(date(2026, 10, 31) + timedelta(number)).acts, key=in_order)]
        achieved = {label.removeprefix("Achieved: "): at for at, label in enumerate(labels) if "Achieved: " in label}
        assert achieved
        for name, at in achieved.items():
            assert f"Measured: {name}" in labels[:at]
            assert f"Measured: {name}" not in labels[at:]


def in_order(act: Act) -> date:
    """By what the stage sorts the acts."""
    return act.when.date()


def test_a_week_later_the_same_story_lies_a_week_later() -> None:
    later = TODAY + timedelta(7)
    before, after = (
        Counter((act.label, act.who, (act.when.date() - day).days) for act in story(day).acts) for day in (TODAY, later)
    )
    moved = {label for label, _who, _days in (before - after) + (after - before)}
    # only what is done for a month stays where months begin
    assert {act.when.day for act in story(TODAY).acts if act.label in moved} <= {1, 2, 3, 4}
    assert sum((before & after).values()) > 0.9 * sum(before.values())


def test_a_file_that_is_there_is_not_written_over(sample: Path) -> None:
    before = sample.read_bytes()
    with pytest.raises(Unavailable, match="exists already"):
        make_sample(sample, REGISTERS, TODAY)
    assert sample.read_bytes() == before


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="Cancelled"):
        make_sample(tmp_path / "half.qms", REGISTERS, TODAY, lambda done, _total: done < 20)
    assert list(tmp_path.glob("half*")) == []
