"""The three ways in which the program says no.

Every message is one or two sentences for the user: what happened, why, what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Unmet:
    """A condition that is not fulfilled, with the field or the record that would satisfy it.

    `must` conditions cannot be passed; a `should` can be passed with one logged click.
    """

    message: str
    field: str | None = None
    record: UUID | None = None
    must: bool = True


class QmsError(Exception):
    """Any refusal of the program; `str()` gives the sentence for the user."""


class RuleBroken(QmsError):
    """A rule said no, and the user can mend it. `unmet` lists every condition, not only the first."""

    def __init__(self, message: str, unmet: Sequence[Unmet] = ()) -> None:
        super().__init__(message)
        self.unmet = tuple(unmet)


class Conflict(QmsError):
    """Someone else, or a later change, has altered the same thing in the meantime."""


class Unavailable(QmsError):
    """The environment said no: disk, lock, file, network."""


class Stopped(Unavailable):
    """The user cancelled; nothing was changed."""

    def __init__(self, message: str = "Stopped. Nothing was changed.") -> None:
        super().__init__(message)
