"""Answers to "why" that end the question too early."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import select

from qms_desktop.errors import Unmet
from qms_desktop.principles.continuous_improvement.promises import Action, ActionKind, State
from qms_desktop.records.base import Record
from qms_desktop.records.types import fold
from qms_desktop.records.workflow import Attribute, Context, Guard

EXCUSES = {fold(text) for text in (
    "human error", "human failure", "operator error", "operator mistake", "error of operator", "carelessness",
    "inattention", "lack of attention", "menschliches versagen", "menschlicher fehler", "bedienfehler",
    "unachtsamkeit", "erreur humaine", "erreur de l'opérateur", "inattention de l'opérateur", "error humano",
    "descuido", "erro humano", "falha humana", "errore umano", "человеческий фактор",
)}  # fmt: skip
"""Answers that name somebody to blame, and no cause that could be removed."""

TEACHING = re.compile(
    r"\b(re)?train|\b(re)?instruct|\bbrief|\bremind|\bteach|awareness|schul|unterweis|\bform(er|ation)|sensibilis"
    r"|sensibiliz|capacita|\btreina|formazion|addestra|обуч|инструкт"
)
"""What says that people are told something, once folded."""


def no_excuse(cause: Attribute) -> Guard:
    """A guard: none of the causes in that field, one in a line, is a bare "human error"."""

    def guard(record: Record, _context: Context) -> Iterator[Unmet]:
        if any(fold(line).strip(" .!") in EXCUSES for line in (getattr(record, cause.key) or "").splitlines()):
            yield Unmet("That somebody erred is not yet a cause. What allowed it?", field=cause.key)

    return guard


def more_than_teaching(record: Record, context: Context) -> Iterator[Unmet]:
    """Where people are told something and nothing else changes, the question is asked."""
    query = select(Action).where(
        Action.source == record.id,
        Action.action_kind == ActionKind.CORRECTIVE,
        Action.voided.is_(False),
        Action.state != State.CANCELLED,
    )
    planned = context.session.scalars(query).all()
    if planned and all(TEACHING.search(fold(action.title)) for action in planned):
        sentence = "Training alone seldom lasts. What allowed it, and what will be different for those who come after?"
        yield Unmet(sentence, record=planned[0].id, must=False)
