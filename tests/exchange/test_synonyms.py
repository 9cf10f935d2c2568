"""The words of the language data name what there is, and each of them means one thing."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from qms_desktop.exchange import synonyms
from qms_desktop.exchange.mapping import CLOSED, STATE, squeezed
from qms_desktop.exchange.targets import Into, every, field_words, sheet_words
from qms_desktop.paths import bundled
from qms_desktop.principles import REGISTERS
from qms_desktop.principles.continuous_improvement import corrective_actions, nonconformities
from qms_desktop.principles.leadership import objectives
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Answered, Choice, YesNo
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold

FILES: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in bundled("resources", "catalogues", "synonyms").iterdir()
}
SHARED = FILES[synonyms.SHARED]
each_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.kind)
each_target = pytest.mark.parametrize("into", list(every(REGISTERS)), ids=lambda into: into.kind)
each_list = pytest.mark.parametrize("choices", list(synonyms.homes()), ids=lambda c: f"{c.__module__}.{c.__name__}")
each_file = pytest.mark.parametrize("name", sorted(FILES))


def lists(section: Mapping[str, Any]) -> Iterator[list[str]]:
    for value in section.values():
        if isinstance(value, dict):
            yield from lists(value)
        else:
            yield value


def named(section: Mapping[str, Any]) -> set[str]:
    """The sets that lists of a section stand for."""
    return {word.removeprefix(synonyms.SET) for words in lists(section) for word in words if word[0] == synonyms.SET}


def plain(word: str) -> str:
    return re.sub(r"[\W_]+", "", fold(word))


def test_every_register_has_its_file_and_there_is_no_other() -> None:
    assert set(FILES) == {register.kind for register in REGISTERS} | {synonyms.SHARED, synonyms.MATRIX}


@each_register
def test_a_file_names_fields_lines_and_values_that_there_are(register: Register) -> None:
    written = FILES[register.kind]
    own = {choices.__name__: choices for choices, home in synonyms.homes().items() if home == register.kind}
    assert set(written) <= {"sheet", "words", "fields", "lines", "choices"}
    assert set(written["fields"]) <= set(register.fields)
    for name, fields in written.get("lines", {}).items():
        lines = register.lines_named(name)
        assert lines is not None, name
        assert set(fields) <= set(lines.fields), name
    for name, values in written.get("choices", {}).items():
        assert set(values) <= {str(choice) for choice in own[name]}, name


def test_what_is_shared_names_fields_of_every_record_and_lists_of_several_registers() -> None:
    several = {choices.__name__: choices for choices, home in synonyms.homes().items() if home == synonyms.SHARED}
    assert set(SHARED) == {"words", "fields", "columns", "choices"}
    assert set(SHARED["fields"]) <= set(Record.__table__.columns.keys())
    assert set(SHARED["columns"]) == {STATE, CLOSED}
    for name, values in SHARED["choices"].items():
        assert set(values) <= {str(choice) for choice in several[name]}, name


@each_file
def test_every_set_that_is_named_is_there(name: str) -> None:
    assert named(FILES[name]) <= set(FILES[name].get("words", {})) | set(SHARED["words"])


def test_every_set_is_named_somewhere() -> None:
    for name, written in FILES.items():
        users = FILES.values() if name == synonyms.SHARED else [written]
        assert set(written.get("words", {})) <= set().union(*map(named, users)), name


@each_file
def test_no_list_is_empty_and_none_says_a_word_twice(name: str) -> None:
    for words in lists(FILES[name]):
        assert words
        assert [word for word, count in Counter(words).items() if count > 1 or word != word.strip()] == []


@each_target
def test_a_word_means_one_field(into: Into) -> None:
    claims: Counter[str] = Counter()
    for field in into.fields.values():
        claims.update({squeezed(word) for word in (field.name, field.label, *field_words(into, field.name))})
    assert [word for word, count in claims.items() if count > 1] == []


@each_list
def test_a_word_means_one_value(choices: type[Choice]) -> None:
    claims: Counter[str] = Counter()
    for choice in choices:
        claims.update({plain(word) for word in (choice.value, choice.label, *synonyms.of_choice(choice))})
    assert [word for word, count in claims.items() if count > 1] == []


def test_two_lists_of_one_file_have_names_of_their_own() -> None:
    names = Counter((home, choices.__name__) for choices, home in synonyms.homes().items())
    assert [name for name, count in names.items() if count > 1] == []


@each_target
def test_sheets_are_known_by_words(into: Into) -> None:
    assert sheet_words(into)


def test_a_set_is_written_out_where_it_is_named_even_within_another() -> None:
    due = synonyms.of_field(nonconformities.REGISTER, "due_on")
    assert {"due date", "échéance", "target"} <= set(due)
    assert "target" not in synonyms.of_field(objectives.REGISTER, "due_on"), "there it is the figure"
    assert not [word for word in due if word.startswith(synonyms.SET)]


def test_what_every_register_says_counts_beside_its_own_words() -> None:
    words = synonyms.of_field(nonconformities.REGISTER, "external_ref")
    assert {"nc id", "reference"} <= {word.lower() for word in words}
    assert "verantwortlich" in synonyms.of_field(nonconformities.REGISTER, "owner")


def test_lists_of_one_name_keep_their_own_words() -> None:
    assert "sim" in synonyms.of_choice(YesNo.YES)
    assert synonyms.of_choice(Answered.NOT_NEEDED) == ("n/a", "not applicable")
    assert "ouvert" in synonyms.of_choice(nonconformities.State.OPEN)
    assert "ouvert" not in synonyms.of_choice(corrective_actions.State.IMPLEMENTED)


def test_a_list_of_no_register_has_no_other_words() -> None:
    class Weather(Choice):
        SUN = "sun", "Sunny"

    assert synonyms.of_choice(Weather.SUN) == ()
