"""Workbook 04 out and back: each answer is one that its question takes, and all of them are one change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange.check import Verdict
from qms_desktop.exchange.forms.survey import COLUMNS, survey_named, write_survey
from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.reader import Clock
from qms_desktop.workspace.workspace import Workspace
from tests.exchange.forms import filling
from tests.exchange.forms.filling import judged, take_in

PLACES = {column.name: place for place, column in enumerate(COLUMNS, 2)}
NUMBER = "SUR-2026-0001"
Sent = Callable[..., Path]


@pytest.fixture(autouse=True)
def wave(workspace: Workspace) -> None:
    """Two customers, asked three questions each."""
    workspace.clock = Clock(datetime(2026, 11, 20, 9, tzinfo=UTC))
    with workspace.change("Add") as work:
        customer = work.add("customer", {"title": "Brandt Apparatebau"}).id
        values = {"title": "Autumn", "template": "own", "population": 60, "closes_on": date(2026, 12, 10)}
        survey = work.add("survey", values)
        work.session.flush()
        asked = [
            ("Q1", "Recommend?", "nps", None),
            ("Q2", "Which?", "choice", "Red; Blue"),
            ("Q3", "Why?", "text", None),
        ]
        names = ("code", "wording", "question_kind", "options")
        work.add_lines(survey, "survey_question", [dict(zip(names, row, strict=True)) for row in asked])
        work.add_lines(survey, "survey_invitation", [{"code": "1", "customer": customer}, {"code": "2"}])
        work.move(survey, "open", waive=True)


@pytest.fixture
def sent(workspace: Workspace, tmp_path: Path) -> Sent:
    """Write workbook 04 and fill it in: by column and row from 0."""

    def fill(whom: str = NUMBER, /, **cells: object) -> Path:
        path = tmp_path / "answers.xlsx"
        with workspace.read() as look:
            write_survey(look, path, *survey_named(look, whom))
        return filling.fill(path, "Survey answers", PLACES, cells)

    return fill


def answers(workspace: Workspace) -> set[tuple[str, str, str]]:
    with workspace.read() as look:
        lines = look.lines(look.get(NUMBER), "survey_answer")
        return {(line.invitation, line.question, line.answer) for line in lines}  # type: ignore[attr-defined]


def test_each_cell_takes_what_its_question_takes(sent: Sent) -> None:
    sheet = openpyxl.load_workbook(sent())["Survey answers"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert (rules["F6"].type, rules["F6"].formula1, rules["F6"].formula2) == ("whole", "0", "10")
    assert (rules["F7"].type, rules["F7"].formula1) == ("list", '"Red,Blue"')
    assert "F8" not in rules
    assert [sheet.cell(6, place).value for place in (2, 3, 4, 5)] == [
        "1/Q1", "Brandt Apparatebau", "Recommend?", "0 to 10 (10 is best)",
    ]  # fmt: skip


def test_answers_are_one_change_and_one_undo_and_a_second_time_none(workspace: Workspace, sent: Sent) -> None:
    path = sent(answer_0=9, answer_1="blue", comment_1="Of course", answered_on_0=date(2026, 11, 19), answer_3=6)
    before = workspace.history(1)[0].change
    assert take_in(workspace, path).count(Verdict.CHANGED) == 3
    assert workspace.history(1)[0].change == before + 1
    assert answers(workspace) == {("1", "Q1", "9"), ("1", "Q2", "Blue"), ("2", "Q1", "6")}
    assert workspace.view(NUMBER).value("answered") == 2
    again = judged(workspace, path)
    assert (again.written, again.attention) == ([], [])
    assert take_in(workspace, sent(answer_0=10)).count(Verdict.CHANGED) == 1
    assert ("1", "Q1", "10") in answers(workspace)
    workspace.undo()
    workspace.undo()
    assert answers(workspace) == set()


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"answer_0": 11}, "Answer *", "“11” is no answer to Q1: a whole number from 0 to 10 is."),
        ({"answer_1": "Green"}, "Answer *", "“Green” is no answer to Q2: one of Red, Blue is."),
        ({"comment_2": "Yes"}, "Answer *", "1/Q3 has no answer. To take one away, do so in the program."),
        ({"answer_0": 5, "answered_on_0": date(2027, 1, 1)}, "Answered on", "future"),
        ({"answer_0": 5, "question_0": "Warn?"}, "Question", "D6 is ours and was altered."),
    ],
)
def test_what_a_question_does_not_take_is_held_back(
    workspace: Workspace, sent: Sent, cells: dict[str, object], column: str, words: str
) -> None:
    found = take_in(workspace, sent(answer_5="Good", **cells))
    (problem,) = found.attention
    assert problem.column == column
    assert words in problem.problem
    assert answers(workspace) == {("2", "Q3", "Good")}


def test_one_invitation_goes_out_alone(workspace: Workspace, sent: Sent) -> None:
    found = judged(workspace, sent(f"{NUMBER}/2", answer_0=3))
    assert [row.number for row in found.returned.rows] == ["2/Q1", "2/Q2", "2/Q3"]
    with pytest.raises(RuleBroken, match="no invitation 7"):
        sent(f"{NUMBER}/7")
    with pytest.raises(RuleBroken, match="no survey"):
        sent("SUR-1999-0001")


def test_a_survey_that_ended_takes_nothing_and_sends_nothing(workspace: Workspace, sent: Sent) -> None:
    path = sent(answer_0=9)
    take_in(workspace, path)
    with workspace.change("End") as work:
        work.move(NUMBER, "close")
    with pytest.raises(RuleBroken, match="closed, so it takes no answers"):
        judged(workspace, path)
    with pytest.raises(RuleBroken, match="closed, so it takes no answers"):
        sent()


def test_the_workbook_of_another_company_is_refused(workspace: Workspace, sent: Sent, tmp_path: Path) -> None:
    path = sent(answer_0=9)
    clock = workspace.clock
    other = Workspace.create(tmp_path / "other.qms", REGISTERS, RULES, organisation="Hansa", owner="Eva", clock=clock)
    with other, pytest.raises(RuleBroken, match="from another file than this one"):
        judged(other, path)
