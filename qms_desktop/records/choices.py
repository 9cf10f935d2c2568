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
    """A member is declared as `NAME = "value", "Label", Tone, "other word", ...`.

    The value is stored, the label is shown, and the other words are what spreadsheets of the past say for it.
    """

    label: str
    tone: Tone
    words: tuple[str, ...]

    def __new__(cls, value: str, label: str = "", tone: Tone = Tone.GREY, *words: str) -> Self:  # noqa: D102
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.tone = tone
        member.words = words
        return member


class YesNo(Choice):
    """A question that must be answered, where an empty box would not tell "no" from "not asked"."""

    YES = "yes", "Yes", Tone.GREEN, "y", "ja", "oui", "si", "sim", "да", "true", "1"
    NO = "no", "No", Tone.GREY, "n", "nein", "non", "não", "нет", "false", "0"


class Answered(Choice):
    """Whether something that follows from a record was looked after."""

    DONE = "done", "Done", Tone.GREEN
    PLANNED = "planned", "Planned", Tone.AMBER
    NOT_NEEDED = "not_needed", "Not needed", Tone.GREY, "n/a", "not applicable"


class Access(Choice):
    """What a person may do here; one person can hold several."""

    QUALITY_MANAGER = "quality_manager", "Quality manager", Tone.BLUE, "qm"
    TOP_MANAGEMENT = "top_management", "Top management", Tone.VIOLET, "tm", "management"
    PROCESS_OWNER = "process_owner", "Process owner", Tone.GREEN, "po"
    AUDITOR = "auditor", "Auditor", Tone.AMBER, "au"
    EMPLOYEE = "employee", "Employee", Tone.GREY, "em", "contributor"
    READER = "reader", "Reader", Tone.GREY, "ro", "read only"
