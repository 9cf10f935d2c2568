"""A register out: a workbook of the standard of EXCHANGE.md, CSV or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange.writing import ColumnSpec, ColumnType, Written, write_csv, write_json, write_register
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.records.register import Register
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.reader import Reader
from qms_desktop.workspace.schema import VERSION
from qms_desktop.workspace.views import Ref

TEMPLATE_VERSION = "1"
PAGE = 2000
HUNDREDTHS = 100
TYPES: dict[FieldType, ColumnType] = {
    FieldType.TEXT: "text",
    FieldType.LONG_TEXT: "long_text",
    FieldType.DAY: "day",
    FieldType.NUMBER: "number",
    FieldType.WHOLE: "whole",
    FieldType.MONEY: "money",
    FieldType.CHOICE: "choice",
    FieldType.CHOICES: "text",
    FieldType.PERSON: "person",
    FieldType.REFERENCE: "reference",
    FieldType.FLAG: "flag",
}


def export(
    reader: Reader,
    kind: str,
    path: Path,
    *,
    listing: Listing | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Written:
    """Write a register, or the part of it that a listing shows, to .xlsx, .csv or .json by the file's ending.

    Raises:
        RuleBroken: another ending, or too many rows. Unavailable: the file cannot be written. Stopped: cancelled.
    """
    register = reader.register(kind)
    shown = listing or Listing(kind, sort="number")
    ending = path.suffix.lower()
    if ending == ".xlsx":
        return _workbook(reader, register, shown, path, progress, cancelled)
    if ending == ".csv":
        fields = list(register.fields.values())
        header = ["No.", *(f.label for f in fields), "State"]
        return Written(write_csv(path, header, _rows(reader, register, shown), progress=progress, cancelled=cancelled))
    if ending == ".json":
        rows = [_as_object(register, row) for row in _raw(reader, register, shown)]
        write_json(path, {"kind": kind, "title": register.title, "rows": rows})
        return Written(len(rows))
    raise RuleBroken(f"“{path.name}” must end in .xlsx, .csv or .json.")


def _workbook(
    reader: Reader,
    register: Register,
    listing: Listing,
    path: Path,
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Written:
    now = datetime.now(UTC)
    organisation = reader.organisation()
    return write_register(
        path,
        sheet_title=register.title,
        columns=[*(_column(f) for f in register.fields.values()), _state_column(register)],
        rows=_rows(reader, register, listing),
        properties={
            "template": "register",
            "version": TEMPLATE_VERSION,
            "schema": str(VERSION),
            "export_id": uuid4().hex,
            "exported_at": now.isoformat(timespec="seconds"),
            "kind": register.kind,
            "organisation": organisation.name,
        },
        read_me=[
            f"{register.title}: {organisation.name}",
            register.purpose,
            f"Exported: {now.astimezone():%Y-%m-%d %H:%M}",
            "To change records: edit the cells and import the file again; every change is shown before it is written.",
            "To add records: write below the last row and leave the first column empty.",
            "States change in the program only, because each step has its conditions.",
        ],
        qms_rows=_marks(reader, register, listing),
        progress=progress,
        cancelled=cancelled,
    )


def _column(field: Field) -> ColumnSpec:
    info = field.info
    choices = tuple(m.label for m in info.members) if field.type is FieldType.CHOICE else ()
    prompt = "Worked out by the program; changes here are not taken." if info.computed else info.hint
    return ColumnSpec(field.name, field.label, TYPES[field.type], info.required, None, choices, prompt)


def _state_column(register: Register) -> ColumnSpec:
    labels = tuple(s.label for s in register.workflow.states)
    return ColumnSpec(
        "state", "State", "choice", choices=labels, prompt="For reading; records move in the program only."
    )


def _raw(reader: Reader, register: Register, listing: Listing) -> Iterator[tuple[Any, ...]]:
    names = ["number", *register.fields, "state", "version"]
    offset = 0
    while rows := reader.page(listing, names, offset, PAGE):
        offset += len(rows)
        for row in rows:
            yield (row.id, *row.cells)


def _rows(reader: Reader, register: Register, listing: Listing) -> Iterator[tuple[object, ...]]:
    fields = list(register.fields.values())
    for _key, number, *cells, state, _version in _raw(reader, register, listing):
        values = [in_cell(f, v) for f, v in zip(fields, cells, strict=True)]
        yield (number, *values, register.workflow.states(state).label)


def _marks(reader: Reader, register: Register, listing: Listing) -> Iterator[tuple[str, int, str]]:
    for key, *_cells, version in _raw(reader, register, listing):
        short = key.hex[-12:]
        yield short, version, sha256(f"{key.hex}:{version}".encode()).hexdigest()[:4]


def in_cell(field: Field, value: object) -> object:
    """A value as a cell shows it: labels for choices, names for references (the number where there is no name)."""
    if isinstance(value, Ref):
        return value.title if field.info.target else value.number
    if value is None:
        return None
    if field.type is FieldType.MONEY:
        return int(str(value)) / HUNDREDTHS
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        parts = str(value).split(";")
        return "; ".join(m.label for m in field.info.members if m.value in parts)
    return value


def _as_object(register: Register, row: tuple[Any, ...]) -> dict[str, object]:
    _key, number, *cells, state, _version = row
    values = [_in_json(f, v) for f, v in zip(register.fields.values(), cells, strict=True)]
    return {"number": number, "state": state, **dict(zip(register.fields, values, strict=True))}


def _in_json(field: Field, value: object) -> object:
    """A value as scripts read it: numbers of records, amounts in major units, several choices as a list."""
    if isinstance(value, Ref):
        return value.number
    if field.type is FieldType.MONEY and value is not None:
        return int(str(value)) / HUNDREDTHS
    if field.type is FieldType.CHOICES:
        return str(value).split(";") if value else []
    return value
