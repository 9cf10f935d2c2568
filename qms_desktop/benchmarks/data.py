"""The file that is measured: plainly invented records, the same on every run."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from qms_desktop.principles import REGISTERS
from qms_desktop.records.fields import FieldType, When
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
MANY = "nonconformity"
"""The register that is as long as was asked for."""
OTHERS = (
    "complaint", "feedback", "action", "corrective_action", "training", "suggestion",
    "risk", "opportunity", "supplier", "document", "equipment", "certificate",
)  # fmt: skip
"""Registers that have a tenth of it each, so that every overview has something to count."""
ORIGIN = "invented for measuring"
TENTH = 10
SETTLED = 0.9
"""Which part of a long history is closed."""
DAYS = 1800
"""Five years, less what a month may miss."""
TODAY = date(2026, 11, 22)


@dataclass
class Story:
    """What invented records point at, and the chance that fills them."""

    chance: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311  invented, the same on every run
    people: list[UUID] = field(default_factory=list)
    known: dict[str, list[UUID]] = field(default_factory=dict)
    """The records that references may name, by kind."""

    def values(self, register: Register, *, settled: bool) -> dict[str, object]:
        """A value for each field of a register that an overview may count by, on a day of the last five years.

        Of what is `settled`, every day lies in the past.
        """
        occurred = TODAY - timedelta(days=self.chance.randrange(DAYS))
        done, due = (occurred + timedelta(days=self.chance.randrange(first, first + 40)) for first in (5, 45))
        done, due = min(done, TODAY), min(due, TODAY) if settled else due
        filled: dict[str, object] = {}
        for name, shown in register.fields.items():
            if shown.info.computed:
                continue
            match shown.type:
                case FieldType.CHOICE if name.startswith("residual"):
                    filled[name] = str(shown.info.members[0])  # what remains is never more than what there was
                case FieldType.CHOICE:
                    filled[name] = str(self.chance.choice(shown.info.members))
                case FieldType.DAY:
                    filled[name] = done if shown.info.when is When.PAST else due
                case FieldType.MONEY:
                    filled[name] = self.chance.randrange(1_00, 900_00)
                case FieldType.PERSON:
                    # nobody twice, because who does, who confirms and who verifies are different people
                    filled[name] = self.chance.choice([one for one in self.people if one not in filled.values()])
                case FieldType.REFERENCE if shown.info.target in self.known:
                    filled[name] = self.chance.choice(self.known[shown.info.target])
                case _:
                    pass
        words = " ".join(self.chance.choice(THINGS + FAULTS + PLACES) for _ in range(20))
        title = f"{self.chance.choice(THINGS)} {self.chance.choice(FAULTS)}, {self.chance.choice(PLACES)}"
        texts = {
            "title": title,
            "description": f"{words}. Part {self.chance.randrange(10**6):06}, lot L{self.chance.randrange(10**7):07}.",
            "product": f"P-{self.chance.randrange(400):03}",
            "category": self.chance.choice(FAULTS),
            "quantity": float(self.chance.randrange(1, 500)),
            "currency": "EUR",
            "occurred_on": occurred,
        }
        return filled | {name: value for name, value in texts.items() if name in register.fields}


def make(path: Path, records: int, registers: Sequence[Register] = REGISTERS) -> None:
    """Fill a new file in change sets of 10,000, as taken over from invented lists.

    It holds so many nonconformities, a tenth of that in each of the other long registers, and the people, processes,
    customers with their deliveries and indicators with their values that these point at.
    """
    with Workspace.create(path, registers, organisation="Benchmark Works", owner="Benno Mark") as workspace:
        story = Story()
        with workspace.change("Add what the records point at") as work:
            _surroundings(work, story, customers=max(5, records // 1000), indicators=max(5, records // 5000))
        for kind, number in ((MANY, records), *((kind, records // TENTH) for kind in OTHERS)):
            register = workspace.register(kind)
            for start in range(0, number, STEP):
                with workspace.change(f"Add {register.title.lower()} from {start}") as work:
                    for _ in range(start, min(start + STEP, number)):
                        _one(work, register, story)


def _surroundings(work: Work, story: Story, *, customers: int, indicators: int) -> None:
    story.people = [work.add("person", {"title": f"Person {n:02}"}).id for n in range(30)]
    story.known["process"] = [work.add("process", {"title": f"Process {n:02}"}).id for n in range(12)]
    buyers = [work.add("customer", {"title": f"Customer {n:03}"}) for n in range(customers)]
    story.known["customer"] = [buyer.id for buyer in buyers]
    months = [date(TODAY.year - back // 12, 12 - back % 12, 1) for back in range(1, 61)]
    work.session.flush()
    for buyer in buyers:
        rows = [{"period": month, "deliveries": story.chance.randrange(20, 200)} for month in months]
        work.add_lines(buyer, "customer_volume", rows)
    for n in range(indicators):
        values = {"title": f"Indicator {n:02}", "frequency": "monthly", "direction": "up", "target": 95.0}
        indicator = work.add("indicator", values, taken_over_from=ORIGIN, state="in_use")
        work.session.flush()
        rows = [{"period": month.isoformat(), "value": 90 + 10 * story.chance.random()} for month in months]
        work.add_lines(indicator, "indicator_value", rows)


def _one(work: Work, register: Register, story: Story) -> None:
    flow = register.workflow
    closed = [str(state) for state in flow.states if flow.is_closed(str(state))]
    every = [str(state) for state in flow.states]
    state = story.chance.choice(closed if story.chance.random() < SETTLED else every)
    values = story.values(register, settled=flow.is_closed(state))
    began = values.get("occurred_on")
    took = timedelta(days=story.chance.randrange(90))
    closed_on = min(began + took, TODAY) if isinstance(began, date) else TODAY
    work.add(register.kind, values, taken_over_from=ORIGIN, state=state, closed_on=closed_on)
