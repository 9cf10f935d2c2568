"""Building the views of one record, and the histories, inside a read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, text

from qms_desktop.errors import Unmet
from qms_desktop.records.base import Record
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.links import Attachment, Blob, Link, Relation
from qms_desktop.records.register import Register
from qms_desktop.records.workflow import Transition
from qms_desktop.workspace import signing
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.queries import REFERENCES
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.trail import OTHER_ENDS
from qms_desktop.workspace.undo import inactive
from qms_desktop.workspace.views import (
    AttachmentView,
    FieldView,
    HistoryEntry,
    LineRow,
    LinesView,
    LinkView,
    MoveView,
    RecordView,
    SectionView,
    ValueChange,
)

LATE = 7
"""From more than so many days between event and entry on, a record shows "recorded later"."""
HIDDEN = {"id", "kind", "version", "created_at", "created_by", "updated_at", "updated_by", "voided"}
base = Record.__table__


def refs(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Ref]:
    """Number and title of many records at once."""
    query = select(base.c.id, base.c.kind, base.c.number, base.c.title).where(base.c.id.in_(ids))
    return {row[0]: Ref(*row) for row in connection.execute(query)}


def record_view(look: Look, record: Record, *, writable: bool) -> RecordView:
    """Everything a form shows of a record."""
    register = look.registers[record.kind]
    connection = look.session.connection()
    wanted = [getattr(record, f.name) for f in register.fields.values() if f.type in REFERENCES]
    known = refs(connection, [v for v in wanted if v is not None])
    seen = record.occurred_on
    late = (record.created_at.astimezone().date() - seen).days if seen and not record.taken_over_from else 0
    return RecordView(
        id=record.id,
        kind=record.kind,
        number=record.number,
        title=record.title,
        state=record.state,
        version=record.version,
        voided=record.voided,
        void_reason=record.void_reason,
        closed=register.workflow.is_closed(record.state),
        due_on=None if register.workflow.is_settled(record.state) else record.due_on,
        owner=known.get(record.owner) if record.owner else None,
        created_at=record.created_at,
        updated_at=record.updated_at,
        recorded_later=late if late > LATE else 0,
        taken_over_from=record.taken_over_from,
        sections=_sections(register, record, known, writable=writable and not record.voided),
        moves=moves(look, record) if not record.voided else (),
        links=links(look, record),
        attachments=attachments(connection, record.id),
        lines=tuple(_lines(look, register, record, lines, writable=writable) for lines in register.lines),
        signatures=signing.signatures(look, record),
    )


def _lines(look: Look, register: Register, record: Record, lines: Lines, *, writable: bool) -> LinesView:
    found = look.lines(record, lines.name)
    names = [n for n, f in lines.fields.items() if f.type in REFERENCES]
    known = refs(look.session.connection(), [v for line in found for n in names if (v := getattr(line, n)) is not None])

    def cell(line: Line, shown: Field) -> object:
        value = getattr(line, shown.name)
        return known.get(value) if shown.type in REFERENCES and value is not None else value

    fields = tuple(lines.fields.values())
    rows = tuple(LineRow(line.id, tuple(cell(line, f) for f in fields)) for line in found)
    editable = writable and not record.voided and register.takes_lines(lines, record.state)
    return LinesView(lines.name, lines.title, lines.one, fields, rows, editable)


def _sections(
    register: Register, record: Record, known: Mapping[UUID, Ref], *, writable: bool
) -> tuple[SectionView, ...]:
    def view(shown: Field) -> FieldView:
        value = getattr(record, shown.name)
        if shown.type in REFERENCES and value is not None:
            value = known.get(value)
        return FieldView(shown, value, writable and register.editable(shown.name, record.state))

    found = [SectionView(s.title, tuple(view(register.fields[a.key]) for a in s.fields)) for s in register.form]
    listed = {f.field.name for s in found for f in s.fields}
    rest = tuple(view(f) for f in register.fields.values() if f.name not in listed and f.name != "title")
    return (*found, SectionView("More", rest)) if rest else tuple(found)


def moves(look: Look, record: Record) -> tuple[MoveView, ...]:
    """The transitions that start here, each with what is in its way."""
    register = look.registers[record.kind]
    return tuple(_move(look, record, t) for t in register.workflow.after(record.state))


def _move(look: Look, record: Record, transition: Transition) -> MoveView:
    unmet: list[Unmet] = look.unmet(record, transition)
    return MoveView(
        name=transition.name,
        label=transition.label,
        end=str(transition.end),
        allowed=not any(u.must for u in unmet),
        unmet=tuple(unmet),
        asks_reason=transition.asks_reason,
        signs=transition.signs,
        minor=transition.minor,
    )


def links(look: Look, record: Record) -> tuple[LinkView, ...]:
    """The record's ties both ways, and the records whose reference fields point here."""
    connection = look.session.connection()
    found: list[LinkView] = []
    for here, there in ((Link.source, Link.target), (Link.target, Link.source)):
        query = (
            select(
                Link.id, Link.relation, base.c.id, base.c.kind, base.c.number, base.c.title, base.c.state, base.c.voided
            )
            .join(base, base.c.id == there)
            .where(here == record.id)
            .order_by(Link.id)
        )
        for row in connection.execute(query):
            relation = Relation(row[1])
            name, label = (str(relation), relation.label) if here is Link.source else relation.inverse
            found.append(LinkView(row[0], name, label, Ref(*row[2:6]), row[6], row[7]))
    return (*found, *_pointing(look, connection, record))


def _pointing(look: Look, connection: Connection, record: Record) -> list[LinkView]:
    found: list[LinkView] = []
    for register in look.registers.values():
        for shown in register.fields.values():
            fits = shown.type is FieldType.REFERENCE and shown.info.target in (None, record.kind)
            if not fits or shown.inherited:
                continue
            own = register.model.__table__
            query = (
                select(base.c.id, base.c.kind, base.c.number, base.c.title, base.c.state, base.c.voided)
                .join(own, own.c.id == base.c.id)
                .where(own.c[shown.name] == record.id)
                .order_by(base.c.id)
                .limit(50)
            )
            found += [
                LinkView(None, shown.name, register.one, Ref(*row[:4]), row[4], row[5])
                for row in connection.execute(query)
            ]
    return found


def attachments(connection: Connection, record: UUID) -> tuple[AttachmentView, ...]:
    """The files of a record, oldest first."""
    query = (
        select(
            Attachment.id, Attachment.name, Attachment.mime, Blob.size, Blob.sha256, Attachment.created_at, base.c.title
        )
        .join(Blob, Blob.sha256 == Attachment.blob)
        .outerjoin(base, base.c.id == Attachment.created_by)
        .where(Attachment.record == record)
        .order_by(Attachment.id)
    )
    return tuple(AttachmentView(r[0], r[1], r[2], r[3], r[4], r[5], r[6] or "") for r in connection.execute(query))


SETS = (
    "SELECT c.number, c.at, coalesce(p.title, ''), c.label, c.reason, c.undoes, c.signed FROM change_set AS c "
    "LEFT JOIN record AS p ON p.id = c.actor "
)
_FROM_TRAIL = "SELECT change, tbl, op, old, new FROM trail WHERE "
OF_RECORD = f'{_FROM_TRAIL} "row" = :i AND tbl IN :tables' + "".join(
    f" UNION ALL {_FROM_TRAIL} tbl = '{table}' AND json_extract(coalesce(new, old), '$.{column}') = :i"
    for table, column in OTHER_ENDS
)
OF_LINES = (
    f' UNION ALL {_FROM_TRAIL} tbl = \'{{table}}\' AND "row" IN (SELECT "row" FROM trail '
    "WHERE tbl = '{table}' AND json_extract(coalesce(new, old), '$.record') = :i)"
)


def history(connection: Connection, limit: int) -> list[HistoryEntry]:
    """The newest change sets of the file, newest first."""
    off = inactive(connection)
    rows = connection.execute(text(SETS + "ORDER BY c.number DESC LIMIT :n"), {"n": limit})
    return [_entry(row, off) for row in rows]


def record_history(
    connection: Connection, registers: Mapping[str, Register], record: UUID, kind: str
) -> list[HistoryEntry]:
    """The change sets that touched a record, newest first, with what each changed in words."""
    off = inactive(connection)
    images: dict[int, list[Any]] = {}
    owned = "".join(OF_LINES.format(table=lines.name) for lines in registers[kind].lines)
    sql = text(OF_RECORD + owned).bindparams(bindparam("tables", expanding=True))
    for row in connection.execute(sql, {"i": record.hex, "tables": ["record", kind]}):
        images.setdefault(row[0], []).append(row)
    if not images:
        return []
    sets = text(SETS + "WHERE c.number IN :n ORDER BY c.number DESC").bindparams(bindparam("n", expanding=True))
    words = _Words(connection, registers[kind])
    return [
        _entry(row, off, tuple(words.changes(images[row[0]])))
        for row in connection.execute(sets, {"n": list(images)}).all()
    ]


def _entry(row: Any, off: set[int], values: tuple[ValueChange, ...] = ()) -> HistoryEntry:
    at = datetime.fromisoformat(row[1])
    return HistoryEntry(row[0], at, row[2], row[3], row[4], values, row[5], row[0] in off, bool(row[6]))


class _Words:
    """Turns the images of a record's rows into labels and values a user knows."""

    def __init__(self, connection: Connection, register: Register) -> None:
        self.connection = connection
        self.register = register

    def changes(self, images: Sequence[Any]) -> list[ValueChange]:
        found = []
        for _change, table, op, old, new in images:
            before, after = json.loads(old or "{}"), json.loads(new or "{}")
            if table == "link":
                found.append(self._tie(before or after, gone=op == "D"))
            elif table == "attachment":
                name = (before or after)["name"]
                found.append(ValueChange("File", name if op == "D" else "", "" if op == "D" else name))
            elif lines := self.register.lines_named(table):
                found += self._line(lines, op, before, after)
            elif op == "U":
                found += [self._one(n, before.get(n), after.get(n)) for n in after if n not in HIDDEN]
            elif op == "I":
                found += [self._one(n, None, v) for n, v in after.items() if v not in (None, "") and n not in HIDDEN]
        return found

    def _tie(self, image: dict[str, str], *, gone: bool) -> ValueChange:
        ends = refs(self.connection, [UUID(image["source"]), UUID(image["target"])])
        names = [ends[UUID(image[e])].number if UUID(image[e]) in ends else "?" for e in ("source", "target")]
        words = f"{names[0]} {Relation(image['relation']).label.lower()} {names[1]}"
        return ValueChange("Link", words if gone else "", "" if gone else words)

    def _line(self, lines: Lines, op: str, before: dict[str, Any], after: dict[str, Any]) -> list[ValueChange]:
        label = lines.one.capitalize()
        if op == "U":
            shown = [(lines.fields[n], before.get(n), after.get(n)) for n in after if n in lines.fields]
            return [ValueChange(f"{label}: {f.label}", self._word(f, old), self._word(f, new)) for f, old, new in shown]
        values = before if op == "D" else after
        words = ", ".join(self._word(f, values.get(n)) for n, f in lines.fields.items() if values.get(n) is not None)
        return [ValueChange(label, words if op == "D" else "", "" if op == "D" else words)]

    def _one(self, name: str, old: object, new: object) -> ValueChange:
        if name == "state":
            states = self.register.workflow.states
            return ValueChange("State", *(states(str(v)).label if v else "" for v in (old, new)))
        shown = self.register.fields.get(name)
        if shown is None:
            label = {"number": "Number", "void_reason": "Void, because"}.get(name, name.replace("_", " ").capitalize())
            return ValueChange(label, str(old or ""), str(new or ""))
        return ValueChange(shown.label, self._word(shown, old), self._word(shown, new))

    def _word(self, shown: Field, value: object) -> str:
        if value is None or value == "":
            return ""
        if shown.type in REFERENCES:
            key = UUID(str(value))
            return refs(self.connection, [key]).get(key, Ref(key, "", "", "(gone)")).title
        return in_words(shown, value)


def in_words(shown: Field, value: object) -> str:
    """A value as text for reading: labels for choices, yes and no, amounts with two decimals, ISO dates."""
    if value is None:
        return ""
    if isinstance(value, Ref):
        return value.title
    if shown.type is FieldType.MONEY:
        return f"{int(str(value)) / 100:,.2f}"
    if shown.type in (FieldType.CHOICE, FieldType.CHOICES):
        parts = str(value).split(";")
        return ", ".join(m.label for m in shown.info.members if m.value in parts) or str(value)
    if shown.type is FieldType.FLAG:
        value = "Yes" if value else "No"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
