"""Workbook 01 out and back: what is filled in becomes one change, what is ours is guarded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange import importing
from qms_desktop.exchange.check import Verdict
from qms_desktop.exchange.forms.actions import COLUMNS, write_actions
from qms_desktop.exchange.forms.answers import check
from qms_desktop.exchange.forms.reading import read_form
from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.reader import Clock
from qms_desktop.workspace.workspace import Workspace
from tests.exchange.forms import filling
from tests.exchange.forms.filling import judged, take_in

PLACES = {column.name: place for place, column in enumerate(COLUMNS, 2)}
Sent = Callable[..., Path]


@pytest.fixture(autouse=True)
def kim(workspace: Workspace) -> UUID:
    """Kim owes three things, Ana one."""
    workspace.clock = Clock(datetime(2026, 11, 20, 9, tzinfo=UTC))
    with workspace.change("Add") as work:
        person = work.add("person", {"title": "Kim Brandt", "email": "kim@nordlicht.example"}).id
        source = work.add("risk", {"title": "Mixed parts", "likelihood": "3", "impact": "3"}).id
        for title, day, owner in (
            ("Colour the bins", 2, person), ("=SUM(1)", 9, person), ("Train the packers", 16, person), ("Own", 3, None),
        ):  # fmt: skip
            values: dict[str, object] = {"title": title, "due_on": date(2026, 12, day), "source": source}
            work.add("action", values | ({"owner": owner} if owner else {}))
    return person


@pytest.fixture
def sent(workspace: Workspace, tmp_path: Path, kim: UUID) -> Sent:
    """Send workbook 01 to Kim and fill it in: by row from 0 and column."""

    def fill(**cells: object) -> Path:
        path = tmp_path / "actions.xlsx"
        with workspace.read() as look:
            write_actions(look, path, kim)
        return filling.fill(path, "Actions", PLACES, cells)

    return fill


def test_the_sheet_is_locked_where_it_is_ours(sent: Sent) -> None:
    sheet = openpyxl.load_workbook(sent())["Actions"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert [c.value for c in sheet[5]][:3] == ["qms_row", "Action", "Source"]
    assert sheet["D6"].value == "Colour the bins"
    assert sheet["D7"].data_type == "s"
    assert [sheet.cell(6, place).protection.locked for place in range(2, 12)] == [c.locked for c in COLUMNS]
    assert sheet.column_dimensions["A"].hidden
    assert next(rule.formula1 for rule in sheet.data_validations.dataValidation).startswith("list_")


def test_what_comes_back_untouched_changes_nothing(workspace: Workspace, sent: Sent) -> None:
    found = judged(workspace, sent())
    assert (found.sender, found.count(Verdict.UNCHANGED), found.attention, found.written) == ("Kim Brandt", 3, [], [])


def test_answers_are_one_change_and_a_second_time_none(workspace: Workspace, sent: Sent) -> None:
    path = sent(
        status_0="Done", done_on_0=date(2026, 11, 20), remark_0="Photo on the board",
        status_1="in progress", new_due_request_2=date(2027, 1, 12), reason_2="The trainer is ill",
    )  # fmt: skip
    before = workspace.history(1)[0].change
    assert take_in(workspace, path).count(Verdict.CHANGED) == 3
    done, started, asked = (workspace.view(f"ACT-2026-000{n}") for n in (1, 2, 3))
    assert (done.state, done.value("done_on"), done.value("evidence")) == (
        "done", date(2026, 11, 20), "Photo on the board",
    )  # fmt: skip
    assert done.value("notes") == "Kim Brandt, workbook of 2026-11-20: Photo on the board"
    assert started.state == "in_progress"
    assert (asked.due_on, asked.value("due_requested"), asked.value("reschedule_reason")) == (
        date(2026, 12, 16), date(2027, 1, 12), "The trainer is ill",
    )  # fmt: skip
    assert workspace.history(1)[0].change == before + 1
    again = judged(workspace, path)
    assert (again.written, again.attention) == ([], [])
    workspace.undo()
    assert workspace.view("ACT-2026-0001").state == "open"
    assert workspace.view("ACT-2026-0003").value("due_requested") is None


def test_a_date_that_was_asked_for_is_granted_by_taking_it(workspace: Workspace, sent: Sent) -> None:
    take_in(workspace, sent(new_due_request_2=date(2027, 1, 12), reason_2="The trainer is ill"))
    with workspace.change("Grant") as work:
        work.amend("ACT-2026-0003", {"due_on": date(2027, 1, 12)})
    view = workspace.view("ACT-2026-0003")
    assert (view.value("due_requested"), view.value("reschedule_reason"), view.value("reschedule_count")) == (
        None, None, 1,
    )  # fmt: skip
    assert "The trainer is ill" in view.lines[0].rows[0].cells


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"status_0": "Done"}, "Done on", "on which day"),
        ({"status_0": "Done", "done_on_0": date(2026, 11, 20)}, "Status *", "what shows"),
        ({"status_0": "Done", "done_on_0": date(2026, 12, 1), "remark_0": "x"}, "Status *", "future"),
        ({"done_on_0": date(2026, 11, 20)}, "Status *", "not Done"),
        ({"status_0": "Perhaps"}, "Status *", "not one of"),
        ({"new_due_request_0": date(2027, 1, 1)}, "Reason for the new date", "Say why"),
        ({"new_due_request_0": date(2026, 1, 1), "reason_0": "x"}, "Status *", "past"),
        ({"reason_0": "because"}, "New date asked for", "no date"),
        ({"remark_0": "x" * 1001}, "Remark", "1,000 fit"),
        ({"due_0": date(2027, 5, 1)}, "Due", "F6 is ours"),
        ({"text_0": "Something easier", "status_0": "In progress"}, "What is to be done", "D6 is ours"),
    ],
)
def test_what_is_not_right_is_told_with_its_cell(
    workspace: Workspace, sent: Sent, cells: dict[str, object], column: str, sentence: str
) -> None:
    found = judged(workspace, sent(**cells))
    assert [(p.row, p.column) for p in found.attention] == [(6, column)]
    assert sentence in found.attention[0].problem
    assert found.written == []


def test_rows_and_columns_may_be_moved_and_headers_renamed(workspace: Workspace, sent: Sent) -> None:
    path = sent(status_1="In progress")
    book = openpyxl.load_workbook(path)
    sheet = book["Actions"]
    rows = [[sheet.cell(row, column).value for column in range(1, 12)] for row in (5, 8, 6, 7)]
    rows[0][PLACES["remark"] - 1] = "Bemerkung"
    for at, row in enumerate(rows, 5):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
            if isinstance(value, str):  # openpyxl would make a formula of a text that begins with =
                sheet.cell(at, column).data_type = "s"
    book.save(path)
    found = judged(workspace, path)
    assert found.attention == []
    assert [(a.row.number, a.move) for a in found.written] == [("ACT-2026-0002", "start")]


def test_a_row_that_did_not_go_out_is_told(workspace: Workspace, sent: Sent) -> None:
    path = sent()
    book = openpyxl.load_workbook(path)
    book["Actions"].cell(9, PLACES["text"]).value = "One more thing"
    book.save(path)
    assert [(p.row, "did not go out" in p.problem) for p in judged(workspace, path).attention] == [(9, True)]


def test_what_was_given_to_somebody_else_is_not_taken_from_the_first(workspace: Workspace, sent: Sent) -> None:
    path = sent(status_0="In progress")
    with workspace.change("Give") as work:
        work.amend("ACT-2026-0001", {"owner": work.actor_id})
    assert "belongs to Ana Probe by now" in judged(workspace, path).attention[0].problem


def test_what_was_finished_meanwhile_is_left_alone(workspace: Workspace, sent: Sent) -> None:
    path = sent(status_0="In progress", remark_0="Begun")
    with workspace.change("Stop") as work:
        work.move("ACT-2026-0001", "cancel", reason="Not needed")
    assert "closed or void" in judged(workspace, path).attention[0].problem


def test_of_somebody_who_left_it_is_asked(workspace: Workspace, sent: Sent, kim: UUID) -> None:
    path = sent(status_0="In progress")
    with workspace.change("Leave") as work:
        for number in (1, 2, 3):
            work.amend(f"ACT-2026-000{number}", {"owner": work.actor_id})
        work.move(kim, "leave", waive=True)
    assert "Kim Brandt no longer works here" in judged(workspace, path).asks


def test_of_another_organisation_it_is_refused(sent: Sent, tmp_path: Path) -> None:
    path = sent(status_0="In progress")
    other = Workspace.create(tmp_path / "other.qms", REGISTERS, RULES, organisation="Sonnenwerk", owner="Bo")
    with other, other.read() as look, pytest.raises(RuleBroken, match="sent out by Nordlicht Metallbau"):
        check(look, read_form(path))
    plain = tmp_path / "plain.xlsx"
    openpyxl.Workbook().save(plain)
    with pytest.raises(RuleBroken, match="no workbook that was sent out"):
        read_form(plain)


def test_who_has_nothing_open_gets_nothing(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Add") as work:
        idle = work.add("person", {"title": "Bo Stille"}).id
    with workspace.read() as look, pytest.raises(RuleBroken, match="Bo Stille has no open action"):
        write_actions(look, tmp_path / "none.xlsx", idle)
    with workspace.read() as look:
        assert write_actions(look, tmp_path / "all.xlsx") == 4


def test_as_a_list_it_is_refused(workspace: Workspace, sent: Sent) -> None:
    with pytest.raises(RuleBroken, match="sent out to be filled in"):
        importing.read(sent(), workspace.register("action"))
