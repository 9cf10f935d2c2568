"""`References`: whether a field may point at a record. Asked once a change for each record, because imports repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from qms_desktop.records.base import Record
from qms_desktop.records.fields import Field
from qms_desktop.records.lines import Line
from qms_desktop.records.register import Register
from qms_desktop.workspace.engine import driver

OWNER, PERSON = "owner", "person"


class Seen(NamedTuple):
    """What is known of a record that fields point at; an empty kind says that there is none."""

    kind: str = ""
    number: str = ""
    voided: bool = False
    title: str = ""
    state: str = ""


@dataclass
class References:
    """The records that this change has pointed at so far."""

    session: Session
    registers: Mapping[str, Register]
    _seen: dict[UUID, Seen] = field(default_factory=dict)

    def note(self, record: Record) -> None:
        """A record of this change, which the database may not have yet."""
        self._seen[record.id] = Seen(record.kind, record.number, False, record.title or "", record.state)

    def forget(self) -> None:
        """A record was voided or moved."""
        self._seen.clear()

    def check(self, shown: Field, record: Record | Line, key: UUID) -> None:
        """Refuse what a field cannot point at.

        Raises:
            ValueError: it does not exist, is of another kind, void, the record itself, or an owner who has left.
        """
        seen = self._known(key)
        if not seen.kind or (shown.info.target and seen.kind != shown.info.target):
            raise ValueError("This is not known here.")
        if seen.voided:
            raise ValueError(f"{seen.number} is void.")
        if key in (record.id, getattr(record, "record", None)):
            raise ValueError(f"{seen.number} cannot point at itself.")
        # what an old list says was owned by somebody who is no longer here
        taken_over = getattr(record, "taken_over_from", None)
        if shown.name == OWNER and seen.kind == PERSON and not taken_over and self._is_closed(seen):
            raise ValueError(f"{seen.title} has left. Name somebody who works here.")

    def _is_closed(self, seen: Seen) -> bool:
        return self.registers[seen.kind].workflow.is_closed(seen.state)

    def _known(self, key: UUID) -> Seen:
        if key not in self._seen:
            sql = "SELECT kind, number, voided, title, state FROM record WHERE id = ?"
            row = driver(self.session.connection()).execute(sql, (key.hex,)).fetchone()
            self._seen[key] = Seen(row[0], row[1], bool(row[2]), row[3] or "", row[4]) if row else Seen()
        return self._seen[key]
