"""What the lists of others call fields and values: `resources/catalogues/synonyms/`, each file read when first asked.

Decision: these words are language, not rules, so they are data that a translator can read and extend, one file a
register; only what takes foreign lists in (and the command line, which understands the same words) reads them.
Rejected: keeping them at the declarations, where two thousand lines of seven languages hid what a register is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from qms_desktop.paths import bundled
from qms_desktop.principles import REGISTERS
from qms_desktop.records.choices import Choice
from qms_desktop.records.register import Register

SHARED, MATRIX = "shared", "matrix"
"""The files beside those of the registers: what several share, and the headers of a competence matrix."""
SET = "@"

Words = tuple[str, ...]


def of_sheets(register: Register) -> Words:
    """Words by which a sheet or a file of the register is known."""
    return _written(register.kind, _file(register.kind)["sheet"])


def of_field(register: Register, name: str) -> Words:
    """What else a column of that field may be called: the register's own words, then those of every register."""
    own, shared = _section(register.kind, "fields"), _section(SHARED, "fields")
    return own.get(name, ()) + shared.get(name, ())


def of_line_field(register: Register, lines: str, name: str) -> Words:
    """What else a column of that field may be called, in the lines of that name."""
    return _section(register.kind, "lines", lines).get(name, ())


def of_columns() -> Mapping[str, Words]:
    """What the columns that every register has besides its fields may be called: its state, the day it was closed."""
    return _section(SHARED, "columns")


def of_matrix() -> Mapping[str, Words]:
    """What the parts of a competence matrix may be called, besides what the registers in it are."""
    return _section(MATRIX, "parts")


def of_choice(choice: Choice) -> Words:
    """What else a cell may say for a value of a closed list or for a state."""
    home = homes().get(type(choice))
    return _section(home, "choices", type(choice).__name__).get(choice.value, ()) if home else ()


@cache
def homes() -> Mapping[type[Choice], str]:
    """The file that holds a closed list: that of the only register with it, or the shared one."""
    found: dict[type[Choice], str] = {}
    for register in REGISTERS:
        for choices in _lists_of(register):
            found[choices] = register.kind if found.get(choices, register.kind) == register.kind else SHARED
    return found


def _lists_of(register: Register) -> Iterator[type[Choice]]:
    yield register.workflow.states
    for fields in (register.fields, *(lines.fields for lines in register.lines)):
        yield from (field.info.choices for field in fields.values() if field.info.choices)


@cache
def _file(name: str) -> Mapping[str, Any]:
    path = bundled("resources", "catalogues", "synonyms", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _section(file: str, *names: str) -> Mapping[str, Words]:
    found = _file(file)
    for name in names:
        found = found.get(name, {})
    return {key: _written(file, words) for key, words in found.items()}


def _written(file: str, words: Iterable[str]) -> Words:
    """The words with every set written out, each once."""
    return tuple(dict.fromkeys(_each(file, words)))


def _each(file: str, words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word.startswith(SET):
            name = word.removeprefix(SET)
            home = file if name in _file(file).get("words", {}) else SHARED
            yield from _each(home, _file(home)["words"][name])
        else:
            yield word
