"""The process map: the processes in their bands, what flows between them, and what is the matter with each today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from qms_desktop.insight.period import Length, Period
from qms_desktop.insight.scope import Scope, narrowed
from qms_desktop.principles.evidence_based_decision_making.figures import Standing
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator
from qms_desktop.principles.process_approach.processes import WORKFLOW, Input, Output, Process, ProcessType, State
from qms_desktop.principles.risk_based_thinking.matrix import Level, above_appetite
from qms_desktop.principles.risk_based_thinking.risks import Risk
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Tone
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace

BANDS = (*(str(kind) for kind in ProcessType), "")
"""The bands from top to bottom; the last holds the processes that nobody has sorted yet."""
TROUBLES = ("nonconformity", "complaint", "corrective_action", "nonconforming_output", "out_of_tolerance", "finding")
"""Kinds of records of which an open one is told, even when nothing about it is late."""
HEAVY = (*TROUBLES, Risk.KIND, Indicator.KIND)
HEAVY_WHEN_LATE = (*TROUBLES, "equipment")
"""Kinds of which something bad weighs more than a late task, however much of that there is."""
LATE = {
    "document": ("{} document to review", "{} documents to review"),
    "equipment": ("{} calibration overdue", "{} calibrations overdue"),
    "indicator": ("{} indicator value overdue", "{} indicator values overdue"),
    "risk": ("{} risk to review", "{} risks to review"),
    "suggestion": ("{} suggestion unanswered", "{} suggestions unanswered"),
}
"""What is late about kinds of records whose due day is not that of the record itself."""
WORST = (Tone.RED, Tone.AMBER)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that is the matter with a process, and the records behind it; None where they are its own lines."""

    tone: Tone
    count: int
    words: str
    behind: Listing | None = None
    heavy: bool = False
    """Told before others of its tone, however few they are."""


@dataclass(frozen=True, slots=True)
class Node:
    """One process on the map."""

    id: UUID
    number: str
    title: str
    code: str
    band: str
    owner: str
    takes: tuple[str, ...] = ()
    """Who outside gives it something."""
    gives: tuple[str, ...] = ()
    """Who outside gets something from it."""
    signs: tuple[Sign, ...] = ()
    """The worst first."""

    @property
    def name(self) -> str:
        """Code and title."""
        return f"{self.code} {self.title}".strip()

    @property
    def tone(self) -> Tone:
        """The tone of the worst sign."""
        return self.signs[0].tone if self.signs else Tone.GREEN


@dataclass(frozen=True, slots=True)
class ProcessMap:
    """What one moment of the file says."""

    nodes: tuple[Node, ...] = ()
    flows: Mapping[tuple[UUID, UUID], tuple[str, ...]] = field(default_factory=dict)
    """What goes from one process to another."""

    def band(self, name: str) -> tuple[Node, ...]:
        """The processes of a band, in their order."""
        return tuple(node for node in self.nodes if node.band == name)

    def node(self, key: UUID) -> Node | None:
        """A process of the map."""
        return next((node for node in self.nodes if node.id == key), None)


def draw(look: Look) -> ProcessMap:
    """Put the map together."""
    scope = Scope(look, Period(look.today, Length.YEAR))
    known = _processes(scope)
    flows: dict[tuple[UUID, UUID], dict[str, str]] = {}
    outside: dict[str, dict[UUID, list[str]]] = {"takes": {}, "gives": {}, "inputs": {}, "outputs": {}}
    for model, other, side, loose in (
        (Input, Input.supplier, "takes", "inputs"),
        (Output, Output.receiver, "gives", "outputs"),
    ):
        query = select(model.record, other, model.what, model.party).order_by(model.record, model.position)
        for own, beside, what, party in scope.connection.execute(query):
            if own not in known:
                continue
            if beside in known:
                ends = (beside, own) if model is Input else (own, beside)
                flows.setdefault(ends, {}).setdefault(what.casefold(), what)
            elif party:
                outside[side].setdefault(own, []).append(party)
            else:
                outside[loose].setdefault(own, []).append(what)
    signs = _signs(scope)
    nodes = [
        replace(
            node,
            takes=tuple(dict.fromkeys(outside["takes"].get(key, ()))),
            gives=tuple(dict.fromkeys(outside["gives"].get(key, ()))),
            signs=_sorted(
                [*signs.get(key, ()), *_loose(outside["inputs"].get(key, ()), outside["outputs"].get(key, ()))]
            ),
        )
        for key, node in known.items()
    ]
    nodes.sort(key=lambda node: (BANDS.index(node.band), not node.code, _counting(node.code), node.title.casefold()))
    return ProcessMap(tuple(nodes), {ends: tuple(whats.values()) for ends, whats in flows.items()})


def read(workspace: Workspace) -> ProcessMap:
    """The same in a read of its own."""
    with workspace.read() as look:
        return draw(look)


def signs_of(scope: Scope, process: UUID) -> tuple[Sign, ...]:
    """What is the matter with one process, its own lines left out."""
    return _sorted(_signs(scope, process).get(process, ()))


def _processes(scope: Scope) -> dict[UUID, Node]:
    states = [str(state) for state in State if not WORKFLOW.is_closed(state)]
    own, base, owner = Process.__table__, Record.__table__, Record.__table__.alias()
    query = (
        select(base.c.id, base.c.number, base.c.title, own.c.code, own.c.process_type, owner.c.title)
        .select_from(base.join(own, own.c.id == base.c.id).outerjoin(owner, owner.c.id == base.c.owner))
        .where(base.c.kind == Process.KIND, base.c.voided.is_(False), base.c.state.in_(states))
    )
    found = scope.connection.execute(query)
    return {row[0]: Node(*row[:3], row[3] or "", row[4] or "", row[5] or "") for row in found}


def _signs(scope: Scope, process: UUID | None = None) -> dict[UUID, list[Sign]]:
    found: dict[UUID, list[Sign]] = {}
    for listing, tone, one, several in _questions(scope):
        asked = narrowed(listing, process=process) if process else listing
        heavy = listing.kind in HEAVY if listing.overdue_on is None else listing.kind in HEAVY_WHEN_LATE
        for key, count in scope.by(asked, Record.process.key).items():
            if key is not None:
                words = (one if count == 1 else several).format(f"{count:,}")
                found.setdefault(key, []).append(Sign(tone, count, words, narrowed(listing, process=key), heavy))
    return found


def _questions(scope: Scope) -> Iterator[tuple[Listing, Tone, str, str]]:
    """What is asked of all processes at once: the records, how bad they are, the words for one and for several."""
    for kind, register in scope.look.registers.items():
        if Record.process.key in register.fields:
            one, several = register.one, register.title.lower()
            late = LATE.get(kind, (f"{{}} {one} overdue", f"{{}} {several} overdue"))
            yield scope.overdue(kind), Tone.RED, *late
            if kind in TROUBLES:
                yield scope.standing(kind), Tone.AMBER, f"{{}} open {one}", f"{{}} open {several}"
    levels = tuple(str(level) for level in Level if above_appetite(level))
    above = scope.standing(Risk.KIND, **{Risk.level.key: levels})
    yield above, Tone.RED, "{} risk above the appetite", "{} risks above the appetite"
    standing = Indicator.standing.key
    alarm = scope.standing(Indicator.KIND, **{standing: str(Standing.ALARM)})
    yield alarm, Tone.RED, "{} indicator beyond its limit", "{} indicators beyond their limits"
    missed = scope.standing(Indicator.KIND, **{standing: str(Standing.MISSED)})
    yield missed, Tone.AMBER, "{} indicator off target", "{} indicators off target"


def _counting(code: str) -> list[tuple[str, int]]:
    """The code as people sort it: C2 before C10."""
    return [(letters.casefold(), int(digits or 0)) for letters, digits in re.findall(r"(\D*)(\d*)", code)]


def _loose(inputs: Any, outputs: Any) -> Iterator[Sign]:
    """Lines that end nowhere: outputs that nobody gets, inputs that nobody gives."""
    for count, one, several in (
        (len(outputs), "output goes nowhere", "outputs go nowhere"),
        (len(inputs), "input comes from nowhere", "inputs come from nowhere"),
    ):
        if count:
            yield Sign(Tone.AMBER, count, f"{count} {one if count == 1 else several}")


def _sorted(signs: Any) -> tuple[Sign, ...]:
    return tuple(sorted(signs, key=lambda sign: (WORST.index(sign.tone), not sign.heavy, -sign.count)))
