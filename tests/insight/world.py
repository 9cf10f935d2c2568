"""Files to look at: nothing in them, hardly anything, and a few years of an invented organisation."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from qms_desktop.errors import RuleBroken
from qms_desktop.records.choices import Choice
from qms_desktop.records.fields import FieldType
from qms_desktop.records.register import Register
from qms_desktop.workspace.queries import REFERENCES
from qms_desktop.workspace.workspace import Workspace

FIRST = ("person", "process", "customer", "supplier", "competence", "role")
"""What others point at comes first."""
DAYS = 800
WORDED = {
    "category": tuple(f"Group {letter}" for letter in "AAAABBCDEFGHIJKL"),
    "cause_detail": tuple(f"Method / Cause {letter}" for letter in "AABCDEFGH"),
    "product": tuple(f"Part {number}" for number in range(30)),
    "currency": ("EUR", "EUR", "EUR", "SEK"),
    "department": ("Assembly", "Sales", "Quality"),
}
"""Texts that are counted by what they say."""


def empty(_workspace: Workspace) -> None:
    """Nothing but the first person."""


def tiny(workspace: Workspace) -> None:
    """One or two of everything."""
    fill(workspace, 2)


def normal(workspace: Workspace) -> None:
    """Enough of everything for rates and rankings."""
    fill(workspace, 60)


WORLDS: dict[str, Callable[[Workspace], None]] = {"empty": empty, "tiny": tiny, "normal": normal}


def fill(workspace: Workspace, many: int) -> None:
    """Put so many records of every kind into the file, with values of every field that a chart may count."""
    chance = random.Random(5)  # noqa: S311  invented, the same on every run
    order = sorted(workspace.registers, key=lambda kind: FIRST.index(kind) if kind in FIRST else len(FIRST))
    made: dict[str, list[object]] = {}
    for kind in order:
        found = (_one(workspace, workspace.registers[kind], n, chance, made) for n in range(many))
        made[kind] = [record for record in found if record is not None]
    _write_lines(workspace, made, chance)


def _write_lines(workspace: Workspace, made: dict[str, list[object]], chance: random.Random) -> None:
    """Deliveries, values of indicators, roles with what they ask, and who can do it."""
    today = workspace.today
    months = [date(today.year - 1 + (today.month + n - 1) // 12, (today.month + n - 1) % 12 + 1, 1) for n in range(12)]
    rows: list[tuple[str, str, dict[str, object]]] = [
        ("customer", "customer_volume", {"period": month, "deliveries": chance.randrange(200, 400)}) for month in months
    ]
    for month in months:
        n = chance.randrange(150, 300)
        share = {"numerator": n - chance.randrange(n // 8), "denominator": n}
        rows.append(("indicator", "indicator_value", {"period": month.isoformat(), **share}))
    rows += [("objective", "objective_value", {"period": months[0].isoformat(), "value": 40.0})]
    rows += [
        (
            "objective",
            "objective_milestone",
            {"what": f"Step {days}", "due": today + timedelta(days=days), "done_on": done},
        )
        for days, done in ((-90, today - timedelta(days=100)), (-30, None), (30, None))
    ]
    for kind, name, values in rows:
        _line(workspace, made.get(kind, [])[:20], name, values)  # of which some are closed
    for competence in made.get("competence", [])[:12]:
        level = str(chance.randrange(1, 5))
        _line(workspace, made["role"][:4], "role_requirement", {"competence": competence, "required_level": level})
    for number, person in enumerate(made["person"]):
        _line(workspace, [person], "person_role", {"role": chance.choice(made["role"][:4])})
        if number % 3:
            for competence in made["competence"][:8]:
                values = {
                    "person": person, "level": str(chance.randrange(1, 5)), "assessed_on": today - timedelta(days=400),
                    "method": "certificate", "certificate_no": "C-1", "assessor": made["person"][0],
                    "valid_until": today + timedelta(days=chance.randrange(-200, 400)),
                }  # fmt: skip
                _line(workspace, [competence], "assessment", values)


def _line(workspace: Workspace, records: list[object], name: str, values: dict[str, object]) -> None:
    for record in records:
        with suppress(RuleBroken), workspace.change("Write a line") as work:
            work.add_lines(record, name, [values])  # type: ignore[arg-type]


def _one(
    workspace: Workspace, register: Register, n: int, chance: random.Random, made: dict[str, list[object]]
) -> object:
    opened = workspace.today - timedelta(days=chance.randrange(DAYS))
    took = timedelta(days=chance.randrange(1, 90))
    values: dict[str, object] = {"title": f"{register.one} {n}"}
    for name, field in register.fields.items():
        if field.info.computed or name in values or chance.random() < 0.1:
            continue  # some boxes stay empty
        if field.info.members:
            values[name] = str(chance.choice(field.info.members))
        elif field.type is FieldType.NUMBER:
            values[name] = float(chance.randrange(1, 100))
        elif field.type is FieldType.MONEY:
            values[name] = chance.randrange(100_000)
        elif field.type is FieldType.TEXT and name in WORDED:
            values[name] = chance.choice(WORDED[name])
        elif field.type in REFERENCES and made.get(field.info.target or ""):
            values[name] = chance.choice(made[field.info.target or ""])
    values |= _days(register, opened, took, workspace.today)
    workflow = register.workflow
    happens = "occurred_on" in register.fields  # else it stands, as people and indicators do
    over = opened + took <= workspace.today and chance.random() < (0.9 if happens else 0.15)
    closed = sorted(workflow.closed)
    standing = [state for state in workflow.states if happens or state not in workflow.closed]
    state: Choice = chance.choice(closed) if over and closed else chance.choice(standing)
    ended = min(opened + took, workspace.today)
    if "check_on" in register.fields and str(state) in workflow.closed:
        # what is closed was checked before, and found to work
        values |= {"check_on": ended, "result": "effective"}
    return _added(workspace, register, values, str(state), ended)


def _added(workspace: Workspace, register: Register, values: dict[str, object], state: str, closed: date) -> object:
    """The new record, without the values that its register refuses."""
    for _try in range(8):
        try:
            with workspace.change("Invent") as work:
                told = {"state": state, "closed_on": closed}
                return work.add(register.kind, values, taken_over_from="an invented list", **told).id  # type: ignore[arg-type]
        except RuleBroken as error:
            refused = {unmet.field for unmet in error.unmet}
            if not refused & set(values):
                return None
            values = {name: value for name, value in values.items() if name not in refused}
    return None


def _days(register: Register, opened: date, took: timedelta, today: date) -> dict[str, date]:
    """Days that follow each other; what is done lies in the past."""
    found = {"occurred_on": opened, "due_on": opened + timedelta(days=45)}
    for name, field in register.fields.items():
        if field.type is FieldType.DAY and name.endswith("_on") and not field.info.computed and name not in found:
            found[name] = opened + took
    found = {name: day for name, day in found.items() if name == "due_on" or day <= today}
    return {name: day for name, day in found.items() if name in register.fields}
