from __future__ import annotations

import pytest

from qms_desktop.flows.links import FIELD_RELATIONS, LINKS, default_relation, is_turned, relations
from qms_desktop.principles import REGISTERS
from qms_desktop.records.links import Relation

KINDS = {register.kind: register for register in REGISTERS}


def test_the_map_names_kinds() -> None:
    assert {kind for pair in LINKS for kind in pair} <= set(KINDS)


def test_fields_that_are_ties_exist() -> None:
    assert all(name in KINDS[kind].fields for kind, name in FIELD_RELATIONS)


@pytest.mark.parametrize(
    ("source", "target", "relation"),
    [
        ("complaint", "nonconformity", Relation.LED_TO),
        ("nonconformity", "corrective_action", Relation.LED_TO),
        ("action", "risk", Relation.TREATS),
        ("nonconformity", "supplier", Relation.CONCERNS),
        ("nonconformity", "nonconformity", Relation.RECURRENCE_OF),
        ("customer", "person", Relation.CONCERNS),
    ],
)
def test_the_usual_relation(source: str, target: str, relation: Relation) -> None:
    assert default_relation(source, target) == relation


def test_any_two_kinds_can_be_tied_and_no_relation_is_offered_twice() -> None:
    for source in KINDS:
        for target in KINDS:
            offered = relations(source, target)
            assert offered
            assert len(set(offered)) == len(offered)


def test_the_map_knows_from_which_end_a_tie_is_read() -> None:
    assert is_turned("nonconformity", "complaint")
    assert not is_turned("complaint", "nonconformity")
    assert not is_turned("risk", "corrective_action")
