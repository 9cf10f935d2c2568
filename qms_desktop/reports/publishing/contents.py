"""What is published: one entry for each effective document, one for the approved suppliers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import PurePosixPath
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from qms_desktop.principles.leadership.commitments import Commitment, Policy
from qms_desktop.principles.process_approach.versions import (
    Classification,
    Document,
    DocumentType,
    DocumentVersion,
    Status,
)
from qms_desktop.principles.relationship_management.suppliers import Criticality, State, Supplier
from qms_desktop.records.base import Record
from qms_desktop.records.links import Attachment
from qms_desktop.reports.stamp import Stamp, stamp
from qms_desktop.reports.texts import on_one_line
from qms_desktop.workspace.files import safe_name
from qms_desktop.workspace.reader import Reader

TEXTS = {".md", ".markdown", ".txt"}
LAYOUT = 1
"""Raise it when the sheets look different, so that they are made again."""
NO_PROCESS = "Without a process"
POLICY, SUPPLIERS = "Policy", "Suppliers"
DOCUMENTS, POLICIES = "documents", "policy"
SUPPLIER_FILE = "suppliers/Approved suppliers.pdf"


@dataclass(frozen=True, slots=True)
class Paper:
    """An effective version of a document."""

    number: str
    reference: str
    title: str
    kind: str
    revision: str
    since: date | None
    approved_by: str
    approved_on: date | None
    emergency_until: date | None
    process: str
    audience: str
    owner: str
    changed: str
    text: str
    kept_at: str
    file: str
    """The name of its file; empty where it has none."""
    sha256: str

    @property
    def group(self) -> str:
        """Under which heading readers look for it."""
        return POLICY if self.kind == DocumentType.POLICY.label else self.process or NO_PROCESS

    @property
    def is_text(self) -> bool:
        """Whether its file is plain text, which is rendered instead of copied."""
        return PurePosixPath(self.file).suffix.lower() in TEXTS


@dataclass(frozen=True, slots=True)
class Source:
    """A supplier that purchasing may use."""

    number: str
    name: str
    scope: str
    criticality: str
    status: str
    tone: str
    conditions: str
    again_on: date | None


@dataclass(frozen=True, slots=True)
class Pledge:
    """The policy in force, with its commitments."""

    number: str
    title: str
    text: str
    commitments: tuple[str, ...]
    approved_by: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that is published; gathered in one read."""

    stamp: Stamp
    file_id: UUID
    policies: tuple[Pledge, ...]
    papers: tuple[Paper, ...]
    sources: tuple[Source, ...]
    confidential: int
    """So many effective documents are confidential and stay inside."""

    @property
    def names(self) -> Mapping[str, str]:
        """The file name of each document without its ending, by number; no two are the same on any system."""
        found: dict[str, str] = {}
        titles = [(p.number, p.title) for p in self.policies]
        titles += [(p.number, f"{p.reference or p.number} {p.title}") for p in self.papers]
        for number, title in titles:
            name = safe_name(on_one_line(title).replace("/", "-"))[:100].rstrip(". ")
            taken = {n.casefold() for n in found.values()}
            found[number] = name if name.casefold() not in taken else f"{name} ({number})"
        return found


def gather(reader: Reader) -> Contents:
    """Read what may be published."""
    with reader.read() as look:
        session = look.session
        papers, confidential = _papers(session)
        policies, sources = tuple(_policies(session)), tuple(_sources(session))
        return Contents(stamp(look), look.organisation.file_id, policies, papers, sources, confidential)


def _policies(session: Session) -> Iterator[Pledge]:
    approver = aliased(Record)
    query = (
        select(Policy, approver.title)
        .outerjoin(approver, approver.id == Policy.approved_by)
        .where(Policy.in_force.is_(True), Policy.voided.is_(False))
    )
    for policy, name in session.execute(query):
        lines = select(Commitment.what).where(Commitment.record == policy.id).order_by(Commitment.position)
        pledged = tuple(session.scalars(lines))
        yield Pledge(policy.number, policy.title, policy.description or "", pledged, name or "", policy.approved_on)


def _papers(session: Session) -> tuple[tuple[Paper, ...], int]:
    approver, owner, process = aliased(Record), aliased(Record), aliased(Record)
    query = (
        select(Document, DocumentVersion, approver.title, owner.title, process.title, Attachment.name)
        .join(DocumentVersion, DocumentVersion.record == Document.id)
        .outerjoin(approver, approver.id == DocumentVersion.approver)
        .outerjoin(owner, owner.id == Document.owner)
        .outerjoin(process, process.id == Document.process)
        .outerjoin(Attachment, Attachment.id == DocumentVersion.file)
        .where(DocumentVersion.status == Status.EFFECTIVE.value, Document.voided.is_(False))
        .order_by(Document.number)
    )
    found, confidential = [], 0
    for document, version, approved_by, owned_by, inside, file in session.execute(query):
        if document.classification == Classification.CONFIDENTIAL:
            confidential += 1
            continue
        found.append(
            Paper(
                number=document.number,
                reference=document.external_ref or "",
                title=document.title,
                kind=_label(document.document_type),
                revision=version.revision or "",
                since=version.effective_from,
                approved_by=approved_by or "",
                approved_on=version.approved_on,
                emergency_until=document.emergency_until,
                process=inside or "",
                audience=document.audience or "",
                owner=owned_by or "",
                changed=version.change_summary or "",
                text=document.notes or "",
                kept_at=document.kept_at or "",
                file=file or "",
                sha256=(version.sha256 or "") if file else "",
            )
        )
    return tuple(found), confidential


def _label(value: str | None) -> str:
    return next((t.label for t in DocumentType if t.value == value), "Document")


def _sources(session: Session) -> Iterator[Source]:
    usable = (State.APPROVED.value, State.CONDITIONAL.value)
    query = select(Supplier).where(Supplier.voided.is_(False), Supplier.state.in_(usable)).order_by(Supplier.title)
    for supplier in session.scalars(query):
        state = State(supplier.state)
        criticality = next((c.label for c in Criticality if c.value == supplier.criticality), "")
        yield Source(
            supplier.number,
            supplier.title,
            supplier.scope or "",
            criticality,
            state.label,
            state.tone,
            (supplier.conditions or "") if state is State.CONDITIONAL else "",
            supplier.due_on,
        )


def fingerprint(organisation: str, *parts: Paper | Source | Pledge) -> str:
    """What a sheet is made of, as a hash: where it is the same, the sheet need not be made again."""
    content = [LAYOUT, organisation, *(asdict(part) for part in parts)]
    return hashlib.sha256(json.dumps(content, default=str, sort_keys=True).encode()).hexdigest()
