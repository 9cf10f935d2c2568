"""The causes of a nonconformity as drawings: where lines and words go, on screen and on paper.

The fishbone is laid out here once; the window and the printed record only draw it, each in its own fonts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from qms_desktop.principles.continuous_improvement.causes import Cause, CauseKind
from qms_desktop.principles.continuous_improvement.faults import CauseCode
from qms_desktop.workspace.views import RecordView

Point = tuple[float, float]
SIX = tuple(code for code in CauseCode if code is not CauseCode.MANAGEMENT)
"""The bones that every fishbone has."""
UNSORTED = ""
"""The bone of causes without a family."""
EDGE, SLANT, GAP = 6.0, 36.0, 6.0
LEAST, HEAD_SHARE = 2, 0.18
WORDS = 2
"""Lines of a cause on a bone."""


@dataclass(frozen=True, slots=True)
class Node:
    """One cause, as plain values."""

    key: UUID
    cause_no: int | None
    explains: int | None
    what: str
    cause_kind: str | None
    family: str | None
    verified: bool
    shown_by: str

    @property
    def label(self) -> str:
        """Its number and its words."""
        return f"{self.cause_no}  {self.what}"


def causes_of(view: RecordView) -> tuple[Node, ...]:
    """The causes that a record lists."""
    for lines in view.lines:
        if lines.name == Cause.__tablename__:
            names = [f.name for f in lines.fields]
            return tuple(_node(row.id, dict(zip(names, row.cells, strict=True))) for row in lines.rows)
    return ()


def _node(key: UUID, values: dict[str, object]) -> Node:
    number, above = values["cause_no"], values["explains"]
    kind, family = values["cause_kind"], values["family"]
    return Node(
        key,
        number if isinstance(number, int) else None,
        above if isinstance(above, int) else None,
        str(values["what"] or ""),
        str(kind) if kind else None,
        str(family) if family else None,
        bool(values["verified"]),
        str(values["shown_by"] or ""),
    )


def kind_label(node: Node) -> str:
    """What a cause explains, in words; nothing where it says nothing itself."""
    return CauseKind(node.cause_kind).label if node.cause_kind else ""


def family_label(family: str) -> str:
    """The name of a bone."""
    return CauseCode(family).label if family else "Not sorted yet"


class Rib(NamedTuple):
    """A cause on its bone: the line below its words, and the words."""

    node: Node
    start: Point
    end: Point
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bone:
    """One family: where its name stands (left, top), its line, and its ribs."""

    family: str
    name: Point
    width: float
    start: Point
    end: Point
    ribs: tuple[Rib, ...]


@dataclass(frozen=True, slots=True)
class Fishbone:
    """The whole drawing, measured from the left top; `head` is left, top, width and height of the box of the effect."""

    width: float
    height: float
    spine: float
    head: tuple[float, float, float, float]
    bones: tuple[Bone, ...] = field(default=())


def families(causes: Sequence[Node]) -> list[str]:
    """The six bones, and those that are needed besides."""
    used = {cause.family or UNSORTED for cause in causes}
    more = [name for name in (str(CauseCode.MANAGEMENT), UNSORTED) if name in used]
    return [*map(str, SIX), *more]


def fishbone(
    causes: Sequence[Node], width: float, line: float, fold: Callable[[str, float], Sequence[str]]
) -> Fishbone:
    """Lay the causes out in a width. `line` is the height of a line of words, `fold` breaks words at a width."""
    names = families(causes)
    columns = (len(names) + 1) // 2
    head = width * HEAD_SHARE
    column = (width - head - EDGE) / columns
    rib, title = WORDS * line + GAP, line + 2 * GAP
    counts = {name: sum((c.family or UNSORTED) == name for c in causes) for name in names}
    most = [max(LEAST, *(counts[n] for n in half)) for half in (names[:columns], names[columns:])]
    above, below = (title + count * rib + 2 * GAP for count in most)
    bones = []
    for place, name in enumerate(names):
        upper = place < columns
        left = (place % columns) * column
        right = left + column
        start = (right - SLANT, title if upper else above + below - title)
        end = (right, above)
        own = [c for c in causes if (c.family or UNSORTED) == name]
        ribs = []
        for number, cause in enumerate(own):
            y = title + (number + 1) * rib if upper else above + 2 * GAP + (number + 1) * rib
            x = start[0] + (end[0] - start[0]) * (y - start[1]) / (end[1] - start[1])
            lean = WORDS * line * SLANT / above if upper else 0.0  # where the words stand the bone is further left
            room = x - left - EDGE - GAP - lean
            words = tuple(fold(cause.label, room))[:WORDS]
            ribs.append(Rib(cause, (left + EDGE, y), (x, y), words))
        top = 0.0 if upper else above + below - title
        bones.append(Bone(name, (left + EDGE, top), column - EDGE - GAP, start, end, tuple(ribs)))
    box = 5 * line
    return Fishbone(width, above + below, above, (width - head, above - box / 2, head, box), tuple(bones))
