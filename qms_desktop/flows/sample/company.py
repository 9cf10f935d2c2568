"""The company itself: people, processes, customers, suppliers."""

from __future__ import annotations

from datetime import date
from functools import partial

from qms_desktop.flows.sample.stage import Data, Scene, Stage, read

BEGINNING = 1095
"""Days before today on which the company began to keep its quality system in this file."""


def tell_company(stage: Stage) -> Data:
    """The first day, and how the company changed since."""
    data = read("company")
    stage.act(BEGINNING, "", "Enter the people", lambda scene: _people(scene, data))
    stage.act(BEGINNING, data["manager"], "Enter the processes", lambda scene: _processes(scene, data))
    stage.act(BEGINNING, data["manager"], "Enter the customers", lambda scene: _customers(scene, data))
    for supplier in data["suppliers"]:
        _supplier(stage, supplier)
    for who in data["people"]:
        _come_and_go(stage, who)
    return data


def _people(scene: Scene, data: Data) -> None:
    owner = scene.work.organisation.owner
    for who in data["people"]:
        if "joins" in who:
            continue
        values = _person(who)
        if who["name"] == data["manager"] and owner is not None:
            # the file was made in her name; now it is known who she is, and that others decide at the top
            found = scene.work.get(owner)
            scene.work.amend(found, values)
            scene.known[who["name"]] = found.id
        else:
            scene.add("person", values, who["name"])


def _person(who: Data) -> dict[str, object]:
    mail = who["name"].lower().replace(" ", ".").translate(str.maketrans({"ü": "ue", "ä": "ae", "ö": "oe"}))
    return {
        "title": who["name"],
        "employee_no": who["no"],
        "job_title": who["job"],
        "department": who["department"],
        "email": f"{mail}@nordlicht.example",
        "started_on": date.fromisoformat(who["started"]) if "started" in who else None,
        "roles": who["access"],
        "language": "German",
    }


def _come_and_go(stage: Stage, who: Data) -> None:
    name = who["name"]
    if "joins" in who:
        values = _person(who) | {"started_on": stage.day(who["joins"])}
        stage.act(who["joins"], "Theo Lohn", f"Welcome {name}", partial(_welcome, values=values, name=name))
    if "leaves" in who:

        def leave(scene: Scene) -> None:
            scene.work.amend(scene.get(name), {"left_on": scene.work.today})
            scene.lead(scene.get(name), "leave", reason="Retired")

        stage.act(who["leaves"], "Ana Probe", f"{name} retires", leave)


def _welcome(scene: Scene, values: dict[str, object], name: str) -> None:
    scene.add("person", values, name)


def _processes(scene: Scene, data: Data) -> None:
    for process in data["processes"]:
        scene.add(
            "process",
            {
                "title": process["name"],
                "code": process["code"],
                "process_type": process["type"],
                "owner": scene.id(process["owner"]),
                "purpose": process["purpose"],
                "scope_start": process["steps"][0],
                "scope_end": process["steps"][-1],
            },
            process["code"],
        )
    for process in data["processes"]:
        made = scene.get(process["code"])
        steps = [{"what": step, "responsible": process["owner"]} for step in process["steps"]]
        scene.work.add_lines(made, "process_step", steps)
        for name, tie in (("input", "supplier"), ("output", "receiver")):
            rows = [
                {"what": what, tie: scene.id(other), "party": party or None}
                for what, other, party in process[f"{name}s"]
            ]
            scene.work.add_lines(made, f"process_{name}", rows)


def _customers(scene: Scene, data: Data) -> None:
    for customer in data["customers"]:
        scene.add(
            "customer",
            {
                "title": customer["name"],
                "external_ref": customer["code"],
                "segment": customer["segment"],
                "contact": customer["contact"],
                "owner": scene.id("Tilo Vorlage"),
            },
            customer["name"],
        )


def _supplier(stage: Stage, data: Data) -> None:
    name = data["name"]
    approved = data.get("approved", 25)

    def enter(scene: Scene) -> None:
        values = {
            "title": name,
            "external_ref": data["code"],
            "scope": data["scope"],
            "criticality": data["criticality"],
            "risk_rating": "medium" if data["criticality"] == "1" else "low",
            "approval_basis": data["basis"],
            "certificates": "ISO 9001",
            "reevaluation_months": data["months"],
            "contact": data["contact"],
            "owner": scene.id("Mara Muster"),
            "reviewer": scene.id("Ana Probe"),
        }
        scene.lead(scene.add("supplier", values, name), "evaluate")

    def approve(scene: Scene) -> None:
        scene.lead(scene.get(name), "approve")

    def keep(scene: Scene) -> None:
        scene.lead(scene.get(name), "keep")

    def restrict(scene: Scene) -> None:
        scene.work.amend(scene.get(name), {"conditions": data["conditional"][2], "risk_rating": "high"})
        scene.lead(scene.get(name), "restrict", reason=data["conditional"][1])

    def disqualify(scene: Scene) -> None:
        scene.work.amend(scene.get(name), {"stop_buy_note": data["disqualified"][2], "risk_rating": "high"})
        scene.lead(scene.get(name), "disqualify", reason=data["disqualified"][1])

    stage.act(approved + 14, "Mara Muster", f"Evaluate {name}", enter)
    if "approved" in data:
        stage.act(approved, "Ana Probe", f"Approve {name}", approve)
    for ago in data.get("again", ()):
        stage.act(ago, "Ana Probe", f"Keep {name}", keep)
    if "conditional" in data:
        stage.act(data["conditional"][0], "Ana Probe", f"Restrict {name}", restrict)
    if "disqualified" in data:
        stage.act(data["disqualified"][0], "Henrik Nordlicht", f"Disqualify {name}", disqualify)
