"""Closing a training that worked: the levels are shown before they are written, and can be left."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from qms_desktop.ui.pages.engagement_of_people.levels_dialog import LevelsDialog
from qms_desktop.ui.register.page import RegisterPage
from qms_desktop.workspace.work import Work
from tests.ui.register.desk import Bench

DAY = date(2026, 11, 2)


def held(work: Work) -> dict[str, UUID]:
    keys = {name: work.add("person", {"title": name}).id for name in ("Ben", "Eva", "Kim")}
    keys["TIG"] = work.add("competence", {"title": "TIG"}).id
    work.session.flush()
    made = work.add("training", {"title": "TIG course", "competence": keys["TIG"], "target_level": "3"})
    work.session.flush()
    work.add_lines(made, "participant", [{"person": keys[name], "present": "yes"} for name in ("Ben", "Eva")])
    work.amend(made, {"planned_on": DAY, "attendance": "Folder 7", "provider": "School", "held_on": DAY})
    work.amend(made, {"evaluation": "observed", "outcome": "effective", "evaluator": keys["Kim"], "findings": "Seams"})
    for move in ("plan", "deliver", "evaluate"):
        work.move(made, move)
    return keys | {"course": made.id}


@pytest.fixture
def keys(bench: Bench) -> dict[str, UUID]:
    found: dict[str, UUID] = bench.do(held)
    return found


@pytest.fixture
def page(bench: Bench, keys: dict[str, UUID]) -> RegisterPage:
    page = bench.page("training")
    page.open_record(keys["course"])
    bench.settle()
    return page


def close(bench: Bench, page: RegisterPage) -> LevelsDialog | None:
    page.pane.footer.ask_next()
    bench.settle()
    dialog = QApplication.activeModalWidget()
    return dialog if isinstance(dialog, LevelsDialog) else None


def rows(bench: Bench, keys: dict[str, UUID]) -> int:
    return len(bench.view(keys["TIG"]).lines[0].rows)


def test_the_chosen_levels_are_written_and_the_training_closes(
    bench: Bench, page: RegisterPage, keys: dict[str, UUID]
) -> None:
    dialog = close(bench, page)
    assert dialog is not None
    assert dialog.list.item(0).text() == "Ben: 3 Alone   (no assessment so far)"
    assert dialog.act.text() == "Write 2 levels and close"
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.act.text() == "Write 1 level and close"
    assert rows(bench, keys) == 0
    dialog.act.click()
    bench.settle()
    assert rows(bench, keys) == 1
    assert bench.view(keys["course"]).state == "closed"
    assert bench.told[-1] == ("Write the levels of Ben from TRN-2026-0001", True)


def test_closing_without_levels_is_said_in_the_history(bench: Bench, page: RegisterPage, keys: dict[str, UUID]) -> None:
    dialog = close(bench, page)
    assert dialog is not None
    dialog.without.click()
    bench.settle()
    assert rows(bench, keys) == 0
    assert bench.view(keys["course"]).state == "closed"
    newest = bench.ask(lambda workspace: workspace.history(1)[0])
    assert "Not needed here: Level 3 Alone" in newest.reason


def test_without_levels_to_write_it_closes_as_every_record(
    bench: Bench, page: RegisterPage, keys: dict[str, UUID]
) -> None:
    bench.do(lambda work: work.amend(keys["course"], {"outcome": "partly", "next_step": "Two more weeks"}))
    page.reload()
    bench.settle()
    assert close(bench, page) is None
    assert bench.view(keys["course"]).state == "closed"
