"""The cause analysis of a nonconformity: a tree of whys, a fishbone, and what is compared with what is not.

Decision: tree and fishbone are two drawings of the same lines. A cause has a number; the cause that it explains is
named by that number, so that the tree survives a workbook, a print and a second import. Rejected: a foreign key between
lines, which no spreadsheet can carry, and a table for each method, between which a cause would have to be typed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from sqlalchemy import inspect
from sqlalchemy.orm import Mapped

from qms_desktop.errors import Unmet
from qms_desktop.principles.continuous_improvement.faults import CauseCode, Nonconformity
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import choice, flag, text, whole
from qms_desktop.records.lines import Line
from qms_desktop.records.workflow import Context


class CauseKind(Choice):
    """What a cause explains."""

    OCCURRENCE = "occurrence", "Why it happened", Tone.RED
    ESCAPE = "escape", "Why it was not noticed", Tone.AMBER
    SYSTEMIC = "systemic", "Why the system let it", Tone.VIOLET


class Method(Choice):
    """How a cause was found."""

    WHYS = "five_why", "Five whys", Tone.BLUE
    FISHBONE = "fishbone", "Fishbone", Tone.BLUE
    COMPARISON = "is_is_not", "Is and is not", Tone.BLUE
    FAULT_TREE = "fault_tree", "Fault tree", Tone.BLUE


class Cause(Line, table="nonconformity_cause", of=Nonconformity):
    """One answer to "why", in its place under the one that it explains."""

    cause_no: Mapped[int | None] = whole("Cause no.", low=1, required=True)
    explains: Mapped[int | None] = whole("Explains no.", low=1, hint="Empty: the nonconformity itself")
    what: Mapped[str] = text("Cause", length=500, required=True)
    cause_kind: Mapped[str | None] = choice("Kind", CauseKind)
    family: Mapped[str | None] = choice("Family", CauseCode)
    method: Mapped[str | None] = choice("Found by", Method)
    verified: Mapped[bool | None] = flag("Verified")
    shown_by: Mapped[str | None] = text("Shown by", length=500)


class Distinction(Line, table="nonconformity_comparison", of=Nonconformity):
    """What is, beside what might be and is not; where they differ lies the cause."""

    question: Mapped[str] = text("Question", required=True, hint="What, where, when, how much")
    is_so: Mapped[str | None] = text("Is", length=500)
    is_not: Mapped[str | None] = text("Is not", length=500)
    distinction: Mapped[str | None] = text("What differs", length=500)
    change: Mapped[str | None] = text("What changed", length=500)


QUESTIONS = ("What", "Where", "When", "How much")
"""The questions with which a comparison begins."""


class Why(Protocol):
    """What the order of the causes is worked out from: a line, or a row of plain values."""

    @property
    def cause_no(self) -> int | None:
        """The number of the cause."""

    @property
    def explains(self) -> int | None:
        """The number of the cause that it explains."""


T = TypeVar("T", bound=Why)


def circle(causes: Sequence[Why]) -> list[int]:
    """The numbers of causes that explain each other in a circle, beginning with the smallest; empty where none do."""
    above = {cause.cause_no: cause.explains for cause in causes if cause.cause_no is not None}
    for start in sorted(above):
        way = [start]
        step = above[start]
        while step is not None and step in above and step not in way:
            way.append(step)
            step = above[step]
        if step == start:
            return way
    return []


def ordered(causes: Sequence[T]) -> list[tuple[T, int]]:
    """The causes as a tree is read, each behind the one that it explains, with its depth below the nonconformity.

    One that explains nothing known is a root. There is no circle among them (`no_circle`).
    """
    known = {cause.cause_no for cause in causes} - {None}
    below: dict[int | None, list[T]] = {}
    for cause in sorted(causes, key=_number, reverse=True):
        below.setdefault(cause.explains if cause.explains in known else None, []).append(cause)
    found: list[tuple[T, int]] = []
    waiting = [(cause, 0) for cause in below.get(None, ())]
    while waiting:
        cause, depth = waiting.pop()
        found.append((cause, depth))
        if cause.cause_no is not None:
            waiting += [(further, depth + 1) for further in below.get(cause.cause_no, ())]
    return found


def _number(cause: Why) -> int:
    return cause.cause_no or 0


def kinds(causes: Sequence[Cause]) -> dict[int | None, CauseKind]:
    """What each cause explains in the end: what it says itself, else what the one says that it explains."""
    found: dict[int | None, CauseKind] = {}
    for cause, _ in ordered(causes):
        above = found.get(cause.explains, CauseKind.OCCURRENCE)
        found[cause.cause_no] = CauseKind(cause.cause_kind) if cause.cause_kind else above
    return found


def root_causes(causes: Sequence[Cause], kind: CauseKind) -> list[Cause]:
    """The verified causes of a kind behind which no other verified cause of that kind stands."""
    of = kinds(causes)
    verified = [c for c in causes if c.verified and of.get(c.cause_no) == kind]
    explained = {c.explains for c in verified}
    return [c for c in verified if c.cause_no not in explained]


def no_circle(nonconformity: Nonconformity, context: Context) -> Iterator[Unmet]:
    """No cause explains itself, by whichever door it came."""
    found = circle(_causes(nonconformity, context))
    if found:
        way = ", which explains no. ".join(str(n) for n in [*found, found[0]])
        yield Unmet(f"The causes explain each other in a circle: no. {way}. Change one of them.", field="explains")


def traced(nonconformity: Nonconformity, context: Context) -> Iterator[Unmet]:
    """Where causes are listed, those that count are verified, each by something that shows it."""
    causes = _causes(nonconformity, context)
    known = {cause.cause_no for cause in causes}
    for cause in causes:
        if cause.explains is not None and cause.explains not in known:
            yield _unmet(f"Cause no. {cause.cause_no} explains no. {cause.explains}, which is not there.")
        if cause.verified and not cause.shown_by:
            yield _unmet(f"Cause no. {cause.cause_no} is called verified. Say what shows it.")
    if causes and not root_causes(causes, CauseKind.OCCURRENCE):
        yield _unmet("None of the causes of why it happened is verified.")
    if causes and nonconformity.escape_cause and not root_causes(causes, CauseKind.ESCAPE):
        demanded = nonconformity.quantity is not None
        yield _unmet("None of the causes of why it was not noticed is verified.", must=demanded)


TOLD_APART = "\x1e"
"""Between the three texts in `causes_told`; no text that is typed has it."""
FOLLOWING = (
    (CauseKind.OCCURRENCE, Nonconformity.occurrence_cause),
    (CauseKind.ESCAPE, Nonconformity.escape_cause),
    (CauseKind.SYSTEMIC, Nonconformity.systemic_cause),
)
"""The texts that follow from the verified causes."""


def follow(nonconformity: Nonconformity, context: Context) -> None:
    """Let the texts say what the verified causes say, except those that somebody typed."""
    causes = _causes(nonconformity, context)
    if not causes and not nonconformity.causes_told:
        return
    before = [*(nonconformity.causes_told or "").split(TOLD_APART), "", "", ""]
    now = ["\n".join(c.what for c in root_causes(causes, kind)) for kind, _ in FOLLOWING]
    for (_, attribute), old, new in zip(FOLLOWING, before, now, strict=False):
        if (getattr(nonconformity, attribute.key) or "") in ("", old):
            setattr(nonconformity, attribute.key, new or None)
    nonconformity.causes_told = TOLD_APART.join(now) if any(now) else None
    roots = root_causes(causes, CauseKind.OCCURRENCE)
    nonconformity.cause_verified = bool(roots)
    families = {cause.family for cause in roots if cause.family}
    if nonconformity.cause_code is None and len(families) == 1:
        nonconformity.cause_code = families.pop()


def _causes(nonconformity: Nonconformity, context: Context) -> Sequence[Cause]:
    if not inspect(nonconformity).persistent:
        return ()  # what is being made has no lines yet, and an import of thousands need not ask
    with context.session.no_autoflush:
        return context.lines(nonconformity, Cause.__tablename__)


def _unmet(sentence: str, *, must: bool = True) -> Unmet:
    return Unmet(sentence, field=Cause.__tablename__, must=must)


def next_number(causes: Iterable[Why]) -> int:
    """The number of one more cause."""
    return max((cause.cause_no or 0 for cause in causes), default=0) + 1
