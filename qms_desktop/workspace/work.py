"""What happens inside a change: add, amend, move, link, attach, void. The rules are checked here, for every door.

A little longer than other modules, because one class is the only way to write: elsewhere it could be gone round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from qms_desktop.errors import Conflict, RuleBroken, Unmet
from qms_desktop.records.base import Record
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.records.lines import Line
from qms_desktop.records.links import Attachment, Link, Relation
from qms_desktop.records.register import Register
from qms_desktop.records.types import uuid7
from qms_desktop.workspace import files, lines, signing
from qms_desktop.workspace.look import Look, following
from qms_desktop.workspace.numbering import Numbers
from qms_desktop.workspace.references import References
from qms_desktop.workspace.validation import checked


@dataclass
class Work(Look):
    """One running change, which commands are given."""

    remarks: list[str] = field(default_factory=list)
    """What the change set's reason says besides the user's own: conditions that were passed by a click."""
    signed: bool = False
    says: str = ""
    """What the user did, where only the change itself knows it ("Add complaint CMP-2026-0001")."""
    refused: RuleBroken | None = None
    """The last refusal of values that were set already; a change that goes on after it is not saved."""

    @cached_property
    def references(self) -> References:
        """What fields may point at."""
        return References(self.session, self.registers)

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers that this change gives."""
        return Numbers(self.session)

    def add(
        self,
        kind: str,
        values: Mapping[str, object],
        *,
        taken_over_from: str | None = None,
        state: str | None = None,
        closed_on: date | None = None,
        number: str | None = None,
    ) -> Record:
        """Make a record in its first state, or, taken over from an old list, in a later one.

        Args:
            kind: the register.
            values: field names and typed values.
            taken_over_from: file, sheet and row of the old list; then only title and known values are asked for.
            state: the state a taken-over record had there.
            closed_on: the day it was closed there.
            number: a number reserved before (imports reserve many at once).

        Raises:
            RuleBroken: lists every value that is not right.
        """
        register = self.register(kind)
        record = register.model(
            id=uuid7(),
            number=number or self.numbers.take(register.prefix, self.today.year)[0],
            state=str(register.workflow.initial),
            voided=False,
            created_at=self.now,
            updated_at=self.now,
            created_by=self.actor_id,
            updated_by=self.actor_id,
            taken_over_from=taken_over_from,
        )
        filled = dict(values)
        if not taken_over_from:
            if "owner" in register.fields and filled.get("owner") is None:
                filled["owner"] = self.actor_id
            if "occurred_on" in register.fields and filled.get("occurred_on") is None:
                filled["occurred_on"] = self.today
        problems = self.set_fields(register.fields, register.one, record, filled)
        if not problems and not taken_over_from:
            empty = (f for f in register.fields.values() if f.info.required and getattr(record, f.name) is None)
            problems = [Unmet(f"{f.label} is missing.", field=f.name) for f in empty]
        if state is not None and taken_over_from:
            record.state = state
            record.closed_on = closed_on if register.workflow.is_closed(state) else None
        self.session.add(record)
        self.references.note(record)
        self.judge(register, record, problems, f"The {register.one} was not saved.")
        return record

    def amend(
        self, record: Record | UUID | str, values: Mapping[str, object], seen: Mapping[str, object] | None = None
    ) -> bool:
        """Change fields of a record; False where nothing differs.

        Args:
            record: the record, its key or its number.
            values: field names and typed values.
            seen: what the form showed before; a field that differs from it by now raises `Conflict`.

        Raises:
            RuleBroken: the record is closed or voided, or values are not right.
            Conflict: someone changed the same field in the meantime.
        """
        record = record if isinstance(record, Record) else self.get(record)
        register = self.register(record.kind)
        self.refuse_locked(register, record)
        for name, old in (seen or {}).items():
            if name not in register.fields or name not in values:
                continue
            if getattr(record, name) != old and getattr(record, name) != values[name]:
                label = register.fields[name].label
                raise Conflict(f"{label} of {record.number} was changed in the meantime. Look at it and try again.")
        locked = [n for n in values if n in register.fields and not register.editable(n, record.state)]
        if locked:
            label = register.fields[locked[0]].label
            raise RuleBroken(
                f"{label} can no longer be changed in this state of {record.number}.",
                [Unmet(f"{register.fields[n].label} is read-only here.", field=n) for n in locked],
            )
        problems = self.set_fields(register.fields, register.one, record, values)
        if not problems and not self.session.is_modified(record):
            return False
        self.judge(register, record, problems, f"{record.number} was not saved.")
        self.touch(record)
        return True

    def move(self, record: Record | UUID | str, name: str, *, reason: str | None = None, waive: bool = False) -> Record:
        """Move a record by a transition. `waive` passes the conditions that should, but need not, be met.

        Raises:
            RuleBroken: lists every unmet condition.
        """
        record = record if isinstance(record, Record) else self.get(record)
        register = self.register(record.kind)
        transition = register.workflow.named(record.state, name)
        if transition is None or record.voided:
            raise RuleBroken(self._no_such_move(register, record, name))
        unmet = self.unmet(record, transition)
        if transition.asks_reason and not (reason or "").strip():
            unmet.append(Unmet("A reason is needed.", field="reason"))
        blocking = [u for u in unmet if u.must or not waive]
        if blocking:
            sentence = f"{record.number} cannot do “{transition.label}” yet: " + " ".join(u.message for u in blocking)
            raise RuleBroken(sentence, blocking)
        self.remarks.extend(f"Not needed here: {u.message}" for u in unmet)
        before = register.workflow.is_closed(record.state)
        record.state = str(transition.end)
        self.references.forget()
        for effect in (*transition.effects, *following(self.rules, record.kind, transition)):
            effect(record, self)
        if register.workflow.is_closed(record.state):
            record.closed_on = record.closed_on or self.today
        elif before:
            record.closed_on = None
        self.signed = self.signed or transition.signs
        self.judge(register, record, [], f"{record.number} was not moved.")
        self.touch(record)
        if transition.signs:
            signing.sign(self, record, transition)
        elif transition.name.startswith("revoke"):
            signing.revoke(self, record)
        return record

    def link(self, source: Record, relation: Relation, target: Record) -> Link:
        """Tie two records; an existing tie of the same kind is returned.

        Raises:
            RuleBroken: a record cannot be tied to itself or to a voided one.
        """
        if source.id == target.id:
            raise RuleBroken(f"{source.number} cannot be linked to itself.")
        for end in (source, target):
            if end.voided:
                raise RuleBroken(f"{end.number} is void, so nothing can be linked to it.")
        self.session.flush()
        same = select(Link).where(Link.source == source.id, Link.relation == relation, Link.target == target.id)
        found = self.session.scalars(same).one_or_none()
        if found is not None:
            return found
        made = Link(
            id=uuid7(),
            source=source.id,
            relation=str(relation),
            target=target.id,
            created_at=self.now,
            created_by=self.actor_id,
        )
        self.session.add(made)
        return made

    def unlink(self, link: UUID) -> None:
        """Take a tie away; the history of both records keeps it.

        Raises:
            Conflict: it is gone already.
        """
        found = self.session.get(Link, link)
        if found is None:
            raise Conflict("This link was taken away in the meantime.")
        self.session.delete(found)

    def attach(self, record: Record | UUID | str, name: str, content: bytes, mime: str = "") -> Attachment:
        """Put a file inside the file, as evidence of a record.

        Raises:
            RuleBroken: the record is closed or voided, or the file is too large.
        """
        record = record if isinstance(record, Record) else self.get(record)
        self.refuse_locked(self.register(record.kind), record)
        return files.attach(self.session, record, name, content, mime, self.now, self.actor_id)

    def detach(self, attachment: UUID) -> None:
        """Take a file from a record that still takes changes. The bytes stay, for undo.

        Raises:
            RuleBroken: the record is closed or voided, or a line holds the file. Conflict: the file is gone already.
        """
        found = self.session.get(Attachment, attachment)
        if found is None:
            raise Conflict("This file was taken away in the meantime.")
        record = self.get(found.record)
        self.refuse_locked(self.register(record.kind), record)
        held = f"{found.name} is what was approved in {record.number}, so it stays. Begin a new version instead."
        self.session.delete(found)
        try:
            self.session.flush()
        except IntegrityError as error:
            raise RuleBroken(held) from error

    def void(self, record: Record | UUID | str, reason: str) -> Record:
        """Void a record instead of deleting it.

        Raises:
            RuleBroken: no reason was given, or it is void already.
        """
        record = record if isinstance(record, Record) else self.get(record)
        if not reason.strip():
            raise RuleBroken("Voiding needs a reason.", [Unmet("A reason is needed.", field="reason")])
        if record.voided:
            raise RuleBroken(f"{record.number} is void already.")
        self.references.forget()
        record.voided, record.void_reason = True, reason.strip()[:1000]
        self.touch(record)
        return record

    def unvoid(self, record: Record | UUID | str) -> Record:
        """Bring a voided record back."""
        record = record if isinstance(record, Record) else self.get(record)
        self.references.forget()
        record.voided, record.void_reason = False, None
        self.touch(record)
        return record

    def add_lines(self, record: Record | UUID | str, name: str, rows: Sequence[Mapping[str, object]]) -> list[Line]:
        """Give a record new lines (`workspace.lines`)."""
        return lines.add(self, record if isinstance(record, Record) else self.get(record), name, rows)

    def amend_line(
        self,
        record: Record | UUID | str,
        name: str,
        key: UUID,
        values: Mapping[str, object],
        seen: Mapping[str, object] | None = None,
    ) -> bool:
        """Change fields of a line; False where nothing differs."""
        found = record if isinstance(record, Record) else self.get(record)
        return lines.amend(self, found, name, key, values, seen or {})

    def remove_line(self, record: Record | UUID | str, name: str, key: UUID) -> None:
        """Take a line away; the history of its record keeps it."""
        lines.remove(self, record if isinstance(record, Record) else self.get(record), name, key)

    def touch(self, record: Record) -> None:
        """Write down who changed the record, and save it."""
        record.updated_at, record.updated_by = self.now, self.actor_id
        self.session.flush()

    def refuse_locked(self, register: Register, record: Record) -> None:
        """Closed and voided records take no changes.

        Raises:
            RuleBroken: with the way out, where there is one.
        """
        if record.voided:
            raise RuleBroken(f"{record.number} is void, so it can no longer be changed.")
        if register.workflow.is_closed(record.state):
            ways = [t.label for t in register.workflow.after(record.state)]
            way = f" Use “{ways[0]}” first." if ways else ""
            state = register.workflow.states(record.state).label.lower()
            raise RuleBroken(f"{record.number} is {state}, so it can no longer be changed.{way}")

    def set_fields(
        self, fields: Mapping[str, Field], one: str, target: Record | Line, values: Mapping[str, object]
    ) -> list[Unmet]:
        """Check and set the fields of a record or a line; what is not right comes back."""
        problems = []
        for name, value in values.items():
            if name not in fields:
                problems.append(Unmet(f"A {one} has no field “{name}”.", field=name))
                continue
            if fields[name].info.computed and value is not None and value != getattr(target, name):
                problems.append(Unmet(f"{fields[name].label} is worked out by the program.", field=name))
                continue
            problem = self._set_one(fields[name], target, value)
            if problem:
                problems.append(problem)
        return problems

    def _set_one(self, shown: Field, record: Record | Line, value: object) -> Unmet | None:
        try:
            stored = checked(shown, value, self.today)
            if isinstance(stored, UUID) and stored != getattr(record, shown.name):
                self.references.check(shown, record, stored)
        except ValueError as error:
            return Unmet(f"{shown.label}: {error}", field=shown.name)
        if getattr(record, shown.name) != stored:
            setattr(record, shown.name, stored)
        if shown.type is FieldType.MONEY and stored is not None and getattr(record, "currency", "kept") is None:
            record.__setattr__("currency", self.organisation.currency)
        return None

    def judge(self, register: Register, record: Record, problems: Iterable[Unmet], sentence: str) -> None:
        """Work out what is worked out, and check the record as a whole.

        Raises:
            RuleBroken: lists every problem.
        """
        found = list(problems)
        if not found:
            if register.derive:
                register.derive(record, self)
            for check in register.checks:
                found.extend(u for u in check(record, self) if u.must)
        if found:
            self.refused = RuleBroken(" ".join([sentence, *(u.message for u in found)]), found)
            raise self.refused

    @staticmethod
    def _no_such_move(register: Register, record: Record, name: str) -> str:
        if record.voided:
            return f"{record.number} is void, so it cannot be moved."
        state = register.workflow.states(record.state).label
        possible = ", ".join(t.name for t in register.workflow.after(record.state)) or "none"
        return f"{record.number} is in the state {state}, from which “{name}” does not start. Possible: {possible}."
