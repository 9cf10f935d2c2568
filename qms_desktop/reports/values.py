"""A value as paper says it."""

from __future__ import annotations

from qms_desktop.records.fields import Field, FieldType
from qms_desktop.workspace.reading import in_words
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.views import FieldView

LONGEST_NUMBER = 12
"""A number with more signs comes from a division, not from a person; eight digits of it say enough on paper."""


def value_in_words(view: FieldView) -> str:
    """The value of a field on the form."""
    return said(view.field, view.value)


def said(field: Field, value: object) -> str:
    """Records with their number, people by name, long fractions rounded, everything else as the window says it."""
    if isinstance(value, Ref) and field.type is not FieldType.PERSON:
        return f"{value.number}  {value.title}"
    if isinstance(value, float) and len(repr(value)) > LONGEST_NUMBER:
        return f"{value:.8g}"
    return in_words(field, value)
