"""Files inside the file: stored once by SHA-256, named safely, handed out as copies."""

from __future__ import annotations

import hashlib
import mimetypes
import unicodedata
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from qms_desktop.errors import RuleBroken
from qms_desktop.records.base import Record
from qms_desktop.records.links import Attachment, Blob
from qms_desktop.records.types import uuid7

LARGEST = 200 * 1024 * 1024
"""The largest single file, in bytes."""
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"COM{n}" for n in range(1, 10)), *(f"LPT{n}" for n in range(1, 10))}


def attach(
    session: Session, record: Record, name: str, content: bytes, mime: str, now: datetime, actor: UUID | None
) -> Attachment:
    """Store the bytes unless they are there already, and tie them to the record.

    Raises:
        RuleBroken: the file is larger than 200 MB.
    """
    if len(content) > LARGEST:
        raise RuleBroken(f"{name} has {len(content) // 1024**2} MB; up to 200 MB fit. Attach a smaller copy.")
    digest = hashlib.sha256(content).hexdigest()
    if session.execute(select(Blob.sha256).where(Blob.sha256 == digest)).first() is None:
        session.add(Blob(sha256=digest, size=len(content), content=content))
        session.flush()
    made = Attachment(
        id=uuid7(),
        record=record.id,
        blob=digest,
        name=safe_name(name),
        mime=(mime or mimetypes.guess_type(name)[0] or "application/octet-stream")[:100],
        created_at=now,
        created_by=actor,
    )
    session.add(made)
    return made


def safe_name(name: str) -> str:
    """A file name that every system takes and that shows what it is: no folders, no control or direction marks."""
    base = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    kept = "".join(c if c not in '<>:"|?*' else "_" for c in base if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    kept = kept.strip().rstrip(". ") or "file"
    if kept.split(".")[0].upper() in RESERVED:
        kept = "_" + kept
    stem, dot, suffix = kept.rpartition(".")
    if len(kept.encode()) > 200:  # noqa: PLR2004  bytes that every file system takes, with room for a counter
        stem, suffix = (stem, dot + suffix[:20]) if dot else (kept, "")
        kept = stem.encode()[: 200 - len(suffix.encode())].decode(errors="ignore").rstrip(". ") + suffix.rstrip(". ")
    return kept
