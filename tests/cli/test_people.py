"""hand-over and record-levels."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_a_leaver_with_open_records_is_refused_with_their_names_and_the_way_out(call: Call, file: Path) -> None:
    jan = call("add", file, "person", "title=Jan Probe").out.strip()
    risk = call("add", file, "risk", "title=One supplier", f"owner={jan}").out.strip()
    said = call("move", file, jan, "leave")
    assert said.status == 1
    assert f"{risk} “One supplier”" in said.err
    assert "Hand over" in said.err
    assert call("show", file, jan, "--json").json["state"] == "active"
    assert call("move", file, jan, "leave", "--not-needed").status == 1


def test_hand_over_and_leave_is_one_change(call: Call, file: Path) -> None:
    jan = call("add", file, "person", "title=Jan Probe").out.strip()
    risk = call("add", file, "risk", "title=One supplier", f"owner={jan}").out.strip()
    said = call("hand-over", file, jan, "PER-2026-0001", "--leave", "--json")
    assert said.json["about"] == [risk]
    assert said.json["done"] == "Hand over 1 record from Jan Probe to Ana Núñez; Jan Probe leaves"
    assert call("show", file, jan, "--json").json["state"] == "left"
    assert call("show", file, risk, "--json").json["fields"]["owner"] == "PER-2026-0001"
    assert call("undo", file).status == 0
    assert call("show", file, jan, "--json").json["state"] == "active"
    assert call("show", file, risk, "--json").json["fields"]["owner"] == jan


def test_nobody_hands_over_to_somebody_who_left(call: Call, file: Path) -> None:
    jan = call("add", file, "person", "title=Jan Probe").out.strip()
    assert call("move", file, jan, "leave").status == 0
    said = call("hand-over", file, "PER-2026-0001", jan)
    assert (said.status, said.out) == (1, "")
    assert "somebody else who works here" in said.err


def test_a_training_without_levels_says_what_it_needs(call: Call, file: Path) -> None:
    training = call("add", file, "training", "title=First aid").out.strip()
    said = call("record-levels", file, training)
    assert said.status == 1
    assert "needs an effective outcome" in said.err
