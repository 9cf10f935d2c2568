from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

from qms_desktop.principles import REGISTERS
from qms_desktop.principles.continuous_improvement import actions, nonconformities
from qms_desktop.principles.continuous_improvement.nonconformities import Nonconformity
from qms_desktop.principles.relationship_management import suppliers
from qms_desktop.records.base import Base, Record
from qms_desktop.records.choices import YesNo
from qms_desktop.records.fields import (
    LONG,
    FieldType,
    When,
    choice,
    day,
    flag,
    long_text,
    money,
    number,
    person,
    reference,
    several,
    whole,
)
from qms_desktop.records.fields import text as line
from qms_desktop.records.register import Register

NC = nonconformities.REGISTER
each_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.kind)


def test_a_field_helper_makes_a_column_that_carries_its_declaration() -> None:
    made = {
        "text": line("A", length=40, required=True),
        "long_text": long_text("A"),
        "day": day("A", when=When.PAST),
        "number": number("A", low=0, high=1),
        "whole": whole("A", low=1),
        "money": money("A"),
        "choice": choice("A", YesNo),
        "choices": several("A", YesNo),
        "person": person("A"),
        "reference": reference("A", "process"),
        "flag": flag("A"),
    }
    infos = {name: column.column.info["field"] for name, column in made.items()}
    assert {name: info.type for name, info in infos.items()} == {name: FieldType(name) for name in made}
    assert all(column.column.nullable for column in made.values()), "emptiness is judged in words, not by the database"
    assert (infos["text"].length, infos["text"].required) == (40, True)
    assert infos["long_text"].length == LONG
    assert infos["money"].low == 0
    assert infos["person"].target == "person"
    assert infos["choice"].members == tuple(YesNo)
    assert infos["text"].members == ()


def test_fields_stand_in_the_order_of_the_form_then_the_rest() -> None:
    names = list(NC.fields)
    listed = [a.key for section in NC.form for a in section.fields]
    assert names[: len(listed)] == listed
    assert {"title", "external_ref", "notes", "taken_over_from"} <= set(names)
    assert len(names) == len(set(names))


def test_a_register_renames_what_it_inherits() -> None:
    field = NC.fields["occurred_on"]
    assert (field.label, field.info.required, field.inherited) == ("Detected on", True, True)
    assert field.info.when is When.PAST
    assert NC.fields["owner"].label == "Owner"
    assert Record.__table__.c["occurred_on"].info["field"].label == "Date", "the common declaration is untouched"
    assert not NC.fields["severity"].inherited


def test_a_register_shows_of_the_common_fields_only_those_it_names() -> None:
    assert "owner" in suppliers.REGISTER.fields
    assert "occurred_on" not in suppliers.REGISTER.fields


@each_register
def test_computed_fields_and_closed_states_never_take_changes(register: Register) -> None:
    for state in register.workflow.states:
        for name, field in register.fields.items():
            if field.info.computed or register.workflow.is_closed(str(state)):
                assert not register.editable(name, str(state))


@each_register
def test_an_open_record_takes_changes_where_its_section_allows(register: Register) -> None:
    first = str(register.workflow.initial)
    for name, field in register.fields.items():
        section = register.section_of(name)
        limited = section is not None and section.editable_in and first not in section.editable_in
        assert register.editable(name, first) == (not field.info.computed and not limited)


def test_a_field_is_found_in_its_section() -> None:
    section = NC.section_of("correction")
    assert section is not None
    assert section.title == "Containment and correction"
    assert NC.section_of("taken_over_from") is None


@each_register
def test_every_list_column_of_a_registers_own_table_has_the_index_of_its_pages(register: Register) -> None:
    own = register.model.__table__
    indexed = {tuple(c.name for c in index.columns) for index in own.indexes}  # type: ignore[attr-defined]
    assert {(a.key, "id") for a in register.columns if a.key in own.c and a.key != "id"} - indexed <= {("id", "id")}


@each_register
def test_lengths_and_choices_stand_in_the_database_as_well(register: Register) -> None:
    statement = str(CreateTable(register.model.__table__))  # type: ignore[arg-type]
    for field in register.fields.values():
        if field.inherited:
            continue
        if field.type is FieldType.CHOICE:
            assert f"{field.name} IN (" in statement
        elif field.info.length:
            assert f"length({field.name}) <= {field.info.length}" in statement


@pytest.fixture
def database() -> Iterator[Any]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize(("column", "value"), [("severity", "'huge'"), ("currency", "'EURO'"), ("source", "''")])
def test_the_database_refuses_what_no_field_would_take(database: Any, column: str, value: str) -> None:
    database.execute(
        text(
            "INSERT INTO record(id, kind, number, title, state, voided, created_at, updated_at, version) "
            "VALUES ('a', 'nonconformity', 'N', 'T', 'open', 0, '2026-01-01', '2026-01-01', 1)"
        )
    )
    with pytest.raises(IntegrityError, match="CHECK constraint failed"):
        database.execute(text(f"INSERT INTO nonconformity(id, {column}) VALUES ('a', {value})"))


def test_the_kind_is_the_name_of_the_table_and_of_the_discriminator() -> None:
    assert (NC.kind, Nonconformity.__tablename__, Nonconformity.KIND) == ("nonconformity",) * 3
    assert Nonconformity.__mapper__.polymorphic_identity == "nonconformity"


def test_a_reference_to_any_kind_has_no_target() -> None:
    assert actions.REGISTER.fields["source"].info.target is None
    assert NC.fields["process"].info.target == "process"
