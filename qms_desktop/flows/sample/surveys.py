"""Surveys: the same questions a year apart, of which the second answer is no detectable change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import cast

from qms_desktop.flows.sample.stage import Data, Scene, Stage, read
from qms_desktop.principles.customer_focus.survey_rows import Invitation

WHO = "Otto Angebot"
RUNS = 28
"""Days for answering."""


def tell_surveys(stage: Stage, company: Data) -> None:
    """Each wave from its questions to what is concluded; the newest still waits for that."""
    names = [customer["name"] for customer in company["customers"]]
    for number, one in enumerate(read("surveys")["survey"]):
        _wave(stage, f"survey {number}", one, names)


def _wave(stage: Stage, name: str, data: Data, customers: Sequence[str]) -> None:
    ago, answers = data["ago"], data["answers"]

    def prepare(scene: Scene) -> None:
        opens = scene.work.today + timedelta(days=2)
        values = {
            "title": data["title"],
            "description": "Would they recommend us, and what drives it?",
            "template": "relationship",
            "language": "en",
            "medium": "workbook",
            "population": data["population"],
            "opens_on": opens,
            "closes_on": opens + timedelta(days=RUNS),
            "due_on": opens + timedelta(days=RUNS + 60),
            "owner": scene.id("Tilo Vorlage"),
        }
        scene.lead(scene.add("survey", values, name), "take_template")

    def invite(scene: Scene) -> None:
        rows = [
            {
                "code": str(code),
                "customer": scene.id(customers[code - 1]) if code <= len(customers) else None,
                "sent_on": scene.work.today,
                "follow_up": True if code in data["call"] else None,
            }
            for code in range(1, data["asked"] + 1)
        ]
        scene.work.add_lines(scene.get(name), "survey_invitation", rows)
        scene.lead(scene.get(name), "open")

    def take(scene: Scene) -> None:
        given = [
            {"invitation": str(code), "question": question, "answer": str(value), "answered_on": scene.work.today}
            for question, values in answers.items()
            for code, value in enumerate(values, 1)
        ]
        given += [
            {"invitation": str(code), "question": "Q7", "answer": words, "answered_on": scene.work.today}
            for code, words in enumerate(data["comments"], 1)
        ]
        scene.work.add_lines(scene.get(name), "survey_answer", given)

    def end(scene: Scene) -> None:
        scene.lead(scene.get(name), "close")

    def conclude(scene: Scene) -> None:
        record = scene.get(name)
        for line in cast("Sequence[Invitation]", scene.work.lines(record, "survey_invitation")):
            if line.follow_up:
                words = {"followed_up": "Called; the date of the next order is agreed."}
                scene.work.amend_line(record, "survey_invitation", line.id, words, {})
        scene.work.amend(record, {"conclusion": data["conclusion"]})
        scene.lead(record, "evaluate")

    stage.act(ago, WHO, f"Prepare the survey: {data['title']}", prepare)
    stage.act(ago - 2, WHO, "Ask the customers", invite)
    stage.act(ago - 25, WHO, "Enter the answers", take)
    stage.act(ago - 31, "Tilo Vorlage", "End the answers", end)
    if data["conclusion"]:
        stage.act(ago - 40, "Tilo Vorlage", f"Evaluate: {data['title']}", conclude)
