"""Voices: what customers say beside their complaints, how much they get, and what the people suggest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from qms_desktop.flows.sample.company import BEGINNING
from qms_desktop.flows.sample.stage import Data, Scene, Stage, month_before, read

MONTHS = 36


def tell_voices(stage: Stage, company: Data) -> None:
    """Feedback, deliveries month by month, suggestions."""
    data = read("voices")
    for quarter in range(0, MONTHS, 3):
        ago = (stage.today - month_before(stage.today, quarter)).days
        months = [month_before(stage.today, quarter + back).replace(day=1) for back in (3, 2, 1)]
        counts = {c["name"]: [_some(stage, c["deliveries"]) for _ in months] for c in company["customers"]}
        if ago < BEGINNING:
            enter = partial(_deliveries, months=months, counts=counts)
            stage.act(ago, "Otto Angebot", "Enter the deliveries of the last three months", enter)
    for number, one in enumerate(data["feedback"]):
        _feedback(stage, f"feedback {number}", one)
    for number, one in enumerate(data["suggestion"]):
        _suggestion(stage, f"suggestion {number}", one)


def _some(stage: Stage, usual: int) -> int:
    return max(1, round(usual * stage.random.uniform(0.8, 1.2)))


def _deliveries(scene: Scene, months: Sequence[date], counts: Mapping[str, Sequence[int]]) -> None:
    for customer, made in counts.items():
        rows = [{"period": month, "deliveries": count} for month, count in zip(months, made, strict=True)]
        scene.work.add_lines(scene.get(customer), "customer_volume", rows)


def _feedback(stage: Stage, name: str, data: Data) -> None:
    def take(scene: Scene) -> None:
        values = {
            "title": data["title"],
            "description": data["words"],
            "customer": scene.id(data["customer"]),
            "feedback_kind": data["kind"],
            "sentiment": data["sentiment"],
            "owner": scene.id("Tilo Vorlage"),
            "due_on": scene.work.today + timedelta(days=21),
        }
        made = scene.add("feedback", values, name)
        if data["sentiment"] != "positive":
            scene.lead(made, "follow_up")

    def close(scene: Scene) -> None:
        scene.work.amend(scene.get(name), {"response": data.get("response") or None})
        scene.lead(scene.get(name), "close")

    stage.act(data["ago"], "Otto Angebot", f"Feedback of {data['customer']}", take)
    if data["end"] > 0:
        stage.act(data["end"], "Tilo Vorlage", f"Close: {data['title']}", close)


def _suggestion(stage: Stage, name: str, data: Data) -> None:
    ago, way = data["ago"], data["way"]

    def take(scene: Scene) -> None:
        values = {
            "title": data["title"],
            "idea": data["idea"],
            "author": scene.id(data["who"]),
            "anonymous": not data["who"] or None,
            "owner": scene.id(data["reviewer"]),
            "process": scene.id("M4"),
        }
        scene.add("suggestion", values, name)

    def answer(scene: Scene) -> None:
        found = scene.get(name)
        scene.work.amend(found, {"reply": data["reply"]})
        scene.lead(found, "review", "reject" if way == "rejected" else "accept")

    def implement(scene: Scene) -> None:
        scene.lead(scene.get(name), "implement")

    def verify(scene: Scene) -> None:
        scene.work.amend(scene.get(name), {"realised_saving": data["saving"] * 100, "outcome": "In use every day."})
        scene.lead(scene.get(name), "verify")

    stage.act(ago, data["who"] or "Theo Lohn", f"Suggest: {data['title']}", take)
    if way == "review":
        stage.act(ago - 3, data["reviewer"], f"Review: {data['title']}", lambda scene: _review(scene, name))
    if way not in {"new", "review"}:
        stage.act(ago - 8, data["reviewer"], f"Answer: {data['title']}", answer)
    if way in {"implemented", "verified"}:
        stage.act(ago - 60, data["reviewer"], f"Implemented: {data['title']}", implement)
    if way == "verified":
        stage.act(ago - 110, "Ana Probe", f"Verify: {data['title']}", verify)


def _review(scene: Scene, name: str) -> None:
    scene.lead(scene.get(name), "review")
