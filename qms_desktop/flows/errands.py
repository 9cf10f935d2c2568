"""Errands: what a record asks of one that is there already. It is chosen, tied, and moved to where the work begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from qms_desktop.errors import RuleBroken
from qms_desktop.records.base import Record
from qms_desktop.records.links import Relation
from qms_desktop.records.register import Register


@dataclass(frozen=True, slots=True)
class Errand:
    """From a record of `kind` to one of `target`, which takes the transition `move` where it starts in its state."""

    name: str
    label: str
    kind: str
    target: str
    relation: Relation
    move: str


class Work(Protocol):
    """What the workspace's running change offers to an errand."""

    def register(self, kind: str) -> Register:
        """The register of a kind."""

    def link(self, source: Record, relation: Relation, target: Record) -> object:
        """Tie two records."""

    def move(self, record: Record, name: str, *, reason: str | None = None) -> Record:
        """Take a transition."""


def run(work: Work, record: Record, errand: Errand, other: Record) -> Record:
    """Tie the two, and begin with the other one; what is being worked on already is only tied.

    Raises:
        RuleBroken: the other one is of another kind, or its transition is refused.
    """
    register = work.register(errand.target)
    if other.kind != errand.target:
        raise RuleBroken(f"{other.number} is no {register.one}. Choose one.")
    work.link(record, errand.relation, other)
    if register.workflow.named(other.state, errand.move) is not None:
        work.move(other, errand.move, reason=f"Because of {record.number}")
    return other


def errands_of(kind: str) -> tuple[Errand, ...]:
    """The errands that begin at a record of this kind."""
    return tuple(errand for errand in ERRANDS if errand.kind == kind)


CHANGE_DOCUMENT = ("change_document", "Change a document")
REVIEW_RISK = ("review_risk", "Review a risk")

ERRANDS: tuple[Errand, ...] = (
    Errand(*CHANGE_DOCUMENT, "nonconformity", "document", Relation.CHANGES, "new_version"),
    Errand(*CHANGE_DOCUMENT, "corrective_action", "document", Relation.CHANGES, "new_version"),
    Errand(*CHANGE_DOCUMENT, "suggestion", "document", Relation.CHANGES, "new_version"),
    Errand(*CHANGE_DOCUMENT, "action", "document", Relation.CHANGES, "new_version"),
    Errand(*REVIEW_RISK, "complaint", "risk", Relation.LED_TO, "review"),
    Errand(*REVIEW_RISK, "nonconformity", "risk", Relation.LED_TO, "review"),
    Errand(*REVIEW_RISK, "corrective_action", "risk", Relation.TREATS, "review"),
)
"""Every errand, in the order in which the window offers them."""
