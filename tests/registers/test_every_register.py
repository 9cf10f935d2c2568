"""What every register does without a line written for it, and without a list of exceptions."""

from __future__ import annotations

from pathlib import Path

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange import exporting, importing
from qms_desktop.exchange.check import Plan, Verdict
from qms_desktop.exchange.targets import RowsOf
from qms_desktop.principles import REGISTERS
from qms_desktop.records.register import Register
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace
from tests.registers.conftest import RECORDS

each_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.kind)


def numbers(workspace: Workspace, register: Register) -> list[str]:
    """The records that were made for this register, not those that others made by pointing at it."""
    rows = workspace.page(Listing(register.kind, sort="number"), ["number", "title"])
    return [str(row.cells[0]) for row in rows if str(row.cells[1]).startswith(f"{register.title} ")]


def one(workspace: Workspace, register: Register) -> str:
    return numbers(workspace, register)[0]


@each_register
def test_pages_and_counts_agree(workspace: Workspace, register: Register) -> None:
    names = [a.key for a in register.columns]
    total = workspace.count(Listing(register.kind))
    facets = workspace.facets(register.kind)
    assert total >= RECORDS
    assert facets.total == total == sum(facets.states.values())
    for name in names:
        up = workspace.page(Listing(register.kind, sort=name), [name])
        down = workspace.page(Listing(register.kind, sort=name, descending=True), [name])
        assert {row.id for row in up} == {row.id for row in down}
        assert len(up) == len(down) == total
        # what is empty stands at the same end either way
        said = [[row.id for row in rows if row.cells[0] is not None] for rows in (up, down)]
        assert said[0] == said[1][::-1], name


@each_register
def test_a_record_is_found_by_its_words(workspace: Workspace, register: Register) -> None:
    number = one(workspace, register)
    assert workspace.search(number)[0].number == number
    title = workspace.view(number).title
    assert number in {hit.number for hit in workspace.search(title, ranked=True)}


@each_register
def test_every_refusal_is_explained(workspace: Workspace, register: Register) -> None:
    view = workspace.view(one(workspace, register))
    assert view.moves, "there is a way on from the first state"
    for move in view.moves:
        assert all(u.message.rstrip("”").endswith((".", "?")) for u in move.unmet), move.name
        blocking = [u for u in move.unmet if u.must]
        assert move.allowed == (not blocking)
        if blocking:
            with pytest.raises(RuleBroken) as refusal, workspace.change("Try") as work:
                work.move(view.number, move.name, reason="Tried", waive=True)
            assert {u.message for u in refusal.value.unmet} >= {u.message for u in blocking}
            assert all(u.message in str(refusal.value) for u in blocking)
    assert workspace.view(view.number) == view


@each_register
def test_an_unknown_move_is_refused_with_the_possible_ones(workspace: Workspace, register: Register) -> None:
    number = one(workspace, register)
    with pytest.raises(RuleBroken, match="does not start"), workspace.change("Try") as work:
        work.move(number, "fly")


@each_register
def test_an_edit_is_told_and_undone(workspace: Workspace, register: Register) -> None:
    before = workspace.view(one(workspace, register))
    with workspace.change("Rename") as work:
        work.amend(before.number, {"title": "Another name \u202e العربية 🧰"})
    assert workspace.record_history(before.number)[0].values[0].new.startswith("Another name")
    workspace.undo()
    after = workspace.view(before.number)
    assert (after.title, after.sections, after.lines) == (before.title, before.sections, before.lines)
    assert workspace.verify().problems == ()


@each_register
def test_voiding_takes_it_out_of_the_lists_and_back(workspace: Workspace, register: Register) -> None:
    number, total = one(workspace, register), workspace.count(Listing(register.kind))
    with workspace.change("Void") as work:
        work.void(number, "Entered twice")
    assert workspace.count(Listing(register.kind)) == total - 1
    with pytest.raises(RuleBroken, match="void"), workspace.change("Edit") as work:
        work.amend(number, {"title": "Changed"})
    workspace.undo()
    assert workspace.count(Listing(register.kind)) == total


@each_register
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_goes_out_comes_back_unchanged(
    workspace: Workspace, register: Register, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"out{suffix}"
    exporting.export(workspace, register.kind, out)
    source = importing.read(out, register)
    with workspace.read() as look:
        found = importing.check(look, register, source, Plan())
    counts = {verdict: found.count(verdict) for verdict in Verdict}
    assert counts.pop(Verdict.UNCHANGED) == workspace.count(Listing(register.kind))
    assert not any(counts.values()), (counts, found.attention)


@each_register
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_lines_go_out_with_their_register_or_alone_and_come_back_unchanged(
    workspace: Workspace, register: Register, tmp_path: Path, suffix: str
) -> None:
    whole = tmp_path / "register.xlsx"
    exporting.export(workspace, register.kind, whole)
    for lines in register.lines:
        into, alone = RowsOf(register, lines), tmp_path / f"{lines.name}{suffix}"
        exporting.export(workspace, lines.name, alone)
        written = RECORDS if register.takes_lines(lines, str(register.workflow.initial)) else 0
        for path in (whole, alone) if written else ():
            source = importing.read(path, into)
            with workspace.read() as look:
                found = importing.check(look, into, source, Plan())
            counts = {verdict: found.count(verdict) for verdict in Verdict}
            assert counts.pop(Verdict.UNCHANGED) == written, lines.name
            assert not any(counts.values()), (lines.name, counts, found.attention)


@each_register
def test_lines_are_kept_and_undone(workspace: Workspace, register: Register) -> None:
    for lines in register.lines:
        view = workspace.view(one(workspace, register))
        shown = next(found for found in view.lines if found.name == lines.name)
        assert shown.editable == register.takes_lines(lines, view.state)
        if shown.editable:
            (row,) = shown.rows
            with workspace.change("Take a line away") as work:
                work.remove_line(view.number, lines.name, row.id)
            workspace.undo()
            assert workspace.view(view.number).lines == view.lines
    assert workspace.verify().problems == ()


@each_register
def test_nothing_is_written_in_a_closed_record(workspace: Workspace, register: Register) -> None:
    with workspace.change("Take over") as work:
        for state in sorted(register.workflow.closed):
            made = work.add(register.kind, {"title": f"Old {state}"}, taken_over_from="list.csv", state=str(state))
            work.session.flush()
            number = made.number
    for name in register.fields:
        with pytest.raises(RuleBroken), workspace.change("Edit") as work:
            work.amend(number, {name: "x"})
    for lines in register.lines:
        with pytest.raises(RuleBroken), workspace.change("Add") as work:
            work.add_lines(number, lines.name, [{}])
