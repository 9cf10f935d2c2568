"""A person's due days as a calendar file (.ics) by RFC 5545: one all-day event for each open record.

The UID of an event is the record's own key with that of the file, so importing a newer file moves an event instead of
making a second one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select

from qms_desktop.records.base import Record
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.queries import open_states

MOST_OCTETS = 75
"""The longest line that section 3.1 allows, without its end."""


@dataclass(frozen=True, slots=True)
class Due:
    """An open record with a day."""

    id: UUID
    kind: str
    number: str
    title: str
    on: date
    version: int


def due_days(look: Look, owner: UUID) -> list[Due]:
    """Everything open that a person owns and that has a due day, in every register."""
    base = Record.__table__.c
    standing = [and_(base.kind == r.kind, base.state.in_(open_states(r))) for r in look.registers.values()]
    query = (
        select(base.id, base.kind, base.number, base.title, base.due_on, base.version)
        .where(base.owner == owner, base.voided.is_(False), base.due_on.is_not(None), or_(*standing))
        .order_by(base.due_on, base.number)
    )
    return [Due(*row) for row in look.session.execute(query)]


def calendar(look: Look, owner: UUID) -> str:
    """The calendar of a person's due days; without any, an empty one."""
    organisation = look.organisation
    name = f"{organisation.name}: {look.get(owner).title}"
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//QMS Desktop//Due days//EN", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}",
    ]  # fmt: skip
    for due in due_days(look, owner):
        lines += _event(due, look.registers[due.kind].one, organisation.file_id, look.now)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in fold(line))


def _event(due: Due, one: str, file: UUID, now: datetime) -> Iterable[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{due.id.hex}@{file.hex}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{due.version}"
    yield f"DTSTART;VALUE=DATE:{due.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(f'{due.number} {due.title}')}"
    yield f"CATEGORIES:{escaped(one[:1].upper() + one[1:])}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as section 3.3.11 writes it."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def fold(line: str) -> list[str]:
    """A line in pieces of at most 75 octets, no character cut; all but the first begin with a blank."""
    pieces, piece, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > MOST_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += octets
    return [*pieces, piece]
