"""Where the company is going: its policy, what surrounds it, its objectives."""

from __future__ import annotations

from functools import partial

from qms_desktop.flows.sample.company import BEGINNING
from qms_desktop.flows.sample.stage import Data, Scene, Stage, month_before, read

SAID = BEGINNING - 50
"""Days before today on which policy and context were written down."""


def tell_direction(stage: Stage) -> None:
    """Policy, context and objectives."""
    data = read("direction")
    stage.act(SAID, "Henrik Nordlicht", "Say what we stand for", partial(_policy, data=data["policy"]))
    for ago in (SAID - 365, 320):
        stage.act(ago, "Henrik Nordlicht", "Look at the policy again", partial(_again, names=["policy"]))
    stage.act(SAID, "Henrik Nordlicht", "Say what surrounds us", partial(_context, issues=data["issue"]))
    for days in sorted({day for issue in data["issue"] for day in issue["reviewed"]}, reverse=True):
        names = [issue["title"] for issue in data["issue"] if days in issue["reviewed"]]
        stage.act(days, "Henrik Nordlicht", "Look at the context again", partial(_again, names=names))
    for one in data["objective"]:
        _objective(stage, one)


def _policy(scene: Scene, data: Data) -> None:
    values = {
        "title": data["title"],
        "description": " ".join(data["text"].split()),
        "communicated": "On the board at both entrances, and on the first day of everybody who begins here",
        "owner": scene.id("Henrik Nordlicht"),
    }
    made = scene.add("policy", values, "policy")
    scene.work.add_lines(made, "policy_commitment", [{"what": what} for what in data["commitments"]])
    scene.lead(made, "approve")


def _context(scene: Scene, issues: list[Data]) -> None:
    for issue in issues:
        values = {
            "title": issue["title"],
            "issue_kind": issue["kind"],
            "issue_class": issue.get("class"),
            "owner": scene.id("Henrik Nordlicht"),
            "description": issue.get("text"),
            "decided_by": scene.id("Henrik Nordlicht") if issue["kind"] == "climate" else None,
        }
        names = ("effect", "relevance", "relevant", "reasoning", "products", "sites", "clause")
        made = scene.add("context_issue", values | {n: issue[n] for n in names if n in issue}, issue["title"])
        scene.lead(made, "confirm")


def _again(scene: Scene, names: list[str]) -> None:
    for name in names:
        scene.lead(scene.get(name), "review")


def _objective(stage: Stage, one: Data) -> None:
    name = f"objective {one['title']}"

    def set_it(scene: Scene) -> None:
        values = {
            "title": one["title"],
            "description": one["text"],
            "commitment": one["commitment"],
            "indicator": scene.id(one.get("indicator", "")),
            "measure": one.get("measure"),
            "unit": one.get("unit"),
            "frequency": "quarterly" if "measure" in one else None,
            "direction": one["direction"],
            "baseline": one["baseline"],
            "baseline_on": scene.work.today,
            "target": one["target"],
            "due_on": stage.day(one["due"]),
            "evaluation": one["how"],
            "resources": one["resources"],
            "owner": scene.id(one["owner"]),
            "process": scene.id(one["process"]),
        }
        made = scene.work.add("objective", values)
        scene.work.session.flush()
        scene.known[name] = made.id
        rows = [{"what": what, "due": stage.day(due)} for what, due, _done in one["steps"]]
        scene.work.add_lines(made, "objective_milestone", rows)
        scene.lead(made, "activate")

    def step(scene: Scene, number: int) -> None:
        made = scene.get(name)
        lines = scene.work.lines(made, "objective_milestone")
        scene.work.amend_line(made, "objective_milestone", lines[number].id, {"done_on": scene.work.today})

    def measure(scene: Scene, period: str, value: float) -> None:
        scene.work.add_lines(scene.get(name), "objective_value", [{"period": period, "value": value}])

    stage.act(one["ago"], "Henrik Nordlicht", f"Aim: {one['title']}", set_it)
    for number, (what, _due, done) in enumerate(one["steps"]):
        if done:
            stage.act(done, one["owner"], f"Step done: {what}", partial(step, number=number))
    last = one["ago"]
    for back, (_period, value) in zip(range(3 * len(one.get("values", ())), 0, -3), one.get("values", ()), strict=True):
        day = month_before(stage.today, back - 2)
        period = f"{month_before(stage.today, back - 1):%Y-%m}"
        entered = partial(measure, period=period, value=value)
        last = (stage.today - day).days
        stage.act(last, one["owner"], f"Measured: {one['title']}", entered)
    if "end" in one:
        achieve = partial(_achieve, name=name)
        # the quarters move with today: nobody declares it achieved before its last value is in
        stage.act(min(one["end"], last), "Henrik Nordlicht", f"Achieved: {one['title']}", achieve)


def _achieve(scene: Scene, name: str) -> None:
    scene.lead(scene.get(name), "achieve")
