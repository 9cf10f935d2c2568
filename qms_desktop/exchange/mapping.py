"""Which column of a sheet is which field of a register or of its lines, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange import synonyms, ties
from qms_desktop.exchange.conversion import find_choice
from qms_desktop.exchange.table import Value
from qms_desktop.exchange.targets import Into, RowsOf, field_words
from qms_desktop.exchange.values import is_empty, to_text
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold

NUMBER, STATE, CLOSED, MARK = "number", "state", "closed_on", "qms_row"
NOTE, LEAVE_OUT = "+note", "-"
"""What a user may choose besides a field: keep the column as a note, or leave it out."""
KEY_WORDS = ("id", "no", "nr", "number", "ref", "reference", "code", "key", "#", "num")
BY_HAND = "chosen by hand"
OWN_FIRST = "No."
"""The first header of our own exports."""
WRONG = "What is wrong"
"""The header of our remarks in a workbook of rows sent back; it comes home with the corrected rows."""
SIMILAR = 88
SHORTEST = 5
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SQUEEZE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column (counted from 0), its header, the field it goes to, and the reason.

    `field` is a field's name, `number`, `state`, `closed_on`, `NOTE`, `LEAVE_OUT`, or `~kind` for links.
    """

    column: int
    header: str
    field: str
    why: str


@lru_cache(maxsize=10_000)
def squeezed(text: str) -> str:
    """A header without case, accents, brackets, blanks and signs: `Supplier_Name *` is `suppliername`."""
    plain = _SQUEEZE.sub("", fold(_BRACKETS.sub(" ", text)))
    return plain or _SQUEEZE.sub("", fold(text))


def targets(register: Into) -> dict[str, tuple[str, str]]:
    """From squeezed header word to field and the word as it is declared; a field's own label and name win."""
    found: dict[str, tuple[str, str]] = {}
    for field in register.fields.values():
        for word in (field.name, field.label):
            found.setdefault(squeezed(word), (field.name, word))
    for field in register.fields.values():
        for word in field_words(register, field.name):
            found.setdefault(squeezed(word), (field.name, word))
    if isinstance(register, RowsOf):
        return found
    for name, words in synonyms.of_columns().items():
        for word in words:
            found.setdefault(squeezed(word), (name, word))
    for word, target in ties.header_words(register.kind).items():
        found.setdefault(squeezed(word), (target, word))
    return found


def known_words(register: Into) -> set[str]:
    """Every header word of a register, for finding its table on a sheet."""
    words: set[str] = set()
    for field in register.fields.values():
        words |= {field.name.replace("_", " "), field.label, *field_words(register, field.name)}
    return words if isinstance(register, RowsOf) else words.union(*synonyms.of_columns().values())


def propose(
    register: Into,
    headers: Sequence[str],
    samples: Sequence[Sequence[Value]],
    given: Mapping[str, str] | None = None,
    *,
    ours: bool = False,
    places: Mapping[int, str] | None = None,
) -> list[Mapped]:
    """A field, a note or nothing for each column, with the reason.

    Args:
        register: where the rows go.
        headers: the header's texts.
        samples: some rows, for telling a key column by its values.
        given: header to field, as the user chose.
        ours: the sheet is an export of ours, so its first column is the number.
        places: place of a column, counted from 0, to field, as the user chose; it wins over `given`.

    Raises:
        RuleBroken: the user chose a field or a column that does not exist.
    """
    chosen = _chosen(register, headers, given or {}) | _placed(register, headers, places or {})
    words = targets(register)
    taken = {m.field for m in chosen.values() if m.field not in (NOTE, LEAVE_OUT)}
    for level in (_mark if ours else _nothing, _exact, _similar):
        for column, header in enumerate(headers):
            if column in chosen or not header.strip():
                continue
            guess = level(words, register, column, header)
            if guess is not None and guess.field not in taken:
                chosen[column] = guess
                taken |= {guess.field} - {NOTE, LEAVE_OUT}
    if not ours and headers[:1] != [OWN_FIRST]:
        chosen = {n: _kept(m, words, register) for n, m in chosen.items()}
    if "external_ref" in register.fields and "external_ref" not in taken and not ours:
        key = _key_column(headers, samples, chosen)
        if key is not None:
            chosen[key] = Mapped(key, headers[key], "external_ref", "each row has a code of its own here")
    if isinstance(register, Register) and STATE not in taken and not ours:
        says = _state_column(register, headers, samples, chosen)
        if says is not None:
            chosen[says] = Mapped(says, headers[says], STATE, "all its values are states here")
    return [chosen.get(n) or _left(n, header, words, register) for n, header in enumerate(headers)]


def _chosen(register: Into, headers: Sequence[str], given: Mapping[str, str]) -> dict[int, Mapped]:
    found: dict[int, Mapped] = {}
    for wanted, name in given.items():
        columns = [n for n, h in enumerate(headers) if h == wanted] or [
            n for n, h in enumerate(headers) if squeezed(h) == squeezed(wanted)
        ]
        if not columns:
            raise RuleBroken(f"There is no column “{wanted}”. The columns are: {', '.join(h for h in headers if h)}.")
        found[columns[0]] = Mapped(columns[0], headers[columns[0]], _known(register, name), BY_HAND)
    return found


def _placed(register: Into, headers: Sequence[str], places: Mapping[int, str]) -> dict[int, Mapped]:
    return {n: Mapped(n, headers[n], _known(register, name), BY_HAND) for n, name in places.items() if n < len(headers)}


def _known(register: Into, name: str) -> str:
    if name in (*register.fields, LEAVE_OUT, *_apart(register)):
        return name
    state = "" if isinstance(register, RowsOf) else ", state"
    raise RuleBroken(f"{register.title} have no field “{name}”. They have: {', '.join(register.fields)}{state}.")


def _apart(register: Into) -> tuple[str, ...]:
    """What a column can become besides a field or nothing; lines have no number, state, notes or links of their own."""
    return () if isinstance(register, RowsOf) else (NUMBER, STATE, CLOSED, NOTE, *tie_targets(register))


def _nothing(_words: object, _register: Into, _column: int, _header: str) -> Mapped | None:
    return None


def _mark(words: dict[str, tuple[str, str]], register: Into, column: int, header: str) -> Mapped | None:
    if column == 0:
        return Mapped(0, header, register.owner if isinstance(register, RowsOf) else NUMBER, "our own number")
    if squeezed(header) == squeezed(MARK):
        kept = MARK if isinstance(register, RowsOf) else LEAVE_OUT
        return Mapped(column, header, kept, "our mark, not a field")
    found = _exact(words, register, column, header)
    return found and Mapped(column, header, found.field, "a column of our own export")


def _exact(words: dict[str, tuple[str, str]], register: Into, column: int, header: str) -> Mapped | None:
    if header == WRONG:
        return Mapped(column, header, LEAVE_OUT, "our remarks of an earlier import, not a field")
    name, word = words.get(squeezed(header), ("", ""))
    if not name:
        return None
    if name.startswith(ties.PREFIX):
        return Mapped(column, header, name, f"it names records of another register ({name[1:].replace('_', ' ')})")
    if name not in (STATE, CLOSED) and register.fields[name].info.computed:
        return Mapped(column, header, LEAVE_OUT, f"{register.fields[name].label} is worked out here")
    label = register.fields[name].label if name in register.fields else name
    same = squeezed(label) == squeezed(header)
    return Mapped(column, header, name, "the same name" if same else f"“{word}” is another word for {label}")


def _kept(mapped: Mapped, words: dict[str, tuple[str, str]], register: Into) -> Mapped:
    """What another list says of something that is worked out here may differ, so it is kept beside it."""
    name, _ = words.get(squeezed(mapped.header), ("", ""))
    computed = name in register.fields and register.fields[name].info.computed
    if mapped.field != LEAVE_OUT or mapped.why == BY_HAND or not computed or isinstance(register, RowsOf):
        return mapped
    return Mapped(mapped.column, mapped.header, NOTE, f"{mapped.why}; what this list says is kept as a note")


def _similar(words: dict[str, tuple[str, str]], register: Into, column: int, header: str) -> Mapped | None:
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only imports need it

    plain = squeezed(header)
    if len(plain) < SHORTEST:
        return None
    best = process.extractOne(plain, words.keys(), scorer=fuzz.ratio, score_cutoff=SIMILAR)
    if best is None:
        return None
    name, word = words[best[0]]
    if name.startswith(ties.PREFIX):
        return None
    if name in register.fields and register.fields[name].info.computed and name != CLOSED:
        return None
    return Mapped(column, header, name, f"similar to “{word}” ({best[1]:.0f} %)")


def _key_column(headers: Sequence[str], samples: Sequence[Sequence[Value]], chosen: Mapping[int, Mapped]) -> int | None:
    for column, header in enumerate(headers):
        words = re.split(r"[\W_]+|(?<=[a-z])(?=[A-Z])", header.strip())
        named = words[-1].lower() in KEY_WORDS or header.strip() == "#" or squeezed(header).endswith("id")
        if column in chosen or not named:
            continue
        cells = [row[column] for row in samples if column < len(row)]
        texts = [to_text(c) for c in cells if not is_empty(c)]
        if texts and len(texts) == len(cells) == len(set(texts)):
            return column
    return None


def _state_column(
    register: Register, headers: Sequence[str], samples: Sequence[Sequence[Value]], chosen: Mapping[int, Mapped]
) -> int | None:
    """The column without a field whose values all mean states, such as a result that is “Completed” in every row."""
    states = tuple(register.workflow.states)
    for column, header in enumerate(headers):
        if column in chosen or not header.strip():
            continue
        texts = {to_text(row[column]) for row in samples if column < len(row) and not is_empty(row[column])}
        if texts and all(find_choice(states, text) for text in texts):
            return column
    return None


def _left(column: int, header: str, words: dict[str, tuple[str, str]], register: Into) -> Mapped:
    if isinstance(register, RowsOf):
        return Mapped(column, header, LEAVE_OUT, f"{register.title.lower()} have no field of this name; left out")
    if not header.strip():
        return Mapped(column, header, NOTE, "it has no header, so it is kept as a note")
    name, _ = words.get(squeezed(header), ("", ""))
    if name in register.fields:
        return Mapped(column, header, NOTE, f"another column is {register.fields[name].label}; kept as a note")
    return Mapped(column, header, NOTE, "no field of this name; kept as a note")


def is_ours(register: Into, headers: Sequence[str]) -> bool:
    """Whether these are the headers of our own export, which a text file cannot say by a mark."""
    labels = {f.label for f in register.fields.values()} | {"State", MARK}
    plain = [h.removesuffix(" *") for h in headers if h.strip()]
    if isinstance(register, RowsOf):
        return plain[:2] == [OWN_FIRST, register.fields[register.owner].label] and set(plain[2:]) == labels - {
            "State",
            register.fields[register.owner].label,
        }
    return len(plain) > SHORTEST and plain[0] == OWN_FIRST and set(plain[1:]) <= labels


def tie_targets(register: Register) -> list[str]:
    """The mapping targets that make links, such as `~corrective_action`."""
    return [ties.PREFIX + kind for kind in ties.kinds(register.kind)]


def fields_of(mapping: Iterable[Mapped]) -> dict[str, int]:
    """Which column feeds a field."""
    return {m.field: m.column for m in mapping if m.field not in (NOTE, LEAVE_OUT) and m.field[0] != ties.PREFIX}
