"""What a policy is: its wording, its commitments, and which of them objectives serve. The database has one in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast
from uuid import UUID

from sqlalchemy import Boolean, Index, Table, select
from sqlalchemy.orm import Mapped, mapped_column

from qms_desktop.principles.leadership.aims import Objective
from qms_desktop.principles.leadership.aims import State as ObjectiveState
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import day, person, reference, text
from qms_desktop.records.lines import Line
from qms_desktop.records.workflow import Context


class State(Choice):
    """Whether it is in force."""

    DRAFT = "draft", "Draft", Tone.BLUE
    IN_FORCE = "in_force", "In force", Tone.GREEN
    REPLACED = "replaced", "Replaced", Tone.GREY


class Policy(Record, kind="policy"):
    """One wording of the policy."""

    communicated: Mapped[str | None] = text("How it is made known", length=500)
    document: Mapped[UUID | None] = reference("Document", "document")
    approved_by: Mapped[UUID | None] = person("Approved by", computed=True)
    approved_on: Mapped[date | None] = day("In force since", computed=True)
    in_force: Mapped[bool | None] = mapped_column(Boolean)
    """The mark of the one in force, of which the database has one."""


class Commitment(Line, table="policy_commitment", of=Policy):
    """One thing that the policy promises."""

    what: Mapped[str] = text("Commitment", length=500, required=True)
    objective: Mapped[UUID | None] = reference("Served by", "objective")


_table = Policy.__table__
if isinstance(_table, Table):
    # the database itself lets no second one in, by whichever door
    Index(
        "uq_policy_in_force", _table.c.in_force, unique=True,
        sqlite_where=_table.c.in_force.is_(True), postgresql_where=_table.c.in_force.is_(True),
    )  # fmt: skip


def coverage(policy: Policy, context: Context) -> tuple[int, int]:
    """How many commitments are served by an active objective, of how many."""
    every = _commitments(policy, context)
    return len(every) - len(unserved(policy, context, (ObjectiveState.ACTIVE,))), len(every)


def unserved(policy: Policy, context: Context, states: Sequence[ObjectiveState]) -> list[Commitment]:
    """The commitments that no objective in one of these states names, or is named by."""
    query = select(Objective.id, Objective.commitment)
    known = context.session.execute(query.where(Objective.state.in_(states), Objective.voided.is_(False))).all()
    keys, texts = {key for key, _ in known}, {(said or "").strip().casefold() for _, said in known}
    every = _commitments(policy, context)
    return [c for c in every if c.objective not in keys and c.what.strip().casefold() not in texts]


def _commitments(policy: Policy, context: Context) -> Sequence[Commitment]:
    return cast("Sequence[Commitment]", context.lines(policy, Commitment.__tablename__))
