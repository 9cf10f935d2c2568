"""What a reader is given of a document: each version with its file, and the words that are stamped on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from qms_desktop.principles.process_approach.versions import (
    Document,
    DocumentVersion,
    Impact,
    Status,
    loose_file,
    newest,
    versions_of,
)
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Tone
from qms_desktop.records.links import Attachment
from qms_desktop.records.workflow import Context


@dataclass(frozen=True, slots=True)
class Edition:
    """One version, as plain values. `stamp` is empty only where the version is valid."""

    number: str
    title: str
    revision: str
    status: str
    tone: str
    stamp: str
    about: str
    file_name: str
    sha256: str
    kept_at: str

    @property
    def valid(self) -> bool:
        """Whether one may work by it."""
        return not self.stamp


def editions(document: Document, context: Context) -> tuple[Edition, ...]:
    """The versions for reading: the valid one first, then from the newest to the oldest."""
    versions = versions_of(document, context)[::-1]
    found = [_edition(document, version, context) for version in versions]
    return tuple(sorted(found, key=lambda edition: edition.status != Status.EFFECTIVE.label))


def _edition(document: Document, version: DocumentVersion, context: Context) -> Edition:
    status = Status(str(version.status))
    file = context.session.get(Attachment, version.file) if version.file else None
    if file is None and version is newest(document, context):
        file = loose_file(document, context)
    stamp = stamp_of(document, version, versions_of(document, context), context.today)
    return Edition(
        number=document.external_ref or document.number,
        title=document.title,
        revision=version.revision or "",
        status=status.label,
        tone=str(Tone.RED if stamp and status not in WORKING else status.tone),
        stamp=stamp,
        about=_about(version, context),
        file_name=file.name if file else "",
        sha256=file.blob if file else "",
        kept_at=document.kept_at or "",
    )


WORKING = (Status.DRAFT, Status.IN_REVIEW, Status.IN_APPROVAL, Status.APPROVED)


def stamp_of(document: Document, version: DocumentVersion, versions: list[DocumentVersion], today: date) -> str:
    """The words that tell that a version is not, or not yet fully, valid; empty for one that is."""
    status = Status(str(version.status))
    if document.voided:
        return f"VOID: {document.void_reason or 'this document does not count'}"
    if status in WORKING:
        day = version.effective_from if status is Status.APPROVED else None
        return f"NOT IN EFFECT: {status.label.lower()}" + (f", takes effect on {day}" if day else "")
    if status is Status.EFFECTIVE:
        return _emergency(document, version, today)
    return f"OBSOLETE: {_why_obsolete(document, version, versions)}"


def _emergency(document: Document, version: DocumentVersion, today: date) -> str:
    until = document.emergency_until
    if until is None or version.approved_on is not None:
        return ""
    if today > until:
        return f"EXPIRED: emergency issue until {until}, never approved"
    return f"EMERGENCY ISSUE: valid until {until}, not approved yet"


def _why_obsolete(document: Document, version: DocumentVersion, versions: list[DocumentVersion]) -> str:
    if version.status == Status.SUPERSEDED:
        later = next((v for v in versions if v.position > version.position and v.effective_from is not None), None)
        by = f" by revision {later.revision}" if later is not None and later.revision else ""
        return f"superseded{by}{_on(version.superseded_on)}"
    if version.superseded_on is None and not document.taken_over_from:
        return "given up before it took effect"
    return f"withdrawn{_on(version.superseded_on)}"


def _on(day: date | None) -> str:
    return f" on {day}" if day else ""


def _about(version: DocumentVersion, context: Context) -> str:
    parts = []
    if version.effective_from is not None:
        parts.append(f"From {version.effective_from}")
    if version.approver is not None and version.approved_on is not None:
        parts.append(f"approved by {_name(version.approver, context)} on {version.approved_on}")
    if version.author is not None:
        parts.append(f"written by {_name(version.author, context)}")
    if version.training_impact == Impact.INFO:
        parts.append("to be read and understood")
    return ", ".join(parts)


def _name(person: UUID, context: Context) -> str:
    found = context.session.get(Record, person)
    return found.title if found else ""
