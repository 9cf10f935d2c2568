"""The system itself: its documents with their versions, and the figures that are looked at every month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from qms_desktop.flows.sample.company import BEGINNING
from qms_desktop.flows.sample.stage import Data, Scene, Stage, month_before, read

MONTHS = 37
APPROVED, RELEASED = 3, 5
"""Days after it was written until a version was approved, and until it was released."""


def tell_system(stage: Stage) -> None:
    """Documents and indicators."""
    for document in read("documents")["document"]:
        _document(stage, document)
    _indicators(stage, read("indicators")["indicator"])


def _document(stage: Stage, data: Data) -> None:
    code = data["code"]
    for number, version in enumerate(data["versions"]):
        revision, ago, change = version
        write = partial(_write, data=data, revision=revision, change=change, first=not number)
        stage.act(ago, data["author"], f"Write {code} revision {revision}", write)
        approve, release = partial(_move, name=code, move="approve"), partial(_move, name=code, move="release")
        stage.act(ago - APPROVED, data["approver"], f"Approve {code} revision {revision}", approve)
        stage.act(ago - RELEASED, "Ana Probe", f"Release {code} revision {revision}", release)
    if "retired" in data:
        ago, reason = data["retired"]
        retire = partial(_move, name=code, move="retire", reason=reason)
        stage.act(ago, "Ana Probe", f"Retire {code}", retire)


def _write(scene: Scene, data: Data, revision: str, change: str, *, first: bool) -> None:
    code = data["code"]
    if first:
        values = {
            "title": data["title"],
            "external_ref": code,
            "document_type": data["type"],
            "process": scene.id(data["process"]),
            "owner": scene.id(data["owner"]),
            "clauses": data["clauses"],
            "review_months": data["months"],
        }
        scene.add("document", values, code)
    else:
        scene.lead(scene.get(code), "new_version")
    values = {
        "revision": revision,
        "change_summary": change,
        "training_impact": "info",
        "author": scene.id(data["author"]),
        "approver": scene.id(data["approver"]),
    }
    made = scene.get(code)
    scene.work.amend(made, values)
    scene.work.session.flush()
    text = f"# {code} {data['title']}\n\nRevision {revision}: {change}\n\n{data['text']}\n"
    scene.work.attach(made, f"{code} {data['title']} rev {revision}.md".replace(":", ""), text.encode())
    scene.lead(made, "submit", "pass_review")


def _move(scene: Scene, name: str, move: str, reason: str = "") -> None:
    scene.lead(scene.get(name), move, reason=reason)


def _indicators(stage: Stage, all_of_them: Sequence[Data]) -> None:
    stage.act(BEGINNING - 20, "Ana Probe", "Describe the indicators", partial(_describe, all_of_them=all_of_them))
    for back in range(MONTHS - 1, 0, -1):
        entered = (stage.today - month_before(stage.today, back - 1)).days
        rows = {one["name"]: _values(stage, one, back) for one in all_of_them}
        if entered < BEGINNING - 25:  # before, nobody had described what is measured
            stage.act(entered, "Ana Probe", "Enter the figures of the month", partial(_enter, rows=rows))


def _values(stage: Stage, one: Data, back: int) -> list[dict[str, object]]:
    """What was measured in a month; nothing where nobody measured it any more."""
    day = month_before(stage.today, back)
    # drawn in any case, so that the rest of the story is the same on every day
    value = {"period": f"{day:%Y-%m}", **_value(stage, one, MONTHS - back)}
    return [value] if (stage.today - day).days >= one.get("until", 0) else []


def _describe(scene: Scene, all_of_them: Sequence[Data]) -> None:
    for one in all_of_them:
        names = (
            "definition",
            "formula",
            "unit",
            "decimals",
            "direction",
            "target",
            "alarm_low",
            "alarm_high",
            "source",
        )
        values = {name: one[name] for name in names if name in one}
        values |= {"title": one["name"], "frequency": "monthly", "grace_days": 15}
        values |= {"process": scene.id(one["process"]), "owner": scene.id(one["owner"])}
        scene.add("indicator", values, one["name"])


def _value(stage: Stage, one: Data, turn: int) -> dict[str, object]:
    start, middle, end = one["path"]
    part = turn / MONTHS * 2
    level = start + (middle - start) * part if part < 1 else middle + (end - middle) * (part - 1)
    level += stage.random.gauss(0, one["spread"])
    if "of" not in one:
        return {"value": max(1, round(level))}
    whole = round(one["of"] * stage.random.uniform(0.85, 1.15))
    return {"numerator": min(whole, max(0, round(whole * level))), "denominator": whole}


def _enter(scene: Scene, rows: Mapping[str, Sequence[dict[str, object]]]) -> None:
    for name, values in rows.items():
        if values:
            scene.work.add_lines(scene.get(name), "indicator_value", values)
