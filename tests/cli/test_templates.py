"""Templates by command line: listed, added in one change, and taken back by one undo."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_chosen_ones_are_added_once_and_undone_in_one_step(call: Call, file: Path) -> None:
    listed = call("templates", file, "process", "--json").json["templates"]
    assert len(listed) == 12
    assert not any(one["number"] for one in listed)
    said = call("templates", file, "process", "--add", "purchasing", "--add", "Production", "--json")
    assert said.json["done"] == "Add 2 processes from templates"
    number = said.json["about"][0]
    there = {one["title"]: one["number"] for one in call("templates", file, "process", "--json").json["templates"]}
    assert there["Purchasing"] == number
    again = call("templates", file, "process", "--add", "Purchasing")
    assert (again.status, again.out) == (1, "")
    assert "here already" in again.err
    assert call("undo", file).status == 0
    assert not any(one["number"] for one in call("templates", file, "process", "--json").json["templates"])


def test_all_leaves_out_what_is_there(call: Call, file: Path) -> None:
    call("add", file, "record_type", "title=AUDIT REPORTS")
    said = call("templates", file, "record_type", "--all", "--json")
    every = call("templates", file, "record_type", "--json").json["templates"]
    assert all(one["number"] for one in every)
    assert len(said.json["about"]) == len(every) - 1


def test_what_is_not_known_is_refused_with_what_is(call: Call, file: Path) -> None:
    unknown = call("templates", file, "process", "--add", "Alchemy")
    assert unknown.status == 1
    assert "Management review" in unknown.err
    none = call("templates", file, "complaint")
    assert none.status == 1
    assert "indicator" in none.err
