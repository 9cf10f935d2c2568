"""Writing down what people can do: from the matrix, and from a training that worked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import select

from qms_desktop.errors import RuleBroken
from qms_desktop.principles.engagement_of_people.competences import Assessment, Competence
from qms_desktop.principles.engagement_of_people.courses import Participant, Training
from qms_desktop.principles.engagement_of_people.learning import Evaluation
from qms_desktop.principles.engagement_of_people.levels import Level, Method
from qms_desktop.principles.engagement_of_people.training import without_level
from qms_desktop.records.base import Record
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.work import Work

LINES = Assessment.__tablename__
METHODS = {Evaluation.OBSERVED: Method.OBSERVATION, Evaluation.RESULT: Method.RESULT}
"""How a level was found, by the way in which the training was evaluated; else by a test."""
CLOSE = "close"


class Learner(NamedTuple):
    """Somebody whose level a training would raise."""

    person: UUID
    name: str
    level: str
    before: str
    """The level of the newest assessment so far; empty where there is none."""


def assess(work: Work, competence: UUID, person: UUID, level: str, method: str) -> Record:
    """Write today's level of a person, found by the one who acts; a second one of the day and kind replaces the first.

    Raises:
        RuleBroken: the competence takes no assessments, or the level does not exist.
    """
    found = work.get(competence)
    if found.kind != Competence.KIND:
        raise RuleBroken(f"{found.number} is no competence.")
    values = {"level": level, "assessor": work.actor_id}
    same = select(Assessment.id).where(
        Assessment.record == competence, Assessment.person == person,
        Assessment.assessed_on == work.today, Assessment.method == method,
    )  # fmt: skip
    key = work.session.scalar(same)
    if key is not None:
        work.amend_line(found, LINES, key, values)
    else:
        work.add_lines(found, LINES, [values | {"person": person, "assessed_on": work.today, "method": method}])
    name = work.get(person).title
    work.says = f"Assess {name}: {Level(level).label} in {found.title}"
    return found


def learners(look: Look, training: Training) -> list[Learner]:
    """Whose levels are not written down yet, with the level before and after."""
    found = []
    for person in without_level(training, look):
        newest = (
            select(Assessment.level)
            .where(Assessment.record == training.competence, Assessment.person == person)
            .order_by(Assessment.assessed_on.desc(), Assessment.position.desc())
        )
        before = look.session.scalars(newest.limit(1)).first() or ""
        found.append(Learner(person, look.get(person).title, training.target_level or "", before))
    return found


def record_levels(
    work: Work, key: UUID | str, *, only: Collection[UUID] | None = None, close: bool = False, waive: bool = False
) -> list[str]:
    """Write the levels that an effective training gave, and say whose.

    Args:
        work: the running change.
        key: the training.
        only: the people to write; None means all of them.
        close: the training closes in the same change.
        waive: what should be met before closing, but need not, is passed.

    Raises:
        RuleBroken: the record is no training, or there is nothing to write.
    """
    training = work.get(key)
    if not isinstance(training, Training):
        raise RuleBroken(f"{training.number} is no training.")
    chosen = [who for who in learners(work, training) if only is None or who.person in only]
    if not chosen and not close:
        raise RuleBroken(f"{training.number} has no levels to write: it needs an effective outcome and who was there.")
    if chosen and training.competence:
        there = cast("Sequence[Participant]", work.lines(training, Participant.__tablename__))
        papers = {line.person: line for line in there}
        rows = [_row(training, who, papers[who.person], work.today) for who in chosen]
        work.add_lines(training.competence, LINES, rows)
    names = [who.name for who in chosen]
    work.says = (
        f"Write the levels of {', '.join(names)} from {training.number}" if names else f"Close {training.number}"
    )
    if close:
        work.move(training, CLOSE, waive=waive)
    return names


def _row(training: Training, who: Learner, paper: Participant, today: date) -> dict[str, object]:
    return {
        "person": who.person,
        "level": who.level,
        "assessed_on": training.evaluated_on or training.held_on or today,
        "assessor": training.evaluator,
        "method": str(METHODS.get(Evaluation(training.evaluation or Evaluation.TEST), Method.TEST)),
        "certificate_no": paper.certificate_no,
        "valid_until": paper.valid_until,
        "evidence": training.number,
        "note": training.title[:500],
    }
