"""What went wrong: nonconformities and complaints, most of them long settled, some still open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qms_desktop.flows.sample.stage import Data, Scene, Stage, read
from qms_desktop.records.links import Relation

NONCONFORMITIES, COMPLAINTS = 130, 58
FIRST = 1060
"""Days before today of the first case."""
STUDIED = 170
"""So many days before its corrective action a case still counts as one of those that led to it."""
BUSY, STUCK = 110, 0.6
"""In the last so many days this share of the cases is not finished."""
INJURY = 58
"""Days before today of the one complaint that is a matter of safety."""
HELD_EVERY = 9
"""Of so many cases with a product, the parts of about one are held as a nonconforming output."""
ALONE = "Single case, small effect; counted with its category."


@dataclass
class Case:
    """One nonconformity of the story: when it came up, of what sort it is, and how it ends."""

    name: str
    ago: int
    data: Data
    study: Data | None
    """The corrective action it led to, or None where a correction was enough."""


@dataclass
class Troubles:
    """What the corrective actions refer to."""

    cases: list[Case] = field(default_factory=list)

    def of(self, study: Data) -> Sequence[Case]:
        """The cases that led to a corrective action, newest first."""
        return [case for case in reversed(self.cases) if case.study and case.study["key"] == study["key"]]


def tell_troubles(stage: Stage, company: Data) -> Troubles:
    """Nonconformities and complaints over three years."""
    studies = {study["from"]: study for study in read("improvement")["corrective"]}
    told = Troubles()
    for number, (ago, data) in enumerate(_drawn(stage, read("nonconformities")["case"], NONCONFORMITIES)):
        study = studies.get(data["category"])
        counted = study is not None and study["ago"] + 4 < ago <= study["ago"] + STUDIED
        case = Case(f"nc {number}", ago, data, study if counted else None)
        told.cases.append(case)
        _nonconformity(stage, case)
    customers = [c["name"] for c in company["customers"] for _ in range(c["deliveries"])]
    for number, (ago, data) in enumerate(_drawn(stage, read("complaints")["case"], COMPLAINTS)):
        _complaint(stage, f"cmp {number}", ago, data, stage.random.choice(customers))
    (injury,) = (c for c in read("complaints")["case"] if c["severity"] == "critical")
    _complaint(stage, "injury", INJURY, injury, customers[0])
    return told


def _drawn(stage: Stage, cases: Sequence[Data], count: int) -> Iterator[tuple[int, Data]]:
    """Cases over the years: each happens only between its first and its last day, as often as its weight says."""
    for turn in range(count):
        ago = round(FIRST * (1 - (turn + stage.random.random()) / count)) + 1
        possible = [c for c in cases if c.get("from", FIRST + 9) >= ago >= c.get("until", 0)]
        yield ago, stage.random.choices(possible, [c["often"] for c in possible])[0]


def _nonconformity(stage: Stage, case: Case) -> None:
    data, name, random = case.data, case.name, stage.random
    title, product = data["title"], data["product"]
    lot = f"{random.randint(1000, 9999)}-{random.randint(10, 99)}"
    quantity = random.randint(2, 40) if product else None
    cost = random.randint(*data["cost"]) * 100
    finder = random.choice(["Bram Prüfling", "Karla Kaliber", data["owner"]])
    decided, closed = case.ago - random.randint(3, 9), case.ago - random.randint(16, 70)
    if case.ago < BUSY and random.random() < STUCK:
        # before the audit there is more to do than hands to do it
        decided, closed = (decided if random.random() < STUCK else -1), -1
    if case.study:
        decided, closed = max(decided, case.study["ago"] + 1), min(closed, case.study["ago"] - 15)

    def record(scene: Scene) -> None:
        values = {
            "title": title,
            "description": data["text"],
            "detected_where": data["where"],
            "source": data["source"],
            "category": data["category"],
            "product": product,
            "lot": lot if product else None,
            "quantity": quantity,
            "severity": data["severity"],
            "process": scene.id(data["process"]),
            "owner": scene.id(data["owner"]),
            "reported_by": finder,
            "due_on": stage.day(case.ago - 30),
        }
        made = scene.add("nonconformity", values, name)
        if data.get("supplier") in scene.known:  # in the first weeks not all of them are entered yet
            scene.work.link(made, Relation.CONCERNS, scene.get(data["supplier"]))

    def contain(scene: Scene) -> None:
        outside = "held" if "supplier" in data else "not_applicable"
        places = {"own": "held", "transit": "clear", "customer": "not_applicable", "supplier": outside}
        values = {"containment": "Parts marked and held.", "correction": data["correction"]}
        values |= {f"containment_{place}": found for place, found in places.items()} if product else {}
        scene.work.amend(scene.get(name), values)
        scene.lead(scene.get(name), "contain")

    def decide(scene: Scene) -> None:
        facts = {
            "requirement": "Drawing and work plan" if product else "Procedure of the process",
            "evidence": f"Inspection sheet of lot {lot}" if product else data["text"],
            "statement": data["text"],
            "no_cause_reason": None if case.study else ALONE,
        }
        scene.work.amend(scene.get(name), facts)
        scene.lead(scene.get(name), "decide" if case.study else "correct_only")

    def close(scene: Scene) -> None:
        values: dict[str, object] = {
            "correction_verified_on": scene.work.today,
            "correction_verified_by": scene.id("Bram Prüfling"),
            "risk_review": "done" if case.study else "not_needed",
            "qms_change": "done" if case.study else "not_needed",
            "cost": cost,
        }
        scene.work.amend(scene.get(name), values)
        scene.lead(scene.get(name), "close")

    stage.act(case.ago, finder, f"Record: {title}", record)
    _hold(stage, case, finder, decided)
    stage.act(case.ago - 1, data["owner"], f"Contain: {title}", contain)
    stage.act(decided, "Ana Probe", f"Decide: {title}", decide)
    stage.act(closed, "Ana Probe", f"Close: {title}", close)


def _hold(stage: Stage, case: Case, finder: str, decided: float) -> None:
    """The parts of some cases are held, reworked and released."""
    data, name, title = case.data, case.name, case.data["title"]
    if not data["product"] or int(name.split()[-1]) % HELD_EVERY:
        return

    def hold(scene: Scene) -> None:
        scene.tell(scene.get(name), "nonconforming_output", {"hold_place": "Hold area, shelf 2"}, f"{name} held")

    def dispose(scene: Scene) -> None:
        output = scene.get(f"{name} held")
        decision = {"disposition": "rework", "instruction": data["correction"], "customer_informed": "not_concerned"}
        scene.work.amend(output, decision | {"customer_requirement": "no"})
        scene.lead(output, "dispose")
        checked = {"outcome": data["correction"], "reverified_by": scene.id("Bram Prüfling")}
        scene.work.amend(output, checked | {"reverified_result": "conforms"})
        scene.lead(output, "reverify")
        scene.work.amend(output, {"released_by": scene.id("Ana Probe"), "released_on": scene.work.today})
        scene.lead(output, "close")

    stage.act(case.ago, finder, f"Hold: {title}", hold)
    stage.act(decided, "Ana Probe", f"Release: {title}", dispose)


def analyse(scene: Scene, case: Case) -> None:
    """The cause of a case is known: what is left to decide is the corrective action."""
    data = case.data
    causes = {
        "occurrence_cause": data["cause"],
        "escape_cause": data.get("escape") or "It was noticed where it happened.",
        "cause_code": data["code"],
        "cause_detail": data["detail"],
        "cause_verified": True,
        "similar_elsewhere": "no",
    }
    proven = {"verified": True, "shown_by": "Tried out at the place, and seen by the inspector"}
    rows = [
        {"cause_no": 1, "what": data["title"], "cause_kind": "occurrence", "method": "five_why"},
        {"cause_no": 2, "explains": 1, "what": data["cause"], "family": data["code"], "method": "five_why"} | proven,
        {"cause_no": 3, "what": causes["escape_cause"], "cause_kind": "escape", "method": "five_why"} | proven,
    ]
    scene.work.amend(scene.get(case.name), causes)
    scene.work.add_lines(scene.get(case.name), "nonconformity_cause", rows)
    scene.lead(scene.get(case.name), "analyse")


def _complaint(stage: Stage, name: str, ago: int, data: Data, customer: str) -> None:
    random = stage.random
    affected = random.randint(*data["affected"])
    cost = random.randint(*data["cost"]) * 100
    replied = ago - random.choices([4, 8, 12, 17, 24, 33], [2, 5, 6, 5, 3, 1])[0]
    if ago < BUSY and random.random() < STUCK:
        replied -= random.choice([18, 60, 200])
    accepted = random.random() < 0.82  # noqa: PLR2004  most customers are content with the answer
    serious = data["severity"] == "critical"
    waits = replied < 0 and random.random() < STUCK / 2

    def take(scene: Scene) -> None:
        values = {
            "title": data["title"],
            "description": data["words"],
            "customer": scene.id(customer),
            "channel": data["channel"],
            "category": data["category"],
            "product": data["product"],
            "severity": data["severity"],
            "qty_delivered": data["delivered"] or None,
            "qty_affected": affected or None,
            "process": scene.id("C5"),
            "owner": scene.id("Tilo Vorlage"),
        }
        scene.add("complaint", values, name)

    def assess(scene: Scene) -> None:
        found = scene.get(name)
        places = dict.fromkeys(("own", "transit"), "clear") | {"customer": "held"}
        values: dict[str, object] = {"validity": "justified", "medium": "phone", "acknowledged_on": scene.work.today}
        values |= {f"containment_{place}": what for place, what in places.items()} if affected else {}
        scene.work.amend(found, values)
        scene.lead(found, "acknowledge", "assess")
        if serious:
            scene.tell(found, "nonconformity", {"detected_where": "At the customer"}, f"{name} nc")
        else:
            scene.work.amend(found, {"no_nc_reason": "Known cause, corrected at once."})
        scene.lead(found, "investigate")

    def reply(scene: Scene) -> None:
        found = scene.get(name)
        money = {"cost": cost} if cost else {"no_cost": True}
        scene.work.amend(found, {"cause_summary": data["cause"], "remedy": data["remedy"], **money})
        scene.lead(found, "propose_reply", "send")

    def close(scene: Scene) -> None:
        found = scene.get(name)
        verdict = "accepted" if accepted else "not_accepted"
        scene.work.amend(found, {"customer_verdict": verdict, "lessons": data["answer"]})
        if serious:
            scene.work.amend(
                scene.get(f"{name} nc"),
                {"correction_verified_on": scene.work.today, "correction_verified_by": scene.id("Ana Probe")},
            )
        scene.lead(found, "close")

    stage.act(ago, "Tilo Vorlage", f"Complaint of {customer}: {data['title']}", take)
    if not waits:
        stage.act(ago - 1, "Ana Probe", f"Assess: {data['title']}", assess)
    if replied < ago - 1:
        stage.act(replied, "Ana Probe", f"Reply to {customer}", reply)
        stage.act(replied - random.randint(6, 16), "Ana Probe", f"Close: {data['title']}", close)
