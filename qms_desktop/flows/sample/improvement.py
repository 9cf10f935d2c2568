"""What was done about it: corrective actions with their checks, single actions, and the risks."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from qms_desktop.flows.sample.stage import Data, Scene, Stage, read
from qms_desktop.flows.sample.troubles import Troubles, analyse
from qms_desktop.principles.risk_based_thinking.matrix import REVIEW_DAYS, level_of
from qms_desktop.records.links import Relation

PLAN, APPROVE, DO, CHECK = 6, 10, 45, 138
"""Days after a corrective action began: plan, approval, implementation, check of the effect."""
ASSESSED, TREATED, SLIP = 7, 75, 3
"""Days after a risk was identified: assessment, end of the treatment; and by how much a review comes late at most."""
AGAIN = {
    "treat": ("treat",),
    "monitor": ("treat", "monitor"),
    "within": ("within_appetite", "monitor"),
    "accept": ("accept", "monitor"),
}
"""The moves of a review after it began, by the way that was chosen for a risk."""


def tell_improvement(stage: Stage, troubles: Troubles) -> None:
    """Corrective actions, actions and risks."""
    data = read("improvement")
    for study in data["corrective"]:
        _corrective(stage, study, troubles)
    for action in data["action"]:
        _action(stage, action)
    for number, risk in enumerate(data["risk"]):
        _risk(stage, f"risk {number}", risk)


def _corrective(stage: Stage, data: Data, troubles: Troubles) -> None:
    name, ago = f"ca {data['key']}", data["ago"]
    cases = troubles.of(data)
    first = cases[0].name if cases else data.get("raised_from", "")

    def begin(scene: Scene) -> None:
        values = {
            "title": data["title"],
            "description": data["problem"],
            "owner": scene.id(data["owner"]),
            "process": scene.id(data["process"]),
            "occurrence_cause": data["cause"],
            "escape_cause": data["escape"] or None,
            "due_on": stage.day(ago - DO),
        }
        for case in cases:
            if scene.get(case.name).state == "cause_analysis":
                analyse(scene, case)
        if first:
            made = scene.tell(scene.get(first), "corrective_action", values, name)
            scene.work.amend(made, {"escape_cause": data["escape"] or None})
        else:
            made = scene.add("corrective_action", values, name)
        for case in cases[1:]:
            scene.work.link(scene.get(case.name), Relation.LED_TO, made)

    stage.act(ago, "Ana Probe", f"Raise: {data['title']}", begin)
    if data["result"] != "draft":
        _cycle(stage, data, name, ago)
    if data["result"] == "not_effective":
        again = ago - CHECK - 4
        better = dict(data) | {"result": "running", "actions": []}
        stage.act(again, "Ole Schweissnaht", "Look again: pores in corner seams", partial(_again, name=name))
        _cycle(stage, better, name, again)


def _again(scene: Scene, name: str) -> None:
    made = scene.get(name)
    scene.work.amend(made, {"occurrence_cause": "The gas hose at place 2 leaks under pressure; draught adds to it."})
    values = {
        "title": "Replace the gas hoses, and measure the flow at the torch once a week",
        "addresses": "occurrence",
        "owner": scene.id("Kjell Schlüssel"),
        "due_on": scene.work.today + timedelta(days=20),
    }
    scene.tell(made, "action", values, f"{name} again")


def _cycle(stage: Stage, data: Data, name: str, ago: int) -> None:
    actions = [f"{name} action {n}" for n in range(len(data["actions"]))] or [f"{name} again"]
    whose = [a["who"] for a in data["actions"]] or ["Kjell Schlüssel"]

    def plan(scene: Scene) -> None:
        made = scene.get(name)
        for key, action in zip(actions, data["actions"], strict=False):
            values = {
                "title": action["title"],
                "addresses": action["addresses"],
                "owner": scene.id(action["who"]),
                "due_on": stage.day(ago - DO + 5),
            }
            scene.tell(made, "action", values, key)
        values = {
            "cause_verified": True,
            "criterion": data["criterion"],
            "data_source": data["source"],
            "baseline": data["baseline"],
            "check_on": stage.day(ago - CHECK),
        } | data.get("measured", {})
        scene.work.amend(made, values)
        scene.lead(made, "plan")

    def finish(scene: Scene) -> None:
        made = scene.get(name)
        scene.lead(made, "implement")

    def check(scene: Scene) -> None:
        made = scene.get(name)
        scene.lead(made, "check")
        values = {
            "result": data["result"],
            "result_evidence": data["evidence"],
            "verifier": scene.id(data["verifier"]),
            "read_across": data["read_across"],
            "risk_update": "done",
            "document_update": "done",
            "training_update": "not_needed",
        }
        scene.work.amend(made, values)
        if data["result"] == "effective":
            scene.lead(made, "effective")
        else:
            scene.lead(made, "not_effective", reason="The criterion was missed.")

    stage.act(ago - PLAN, data["owner"], f"Plan: {data['title']}", plan)
    if data["result"] == "started":
        stage.act(ago - APPROVE, "Ana Probe", f"Approve: {data['title']}", partial(_approve, name=name))
        return
    stage.act(ago - APPROVE, "Ana Probe", f"Approve: {data['title']}", partial(_approve, name=name))
    for key, who in zip(actions, whose, strict=True):
        stage.act(ago - DO + 8, who, "Done: an action of the plan", partial(_done, name=key))
        stage.act(ago - DO + 4, "Ana Probe", "Verify an action of the plan", partial(_verify, name=key))
    stage.act(ago - DO, data["owner"], f"Implemented: {data['title']}", finish)
    if data["result"] != "running":
        stage.act(ago - CHECK - 1, "Ana Probe", f"Check the effect: {data['title']}", check)


def _approve(scene: Scene, name: str) -> None:
    scene.lead(scene.get(name), "approve")


def _done(scene: Scene, name: str) -> None:
    scene.work.amend(scene.get(name), {"evidence": "Seen at the place; photo in the folder of the action."})
    scene.lead(scene.get(name), "start", "done")


def _verify(scene: Scene, name: str) -> None:
    scene.work.amend(scene.get(name), {"verifier": scene.id("Ana Probe")})
    scene.lead(scene.get(name), "verify")


def _action(stage: Stage, data: Data) -> None:
    name, ago = f"act {data['title']}", data["ago"]

    def begin(scene: Scene) -> None:
        values = {
            "title": data["title"],
            "action_kind": data["kind"],
            "priority": data["priority"],
            "owner": scene.id(data["who"]),
            "source": scene.id(data["process"]),
            "process": scene.id(data["process"]),
            "due_on": stage.day(data["due"] + 21 * data.get("moved", 0)),
        }
        made = scene.add("action", values, name)
        if data["state"] == "in_progress":
            scene.lead(made, "start")

    def move(scene: Scene, left: int) -> None:
        reason = "Waiting for the supplier" if left else "The training was postponed"
        values = {"due_on": stage.day(data["due"] + 21 * left), "reschedule_reason": reason}
        scene.work.amend(scene.get(name), values)

    stage.act(ago, "Ana Probe", f"Add action: {data['title']}", begin)
    for left in reversed(range(data.get("moved", 0))):
        late = data["due"] + 21 * (left + 1)
        stage.act(late, data["who"], "Move an action", partial(move, left=left))
    if data["state"] in {"done", "verified"}:
        stage.act(data["due"] + 2, data["who"], f"Done: {data['title']}", partial(_done_once, name=name))
    if data["state"] == "verified":
        stage.act(data["due"] - 3, "Ana Probe", f"Verify: {data['title']}", partial(_verify, name=name))


def _done_once(scene: Scene, name: str) -> None:
    scene.work.amend(scene.get(name), {"evidence": "Seen at the place."})
    scene.lead(scene.get(name), "done")


def _risk(stage: Stage, name: str, data: Data) -> None:
    ago, way, title = data["ago"], data["way"], data["title"]
    stage.act(ago, data["owner"], f"Identify: {title}", partial(_identify, name=name, data=data))
    if way != "identify":
        stage.act(ago - ASSESSED, "Ana Probe", f"Assess: {title}", partial(_assess, name=name, data=data))
    if way not in {"identify", "assess"}:
        ways = {"within": _live_with, "accept": _accept}
        stage.act(
            ago - 12, "Henrik Nordlicht", f"Decide: {title}", partial(ways.get(way, _treat), name=name, data=data)
        )
    if way == "monitor":
        stage.act(ago - TREATED, data["owner"], f"Treated: {title}", partial(_monitor, name=name))
    if way in AGAIN and not data.get("neglected"):
        level = level_of(*map(str, data["current"]))
        assert level is not None  # noqa: S101  every risk with a way is assessed
        every = REVIEW_DAYS[level] + SLIP
        for day in range(ago - ASSESSED - every, -1, -every):
            moves = AGAIN[way] if way != "monitor" or day < ago - TREATED else AGAIN["treat"]
            stage.act(day, "Ana Probe", f"Review: {title}", partial(_review, name=name, moves=moves))


def _identify(scene: Scene, name: str, data: Data) -> None:
    values = {key: data[key] for key in ("title", "cause", "event", "consequence", "category")}
    scene.add("risk", values | {"process": scene.id(data["process"]), "owner": scene.id(data["owner"])}, name)


def _assess(scene: Scene, name: str, data: Data) -> None:
    values: dict[str, object] = {"treatment": data["treatment"] or None, "treatment_plan": data["plan"] or None}
    for words, pair in (("inherent_", "inherent"), ("", "current"), ("residual_", "residual")):
        if data[pair]:
            values |= {f"{words}likelihood": str(data[pair][0]), f"{words}impact": str(data[pair][1])}
    scene.work.amend(scene.get(name), values)
    scene.lead(scene.get(name), "assess")


def _live_with(scene: Scene, name: str, data: Data) -> None:
    del data
    scene.lead(scene.get(name), "within_appetite", "monitor")


def _accept(scene: Scene, name: str, data: Data) -> None:
    del data
    values = {
        "accepted_reason": "The copy outside the house is tested every quarter.",
        "accepted_until": scene.work.today + timedelta(days=730),
    }
    scene.work.amend(scene.get(name), values)
    scene.lead(scene.get(name), "accept", "monitor")


def _treat(scene: Scene, name: str, data: Data) -> None:
    found = scene.get(name)
    scene.lead(found, "treat")
    days = data.get("days") or max(14, min(60, data["ago"] - 20))
    values = {
        "title": data["plan"],
        "due_on": scene.work.today + timedelta(days=days),
        "owner": scene.id(data["owner"]),
    }
    scene.tell(found, "action", values, f"{name} action")


def _monitor(scene: Scene, name: str) -> None:
    _done(scene, f"{name} action")
    _verify(scene, f"{name} action")
    scene.lead(scene.get(name), "monitor")


def _review(scene: Scene, name: str, moves: tuple[str, ...]) -> None:
    scene.lead(scene.get(name), "review", *moves)
