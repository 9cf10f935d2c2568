"""A mail draft (.eml) with a person's open actions in words, workbook 01 and the calendar attached.

`X-Unsent: 1` lets the mail program open it for editing; nothing is ever sent from here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from uuid import UUID

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange.forms.actions import write_actions
from qms_desktop.exchange.reminders.calendar import calendar
from qms_desktop.insight.promises import Promise, promises
from qms_desktop.principles.engagement_of_people.people import Person
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.saving import replacing

_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Reminded:
    """What was written for one person."""

    name: str
    actions: int
    files: tuple[Path, ...]
    has_address: bool


def owners(look: Look) -> dict[UUID, tuple[str, int]]:
    """Everybody who owns an open action: name and how many, in the order of the names."""
    found: dict[UUID, tuple[str, int]] = {}
    for one in promises(look):
        if one.owner is not None:
            found[one.owner] = (one.owner_name, found.get(one.owner, ("", 0))[1] + 1)
    return dict(sorted(found.items(), key=lambda item: item[1][0].casefold()))


def write_reminders(look: Look, folder: Path, owner: UUID) -> Reminded:
    """Write workbook, calendar and mail draft of one person into a folder.

    Raises:
        RuleBroken: the person has no open action. Unavailable: a file cannot be written.
    """
    person = look.session.get_one(Person, owner)
    found = promises(look, owner)
    if not found:
        raise RuleBroken(f"{person.title} has no open action, so there is nothing to send.")
    stem = f"Actions {_NOT_IN_NAMES.sub('_', person.title).strip(' .')} {look.today.isoformat()}"
    book, events, draft = (folder / f"{stem}{ending}" for ending in (".xlsx", ".ics", ".eml"))
    write_actions(look, book, owner)
    days = calendar(look, owner)
    _write(events, days.encode())
    _write(draft, message(look, person, found, book.read_bytes(), days, stem).as_bytes(policy=SMTP))
    return Reminded(person.title, len(found), (book, events, draft), bool(person.email))


def message(look: Look, person: Person, found: Sequence[Promise], book: bytes, days: str, stem: str) -> EmailMessage:
    """The draft: to whom, what is open in words, and the two files."""
    made = EmailMessage(policy=SMTP)
    late = sum(one.due is not None and one.due < look.today for one in found)
    counted = "1 open action" if len(found) == 1 else f"{len(found)} open actions"
    made["Subject"] = f"{look.organisation.name}: {counted}" + (f", {late} overdue" if late else "")
    if person.email and "@" in person.email:
        name, _, domain = person.email.strip().rpartition("@")
        made["To"] = Address(person.title, name, domain)
    made["X-Unsent"] = "1"
    made.set_content(_words(look, person, found))
    made.add_attachment(book, maintype=_XLSX[0], subtype=_XLSX[1], filename=f"{stem}.xlsx")
    made.add_attachment(days, subtype="calendar", filename=f"{stem}.ics")
    return made


def _words(look: Look, person: Person, found: Sequence[Promise]) -> str:
    lines = [
        f"Dear {person.title},",
        "",
        "this action is open in your name:" if len(found) == 1 else "these actions are open in your name:",
        "",
    ]
    for one in found:
        source = f" (from {one.source})" if one.source else ""
        lines += [f"- {one.number}: {one.title}{source}", f"  {one.due_in_words(look.today)}"]
    lines += [
        "",
        "Please fill in the white cells of the attached workbook and send it back by reply: status, the day it was",
        "done and what shows it; or a new date with its reason. The calendar file puts the dates into your calendar.",
        "",
        f"{look.actor.title if look.actor else ''}",
        look.organisation.name,
    ]
    return "\n".join(lines) + "\n"


def _write(path: Path, content: bytes) -> None:
    with replacing(path) as part:
        part.write_bytes(content)
