"""`Workspace`: one opened quality system, and its one door for writes.

Longer than other modules: opening, changing and closing share one connection, one voice and one lock.
"""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from qms_desktop.errors import Conflict, RuleBroken, Unavailable
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access
from qms_desktop.records.links import Organisation
from qms_desktop.records.register import Register
from qms_desktop.records.types import uuid7
from qms_desktop.workspace import anchors, backup, places, schema, search, undo
from qms_desktop.workspace import verify as proof
from qms_desktop.workspace.connection import connect
from qms_desktop.workspace.engine import driver, finish, in_words, make_engine
from qms_desktop.workspace.lock import FileLock
from qms_desktop.workspace.look import Rules
from qms_desktop.workspace.reader import Clock, Reader
from qms_desktop.workspace.trail import Voice, moved_back
from qms_desktop.workspace.views import Changes, HistoryEntry
from qms_desktop.workspace.work import Work

LABEL = 300
WRITTEN = (
    "SELECT tbl, \"row\", op, CASE WHEN tbl IN ('link', 'attachment') THEN coalesce(new, old) END "
    "FROM trail WHERE change = ?"
)
BEFORE = "SELECT coalesce(max(number), 0), (SELECT at FROM change_set ORDER BY number DESC LIMIT 1) FROM change_set"
"""How many change sets there are, and when the last was written."""
ASKED = "It was opened for reading only."
"""Why a file that could be written is not."""
ROLES = "SELECT roles FROM person WHERE id = ?"
TOLD = "INSERT INTO change_set(number, at, actor, label, reason, undoes, signed) VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass
class Workspace(Reader):
    """One opened file. All calls belong to one thread; only plain values leave (`views`)."""

    lock: FileLock | None = None
    last: Changes | None = None
    """What the newest change of this workspace touched."""
    _sound: bool = field(default=False, init=False, repr=False)
    _written_at: str | None = field(default=None, init=False, repr=False)
    """When the last change set was written, before the one that runs."""

    # -- opening and closing

    @classmethod
    def create(
        cls,
        path: Path,
        registers: Sequence[Register],
        rules: Rules | None = None,
        *,
        organisation: str = "",
        owner: str = "",
        program: str = "QMS Desktop",
        clock: Clock | None = None,
    ) -> Self:
        """Make a new file with its organisation and its first person, the quality manager.

        Raises:
            Unavailable: the file exists already, or its folder cannot be written.
        """
        path = places.located(path, beside=".new-journal")
        if path.exists():
            raise Unavailable(f"{path.name} exists already. Choose another name; nothing was overwritten.")
        if not os.access(path.parent, os.W_OK):
            raise Unavailable(f"{path.name} cannot be made: {path.parent} is no folder in which you may write.")
        places.refuse_network(path)
        part = path.with_name(path.name + ".new")
        try:
            part.unlink(missing_ok=True)
            with in_words():
                cls._fill(part, registers, organisation or path.stem, owner or "Quality manager", clock or Clock())
            part.replace(path)
        except OSError as error:
            raise Unavailable(f"{path.name} cannot be made in {path.parent}: {error.strerror}.") from error
        finally:
            part.unlink(missing_ok=True)
        return cls.open(path, registers, rules, program=program)

    @classmethod
    def _fill(cls, part: Path, registers: Sequence[Register], organisation: str, owner: str, clock: Clock) -> None:
        voice = Voice()
        engine = make_engine(part, mode="rwc", prepare=voice.prepare)
        made = cls(part, {r.kind: r for r in registers}, {}, engine, voice, clock=clock)
        try:
            with made._connection("EXCLUSIVE") as connection:
                schema.create(connection)
            with made.change(f"Create the quality system of {organisation}"[:LABEL]) as work:
                work.session.add(
                    Organisation(id=1, file_id=uuid7(), name=organisation, currency="EUR", full_profile=False)
                )
                work.session.flush()
                if "person" in made.registers:
                    first = work.add("person", {"title": owner, "roles": "quality_manager;top_management"})
                    work.session.flush()
                    work.organisation.owner = first.id
        finally:
            finish(engine)

    @classmethod
    def open(
        cls,
        path: Path,
        registers: Sequence[Register],
        rules: Rules | None = None,
        *,
        program: str = "QMS Desktop",
        read_only: bool = False,
    ) -> Self:
        """Open a file: for writing where nobody else does, else read-only with the reason.

        Raises:
            Unavailable: missing, no quality system, newer than the program, on a network share.
        """
        path = places.located(path, beside="-journal")
        if not path.exists():
            raise Unavailable(f"There is no file {path}. Check the name, or make a new one.")
        if path.is_dir():
            raise Unavailable(f"{path.name} is a folder. Choose a .qms file.")
        places.refuse_network(path)
        with in_words():
            version = _checked(path)
        opened = cls._locked(path, registers, rules or {}, program, read_only=read_only)
        try:
            with in_words():
                opened._settle(version)  # noqa: SLF001  its own class
        except BaseException:
            opened.close()
            raise
        return opened

    @classmethod
    def _locked(cls, path: Path, registers: Sequence[Register], rules: Rules, program: str, *, read_only: bool) -> Self:
        lock: FileLock | None = None
        holder = None
        because = ASKED if read_only else ""
        if not because and not os.access(path, os.W_OK):
            because = "The file is write-protected."
        if not because:
            lock = FileLock(path)
            try:
                holder = lock.acquire(program)
            except OSError as error:
                full = error.errno == errno.ENOSPC
                because = "The disk is full: free some space." if full else "Its folder cannot be written."
            if holder is not None:
                because = f"It is open elsewhere: {holder}."
        voice = Voice()
        mode = "ro" if because else "rw"
        engine = make_engine(path, mode=mode, prepare=voice.prepare)
        lock = None if because else lock
        known = {r.kind: r for r in registers}
        return cls(path, known, rules, engine, voice, holder=holder, read_only_because=because, lock=lock)

    def _settle(self, version: int) -> None:
        if version < schema.VERSION:
            self._migrate(version)
        with self._connection("") as connection:
            row = connection.execute(select(Organisation.owner, Organisation.file_id)).first()
            if row is None:
                raise Unavailable(
                    f"{self.path.name} is not whole: it names no organisation. Restore the newest backup."
                )
            self.actor = row[0]
            seen = anchors.remembered(row[1])
            self.warnings += proof.tail_problems(connection, seen)
            self._sound = not self.warnings
            if self._sound:
                anchors.remember(row[1], proof.head(connection))
        client = places.synced_by(self.path.parent)
        if client:
            self.warnings.append(
                f"The file lies in the folder of a sync client ({client}). Keep backups there, not the file."
            )

    def _migrate(self, version: int) -> None:
        if self.read_only_because:
            asked = self.read_only_because == ASKED
            way = "Open it in the window once; it is backed up before." if asked else self.read_only_because
            raise Unavailable(
                f"{self.path.name} was written by an older version of QMS Desktop and must be brought up to date. {way}"
            )
        copy = self.path.with_name(f"{self.path.stem} before update from schema {version}.qms")
        self.backup(copy)
        raw = self.engine.raw_connection()
        try:
            # outside a transaction, where alone SQLite listens to it
            raw.execute("PRAGMA foreign_keys=OFF").close()
            with self._writing("EXCLUSIVE") as (connection, number):
                schema.migrate(connection)
                self._finish(connection, number, f"Bring the file up to date (schema {schema.VERSION})", None)
        finally:
            with suppress(Exception):  # an interrupt closes the connection, and the pragma goes with it
                raw.execute("PRAGMA foreign_keys=ON").close()
            raw.close()

    def close(self) -> None:
        """Remember the trail's head, close the file, let go of the lock."""
        try:
            with suppress(Exception):  # closing goes on, whatever the disk says
                if self._sound:
                    with self._connection("") as connection:
                        file_id = connection.execute(select(Organisation.file_id)).scalar_one()
                        anchors.remember(file_id, proof.head(connection))
        finally:
            finish(self.engine)
            if self.lock is not None:
                self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- writing

    @contextmanager
    def change(self, label: str, reason: str | None = None) -> Iterator[Work]:
        """The one door for writes: a transaction, an audited change set, one undo.

        Raises:
            RuleBroken: a rule said no. Conflict: someone changed the same. Unavailable: disk, lock, file.
        """
        with self._writing() as (connection, number):
            with Session(bind=connection, expire_on_commit=False) as session:
                work = Work(session, self.registers, self.rules, self.clock.now(), self.actor)
                try:
                    yield work
                    if work.refused:
                        # a refusal that was swallowed: what it refused may be half done
                        raise work.refused
                    session.flush()
                    work.numbers.keep()
                except StaleDataError as error:
                    raise Conflict("Someone changed this record in the meantime. Look at it and try again.") from error
            said = "\n".join([*([reason] if reason else []), *work.remarks]) or None
            self._finish(connection, number, work.says or label, said, signed=work.signed)

    def undo(self, number: int | None = None) -> HistoryEntry:
        """Undo a change set, or the newest that is neither undone nor an undo, by a new one."""
        return self._revert("Undo", number, redo=False)

    def redo(self) -> HistoryEntry:
        """Undo the newest undo, where nothing else was changed since."""
        return self._revert("Redo", None, redo=True)

    def _revert(self, verb: str, number: int | None, *, redo: bool) -> HistoryEntry:
        with self._writing() as (connection, made):
            found = undo.newest(connection, redo=redo) if number is None else undo.entry(connection, number)
            undo.revert(connection, found)
            label = found.label.removeprefix("Undo: ").removeprefix("Redo: ")
            self._finish(connection, made, f"{verb}: {label}", None, undoes=found.number)
        return self.history(1)[0]

    @contextmanager
    def _writing(self, begin: str = "IMMEDIATE") -> Iterator[tuple[Connection, int]]:
        if self.read_only_because:
            raise Unavailable(f"{self.path.name} can only be read. {self.read_only_because}")
        with in_words(), self._connection(begin) as connection:
            self._refuse_reader(connection)
            last, self._written_at = driver(connection).execute(BEFORE).fetchone()
            number = int(last) + 1
            self.voice.change, self.voice.now = number, self.clock.now()
            self.voice.actor = self.actor.hex if self.actor else ""
            try:
                yield connection, number
            finally:
                self.voice.change = None

    def _refuse_reader(self, connection: Connection) -> None:
        """Somebody who holds no right but reading changes nothing, by whichever door."""
        if "person" not in self.registers or self.actor is None:
            return
        found = driver(connection).execute(ROLES, (self.actor.hex,)).fetchone()
        if found is not None and found[0] == Access.READER:
            raise RuleBroken("You may read here, but not change anything. Ask the quality manager for another role.")

    def _finish(
        self,
        connection: Connection,
        number: int,
        label: str,
        reason: str | None,
        *,
        undoes: int | None = None,
        signed: bool = False,
    ) -> None:
        rows = driver(connection).execute(WRITTEN, (number,)).fetchall()
        if not rows and undoes is None:
            self.last = None
            return
        at = self.voice.stamp()
        said = "\n".join([*([reason] if reason else []), *moved_back(self._written_at, at)]) or None
        values = (number, at, self.voice.actor, label[:LABEL], said, undoes, signed)
        driver(connection).execute(TOLD, values)
        tables = {"record", *self.registers}
        made = {row for table, row, op, _ in rows if table == "record" and op == "I"}
        touched = {row for table, row, *_ in rows if table in tables}
        known = {row: table for table, row, *_ in rows if table in self.registers}
        kinds = search.refresh(driver(connection), touched, self.registers, made, known)
        kinds |= {*known.values()} | self._kinds(connection, rows)
        self.last = Changes(number, label, frozenset(kinds), frozenset(UUID(i) for i in touched))

    def _kinds(self, connection: Connection, rows: Sequence[Any]) -> set[str]:
        """The kinds of records that got or lost a link or a file."""
        ids: set[str] = set()
        for *_, image in rows:
            if image is not None:
                found = json.loads(image)
                ids.update(found[name] for name in ("source", "target", "record") if name in found)
        if not ids:
            return set()
        if len(ids) > search.CHUNK:
            return set(self.registers)
        query = select(Record.kind).where(Record.id.in_([UUID(i) for i in ids])).distinct()
        return set(connection.execute(query).scalars())

    # -- proof and copies

    def verify(self, progress: proof.Progress | None = None) -> proof.Report:
        """Prove storage, chain, rows and attachments; a sound file's head is remembered."""
        with in_words(), self._connection("") as connection:
            file_id = connection.execute(select(Organisation.file_id)).scalar()
            report = proof.verify(connection, anchors.remembered(file_id) if file_id else None, progress)
            if report.ok and file_id:
                anchors.remember(file_id, report.head)
            return report

    def backup(self, target: Path, progress: proof.Progress | None = None) -> Path:
        """Write a verified copy."""
        with self._alone():
            raw = self.engine.raw_connection()
            try:
                return backup.copy(raw.driver_connection, target, progress)
            finally:
                raw.close()

    @contextmanager
    def snapshot(self) -> Iterator[Workspace]:
        """A read-only copy of this moment for long work; it vanishes afterwards."""
        with tempfile.TemporaryDirectory(prefix="qms-") as folder:
            copy = self.backup(Path(folder) / self.path.name)
            taken = type(self).open(copy, list(self.registers.values()), self.rules, read_only=True)
            try:
                yield taken
            finally:
                taken.close()


def _checked(path: Path) -> int:
    """Look at the file's head through the engine, without touching it; a hot journal is left to the real opening."""
    journal = path.with_name(path.name + "-journal")
    mode = "rw" if journal.exists() and os.access(path, os.W_OK) else "ro"
    raw = connect(path, mode=mode)
    try:
        return schema.check(raw, path)
    finally:
        raw.close()
