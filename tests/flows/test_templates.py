"""Every template becomes a record by the rules, and the names in it find each other."""

from __future__ import annotations

import pytest

from qms_desktop.flows.templates import REFERENCES, add_templates, kinds, offers, templates_of
from qms_desktop.principles import REGISTERS
from qms_desktop.principles.process_approach.processes import Input, Output
from qms_desktop.records.types import fold
from qms_desktop.workspace.workspace import Workspace

BY_KIND = {register.kind: register for register in REGISTERS}


def test_every_file_belongs_to_a_register_with_enough_to_choose_from() -> None:
    assert kinds() <= BY_KIND.keys()
    assert {kind: len(templates_of(kind)) for kind in ("process", "indicator")} == {"process": 12, "indicator": 20}


def test_every_template_is_made_whole_in_one_change_and_one_undo(workspace: Workspace) -> None:
    with workspace.change("All templates") as work:
        for kind in sorted(kinds()):
            titles = [template.title for template in templates_of(kind)]
            assert len({fold(title) for title in titles}) == len(titles)
            assert len(add_templates(work, kind, titles)) == len(titles)
    with workspace.read() as look:
        for kind in kinds():
            assert all(offer.number and offer.holds for offer in offers(look, kind))
            for template, offer in zip(templates_of(kind), offers(look, kind), strict=True):
                record = look.get(offer.number)
                given = {name: getattr(record, name) for name in template.values}
                plain = {n: v for n, v in template.values.items() if BY_KIND[kind].fields[n].type not in REFERENCES}
                assert {name: given[name] for name in plain} == plain
                rows = {lines.name: len(look.lines(record, lines.name)) for lines in BY_KIND[kind].lines}
                assert rows == {name: len(template.lines.get(name, ())) for name in rows}
    workspace.undo()
    with workspace.read() as look:
        assert not [offer for kind in kinds() for offer in offers(look, kind) if offer.number]


@pytest.mark.parametrize(("kind", "target"), [("process", "process"), ("role", "competence"), ("indicator", "process"),
                                              ("risk", "process")])  # fmt: skip
def test_every_name_in_a_template_is_that_of_another_one(kind: str, target: str) -> None:
    register, known = BY_KIND[kind], {template.title for template in templates_of(target)}
    named = {
        value
        for template in templates_of(kind)
        for fields, row in [
            (register.fields, template.values),
            *((lines.fields, row) for lines in register.lines for row in template.lines.get(lines.name, ())),
        ]
        for name, value in row.items()
        if fields[name].type in REFERENCES
    }
    assert named
    assert named <= known


def test_names_are_found_among_the_chosen_ones_then_among_all_else_left_empty(workspace: Workspace) -> None:
    with workspace.change("First") as work:
        (purchasing,) = add_templates(work, "process", ["Purchasing"])
        (made,) = add_templates(work, "process", ["Production"])
        records = work.get(purchasing), work.get(made)
        inputs = [line for line in work.lines(records[1], "process_input") if isinstance(line, Input)]
        assert {line.what: line.supplier for line in inputs}["Accepted material"] == records[0].id
        assert {line.what: line.supplier for line in inputs}["Fit machines and tools"] is None
        shipping, service = add_templates(work, "process", ["Shipping", "Improvement"])
        outputs = [line for line in work.lines(work.get(shipping), "process_output") if isinstance(line, Output)]
        assert outputs[-1].receiver == work.get(service).id
        (role,) = add_templates(work, "role", ["Inspector"])
        assert not work.lines(work.get(role), "role_requirement")
        assert work.says == "Add 1 role from templates"
