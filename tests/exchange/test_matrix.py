"""A competence matrix in any of its shapes: unpivoted, checked cell by cell, taken over in one change; and out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange.check import Verdict
from qms_desktop.exchange.matrix_applying import apply
from qms_desktop.exchange.matrix_checking import MatrixCheck, MatrixPlan, check
from qms_desktop.exchange.matrix_exporting import export_matrix
from qms_desktop.exchange.unpivot import Subject, Unpivoted, months_of, unpivot
from qms_desktop.exchange.workbook_reading import read_book
from qms_desktop.insight.competence_matrix import Matrix, competence_matrix
from qms_desktop.principles.engagement_of_people.levels import Level, Method
from qms_desktop.workspace.reader import Clock
from qms_desktop.workspace.workspace import Workspace

Sheet = Callable[[str], Unpivoted]
CROSS = """Employee,Department,Forklift,First aid,Welding
Anna,Shop,x,,3
Bert,Shop,2024-05-01,no,2
Cora,Office,,,
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    def read(text: str) -> Unpivoted:
        path = tmp_path / "matrix.csv"
        path.write_text(text, encoding="utf-8")
        return unpivot(read_book(path))

    return read


@pytest.fixture(autouse=True)
def _today(workspace: Workspace) -> None:
    workspace.clock = Clock(datetime(2026, 11, 20, 9, tzinfo=UTC))


def judged(workspace: Workspace, found: Unpivoted, **plan: Any) -> MatrixCheck:
    with workspace.read() as look:
        return check(look, found, MatrixPlan(**plan))


def taken(workspace: Workspace, found: Unpivoted, **plan: Any) -> MatrixCheck:
    checked = judged(workspace, found, **plan)
    with workspace.change("Import") as work:
        apply(work, checked)
    return checked


def matrix(workspace: Workspace) -> Matrix:
    with workspace.read() as look:
        return competence_matrix(look)


def level(workspace: Workspace, person: str, skill: str) -> int | None:
    found = matrix(workspace)
    who = next(p.id for p in found.people if p.name == person)
    what = next(s.id for s in found.skills if s.name == skill)
    return found.cell(who, what).level


def number(workspace: Workspace, kind: str, name: str) -> UUID:
    return workspace.options(kind, name)[0].id


def test_a_cross_table_becomes_rows(sheet: Sheet) -> None:
    found = sheet(CROSS)
    assert found.subject is Subject.PERSON
    assert [(e.row, e.who, e.skill, e.value) for e in found.entries] == [
        (2, "Anna", "Forklift", "x"),
        (2, "Anna", "Welding", "3"),
        (3, "Bert", "Forklift", "2024-05-01"),
        (3, "Bert", "First aid", "no"),
        (3, "Bert", "Welding", "2"),
    ]
    assert (found.rows, found.empty) == (3, 4)


def test_a_turned_table_has_the_competences_down(sheet: Sheet) -> None:
    found = sheet("Training,Welder,Fitter,Frequency\nForklift,x,x,Annual\nFirst aid,,x,every 2 years\n")
    assert found.subject is None
    assert [(e.who, e.skill, e.months) for e in found.entries] == [
        ("Welder", "Forklift", 12),
        ("Fitter", "Forklift", 12),
        ("Fitter", "First aid", 24),
    ]


def test_a_list_is_a_matrix_too(sheet: Sheet) -> None:
    found = sheet("Role,Training,Required\nWelder,TIG,Yes\n,TIG,Yes\nFitter,,Yes\n")
    assert found.subject is Subject.ROLE
    assert [(e.who, e.skill, e.value) for e in found.entries] == [("Welder", "TIG", "Yes")]
    assert found.rows == 1
    assert {why for _row, why in found.left_out} == {"it names nobody", "it names no competence"}


def test_every_row_of_the_file_is_counted(sheet: Sheet) -> None:
    text = "Training matrix 2026\n\n" + CROSS + "\nTotal,,2,0,2\nLegend: x = trained\n"
    found = sheet(text)
    assert (found.header_row, found.rows) == (3, 3)
    assert [row for row, _why in found.left_out] == [7, 8, 9]


def test_what_is_no_matrix_is_refused(sheet: Sheet) -> None:
    with pytest.raises(RuleBroken, match="holds no matrix"):
        sheet("Customer,Amount\nBrandt,3\n")
    with pytest.raises(RuleBroken, match="holds no matrix"):
        sheet("Customer,City,Amount\nBrandt,Bremen,300\nMuster,Kiel,20\n")


@pytest.mark.parametrize(
    ("words", "months"),
    [("Annual", 12), ("Semi-Annual", 6), ("every 3 years", 36), ("6 months", 6), ("alle 2 Jahre", 24), ("once", None)],
)
def test_intervals_in_words(words: str, months: int | None) -> None:
    assert months_of(words) == months


def test_people_and_competences_are_made_and_levels_written_in_one_change(workspace: Workspace, sheet: Sheet) -> None:
    before = workspace.history(1)[0].change
    checked = taken(workspace, sheet(CROSS))
    assert checked.makes == {"person": ["Anna", "Bert"], "competence": ["Forklift", "Welding"]}
    assert workspace.history(1)[0].change == before + 1
    assert workspace.history(1)[0].label == "Import levels of people from matrix.csv"
    assert level(workspace, "Anna", "Forklift") == 3
    assert level(workspace, "Bert", "Welding") == 2
    assert any("1 × “no” says that there is none" in remark for remark in checked.remarks)
    assert any("taken as level 3 Alone" in remark for remark in checked.remarks)
    (lines,) = workspace.view(number(workspace, "competence", "Forklift")).lines
    cells = {field.name: [row.cells[n] for row in lines.rows] for n, field in enumerate(lines.fields)}
    assert cells["assessed_on"] == [date(2024, 5, 1), date(2026, 11, 20)]
    assert cells["evidence"] == ["matrix.csv, row 3", "matrix.csv, row 2"]
    workspace.undo()
    assert matrix(workspace).skills == ()


def test_the_same_file_twice_doubles_nothing(workspace: Workspace, sheet: Sheet) -> None:
    taken(workspace, sheet(CROSS))
    again = judged(workspace, sheet(CROSS))
    assert (again.written, again.makes) == ([], {})
    assert again.count(Verdict.UNCHANGED) == 5
    workspace.clock = Clock(datetime(2026, 11, 27, 9, tzinfo=UTC))
    assert judged(workspace, sheet(CROSS)).written == [], "nor a week later, where the file gives no day"


def test_another_level_is_a_change_with_the_level_before(workspace: Workspace, sheet: Sheet) -> None:
    taken(workspace, sheet(CROSS))
    changed = CROSS.replace("Anna,Shop,x,,3", "Anna,Shop,x,,4")
    checked = taken(workspace, sheet(changed))
    assert [(s.entry.who, s.before, s.level) for s in checked.written] == [("Anna", "3", Level.TEACHES)]
    assert level(workspace, "Anna", "Welding") == 4
    workspace.clock = Clock(datetime(2026, 12, 1, 9, tzinfo=UTC))
    taken(workspace, sheet(CROSS))
    assert level(workspace, "Anna", "Welding") == 3
    (lines,) = workspace.view(number(workspace, "competence", "Welding")).lines
    assert len(lines.rows) == 3, "the level of another day is another assessment"


def test_an_older_day_is_history_and_changes_nothing_now(workspace: Workspace, sheet: Sheet) -> None:
    taken(workspace, sheet("Name,Training,Level,Date\nAnna,TIG,3,2026-06-01\n"))
    checked = taken(workspace, sheet("Name,Training,Level,Date\nAnna,TIG,1,2025-06-01\n"))
    assert checked.count(Verdict.NEW) == 1
    assert level(workspace, "Anna", "TIG") == 3


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("7", "‘7’ is no level. The levels are 0 to 4."),
        ("-1", "‘-1’ is no level"),
        ("2.5", "is no level"),
        ("banana", "is not one of the choices"),
        ("2031-01-01", "lies in the future"),
    ],
)
def test_what_is_no_level_needs_attention(workspace: Workspace, sheet: Sheet, cell: str, sentence: str) -> None:
    checked = judged(workspace, sheet(f"Name,TIG,MAG,CNC\nAnna,{cell},2,\nBert,1,1,1\n"))
    (problem,) = checked.attention
    assert (problem.row, problem.column, problem.value) == (2, "TIG", cell)
    assert sentence in problem.problem
    assert len(checked.written) == 4


def test_two_levels_for_the_same_on_one_day_need_attention(workspace: Workspace, sheet: Sheet) -> None:
    text = "Name,Training,Level,Date\nAnna,TIG,3,2026-06-01\nAnna,TIG,1,2026-06-01\nAnna,TIG,3,2026-06-01\n"
    checked = judged(workspace, sheet(text))
    assert [s.verdict for s in checked.statements] == [Verdict.NEW, Verdict.ATTENTION, Verdict.UNCHANGED]


def test_roles_ask_for_levels(workspace: Workspace, sheet: Sheet) -> None:
    taken(workspace, sheet("Role,Training,Required,Frequency\nWelder,TIG,Yes,Annual\n"), tick=Level.SUPERVISED)
    welder = workspace.view(number(workspace, "role", "Welder"))
    (row,) = welder.lines[0].rows
    assert row.cells[1] == "2"
    assert workspace.view(number(workspace, "competence", "TIG")).value("validity_months") == 12
    again = taken(workspace, sheet("Role,Training,Required\nWelder,TIG,4\n"))
    assert again.count(Verdict.CHANGED) == 1
    (row,) = workspace.view(welder.id).lines[0].rows
    assert row.cells[1] == "4"


def test_a_file_that_does_not_tell_whom_it_names_is_asked_about(workspace: Workspace, sheet: Sheet) -> None:
    text = "Training,Anna,Bert\nTIG,x,3\n"
    with pytest.raises(RuleBroken, match="people or roles"):
        judged(workspace, sheet(text))
    assert judged(workspace, sheet(text), subject=Subject.ROLE).subject is Subject.ROLE
    with workspace.change("Add") as work:
        work.add("person", {"title": "Bert"})
    assert judged(workspace, sheet(text)).subject is Subject.PERSON


def test_a_retired_competence_takes_nothing(workspace: Workspace, sheet: Sheet) -> None:
    with workspace.change("Retire") as work:
        old = work.add("competence", {"title": "Telex"})
        work.move(old, "retire", reason="Nobody has one")
    checked = judged(workspace, sheet("Name,Telex,TIG\nAnna,3,3\n"))
    assert "is retired" in checked.attention[0].problem
    assert len(checked.written) == 1


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_our_own_workbook_comes_back_without_a_change(
    workspace: Workspace, sheet: Sheet, tmp_path: Path, ending: str
) -> None:
    taken(workspace, sheet(CROSS), method=Method.TEST)
    taken(workspace, sheet("Role,Training,Required\nWelder,Welding,3\n"))
    with workspace.change("Hold") as work:
        row = {"role": number_in(work.resolve("role", "Welder"))}
        work.add_lines(number_in(work.resolve("person", "Anna")), "person_role", [row])
    out = tmp_path / f"out{ending}"
    written = export_matrix(workspace, out)
    assert written.rows == 2 * len(matrix(workspace).people)
    found = unpivot(read_book(out))
    assert found.ours
    assert found.rows == len(matrix(workspace).people)
    assert len(found.left_out) == found.rows, "the rows of what is required are for reading"
    checked = judged(workspace, found)
    assert (checked.written, checked.attention) == ([], [])


def number_in(key: UUID | None) -> UUID:
    assert key is not None
    return key


def test_a_level_written_into_our_workbook_comes_in(workspace: Workspace, sheet: Sheet, tmp_path: Path) -> None:
    taken(workspace, sheet(CROSS))
    out = tmp_path / "out.csv"
    export_matrix(workspace, out)
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    at = next(n for n, line in enumerate(lines) if ",Bert," in line and ",actual," in line)
    lines[at] = lines[at].removesuffix(",3,2") + ",3,4"
    out.write_text("\n".join(lines), encoding="utf-8")
    checked = taken(workspace, unpivot(read_book(out)))
    assert [(s.entry.who, s.level) for s in checked.written] == [("PER-2026-0003", Level.TEACHES)]
    assert level(workspace, "Bert", "Welding") == 4


def test_without_competences_there_is_nothing_to_write(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="no competences yet"):
        export_matrix(workspace, tmp_path / "out.xlsx")


@pytest.mark.parametrize(
    ("file", "subject", "rows", "skills"),
    [
        ("Q124__training_matrix.csv", Subject.ROLE, 5, 5),
        ("Q131__LOG_TRAINING_RECORD.csv", Subject.PERSON, 20, 20),
        ("Q123__training_log.csv", Subject.PERSON, 2, 2),
    ],
)
def test_the_real_lists_come_in_row_by_row(
    workspace: Workspace, real: Path, file: str, subject: Subject, rows: int, skills: int
) -> None:
    checked = taken(workspace, unpivot(read_book(real / file)))
    assert (checked.subject, checked.unpivoted.rows, checked.count(Verdict.NEW)) == (subject, rows, rows)
    assert len(checked.makes["competence"]) == skills
    assert checked.attention == []
    assert judged(workspace, unpivot(read_book(real / file))).count(Verdict.UNCHANGED) == rows
    assert workspace.verify().ok


def test_a_certificate_and_its_end_come_with_the_level(workspace: Workspace, real: Path) -> None:
    taken(workspace, unpivot(read_book(real / "Q131__LOG_TRAINING_RECORD.csv")))
    (lines,) = workspace.view(number(workspace, "competence", "Heat Treatment Pyrometry")).lines
    names = [field.name for field in lines.fields]
    row = dict(zip(names, lines.rows[0].cells, strict=True))
    assert (row["certificate_no"], row["method"], row["valid_until"]) == (
        "PYRO-2024-010",
        "certificate",
        date(2025, 10, 20),
    )
