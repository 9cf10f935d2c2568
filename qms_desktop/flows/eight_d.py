"""The 8D view: the same records read by the eight disciplines, and what each of them still lacks.

Decision: nothing is stored. An 8D report beside the records would be typed twice and differ by the second week; this
one is read from complaint, nonconformity, corrective action, actions, documents and trainings whenever somebody looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from qms_desktop.errors import RuleBroken
from qms_desktop.principles.continuous_improvement.corrective import CorrectiveAction, FormerCycle, Measured
from qms_desktop.principles.continuous_improvement.promises import Action, ActionKind
from qms_desktop.principles.continuous_improvement.promises import State as ActionState
from qms_desktop.records.base import Record
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.reading import in_words
from qms_desktop.workspace.rows import Ref

COMPLAINT, NONCONFORMITY, CORRECTIVE_ACTION = BEGINS = ("complaint", "nonconformity", "corrective_action")
AT_ONCE = (ActionKind.CONTAINMENT, ActionKind.CORRECTION)
PLACES = ("containment_own", "containment_transit", "containment_customer", "containment_supplier")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a discipline: what it is, what it says, and the record that says it."""

    label: str
    words: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class Discipline:
    """One of D0 to D8. Where it has no entries, `missing` says what is missing and `where` leads there."""

    code: str
    title: str
    entries: tuple[Entry, ...]
    missing: str = ""
    where: Ref | None = None


@dataclass(frozen=True, slots=True)
class EightD:
    """All disciplines of one problem, as plain values."""

    about: Ref
    cycle: int
    records: tuple[Ref, ...]
    disciplines: tuple[Discipline, ...]

    @property
    def name(self) -> str:
        """The number, with the cycle from the second one on."""
        return f"{self.about.number} cycle {self.cycle}" if self.cycle > 1 else self.about.number

    @property
    def filled(self) -> int:
        """How many disciplines say something."""
        return sum(not d.missing for d in self.disciplines)


def eight_d(look: Look, key: UUID | str) -> EightD:
    """The eight disciplines from a complaint, a nonconformity or a corrective action, by key or number.

    Raises:
        RuleBroken: there is no such record, or it is of another kind.
    """
    record = look.get(key)
    if record.kind not in BEGINS:
        raise RuleBroken(f"{record.number} has no 8D. Name a complaint, a nonconformity or a corrective action.")
    told = _Told(look, record)
    action = next(iter(told.corrective), None)
    refs = tuple(_ref(r) for r in (*told.complaints, *told.nonconformities, *told.corrective))
    about = action if action is not None else record
    return EightD(_ref(about), getattr(action, "cycle", None) or 1, refs, tuple(_disciplines(told)))


@dataclass
class _Told:
    """The records of one problem, and how they are read."""

    look: Look
    record: Record
    complaints: list[Record] = field(default_factory=list)
    nonconformities: list[Record] = field(default_factory=list)
    corrective: list[CorrectiveAction] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Gather by the links, from the record outwards; the one that was asked for comes first of its kind."""
        found: dict[str, dict[UUID, Record]] = {kind: {} for kind in BEGINS}
        found[self.record.kind][self.record.id] = self.record
        for _step in range(2):  # a corrective action reaches the complaint by way of its nonconformity
            for one in [r for records in list(found.values()) for r in records.values()]:
                for kind in BEGINS:
                    if kind not in (one.kind, self.record.kind):
                        found[kind].update((r.id, r) for r in self.look.linked(one, kind))
        self.complaints, self.nonconformities = (list(found[kind].values()) for kind in BEGINS[:2])
        self.corrective = [r for r in found[CORRECTIVE_ACTION].values() if isinstance(r, CorrectiveAction)]

    @property
    def all(self) -> list[Record]:
        """Everything that the problem is told by."""
        return [*self.complaints, *self.nonconformities, *self.corrective]

    def said(self, record: Record, *names: str) -> Iterator[Entry]:
        """The fields of a record that are filled, with their labels."""
        fields = self.look.registers[record.kind].fields
        for name in names:
            if name not in fields or getattr(record, name) in (None, "", False):
                continue
            value: object = getattr(record, name)
            if isinstance(value, UUID):
                other = self.look.session.get(Record, value)
                value = other.title if other is not None else None
            yield Entry(fields[name].label, in_words(fields[name], value), _ref(record))

    def of_each(self, records: Iterable[Record], *names: str) -> list[Entry]:
        """The same fields of several records."""
        return [entry for record in records for entry in self.said(record, *names)]

    def in_short(self, records: Iterable[Record], *names: str) -> list[Entry]:
        """Short fields on one line for each record."""
        found = ((r, " · ".join(f"{e.label}: {e.words}" for e in self.said(r, *names))) for r in records)
        return [Entry(self.look.registers[r.kind].one.capitalize(), words, _ref(r)) for r, words in found if words]

    def actions(self, *, at_once: bool) -> list[Action]:
        """The actions of all records; those that contain and correct, or those that remove causes."""
        query = select(Action).where(
            Action.source.in_([r.id for r in self.all]),
            Action.voided.is_(False),
            Action.state != ActionState.CANCELLED,
        )
        found = self.look.session.scalars(query.order_by(Action.id))
        return [a for a in found if (a.action_kind in AT_ONCE) is at_once]

    def step(self, action: Action, *, done: bool) -> Entry:
        """An action on one line: who and by when, or what became of it."""
        owner = self.look.session.get(Record, action.owner) if action.owner else None
        state = ActionState(action.state).label.lower()
        if done:
            parts = [state, f"on {action.done_on}" if action.done_on else "", action.evidence or action.outcome or ""]
        else:
            parts = [owner.title if owner else "nobody yet", f"until {action.due_on}" if action.due_on else ""]
        words = f"{action.title}: {', '.join(part for part in parts if part)}"
        return Entry(_addressed(action), words, _ref(action))

    def linked(self, kind: str) -> list[Record]:
        """The records of a kind that any of them is tied to, once each."""
        found = {r.id: r for one in self.all for r in self.look.linked(one, kind)}
        return list(found.values())

    def standing(self, record: Record) -> Entry:
        """A tied record with its state."""
        register = self.look.registers[record.kind]
        state = register.workflow.states(record.state).label.lower()
        return Entry(register.one.capitalize(), f"{record.title} ({state})", _ref(record))

    def lines(self, table: str) -> list[tuple[CorrectiveAction, object]]:
        """The lines of the corrective actions."""
        return [(action, line) for action in self.corrective for line in self.look.lines(action, table)]


def _disciplines(told: _Told) -> Iterator[Discipline]:
    first = told.record
    problem = next(iter(told.nonconformities or told.complaints), first)
    plan = next(iter(told.corrective), None)
    for code, title, entries, missing, where in (
        ("D0", "Emergency response", _d0(told), "Nobody has written down how it was reported.", problem),
        ("D1", "Team", _d1(told), "Nobody is named yet.", plan),
        ("D2", "Problem", _d2(told), "The problem is not described yet.", problem),
        ("D3", "Containment", _d3(told), "Nothing is held back or corrected yet.", problem),
        ("D4", "Causes", _d4(told), "The causes are not known yet.", plan or problem),
        ("D5", "Chosen actions", _d5(told), "No action is planned against the causes yet.", plan),
        ("D6", "Implementation and proof", _d6(told), "Nothing is implemented yet.", plan),
        ("D7", "Prevention", _d7(told), "No document, training, risk or other place was looked at yet.", plan),
        ("D8", "Closing", _d8(told), "It is not closed yet.", plan),
    ):
        if entries:
            yield Discipline(code, title, tuple(entries))
        else:
            without = "" if plan or where else " There is no corrective action yet: raise one first."
            yield Discipline(code, title, (), missing + without, _ref(where or first))


def _d0(told: _Told) -> list[Entry]:
    complained = ("customer", "occurred_on", "channel", "severity", "acknowledged_on", "interim_due")
    return [
        *told.in_short(told.complaints, *complained),
        *told.in_short(told.nonconformities, "occurred_on", "detected_where", "source", "severity"),
    ]


def _d1(told: _Told) -> list[Entry]:
    return told.of_each(told.corrective, "team", "owner") or told.of_each(told.nonconformities, "owner")


def _d2(told: _Told) -> list[Entry]:
    where = ("product", "lot", "qty_delivered", "qty_affected", "quantity")
    return [
        *told.of_each(told.complaints, "description"),
        *told.in_short(told.complaints, *where),
        *told.of_each(told.nonconformities, "statement", "requirement", "evidence"),
        *told.in_short(told.nonconformities, *where),
        *told.of_each(told.corrective, "description", "baseline"),
    ]


def _d3(told: _Told) -> list[Entry]:
    return [
        *told.in_short(told.complaints, *PLACES[:3], "remedy"),
        *told.of_each(told.nonconformities, "containment"),
        *told.in_short(told.nonconformities, *PLACES, "contained_on"),
        *told.of_each(told.nonconformities, "correction"),
        *told.in_short(told.nonconformities, "correction_verified_on", "correction_verified_by"),
        *(told.step(action, done=True) for action in told.actions(at_once=True)),
    ]


def _d4(told: _Told) -> list[Entry]:
    causes = ("occurrence_cause", "escape_cause", "systemic_cause", "cause_verified")
    return (
        told.of_each(told.corrective, *causes)
        or told.of_each(told.nonconformities, *causes)
        or told.of_each(told.complaints, "cause_summary")
    )


def _d5(told: _Told) -> list[Entry]:
    planned = [told.step(action, done=False) for action in told.actions(at_once=False)]
    criterion = told.of_each(told.corrective, "criterion", "data_source", "check_on")
    approved = told.in_short(told.corrective, "approved_by", "approved_on")
    return [*planned, *criterion, *approved] if planned else []


def _d6(told: _Told) -> list[Entry]:
    done = [told.step(a, done=True) for a in told.actions(at_once=False) if a.done_on or a.state != ActionState.OPEN]
    return [
        *done,
        *told.of_each(told.corrective, "implemented_on", "result", "result_evidence"),
        *_measured(told.lines(Measured.__tablename__)),
        *_former(told.lines(FormerCycle.__tablename__)),
    ]


def _measured(lines: Sequence[tuple[CorrectiveAction, object]]) -> Iterator[Entry]:
    for action, line in lines:
        if isinstance(line, Measured) and line.finding and line.finding != action.result_evidence:
            yield Entry(f"Measured on {line.measured_on}, cycle {line.cycle}", line.finding, _ref(action))


def _former(lines: Sequence[tuple[CorrectiveAction, object]]) -> Iterator[Entry]:
    for action, line in lines:
        if isinstance(line, FormerCycle):
            parts = (line.criterion, line.plan, line.evidence)
            yield Entry(f"Cycle {line.cycle}, ended {line.ended_on}", "\n".join(p for p in parts if p), _ref(action))


def _d7(told: _Told) -> list[Entry]:
    followed = [r for kind in ("document", "training", "risk") for r in told.linked(kind)]
    answers = ("read_across", "risk_update", "document_update", "training_update", "not_needed_reason")
    return [*map(told.standing, followed), *told.of_each(told.corrective, *answers)]


def _d8(told: _Told) -> list[Entry]:
    return [
        *told.of_each(told.complaints, "replied_on", "customer_verdict", "lessons"),
        *told.of_each([a for a in told.corrective if a.closed_on], "verifier", "closed_on"),
    ]


def _addressed(action: Action) -> str:
    kinds = {str(kind): kind.label for kind in ActionKind}
    return kinds.get(action.action_kind or "", "Action")


def _ref(record: Record) -> Ref:
    return Ref(record.id, record.kind, record.number, record.title)
