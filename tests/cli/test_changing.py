"""add, set, move, link, attach, raise, void: the same rules as in the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, digest


def test_add_prints_the_number_and_names_the_change(call: Call, file: Path) -> None:
    said = call("add", file, "customer", "title=Brandt")
    number = said.out.strip()
    assert number.startswith("CUS-")
    assert said.err == f"Added customer {number}.\n"
    [newest, _] = call("history", file, "--json").json["change_sets"]
    assert (newest["label"], newest["actor"]) == (f"Add customer {number}", "Ana Núñez")


def test_add_as_json_is_the_record(call: Call, file: Path) -> None:
    document = call("add", file, "customer", "title=Brandt", "segment=A", "--json").json
    assert document["change_set"] == 2
    assert document["fields"]["segment"] == "a"
    assert document["number"].startswith("CUS-")


def test_add_lists_everything_that_is_wrong_and_writes_nothing(call: Call, file: Path) -> None:
    before = digest(file)
    said = call("add", file, "complaint", "title=x", "qty_affected=many", "occurred_on=2026-02-31", "channel=pigeon")
    assert (said.status, said.out) == (1, "")
    for words in ("‘many’ is not a number", "31 February 2026 does not exist", "‘pigeon’ is not one of"):
        assert words in said.err
    assert digest(file) == before


def test_what_is_required_is_asked_for(call: Call, file: Path) -> None:
    said = call("add", file, "complaint", "title=x")
    assert said.status == 1
    assert "Customer's words is missing." in said.err


@pytest.mark.parametrize("person", ["PER-2026-0002", "bela kun"])
def test_as_says_who_acts(call: Call, file: Path, person: str) -> None:
    number = call("add", file, "person", "title=Béla Kun").out.strip()
    person = number if person.startswith("PER") else "béla kun"
    row = call("add", file, "risk", "title=Flood", "--as", person, "--json").json
    assert row["fields"]["owner"] == number
    assert row["history"][0]["actor"] == "Béla Kun"


def test_as_somebody_unknown_or_gone(call: Call, file: Path) -> None:
    said = call("add", file, "customer", "title=x", "--as", "Nobody")
    assert said.status == 1
    assert "Nobody" in said.err
    number = call("add", file, "person", "title=Kim").out.strip()
    assert call("move", file, number, "leave").status == 0
    assert call("add", file, "customer", "title=x", "--as", "Kim").status == 1


def test_set_changes_clears_and_names_the_fields(call: Call, file: Path, complaint: str) -> None:
    said = call("set", file, complaint, "Severity=Safety or legal", "contact=Ilse")
    assert (said.status, said.out) == (0, "")
    document = call("set", file, complaint, "contact=", "--json").json
    assert document["fields"]["contact"] is None
    assert document["fields"]["severity"] == "critical"
    assert document["history"][1]["label"] == f"Set severity, contact of {complaint}"
    again = call("set", file, complaint, "contact=", "--json")
    assert again.json["change_set"] is None
    assert "already" in again.err


@pytest.mark.parametrize(
    ("value", "status", "words"),
    [
        ("colour=red", 2, "no field “colour”"),
        ("severty=major", 2, "Did you mean severity"),
        ("severity", 2, "FIELD=VALUE"),
        ("state=closed", 2, "qms-desktop move"),
        ("closed_on=today", 1, "works this out itself"),
        ("title=", 1, "required"),
        ("customer=Nobody AG", 1, "There is no customer “Nobody AG”"),
        ("title=" + "x" * 10_000, 1, "10,000 characters; 250 fit"),
    ],
)
def test_set_refuses(call: Call, file: Path, complaint: str, value: str, status: int, words: str) -> None:
    before = digest(file)
    said = call("set", file, complaint, value)
    assert (said.status, said.out) == (status, "")
    assert words in said.err
    assert digest(file) == before


def test_a_move_says_everything_that_is_missing(call: Call, file: Path, complaint: str) -> None:
    said = call("move", file, complaint, "assess")
    assert said.status == 1
    assert "Validity is missing." in said.err
    assert "Acknowledged on is missing." in said.err


def test_what_should_be_is_passed_with_not_needed(call: Call, file: Path, complaint: str) -> None:
    call("set", file, complaint, "validity=justified")
    said = call("move", file, complaint, "Assess")
    assert said.status == 1
    assert "--not-needed" in said.err
    document = call("move", file, complaint, "assess", "--not-needed", "--json").json
    assert document["state"] == "assessed"
    assert document["history"][0]["label"] == f"Assess {complaint}"
    assert "Not needed here" in document["history"][0]["reason"]


def test_unknown_and_untimely_transitions(call: Call, file: Path, complaint: str) -> None:
    said = call("move", file, complaint, "closeit")
    assert said.status == 2
    assert "acknowledge" in said.err
    said = call("move", file, complaint, "close")
    assert said.status == 1
    assert "Received" in said.err


def test_a_closed_record_takes_no_changes(call: Call, file: Path, complaint: str, tmp_path: Path) -> None:
    assert call("set", file, complaint, "replied_on=today").status == 0
    missing = call("move", file, complaint, "withdraw")
    assert missing.status == 1
    assert "--reason" in missing.err
    assert call("move", file, complaint, "withdraw", "--reason", "A question only").status == 0
    paper = tmp_path / "letter.txt"
    paper.write_text("x", "utf-8")
    before = digest(file)
    for arguments in (["set", file, complaint, "title=New"], ["attach", file, complaint, paper]):
        said = call(*arguments)
        assert said.status == 1
        assert "can no longer be changed" in said.err
        assert "Reopen" in said.err
    assert digest(file) == before


def test_links_read_both_ways(call: Call, file: Path, complaint: str) -> None:
    risk = call("add", file, "risk", "title=Mixed bins").out.strip()
    assert call("link", file, risk, "raised_from", complaint).status == 0
    again = call("link", file, complaint, "led to", risk, "--json")
    assert again.json["change_set"] is None
    assert "already" in again.err
    [link] = again.json["links"]
    assert {"relation", "label", "number", "kind", "title", "state", "voided"} == set(link)
    assert (link["relation"], link["number"]) == ("led_to", risk)
    [back] = call("show", file, risk, "--json").json["links"]
    assert (back["relation"], back["number"]) == ("raised_from", complaint)


def test_links_refused(call: Call, file: Path, complaint: str) -> None:
    assert call("link", file, complaint, "led_to", complaint).status == 1
    said = call("link", file, complaint, "loves", complaint)
    assert said.status == 2
    assert "led_to" in said.err
    assert call("link", file, complaint, "led_to", "RSK-1999-0001").status == 1


def test_a_file_is_attached(call: Call, file: Path, complaint: str, tmp_path: Path) -> None:
    photo = tmp_path / "Fötö 日本 😀.png"
    photo.write_bytes(b"\x89PNG")
    document = call("attach", file, complaint, photo, "--json").json
    [found] = document["attachments"]
    assert (found["name"], found["size"]) == ("Fötö 日本 😀.png", 4)
    assert document["history"][0]["label"] == f"Attach Fötö 日本 😀.png to {complaint}"
    for wrong in (tmp_path / "none.png", tmp_path, file):
        assert call("attach", file, complaint, wrong).status == 3


def test_void_needs_a_reason_and_stays_in_sight(call: Call, file: Path, complaint: str) -> None:
    assert call("void", file, complaint).status == 1
    assert call("void", file, complaint, "--reason", "Entered twice").status == 0
    assert call("list", file, "complaint", "--json").json["rows"] == []
    assert len(call("list", file, "complaint", "--voided", "--json").json["rows"]) == 1
    shown = call("show", file, complaint, "--json").json
    assert (shown["voided"], shown["void_reason"], shown["moves"]) == (True, "Entered twice", [])
    said = call("set", file, complaint, "title=x")
    assert said.status == 1
    assert "void" in said.err


def test_the_chain_is_seen_from_every_end(call: Call, file: Path, complaint: str) -> None:
    found = [complaint]
    for kind in ("nonconformity", "corrective_action", "action"):
        found.append(call("raise", file, found[-1], kind).out.strip())
    for number in found:
        shown = call("show", file, number, "--json").json
        assert [(s["depth"], s["number"]) for s in shown["chain"]] == list(enumerate(found))
        read = call("show", file, number).out
        assert all(other in read for other in found)
    links = {x["number"]: x["relation"] for x in call("show", file, found[1], "--json").json["links"]}
    assert links == {complaint: "raised_from", found[2]: "led_to"}
    said = call("raise", file, found[1], "customer")
    assert said.status == 2
    assert "corrective_action" in said.err
