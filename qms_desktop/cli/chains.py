"""The chain a record stands in, from the first complaint to the last action, seen from any of its links."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from qms_desktop.flows.links import FIELD_RELATIONS
from qms_desktop.records.links import Relation
from qms_desktop.workspace.views import LinkView, RecordView, Ref
from qms_desktop.workspace.workspace import Workspace

FORWARD = {Relation.LED_TO: True, Relation.CORRECTS: False, Relation.CAUSED_BY: False, Relation.TREATS: False}
"""The relations that make a chain, and whether their target comes later in it."""
TIES = {field for _kind, field in FIELD_RELATIONS}
LONGEST = 60


class Step(NamedTuple):
    """A record of the chain; `depth` counts from the record where it began."""

    depth: int
    relation: str
    number: str
    kind: str
    title: str
    state: str


def chain(workspace: Workspace, view: RecordView) -> list[Step]:
    """The records before and after this one, itself included, in their order; empty where it stands alone."""
    first, seen = view, {view.id}
    while (before := _before(first)) and before not in seen and len(seen) < LONGEST:
        seen.add(before)
        first = workspace.view(before)
    steps: list[Step] = []
    _walk(workspace, first, Step(0, "", first.number, first.kind, first.title, first.state), steps, set())
    return steps if len(steps) > 1 else []


def _walk(workspace: Workspace, view: RecordView, step: Step, steps: list[Step], seen: set[UUID]) -> None:
    seen.add(view.id)
    steps.append(step)
    for link in view.links:
        other = link.other
        if other.id not in seen and _comes_later(link) is True and len(steps) < LONGEST:
            below = Step(step.depth + 1, _word(link), other.number, other.kind, other.title, link.state)
            _walk(workspace, workspace.view(other.id), below, steps, seen)


def _before(view: RecordView) -> UUID | None:
    """The record that this one came from: by a link, else by a field that names it."""
    linked = (link.other.id for link in view.links if _comes_later(link) is False)
    named = (value.id for name in sorted(TIES) if isinstance(value := view.value(name), Ref))
    return next(linked, None) or next(named, None)


def _comes_later(link: LinkView) -> bool | None:
    """Whether the other record comes later in the chain; None where the tie is not part of one."""
    if link.voided:
        return None
    if link.link is None:
        return True if (link.other.kind, link.relation) in FIELD_RELATIONS else None
    for relation, forward in FORWARD.items():
        if link.relation == relation:
            return forward
        if link.relation == relation.inverse[0]:
            return not forward
    return None


def _word(link: LinkView) -> str:
    if link.link is None:
        return FIELD_RELATIONS[link.other.kind, link.relation].label.lower()
    return link.label.lower()
