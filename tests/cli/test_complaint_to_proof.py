"""J5 by command line: from the telephone call to the proof, with a criterion that is missed first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from qms_desktop.workspace.reader import Clock
from tests.cli.conftest import Call

COUNTED = (
    "judged_by=count", "counted=complaint", "counted_category=Mixed parts", "comparison=at_most", "threshold=0",
    "window_days=90",
)  # fmt: skip


class Days:
    """The day on which everything happens, from today on."""

    def __init__(self) -> None:
        self.today = datetime.now(UTC).date()

    def pass_by(self, days: int) -> date:
        self.today += timedelta(days=days)
        return self.today

    def now(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 23, 30, tzinfo=UTC)


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    made = Days()
    monkeypatch.setattr(Clock, "now", lambda _clock: made.now())
    monkeypatch.setenv("TZ", "UTC")
    return made


class Story:
    """What somebody does in a terminal; whatever is not expected to fail must work."""

    def __init__(self, call: Call, file: Path) -> None:
        self.call, self.file = call, file

    def done(self, command: str, *words: object) -> str:
        said = self.call(command, self.file, *words)
        assert said.status == 0, said.err
        return said.out.strip()

    def refused(self, command: str, *words: object) -> str:
        said = self.call(command, self.file, *words)
        assert said.status in (1, 2), said.out
        return said.err

    def moves(self, number: str, *names: str) -> None:
        for name in names:
            self.done("move", number, name, "--not-needed")

    def state(self, number: str) -> str:
        return str(self.call("show", self.file, number, "--json").json["state"])

    def field(self, number: str, name: str) -> object:
        return self.call("show", self.file, number, "--json").json["fields"][name]

    def complaint(self, day: date, *more: str) -> str:
        customer = self.done("add", "customer", "title=Brandt")
        words = ("title=Mixed parts", "description=Left among right", "channel=phone", "category=Mixed parts")
        return self.done("add", "complaint", *words, f"customer={customer}", f"occurred_on={day}", *more)

    def follow(self, source: str, kind: str, *values: str) -> str:
        """The record that follows from one, with what is known of it."""
        number = self.done("raise", source, kind).split()[-1]
        if values:
            self.done("set", number, *values)
        return number

    def action(self, source: str, title: str, addresses: str, due: date) -> str:
        return self.follow(source, "action", f"title={title}", f"addresses={addresses}", f"due_on={due}")

    def finish(self, action: str) -> None:
        self.done("set", action, "evidence=Seen at the place")
        self.moves(action, "start", "done")


@pytest.fixture
def story(call: Call, file: Path, days: Days) -> Story:
    assert days.today
    return Story(call, file)


def implemented(story: Story, days: Days) -> str:
    """A corrective action that is planned, approved and implemented today."""
    words = ("title=Mixed parts", "description=Three in 120 days", "occurrence_cause=One colour", "cause_verified=yes")
    number = story.done("add", "corrective_action", *words, *COUNTED)
    action = story.action(number, "Bins of two colours", "occurrence", days.today)
    story.moves(number, "plan", "approve")
    story.finish(action)
    story.moves(number, "implement")
    return number


def analysed(story: Story, days: Days) -> str:
    """The nonconformity of a complaint, with its causes."""
    complaint = story.complaint(days.today, "severity=major", "qty_delivered=500", "qty_affected=30")
    story.done("set", complaint, "medium=phone", "validity=justified")
    story.done("set", complaint, *(f"containment_{place}=held" for place in ("own", "transit", "customer")))
    story.moves(complaint, "acknowledge", "assess")
    assert "nonconformity" in story.refused("move", complaint, "investigate")
    nonconformity = story.follow(complaint, "nonconformity")
    story.moves(complaint, "investigate")
    story.done("set", nonconformity, "correction=Sorted", "containment_supplier=clear", "severity=major")
    story.done("set", nonconformity, "requirement=Drawing B-204", "evidence=Box 7", "statement=30 of 500 are left")
    story.moves(nonconformity, "contain", "decide")
    story.done("set", nonconformity, "occurrence_cause=human error", "escape_cause=Nobody counts by variant")
    story.done("set", nonconformity, "cause_verified=yes", "similar_elsewhere=no")
    assert "What allowed it?" in story.refused("move", nonconformity, "analyse", "--not-needed")
    story.done("set", nonconformity, "occurrence_cause=Both bins have one colour")
    story.moves(nonconformity, "analyse")

    return nonconformity


def test_from_the_call_to_the_proof_with_a_second_cycle(story: Story, days: Days) -> None:
    number = story.follow(analysed(story, days), "corrective_action", *COUNTED)
    assert story.field(number, "criterion") == (
        "At most 0 complaints of the category Mixed parts in the 90 days after the implementation"
    )
    bins = story.action(number, "Bins of two colours", "occurrence", days.today + timedelta(days=10))
    assert "Why it was not noticed" in story.refused("move", number, "plan", "--not-needed")
    count = story.action(number, "Count by variant", "escape", days.today + timedelta(days=14))
    story.moves(number, "plan", "approve")
    assert "can no longer be changed" in story.refused("set", number, "threshold=3")
    assert bins in story.refused("move", number, "implement", "--not-needed")
    days.pass_by(12)
    for action in (bins, count):
        story.finish(action)
    story.moves(number, "implement")

    days.pass_by(30)
    story.complaint(days.today)
    days.pass_by(62)
    story.moves(number, "check")
    assert story.field(number, "result") == "not_effective"
    assert "1 complaint of the category Mixed parts in 90 days" in str(story.field(number, "result_evidence"))
    kim = story.done("add", "person", "title=Kim Kehl")
    story.done("set", number, "result=effective", f"verifier={kim}", "read_across=No other line")
    story.done("set", number, *(f"{what}_update=done" for what in ("risk", "document", "training")))
    assert "at most 0 was asked: not met" in story.refused("move", number, "effective", "--not-needed")
    story.done("set", number, "result=not_effective")
    story.done("move", number, "not_effective", "--reason", "Labels are alike too")

    assert (story.state(number), story.field(number, "cycle")) == ("draft", 2)
    assert "works on" in story.refused("move", number, "plan", "--not-needed")
    labels = [story.action(number, "Labels of two colours", which, days.today) for which in ("occurrence", "escape")]
    story.moves(number, "plan", "approve")
    for action in labels:
        story.finish(action)
    story.moves(number, "implement")
    days.pass_by(90)
    story.moves(number, "check")
    story.done("set", number, f"verifier={kim}")
    story.moves(number, "effective")
    assert story.state(number) == "closed"
    lines = story.call("show", story.file, number, "--json").json["lines"]
    assert len(lines["corrective_action_cycle"]) == 1
    assert [line["met"] for line in lines["corrective_action_measured"]] == ["no", "yes"]


def test_no_door_closes_it_before_the_day_of_its_check(story: Story, days: Days, tmp_path: Path) -> None:
    number = implemented(story, days)
    check = date.fromisoformat(str(story.field(number, "check_on")))
    days.pass_by((check - days.today).days - 1)
    story.moves(number, "check")
    proof = ("result=effective", "verifier=Kim", "read_across=None", "result_evidence=None came")
    story.done("add", "person", "title=Kim")
    story.done("set", number, *proof, *(f"{what}_update=done" for what in ("risk", "document", "training")))
    early = f"It can be closed from {check} on"
    assert early in story.refused("move", number, "effective", "--not-needed")
    for field in (f"check_on={days.today}", "implemented_on=2020-01-01", "state=closed"):
        story.refused("set", number, field)

    sheet = tmp_path / "capa.csv"
    sheet.write_text(f"Number;Title;Status;Check date\n{number};Mixed parts;Closed;{days.today}\n", "utf-8")
    story.call("import", story.file, "corrective_action", sheet, "--key", "number")
    assert story.state(number) == "effectiveness_check"
    assert story.field(number, "check_on") == str(check)
    sheet.write_text(f"CAPA ID;Title;Status;Check date\nC-9;Old one;Closed;{check}\n", "utf-8")
    assert "its effect is checked on" in story.refused("import", "corrective_action", sheet)
    rows = story.call("list", story.file, "corrective_action", "--json").json["rows"]
    assert [row["number"] for row in rows] == [number]

    story.done("undo")
    story.done("redo")
    assert early in story.refused("move", number, "effective", "--not-needed")
    days.pass_by(1)
    story.moves(number, "effective")
    story.done("undo")
    assert story.state(number) == "effectiveness_check"
    story.done("redo")
    assert story.state(number) == "closed"
