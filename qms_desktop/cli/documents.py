"""The JSON documents: plain values under the names of CLI.md. Names are added to them, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from qms_desktop.errors import Unmet
from qms_desktop.exchange.targets import RowsOf
from qms_desktop.flows.trace import Node
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.records.register import Principle, Register
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.views import HistoryEntry, LinkView, MoveView, RecordView

MINOR_UNITS = 100
Document = dict[str, Any]


def json_value(shown: Field | None, value: object) -> object:
    """A value as JSON says it: references by number, amounts in major units, several choices as a list."""
    if isinstance(value, Ref):
        return value.number
    if shown is None:
        return value
    if shown.type is FieldType.CHOICES:
        return str(value).split(";") if value else []
    if shown.type is FieldType.MONEY and isinstance(value, int):
        return value / MINOR_UNITS
    return value


def register_document(principle: Principle, register: Register) -> Document:
    """One register: what it is called, its states, its moves and its fields."""
    flow = register.workflow
    return {
        "kind": register.kind,
        "title": register.title,
        "principle": principle.name,
        "principle_title": principle.title,
        "prefix": register.prefix,
        "states": [s.value for s in flow.states],
        "state_labels": {s.value: s.label for s in flow.states},
        "moves": [
            {"name": t.name, "label": t.label, "from": [s.value for s in t.start], "to": t.end.value}
            for t in flow.transitions
        ],
        "fields": [_field(f) for f in register.fields.values()],
        "lines": [_lines(RowsOf(register, lines)) for lines in register.lines],
    }


def _lines(rows: RowsOf) -> Document:
    """The lines that a record owns: what names their record, what tells them apart, and their fields."""
    return {
        "name": rows.kind,
        "title": rows.title,
        "one": rows.one,
        "owner": rows.owner,
        "key": list(rows.keys),
        "fields": [_field(f) for f in rows.lines.fields.values()],
    }


def _field(shown: Field) -> Document:
    info = shown.info
    return {
        "name": shown.name,
        "label": shown.label,
        "type": info.type.value,
        "required": info.required,
        "choices": [m.value for m in info.members],
        "choice_labels": {m.value: m.label for m in info.members},
        "computed": info.computed,
        "target": info.target,
    }


def row_document(register: Register, columns: Sequence[str], cells: Sequence[object]) -> Document:
    """One row of a listing."""
    return {name: json_value(register.fields.get(name), cell) for name, cell in zip(columns, cells, strict=True)}


def record_document(
    view: RecordView, history: Iterable[HistoryEntry], numbers: Mapping[UUID, str], chain: Iterable[Node]
) -> Document:
    """One record with everything around it."""
    fields = {f.field.name: json_value(f.field, f.value) for s in view.sections for f in s.fields}
    return {
        "number": view.number,
        "kind": view.kind,
        "title": view.title,
        "state": view.state,
        "closed": view.closed,
        "voided": view.voided,
        "void_reason": view.void_reason,
        "version": view.version,
        "created_at": view.created_at,
        "updated_at": view.updated_at,
        "fields": {"title": view.title, **fields},
        "lines": {
            lines.name: [
                {f.name: json_value(f, cell) for f, cell in zip(lines.fields, row.cells, strict=True)}
                for row in lines.rows
            ]
            for lines in view.lines
        },
        "moves": [move_document(m, numbers) for m in view.moves],
        "links": [_link(one) for one in view.links],
        "chain": [_step(n) for n in chain],
        "attachments": [
            {
                "name": a.name,
                "type": a.mime,
                "size": a.size,
                "sha256": a.sha256,
                "added_at": a.added_at,
                "added_by": a.added_by,
            }
            for a in view.attachments
        ],
        "signatures": [
            {
                "signer": s.signer,
                "meaning": s.meaning,
                "signed_at": s.at,
                "revoked_at": s.revoked_at,
                "content_hash": s.content_hash,
                "changed_since": list(s.changed),
            }
            for s in view.signatures
        ],
        "history": [
            {**change_document(e), "values": [{"label": v.label, "old": v.old, "new": v.new} for v in e.values]}
            for e in history
        ],
    }


def move_document(move: MoveView, numbers: Mapping[UUID, str]) -> Document:
    """One move. It is allowed when `move` would do it as it stands; `waivable` when `--not-needed` would."""
    return {
        "name": move.name,
        "label": move.label,
        "to": move.end,
        "allowed": not move.unmet,
        "blocked_because": [u.message for u in move.unmet],
        "unmet": [unmet_document(u, numbers) for u in move.unmet],
        "waivable": bool(move.unmet) and not any(u.must for u in move.unmet),
        "asks_reason": move.asks_reason,
        "signs": move.signs,
    }


def unmet_document(unmet: Unmet, numbers: Mapping[UUID, str]) -> Document:
    """A condition with the field or the record that would satisfy it."""
    number = numbers.get(unmet.record) if unmet.record else None
    return {"message": unmet.message, "field": unmet.field, "record": number, "must": unmet.must}


def _link(link: LinkView) -> Document:
    return {
        "relation": link.relation,
        "label": link.label,
        "number": link.other.number,
        "kind": link.other.kind,
        "title": link.other.title,
        "state": link.state,
        "voided": link.voided,
    }


def _step(node: Node) -> Document:
    return {
        "depth": node.depth,
        "relation": node.relation.lower(),
        "number": node.ref.number,
        "kind": node.ref.kind,
        "title": node.ref.title,
        "state": node.state,
    }


def change_document(entry: HistoryEntry) -> Document:
    """One change set."""
    return {
        "number": entry.change,
        "at": entry.at,
        "actor": entry.actor,
        "label": entry.label,
        "reason": entry.reason,
        "undoes": entry.undoes,
        "undone": entry.undone,
        "signed": entry.signed,
    }
