"""What must hold for every register, without a list of exceptions."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import chain

import pytest

from qms_desktop.errors import Unmet
from qms_desktop.exchange.synonyms import of_choice
from qms_desktop.exchange.targets import Into, field_words
from qms_desktop.principles import PRINCIPLES, REGISTERS
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold
from qms_desktop.workspace.validation import checked
from tests.principles.world import World

TODAY = date(2026, 11, 20)
TABS = [
    "customer_focus",
    "leadership",
    "engagement_of_people",
    "process_approach",
    "continuous_improvement",
    "evidence_based_decision_making",
    "relationship_management",
    "risk_based_thinking",
]
KINDS = {
    "customer", "complaint", "feedback", "survey", "requirement_review", "customer_return", "customer_property",
    "objective", "context_issue", "interested_party", "management_review", "change_plan", "policy", "person", "role",
    "competence", "training", "suggestion", "process", "document", "equipment", "calibration", "out_of_tolerance",
    "product", "inspection", "record_type", "external_document", "knowledge", "change_request", "nonconformity",
    "nonconforming_output", "corrective_action", "action", "audit_programme", "audit", "checklist", "finding",
    "improvement_project", "quality_cost", "indicator", "control_chart", "capability_study", "gauge_study",
    "sampling_plan", "decision", "supplier", "certificate", "delivery", "scar", "questionnaire", "risk",
    "opportunity", "fmea",
}  # fmt: skip
"""The names that the command line promises (a contract: added to, never renamed)."""
each_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.kind)


def plain(text: str) -> str:
    """A header or value as it is compared: without case, accents, blanks and signs."""
    return re.sub(r"[\W_]+", "", fold(text))


def names_of(into: Into, field: Field) -> set[str]:
    return {plain(name) for name in (field.name, field.label, *field_words(into, field.name))}


def choices_of(register: Register) -> set[type[Choice]]:
    own = {field.info.choices for field in register.fields.values() if field.info.choices}
    return own | {register.workflow.states}


def test_the_eight_tabs_stand_in_their_order() -> None:
    assert [principle.name for principle in PRINCIPLES] == TABS


def test_a_tab_without_registers_says_what_is_coming() -> None:
    assert all(principle.registers or principle.coming for principle in PRINCIPLES)
    assert all(len(principle.short) <= 12 for principle in PRINCIPLES)
    assert all(principle.purpose.endswith(".") and principle.clause for principle in PRINCIPLES)


def test_the_kinds_are_those_of_the_command_line() -> None:
    assert {register.kind for register in REGISTERS} <= KINDS


def test_prefixes_and_titles_are_unique() -> None:
    for names in ([r.prefix for r in REGISTERS], [r.title for r in REGISTERS], [r.kind for r in REGISTERS]):
        assert len(set(names)) == len(names)


@each_register
def test_every_state_can_be_reached(register: Register) -> None:
    workflow = register.workflow
    reached = {workflow.initial}
    while more := {t.end for t in workflow.transitions if set(t.start) & reached} - reached:
        reached |= more
    assert reached == set(workflow.states)


@each_register
def test_every_closed_state_has_a_way_back(register: Register) -> None:
    assert all(register.workflow.after(state) for state in register.workflow.closed)


@each_register
def test_no_two_moves_of_a_state_share_name_or_label(register: Register) -> None:
    for state in register.workflow.states:
        moves = register.workflow.after(state)
        assert len({m.name for m in moves}) == len({m.label for m in moves}) == len(moves)


@each_register
def test_an_approval_can_be_revoked(register: Register) -> None:
    for transition in register.workflow.transitions:
        if transition.signs:
            back = [t for t in register.workflow.after(transition.end) if t.name.startswith("revoke")]
            assert back
            assert back[0].asks_reason


@each_register
def test_what_leaves_the_way_asks_for_a_reason(register: Register) -> None:
    for transition in register.workflow.transitions:
        if transition.name in {"cancel", "withdraw", "disqualify", "deactivate", "reopen", "retire", "return"}:
            assert transition.asks_reason, transition.name
            assert transition.minor, transition.name


@each_register
def test_moves_ask_for_fields_of_the_register(register: Register) -> None:
    needed = {a.key for t in register.workflow.transitions for a in (*t.needs, *t.asks)}
    assert needed <= set(register.fields)


@each_register
def test_what_a_move_asks_for_can_be_entered(register: Register) -> None:
    shown = {a.key for section in register.form for a in section.fields}
    for transition in register.workflow.transitions:
        for attribute in transition.needs:
            assert attribute.key in shown, (transition.name, attribute.key)
            info = register.fields[attribute.key].info
            assert info.computed or any(register.editable(attribute.key, s) for s in transition.start)


@each_register
def test_form_and_columns_name_fields(register: Register) -> None:
    shown = [a.key for section in register.form for a in section.fields]
    assert set(shown) <= set(register.fields)
    assert [name for name, count in Counter(shown).items() if count > 1] == []
    assert {a.key for a in register.columns} <= set(register.fields) | {"number", "state"}


@each_register
def test_every_field_stands_on_the_form(register: Register) -> None:
    shown = {a.key for section in register.form for a in section.fields}
    assert set(register.fields) - shown <= {"taken_over_from", "external_ref"}


@each_register
def test_labels_are_unique(register: Register) -> None:
    labels = Counter(field.label for field in register.fields.values())
    assert [label for label, count in labels.items() if count > 1] == []


@each_register
def test_no_two_fields_claim_the_same_header(register: Register) -> None:
    claims = Counter(chain.from_iterable(names_of(register, field) for field in register.fields.values()))
    assert [header for header, count in claims.items() if count > 1] == []


@each_register
def test_headers_of_number_and_state_stay_free(register: Register) -> None:
    claimed = set(chain.from_iterable(names_of(register, field) for field in register.fields.values()))
    assert claimed & {"number", "no", "state", "status"} == set()


@each_register
def test_a_word_means_one_choice(register: Register) -> None:
    for choices in choices_of(register):
        claims: Counter[str] = Counter()
        for member in choices:
            claims.update({plain(word) for word in (member.value, member.label, *of_choice(member))})
        assert [(choices.__name__, word) for word, count in claims.items() if count > 1] == []


@each_register
def test_chips_are_choices_of_the_register(register: Register) -> None:
    assert {type(chip) for chip in register.chips} <= choices_of(register)


@each_register
def test_the_example_passes_the_checks(register: Register, world: World) -> None:
    values = {name: checked(register.fields[name], value, TODAY) for name, value in register.example.items()}
    made = world.add(register.kind, values)
    assert register.example
    assert world.problems(made) == set()


@each_register
def test_the_example_fills_what_is_required(register: Register) -> None:
    given = set(register.example) | {"occurred_on", "owner"}  # the workspace fills these two
    assert {field.name for field in register.fields.values() if field.info.required} <= given


@each_register
def test_a_new_record_can_be_saved_and_read_back(register: Register, world: World) -> None:
    key = world.add(register.kind, {}).id
    world.session.expire_all()
    found = world.session.get_one(Record, key)
    assert type(found) is register.model


@each_register
def test_money_has_a_currency(register: Register) -> None:
    if any(field.type is FieldType.MONEY for field in register.fields.values()):
        assert "currency" in register.fields


@each_register
def test_refusals_are_sentences(register: Register, world: World) -> None:
    for state in register.workflow.states:
        record = world.add(register.kind, {"state": str(state)})
        for transition in register.workflow.after(state):
            found = transition.unmet(record, world)
            assert all(isinstance(unmet, Unmet) and unmet.message.endswith((".", "?")) for unmet in found)
            assert all(unmet.field is None or unmet.field in register.fields for unmet in found)
