"""Who must be able to do what, and who can."""

from __future__ import annotations

from functools import partial

from qms_desktop.flows.sample.company import BEGINNING
from qms_desktop.flows.sample.stage import Data, Scene, Stage, read

DESCRIBED = BEGINNING - 30
"""Days before today on which roles and competences were written down."""


def tell_people(stage: Stage) -> None:
    """Competences, roles, who holds them, and every assessment on its day."""
    data = read("people")
    stage.act(DESCRIBED, "Theo Lohn", "Describe the competences", partial(_competences, data=data))
    stage.act(DESCRIBED, "Theo Lohn", "Describe the roles", partial(_roles, data=data))
    found = [(row[2], competence["of"], row) for competence in data["found"] for row in competence["who"]]
    by_day: dict[tuple[int, str], list[Data]] = {}
    for ago, competence, (who, level, _ago, method) in found:
        by_day.setdefault((min(ago, DESCRIBED), competence), []).append({"who": who, "level": level, "method": method})
    for (ago, competence), rows in by_day.items():
        stage.act(ago, "Theo Lohn", f"Assess: {competence}", partial(_assess, competence=competence, rows=rows))
    for role in data["role"]:
        for who in role["held"]:
            late = {"Hanne Neuling": 205, "Luis Lehrling": 430}
            give = partial(_give, role=role["name"], who=who)
            stage.act(late.get(who, DESCRIBED), "Theo Lohn", f"Make {who} {role['name'].lower()}", give)


def _competences(scene: Scene, data: Data) -> None:
    for one in data["competence"]:
        values = {
            "title": one["name"],
            "family": one["family"],
            "critical": one.get("critical"),
            "validity_months": one.get("months"),
            "accepted": one["accepted"],
            "owner": scene.id("Theo Lohn"),
        }
        scene.add("competence", values, one["name"])


def _roles(scene: Scene, data: Data) -> None:
    for role in data["role"]:
        values = {key: role[key] for key in ("purpose", "authorities")}
        values |= {"title": role["name"], "deputy": scene.id(role["deputy"]), "owner": scene.id("Theo Lohn")}
        made = scene.add("role", values, role["name"])
        rows = [{"competence": scene.id(what), "required_level": str(level)} for what, level in role["needs"]]
        scene.work.add_lines(made, "role_requirement", rows)


def _give(scene: Scene, role: str, who: str) -> None:
    rows = [{"role": scene.id(role), "since": scene.work.today}]
    scene.work.add_lines(scene.get(who), "person_role", rows)


def _assess(scene: Scene, competence: str, rows: list[Data]) -> None:
    lines = [
        {
            "person": scene.id(row["who"]),
            "level": str(row["level"]),
            "assessed_on": scene.work.today,
            "method": row["method"],
            "assessor": scene.id(_judge(row["who"])),
        }
        for row in rows
    ]
    scene.work.add_lines(scene.get(competence), "assessment", lines)


def _judge(who: str) -> str:
    return "Jonas Beispiel" if who != "Jonas Beispiel" else "Ana Probe"
