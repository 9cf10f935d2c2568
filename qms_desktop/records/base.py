"""`Base` and `Record`: the joined table of everything that has a number, a state and an owner."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, MetaData, String, Table, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from qms_desktop.records.fields import FieldInfo, FieldType, When, day, long_text, person, reference, text
from qms_desktop.records.types import UtcDateTime, uuid7

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base of every table that the trail records."""

    metadata = MetaData(naming_convention=CONVENTION)


def constrain(table: Table) -> None:
    """Add what follows from the declared fields: lengths and choices as CHECK, the index of a foreign key."""
    for column in list(table.columns):
        if "field" not in column.info:
            continue
        info: FieldInfo = column.info["field"]
        rule = f"length({column.name}) <= {info.length}" if info.length else ""
        if info.type is FieldType.CHOICE:
            rule = f"{column.name} IN ({', '.join(repr(str(c)) for c in info.members)})"
        if info.type in (FieldType.PERSON, FieldType.REFERENCE):
            # for the foreign key, which asks who points here; most of these columns are empty in most rows
            filled = column.is_not(None)
            Index(f"ix_{table.name}_{column.name}", column, sqlite_where=filled)
        if rule:
            table.append_constraint(CheckConstraint(rule, name=column.name))


class Record(Base):
    """One record of any register. Its own fields are declared by the subclass: `class Risk(Record, kind="risk")`."""

    __tablename__ = "record"
    KIND: ClassVar[str] = ""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid7)
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = text("Title", length=250, required=True)
    description: Mapped[str | None] = long_text("Description")
    state: Mapped[str] = mapped_column(String(40))
    owner: Mapped[UUID | None] = person("Owner")
    process: Mapped[UUID | None] = reference("Process", "process")
    occurred_on: Mapped[date | None] = day("Date", when=When.PAST)
    due_on: Mapped[date | None] = day("Due", when=When.FUTURE)
    closed_on: Mapped[date | None] = day("Closed on", when=When.PAST, computed=True)
    external_ref: Mapped[str | None] = text("External reference", length=100)
    notes: Mapped[str | None] = long_text("Notes")
    taken_over_from: Mapped[str | None] = text("Taken over from", length=300, computed=True)
    voided: Mapped[bool] = mapped_column(Boolean, default=False)
    void_reason: Mapped[str | None] = mapped_column(String(1000))
    # who acted is a fact, not a tie: a foreign key here would be searched at every removal of any record
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[UUID | None] = mapped_column(Uuid)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_by: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__: Any = {"polymorphic_on": "kind", "version_id_col": version}  # noqa: RUF012  SQLAlchemy's name

    def __init_subclass__(cls, kind: str = "", **options: Any) -> None:
        """Give the subclass its table, its key and its discriminator, then the constraints of its fields."""
        if kind:
            key: MappedColumn[UUID] = mapped_column(
                Uuid, ForeignKey("record.id", ondelete="RESTRICT"), primary_key=True
            )
            cls.KIND = cls.__tablename__ = kind
            setattr(cls, "id", key)  # noqa: B010  the annotation on Record says Mapped
            cls.__mapper_args__ = {"polymorphic_identity": kind, "inherit_condition": key == Record.id}
        super().__init_subclass__(**options)
        if kind:
            constrain(Table(kind, cls.metadata))


constrain(Table("record", Base.metadata))
for _name in ("id", "number", "title", "external_ref", "state", "owner", "occurred_on", "due_on", "closed_on"):
    _parts = ["kind", "voided", _name] + ([] if _name == "id" else ["id"])
    if _name == "state":
        # counting what is overdue, and whose, then needs no look at the rows
        _parts += ["due_on", "owner"]
    if _name == "closed_on":
        # nor does the time that something took
        _parts += ["occurred_on"]
    Index(f"ix_record_kind_{_name}", *(Record.__table__.c[part] for part in _parts))
