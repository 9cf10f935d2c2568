"""Documents and their versions: the models, and what happens to the versions when a document moves.

The record is the newest version, with its fields and its state; a line for each version keeps what it was. So a
document keeps being read while the next version is written: the version in effect is a line of its own, and the
database refuses a second one.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid, inspect, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, long_text, person, reference, text, whole
from qms_desktop.records.lines import Line
from qms_desktop.records.links import Attachment
from qms_desktop.records.workflow import Context


class State(Choice):
    """The state of the newest version."""

    DRAFT = "draft", "Draft", Tone.BLUE
    IN_REVIEW = "in_review", "In review", Tone.AMBER
    IN_APPROVAL = "in_approval", "In approval", Tone.AMBER
    APPROVED = "approved", "Approved", Tone.VIOLET
    EFFECTIVE = "effective", "Effective", Tone.GREEN
    OBSOLETE = "obsolete", "Obsolete", Tone.GREY


class Status(Choice):
    """The state of one version."""

    DRAFT = "draft", "Draft", Tone.BLUE
    IN_REVIEW = "in_review", "In review", Tone.AMBER
    IN_APPROVAL = "in_approval", "In approval", Tone.AMBER
    APPROVED = "approved", "Approved", Tone.VIOLET
    EFFECTIVE = "effective", "Effective", Tone.GREEN
    SUPERSEDED = "superseded", "Superseded", Tone.GREY
    OBSOLETE = "obsolete", "Obsolete", Tone.GREY


IN_WORK = (Status.DRAFT, Status.IN_REVIEW, Status.IN_APPROVAL, Status.APPROVED)
"""What a version is before it takes effect."""


class DocumentType(Choice):
    """What kind of document it is."""

    POLICY = "policy", "Policy", Tone.VIOLET
    MANUAL = "manual", "Manual", Tone.VIOLET
    PROCESS = "process", "Process description", Tone.BLUE
    PROCEDURE = "procedure", "Procedure", Tone.BLUE
    INSTRUCTION = "instruction", "Work instruction", Tone.BLUE
    FORM = "form", "Form", Tone.GREY
    PLAN = "plan", "Plan", Tone.GREY
    EXTERNAL = "external", "External", Tone.AMBER


class Classification(Choice):
    """Who may see it."""

    PUBLIC = "public", "Public", Tone.GREEN
    INTERNAL = "internal", "Internal", Tone.GREY
    CONFIDENTIAL = "confidential", "Confidential", Tone.RED


class Impact(Choice):
    """What people have to learn before a version takes effect."""

    NONE = "none", "None", Tone.GREY
    INFO = "info", "Read and understood", Tone.AMBER
    MAJOR = "major", "Training", Tone.RED


class Document(Record, kind="document"):
    """One document; its fields are those of its newest version."""

    document_type: Mapped[str | None] = choice("Type", DocumentType)
    clauses: Mapped[str | None] = text("Clauses")
    audience: Mapped[str | None] = text("For whom", length=400, hint="The roles that work by it.")
    review_months: Mapped[int | None] = whole(
        "Review every (months)", low=0, high=84, hint="0 for a document that is not reviewed by the calendar."
    )
    classification: Mapped[str | None] = choice("Classification", Classification)
    parent: Mapped[UUID | None] = reference("Part of", "document")
    kept_at: Mapped[str | None] = text("Also kept at", length=500, hint="A folder or address, where it is written.")

    revision: Mapped[str | None] = text("Revision", length=20)
    change_summary: Mapped[str | None] = long_text("What changed")
    training_impact: Mapped[str | None] = choice("Training", Impact)
    author: Mapped[UUID | None] = person("Author")
    approver: Mapped[UUID | None] = person("Approver")
    review_answer: Mapped[str | None] = long_text(
        "Answer to the reviewers", hint="What was done about the comments with which it came back."
    )
    returns: Mapped[int | None] = whole("Times returned", computed=True)
    effective_from: Mapped[date | None] = day("Effective from")
    untrained_reason: Mapped[str | None] = long_text(
        "Released before training, because", hint="Only the quality manager may release without the training."
    )
    approved_on: Mapped[date | None] = day("Approved on", computed=True, when=When.PAST)
    emergency_until: Mapped[date | None] = day("Emergency issue until", computed=True)
    file_name: Mapped[str | None] = text("File of this version", length=255, computed=True)
    in_effect: Mapped[str | None] = text("In effect", length=20, computed=True)
    """The revision that is valid now, whatever the newest one is doing."""

    versions: Mapped[list[DocumentVersion]] = relationship(
        lambda: DocumentVersion, order_by=lambda: DocumentVersion.position
    )


class DocumentVersion(Line, table="document_version", of=Document):
    """What one version was, who wrote and approved it, and when it was valid."""

    revision: Mapped[str | None] = text("Revision", length=20)
    status: Mapped[str | None] = choice("Status", Status)
    change_summary: Mapped[str | None] = long_text("What changed")
    training_impact: Mapped[str | None] = choice("Training", Impact)
    author: Mapped[UUID | None] = person("Author")
    reviewers: Mapped[str | None] = text("Reviewed by", length=500)
    approver: Mapped[UUID | None] = person("Approver")
    approved_on: Mapped[date | None] = day("Approved on", when=When.PAST)
    effective_from: Mapped[date | None] = day("Effective from")
    superseded_on: Mapped[date | None] = day("In effect until", when=When.PAST)
    file_name: Mapped[str | None] = text("File", length=255)
    sha256: Mapped[str | None] = text("SHA-256 of the file", length=64)
    file: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("attachment.id", ondelete="RESTRICT"), index=True)
    """The attachment that cannot be taken away any more."""


class DocumentReviewer(Line, table="document_reviewer", of=Document):
    """Somebody who has to pass the version in work."""

    reviewer: Mapped[UUID | None] = person("Reviewer", required=True)
    passed_on: Mapped[date | None] = day("Passed on", computed=True)
    comment: Mapped[str | None] = text("Comment", length=1000)


_status = DocumentVersion.__table__.c.status
_record = DocumentVersion.__table__.c.record
for _name, _one in (("effective", _status == Status.EFFECTIVE.value), ("in_work", _status.in_([*map(str, IN_WORK)]))):
    # one valid version, and one being written: held by the database, whichever door a row comes through
    Index(f"uq_document_version_{_name}", _record, unique=True, sqlite_where=_one, postgresql_where=_one)


def versions_of(document: Document, context: Context) -> list[DocumentVersion]:
    """The versions in their order; those of a document that is just being made are not in the file yet."""
    if inspect(document).persistent:
        return list(context.lines(document, DocumentVersion.__tablename__))
    return list(document.versions)


def newest(document: Document, context: Context) -> DocumentVersion | None:
    """The version that the document's own fields speak of: the one in work, else the valid one, else the last."""
    versions = versions_of(document, context)
    found = {v.status: v for v in versions}
    working = next((found[s] for s in IN_WORK if s in found), None)
    return working or found.get(Status.EFFECTIVE) or next(reversed(versions), None)


def in_effect(document: Document, context: Context) -> DocumentVersion | None:
    """The version that is valid."""
    return next((v for v in versions_of(document, context) if v.status == Status.EFFECTIVE), None)


def loose_file(document: Document, context: Context) -> Attachment | None:
    """The newest file that was attached since the version in work was begun."""
    version = newest(document, context)
    if version is None or version.id is None:
        return None
    query = select(Attachment).where(Attachment.record == document.id, Attachment.id > version.id)
    return context.session.scalars(query.order_by(Attachment.id.desc()).limit(1)).first()
