"""Signatures: what somebody signed, by its hash, so that every later change of it shows at the signature.

Decision: a signature covers what was filled in when it was given, without what the way of a record changes by itself
(owner, due day, what is worked out, lines that only transitions write); of other lines it covers what they are, not
how they go on (a milestone, not the day on which it was reached). What is added later is not covered, and what
was covered and changed is named. Rejected: a hash over the whole record, which would differ after every next step.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import select

from qms_desktop.records.base import Record
from qms_desktop.records.links import Attachment, Signature
from qms_desktop.records.types import uuid7
from qms_desktop.records.workflow import Transition
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.views import SignatureView

if TYPE_CHECKING:
    from qms_desktop.workspace.work import Work

MOVING = {"owner", "due_on", "closed_on", "notes"}
"""What changes on the way without touching what was signed."""
FILES = "files"


def sign(work: Work, record: Record, transition: Transition) -> None:
    """Put the actor's word under the record as it stands now."""
    content = _content(work, record)
    work.session.add(
        Signature(
            id=uuid7(),
            record=record.id,
            signer=work.actor_id,
            meaning=transition.label,
            covers=json.dumps({name: _hash(value) for name, value in content.items()}),
            content_hash=_hash(json.dumps(content, sort_keys=True)),
            signed_at=work.now,
        )
    )


def revoke(work: Work, record: Record) -> None:
    """Take the newest word back; the row stays, with the day on which it ended."""
    query = select(Signature).where(Signature.record == record.id, Signature.revoked_at.is_(None))
    newest = work.session.scalars(query.order_by(Signature.signed_at.desc())).first()
    if newest is not None:
        newest.revoked_at = work.now


def signatures(look: Look, record: Record) -> tuple[SignatureView, ...]:
    """Every signature under a record, oldest first, with what has changed since."""
    query = select(Signature, Record.title).outerjoin(Record, Record.id == Signature.signer)
    rows = look.session.execute(query.where(Signature.record == record.id).order_by(Signature.signed_at)).all()
    if not rows:
        return ()
    now = {name: _hash(value) for name, value in _content(look, record).items()}
    return tuple(
        SignatureView(name or "", one.meaning, one.signed_at, one.revoked_at, one.content_hash, _since(look, one, now))
        for one, name in rows
    )


def _since(look: Look, signature: Signature, now: Mapping[str, str]) -> tuple[str, ...]:
    covered: Mapping[str, str] = json.loads(signature.covers)
    record = look.session.get_one(Record, signature.record)
    register = look.registers[record.kind]
    words = {FILES: "Files"} | {lines.name: lines.title for lines in register.lines}
    words |= {name: shown.label for name, shown in register.fields.items()}
    return tuple(words.get(name, name) for name, was in covered.items() if now.get(name) != was)


def _content(look: Look, record: Record) -> dict[str, str]:
    """What a signature covers, as text: every filled field by name, the lines, the hashes of the files."""
    register = look.registers[record.kind]
    found = {
        name: _plain(value)
        for name, shown in register.fields.items()
        if not shown.info.computed and name not in MOVING and (value := getattr(record, name)) not in (None, "")
    }
    for lines in register.lines:
        rows = look.lines(record, lines.name) if lines.editable_in != () else ()
        if rows:
            keys = {a.key for a in lines.key}
            told = [name for name, shown in lines.fields.items() if shown.info.required or name in keys]
            found[lines.name] = json.dumps([[_plain(getattr(row, name)) for name in told] for row in rows])
    files = look.session.scalars(select(Attachment.blob).where(Attachment.record == record.id).order_by(Attachment.id))
    if known := list(files):
        found[FILES] = json.dumps(known)
    return found


def _plain(value: object) -> str:
    """A value as text, the same whether it comes from a form or from the file."""
    return f"{value:.15g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
