"""Choices and states: closed lists of values with the words and the tone a user sees."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Tone(StrEnum):
    """The meaning of a colour; the window and the printer translate it (DESIGN.md)."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    VIOLET = "violet"
    GREY = "grey"


class Choice(StrEnum):
    """A member is declared as `NAME = "value", "Label", Tone`: the value is stored, the label is shown."""

    label: str
    tone: Tone

    def __new__(cls, value: str, label: str = "", tone: Tone = Tone.GREY) -> Self:  # noqa: D102
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.tone = tone
        return member


class YesNo(Choice):
    """A question that must be answered, where an empty box would not tell "no" from "not asked"."""

    YES = "yes", "Yes", Tone.GREEN
    NO = "no", "No", Tone.GREY


class Answered(Choice):
    """Whether something that follows from a record was looked after."""

    DONE = "done", "Done", Tone.GREEN
    PLANNED = "planned", "Planned", Tone.AMBER
    NOT_NEEDED = "not_needed", "Not needed", Tone.GREY


class Access(Choice):
    """What a person may do here; one person can hold several."""

    QUALITY_MANAGER = "quality_manager", "Quality manager", Tone.BLUE
    TOP_MANAGEMENT = "top_management", "Top management", Tone.VIOLET
    PROCESS_OWNER = "process_owner", "Process owner", Tone.GREEN
    AUDITOR = "auditor", "Auditor", Tone.AMBER
    EMPLOYEE = "employee", "Employee", Tone.GREY
    READER = "reader", "Reader", Tone.GREY
