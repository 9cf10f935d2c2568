from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qms_desktop.reports.action_list import By, print_actions
from qms_desktop.workspace.reader import Clock
from qms_desktop.workspace.workspace import Workspace
from tests.reports.paper import read


def printed(workspace: Workspace, by: By, folder: Path) -> str:
    print_actions(workspace, by, folder / "x.pdf", compressed=False)
    return read(folder / "x.pdf").words


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    workspace.clock = Clock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    with workspace.change("Add") as work:
        kim = work.add("person", {"title": "Kim Brandt"}).id
        risk = work.add("risk", {"title": "Mixed parts"}).id
        work.add("action", {"title": "Colour the bins", "owner": kim, "source": risk, "due_on": date(2026, 11, 20)})
        work.add("action", {"title": "Train the packers", "owner": kim, "due_on": date(2026, 12, 18)})
        gone = work.add("action", {"title": "Gone already", "owner": kim})
        work.move(gone, "cancel", reason="x")
        moved = work.add("action", {"title": "Own work", "due_on": date(2026, 12, 1)}).id
    with workspace.change("Later") as work:
        work.amend(moved, {"due_on": date(2026, 12, 8), "reschedule_reason": "Parts are late"})
    return workspace


def test_by_person_with_what_is_late_and_what_was_moved(filled: Workspace, tmp_path: Path) -> None:
    words = printed(filled, By.PERSON, tmp_path)
    assert "3 actions · 1 overdue, counted in working days" in words
    assert words.index("Ana Probe (1)") < words.index("Own work") < words.index("Kim Brandt (2)")
    assert "2 working days" in words
    assert "1 ×" in words
    assert "Gone already" not in words


def test_by_source_what_has_none_comes_last(filled: Workspace, tmp_path: Path) -> None:
    words = printed(filled, By.SOURCE, tmp_path)
    assert words.index("RSK-2026-0001 Mixed parts (1)") < words.index("No source (2)")


def test_what_is_overdue_alone(filled: Workspace, workspace: Workspace, tmp_path: Path) -> None:
    words = printed(filled, By.OVERDUE, tmp_path)
    assert "Colour the bins" in words
    assert "Train the packers" not in words
    workspace.clock = Clock(datetime(2026, 11, 2, 9, tzinfo=UTC))
    assert "Nothing is in this list." in printed(workspace, By.OVERDUE, tmp_path)
