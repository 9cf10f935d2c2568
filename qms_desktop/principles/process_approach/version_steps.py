"""What happens to the versions of a document when it moves: begun, bound to a file, superseded, brought back."""

from __future__ import annotations

import re

from qms_desktop.principles.process_approach.versions import (
    Document,
    DocumentVersion,
    Status,
    in_effect,
    loose_file,
    newest,
    versions_of,
)
from qms_desktop.records.types import uuid7
from qms_desktop.records.workflow import Context

FOLLOWS = (
    "revision", "change_summary", "training_impact", "author", "approver", "approved_on", "effective_from", "file_name",
)  # fmt: skip
"""The fields of the newest version, which its line takes from the document."""


def derive(document: Document, context: Context) -> None:
    """Let the newest version's line say what the document says, and the document which version is valid."""
    version = newest(document, context)
    if version is None:
        version = _first(document, context)
    version.status = document.state
    for name in FOLLOWS:
        setattr(version, name, getattr(document, name))
    valid = in_effect(document, context)
    document.in_effect = valid.revision if valid else None


def _first(document: Document, context: Context) -> DocumentVersion:
    if document.taken_over_from is None:
        document.revision = document.revision or "A"
        document.change_summary = document.change_summary or "First issue"
        document.author = document.author or (context.actor.id if context.actor else None)
    made = DocumentVersion(id=uuid7(), position=1)
    document.versions.append(made)
    return made


def bind_file(document: Document, context: Context) -> None:
    """An effect: the file that is reviewed is the file that will be valid."""
    version, found = newest(document, context), loose_file(document, context)
    if version is not None:
        version.file, version.sha256 = (found.id, found.blob) if found else (None, None)
        document.file_name = found.name if found else None


def free_file(document: Document, context: Context) -> None:
    """An effect: a draft's file may be exchanged."""
    version = newest(document, context)
    if version is not None:
        version.file = version.sha256 = document.file_name = None


def supersede(document: Document, context: Context) -> None:
    """An effect: the version that was valid is replaced, before the next one becomes valid."""
    valid, coming = in_effect(document, context), newest(document, context)
    if valid is not None and valid is not coming:
        valid.status, valid.superseded_on = str(Status.SUPERSEDED), context.today
        context.session.flush()  # in this order, because the database takes only one valid version


def end_effect(document: Document, context: Context) -> None:
    """An effect: the version that was valid is so no longer."""
    valid = in_effect(document, context)
    if valid is not None:
        valid.superseded_on = context.today


def keep_file(document: Document, context: Context) -> None:
    """An effect: a version of an old list keeps the file that was attached to it, once something follows it."""
    version = in_effect(document, context)
    if version is not None and version.file is None and document.taken_over_from:
        found = loose_file(document, context)
        if found is not None:
            version.file, version.sha256 = found.id, found.blob
            version.file_name = document.file_name = found.name


def bring_back(document: Document, context: Context) -> None:
    """An effect: the version becomes a draft again; the one it had replaced is valid again."""
    version = newest(document, context)
    if version is None:
        return
    replaced = [v for v in versions_of(document, context) if v.status == Status.SUPERSEDED]
    was_valid = version.status == Status.EFFECTIVE
    version.status = str(Status.DRAFT)
    document.approved_on = document.effective_from = document.emergency_until = None
    context.session.flush()  # as above
    if was_valid and replaced:
        replaced[-1].status, replaced[-1].superseded_on = str(Status.EFFECTIVE), None


def begin(document: Document, context: Context) -> None:
    """An effect: the next version, while the valid one stays."""
    versions = versions_of(document, context)
    place = versions[-1].position + 1 if versions else 1
    draft = DocumentVersion(id=uuid7(), record=document.id, position=place, status=str(Status.DRAFT))
    context.session.add(draft)
    for name in (*FOLLOWS, "returns", "review_answer", "untrained_reason", "emergency_until"):
        if name != "approver":
            setattr(document, name, None)
    document.revision = following([v.revision for v in versions])
    document.author = context.actor.id if context.actor else document.owner


def drop(document: Document, context: Context) -> None:
    """An effect: the draft is given up, and the document speaks of its valid version again."""
    version, valid = newest(document, context), in_effect(document, context)
    if version is None or valid is None:
        return
    version.status = str(Status.OBSOLETE)
    context.session.flush()
    for name in FOLLOWS:
        setattr(document, name, getattr(valid, name))


def following(revisions: list[str | None]) -> str:
    """The label of the next revision: A, B ... Z, AA; 1, 2; 1.0, 1.1; the first one that is not taken."""
    taken = {(r or "").upper() for r in revisions}
    label = next((r for r in reversed(revisions) if r), "")
    while not label or label.upper() in taken:
        label = _next(label)
    return label


def _next(label: str) -> str:
    digits = re.fullmatch(r"(.*?)(\d+)(\D*)", label)
    if digits:
        return f"{digits[1]}{int(digits[2]) + 1:0{len(digits[2])}}{digits[3]}"
    before, last = label[:-1], label[-1:]
    if not last.isascii() or not last.isalpha():
        return f"{label}-2" if label else "A"
    if last not in "Zz":
        return before + chr(ord(last) + 1)
    return (_next(before) if before else "A") + "A"
