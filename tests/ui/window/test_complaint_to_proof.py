"""J5 through the real window: stories, steps and reasons by their buttons; the criterion is missed first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QMenu

from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.pages.continuous_improvement.eight_d import EightDStrip
from qms_desktop.ui.register.inlay import Blocked, Reason
from qms_desktop.ui.register.pane import RecordPane
from qms_desktop.ui.screens import settle
from qms_desktop.workspace.reader import Clock
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.work import Work
from tests.ui.window.conftest import Open


class Hands:
    """What somebody does at the window, over as many days as it takes."""

    def __init__(self, window: MainWindow, today: date) -> None:
        self.window, self.today = window, today
        assert window.desk is not None
        self.desk = window.desk

    @property
    def pane(self) -> RecordPane:
        page = self.window.principle_page
        assert page is not None
        assert page.page is not None
        return page.page.pane

    @property
    def view(self) -> RecordView:
        assert self.pane.view is not None
        return self.pane.view

    def now(self, _clock: object = None) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 11, 30, tzinfo=UTC)

    def pass_by(self, days: int) -> date:
        self.today += timedelta(days=days)
        return self.today

    def settle(self) -> None:
        settle(self.window, 2)

    def show(self, view: RecordView) -> None:
        self.desk.show(view.kind, view.id)
        self.settle()

    def add(self, kind: str, **values: object) -> UUID:
        made: list[UUID] = []

        def add(work: Work) -> UUID:
            return work.add(kind, values).id

        self.desk.tasks.change(f"Add {kind}", add, made.append)
        self.settle()
        return made[0]

    def write(self, **values: object) -> None:
        """Fill fields of the record that is open; the form shows them afterwards."""
        key = self.view.id
        self.desk.tasks.change("Fill in", lambda work: work.amend(key, values), lambda _changed: None)
        self.settle()
        assert {name: self.view.value(name) for name in values if not isinstance(values[name], UUID)} == {
            name: value for name, value in values.items() if not isinstance(value, UUID)
        }

    def raise_(self, story: str) -> RecordView:
        """Follow a story by its button among the links, and stand on the record that it made."""
        before = self.view.id
        links = self.pane.links
        buttons = [b for b in links.stories if b.text() == story]
        for button in buttons:
            button.click()
        if not buttons:  # what has no room is in the menu beside them
            actions = [a for menu in links.findChildren(QMenu) for a in menu.actions() if a.text() == story]
            actions[0].trigger()
        self.settle()
        assert self.view.id != before
        return self.view

    def step(self, name: str, *, reason: str = "") -> list[str]:
        """Take a step by the footer; what should be there is waved through. What is refused comes back."""
        move = next(m for m in self.view.moves if m.name == name)
        self.pane.footer.asked.emit(move)
        self.settle()
        panel = self.pane.inlay.panel
        if isinstance(panel, Blocked):
            if panel.waive is None:
                found = [u.message for u in next(m for m in self.view.moves if m.name == name).unmet if u.must]
                self.pane.inlay.close_panel()
                return found
            panel.waive.click()
            self.settle()
            panel = self.pane.inlay.panel
        if isinstance(panel, Reason):
            panel.field.text.setPlainText(reason)
            panel.verb.click()
            self.settle()
        assert self.pane.inlay.panel is None
        return []

    def steps(self, *names: str) -> None:
        for name in names:
            assert self.step(name) == [], name


@pytest.fixture
def hands(file: Path, open_window: Open, monkeypatch: pytest.MonkeyPatch) -> Hands:
    made = Hands(open_window(file), datetime.now(UTC).date())
    monkeypatch.setattr(Clock, "now", made.now)
    return made


def work_off(hands: Hands, plan: RecordView, title: str) -> None:
    """An action of the plan, from its button to its evidence; then back to the plan, approved and implemented."""
    hands.raise_("Add action")
    hands.write(title=title, due_on=hands.today)
    action = hands.view
    hands.show(plan)
    hands.steps("plan", "approve")
    assert "is not done" in hands.step("implement")[0]
    hands.show(action)
    hands.write(evidence="Seen at the place")
    hands.steps("done")
    hands.show(plan)
    hands.steps("implement")


def test_from_the_call_to_the_proof(hands: Hands) -> None:
    customer, kim = hands.add("customer", title="Brandt"), hands.add("person", title="Kim Kehl")
    told = {"title": "Mixed parts", "description": "Left among right", "channel": "phone", "category": "Mixed parts"}
    complaint = hands.add("complaint", customer=customer, severity="major", **told)
    hands.desk.show("complaint", complaint)
    hands.settle()
    plan = hands.raise_("Raise corrective action")
    hands.write(
        occurrence_cause="One colour", cause_verified=True, judged_by="count", counted="complaint",
        counted_category="Mixed parts", comparison="at_most", threshold=0.0, window_days=90,
    )  # fmt: skip
    work_off(hands, plan, "Bins of two colours")
    fields = {f.field.name: f for section in hands.view.sections for f in section.fields}
    assert not any(fields[name].editable for name in ("criterion", "threshold", "window_days", "check_on"))

    hands.pass_by(20)
    hands.add("complaint", customer=customer, occurred_on=hands.today, **told)
    hands.pass_by(71)
    hands.show(plan)
    hands.steps("check")
    assert hands.view.value("result") == "not_effective"
    hands.write(result="effective", verifier=kim, read_across="Nowhere", document_update="done")
    hands.write(risk_update="done", training_update="done")
    assert any("1 complaint of the category Mixed parts in 90 days" in words for words in hands.step("effective"))
    hands.write(result="not_effective")
    assert hands.step("not_effective", reason="Labels are alike too") == []
    assert (hands.view.state, hands.view.value("cycle")) == ("draft", 2)

    work_off(hands, plan, "Labels of two colours")
    hands.pass_by(90)
    hands.steps("check")
    hands.write(verifier=kim)
    hands.steps("effective")
    assert (hands.view.state, hands.view.closed) == ("closed", True)
    assert {lines.name: len(lines.rows) for lines in hands.view.lines} == {
        "corrective_action_measured": 2, "corrective_action_cycle": 1,
    }  # fmt: skip
    strip = hands.pane.findChild(EightDStrip)
    assert isinstance(strip, EightDStrip)
    assert strip.found is not None
    assert strip.found.name == f"{plan.number} cycle 2"
