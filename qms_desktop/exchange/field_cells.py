"""A field as a column of our sheets, and its values as cells and as JSON."""

from __future__ import annotations

from qms_desktop.exchange.writing import ColumnSpec, ColumnType
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.workspace.rows import Ref

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


def column_of(field: Field) -> ColumnSpec:
    """The column of a field, with its list of choices and what guides the hand."""
    info = field.info
    choices = tuple(m.label for m in info.members) if field.type is FieldType.CHOICE else ()
    prompt = "Worked out by the program; changes here are not taken." if info.computed else info.hint
    return ColumnSpec(field.name, field.label, TYPES[field.type], info.required, None, choices, prompt)


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


def in_json(field: Field, value: object) -> object:
    """A value as scripts read it: numbers of records, amounts in major units, several choices as a list."""
    if isinstance(value, Ref):
        return value.number
    if field.type is FieldType.MONEY and value is not None:
        return int(str(value)) / HUNDREDTHS
    if field.type is FieldType.CHOICES:
        return str(value).split(";") if value else []
    return value
