"""The letter that answers a complaint: the customer's words, what was found, why, and what was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from uuid import UUID

from reportlab.platypus import Flowable, Spacer
from sqlalchemy import select

from qms_desktop.errors import RuleBroken
from qms_desktop.principles.continuous_improvement.promises import Action
from qms_desktop.principles.continuous_improvement.promises import State as ActionState
from qms_desktop.principles.customer_focus.complaints import Complaint, Remedy, Validity
from qms_desktop.records.base import Record
from qms_desktop.reports import parts, styles
from qms_desktop.reports.pages import Progress, Sheet, write
from qms_desktop.reports.stamp import Stamp, stamp
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.reader import Reader

FOUND = {
    Validity.JUSTIFIED: "We have looked into it, and you are right.",
    Validity.PARTLY: "We have looked into it. In part you are right.",
    Validity.NOT_JUSTIFIED: "We have looked into it, and could not confirm it.",
    Validity.UNKNOWN: "We have looked into it. It could not be determined any more what happened.",
}
GETS = {
    Remedy.REPLACE: "You receive a replacement.",
    Remedy.REWORK: "We rework or repair what you have received.",
    Remedy.CREDIT: "You receive a credit or a refund.",
    Remedy.NONE: "",
}
OPEN = "[not written yet]"
"""What a draft shows where the record says nothing."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the letter says."""

    stamp: Stamp
    number: str
    title: str
    customer: str
    contact: str
    owner: str
    words: str
    received: str
    about: str
    validity: str | None
    cause: str
    remedy: str | None
    statements: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]


def print_reply(
    reader: Reader, key: UUID | str, path: Path, *, progress: Progress | None = None, compressed: bool = True
) -> int:
    """Write the letter that answers a complaint; returns the number of pages.

    Raises:
        RuleBroken: there is no such complaint. Unavailable: the file cannot be written. Stopped: cancelled.
    """
    with reader.read() as look:
        found = gather(look, key)
    sheet = Sheet(found.stamp, found.number, f"Reply to {found.customer or 'the customer'}")
    return write(path, sheet, _story(found), progress, compressed=compressed)


def gather(look: Look, key: UUID | str) -> Reply:
    """Read what a complaint and what followed from it say.

    Raises:
        RuleBroken: there is no such complaint.
    """
    record = look.get(key)
    if record.kind != Complaint.KIND:
        raise RuleBroken(f"{record.number} is no complaint, so there is nobody to answer.")
    complaint = cast("Complaint", record)
    nonconformities = look.linked(complaint, "nonconformity")
    sources = [complaint, *nonconformities]
    corrective = {r.id: r for one in sources for r in look.linked(one, "corrective_action")}
    statements = [s for n in nonconformities if (s := getattr(n, "statement", None))]
    return Reply(
        stamp(look),
        complaint.number,
        complaint.title,
        _name(look, complaint.customer),
        complaint.contact or "",
        _name(look, complaint.owner),
        complaint.description or "",
        str(complaint.occurred_on or ""),
        ", ".join(x for x in (complaint.product, complaint.lot) if x),
        complaint.validity,
        complaint.cause_summary or "",
        complaint.remedy,
        tuple(statements),
        tuple(_actions(look, [*sources, *corrective.values()])),
    )


def _name(look: Look, key: UUID | None) -> str:
    found = look.session.get(Record, key) if key else None
    return found.title if found is not None else ""


def _actions(look: Look, sources: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """What was done or is being done. Who does it is not the customer's business."""
    query = select(Action).where(
        Action.source.in_([r.id for r in sources]), Action.voided.is_(False), Action.state != ActionState.CANCELLED
    )
    for action in look.session.scalars(query.order_by(Action.id)):
        done = action.state in (ActionState.DONE, ActionState.VERIFIED)
        when = f"done on {action.done_on}" if done else f"planned until {action.due_on}" if action.due_on else "planned"
        yield action.title, when


def _story(found: Reply) -> Iterator[Flowable]:
    yield parts.paragraph(found.stamp.organisation, styles.SUBTITLE)
    yield Spacer(1, 18)
    for line in (found.customer or OPEN, found.contact):
        yield parts.paragraph(line) if line else Spacer(1, 0)
    yield Spacer(1, 18)
    yield parts.paragraph(f"{found.stamp.at.astimezone():%Y-%m-%d}", styles.NOTE)
    yield parts.titled(found.number, f"Your complaint: {found.title}")
    yield Spacer(1, 6)
    received = f" of {found.received}" if found.received else ""
    about = f" It concerns {found.about}." if found.about else ""
    yield parts.paragraph(f"Thank you for your complaint{received}.{about} You told us:")
    yield Spacer(1, 5)
    yield from parts.strip(found.words or OPEN, "grey")
    yield from parts.heading("What we found")
    yield parts.paragraph(FOUND[Validity(found.validity)] if found.validity else OPEN)
    for statement in found.statements:
        yield parts.paragraph(statement)
    yield from parts.heading("Why it happened")
    yield parts.paragraph(found.cause or OPEN)
    yield from parts.heading("What you receive")
    yield parts.paragraph((GETS[Remedy(found.remedy)] or "No remedy is due.") if found.remedy else OPEN)
    yield from _done(found)
    yield Spacer(1, 16)
    yield parts.paragraph("Please tell us whether this answer will do.")
    yield Spacer(1, 22)
    yield parts.paragraph(found.owner or OPEN)
    yield parts.paragraph(found.stamp.organisation, styles.NOTE)


def _done(found: Reply) -> Iterator[Flowable]:
    if not found.actions:
        return
    yield from parts.heading("What we do so that it does not happen again")
    width = styles.PORTRAIT[0] - 2 * styles.SIDE
    yield parts.table(("Action", "When"), (list(line) for line in found.actions), (width - 130, 130))
