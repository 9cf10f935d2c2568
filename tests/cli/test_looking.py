"""registers, list, show: what scripts are promised by CLI.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from qms_desktop.principles import REGISTERS
from tests.cli.conftest import Call


def test_registers_says_what_every_register_is(call: Call) -> None:
    found = call("registers", "--json").json["registers"]
    assert [r["kind"] for r in found] == [r.kind for r in REGISTERS]
    for register in found:
        assert {"kind", "title", "principle", "prefix", "states", "fields"} <= set(register)
        for field in register["fields"]:
            assert {"name", "label", "type", "required", "choices"} <= set(field)
    complaint = found[0]
    assert complaint["states"][0] == "received"
    severity = next(f for f in complaint["fields"] if f["name"] == "severity")
    assert (severity["type"], severity["choices"]) == ("choice", ["critical", "major", "minor"])


def test_registers_for_reading(call: Call) -> None:
    said = call("registers")
    assert (said.status, said.err) == (0, "")
    assert all(r.kind in said.out for r in REGISTERS)


def test_list_gives_every_field_under_its_name(call: Call, file: Path, complaint: str) -> None:
    said = call("list", file, "complaint", "--json")
    [row] = said.json["rows"]
    fields = next(r for r in REGISTERS if r.kind == "complaint").fields
    assert set(row) == {"number", "state", *fields}
    assert list(row)[:3] == ["number", "title", "state"]
    assert (row["number"], row["state"], row["severity"]) == (complaint, "received", "major")
    assert row["customer"].startswith("CUS-")
    assert row["owner"].startswith("PER-")
    assert said.err == ""


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (["severity=major"], ["B", "A"]),
        (["severity=major", "title=a"], ["A"]),
        (["severity=major", "severity=minor"], ["C", "B", "A"]),
        (["channel=E-mail"], ["B"]),
        (["severity="], ["D"]),
        (["state=open"], ["D", "C", "B", "A"]),
        (["state=received"], ["D", "C", "B", "A"]),
        (["state=closed"], []),
        (["Quantity affected=3"], ["C"]),
        (["owner=ana núñez", "severity=Minor"], ["C"]),
        (["number=cmp-2026-0001"], []),
    ],
)
def test_list_where(call: Call, file: Path, where: list[str], expected: list[str]) -> None:
    for title, more in {
        "A": ["severity=major"],
        "B": ["severity=major", "channel=mail"],
        "C": ["severity=minor", "qty_affected=3"],
        "D": [],
    }.items():
        assert call("add", file, "complaint", f"title={title}", "description=x", "channel=phone", *more).status == 0
    if where[0].startswith("number"):
        number = call("list", file, "complaint", "--where", "title=B", "--json").json["rows"][0]["number"]
        where, expected = [f"number={number.lower()}"], ["B"]
    options = [part for condition in where for part in ("--where", condition)]
    document = call("list", file, "complaint", *options, "--json").json
    assert [row["title"] for row in document["rows"]] == expected
    assert document["total"] == len(expected)


def test_list_sorts_limits_and_knows_what_is_overdue(call: Call, file: Path) -> None:
    for title, due in (("A", "-2d"), ("B", "+9d"), ("C", "+1w")):
        assert call("add", file, "action", f"title={title}", f"due_on={due}").status == 0

    def titles(*options: str) -> list[str]:
        return [row["title"] for row in call("list", file, "action", "--json", *options).json["rows"]]

    assert titles("--sort", "due_on") == ["A", "C", "B"]
    assert titles("--sort", "-due_on") == ["B", "C", "A"]
    assert titles("--sort", "Due date", "--limit", "1") == ["A"]
    assert titles("--sort", "-number") == ["C", "B", "A"]
    assert titles("--overdue") == ["A"]
    assert titles("--voided") == []


def test_list_for_reading_is_cut_to_the_terminal(call: Call, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    title = "長い題名 " * 30
    assert call("add", file, "complaint", f"title={title}", "description=x", "channel=phone").status == 0
    said = call("list", file, "complaint")
    assert "CMP-" in said.out
    assert "…" in said.out
    assert max(len(line) for line in said.out.splitlines()) <= 70
    assert "1 complaint" in said.err


def test_an_empty_register_has_no_rows(call: Call, file: Path) -> None:
    assert call("list", file, "risk", "--json").json["rows"] == []
    assert call("list", file, "risk").out == ""


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["complaints-of-all"], 2, ["complaint", "risk"]),
        (["complaint", "--where", "colour=red"], 2, ["colour", "severity"]),
        (["complaint", "--where", "severity"], 2, ["FIELD=VALUE"]),
        (["complaint", "--where", "state=lost"], 2, ["received", "closed"]),
        (["complaint", "--where", "severity=huge"], 1, ["critical, major, minor"]),
        (["complaint", "--where", "owner=Nobody"], 1, ["Nobody"]),
        (["complaint", "--sort", "colour"], 2, ["colour"]),
        (["complaint", "--limit", "0"], 2, ["count"]),
    ],
)
def test_list_refuses(call: Call, file: Path, arguments: list[str], status: int, words: list[str]) -> None:
    said = call("list", file, *arguments, "--json")
    assert (said.status, said.out) == (status, "")
    assert all(word in said.err for word in words)


def test_show_has_everything_of_a_record(call: Call, file: Path, complaint: str) -> None:
    shown = call("show", file, complaint.lower(), "--json").json
    keys = {"number", "kind", "title", "fields", "state", "moves", "links", "attachments", "history"}
    assert keys <= set(shown)
    assert (shown["number"], shown["kind"], shown["state"]) == (complaint, "complaint", "received")
    assert shown["fields"]["title"] == "Mixed parts"
    assert shown["history"][0]["label"] == f"Add complaint {complaint}"
    moves = {m["name"]: m for m in shown["moves"]}
    assert {"name", "label", "allowed", "blocked_because", "unmet"} <= set(moves["assess"])
    assert moves["acknowledge"]["allowed"] is False
    assert moves["acknowledge"]["blocked_because"] == ["Acknowledged through is missing."]
    assert moves["acknowledge"]["unmet"] == [
        {"message": "Acknowledged through is missing.", "field": "medium", "record": None, "must": True}
    ]
    assert any(not u["must"] for u in moves["assess"]["unmet"])


def test_show_for_reading(call: Call, file: Path, complaint: str) -> None:
    said = call("show", file, complaint)
    for words in (
        complaint,
        "Mixed parts",
        "Received",
        "Brandt Apparatebau (CUS-",
        "acknowledge: Acknowledge, not yet",
    ):
        assert words in said.out


def test_show_of_a_number_that_is_not_there(call: Call, file: Path) -> None:
    said = call("show", file, "CMP-1999-0001", "--json")
    assert (said.status, said.out) == (1, "")
    assert "CMP-1999-0001" in said.err
