"""The guided demo for a machine without a display: a small invented company, told step by step, with pictures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange import exporting, importing
from qms_desktop.exchange.check import Plan, Verdict
from qms_desktop.exchange.writing import ColumnSpec, write_register
from qms_desktop.flows.stories import STORIES, Story, tell
from qms_desktop.records.register import Register
from qms_desktop.workspace.look import Rules
from qms_desktop.workspace.workspace import Workspace

SUPPLIERS = (
    ("S-01", "Baltic Forge", "Forged blanks", "Critical", "Approved", "quality@baltic-forge.example"),
    ("S-02", "Hansa Coatings", "Zinc coating", "Important", "Approved", "hello@hansa-coatings.example"),
    ("S-03", "Pfeiffer Labels", "Labels and boxes", "Standard", "Approved", "office@pfeiffer-labels.example"),
    ("S-04", "Kranich Logistics", "Transport", "Importent", "New", "desk@kranich.example"),
)
"""The last criticality is misspelt on purpose: the check finds it."""
Say = Callable[[str], None]


def tell_story(folder: Path, registers: list[Register], rules: Rules, say: Say) -> Path:
    """Make the company's file and its spreadsheets in a folder; returns the file.

    Args:
        folder: an existing folder for everything that is made.
        registers: the registers of the program.
        rules: the rules between them.
        say: told each step as a sentence.
    """
    path = folder / "nordlicht.qms"
    say("Making the quality system of Nordlicht Metallbau, an invented company.")
    with Workspace.create(path, registers, rules, organisation="Nordlicht Metallbau", owner="Nora Licht") as workspace:
        _suppliers(workspace, folder, say)
        _complaint(workspace, say)
        exporting.export(workspace, "supplier", folder / "suppliers exported.xlsx")
        say("Exported the suppliers to a workbook that can come back changed.")
        report = workspace.verify()
        say(f"Verified the file: {report.entries} entries of history, {len(report.problems)} problems.")
        say(f"The code of its history for paper: {report.head.code}.")
    return path


def _suppliers(workspace: Workspace, folder: Path, say: Say) -> None:
    sheet = folder / "suppliers of the old list.xlsx"
    names = ("Supplier code", "Name", "May deliver", "Criticality", "Status", "Email")
    columns = [ColumnSpec(n.lower(), n) for n in names[1:]]
    write_register(sheet, sheet_title="Suppliers", columns=columns, rows=SUPPLIERS, properties={}, key_column=names[0])
    register = workspace.register("supplier")
    source = importing.read(sheet, register)
    with workspace.read() as look:
        checked = importing.check(look, register, source, Plan())
    for problem in checked.attention:
        say(f"The check found row {problem.row}, {problem.column}: {problem.problem}")
        column = checked.headers.index(problem.column)
        plan = Plan(fixes={(problem.row, column): "Important"})
        with workspace.read() as look:
            checked = importing.check(look, register, source, plan)
    with workspace.change(importing.label(checked)) as work:
        importing.apply(work, checked)
    say(f"Imported {checked.count(Verdict.NEW)} suppliers from {sheet.name}, the wrong cell mended.")


def _complaint(workspace: Workspace, say: Say) -> None:
    with workspace.change("Add a complaint") as work:
        customer = work.add("customer", {"title": "Werft Sonnensund"})
        values = {
            "title": "Left-handed hinges in a box of right-handed ones",
            "customer": customer.id,
            "channel": "phone",
            "severity": "major",
            "description": "Thirty of five hundred hinges are left-handed. The line stood for two hours.",
            "qty_delivered": 500,
            "qty_affected": 30,
        }
        complaint = work.add("complaint", values)
        nonconformity = tell(work, complaint, _story("complaint", "nonconformity"))
        corrective = tell(work, nonconformity, _story("nonconformity", "corrective_action"))
        due = work.today + timedelta(days=14)
        action = tell(work, corrective, _story("corrective_action", "action"))
        work.amend(action, {"title": "Colour-coded bins for left and right", "due_on": due})
        numbers = [r.number for r in (complaint, nonconformity, corrective, action)]
    say(f"Raised {' -> '.join(numbers)}: each knows where it came from.")
    try:
        with workspace.change("Contain") as work:
            work.move(numbers[1], "contain")
    except RuleBroken as error:
        say(f"A gate says why it stays shut: {error}")


def _story(kind: str, makes: str) -> Story:
    return next(s for s in STORIES if s.kind == kind and s.makes == makes)
