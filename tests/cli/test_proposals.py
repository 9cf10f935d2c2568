"""Proposals by command line: shown, taken up with a new record or one that is there, declined with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def action(call: Call, file: Path, tmp_path: Path) -> str:
    """A corrective action of an old list, which is implemented."""
    sheet = tmp_path / "capa.csv"
    sheet.write_text("CAPA ID;Title;Status\nC-1;Mixed parts;Implemented\n", "utf-8")
    assert call("import", file, "corrective_action", sheet).status == 0
    return str(call("list", file, "corrective_action", "--json").json["rows"][0]["number"])


def test_what_is_proposed_is_shown(call: Call, file: Path, action: str) -> None:
    shown = call("show", file, action, "--json").json["proposals"]
    assert [(p["target"], p["declinable"]) for p in shown] == [("document", True), ("training", True), ("risk", True)]
    assert all(p["sentence"] for p in shown)
    assert "Proposed\n  document: " in call("show", file, action).out


def test_a_proposal_is_declined_with_a_reason(call: Call, file: Path, action: str) -> None:
    bare = call("decline", file, action, "training")
    assert (bare.status, bare.out) == (1, "")
    assert "needs a reason" in bare.err
    said = call("decline", file, action, "training", "--reason", "Nobody does it differently", "--json")
    assert said.status == 0
    assert said.json["fields"]["training_update"] == "not_needed"
    assert said.json["fields"]["not_needed_reason"] == "Training updated: Nobody does it differently"
    assert said.json["history"][0]["reason"] == "Nobody does it differently"
    assert [p["target"] for p in said.json["proposals"]] == ["document", "risk"]
    again = call("decline", file, action, "training", "--reason", "Once more")
    assert again.status == 1
    assert "does not propose" in again.err


def test_a_document_that_is_there_is_changed(call: Call, file: Path, action: str, tmp_path: Path) -> None:
    sheet = tmp_path / "documents.csv"
    sheet.write_text("Document number;Title;Revision;Status\nWI-07;Incoming check;A;Effective\n", "utf-8")
    assert call("import", file, "document", sheet).status == 0
    number = call("list", file, "document", "--json").json["rows"][0]["number"]
    said = call("raise", file, action, "document", "--with", number, "--json")
    assert said.status == 0, said.err
    assert (said.json["state"], said.json["fields"]["in_effect"], said.json["fields"]["revision"]) == (
        "draft",
        "A",
        "B",
    )
    assert said.json["links"][0]["relation"] == "changed_by"
    wrong = call("raise", file, action, "supplier", "--with", number)
    assert wrong.status == 2
    assert "Possible: document, risk" in wrong.err


def test_a_new_risk_is_raised(call: Call, file: Path, action: str) -> None:
    said = call("raise", file, action, "risk", "--json")
    assert said.status == 0, said.err
    assert said.json["links"][0]["relation"] == "treated_by"
    assert "risk" not in [p["target"] for p in call("show", file, action, "--json").json["proposals"]]
