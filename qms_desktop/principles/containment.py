"""The answer that complaints and nonconformities both ask for: was it held back, in each of the places it may be?"""

from __future__ import annotations

from collections.abc import Iterator

from qms_desktop.errors import Unmet
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.workflow import Attribute, Context, Guard, missing


class Held(Choice):
    """What was found in one place, told in the past tense."""

    HELD = "held", "Found and held", Tone.AMBER
    CLEAR = "clear", "Checked, none found", Tone.GREEN
    NOT_APPLICABLE = "not_applicable", "Nothing there", Tone.GREY


def answered(quantity: Attribute, *places: Attribute) -> Guard:
    """A guard: every place has its answer; asked for, not demanded, where no quantity of a product is involved."""

    def guard(record: Record, context: Context) -> Iterator[Unmet]:
        counted = getattr(record, quantity.key) is not None
        empty = (place for place in places if getattr(record, place.key) is None)
        yield from (missing(record, place, context, must=counted) for place in empty)

    return guard
