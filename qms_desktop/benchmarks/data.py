"""The file that is measured: plainly invented records, the same on every run."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from qms_desktop.principles import REGISTERS
from qms_desktop.records.register import Register
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

STEP = 10_000
THINGS = ("Bore", "Weld seam", "Label", "Delivery note", "Coating", "Torque", "Thread", "Bearing", "Gasket", "Größe")
FAULTS = (
    "out of tolerance",
    "missing",
    "scratched",
    "mixed up",
    "too late",
    "corroded",
    "without batch number",
    "porous",
)
PLACES = ("cell 3", "goods inwards", "housing 4711", "frame line", "assembly", "shipping", "Lager Süd", "test bench")
STATES = ("open", "contained", "cause_analysis", "action_decided", "closed")
TODAY = date(2026, 11, 22)


def make(path: Path, records: int, registers: Sequence[Register] = REGISTERS) -> None:
    """Fill a new file with nonconformities in change sets of 10,000, taken over from an invented list."""
    with Workspace.create(path, registers, organisation="Benchmark Works", owner="Benno Mark") as workspace:
        with workspace.change("Add people") as work:
            people = [work.add("person", {"title": f"Person {n:02}"}).id for n in range(30)]
        chance = random.Random(7)  # noqa: S311  invented data, the same on every run
        for start in range(0, records, STEP):
            with workspace.change(f"Add nonconformities from {start}") as work:
                for n in range(start, min(start + STEP, records)):
                    _one(work, n, chance, people)


def _one(work: Work, n: int, chance: random.Random, people: Sequence[object]) -> None:
    occurred = TODAY - timedelta(days=chance.randrange(1800))
    title = f"{chance.choice(THINGS)} {chance.choice(FAULTS)}, {chance.choice(PLACES)}"
    words = " ".join(chance.choice(THINGS + FAULTS + PLACES) for _ in range(20))
    values = {
        "title": title,
        "description": f"{words}. Part {chance.randrange(10**6):06}, lot L{n:07}.",
        "owner": chance.choice(people),
        "occurred_on": occurred,
        "due_on": occurred + timedelta(days=chance.randrange(5, 90)),
        "severity": chance.choice(("major", "minor")),
        "product": f"P-{chance.randrange(400):03}",
        "quantity": float(chance.randrange(1, 500)),
    }
    state = "closed" if chance.random() < 0.9 else chance.choice(STATES)  # noqa: PLR2004  most of a long history
    work.add("nonconformity", values, taken_over_from="invented for measuring", state=state, closed_on=occurred)
