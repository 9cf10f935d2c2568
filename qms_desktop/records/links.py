"""Links between records, files inside the file, signatures, and the organisation itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from qms_desktop.records.base import Base
from qms_desktop.records.choices import Choice
from qms_desktop.records.types import UtcDateTime, uuid7


class Relation(Choice):
    """What a link says, read from its source; `inverse` is how the target reads it."""

    LED_TO = "led_to", "Led to"
    CORRECTS = "corrects", "Corrects"
    CAUSED_BY = "caused_by", "Caused by"
    TREATS = "treats", "Treats"
    EVIDENCES = "evidences", "Is evidence for"
    CHANGES = "changes", "Changes"
    TRAINS = "trains", "Trains"
    AUDITS = "audits", "Audits"
    DECIDED_IN = "decided_in", "Decided in"
    MEASURES = "measures", "Measures"
    SUPERSEDES = "supersedes", "Supersedes"
    RECURRENCE_OF = "recurrence_of", "Recurrence of"
    CONCERNS = "concerns", "Concerns"

    @property
    def inverse(self) -> tuple[str, str]:
        """The relation's name and label as the target reads it."""
        return INVERSE[self]


INVERSE: dict[Relation, tuple[str, str]] = {
    Relation.LED_TO: ("raised_from", "Raised from"),
    Relation.CORRECTS: ("corrected_by", "Corrected by"),
    Relation.CAUSED_BY: ("causes", "Causes"),
    Relation.TREATS: ("treated_by", "Treated by"),
    Relation.EVIDENCES: ("evidenced_by", "Evidenced by"),
    Relation.CHANGES: ("changed_by", "Changed by"),
    Relation.TRAINS: ("requires_training", "Requires training"),
    Relation.AUDITS: ("audited_in", "Audited in"),
    Relation.DECIDED_IN: ("decided", "Decided"),
    Relation.MEASURES: ("measured_by", "Measured by"),
    Relation.SUPERSEDES: ("superseded_by", "Superseded by"),
    Relation.RECURRENCE_OF: ("recurred_as", "Recurred as"),
    Relation.CONCERNS: ("concerned_by", "Concerned by"),
}


class Link(Base):
    """A directed link between two records."""

    __tablename__ = "link"
    __table_args__ = (
        UniqueConstraint("source", "relation", "target"),
        CheckConstraint("source <> target", name="not_itself"),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid7)
    source: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id", ondelete="RESTRICT"), index=True)
    relation: Mapped[str] = mapped_column(String(40))
    target: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id", ondelete="RESTRICT"), index=True)
    note: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[UUID | None] = mapped_column(Uuid)


class Blob(Base):
    """The bytes of a file, stored once, under their SHA-256 in hexadecimal."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(Integer)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Attachment(Base):
    """A file as evidence of a record. The same bytes can be attached under several names."""

    __tablename__ = "attachment"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid7)
    record: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id", ondelete="RESTRICT"), index=True)
    blob: Mapped[str] = mapped_column(String(64), ForeignKey("blob.sha256", ondelete="RESTRICT"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    mime: Mapped[str] = mapped_column(String(100))
    caption: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[UUID | None] = mapped_column(Uuid)


class Signature(Base):
    """Somebody's word under a record: what it meant, and the hashes of what it covered (`workspace.signing`)."""

    __tablename__ = "signature"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid7)
    record: Mapped[UUID] = mapped_column(Uuid, ForeignKey("record.id", ondelete="RESTRICT"), index=True)
    signer: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("record.id", ondelete="RESTRICT"))
    meaning: Mapped[str] = mapped_column(String(100))
    covers: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Organisation(Base):
    """The one row that says whose quality system this is and how strict it wants to be."""

    __tablename__ = "organisation"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    file_id: Mapped[UUID] = mapped_column(Uuid, default=uuid7)
    name: Mapped[str] = mapped_column(String(200))
    owner: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("record.id", ondelete="RESTRICT"))
    currency: Mapped[str] = mapped_column(String(3), default="EUR")
    full_profile: Mapped[bool] = mapped_column(default=False)
    waiver: Mapped[str | None] = mapped_column(String(1000))
    switched_on: Mapped[str | None] = mapped_column(String(1000))
    """Kinds of the registers that are shown although they hold nothing yet, separated by `;`."""

    @property
    def shown(self) -> frozenset[str]:
        """The kinds that are switched on."""
        return frozenset((self.switched_on or "").split(";")) - {""}

    def show_only(self, kinds: Iterable[str]) -> None:
        """Switch these kinds on, and all others off."""
        self.switched_on = ";".join(sorted(set(kinds))) or None
