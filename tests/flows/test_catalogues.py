"""The catalogues of words and scales name what exists, and say something about all of it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from qms_desktop.flows.catalogues import SAME, meanings, suggestions
from qms_desktop.paths import bundled
from qms_desktop.principles import REGISTERS
from qms_desktop.records.fields import Field, FieldType

FIELDS: dict[tuple[str, str], Field] = {
    (owner, name): field
    for register in REGISTERS
    for owner, fields in ((register.kind, register.fields), *((x.name, x.fields) for x in register.lines))
    for name, field in fields.items()
}


def entries(name: str) -> list[tuple[str, str, Any]]:
    found = tomllib.loads(bundled("resources", "catalogues", f"{name}.toml").read_text(encoding="utf-8"))
    return [(owner, field, said) for owner, fields in found.items() for field, said in fields.items()]


@pytest.mark.parametrize(("owner", "field", "said"), entries("scales"), ids=lambda given: str(given)[:30])
def test_a_scale_says_what_each_of_its_values_means(owner: str, field: str, said: dict[str, str]) -> None:
    members = [str(member) for member in FIELDS[owner, field].info.members]
    assert list(meanings(owner, field)) == members
    assert SAME in said or list(said) == members
    assert all(words.endswith(".") for words in meanings(owner, field).values())


@pytest.mark.parametrize(("owner", "field", "words"), entries("suggestions"), ids=lambda given: str(given)[:30])
def test_words_are_offered_for_a_text_that_can_hold_them(owner: str, field: str, words: list[str]) -> None:
    info = FIELDS[owner, field].info
    assert info.type is FieldType.TEXT
    assert suggestions(owner, field) == tuple(words)
    assert len(set(words)) == len(words)
    assert all(len(word) <= (info.length or 0) and word.count("/") <= 2 for word in words)


def test_a_field_without_an_entry_offers_nothing() -> None:
    assert suggestions("complaint", "lot") == ()
    assert meanings("complaint", "lot") == {}
    assert suggestions("", "title") == ()
