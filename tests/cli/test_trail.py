"""history, undo, redo."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def titles(call: Call, file: Path) -> list[str]:
    return [row["title"] for row in call("list", file, "customer", "--json").json["rows"]]


def test_history_newest_first(call: Call, file: Path) -> None:
    call("add", file, "customer", "title=A")
    call("add", file, "customer", "title=B")
    found = call("history", file, "--json").json["change_sets"]
    assert [c["number"] for c in found] == [3, 2, 1]
    assert {"number", "at", "actor", "label", "reason", "undoes", "undone", "signed"} == set(found[0])
    assert len(call("history", file, "--limit", 1, "--json").json["change_sets"]) == 1
    assert "Add customer" in call("history", file).out


def test_undo_and_redo(call: Call, file: Path) -> None:
    for title in "AB":
        call("add", file, "customer", f"title={title}")
    said = call("undo", file, "--json")
    assert said.json == {"change_set": 4, "label": f"Undo: {history(call, file)[1]}", "undoes": 3}
    assert said.err.startswith("Undone: Add customer")
    assert titles(call, file) == ["A"]
    assert call("undo", file).status == 0
    assert titles(call, file) == []
    nothing = call("undo", file)
    assert nothing.status == 1
    assert "nothing to undo" in nothing.err
    assert call("redo", file).status == 0
    assert call("redo", file).err.startswith("Done again: Add customer")
    assert titles(call, file) == ["B", "A"]
    assert call("redo", file).status == 1
    assert call("verify", file).status == 0


def history(call: Call, file: Path) -> list[str]:
    return [c["label"] for c in call("history", file, "--json").json["change_sets"]]


def test_undo_is_refused_where_something_later_touched_it(call: Call, file: Path) -> None:
    number = call("add", file, "customer", "title=A").out.strip()
    call("set", file, number, "contact=Ilse")
    said = call("undo", file, "--change-set", 2)
    assert said.status == 1
    assert "Set contact" in said.err
    assert call("undo", file, "--change-set", 99).status == 1
