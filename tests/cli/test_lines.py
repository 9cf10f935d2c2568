"""Lines that records own, by command line: shown, listed, added, imported and exported under their own name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def number(call: Call, file: Path) -> str:
    made = call("add", file, "process", "title=Purchasing", "--json").json["number"]
    call("add", file, "process_step", f"process={made}", "what=Ask for offers", "responsible=Buyer")
    return str(made)


def test_a_line_is_added_to_the_record_it_names(call: Call, file: Path, number: str) -> None:
    done = call("add", file, "process_input", "process=Purchasing", "what=A need", "--json")
    assert done.status == 0
    assert done.json["lines"]["process_input"] == [
        {"what": "A need", "supplier": None, "party": None, "requirement": None}
    ]
    shown = call("show", file, number, "--json").json
    assert shown["lines"]["process_step"] == [
        {"what": "Ask for offers", "responsible": "Buyer", "document": None, "evidence": None}
    ]
    assert shown["lines"]["process_output"] == []
    assert next(e["label"] for e in shown["history"]) == f"Add input to {number}"
    told = call("show", file, number).out
    assert "Steps\n  Step            Responsible\n" in told
    assert "Outputs" not in told
    again = call("add", file, "process_input", "process=PRC-2026-0099", "what=x")
    assert again.status == 1
    assert "There is no process" in again.err
    nobody = call("add", file, "process_input", "what=x")
    assert nobody.status == 1
    assert "process=NUMBER" in nobody.err


def test_lines_are_listed_with_their_records(call: Call, file: Path, number: str) -> None:
    call("add", file, "process_step", "process=Purchasing", "what=Order")
    listed = call("list", file, "process_step", "--json").json
    assert (listed["kind"], listed["total"]) == ("process_step", 2)
    assert [(r["process"], r["what"]) for r in listed["rows"]] == [(number, "Ask for offers"), (number, "Order")]
    some = call("list", file, "process_step", "--where", "responsible=Buyer", "--where", "process=Purchasing", "--json")
    assert [r["what"] for r in some.json["rows"]] == ["Ask for offers"]
    down = call("list", file, "process_step", "--sort", "-what", "--limit", "1", "--json").json
    assert ([r["what"] for r in down["rows"]], down["total"]) == (["Order"], 2)
    assert "2 steps" in call("list", file, "process_step").err
    assert call("list", file, "process_step", "--overdue").status == 2


def test_registers_tell_of_their_lines(call: Call, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")  # a narrow terminal cuts the table
    found = {r["kind"]: r for r in call("registers", "--json").json["registers"]}
    step, *_ = found["process"]["lines"]
    assert {k: step[k] for k in ("name", "title", "one", "owner", "key")} == {
        "name": "process_step", "title": "Steps", "one": "step", "owner": "process", "key": [],
    }  # fmt: skip
    assert [f["name"] for f in step["fields"]] == ["what", "responsible", "document", "evidence"]
    assert found["indicator"]["lines"][0]["key"] == ["period"]
    assert "(lines of process)" in call("registers").out
    assert file


def test_lines_go_out_and_come_in_under_their_name(call: Call, file: Path, number: str, tmp_path: Path) -> None:
    out = tmp_path / "steps.xlsx"
    assert call("export", file, "process_step", out).status == 0
    same = call("import", file, "process_step", out, "--dry-run", "--json").json
    assert (same["new"], same["changed"], same["unchanged"], same["sheet"]) == (0, 0, 1, "Steps")
    path = tmp_path / "steps.csv"
    path.write_text(f"Process;Step;Done by\n{number};Order;Buyer\n{number};Ask for offers;\nNowhere;x;\n", "utf-8")
    bad = call("import", file, "process_step", path, "--map", "Done by=responsible", "--json")
    assert (bad.status, bad.json["applied"], bad.json["attention_rows"]) == (1, False, 1)
    done = call("import", file, "process_step", path, "--map", "Done by=responsible", "--skip-bad", "--json").json
    assert (done["new"], done["unchanged"], done["applied"]) == (1, 1, True)
    data = tmp_path / "steps.json"
    call("export", file, "process_step", data)
    assert [r["what"] for r in json.loads(data.read_text("utf-8"))["rows"]] == ["Ask for offers", "Order"]
    assert call("undo", file).status == 0
    assert call("list", file, "process_step", "--json").json["total"] == 1
    assert call("import", file, "process_step", path, "--key", "what").status == 2
    wrong = call("import", file, "process_step", path, "--map", "Done by=note")
    assert wrong.status == 2
    assert "Steps have no field “note”" in wrong.err
