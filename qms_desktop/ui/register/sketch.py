"""What the list of a register shows, in plain values: enough to draw it before the registers themselves are imported.

Decision: a list that is open and the first look after a start are drawn by the same table, filter row and cells, from
the same sketch; between two starts the sketch is kept as JSON. Rejected: a second, simpler table for the first look,
which would drift away from the true one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:  # these bring SQLAlchemy with them, and the first look is there before it
    from qms_desktop.records.choices import Choice
    from qms_desktop.records.fields import Field
    from qms_desktop.records.register import Register

REFERENCES = frozenset({"person", "reference"})
RIGHT = frozenset({"number", "whole", "money"})


class Word(NamedTuple):
    """What a stored choice or state reads as, and in which tone."""

    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list; `type` is that of its field, empty for number and state."""

    name: str
    label: str
    role: str
    """How it is drawn: number, title, state, due, person, chip or text."""
    type: str = ""
    own: bool = False
    """Whether it stands in the register's own table, not in the one that all records share."""
    mixed: bool = False
    """Whether it names records of any kind, which their number tells apart better than their title."""
    words: Mapping[str, Word] | None = None

    @property
    def right(self) -> bool:
        """Whether its values stand at the right, as numbers do."""
        return self.type in RIGHT


@dataclass(frozen=True, slots=True)
class Sketch:
    """A register as its list shows it."""

    kind: str
    title: str
    one: str
    clause: str
    prefix: str
    columns: tuple[Column, ...]
    states: Mapping[str, Word]
    settled: tuple[str, ...]
    """The states in which nothing is due any more."""
    closed: tuple[str, ...]
    chips: tuple[tuple[str, str], ...] = ()
    """The register's own filter chips: "field=value" and the label."""
    owned: bool = True
    dated: bool = True
    """Whether its records can be overdue."""
    currency: bool = False
    """Whether amounts need the record's currency beside them."""

    @property
    def open(self) -> tuple[str, ...]:
        """The states in which something can still be due."""
        return tuple(state for state in self.states if state not in self.settled)


@dataclass(frozen=True, slots=True)
class Stop:
    """A sub-tab: a register, or a screen of another sort. The overview has no name."""

    name: str
    title: str
    sketch: Sketch | None = None
    until_used: bool = False
    """Whether it is hidden until it is used."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A principle as the window shows it before its registers are imported."""

    name: str
    title: str
    short: str
    icon: str
    clause: str
    stops: tuple[Stop, ...] = ()

    @property
    def registers(self) -> tuple[Sketch, ...]:
        """Its registers in order."""
        return tuple(stop.sketch for stop in self.stops if stop.sketch is not None)

    def place(self, name: str) -> int:
        """Where a sub-tab stands; the first where there is none of that name."""
        return next((number for number, stop in enumerate(self.stops) if stop.name == name), 0)


def sketch(register: Register) -> Sketch:
    """What the list of a register shows."""
    fields, workflow = register.fields, register.workflow
    columns = tuple(_column(register, attribute.key) for attribute in register.columns)
    return Sketch(
        kind=register.kind,
        title=register.title,
        one=register.one,
        clause=register.clause,
        prefix=register.prefix,
        columns=columns,
        states=_words(workflow.states),
        settled=tuple(str(s) for s in workflow.states if workflow.is_settled(str(s))),
        closed=tuple(str(s) for s in workflow.states if workflow.is_closed(str(s))),
        chips=tuple((_chip_name(register, chip), chip.label) for chip in register.chips),
        owned="owner" in fields,
        dated="due_on" in fields,
        currency="currency" in fields and any(column.type == "money" for column in columns),
    )


def _column(register: Register, name: str) -> Column:
    usual = {
        "number": QCoreApplication.translate("Cells", "No."),
        "state": QCoreApplication.translate("Cells", "State"),
    }
    field = register.fields.get(name)
    if field is None:
        return Column(name, usual.get(name, name), name if name in usual else "text")
    info = field.info
    return Column(
        name,
        usual.get(name) or info.label,
        _role(field),
        str(info.type),
        own=not field.inherited,
        mixed=not info.target,
        words=_words(info.members) or None,
    )


def _role(field: Field) -> str:
    if field.name in {"number", "title", "state"}:
        return field.name
    if field.name == "due_on":
        return "due"
    if field.type == "person":
        return "person"
    tones = {member.tone for member in field.info.members}
    return "chip" if field.type == "choice" and len(tones) > 1 else "text"


def _words(members: Iterable[Choice]) -> dict[str, Word]:
    return {str(member): Word(member.label, str(member.tone)) for member in members}


def _chip_name(register: Register, choice: Choice) -> str:
    if isinstance(choice, register.workflow.states):
        return f"state={choice}"
    name = next(name for name, shown in register.fields.items() if shown.info.choices is type(choice))
    return f"{name}={choice}"


def plain(tab: Tab) -> dict[str, Any]:
    """The tab as JSON can keep it."""
    return asdict(tab)


def sketched(kept: Mapping[str, Any]) -> Tab:
    """The tab that was kept.

    Raises:
        KeyError, TypeError, ValueError: what was kept is of another program, or spoilt.
    """
    stops = (Stop(**{**k, "sketch": k["sketch"] and _kept_list(k["sketch"])}) for k in kept["stops"])
    return Tab(**{**kept, "stops": tuple(stops)})


def _kept_list(kept: Mapping[str, Any]) -> Sketch:
    columns = tuple(Column(**{**c, "words": _kept_words(c["words"] or {}) or None}) for c in kept["columns"])
    plain_values = {name: tuple(kept[name]) for name in ("settled", "closed")}
    chips = tuple((str(name), str(label)) for name, label in kept["chips"])
    return Sketch(**{**kept, **plain_values, "columns": columns, "states": _kept_words(kept["states"]), "chips": chips})


def _kept_words(kept: Mapping[str, Any]) -> dict[str, Word]:
    return {value: Word(*word) for value, word in kept.items()}
