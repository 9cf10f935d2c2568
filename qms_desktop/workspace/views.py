"""The plain values that leave the workspace: what tables, forms, the command line and the printer are given.

Nothing here is connected to the database any more, so all of it may cross to another thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from qms_desktop.errors import Unmet
from qms_desktop.workspace.rows import Ref

if TYPE_CHECKING:  # it brings SQLAlchemy with it, and the first look after a start gives out rows before that is read
    from qms_desktop.records.fields import Field


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field with its value: text, date, number, bool, choice value, minor units, or `Ref`."""

    field: Field
    value: object
    editable: bool


@dataclass(frozen=True, slots=True)
class SectionView:
    """A titled group of fields."""

    title: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class MoveView:
    """A transition that starts in the record's state. A blocked one says why; `unmet` shoulds can be waived."""

    name: str
    label: str
    end: str
    allowed: bool
    unmet: tuple[Unmet, ...]
    asks_reason: bool
    signs: bool
    minor: bool


class LineRow(NamedTuple):
    """One line of a record; `cells` follow the fields, references as `Ref`."""

    id: UUID
    cells: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class LinesView:
    """The lines of one kind under a record, in their order."""

    name: str
    title: str
    one: str
    fields: tuple[Field, ...]
    rows: tuple[LineRow, ...]
    editable: bool


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link as this record reads it; `link` is None where the tie is a field of the other record."""

    link: UUID | None
    relation: str
    label: str
    other: Ref
    state: str
    voided: bool


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file of the record; `size` in bytes."""

    id: UUID
    name: str
    mime: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class SignatureView:
    """Somebody's word under the record; `changed` are the labels of what differs from what was signed."""

    signer: str
    meaning: str
    at: datetime
    revoked_at: datetime | None
    content_hash: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A field before and after, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change set as a record, or the whole file, saw it."""

    change: int
    at: datetime
    actor: str
    label: str
    reason: str | None
    values: tuple[ValueChange, ...] = ()
    undoes: int | None = None
    undone: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class RecordView:
    """Everything a form shows of a record."""

    id: UUID
    kind: str
    number: str
    title: str
    state: str
    version: int
    voided: bool
    void_reason: str | None
    closed: bool
    due_on: date | None
    owner: Ref | None
    created_at: datetime
    updated_at: datetime
    recorded_later: int
    """Days between the event and its entry, where they are more than seven; else 0."""
    taken_over_from: str | None
    sections: tuple[SectionView, ...]
    moves: tuple[MoveView, ...]
    links: tuple[LinkView, ...]
    attachments: tuple[AttachmentView, ...]
    lines: tuple[LinesView, ...] = ()
    signatures: tuple[SignatureView, ...] = ()

    def value(self, name: str) -> object:
        """The value of a field by its name; None where the form has no such field."""
        for section in self.sections:
            for view in section.fields:
                if view.field.name == name:
                    return view.value
        return None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change touched, told to every screen."""

    number: int
    label: str
    kinds: frozenset[str]
    ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class DayItem:
    """A line of My day: a record that needs somebody, with its due day."""

    id: UUID
    kind: str
    number: str
    title: str
    state: str
    due_on: date | None
    owner: str
    mine: bool


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """Whose file this is, and how strict it wants to be."""

    name: str
    currency: str
    full_profile: bool
    waiver: str | None
    owner: Ref | None
    file_id: UUID
    switched_on: frozenset[str] = frozenset()
    """The kinds of registers that are shown although they hold nothing."""
