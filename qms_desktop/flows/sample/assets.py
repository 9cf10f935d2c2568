"""What the company keeps and watches: gauges, records, certificates, parties, chances, trainings."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from qms_desktop.flows.sample.company import BEGINNING
from qms_desktop.flows.sample.stage import Data, Scene, Stage, read

SET_UP = BEGINNING - 40
"""Days before today on which these lists were begun."""


def tell_assets(stage: Stage) -> None:
    """Equipment, record types, external documents, certificates, interested parties, opportunities, trainings."""
    data = read("assets")
    stage.act(SET_UP, "Ana Probe", "Say what is kept for how long", partial(_kept, data=data))
    stage.act(SET_UP, "Ana Probe", "Name the interested parties", partial(_parties, data=data))
    for days in sorted({day for party in data["party"] for day in party["reviewed"]}, reverse=True):
        names = [party["name"] for party in data["party"] if days in party["reviewed"]]
        stage.act(days, "Henrik Nordlicht", "Look at the interested parties again", partial(_reviewed, names=names))
    for one in data["equipment"]:
        _equipment(stage, one)
    for one in data["external"]:
        _external(stage, one)
    for one in data["certificate"]:
        stage.act(one["from"], "Mara Muster", f"File the certificate of {one['supplier']}", partial(_file, one=one))
    for one in data["chance"]:
        _chance(stage, one)
    for one in data["training"]:
        _training(stage, one)


def _kept(scene: Scene, data: Data) -> None:
    for one in data["kept"]:
        names = ("medium", "place", "years", "trigger", "protection", "disposal")
        owner = {"title": one["name"], "owner": scene.id("Ines Ordner")}
        scene.add("record_type", {name: one[name] for name in names} | owner)


def _parties(scene: Scene, data: Data) -> None:
    for party in data["party"]:
        values = {
            "title": party["name"],
            "party_kind": party["kind"],
            "influence": party["influence"],
            "owner": scene.id("Henrik Nordlicht"),
            "review_months": 12,
        }
        made = scene.add("interested_party", values, party["name"])
        rows = [{"what": n[0], "obligation": n[1], "monitored": n[2], "climate": n[3]} for n in party["needs"]]
        scene.work.add_lines(made, "party_requirement", rows)


def _reviewed(scene: Scene, names: list[str]) -> None:
    for name in names:
        scene.lead(scene.get(name), "review")


def _equipment(stage: Stage, one: Data) -> None:
    name = f"equipment {one['code']}"

    def enter(scene: Scene) -> None:
        gauge = bool(one["months"])
        values = {
            "title": one["name"],
            "external_ref": one["code"],
            "equipment_type": one["type"],
            "location": one["location"],
            "measuring": "yes" if gauge else "no",
            "control": "calibrated" if gauge else None,
            "interval_months": one["months"] or None,
            "measuring_range": one["range"],
            "laboratory": "Kalibrierdienst Nordmark" if gauge else None,
            "supplier": scene.id("Kalibrierdienst Nordmark") if gauge else None,
            "basis": "National standards, by certificate" if gauge else None,
            "process": scene.id("S2"),
            "owner": scene.id("Karla Kaliber" if gauge else "Silke Schaltplan"),
        }
        scene.add("equipment", values, name)

    def calibrate(scene: Scene, number: int, result: str) -> None:
        row = {
            "done_on": scene.work.today,
            "done_by": "Kalibrierdienst Nordmark",
            "certificate": f"{one['code']}-{number + 1:02}",
            "result": result,
        }
        scene.work.add_lines(scene.get(name), "calibration", [row])

    first = one["done"][0] + 1 if one["done"] else SET_UP
    stage.act(min(SET_UP, first), "Karla Kaliber", f"Enter {one['name']}", enter)
    for number, ago in enumerate(one["done"]):
        result = "adjusted" if ago == one.get("out") else "in"
        done = partial(calibrate, number=number, result=result)
        stage.act(ago, "Karla Kaliber", f"Calibrate {one['name']}", done)


def _external(stage: Stage, one: Data) -> None:
    def enter(scene: Scene) -> None:
        values = {
            "title": one["name"],
            "issuer": one["issuer"],
            "source": one["source"],
            "edition": one["edition"],
            "where_used": one["used"],
            "check_months": one["months"],
            "owner": scene.id("Edda Entwurf"),
        }
        scene.add("external_document", values, f"outside {one['name']}")

    def check(scene: Scene) -> None:
        scene.lead(scene.get(f"outside {one['name']}"), "check")

    stage.act(SET_UP, "Edda Entwurf", f"Enter: {one['name']}", enter)
    for ago in one["checked"]:
        stage.act(ago, "Edda Entwurf", f"Look for a newer edition: {one['name']}", check)


def _file(scene: Scene, one: Data) -> None:
    today = scene.work.today
    values = {
        "title": f"{one['standard'].upper().replace('_', ' ')} of {one['supplier']}",
        "supplier": scene.id(one["supplier"]),
        "standard": one["standard"],
        "certificate_no": one["number"],
        "body": one["body"],
        "issued_on": today - timedelta(days=20),
        "due_on": today + timedelta(days=one["from"] - one["until"]),
        "owner": scene.id("Mara Muster"),
    }
    made = scene.add("certificate", values)
    scene.lead(made, "verify")


def _chance(stage: Stage, one: Data) -> None:
    name, ago, way = f"chance {one['name']}", one["ago"], one["way"]

    def see(scene: Scene) -> None:
        values = {"title": one["name"], "description": one["text"], "benefit": one["benefit"]}
        scene.add("opportunity", values | {"owner": scene.id(one["owner"]), "process": scene.id("M1")}, name)

    def judge(scene: Scene) -> None:
        scene.work.amend(scene.get(name), {key: one[key] for key in ("value", "feasibility", "effort")})
        scene.lead(scene.get(name), "evaluate")
        if way == "dropped":
            scene.lead(scene.get(name), "drop", reason=one["plan"])

    def pursue(scene: Scene) -> None:
        found = scene.get(name)
        values = {
            "title": one["plan"],
            "action_kind": "opportunity",
            "source": found.id,
            "owner": found.owner,
            "process": found.process,
            "due_on": scene.work.today + timedelta(days=one.get("days", 60)),
        }
        made = scene.add("action", values, f"{name} action")
        scene.lead(made, "start")
        scene.lead(found, "pursue")

    def realise(scene: Scene) -> None:
        scene.work.amend(scene.get(f"{name} action"), {"evidence": one["brought"]})
        scene.lead(scene.get(f"{name} action"), "done")
        scene.work.amend(scene.get(f"{name} action"), {"verifier": scene.id("Ana Probe")})
        scene.lead(scene.get(f"{name} action"), "verify")
        scene.work.amend(scene.get(name), {"benefit_measured": one["brought"]})
        scene.lead(scene.get(name), "realise")

    stage.act(ago, one["owner"], f"See a chance: {one['name']}", see)
    if way != "idea":
        stage.act(ago - 20, "Henrik Nordlicht", f"Judge: {one['name']}", judge)
    if way in {"pursue", "realised"}:
        stage.act(ago - 30, one["owner"], f"Pursue: {one['name']}", pursue)
    if way == "realised":
        stage.act(ago - 150, one["owner"], f"Realised: {one['name']}", realise)


def _training(stage: Stage, one: Data) -> None:
    name, way = f"training {one['name']}", one["way"]

    def plan(scene: Scene) -> None:
        values = {
            "title": one["name"],
            "source": one["source"],
            "competence": scene.id(one["competence"]),
            "target_level": one["level"],
            "form": one["form"],
            "provider": one["provider"],
            "taught_by": scene.id(one.get("teacher", "")),
            "planned_on": stage.day(one["planned"]),
            "due_on": stage.day(one["planned"]),
            "owner": scene.id("Theo Lohn"),
        }
        made = scene.add("training", values, name)
        scene.work.add_lines(made, "participant", [{"person": scene.id(who)} for who in one["who"]])
        scene.lead(made, "plan")

    def deliver(scene: Scene) -> None:
        made = scene.get(name)
        for line in scene.work.lines(made, "participant"):
            scene.work.amend_line(made, "participant", line.id, {"present": "yes", "result": "passed"})
        scene.work.amend(made, {"attendance": "Signed sheet in the personnel office"})
        scene.lead(made, "deliver")

    def evaluate(scene: Scene) -> None:
        made = scene.get(name)
        values = {
            "evaluation": "observed",
            "outcome": "effective",
            "evaluator": scene.id("Jonas Beispiel"),
            "findings": "Done without help, twice.",
        }
        scene.work.amend(made, values)
        scene.lead(made, "evaluate")
        if one["competence"]:
            _write_levels(scene, one)
        scene.lead(made, "close")

    stage.act(one["ago"], "Theo Lohn", f"Plan: {one['name']}", plan)
    if way in {"delivered", "evaluated"}:
        stage.act(one["planned"], "Theo Lohn", f"Held: {one['name']}", deliver)
    if way == "evaluated":
        stage.act(one["planned"] - 20, "Jonas Beispiel", f"Evaluate: {one['name']}", evaluate)


def _write_levels(scene: Scene, one: Data) -> None:
    competence, day = scene.get(one["competence"]), scene.work.today
    rows = [
        {
            "person": scene.id(who),
            "level": one["level"],
            "assessed_on": day,
            "method": "observation",
            "assessor": scene.id("Jonas Beispiel"),
        }
        for who in one["who"]
    ]
    scene.work.add_lines(competence, "assessment", rows)
