"""`Reader`: everything that looks at an opened file. What leaves are plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from qms_desktop.errors import RuleBroken
from qms_desktop.records.lines import Lines
from qms_desktop.records.links import Blob
from qms_desktop.records.register import Register
from qms_desktop.workspace import line_queries, queries, reading, search
from qms_desktop.workspace.engine import in_words
from qms_desktop.workspace.line_queries import OwnedRow
from qms_desktop.workspace.lock import Holder
from qms_desktop.workspace.look import Look, Rules
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.rows import Facets, Ref, Row
from qms_desktop.workspace.trail import Voice
from qms_desktop.workspace.views import DayItem, HistoryEntry, OrganisationView, RecordView


class ReadSession(Session):
    """A session that cannot write."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Refuse to write.

        Raises:
            RuntimeError: something was changed while reading.
        """
        if self.new or self.dirty or self.deleted:
            message = "a read session does not write; use change()"
            raise RuntimeError(message)
        super().flush(objects)


@dataclass
class Clock:
    """The clock that tests set."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """The time now, aware."""
        return self.fixed or datetime.now(UTC)


@dataclass
class Reader:
    """The reading half of a workspace."""

    path: Path
    registers: Mapping[str, Register]
    rules: Rules
    engine: Engine
    voice: Voice
    holder: Holder | None = None
    """Who has the file open for writing, when that is not us."""
    read_only_because: str = ""
    warnings: list[str] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)
    actor: UUID | None = None
    _inside: bool = field(default=False, init=False, repr=False)

    @contextmanager
    def _connection(self, begin: str) -> Iterator[Connection]:
        with (
            self._alone(),
            self.engine.connect().execution_options(begin=begin) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One thing at a time: a second use of the one connection would end the first one's transaction unseen.

        Raises:
            RuntimeError: a read or a change is running; ask its look or work instead.
        """
        if self._inside:
            message = "a read or a change is running; ask the look or the work that it gave"
            raise RuntimeError(message)
        self._inside = True
        try:
            yield
        finally:
            self._inside = False

    @contextmanager
    def read(self) -> Iterator[Look]:
        """A look at one moment; what it gives cannot write."""
        with in_words(), self._connection("") as connection, ReadSession(bind=connection, autoflush=False) as session:
            yield Look(session, self.registers, self.rules, self.clock.now(), self.actor)

    def register(self, kind: str) -> Register:
        """The register of a kind.

        Raises:
            RuleBroken: there is none.
        """
        if kind not in self.registers:
            raise RuleBroken(f"There is no register “{kind}”. The registers are: {', '.join(self.registers)}.")
        return self.registers[kind]

    @property
    def today(self) -> date:
        """The local day."""
        return self.clock.now().astimezone().date()

    def page(self, listing: Listing, columns: Sequence[str], offset: int = 0, limit: int = 256) -> list[Row]:
        """A stretch of a register table."""
        with in_words(), self._connection("") as connection:
            return queries.page(connection, self.register(listing.kind), listing, columns, offset, limit)

    def lines(self, lines: Lines, records: Sequence[UUID]) -> list[OwnedRow]:
        """The lines that certain records own, in the order of the records' numbers."""
        with in_words(), self._connection("") as connection:
            return line_queries.rows(connection, lines, records=records)

    def count(self, listing: Listing) -> int:
        """How many rows a register table has."""
        with in_words(), self._connection("") as connection:
            return queries.count(connection, self.register(listing.kind), listing)

    def facets(self, kind: str) -> Facets:
        """The counts that chips and tabs show."""
        with in_words(), self._connection("") as connection:
            return queries.facets(connection, self.register(kind), self.actor, self.today)

    def my_day(self, until: date) -> list[DayItem]:
        """Open records due up to a day."""
        with in_words(), self._connection("") as connection:
            return queries.my_day(connection, self.registers, self.actor, until)

    def options(self, kind: str | None, words: str) -> list[Ref]:
        """Records a reference field may point at."""
        with in_words(), self._connection("") as connection:
            return queries.options(connection, kind, words)

    def view(self, key: UUID | str) -> RecordView:
        """Everything a form shows of a record, by key or number."""
        with self.read() as look:
            return reading.record_view(look, look.get(key), writable=not self.read_only_because)

    def record_history(self, key: UUID | str) -> list[HistoryEntry]:
        """The change sets that touched a record, newest first."""
        with self.read() as look:
            record = look.get(key)
            return reading.record_history(look.session.connection(), self.registers, record.id, record.kind)

    def history(self, limit: int = 100) -> list[HistoryEntry]:
        """The newest change sets of the file."""
        with in_words(), self._connection("") as connection:
            return reading.history(connection, limit)

    def search(self, typed: str, limit: int = 50, *, ranked: bool = False) -> list[search.Hit]:
        """Records that hold every typed word."""
        with in_words(), self._connection("") as connection:
            return search.find(connection, typed, self.registers, limit=limit, ranked=ranked)

    def file(self, sha256: str) -> bytes:
        """The bytes of an attachment."""
        with in_words(), self._connection("") as connection:
            return bytes(connection.execute(select(Blob.content).where(Blob.sha256 == sha256)).scalar_one())

    def organisation(self) -> OrganisationView:
        """Whose file this is."""
        with self.read() as look:
            found = look.organisation
            owner = reading.refs(look.session.connection(), [found.owner]).get(found.owner) if found.owner else None
            plain = (found.name, found.currency, found.full_profile, found.waiver, owner, found.file_id)
            return OrganisationView(*plain, found.shown)
