"""`Line`: a row that a record owns, such as a value of an indicator; `Lines`: how a register shows such rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, Table, Uuid, inspect
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from qms_desktop.records.base import Base, Record, constrain
from qms_desktop.records.choices import Choice
from qms_desktop.records.fields import Field
from qms_desktop.records.types import uuid7
from qms_desktop.records.workflow import Attribute


class Line(Base):
    """A row of a record: `class Step(Line, table="process_step", of=Process)`, with fields as a register has them."""

    __abstract__ = True
    OF: ClassVar[type[Record]]

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid7)
    record: Mapped[UUID]
    position: Mapped[int] = mapped_column(Integer)
    """Its place among its record's lines, where these have no order of their own."""

    def __init_subclass__(cls, table: str, of: type[Record], **options: Any) -> None:
        """Give the subclass its table, the foreign key to its record's own table, and the constraints of its fields."""
        cls.__tablename__, cls.OF = table, of
        key: MappedColumn[UUID] = mapped_column(Uuid, ForeignKey(f"{of.KIND}.id", ondelete="RESTRICT"), index=True)
        setattr(cls, "record", key)  # noqa: B010  the annotation above says Mapped
        super().__init_subclass__(**options)
        constrain(Table(table, cls.metadata))


@dataclass(frozen=True)
class Lines:
    """The lines of one kind under a record. From this follow their table on the form, their sheet and their print.

    `key` are the fields that tell a record's lines apart: no two lines agree in all of them. `order` sorts them;
    `editable_in` limits the states of the record in which they take changes: None for every open one, () for never
    by hand (then only transitions write them).
    """

    model: type[Line]
    title: str
    one: str
    key: tuple[Attribute, ...] = ()
    order: tuple[Attribute, ...] = ()
    editable_in: tuple[Choice, ...] | None = None

    def __post_init__(self) -> None:
        """Let the database hold the key, so that no door makes two of the same."""
        table = inspect(self.model).local_table
        if self.key and isinstance(table, Table):
            Index(f"uq_{table.name}_key", table.c.record, *(table.c[a.key] for a in self.key), unique=True)

    @property
    def name(self) -> str:
        """The name of the lines on the command line, in sheets and JSON."""
        return str(self.model.__tablename__)

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field by attribute name, as declared."""
        columns = inspect(self.model).local_table.columns
        return {c.key: Field(c.key, c.info["field"]) for c in columns if "field" in c.info}
